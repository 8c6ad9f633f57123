"""`hamroh activities` as people in a terminal and programs use it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from hamroh.cli import activities as command
from hamroh.commons.activities.models import Activity
from hamroh.commons.activities.services import edit_texts
from hamroh.commons.activities.tests.files import ACTOR, file_of
from hamroh.commons.activities.tests.test_importing import record

pytestmark = pytest.mark.django_db


def ask(*arguments: str) -> Result:
    return CliRunner().invoke(command.activities, list(arguments))


def answers(*arguments: str) -> list[dict[str, Any]]:
    return json.loads(ask("import", *arguments, "--json").stdout)


@pytest.fixture(autouse=True)
def _database_is_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    # The test's database is migrated already, within a transaction that a migration must not touch.
    monkeypatch.setattr(command, "migrate_all", list)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "two.xml"
    path.write_bytes(file_of([record(), record("XX-TRIAL-1-B")]).getvalue())
    return path


@pytest.mark.samples
def test_every_sample_is_read_and_counted(samples: Path) -> None:
    files = sorted(str(path) for path in (samples / "iati" / "samples").glob("*.xml"))
    done = ask("import", *files, "--json")
    assert done.exit_code == 0
    told = {Path(one["file"]).name: one for one in json.loads(done.stdout)}
    assert {name: (one["read"], one["created"], one["refused"]) for name, one in told.items()} == {
        "asian-development-bank-organisation.xml": (1, 1, 0),
        "iati-2.03-activity-example-annotated.xml": (1, 1, 0),
        "iati-2.03-organisation-example-annotated.xml": (1, 1, 0),
        "iom-activity-XM-DAC-47066-DP.2154.xml": (1, 1, 0),
        "usaid-activities-798.xml": (108, 108, 0),
        "world-bank-organisation.xml": (1, 1, 0),
    }
    assert told["world-bank-organisation.xml"]["contents"]["organisation_budgets"] == 310
    assert told["usaid-activities-798.xml"]["contents"] == {
        "activities": 108, "organisations": 0, "organisation_budgets": 0,
    }  # fmt: skip
    percentages = [
        p for p in told["iati-2.03-activity-example-annotated.xml"]["problems"] if p["path"] == "recipient-region"
    ]
    assert {one["code"] for one in percentages} == {"iati.percentages_not_100"}
    assert all(one["where"].startswith("line ") and one["message"] for one in percentages)


def test_importing_again_changes_nothing_and_a_preview_changes_nothing(file: Path) -> None:
    (seen,) = answers(str(file), "--preview")
    assert (seen["read"], seen["created"], seen["applied"]) == (2, 2, False)
    assert not Activity.objects.exists()
    (first,), (again,) = answers(str(file)), answers(str(file))
    assert (first["created"], first["unchanged"]) == (2, 0)
    assert (again["created"], again["updated"], again["unchanged"], again["refused"]) == (0, 0, 2, 0)


def test_refusals_end_with_1_and_wrong_use_with_2(file: Path, tmp_path: Path) -> None:
    answers(str(file))
    edit_texts(actor=ACTOR, activity=Activity.objects.first(), titles={"en": "Ours"})
    newer = tmp_path / "newer.xml"
    newer.write_bytes(file_of([record(activity_status="3")]).getvalue())
    refused = ask("import", str(newer))
    assert refused.exit_code == 1
    assert "edited here" in refused.stdout
    assert ask("import", str(newer), "--overwrite").exit_code == 0
    broken = tmp_path / "broken.xml"
    broken.write_text("no xml at all")
    assert ask("import", str(broken)).exit_code == 1
    assert ask("import", str(tmp_path / "absent.xml")).exit_code == 2
    assert ask("import").exit_code == 2
    assert ask("export", "--format", "csv", "--out", str(broken)).exit_code == 2


def test_exporting_one_organisation(file: Path, tmp_path: Path) -> None:
    answers(str(file))
    out = tmp_path / "out.xml"
    done = ask("export", "--format", "iati-xml", "--out", str(out), "--organisation", "XX-TRIAL-1", "--json")
    assert (done.exit_code, json.loads(done.stdout)["activities"]) == (0, 2)
    (again,) = answers(str(out))
    assert (again["unchanged"], again["refused"]) == (2, 0)
    missing = ask("export", "--out", str(tmp_path / "none.xml"), "--organisation", "XX-NOBODY")
    assert missing.exit_code == 1
    assert not (tmp_path / "none.xml").exists()
