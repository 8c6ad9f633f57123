"""Sheets that people can edit and send back: hidden row identifiers, drop-downs, never a formula."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import tempfile
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any, BinaryIO

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from hamroh.formats.spreadsheet.delimited import FORMULA_STARTS, guard
from hamroh.formats.spreadsheet.problems import refuse
from hamroh.formats.spreadsheet.records import Value, column_letters, locator
from hamroh.formats.spreadsheet.table import ROW_ID_HEADING
from hamroh.formats.spreadsheet.template import (
    CHOICES_SHEET,
    HEADER_MARK,
    KEYS_MARK,
    MARK_SHEET,
    NOTE_MARK,
    ColumnSpec,
    SheetSpec,
    heading,
    in_language,
)

_DATE_FORMATS = {"tg": "dd.mm.yyyy", "ru": "dd.mm.yyyy"}  # elsewhere ISO 8601, which nobody misreads
_NUMBER_FORMATS = {"integer": "#,##0", "decimal": "#,##0.00"}
_FORBIDDEN_IN_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_NAME_LENGTH = 31
_CELL_CHARACTERS = 32_767
_MOST_ROWS = 1_048_576
_ROOM_FOR_NEW_ROWS = 1_000
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "remove_timezone": True,
}
_EXACT_DIGITS = 15
_EXCEL_YEAR_ONE = 1900


class _Styles:
    """The cell formats of one workbook, made once each."""

    def __init__(self, book: xlsxwriter.Workbook, language: str) -> None:
        self._book = book
        self._date = _DATE_FORMATS.get(language, "yyyy-mm-dd")
        self._made: dict[tuple[Any, ...], Format] = {}
        self.note = book.add_format({"italic": True, "font_color": "#9C4A00"})

    def header(self, column: ColumnSpec) -> Format:
        ground = "#E4E9EA" if column.locked else "#D5E8EC"
        return self._get({"bold": True, "bg_color": ground, "bottom": 1, "text_wrap": True, "valign": "top"})

    def cell(self, column: ColumnSpec, *, quoted: bool = False) -> Format:
        shape: dict[str, Any] = {"valign": "top"}
        if column.kind == "date":
            shape["num_format"] = column.number_format or self._date
        elif column.number_format or column.kind in _NUMBER_FORMATS:
            shape["num_format"] = column.number_format or _NUMBER_FORMATS[column.kind]
        elif column.kind == "text":
            shape["num_format"] = "@"  # so that codes such as 007 stay what was typed
        if column.locked:
            shape["bg_color"] = "#F1F3F3"
            shape["font_color"] = "#4A5557"
        if quoted:
            shape["quote_prefix"] = True  # pressing Enter in the cell must not make a formula of it
        return self._get(shape)

    def _get(self, shape: dict[str, Any]) -> Format:
        key = tuple(sorted(shape.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(shape)
        return self._made[key]


def write_workbook(
    sheets: Sequence[SheetSpec],
    out: BinaryIO,
    *,
    template: tuple[str, str],
    language: str = "en",
    demonstration: str = "",
) -> tuple[str, ...]:
    """Write an .xlsx whose sheets can be edited and read back with `read_table`.

    `template` is (key, version) of what is written; `demonstration`, when given, is the sentence in the reader's
    language that says the data are fictional, and stands above each sheet. Rows are streamed to temporary files.
    Returns the addresses of cells left blank because their text is longer than Excel keeps (32,767 characters): cut
    short they would come back as a change, blank they change nothing. Raises SpreadsheetRefused, with nothing
    written to `out`, when a sheet has more rows than Excel.
    """
    with tempfile.TemporaryDirectory() as folder:
        book = xlsxwriter.Workbook(out, {**_OPTIONS, "tmpdir": folder})
        try:
            left_out = _write_sheets(book, sheets, template, language, demonstration)
        except BaseException:
            book.fileclosed = True  # else it would write half of the file when it is forgotten
            raise
        book.close()
    return left_out


def _write_sheets(
    book: xlsxwriter.Workbook,
    sheets: Sequence[SheetSpec],
    template: tuple[str, str],
    language: str,
    demonstration: str,
) -> tuple[str, ...]:
    styles, lists = _Styles(book, language), _ChoiceLists(language)
    names = _unique_names([sheet.name for sheet in sheets])
    left_out: list[str] = []
    for sheet, name in zip(sheets, names, strict=True):
        page = _Page(book.add_worksheet(name), sheet, styles, lists, language)
        page.write(template[1], demonstration)
        left_out.extend(page.left_out)
    lists.write(book)
    _write_mark(book, sheets, names, template, language, bool(demonstration))
    if demonstration:
        book.set_properties({"title": demonstration[:255], "comments": demonstration[:255]})
    return tuple(left_out)


def _unique_names(wanted: Iterable[str]) -> list[str]:
    names: list[str] = []
    for text in wanted:
        base = _FORBIDDEN_IN_NAME.sub(" ", text).strip(" '")[:_NAME_LENGTH] or "Sheet"
        name, number = base, 1
        while name.casefold() in {taken.casefold() for taken in names}:
            number += 1
            name = f"{base[: _NAME_LENGTH - len(str(number)) - 1]} {number}"
        names.append(name)
    return names


class _Page:
    """One sheet: hidden keys, perhaps the note on demonstration data, headings, rows, drop-downs."""

    def __init__(self, page: Worksheet, sheet: SheetSpec, styles: _Styles, lists: _ChoiceLists, language: str) -> None:
        self._page = page
        self._sheet = sheet
        self._styles = styles
        self._lists = lists
        self._language = language
        self._formats = [styles.cell(column) for column in sheet.columns]
        self.left_out: list[str] = []

    def write(self, version: str, demonstration: str) -> None:
        """Write everything; the rows as they come."""
        page, columns = self._page, self._sheet.columns
        page.set_column(0, 0, 12, None, {"hidden": True})
        for index, column in enumerate(columns, start=1):
            page.set_column(index, index, column.width, self._formats[index - 1])
        page.set_row(0, None, None, {"hidden": True})
        page.write_string(0, 0, f"{KEYS_MARK}{self._sheet.key}:{version}")
        for index, column in enumerate(columns, start=1):
            page.write_string(0, index, column.key)
        top = 1
        if demonstration:
            page.write_string(top, 0, NOTE_MARK)
            page.write_string(top, 1, demonstration, self._styles.note)
            top += 1
        page.write_string(top, 0, HEADER_MARK)
        for index, column in enumerate(columns, start=1):
            page.write_string(top, index, heading(column, self._language), self._styles.header(column))
        self._finish(top, self._write_rows(top))

    def _write_rows(self, top: int) -> int:
        row = top
        for record in self._sheet.rows:
            row += 1
            if row >= _MOST_ROWS:
                raise refuse("too-many-rows", sheet=self._sheet.name, limit=_MOST_ROWS)
            if record.row_id:
                self._page.write_string(row, 0, record.row_id)
            for index, column in enumerate(self._sheet.columns, start=1):
                value = shown(record.values.get(column.key), column, self._language)
                if value is not None and value != "":
                    self._write_cell(row, index, value, column)
        return row

    def _write_cell(self, row: int, index: int, value: Value, column: ColumnSpec) -> None:
        page, style = self._page, self._formats[index - 1]
        if isinstance(value, bool):
            page.write_boolean(row, index, value, style)
        elif isinstance(value, (dt.datetime, dt.date, dt.time)):
            page.write_datetime(row, index, value, style)
        elif isinstance(value, (int, Decimal)):
            page.write_number(row, index, value, style)
        elif len(str(value)) > _CELL_CHARACTERS:
            self.left_out.append(locator(page.get_name(), column_letters(index + 1), row + 1))
        else:
            text = str(value)
            guarded = text.startswith(FORMULA_STARTS)
            page.write_string(row, index, text, self._styles.cell(column, quoted=True) if guarded else style)

    def _finish(self, top: int, row: int) -> None:
        last = max(row, top + 1)
        self._page.freeze_panes(top + 1, 2)
        self._page.autofilter(top, 0, last, len(self._sheet.columns))
        end = min(last + _ROOM_FOR_NEW_ROWS, _MOST_ROWS - 1)
        for index, column in enumerate(self._sheet.columns, start=1):
            validation = _validation(column, self._lists, self._language)
            if validation:
                self._page.data_validation(top + 1, index, end, index, validation)


def shown(value: Value, column: ColumnSpec, language: str) -> Value:
    """What the cell holds for `value`: the label of a choice, and as text what Excel could not keep
    exactly.
    """
    if value is None:
        return None
    if column.kind == "choice":
        code = str(value)
        for choice in column.choices:
            if choice.code == code:
                return in_language(choice.label, language) or code
        return code
    if isinstance(value, bool):
        return value
    if isinstance(value, (int, Decimal)):
        number = Decimal(value)
        exact = not number.is_finite() or len(number.normalize().as_tuple().digits) <= _EXACT_DIGITS
        return value if exact and number.is_finite() else format(number, "f")
    if isinstance(value, (dt.date, dt.time)) and column.kind != "date":
        return value.isoformat()
    if isinstance(value, dt.date) and value.year < _EXCEL_YEAR_ONE:
        return value.isoformat()
    return value


class _ChoiceLists:
    """The lists behind the drop-downs, each in its column of one hidden sheet: inline lists end at 255
    characters.
    """

    def __init__(self, language: str) -> None:
        self._language = language
        self._columns: dict[tuple[str, ...], int] = {}

    def reference(self, column: ColumnSpec) -> str:
        labels = tuple(in_language(choice.label, self._language) or choice.code for choice in column.choices)
        index = self._columns.setdefault(labels, len(self._columns))
        letters = xlsxwriter.utility.xl_col_to_name(index, col_abs=True)
        return f"='{CHOICES_SHEET}'!{letters}$1:{letters}${len(labels)}"

    def write(self, book: xlsxwriter.Workbook) -> None:
        if not self._columns:
            return
        page = book.add_worksheet(CHOICES_SHEET)
        page.hide()
        for row in range(max(len(labels) for labels in self._columns)):
            for labels, index in self._columns.items():
                if row < len(labels):
                    page.write_string(row, index, labels[row])


def _validation(column: ColumnSpec, lists: _ChoiceLists, language: str) -> dict[str, Any] | None:
    help_text = in_language(column.help, language)[:255]
    if column.choices and column.kind == "choice":
        rule: dict[str, Any] = {"validate": "list", "source": lists.reference(column)}
        if column.open_list:
            rule["show_error"] = False
    elif help_text:
        rule = {"validate": "any"}
    else:
        return None
    if help_text:
        rule |= {"input_title": heading(column, language)[:32], "input_message": help_text}
    return rule


def _write_mark(
    book: xlsxwriter.Workbook,
    sheets: Sequence[SheetSpec],
    names: Sequence[str],
    template: tuple[str, str],
    language: str,
    demonstration: bool,
) -> None:
    page = book.add_worksheet(MARK_SHEET)
    page.very_hidden()
    facts = [
        ("template", template[0]),
        ("version", template[1]),
        ("language", language),
        ("demonstration", "yes" if demonstration else "no"),
        *(("sheet", sheet.key, name) for sheet, name in zip(sheets, names, strict=True)),
    ]
    for row, fact in enumerate(facts):
        for index, text in enumerate(fact):
            page.write_string(row, index, text)


def write_delimited(
    sheet: SheetSpec, out: BinaryIO, *, language: str = "en", delimiter: str = ",", demonstration: str = ""
) -> None:
    """Write one sheet as UTF-8 text with the mark that Excel needs; texts that look like formulas get an
    apostrophe.
    """
    text = io.TextIOWrapper(out, encoding="utf-8-sig", newline="", write_through=True)
    try:
        writer = csv.writer(text, delimiter=delimiter, lineterminator="\r\n")
        if demonstration:
            writer.writerow([NOTE_MARK, guard(demonstration)])
        writer.writerow([ROW_ID_HEADING, *(guard(heading(column, language)) for column in sheet.columns)])
        for record in sheet.rows:
            cells = [_as_text(record.values.get(column.key), column, language) for column in sheet.columns]
            writer.writerow([guard(record.row_id), *cells])
    finally:
        text.detach()


def _as_text(value: Value, column: ColumnSpec, language: str) -> str:
    value = shown(value, column, language)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (dt.date, dt.time)):
        return value.isoformat()
    if isinstance(value, (int, Decimal)):
        return format(Decimal(value), "f")  # typed numbers may begin with a minus: they are not formulas
    return guard(value)
