"""Lists that are an offer, and rows that hold nothing."""

from __future__ import annotations

import io

import openpyxl

from hamroh.formats.spreadsheet import (
    Choice,
    ColumnSpec,
    RowSpec,
    SheetSpec,
    convert,
    read_workbook,
    write_workbook,
)

OFFER = ColumnSpec("kind", "Kind", "choice", choices=(Choice("a", "Apples"), Choice("b", "Pears")), open_list=True)
CLOSED = ColumnSpec("kind", "Kind", "choice", choices=OFFER.choices)


def test_a_list_that_is_an_offer_takes_other_texts_too() -> None:
    assert convert("apples", OFFER) == ("a", None)
    assert convert("Plums", OFFER) == ("Plums", None)
    value, fault = convert("Plums", CLOSED)
    assert value is None and fault is not None and fault.code == "bad-choice"


def test_a_workbook_lets_people_write_beside_the_offer_alone() -> None:
    for column, shown in ((OFFER, False), (CLOSED, True)):
        out = io.BytesIO()
        sheet = SheetSpec("s", "S", (column,), [RowSpec("1", {"kind": "a"})])
        write_workbook([sheet], out, template=("t", "1"), language="en")
        out.seek(0)
        (rule,) = openpyxl.load_workbook(out)["S"].data_validations.dataValidation
        assert rule.type == "list" and bool(rule.showErrorMessage) is shown


def test_blank_rows_of_a_text_file_are_those_of_separators() -> None:
    text = b",,\na,b,c\n1,2,3\n, ,\n\n4,5,6\n,,\n,,\n"
    with read_workbook(io.BytesIO(text)) as workbook:
        assert workbook.blank_rows("") == 4 and workbook.blank_rows("", below=2) == 3
        assert [row.number for row in workbook.rows("")] == [2, 3, 6]


def test_blank_rows_of_a_workbook_are_the_gaps() -> None:
    book = openpyxl.Workbook()
    page = book.active
    page["A2"], page["A5"], page["A6"] = "head", "one", "two"
    out = io.BytesIO()
    book.save(out)
    out.seek(0)
    with read_workbook(out) as workbook:
        name = workbook.sheets[0].name
        assert workbook.blank_rows(name) == 3 and workbook.blank_rows(name, below=2) == 2
