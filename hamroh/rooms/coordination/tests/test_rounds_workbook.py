"""The workbook goes out and comes back: untouched it changes nothing, in whatever language; an edit is that edit alone."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from django.utils import translation

from hamroh.kernel.intake import services as intake
from hamroh.kernel.intake.models import Line as StagedLine
from hamroh.kernel.languages.folding import fold_name
from hamroh.kernel.ledger.actors import system
from hamroh.kernel.organisations.services import change_organisation
from hamroh.kernel.places.models import Place
from hamroh.kernel.places.services import load_reference
from hamroh.rooms.coordination.models import Reporter
from hamroh.rooms.coordination.workbook import write_report_workbook

from . import factories

pytestmark = pytest.mark.django_db
SYSTEM = system("tests")


@pytest.fixture
def reporter() -> Reporter:
    load_reference(country="TJK", actor=SYSTEM)
    body, donor = factories.organisation("Umed (invented)"), factories.organisation("A donor (invented)")
    body = change_organisation(actor=SYSTEM, organisation=body, names={**body.names, "tg": "Умед (тахайюлӣ)"})
    district = Place.objects.get(country="TJK", slug="khujand")
    made = factories.reporter(factories.round_(stage="called", called_at=None), body)
    factories.report(made, publish=False, lines=[
        {"key": "a", "title": "=SUM(A1) is a title", "theme": "labour_migration", "service": "legal_advice",
         "programming": body.pk, "donor": donor.pk, "place": district.pk, "district": district.pk,
         "region": district.parent_id, "status": "ongoing", "start": dt.date(2026, 1, 1), "end": dt.date(2026, 12, 31),
         "people": (("targeted", "f", "", 20), ("targeted", "m", "", 10)), "targeted": 30, "reached": 0,
         "amount": Decimal("1234.50"), "currency": "USD", "visibility": "partners"},
        {"key": "b", "title": "Ages", "theme": "migration_health", "programming": body.pk,
         "people": (("reached", "f", "children", 3), ("reached", "f", "adults", 4)), "reached": 7},
        {"key": "c", "title": "Own words", "theme": "migration_health", "programming": body.pk,
         "service": fold_name("Кор бо ҷавонон"), "raw": {"service": "Кор бо ҷавонон", "adm2": "Ноҳияи номаълум"}},
    ])  # fmt: skip
    return made


def workbook(reporter: Reporter, language: str) -> BytesIO:
    out = BytesIO()
    with translation.override(language):
        write_report_workbook(reporter, out, language=language)
    out.seek(0)
    return out


def verdicts(reporter: Reporter, file: BytesIO) -> dict[str, str]:
    batch = intake.stage(
        actor=SYSTEM, importer="4w", stream=file, file_name="report.xlsx", options={"reporter": reporter.pk}
    )
    assert batch.state == "staged", list(batch.faults.values("code", "parameters"))
    rows = StagedLine.objects.filter(batch=batch).values_list("key", "verdict")
    return {key.partition(":")[2]: verdict for key, verdict in rows}


@pytest.mark.parametrize("language", ["en", "tg", "ru", "zh-hans"])
def test_a_workbook_sent_back_untouched_changes_nothing(reporter: Reporter, language: str) -> None:
    found = verdicts(reporter, workbook(reporter, language))
    assert found == dict.fromkeys("abc", "unchanged"), [
        (one.key, one.changes) for one in StagedLine.objects.exclude(verdict="unchanged")
    ]


def test_one_changed_cell_changes_one_line(reporter: Reporter) -> None:
    book = openpyxl.load_workbook(workbook(reporter, "tg"))
    sheet = next(one for one in book.worksheets if one.sheet_state == "visible")
    keys = [cell.value for cell in sheet[1]]
    row = next(number for number in range(2, sheet.max_row + 1) if sheet.cell(number, 1).value == "b")
    sheet.cell(row, keys.index("reached") + 1).value = 9
    out = BytesIO()
    book.save(out)
    out.seek(0)
    assert verdicts(reporter, out) == {"a": "unchanged", "b": "update", "c": "unchanged"}


def test_a_fictional_round_says_so_above_the_lines(reporter: Reporter, settings) -> None:
    settings.HAMROH_DEMONSTRATION = False
    plain = openpyxl.load_workbook(workbook(reporter, "en")).worksheets[0]
    reporter.round.fictional = True
    marked = openpyxl.load_workbook(workbook(reporter, "en")).worksheets[0]
    assert plain.max_row + 1 == marked.max_row and "invented" in str(marked.cell(2, 2).value)
