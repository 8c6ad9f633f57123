"""Files with faults, editions that follow each other, crashes in mid-work, two at once: nothing half-written is seen."""

from __future__ import annotations

import io
import json
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.utils import timezone

from hamroh.cli.indicators import indicators as command
from hamroh.commons.indicators import loading, selectors
from hamroh.commons.indicators.adapters import ADAPTERS, BY_KEY, NoAdapter, adapter_for
from hamroh.commons.indicators.exporting import export_csv
from hamroh.commons.indicators.models import Dataset, Indicator, Observation, Source
from hamroh.commons.indicators.periods import year
from hamroh.commons.indicators.services import observe, register_source, supersede
from hamroh.kernel.ledger.actors import ANYONE
from hamroh.kernel.ledger.models import Entry
from hamroh.kernel.places.models import Place

from .conftest import STATISTICIAN, take

pytestmark = pytest.mark.django_db

HEAD = "geo,var,t,v\n"


def table(rows: int, *, gdp: int = 100) -> str:
    return HEAD + "".join(f"TJK,gdp,{1700 + n},{gdp + n}\n" for n in range(rows))


def seen() -> dict[str, Decimal]:
    return {one.period.label: one.value for one in selectors.series("gdp", "TJK", viewer=ANYONE)}


def test_each_bad_line_is_named_with_its_column_and_the_sound_ones_come_in(seeded) -> None:
    report = take(
        HEAD
        + "TJK,gdp,2020,1\n"
        + "TJ,gdp,2020,1\n"
        + "TJK,gpd,2020,1\n"
        + "TJK,gdp,next year,1\n"
        + "TJK,gdp,2021,many\n"
        + "TJK,gdp,2022,\n"
        + "TJK,gdp,2020,2\n"
        + ",,,x\n"
    )
    assert (report.read, report.created, report.refused) == (8, 2, 6)
    assert [(one.line, one.column) for one in report.problems] == [
        (3, "geo"), (4, "var"), (5, "t"), (6, "v"), (8, ""), (9, "var"), (9, "geo"), (9, "t"), (9, "v"),
    ]  # fmt: skip
    assert "line 2" in report.problems[4].message and all(one.message for one in report.problems)
    assert seen() == {"2020": 1, "2022": None}
    entry = Entry.objects.get(event="indicators.imported")
    assert (entry.facts["refused"], entry.facts["created"], len(entry.facts["digest"])) == (6, 2, 64)


@pytest.mark.parametrize(
    "content, words",
    [
        (b"", "empty"),
        (b"colour,shape\nred,round\n", "headings colour, shape"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 64, "not a spreadsheet"),
        (b"geo,var,t,v\n" + "Тоҷикистон,gdp,2020,1\n".encode() * 3 + b"\xd0\xff\xfe", "line 5"),
    ],
    ids=["empty", "other-headings", "picture", "broken-letters"],
)  # fmt: skip
def test_a_file_that_cannot_be_read_is_refused_whole(content: bytes, words: str, seeded) -> None:
    from hamroh.commons.indicators.services import import_observations

    report = import_observations(actor=STATISTICIAN, file=io.BytesIO(content), name="f.csv")
    assert words.lower() in report.problems[0].message.lower()
    assert report.created == 0 and not Observation.objects.exists() and not Source.objects.exists()


def test_headings_tell_whose_file_it_is() -> None:
    for adapter in ADAPTERS:
        assert adapter_for(adapter.columns) is adapter
        assert adapter_for((*adapter.columns, "remark"), adapter.key) is adapter
    with pytest.raises(NoAdapter, match="needs the headings var"):
        adapter_for(BY_KEY["unhcr"].columns, "wdi")
    with pytest.raises(NoAdapter, match="no kind of file"):
        adapter_for((), "nonsense")


def test_a_new_edition_supersedes_and_the_old_one_read_again_changes_nothing(seeded) -> None:
    first, second = table(3), table(3, gdp=100).replace("1701,101", "1701,555")
    take(first, edition="2025")
    report = take(second, edition="2026")
    assert (report.created, report.updated, report.unchanged) == (0, 1, 2)
    assert seen() == {"1700": 100, "1701": 555, "1702": 102}
    old, new = Source.objects.order_by("pk")
    assert (old.superseded_by, new.superseded_by) == (new, None)
    corrected = Observation.objects.current().get(value=555)
    assert [(row.value, row.source.edition) for row in selectors.history(corrected)] == [(555, "2026"), (101, "2025")]
    again = take(first, edition="2025")
    assert (again.created, again.updated, again.unchanged) == (0, 0, 3)
    assert seen()["1701"] == 555 and Source.objects.count() == 2


def test_a_new_edition_that_agrees_is_noted(seeded) -> None:
    take(table(2), edition="2025")
    report = take(table(2) + "\n\n", edition="2026")
    assert (report.created, report.updated, report.unchanged) == (0, 0, 2)
    assert Source.objects.order_by("pk").last().edition == "2026"
    assert Entry.objects.filter(event="indicators.imported").count() == 2


def test_a_correction_by_hand_survives_the_same_file(seeded) -> None:
    take(table(2), edition="2025")
    letter = register_source(actor=STATISTICIAN, dataset=Dataset.objects.get(key="world-bank-wdi"), edition="Letter")
    row = Observation.objects.get(value=100)
    supersede(actor=STATISTICIAN, observation=row, source=letter, value=Decimal(42), reason="Misprint")
    report = take(table(2), edition="2025")
    assert (report.updated, report.unchanged) == (0, 2) and seen()["1700"] == 42


class Stop(RuntimeError):
    """As if the process died: no clearing up runs."""


@pytest.fixture
def dies_after(monkeypatch):
    """Let the loader die after some steps; what the fault handler would clear away stays."""

    def arrange(steps: int) -> None:
        left = [steps]
        real = loading.Load._pace

        def pace(self, seconds: float) -> None:
            real(self, seconds)
            left[0] -= 1
            if left[0] < 0:
                raise Stop

        monkeypatch.setattr(loading.Load, "_pace", pace)
        monkeypatch.setattr("hamroh.commons.indicators.services.taking._Taking.clear", lambda self: None)

    return arrange


@pytest.mark.parametrize("steps", [0, 1, 3])
@pytest.mark.parametrize("then", ["the same file", "another file"])
def test_a_load_that_died_is_never_seen_and_is_taken_up_or_cleared_away(
    steps: int, then: str, seeded, dies_after, monkeypatch
) -> None:
    take(table(40, gdp=1))
    before, entries = seen(), Entry.objects.count()
    for name in ("FIRST_STEP", "LARGEST_STEP"):
        monkeypatch.setattr(loading, name, 10)
    changed = table(60, gdp=5)
    dies_after(steps)
    with pytest.raises(Stop):
        take(changed)
    assert Observation.objects.filter(since=2).exists(), "it died in mid-work"
    assert seen() == before and Entry.objects.count() == entries

    busy = take(changed)
    assert busy.refused_whole and "right now" in busy.problems[0].message, "it may still be alive"
    monkeypatch.undo()
    Source.objects.filter(state="loading").update(beat_at=timezone.now() - timedelta(minutes=1))
    final = changed if then == "the same file" else table(50, gdp=7)
    report = take(final)
    assert (report.updated, report.created) == ((40, 20) if then == "the same file" else (40, 10))
    assert list(seen().values()) == [(5 if then == "the same file" else 7) + n for n in range(len(seen()))]
    assert not Source.objects.filter(state="loading").exists()
    assert Observation.objects.filter(until=None).count() == len(seen())
    again = take(final)
    assert (again.created, again.updated) == (0, 0)


def test_a_loader_that_lost_its_lease_writes_nothing_more(seeded, monkeypatch) -> None:
    real = loading.Load._pace

    def pace(self, seconds: float) -> None:
        real(self, seconds)
        Source.objects.filter(pk=self.source.pk).update(lease="somebody else")

    monkeypatch.setattr(loading.Load, "_pace", pace)
    report = take(table(5))
    assert report.refused_whole and "took over" in report.problems[0].message
    assert seen() == {} and not Entry.objects.filter(event="indicators.imported").exists()


def test_a_fault_in_mid_work_leaves_nothing(seeded, monkeypatch) -> None:
    take(table(3))
    before = seen()

    def broken(*_args, **_options) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr("hamroh.commons.indicators.services.taking.record", broken)
    with pytest.raises(OSError, match="No space"):
        take(table(30, gdp=9))
    assert seen() == before and not Source.objects.filter(state="loading").exists()
    assert Observation.objects.count() == 3 and not Observation.objects.exclude(until=None).exists()


def test_entering_waits_for_a_load(seeded) -> None:
    dataset = Dataset.objects.get(key="world-bank-wdi")
    source = register_source(actor=STATISTICIAN, dataset=dataset, edition="Letter")
    Source.objects.create(dataset=dataset, state="loading", sha256="x", beat_at=timezone.now())
    with pytest.raises(loading.DatasetBusy, match="being loaded right now"):
        observe(
            actor=STATISTICIAN, source=source, indicator=Indicator.objects.get(code="gdp"), country="TJK",
            period=year(2020), value=Decimal(1),
        )  # fmt: skip


@pytest.fixture
def varied(seeded, report_of_2026: Source) -> None:
    """Figures with every column in use."""
    country = Place.objects.create(
        country="TJK", slug="tajikistan", level=0, kind="country", names={"en": "Tajikistan"}
    )
    place = Place.objects.create(
        country="TJK", slug="khujand", level=1, kind="region", names={"en": "Khujand"}, parent=country
    )
    trained, refugees = (Indicator.objects.get(code=code) for code in ("health-workers-trained", "refugees"))
    observe(
        actor=STATISTICIAN, source=report_of_2026, indicator=trained, country="TJK", place=place, period=year(2025),
        value=Decimal("-1234567.125"), lower=Decimal("-2e6"), upper=Decimal(0), breakdown={"sex": "female"},
        status="example", remarks=("minimum", "rounded-to-five"), note={"tg": "Эзоҳ, «ҳа»", "en": "=1+1"},
    )  # fmt: skip
    observe(
        actor=STATISTICIAN, source=report_of_2026, indicator=refugees, country="TJK", counterpart="AFG",
        period=year(2025), value=None, missing_reason="suppressed",
    )  # fmt: skip
    take(table(3))


def test_what_is_exported_comes_back_unchanged_and_edited(varied) -> None:
    out = io.StringIO()
    assert export_csv(viewer=ANYONE, out=out) == 5
    report = take(out.getvalue())
    assert (report.kind, report.read, report.problems) == ("hamroh", 5, ())
    assert (report.created, report.updated, report.unchanged) == (0, 0, 5)
    assert "CC BY 4.0" in out.getvalue() and "World Bank" in out.getvalue()
    edited = out.getvalue().replace("-1234567.125", "-1234567.5")
    report = take(edited, name="edited.csv")
    assert (report.updated, report.unchanged) == (1, 4)
    row = Observation.objects.current().get(indicator__code="health-workers-trained")
    assert (row.value, row.place.slug, row.breakdown, row.note["tg"]) == (
        Decimal("-1234567.5"), "khujand", {"sex": "female"}, "Эзоҳ, «ҳа»",
    )  # fmt: skip
    (found,) = selectors.places_latest(
        "health-workers-trained", "TJK", viewer=ANYONE, breakdown={"sex": "female"}
    ).values()
    assert found.fictional and found.lower == -2_000_000


def test_faults_of_our_own_table_name_their_cells(seeded) -> None:
    head = (
        "dataset,indicator,country,place,counterpart,period,breakdown,value,missing_reason,lower,upper,status,remarks,"
    )
    head += "note_tg,note_ru,note_en,note_zh\n"
    report = take(
        head
        + "nowhere,gdp,TJK,,,2020,,1,,,,,,,,,\n"
        + "hamroh-reports,gdpp,TJK,,,2020,,1,,,,,,,,,\n"
        + "hamroh-reports,gdp,TJK,atlantis,,2020,,1,,,,,,,,,\n"
        + "hamroh-reports,gdp,TJK,,,2020,sex=female,1,,,,,,,,,\n"
        + "hamroh-reports,gdp,TJK,,,2020,,1,unknown,,,,,,,,\n"
        + "hamroh-reports,gdp,TJK,,,2021,,,because,,,,,,,,\n"
    )
    assert [(one.line, one.column) for one in report.problems] == [
        (2, "dataset"), (3, "indicator"), (4, "place"), (5, "breakdown"), (7, "missing_reason")
    ]  # fmt: skip


def test_an_xlsx_reads_like_the_csv(seeded) -> None:
    from openpyxl import Workbook

    from hamroh.commons.indicators.services import import_observations

    book = Workbook()
    rows = (["TJK", "gdp", 2020, 12.5], ["TJK", "gdp", 2021, None], ["TJK", "gdp", 2022, "#DIV/0!"])
    for row in (["geo", "var", "t", "v"], *rows):
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    report = import_observations(actor=STATISTICIAN, file=file, name="f.xlsx")
    assert [(one.line, one.column) for one in report.problems] == [(4, "v")]
    assert seen() == {"2020": Decimal("12.5"), "2021": None}


def test_the_command_reports_and_exports(tmp_path: Path, db, monkeypatch) -> None:
    monkeypatch.setattr("hamroh.cli.indicators.migrate_all", list)
    file = tmp_path / "wdi.csv"
    file.write_text(HEAD + "TJK,gdp,2020,1\nTJK,gdp,2021,x\n")
    answer = CliRunner().invoke(command, ["import", str(file), "--json"])
    (report,) = json.loads(answer.stdout)
    assert answer.exit_code == 1 and (report["read"], report["created"], report["refused"]) == (2, 1, 1)
    assert report["problems"] == [{"message": report["problems"][0]["message"], "line": 3, "column": "v"}]
    answer = CliRunner().invoke(command, ["import", str(file)])
    assert "1 unchanged" in answer.stdout and "line 3, column v" in answer.stdout
    out = tmp_path / "out.csv"
    assert CliRunner().invoke(command, ["export", "--indicator", "gdp", "--out", str(out)]).exit_code == 0
    assert out.read_text().count("\n") == 2 and "world-bank-wdi,gdp,TJK" in out.read_text()
    wrong = CliRunner().invoke(command, ["export", "--indicator", "gpd"])
    assert wrong.exit_code == 1 and "gdp" in wrong.stderr
    assert CliRunner().invoke(command, ["import", str(file), "--as", "nobody"]).exit_code == 2
