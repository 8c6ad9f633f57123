"""What we write comes back: edited, re-sorted, renamed, in another language, from another program."""

from __future__ import annotations

import datetime as dt
import gc
import io
import zipfile
from collections.abc import Iterator
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from hamroh.formats.spreadsheet import (
    Choice,
    ColumnSpec,
    LocaleRule,
    Record,
    RowSpec,
    SheetSpec,
    SpreadsheetRefused,
    convert,
    read_table,
    read_workbook,
    write_delimited,
    write_workbook,
)

STATUS = (
    Choice("2", {"en": "Implementation", "ru": "Реализация"}),
    Choice("4", {"en": "Closed", "ru": "Закрыто"}),
)
COLUMNS = (
    ColumnSpec("identifier", {"en": "Identifier", "ru": "Идентификатор"}, locked=True, width=24),
    ColumnSpec("title", {"en": "Title", "ru": "Название"}, language="ru", required=True),
    ColumnSpec("status", {"en": "Status", "ru": "Статус"}, "choice", choices=STATUS, help={"en": "Choose one."}),
    ColumnSpec("budget", {"en": "Budget", "ru": "Бюджет"}, "decimal"),
    ColumnSpec("start", {"en": "Start", "ru": "Начало"}, "date"),
    ColumnSpec("people", {"en": "People", "ru": "Люди"}, "integer"),
    ColumnSpec("public", {"en": "Public", "ru": "Открыто"}, "boolean"),
)
ROWS = (
    RowSpec("a1", {"identifier": "TJ-1", "title": "=Обучение", "status": "2", "budget": Decimal("1234.56"),
                   "start": dt.date(2026, 3, 31), "people": 40, "public": True}),
    RowSpec("a2", {"identifier": "TJ-2", "title": "Граница", "status": "4", "budget": Decimal("-5"),
                   "start": dt.date(1899, 1, 2), "people": 12345678901234567890, "public": False}),
    RowSpec("a3", {"identifier": "007", "title": "Здоровье"}),
)  # fmt: skip
SHEET = SheetSpec("activities", "Activities", COLUMNS, ROWS)
TEMPLATE = ("activities", "3")


def written(*, language: str = "en", demonstration: str = "", sheet: SheetSpec = SHEET) -> io.BytesIO:
    out = io.BytesIO()
    write_workbook([sheet], out, template=TEMPLATE, language=language, demonstration=demonstration)
    out.seek(0)
    return out


def records(stream: io.BytesIO, template: tuple[str, str] | None = TEMPLATE) -> list[Record]:
    with read_workbook(stream) as book:
        return list(read_table(book, SHEET, template=template))


def edited(stream: io.BytesIO) -> openpyxl.Workbook:
    """The file as another program opens it, to be changed."""
    return openpyxl.load_workbook(stream)


def append(page: Worksheet, values: list[object]) -> None:
    """Append a row as people's programs do: openpyxl alone would make a formula of the title that begins
    with "=".
    """
    page.append(values)
    for cell in page[page.max_row]:
        if cell.data_type == "f":
            cell.data_type = "s"


def saved(book: openpyxl.Workbook) -> io.BytesIO:
    out = io.BytesIO()
    book.save(out)
    out.seek(0)
    return out


def as_rows(found: list[Record]) -> list[RowSpec]:
    return [RowSpec(record.row_id, dict(record.values)) for record in found]


@pytest.mark.parametrize("language", ["en", "ru", "tg", "zh-hans"])
@pytest.mark.parametrize("demonstration", ["", "Fictional demonstration data"])
def test_unedited_file_comes_back_equal(language: str, demonstration: str) -> None:
    found = records(written(language=language, demonstration=demonstration))
    assert as_rows(found) == list(ROWS)
    assert not [fault for record in found for fault in record.problems]


def test_mark_and_locators() -> None:
    with read_workbook(written(language="ru", demonstration="Вымышленные данные")) as book:
        assert book.template is not None
        assert (book.template.key, book.template.version, book.template.language) == ("activities", "3", "ru")
        assert book.template.demonstration
        first = next(iter(read_table(book, SHEET, template=TEMPLATE)))
    assert first.locators["budget"] == "Activities!E4"
    assert first.number == 4


def test_text_that_looks_like_a_formula_is_stored_as_text() -> None:
    with zipfile.ZipFile(written()) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/"):
                assert b"<f>" not in archive.read(name)
        assert b"quotePrefix" in archive.read("xl/styles.xml")
    book = edited(written())
    assert book["Activities"]["C3"].value == "=Обучение"
    assert book["Activities"]["C3"].data_type == "s"


def test_file_as_people_see_it() -> None:
    book = edited(written(language="ru"))
    page = book["Activities"]
    assert page.column_dimensions["A"].hidden
    assert page.row_dimensions[1].hidden
    assert page.freeze_panes == "C3"
    assert [cell.value for cell in page[2]][1:4] == ["Идентификатор", "Название [ru]", "Статус"]
    assert page["D3"].value == "Реализация"
    assert page["F3"].number_format == "dd.mm.yyyy"
    assert page["F3"].is_date
    assert book["_hamroh"].sheet_state == "veryHidden"
    validations = {str(item.sqref): item for item in page.data_validations.dataValidation}
    assert any(item.type == "list" and "_choices" in item.formula1 for item in validations.values())
    assert any(item.prompt == "Choose one." or item.prompt is None for item in validations.values())


def test_resorted_reordered_and_renamed() -> None:
    book = edited(written())
    page = book["Activities"]
    rows = [[cell.value for cell in row] for row in page.iter_rows()]
    order = [3, 0, 6, 1, 7, 2, 5, 4]  # columns in another order, the identifiers among them
    shuffled = [[row[index] for index in order] for row in (*rows[:2], rows[4], rows[2], rows[3])]
    page.delete_rows(1, 10)
    for row in shuffled:
        append(page, row)
    page.title = "Мои проекты"
    book.move_sheet(page, 2)
    found = records(saved(book))
    assert as_rows(found) == [ROWS[2], ROWS[0], ROWS[1]]
    assert found[0].locators["title"].startswith("Мои проекты!")


def test_hidden_keys_deleted_headings_still_do() -> None:
    book = edited(written(language="ru"))
    book["Activities"].delete_rows(1)
    assert as_rows(records(saved(book))) == list(ROWS)
    del book["_hamroh"]
    assert as_rows(records(saved(book))) == list(ROWS)


def test_blank_means_no_change_and_new_rows_need_what_is_required() -> None:
    book = edited(written())
    page = book["Activities"]
    page["E3"] = None
    page.cell(6, 5, 10)
    found = records(saved(book))
    assert "budget" not in found[0].values
    assert found[0].problems == ()
    assert found[3].row_id == ""
    assert [(fault.code, fault.locator) for fault in found[3].problems] == [("required-empty", "Activities!C6")]
    assert found[3].refused


def test_every_fault_of_a_row_is_told_with_its_cell() -> None:
    book = edited(written())
    page = book["Activities"]
    page["D3"], page["E3"], page["F3"], page["G3"], page["H3"] = (
        "Unknown",
        "12,34,5",
        "31.02.2026",
        1.5,
        "maybe",
    )
    (first, *_rest) = records(saved(book))
    assert [(fault.code, fault.locator) for fault in first.problems] == [
        ("bad-choice", "Activities!D3"),
        ("ambiguous-number", "Activities!E3"),
        ("bad-date", "Activities!F3"),
        ("not-whole", "Activities!G3"),
        ("bad-boolean", "Activities!H3"),
    ]
    assert first.values["title"] == "=Обучение"


def test_copied_row_is_told() -> None:
    book = edited(written())
    page = book["Activities"]
    append(page, [cell.value for cell in page[3]])
    found = records(saved(book))
    assert [fault.code for fault in found[-1].problems] == ["row-id-twice"]
    assert found[-1].problems[0].parameters["other"] == "3"


def test_template_of_another_version_or_kind_is_refused() -> None:
    for template, code in ((("activities", "4"), "template-version"), (("people", "3"), "wrong-template")):
        with pytest.raises(SpreadsheetRefused) as caught:
            records(written(), template)
        assert caught.value.problem.code == code
    book = edited(written())
    del book["_hamroh"]
    with pytest.raises(SpreadsheetRefused) as caught:
        records(saved(book), ("activities", "4"))
    assert caught.value.problem.code == "template-version"


def test_hand_made_file_by_headings_with_a_title_above() -> None:
    book = openpyxl.Workbook()
    page = book.active
    page.append(["Report of the district"])
    page.append([])
    page.append(["  TITLE [ru] *", "Донор", "status", "Начало"])
    page.append(["Проект", "X", "Реализация", "31/03/2026"])
    with read_workbook(saved(book)) as read:
        table = read_table(read, SHEET, template=TEMPLATE, mapping={"Донор": ""})
        assert table.problems == ()
        (record,) = table
        assert record.values == {"title": "Проект", "status": "2", "start": dt.date(2026, 3, 31)}
        mapped = read_table(read, SHEET, mapping={"Донор": "identifier"})
        assert next(iter(mapped)).values["identifier"] == "X"
        assert [fault.code for fault in read_table(read, SHEET).problems] == ["header-unknown"]


def test_missing_sheet_and_heading_twice() -> None:
    book = openpyxl.Workbook()
    book.active.append(["nothing", "known"])
    with read_workbook(saved(book)) as read, pytest.raises(SpreadsheetRefused) as caught:
        read_table(read, SHEET)
    assert caught.value.problem.code == "sheet-not-found"
    book.active.append(["Title [ru]", "Status", "Статус"])
    with read_workbook(saved(book)) as read, pytest.raises(SpreadsheetRefused) as caught:
        read_table(read, SHEET)
    assert caught.value.problem.code == "header-twice"


def test_csv_round_trip() -> None:
    out = io.BytesIO()
    write_delimited(SHEET, out, language="ru", demonstration="Вымышленные данные")
    assert as_rows(records(io.BytesIO(out.getvalue()))) == list(ROWS)


@pytest.mark.parametrize("text", ["2026-03-31", "31.03.2026", "31/03/2026", "2026年3月31日", "31.3.2026 г."])
def test_dates_as_text(text: str) -> None:
    assert convert(text, COLUMNS[4]) == (dt.date(2026, 3, 31), None)


def test_day_and_month_follow_the_declared_rule() -> None:
    assert convert("03/04/2026", COLUMNS[4])[0] == dt.date(2026, 4, 3)
    assert convert("03/04/2026", COLUMNS[4], rule=LocaleRule(day_first=False))[0] == dt.date(2026, 3, 4)
    assert convert("03/31/2026", COLUMNS[4])[1] is not None
    assert convert("31.03.26", COLUMNS[4])[1] is not None


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1 234,56", "1234.56"),
        ("1,234.56", "1234.56"),
        ("1.234,56", "1234.56"),
        ("1\u00a0234\u202f567", "1234567"),
        ("1.234.567", "1234567"),
        ("\u22125", "-5"),
        ("0,125", "0.125"),
        ("12,5", "12.5"),
        ("1.234", "1.234"),
        ("1,234", None),
        ("12 people", None),
        ("1.2.3", None),
        ("", ""),
    ],
)
def test_numbers_as_text(text: str, number: str | None) -> None:
    value, fault = convert(text, COLUMNS[3])
    if number is None:
        assert fault is not None
    else:
        assert value == (Decimal(number) if number else None)
        assert fault is None


def test_declared_decimal_sign_ends_the_doubt() -> None:
    assert convert("1,234", COLUMNS[3], rule=LocaleRule(decimal=","))[0] == Decimal("1.234")
    assert convert("1,234", COLUMNS[3], rule=LocaleRule(decimal="."))[0] == Decimal("1234")


def test_sheet_names_are_made_fit_and_different() -> None:
    sheets = [SheetSpec(f"s{n}", "Проекты: [все] и очень длинное название листа", COLUMNS[:2], ROWS) for n in range(3)]
    out = io.BytesIO()
    write_workbook(sheets, out, template=TEMPLATE)
    names = openpyxl.load_workbook(out).sheetnames
    assert len({name.casefold() for name in names}) == len(names)
    assert all(len(name) <= 31 for name in names)
    with read_workbook(out) as book:
        for sheet in sheets:
            assert as_rows(list(read_table(book, sheet, template=TEMPLATE)))[0].values["identifier"] == "TJ-1"


def test_too_long_text_is_left_blank_and_said_not_cut() -> None:
    long = RowSpec("a1", {"title": "x" * 32_768, "identifier": "TJ-1"})
    fits = RowSpec("a2", {"title": "x" * 32_767})
    out = io.BytesIO()
    sheet = SheetSpec("activities", "Activities", COLUMNS, (long, fits))
    assert write_workbook([sheet], out, template=TEMPLATE) == ("Activities!C3",)
    first, second = records(out)
    assert first.values == {"identifier": "TJ-1"}
    assert len(str(second.values["title"])) == 32_767


def test_nothing_is_written_when_the_rows_break_off() -> None:
    def rows() -> Iterator[RowSpec]:
        yield ROWS[0]
        raise RuntimeError("the database went away")

    out = io.BytesIO()
    with pytest.raises(RuntimeError):
        write_workbook([SheetSpec("activities", "A", COLUMNS, rows())], out, template=TEMPLATE)
    gc.collect()
    assert out.getvalue() == b""


@pytest.mark.parametrize("text", ["a\r\nb", "tab\there", "_x0041_", "line\nline", "\x01control", "😀", "'quoted"])
def test_odd_characters_come_back(text: str) -> None:
    sheet = SheetSpec("activities", "A", COLUMNS, (RowSpec("a", {"title": text}),))
    assert records(written(sheet=sheet))[0].values["title"] == text


def test_times_in_a_text_column_are_shown_as_text() -> None:
    moment = dt.datetime(2026, 3, 31, 14, 30)
    sheet = SheetSpec("activities", "A", COLUMNS, (RowSpec("a", {"title": moment, "start": moment}),))
    assert records(written(sheet=sheet))[0].values == {"title": moment.isoformat(), "start": moment.date()}


TEXTS = st.text(
    st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="\ufffe\uffff"),
    min_size=1,
    max_size=40,
).filter(lambda text: text.strip() == text)
VALUES = st.fixed_dictionaries(
    {"title": TEXTS},
    optional={
        "budget": st.decimals(-(10**9), 10**9, places=2),
        "start": st.dates(),
        "people": st.integers(-(10**20), 10**20),
        "public": st.booleans(),
        "status": st.sampled_from(["2", "4"]),
    },
)


@given(st.lists(VALUES, min_size=1, max_size=6))
@settings(max_examples=40, deadline=None)
def test_any_values_round_trip(values: list[dict[str, object]]) -> None:
    rows = [RowSpec(f"id{index}", value) for index, value in enumerate(values)]  # type: ignore[arg-type]
    sheet = SheetSpec("activities", "Activities", COLUMNS, rows)
    assert as_rows(records(written(sheet=sheet))) == rows
