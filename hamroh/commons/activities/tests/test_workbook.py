"""The register in Excel: out, edited, previewed by cell, and back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from io import BytesIO

import openpyxl
import pytest
from django.utils import translation
from openpyxl.worksheet.worksheet import Worksheet

from hamroh.commons.activities.importing import write_register
from hamroh.commons.activities.models import Activity
from hamroh.commons.activities.selectors import record_of, register
from hamroh.commons.activities.services import edit_texts
from hamroh.kernel.intake.models import Batch, Fault
from hamroh.kernel.intake.services import apply, stage
from hamroh.kernel.ledger.actors import Actor
from hamroh.kernel.organisations.models import Organisation

from .conftest import ACTOR, person_of
from .files import counts

pytestmark = pytest.mark.django_db
Make = Callable[..., Activity]


def exported(language: str = "en") -> openpyxl.Workbook:
    out = BytesIO()
    with translation.override(language):
        write_register(register(ACTOR).order_by("pk"), out, language=language)
    return openpyxl.load_workbook(out)


def came_back(book: openpyxl.Workbook, actor: Actor = ACTOR) -> Batch:
    out = BytesIO()
    book.save(out)
    out.seek(0)
    return stage(actor=actor, importer="activities.xlsx", stream=out, file_name="activities.xlsx")


def cell(sheet: Worksheet, key: str, row: int):
    """A cell by its column's key; rows of data count from 0."""
    heads = {sheet.cell(1, column).value: column for column in range(1, sheet.max_column + 1)}
    first = next(n for n in range(2, 10) if (sheet.cell(n, 1).value or "").isdigit())
    return sheet.cell(first + row, heads[key])


@pytest.fixture
def two(charity: Organisation, published: Make) -> list[Activity]:
    return [published("XX-TRIAL-1-A"), published("XX-TRIAL-1-B")]


@pytest.mark.parametrize("language", ["en", "ru"])
def test_an_untouched_workbook_changes_nothing(two: list[Activity], language: str) -> None:
    batch = came_back(exported(language))
    assert (batch.state, batch.counts["unchanged"], batch.counts["refused"]) == ("staged", 2, 0)


def test_what_is_edited_is_previewed_and_applied_and_blank_means_no_change(two: list[Activity]) -> None:
    book = exported()
    sheet = book.worksheets[0]
    cell(sheet, "title_ru", 1).value = "Безопасное возвращение"
    cell(sheet, "title_en", 1).value = None
    cell(sheet, "actual_start", 1).value = date(2025, 2, 3)
    cell(sheet, "activity_status", 1).value = "Closed"
    cell(sheet, "theme", 1).value = "Migration health"
    before = [record_of(one) for one in two]
    batch = came_back(book)
    changes = batch.lines.get(verdict="update").changes
    assert {one[0] for one in changes} == {"title_ru", "actual_start", "activity_status", "theme"}
    assert counts(apply(actor=ACTOR, batch=batch)) == (2, 0, 1, 1, 0)
    untouched, edited = Activity.objects.order_by("pk")
    assert record_of(untouched) == before[0]
    assert edited.titles == {"en": "Safe return", "tg": "Бехатар баргаштан", "ru": "Безопасное возвращение"}
    assert (edited.theme, edited.activity_status, edited.start) == ("migration_health", "4", date(2025, 2, 3))
    assert record_of(edited).sectors == before[1].sectors


def test_what_may_not_be_changed_is_told_at_its_cell(
    two: list[Activity], ministry: Organisation, charity: Organisation
) -> None:
    book = exported()
    cell(book.worksheets[0], "iati_identifier", 0).value = "XX-OTHER"
    batch = came_back(book)
    fault = Fault.objects.get(batch=batch)
    assert (fault.code, batch.counts["refused"]) == ("activities.cell-locked", 1)
    assert "!" in fault.locator
    book = exported()
    cell(book.worksheets[0], "title_en", 0).value = "Somebody else's"
    assert came_back(book, person_of(ministry)).counts["update"] == 1
    other = came_back(book, person_of(charity))
    assert (other.counts["update"], other.counts["refused"]) == (0, 1)
    assert Fault.objects.get(batch=other).code == "activities.row-of-others"


def test_a_change_made_meanwhile_is_not_overwritten(two: list[Activity]) -> None:
    book = exported()
    cell(book.worksheets[0], "title_en", 0).value = "From Excel"
    batch = came_back(book)
    edit_texts(actor=ACTOR, activity=two[0], titles={"en": "On the page"})
    assert counts(apply(actor=ACTOR, batch=batch)) == (2, 0, 0, 1, 1)
    assert Activity.objects.get(pk=two[0].pk).titles["en"] == "On the page"
