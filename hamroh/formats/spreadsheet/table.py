"""A sheet that comes back from people: its columns found again, values typed, each fault with its cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from hamroh.formats.spreadsheet.problems import Problem, problem, refuse
from hamroh.formats.spreadsheet.records import Row, Sheet, Value, locator
from hamroh.formats.spreadsheet.template import (
    HEADER_MARK,
    KEYS_MARK,
    MARK,
    MARK_SHEET,
    ColumnSpec,
    SheetSpec,
    fold,
    heading,
    headings,
)
from hamroh.formats.spreadsheet.values import DAY_FIRST, LocaleRule, convert
from hamroh.formats.spreadsheet.workbook import Workbook

ROW_ID_HEADING = "hamroh:id"


class Record(msgspec.Struct, frozen=True):
    """One row of data. `values` holds the cells that are not blank: a blank cell means "no change".

    `locators` has the address of every known column in this row, blank or not, for faults found later.
    """

    number: int
    row_id: str
    values: Mapping[str, Value]
    locators: Mapping[str, str]
    problems: tuple[Problem, ...] = ()

    @property
    def refused(self) -> bool:
        """Whether a problem of this row is an error."""
        return any(fault.severity == "error" for fault in self.problems)


class Layout(msgspec.Struct, frozen=True):
    """Where the columns of a table stand in one sheet: column letter → column key."""

    sheet: Sheet
    first_row: int  # rows up to this number are above the data
    columns: Mapping[str, str]
    id_column: str | None
    headers: tuple[str, ...]  # all headings as people wrote them, in order
    problems: tuple[Problem, ...] = ()


class Table:
    """The records of one sheet. Iterate once; `layout` says how the sheet was understood, `problems` what
    was odd.
    """

    def __init__(self, workbook: Workbook, layout: Layout, spec: SheetSpec, rule: LocaleRule) -> None:
        self._workbook = workbook
        self.layout = layout
        self._spec = spec
        self._rule = rule
        self.problems = workbook.problems + layout.problems

    def __iter__(self) -> Iterator[Record]:
        columns = {column.key: column for column in self._spec.columns}
        by_letter = {letters: columns[key] for letters, key in self.layout.columns.items()}
        seen: dict[str, int] = {}
        for row in self._workbook.rows(self.layout.sheet):
            if row.number <= self.layout.first_row:
                continue
            record = self._record(row, by_letter, seen)
            if record is not None:
                yield record

    def _record(self, row: Row, by_letter: Mapping[str, ColumnSpec], seen: dict[str, int]) -> Record | None:
        name = self.layout.sheet.name
        locators = {column.key: locator(name, letters, row.number) for letters, column in by_letter.items()}
        known = set(locators.values())
        faults = [fault for fault in row.problems if fault.locator in known]
        row_id = ""
        values: dict[str, Value] = {}
        for cell in row.cells:
            if cell.column == self.layout.id_column:
                row_id = str(cell.value).strip()
                continue
            column = by_letter.get(cell.column)
            if column is None:
                continue
            value, fault = convert(cell.value, column, locator=locators[column.key], rule=self._rule)
            if fault is not None:
                faults.append(fault)
            elif value is not None:
                values[column.key] = value
        if row_id.startswith(MARK) or (not values and not faults):
            return None
        if row_id:
            other = seen.setdefault(row_id, row.number)
            if other != row.number:
                faults.append(problem("row-id-twice", locator=locator(name, "A", row.number), other=other))
        else:
            faults.extend(self._missing(values, locators, faults))
        return Record(row.number, row_id, values, locators, tuple(faults))

    def _missing(
        self, values: Mapping[str, Value], locators: Mapping[str, str], faults: Sequence[Problem]
    ) -> Iterator[Problem]:
        """A new row must have what is required; an existing one keeps what it has."""
        told = {fault.locator for fault in faults}
        for column in self._spec.columns:
            place = locators.get(column.key, "")
            if column.required and column.key not in values and place not in told:
                yield problem("required-empty", locator=place, column=heading(column, ""))


def read_table(
    workbook: Workbook,
    spec: SheetSpec,
    *,
    template: tuple[str, str] | None = None,
    mapping: Mapping[str, str] | None = None,
    rule: LocaleRule = DAY_FIRST,
) -> Table:
    """Find the sheet of `spec` in `workbook`, whatever it is called now, and read it by its columns' kinds.

    `template` (key, version) is compared with the mark of files that we wrote; a file without a mark is
    read by its headings. `mapping` (heading → column key, or "" to ignore) is what people chose for
    headings we do not know. Raises SpreadsheetRefused when the template differs, the sheet is missing, or
    a required heading is.
    """
    if template is not None and workbook.template is not None:
        check_template(workbook.template.key, workbook.template.version, template)
    return Table(workbook, find_layout(workbook, spec, template=template, mapping=mapping or {}), spec, rule)


def check_template(key: str, version: str, expected: tuple[str, str]) -> None:
    """Raise when a file's template is another one, or of another version."""
    if key != expected[0]:
        raise refuse("wrong-template", found=key, expected=expected[0])
    if version != expected[1]:
        raise refuse("template-version", found=version, expected=expected[1])


def find_layout(
    workbook: Workbook, spec: SheetSpec, *, template: tuple[str, str] | None, mapping: Mapping[str, str]
) -> Layout:
    """By the hidden keys; else by the name noted in the hidden sheet; else the sheet whose headings fit
    best.
    """
    names = _heading_table(spec, mapping)
    noted = workbook.template.sheets.get(spec.key) if workbook.template else None
    best: tuple[float, Sheet, Row] | None = None
    for sheet in workbook.sheets:
        if sheet.name == MARK_SHEET:
            continue
        rows = workbook.peek(sheet)
        keys = _keys_row(rows, spec, template)
        if keys is not None:
            return _layout_by_keys(sheet, rows, keys, spec)
        for row in rows:
            hits = len({names[fold(str(cell.value))] for cell in row.cells if names.get(fold(str(cell.value)))})
            score = hits + (0.5 if sheet.name == noted else 0) - (0.25 if sheet.hidden else 0)
            if hits and (best is None or score > best[0]):
                best = score, sheet, row
    needed = [column for column in spec.columns if column.required]
    if best is None or (len(spec.columns) > 2 and best[0] < min(2, len(spec.columns) / 2)):
        wanted = needed or spec.columns
        raise refuse("sheet-not-found", sheet=spec.name, headers=", ".join(heading(c, "") for c in wanted))
    return _layout_by_headings(best[1], best[2], spec, names)


def _heading_table(spec: SheetSpec, mapping: Mapping[str, str]) -> dict[str, str]:
    table = {name: column.key for column in spec.columns for name in headings(column)}
    table.update({fold(header): key for header, key in mapping.items()})
    return table


def _keys_row(rows: Sequence[Row], spec: SheetSpec, template: tuple[str, str] | None) -> Row | None:
    for row in rows:
        for cell in row.cells:
            if isinstance(cell.value, str) and cell.value.startswith(KEYS_MARK):
                key, _, version = cell.value.removeprefix(KEYS_MARK).rpartition(":")
                if key != spec.key:
                    return None
                if template is not None:
                    check_template(template[0], version, template)
                return row
    return None


def _layout_by_keys(sheet: Sheet, rows: Sequence[Row], keys: Row, spec: SheetSpec) -> Layout:
    known = {column.key for column in spec.columns}
    columns: dict[str, str] = {}
    id_column = None
    for cell in keys.cells:
        text = str(cell.value)
        if text.startswith(KEYS_MARK):
            id_column = cell.column
        elif text in known:
            _once(columns, cell.column, text, sheet, keys.number)
    header = next((row for row in rows if any(cell.value == HEADER_MARK for cell in row.cells)), keys)
    odd = [
        problem(
            "header-unknown",
            locator=locator(sheet.name, cell.column, header.number),
            column=cell.value,
            sheet=sheet.name,
        )
        for cell in header.cells
        if cell.column not in columns and cell.column != id_column
    ]
    texts = tuple(str(cell.value) for cell in header.cells if cell.column != id_column)
    return Layout(sheet, header.number, columns, id_column, texts, tuple(odd))


def _layout_by_headings(sheet: Sheet, header: Row, spec: SheetSpec, names: Mapping[str, str]) -> Layout:
    columns: dict[str, str] = {}
    odd: list[Problem] = []
    id_column = None
    for cell in header.cells:
        text = str(cell.value)
        if text in {ROW_ID_HEADING, HEADER_MARK}:
            id_column = cell.column
            continue
        key = names.get(fold(text))
        if key:
            _once(columns, cell.column, key, sheet, header.number, text)
        elif key is None:
            place = locator(sheet.name, cell.column, header.number)
            odd.append(problem("header-unknown", locator=place, column=text, sheet=sheet.name))
    found = set(columns.values())
    for column in spec.columns:
        if column.required and column.key not in found:
            raise refuse(
                "header-not-found",
                locator=locator(sheet.name, "A", header.number),
                column=heading(column, ""),
                sheet=sheet.name,
            )
    texts = tuple(str(cell.value) for cell in header.cells if cell.column != id_column)
    return Layout(sheet, header.number, columns, id_column, texts, tuple(odd))


def _once(columns: dict[str, str], letters: str, key: str, sheet: Sheet, number: int, shown: str | None = None) -> None:
    """Note where a column stands; two columns of one meaning are refused, since either could be the right
    one.
    """
    for other, taken in columns.items():
        if taken == key:
            cells = f"{other}{number}, {letters}{number}"
            place = locator(sheet.name, letters, number)
            raise refuse("header-twice", locator=place, column=shown or key, sheet=sheet.name, cells=cells)
    columns[letters] = key
