"""The Excel door as a whole: export, edit in another program, preview with cells, apply."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import BinaryIO

import openpyxl
import pytest

from hamroh.formats.spreadsheet import ColumnSpec, RowSpec, SheetSpec, problem, write_workbook
from hamroh.kernel.intake import importers, selectors, services
from hamroh.kernel.intake.models import BatchState
from hamroh.kernel.intake.payload import pack, unpack
from hamroh.kernel.intake.protocol import Change, Comparison, Context, FieldChange, Incoming, Standing, fault_from
from hamroh.kernel.intake.sheets import SheetRecord, incoming_rows, sheet_record
from hamroh.kernel.ledger.actors import system
from hamroh.kernel.organisations.models import Organisation

pytestmark = pytest.mark.django_db(databases=["default", "care"], transaction=True)
ACTOR = system("test")
TEMPLATE = ("organisations", "1")
COLUMNS = (
    ColumnSpec("org_id", {"en": "Identifier", "tg": "Рамз"}, locked=True),
    ColumnSpec("name", {"en": "Name", "tg": "Ном"}, required=True),
    ColumnSpec("country", {"en": "Country", "tg": "Кишвар"}),
)


def fields_of(row: Organisation) -> dict[str, str]:
    return {"org_id": row.org_id or "", "name": row.names.get("en", ""), "country": row.country}


def digest(row: Organisation) -> str:
    return hashlib.sha256(repr(fields_of(row)).encode()).hexdigest()


class SheetImporter:
    """Organisations from an edited list: a blank cell changes nothing, a locked one may not change."""

    key = "trial.sheet"
    verb = "organisations.change"
    record_type = SheetRecord
    largest_step = 50

    def read(self, stream: BinaryIO, context: Context) -> Iterator[Incoming]:
        return incoming_rows(stream, SheetSpec("list", "List", COLUMNS), template=TEMPLATE)

    def compare(self, chunk: Sequence[Incoming], context: Context) -> list[Comparison]:
        known = Organisation.objects.in_bulk([int(one.key) for one in chunk if one.key])
        return [self._compare(one.record, known.get(int(one.key or 0))) for one in chunk]

    def _compare(self, record: SheetRecord, now: Organisation | None) -> Comparison:
        if now is None:
            return Comparison("create")
        old = fields_of(now)
        if record.values.get("org_id", old["org_id"]) != old["org_id"]:
            told = problem(
                "locked-changed",
                locator=record.locators["org_id"],
                column="Identifier",
                old=old["org_id"],
                value=record.values["org_id"],
            )
            return Comparison("refused", faults=(fault_from(told),))
        changes = tuple(
            FieldChange(key, old[key], str(value)) for key, value in record.values.items() if old[key] != value
        )
        return Comparison("update" if changes else "unchanged", digest(now), changes=changes)

    def standing(self, keys: Sequence[str]) -> Mapping[str, Standing]:
        return {str(row.pk): Standing(digest(row)) for row in Organisation.objects.filter(pk__in=keys)}

    def apply(self, chunk: Sequence[Change], context: Context) -> None:
        for change in chunk:
            row = Organisation.objects.get(pk=change.key) if change.key else Organisation()
            values = change.record.values
            row.names = {**row.names, "en": values.get("name", row.names.get("en", ""))}
            row.country = values.get("country", row.country)
            row.save()


importers.declare(SheetImporter())


def exported() -> openpyxl.Workbook:
    rows = [RowSpec(str(row.pk), fields_of(row)) for row in Organisation.objects.order_by("pk")]
    out = io.BytesIO()
    write_workbook([SheetSpec("list", "Рӯйхат", COLUMNS, rows)], out, template=TEMPLATE, language="tg")
    return openpyxl.load_workbook(out)


def stage(book: openpyxl.Workbook):
    out = io.BytesIO()
    book.save(out)
    return services.stage(actor=ACTOR, importer="trial.sheet", stream=out, file_name="list.xlsx")


def test_every_kind_of_value_survives_the_packing() -> None:
    values = {
        "text": "12",
        "whole": 12,
        "exact": Decimal("12.50"),
        "yes": True,
        "no": False,
        "day": dt.date(2026, 3, 31),
        "moment": dt.datetime(2026, 3, 31, 14, 30),
        "time": dt.time(8, 15),
    }
    again = unpack(pack(sheet_record("1", values, {"text": "S!A1"})), SheetRecord)
    assert again.values == values
    assert [type(value) for value in again.values.values()] == [type(value) for value in values.values()]


@pytest.fixture
def organisations() -> list[Organisation]:
    rows = [Organisation(org_id=f"TJ-{n}", names={"en": f"Body {n}"}, country="TJK") for n in range(5)]
    return Organisation.objects.bulk_create(rows)


def test_unedited_list_changes_nothing(organisations: list[Organisation]) -> None:
    assert stage(exported()).counts == {"read": 5, "create": 0, "update": 0, "remove": 0, "unchanged": 5, "refused": 0}


def test_edited_list(organisations: list[Organisation]) -> None:
    book = exported()
    page = book["Рӯйхат"]
    page["C3"], page["D3"] = "New name", None
    page["B4"] = "TJ-99"
    page["C5"] = "=1/0"
    page.append([None, None, "Newcomer", "UZB"])
    page.append([None, None, None, "UZB"])
    page.append([page["A6"].value, "TJ-3", "Copied row"])
    batch = stage(book)
    assert batch.counts == {"read": 8, "create": 1, "update": 1, "remove": 0, "unchanged": 2, "refused": 4}
    assert [(fault.code, fault.locator) for fault in selectors.faults(batch)] == [
        ("locked-changed", "Рӯйхат!B4"),
        ("formula-without-value", "Рӯйхат!C5"),
        ("required-empty", "Рӯйхат!C9"),
        ("row-id-twice", "Рӯйхат!A10"),
    ]
    assert selectors.lines(batch, verdict="update").get().changes == [["name", "Body 0", "New name"]]
    batch = services.apply(actor=ACTOR, batch=batch)
    assert batch.outcome == {"created": 1, "updated": 1, "removed": 0, "already": 0, "conflicts": 0}
    organisations[0].refresh_from_db()
    assert fields_of(organisations[0]) == {"org_id": "TJ-0", "name": "New name", "country": "TJK"}
    assert Organisation.objects.count() == 6


def test_the_same_file_sent_twice_creates_its_new_rows_once(organisations: list[Organisation]) -> None:
    out = io.BytesIO()
    book = exported()
    book["Рӯйхат"].append([None, None, "Newcomer", "UZB"])
    book.save(out)
    for _ in range(2):
        batch = services.stage(actor=ACTOR, importer="trial.sheet", stream=out, file_name="list.xlsx")
        services.apply(actor=ACTOR, batch=batch)
    assert Organisation.objects.count() == 6
    assert selectors.faults(batch).get().code == "created-before"
    book["Рӯйхат"].append([None, None, "Another newcomer", "UZB"])
    assert stage(book).counts["create"] == 2  # another file: people may mean it


def test_list_that_others_changed_meanwhile(organisations: list[Organisation]) -> None:
    book = exported()
    book["Рӯйхат"]["C3"] = "New name"
    batch = stage(book)
    Organisation.objects.filter(pk=organisations[0].pk).update(country="KAZ")
    assert services.apply(actor=ACTOR, batch=batch).outcome["conflicts"] == 1
    assert selectors.faults(batch).get().locator == "Рӯйхат!B3"


def test_wrong_template_and_wrong_file_fail_with_how_to_mend(organisations: list[Organisation]) -> None:
    book = exported()
    for row in book["_hamroh"].iter_rows():
        if row[0].value == "version":
            row[1].value = "0"
    batch = stage(book)
    assert batch.state == BatchState.FAILED
    assert selectors.faults(batch).get().code == "template-version"
    assert "Download the" in selectors.faults(batch).get().text
    failed = services.stage(actor=ACTOR, importer="trial.sheet", stream=io.BytesIO(b"%PDF-1.7"), file_name="x")
    assert selectors.faults(failed).get().code == "not-a-spreadsheet"
