"""`hamroh coordination import-4w` as people in a terminal and programs use it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from hamroh.cli import coordination as command
from hamroh.kernel.organisations.models import Organisation
from hamroh.kernel.places.models import Place
from hamroh.rooms.coordination.models import Line, Reporter, Round
from hamroh.rooms.coordination.selectors.lines import standing
from hamroh.rooms.coordination.tests.importing import csv_of, line

pytestmark = pytest.mark.django_db
HEAD = ("Month", "Organization_Name", "Cluster", "Region", "RegionPcode", "District", "DistrictPcode")


@pytest.fixture(autouse=True)
def _database_is_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    # The test's database is migrated already, within a transaction that a migration must not touch.
    monkeypatch.setattr(command, "migrate_all", list)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    rows = [("March", "Aid Society", "WASH", "Bay", "SO24", "Baydhaba", "SO2401"),
            ("April", "Aid Society", "WASH", "Bay", "SO24", "Baydhaba", "SO2401"),
            ("April", "Aid Society", "WASH", "Bay", "SO24", "Baydhaba", "SO2401")]  # fmt: skip
    path = tmp_path / "som_3w_march_april_2025.csv"
    path.write_bytes(csv_of(rows, HEAD).getvalue())
    return path


def ask(*arguments: str) -> Result:
    return CliRunner().invoke(command.coordination, ["import-4w", *arguments])


def answers(*arguments: str) -> list[dict[str, Any]]:
    return json.loads(ask(*arguments, "--json").stdout)


def test_a_second_country_comes_in_with_round_places_and_lines(file: Path) -> None:
    (answer,) = answers(str(file), "--country", "SOM", "--publish")
    shown = {name: answer[name] for name in ("applied", "lines", "distinct", "created", "refused", "places_unknown",
                                             "new_organisations", "repeated", "stage")}  # fmt: skip
    assert shown == {"applied": True, "lines": 3, "distinct": 2, "created": 3, "refused": 0, "places_unknown": 0,
                     "new_organisations": 1, "repeated": 1, "stage": "published"}  # fmt: skip
    round_ = Round.objects.get()
    assert (round_.country, round_.period_start.isoformat(), round_.period_end.isoformat()) == (
        "SOM", "2025-03-01", "2025-04-30")  # fmt: skip
    assert round_.scheme == "cluster" and Reporter.objects.get().label == "som 3w"
    assert standing("published").filter(counted=True).count() == 2
    assert Place.objects.get(pcode="SO2401").name == "Baydhaba"


def test_a_preview_changes_no_line_and_the_same_again_is_unchanged(file: Path) -> None:
    (answer,) = answers(str(file), "--country", "SOM", "--preview")
    assert answer["created"] == 3 and not answer["applied"] and not Line.objects.exists()
    answers(str(file), "--country", "SOM", "--publish")
    (again,) = answers(str(file), "--country", "SOM")
    assert (again["created"], again["unchanged"]) == (0, 3) and Round.objects.count() == 1
    assert [one["code"] for one in again["problems"]] == ["4w.repeats"]


def test_refused_lines_are_named_with_their_cell_and_exit_1(tmp_path: Path) -> None:
    path = tmp_path / "report.csv"
    path.write_bytes(csv_of([line(), line(Budget="a lot", District="Bokhtar")]).getvalue())
    result = ask(str(path), "--country", "TJK", "--period", "2026-10")
    assert result.exit_code == 1 and "N3" in result.output and "not applied" in result.output
    assert not Line.objects.exists()
    (answer,) = answers(str(path), "--country", "TJK", "--leave-out-refused")
    assert answer["applied"] and answer["refused"] == 1 and standing("latest").count() == 1


def test_the_sender_may_be_an_organisation_and_the_round_be_named(tmp_path: Path) -> None:
    path = tmp_path / "report.csv"
    path.write_bytes(csv_of([line()]).getvalue())
    body = Organisation.objects.create(names={"en": "Sender (invented)"})
    answers(str(path), "--country", "TJK", "--period", "2026-10", "--sender", str(body.pk))
    round_ = Round.objects.get()
    assert Reporter.objects.get().organisation == body
    (answer,) = answers(str(path), "--country", "TJK", "--round", str(round_.pk), "--sender", "A collection")
    assert answer["applied"] and Reporter.objects.get(organisation=None).label == "A collection"


@pytest.mark.parametrize(
    ("arguments", "word"),
    [(("--country", "XXX"), "country code"), (("--country", "TJK", "--round", "999"), "no round 999"),
     (("--country", "TJK", "--period", "2026-13"), "no period"), (("--country", "SOM", "--sender", "999"), "no organisation")],
)  # fmt: skip
def test_wrong_use_is_exit_2(file: Path, arguments: tuple[str, ...], word: str) -> None:
    result = ask(str(file), *arguments)
    assert result.exit_code == 2 and word in result.output


def test_a_file_that_is_no_table_says_why(tmp_path: Path) -> None:
    path = tmp_path / "letter.csv"
    path.write_text("Dear colleagues,\nwe have nothing to report.\n", encoding="utf-8")
    (answer,) = answers(str(path), "--country", "TJK")
    assert answer["failed"] and [one["code"] for one in answer["problems"]] == ["4w.no-table"]


@pytest.mark.parametrize(
    ("name", "label"),
    [("eth_3w_august_2025.csv", "eth 3w"), ("4W report 2026-10-31.xlsx", "4W report"), ("2025.csv", "2025"),
     ("som_3w_january_april_2025.xlsx", "som 3w"), ("Маълумот.xlsx", "Маълумот")],
)  # fmt: skip
def test_a_collection_is_called_as_its_file_without_dates(name: str, label: str) -> None:
    assert command.label_of(Path(name)) == label
