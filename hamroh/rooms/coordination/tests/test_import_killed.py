"""A 4W killed with -9 while it is applied goes on where it was: nothing doubles, and nobody sees a half report."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connections

from hamroh.kernel.intake.models import Batch
from hamroh.kernel.intake.services import apply
from hamroh.kernel.ledger.models import Entry
from hamroh.rooms.coordination.models import Line, Report
from hamroh.rooms.coordination.selectors.lines import standing

from . import factories
from .importing import csv_of, line, preview, verdicts

pytestmark = pytest.mark.django_db(databases=["default", "care"], transaction=True)
NUMBER = 150


def die(batch: Batch, folder: Path, stage: str, times: int) -> None:
    database = str(connections["default"].settings_dict["NAME"])
    process = subprocess.Popen(
        [sys.executable, "-m", "hamroh.rooms.coordination.tests.import_dying", database, str(batch.pk), stage, str(times)],
        env={**os.environ, "HAMROH_HEADS": str(folder / "heads"),
             "DJANGO_SETTINGS_MODULE": "hamroh.config.settings.test"},
    )  # fmt: skip
    assert process.wait(timeout=120) == -signal.SIGKILL


def test_killed_at_each_stage_it_goes_on(tmp_path: Path) -> None:
    by = factories.reporter(factories.round_(stage="called"))
    rows = [
        line(Notes=f"line {number}", Donor=f"Fund {number % 20}", Region="", District="") for number in range(NUMBER)
    ]
    batch = preview(csv_of(rows), by)
    before = -1
    for stage, times in (("bodies", 0), ("lines", 2), ("completing", 0)):
        die(batch, tmp_path, stage, times)
        batch.refresh_from_db()
        written = Line.objects.count()
        assert written == batch.outcome.get("created", 0) and written > before
        assert not standing("latest").exists() and not Report.objects.exists()
        before = written
    assert before == NUMBER and batch.state == "applying"
    assert apply(actor=factories.ACTOR, batch=batch).outcome["created"] == NUMBER
    assert standing("latest").count() == Line.objects.count() == NUMBER
    assert Entry.objects.filter(event="intake.applied").count() == Entry.objects.filter(
        event="coordination.report-received").count() == 1  # fmt: skip
    assert verdicts(preview(csv_of(rows), by)) == {"unchanged": NUMBER}
