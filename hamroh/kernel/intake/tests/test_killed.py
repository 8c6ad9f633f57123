"""A process killed with -9 at each stage: the next one goes on, nothing doubles, nothing is lost."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connections

from hamroh.kernel.intake import services
from hamroh.kernel.intake.models import Batch, BatchState, Line
from hamroh.kernel.intake.tests.trial import TRIAL, file_of
from hamroh.kernel.ledger.actors import system
from hamroh.kernel.ledger.models import Entry
from hamroh.kernel.organisations.models import Organisation

pytestmark = pytest.mark.django_db(databases=["default", "care"], transaction=True)
ACTOR = system("test")
ROWS = [{"org_id": f"TJ-{number}", "name": f"Body {number}", "more": "x" * 600} for number in range(260)]


def begin(batch: Batch, path: Path, stage: str, times: int) -> subprocess.Popen[bytes]:
    """Start the work in a process of its own, which is killed when it comes to the stage."""
    arguments = [str(connections["default"].settings_dict["NAME"]), str(batch.pk), str(path), stage, str(times)]
    return subprocess.Popen(
        [sys.executable, "-m", "hamroh.kernel.intake.tests.dying", *arguments],
        env={**os.environ, "HAMROH_HEADS": str(path.parent / "heads")},
    )


def die(batch: Batch, path: Path, stage: str, times: int) -> None:
    """Run the work until it is killed at the stage; it must really have been killed there."""
    assert begin(batch, path, stage, times).wait(timeout=120) == -signal.SIGKILL


def test_killed_while_reading_and_while_applying(tmp_path: Path) -> None:
    path = tmp_path / "bodies.jsonl"
    path.write_bytes(file_of(ROWS).getvalue())
    with path.open("rb") as stream:
        batch = services.start(actor=ACTOR, importer=TRIAL.key, stream=stream, file_name=path.name)
    for stage, times in (("read", 150), ("compare", 1), ("read", 259)):
        die(batch, path, stage, times)
        batch.refresh_from_db()
        assert Line.objects.filter(batch=batch).count() == batch.staged
        assert Organisation.objects.count() == 0
    assert batch.staged == 200
    with path.open("rb") as stream:
        batch = services.continue_reading(actor=ACTOR, batch=batch, stream=stream)
    assert batch.counts["create"] == 260
    positions = list(Line.objects.filter(batch=batch).order_by("position").values_list("position", flat=True))
    assert positions == list(range(1, 261))
    before = 0
    for stage, times in (("standing", 0), ("apply", 1), ("applied", 1), ("step", 1)):
        die(batch, path, stage, times)
        batch.refresh_from_db()
        written = Organisation.objects.count()
        assert written == batch.outcome.get("created", 0) == Line.objects.filter(outcome="applied").count()
        assert written >= before
        before = written
    assert 0 < before < 260
    # The dead process still holds the lease; it is found dead, not waited for.
    batch = services.apply(actor=ACTOR, batch=batch)
    assert (batch.state, batch.outcome["created"]) == (BatchState.APPLIED, 260)
    assert Organisation.objects.count() == 260
    assert Entry.objects.filter(event="intake.applied").count() == 1


def test_two_processes_apply_the_same_file_and_it_is_applied_once(tmp_path: Path) -> None:
    path = tmp_path / "bodies.jsonl"
    path.write_bytes(file_of(ROWS).getvalue())
    with path.open("rb") as stream:
        batch = services.stage(actor=ACTOR, importer=TRIAL.key, stream=stream, file_name=path.name)
    both = [begin(batch, path, "never", 0) for _ in range(2)]
    assert [process.wait(timeout=120) for process in both] == [0, 0]
    batch.refresh_from_db()
    assert (batch.state, batch.outcome["created"]) == (BatchState.APPLIED, 260)
    assert Organisation.objects.count() == 260
    assert Entry.objects.filter(event="intake.applied").count() == 1
