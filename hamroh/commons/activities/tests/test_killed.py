"""An import killed with -9 at each stage goes on where it was: nothing doubles, nothing is half there."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
from django.db import connections

from hamroh.commons.activities.mapping.reading import records_of
from hamroh.commons.activities.mapping.tables import ACTIVITY
from hamroh.commons.activities.models import Activity
from hamroh.formats.iati import records as r
from hamroh.kernel.intake.models import Batch
from hamroh.kernel.intake.services import apply
from hamroh.kernel.ledger.models import Entry

from .conftest import ACTOR
from .files import bring_in, counts, file_of, preview
from .test_importing import record

pytestmark = pytest.mark.django_db(databases=["default", "care"], transaction=True)
NUMBER = 120


def begin(batch: Batch, folder: Path, stage: str, times: int) -> subprocess.Popen[bytes]:
    database = str(connections["default"].settings_dict["NAME"])
    return subprocess.Popen(
        [sys.executable, "-m", "hamroh.commons.activities.tests.dying", database, str(batch.pk), stage, str(times)],
        env={**os.environ, "HAMROH_HEADS": str(folder / "heads"),
             "DJANGO_SETTINGS_MODULE": "hamroh.config.settings.test"},
    )  # fmt: skip


def die(batch: Batch, folder: Path, stage: str, times: int) -> None:
    assert begin(batch, folder, stage, times).wait(timeout=120) == -signal.SIGKILL


def whole(records: list[r.Activity]) -> bool:
    """Whether every stored activity is exactly one of the records: none is there in part."""
    wanted = {one.iati_identifier: one for one in records}
    stored = dict(Activity.objects.values_list("pk", "iati_identifier"))
    found = records_of(ACTIVITY, list(stored))
    return all(found[pk] == wanted[identifier] for pk, identifier in stored.items())


@pytest.mark.slow
def test_killed_while_new_activities_are_written(tmp_path: Path) -> None:
    records = [record(f"XX-TRIAL-1-{n}") for n in range(NUMBER)]
    batch = preview(file_of(records))
    before = 0
    for stage, times in (("root row", 0), ("children", 3), ("sums", 1), ("parents", 1)):
        die(batch, tmp_path, stage, times)
        written = Activity.objects.count()
        batch.refresh_from_db()
        assert written == batch.outcome.get("created", 0)
        assert written >= before
        assert whole(records)
        before = written
    assert 0 < before < NUMBER
    assert counts(apply(actor=ACTOR, batch=batch)) == (NUMBER, NUMBER, 0, 0, 0)
    assert Activity.objects.count() == NUMBER
    assert whole(records)
    assert Entry.objects.filter(event="intake.applied").count() == 1


def test_killed_while_known_activities_are_replaced(tmp_path: Path) -> None:
    old = [record(f"XX-TRIAL-1-{n}") for n in range(20)]
    bring_in(file_of(old))
    new = [msgspec.structs.replace(one, activity_status="4", sectors=()) for one in old]
    batch = preview(file_of(new))
    die(batch, tmp_path, "replacing", 13)
    found = records_of(ACTIVITY, list(Activity.objects.values_list("pk", flat=True)))
    both = {one.iati_identifier: {one, two} for one, two in zip(old, new, strict=True)}
    assert all(one in both[one.iati_identifier] for one in found.values())  # type: ignore[attr-defined]
    assert counts(apply(actor=ACTOR, batch=batch)) == (20, 0, 20, 0, 0)
    assert whole(new)


@pytest.mark.slow
def test_two_processes_import_two_files_at_once(tmp_path: Path) -> None:
    records = [record(f"XX-TRIAL-1-{n}") for n in range(NUMBER)]
    one, two = preview(file_of(records[:80])), preview(file_of(records[40:]))
    both = [begin(batch, tmp_path, "never", 0) for batch in (one, two)]
    assert [process.wait(timeout=120) for process in both] == [0, 0]
    one.refresh_from_db()
    two.refresh_from_db()
    assert Activity.objects.count() == NUMBER
    assert whole(records)
    # Of the forty that stand in both files each was written once; the later import found them standing so already.
    assert one.outcome["created"] + two.outcome["created"] == NUMBER
    assert one.outcome["already"] + two.outcome["already"] == 40
