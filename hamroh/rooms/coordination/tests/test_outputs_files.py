"""The round as files: what is in them for whom, and that other programs read them."""

from __future__ import annotations

import csv
import datetime as dt
import io
from decimal import Decimal

import hxl
import openpyxl
import pytest

from hamroh.kernel.ledger.actors import ANYONE, Actor
from hamroh.kernel.places.selectors import by_pcode
from hamroh.kernel.places.services import load_reference
from hamroh.rooms.coordination.outputs.files import write_hxl_csv, write_xlsx
from hamroh.rooms.coordination.outputs.rows import COLUMNS
from hamroh.rooms.coordination.outputs.totals import Totals, totals_of

from . import factories

pytestmark = pytest.mark.django_db
SECRETARIAT = Actor("person:1", role="secretariat", organisation_id=999_999, person_id=1)


@pytest.fixture
def reported():
    load_reference(country="TJK", actor=factories.ACTOR)
    bokhtar = by_pcode("3507401")
    round_ = factories.round_()
    body = factories.organisation("Rohi Hamkori (invented)")
    line = {
        "programming": body.pk, "implementing": body.pk, "theme": "counter_trafficking", "service": "legal_advice",
        "place": bokhtar.pk, "district": bokhtar.pk, "region": bokhtar.parent_id, "status": "ongoing",
        "start": dt.date(2026, 9, 1), "people": (("targeted", "f", "", 30), ("targeted", "m", "", 12)), "targeted": 42,
        "amount": Decimal("1500.50"), "currency": "USD",
    }  # fmt: skip
    own = {**line, "title": "=HYPERLINK(1)", "visibility": "own", "theme": "labour_migration"}
    factories.report(factories.reporter(round_, body), [line, line, own])
    return round_


def rows_of_workbook(content: bytes) -> list[dict[str, object]]:
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    at = next(n for n, row in enumerate(rows) if "hamroh:header" in row)
    heads = rows[at]
    return [dict(zip(heads, row, strict=True)) for row in rows[at + 1 :] if any(row[1:])]


def test_the_public_file_has_what_the_owner_shows_to_everybody(reported) -> None:
    out, full = io.BytesIO(), io.BytesIO()
    write_xlsx(reported, out, viewer=ANYONE, language="en")
    write_xlsx(reported, full, viewer=SECRETARIAT, language="tg")
    public, all_of_it = rows_of_workbook(out.getvalue()), rows_of_workbook(full.getvalue())
    assert (len(public), len(all_of_it)) == (2, 3)
    assert [row["Counted (1) or repetition (0)"] for row in public] == [1, 0]
    first = public[0]
    assert first["Kind of work"] == "Legal advice" and first["P-code of the district"] == "3507401"
    assert first["Targeted: women and girls"] == 30 and first["Budget for the line"] == 1500.5


def test_a_formula_in_a_free_text_stays_text(reported) -> None:
    full = io.BytesIO()
    write_xlsx(reported, full, viewer=SECRETARIAT, language="en")
    sheet = openpyxl.load_workbook(io.BytesIO(full.getvalue())).worksheets[0]
    cells = [cell for row in sheet.iter_rows() for cell in row if str(cell.value).startswith("=HYPER")]
    assert cells and all(cell.data_type == "s" for cell in cells)


def test_another_program_reads_the_hxl_file(reported) -> None:
    out = io.BytesIO()
    write_hxl_csv(reported, out, viewer=ANYONE, language="en")
    source = hxl.data(hxl.input.ArrayInput(list(csv.reader(io.StringIO(out.getvalue().decode("utf-8-sig"))))))
    assert [column.display_tag for column in source.columns] == [
        hxl.model.Column.parse(column.hxl).display_tag for column in COLUMNS
    ]
    read = list(source)
    assert [row.get("#adm2+code") for row in read] == ["3507401"] * 2
    assert [row.get("#targeted+f") for row in read] == ["30"] * 2 and read[0].get(
        "#sector+code"
    ) == "counter_trafficking"


def test_both_totals(reported) -> None:
    assert totals_of(reported, ANYONE) == Totals(reporters=1, lines=2, distinct=1, places=1)
    assert totals_of(reported, SECRETARIAT) == Totals(reporters=1, lines=3, distinct=2, places=1)
