"""Typed values out of .xlsx files written by two independent libraries."""

from __future__ import annotations

import datetime as dt
import io
from decimal import Decimal

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from hamroh.formats.spreadsheet import column_letters, column_number, read_workbook
from hamroh.formats.spreadsheet.tests.test_refusals import package, sheet_xml
from hamroh.formats.spreadsheet.xlsx import exact_number, serial_date, unescape


def saved(book: openpyxl.Workbook) -> io.BytesIO:
    out = io.BytesIO()
    book.save(out)
    out.seek(0)
    return out


def test_values_keep_their_types() -> None:
    book = openpyxl.Workbook()
    page = book.active
    page.title = "Лист"
    values = [
        "Душанбе",
        12,
        12.5,
        True,
        dt.datetime(2026, 3, 31),
        dt.datetime(2026, 3, 31, 14, 30),
        dt.time(8, 15),
    ]
    page.append(values)
    page["A2"] = 0.1 + 0.2
    with read_workbook(saved(book)) as read:
        first, second = read.rows("Лист")
    assert [cell.value for cell in first.cells] == [
        "Душанбе",
        12,
        Decimal("12.5"),
        True,
        dt.date(2026, 3, 31),
        dt.datetime(2026, 3, 31, 14, 30),
        dt.time(8, 15),
    ]
    assert second.cells[0].value == Decimal("0.3")
    assert second.cells[0].raw.startswith("0.3")


@pytest.mark.parametrize(
    ("serial", "expected"),
    [  # what Excel shows for these serial numbers
        (1, dt.date(1900, 1, 1)),
        (59, dt.date(1900, 2, 28)),
        (61, dt.date(1900, 3, 1)),
        (45000, dt.date(2023, 3, 15)),
        (2958465, dt.date(9999, 12, 31)),
        (Decimal("45000.75"), dt.datetime(2023, 3, 15, 18)),
        (Decimal("0.5"), dt.time(12)),
        (-1, -1),
        (99999999, 99999999),
    ],
)
def test_serial_dates(serial: int | Decimal, expected: object) -> None:
    assert serial_date(serial) == expected


def test_1904_epoch() -> None:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"date_1904": True})
    book.add_worksheet("S").write_datetime(0, 0, dt.datetime(2026, 11, 24), book.add_format({"num_format": "dd/mm/yy"}))
    book.close()
    with read_workbook(out) as read:
        assert next(read.rows("S")).cells[0].value == dt.date(2026, 11, 24)


@pytest.mark.parametrize(
    ("number_format", "is_date"),
    [
        ("yyyy-mm-dd", True),
        ("[$-F800]dddd, mmmm dd, yyyy", True),
        ('dd.mm.yyyy "г."', True),
        ('#,##0.00 "som"', False),
        ("[Red]0.00", False),
        ("General", False),
        ('0 "days"', False),
        ("0.00E+00", False),
    ],
)
def test_date_formats(number_format: str, is_date: bool) -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = 45000
    book.active["A1"].number_format = number_format
    with read_workbook(saved(book)) as read:
        value = next(read.rows(read.sheets[0])).cells[0].value
    assert isinstance(value, dt.date) == is_date


def test_formula_gives_stored_value_and_a_warning() -> None:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    page = book.add_worksheet("S")
    page.write_formula("C14", "=1+1", None, 2)
    page.write_string("A1", "=cmd|' /C calc'!A0")
    book.close()
    with read_workbook(out) as read:
        first, second = read.rows("S")
    assert first.cells[0].value == "=cmd|' /C calc'!A0"
    assert not first.problems
    assert (second.cells[0].value, second.problems[0].code, second.problems[0].locator) == (
        2,
        "formula",
        "S!C14",
    )


def test_formula_without_stored_value_is_an_error() -> None:
    book = openpyxl.Workbook()
    book.active["B2"] = "=A1*2"
    with read_workbook(saved(book)) as read:
        (row,) = read.rows(read.sheets[0])
    assert row.cells == ()
    assert [(fault.code, fault.severity) for fault in row.problems] == [("formula-without-value", "error")]


def test_error_values_are_named() -> None:
    with read_workbook(package(sheet_xml('<row r="1"><c r="A1" t="e"><v>#N/A</v></c></row>'))) as book:
        (row,) = book.rows("S")
    assert row.cells == ()
    assert (row.problems[0].code, row.problems[0].parameters["value"]) == ("error-value", "#N/A")


def test_merged_cells_are_filled_in_every_row() -> None:
    book = openpyxl.Workbook()
    page = book.active
    page["A1"], page["B1"], page["B2"], page["B3"] = "Sughd", "Khujand", "Isfara", "Konibodom"
    page.merge_cells("A1:A3")
    page["C1"] = "wide"
    page.merge_cells("C1:D1")
    with read_workbook(saved(book)) as read:
        rows = list(read.rows(read.sheets[0]))
    assert [row.cells[0].value for row in rows] == ["Sughd", "Sughd", "Sughd"]
    assert [row.cells[0].merged for row in rows] == [False, True, True]
    assert [cell.column for cell in rows[0].cells] == ["A", "B", "C", "D"]


def test_a_merge_of_the_whole_sheet_is_not_filled() -> None:
    body = sheet_xml('<row r="1"><c r="A1"><v>1</v></c></row>').replace(
        b"</worksheet>", b'<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>'
    )
    with read_workbook(package(body)) as book:
        (row,) = book.rows("S")
    assert len(row.cells) == 1
    assert row.problems[0].code == "merge-too-large"


def test_rich_text_and_escapes() -> None:
    body = sheet_xml(
        '<row r="1"><c r="A1" t="inlineStr"><is><r><t>Ду</t></r><r><t>шанбе</t></r>'
        '<rPh sb="0" eb="1"><t>x</t></rPh></is></c></row>'
    )
    with read_workbook(package(body)) as book:
        assert next(book.rows("S")).cells[0].value == "Душанбе"
    assert unescape("a_x000D_b_x005F_x0041_") == "a\rb_x0041_"
    assert unescape("_x0000_a_xD83D__xDE00_") == "a😀"
    unescape("half _xD83D_ pair").encode()


def test_rows_and_cells_without_addresses_are_placed_in_order() -> None:
    with read_workbook(package(sheet_xml("<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>"))) as b:
        rows = list(b.rows("S"))
    assert [(row.number, [cell.column for cell in row.cells]) for row in rows] == [
        (1, ["A", "B"]),
        (2, ["A"]),
    ]


@given(st.integers(1, 16_384))
@settings(deadline=None)
def test_column_letters_round_trip(number: int) -> None:
    assert column_number(column_letters(number)) == number


@given(st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**12), max_value=10**12))
@settings(max_examples=200, deadline=None)
def test_money_survives_the_float_in_the_file(amount: Decimal) -> None:
    assert exact_number(repr(float(amount))) == amount
