"""Rows out of an .xlsx workbook (SpreadsheetML, ISO/IEC 29500-1, clause 18), one at a time.

Read directly rather than through a library because the door needs three things in one pass that none gives
together: the stored value *and* the notice that it came from a formula, merged areas, and a limit on what
is unpacked.
"""

from __future__ import annotations

import datetime as dt
import posixpath
import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from lxml import etree

from hamroh.formats.spreadsheet.package import Package, PartReader
from hamroh.formats.spreadsheet.problems import Problem, problem, refuse
from hamroh.formats.spreadsheet.records import (
    Cell,
    Limits,
    Row,
    Sheet,
    Value,
    column_letters,
    column_number,
    locator,
)

# Number formats that ISO/IEC 29500-1, 18.8.30 defines as dates or times without writing them into the file.
_BUILT_IN_DATES = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
_FORMAT_LITERALS = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_DATE_LETTERS = re.compile(r"[dmyhs]", re.IGNORECASE)
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")  # ST_Xstring, 22.9.2.19
_MERGE = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]+)([0-9]+):([A-Z]+)([0-9]+)"')
_ADDRESS = re.compile(r"([A-Z]{1,3})[0-9]+")
_EPOCH_1904 = dt.datetime(1904, 1, 1)
_EPOCH_1900 = dt.datetime(1899, 12, 30)
_EPOCH_BEFORE_MARCH_1900 = dt.datetime(1899, 12, 31)  # Excel counts a 29 February 1900 that never was
_FICTIONAL_DAY = 60

Merges = dict[int, list[tuple[int, int, int]]]  # row → (first column, last column, index of the area)


class XlsxReader:
    """The sheets of one package; `rows(sheet)` streams.

    Keeps the shared texts, and nothing else, in memory.
    """

    def __init__(self, package: Package, limits: Limits) -> None:
        self._package = package
        self._limits = limits
        self._main = self._main_part()
        relations = self._relations(self._main)
        workbook = package.tree(self._main)
        self._date_1904 = any(element.get("date1904") in {"1", "true"} for element in workbook.iter("{*}workbookPr"))
        self.sheets = tuple(self._sheets(workbook, relations))
        self._date_styles = self._read_styles(relations)
        self._strings = self._read_strings(relations)
        external = sum(1 for name in package.names if "/externalLinks/externalLink" in f"/{name}")
        self.problems: tuple[Problem, ...] = (problem("external-links", count=external),) if external else ()

    # Parts

    def _main_part(self) -> str:
        for kind, target, _identifier in self._relation_list("_rels/.rels", ""):
            if kind.endswith("/officeDocument"):
                return target
        raise refuse("missing-part", part="xl/workbook.xml")

    def _relations(self, part: str) -> list[tuple[str, str, str]]:
        folder, name = posixpath.split(part)
        path = posixpath.join(folder, "_rels", f"{name}.rels")
        return self._relation_list(path, folder) if path in self._package.names else []

    def _relation_list(self, path: str, folder: str) -> list[tuple[str, str, str]]:
        found = []
        for element in self._package.tree(path).iter("{*}Relationship"):
            if element.get("TargetMode") == "External":
                continue
            target = str(element.get("Target", ""))
            target = (
                target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            )
            found.append((str(element.get("Type", "")), target, str(element.get("Id", ""))))
        return found

    def _sheets(self, workbook: etree._Element, relations: list[tuple[str, str, str]]) -> Iterator[Sheet]:
        worksheets = {identifier: target for kind, target, identifier in relations if kind.endswith("/worksheet")}
        for element in workbook.iter("{*}sheet"):
            reference = next((value for key, value in element.items() if str(key).endswith("}id")), "")
            part = worksheets.get(str(reference))
            if part is not None:  # chart sheets have no cells
                hidden = element.get("state", "visible") != "visible"
                yield Sheet(str(element.get("name", "")), hidden, part)

    def _read_styles(self, relations: list[tuple[str, str, str]]) -> frozenset[str]:
        """The style numbers (attribute `s` of a cell) that show a number as a date or time."""
        part = next((target for kind, target, _ in relations if kind.endswith("/styles")), None)
        if part is None or part not in self._package.names:
            return frozenset()
        root = self._package.tree(part)
        dates = {str(number) for number in _BUILT_IN_DATES}
        for element in root.iter("{*}numFmt"):
            shape = _FORMAT_LITERALS.sub("", str(element.get("formatCode", "")))
            identifier = str(element.get("numFmtId", ""))
            if _DATE_LETTERS.search(shape.split(";")[0].replace("General", "")):
                dates.add(identifier)
            else:
                dates.discard(identifier)
        formats = next(root.iter("{*}cellXfs"), None)
        styles = [] if formats is None else formats.findall("{*}xf")
        return frozenset(str(index) for index, style in enumerate(styles) if style.get("numFmtId", "0") in dates)

    def _read_strings(self, relations: list[tuple[str, str, str]]) -> list[str]:
        part = next((target for kind, target, _ in relations if kind.endswith("/sharedStrings")), None)
        if part is None or part not in self._package.names:
            return []
        strings: list[str] = []
        characters = 0
        for element, _reader in self._package.elements(part, "si"):
            text = _text(element)
            characters += len(text) + 8
            if characters > self._limits.string_characters:
                raise refuse("too-many-strings", limit=self._limits.string_characters)
            strings.append(text)
        return strings

    # Rows

    def rows(self, sheet: Sheet, *, fill_merged: bool = True) -> Iterator[Row]:
        """The rows with at least one value, in file order; raises SpreadsheetRefused where the part breaks
        off.
        """
        merges, problems = self._merges(sheet) if fill_merged else ({}, [])
        values: dict[int, Cell] = {}
        previous = 0
        count = 0
        for element, _reader in self._package.elements(sheet.part, "row", "sheetData"):
            if element.tag.endswith("}sheetData"):
                break
            number = _row_number(element.get("r"), previous)
            previous = number
            row = self._row(sheet, element, number, merges.pop(number, None), values)
            if problems:
                row = Row(row.sheet, row.number, row.cells, row.problems + tuple(problems))
                problems = []
            if row.cells or row.problems:
                count += 1
                if count > self._limits.rows:
                    raise refuse("too-many-rows", sheet=sheet.name, limit=self._limits.rows)
                yield row

    def _merges(self, sheet: Sheet) -> tuple[Merges, list[Problem]]:
        """Merged areas stand behind the rows in the file, so they are looked for first, without building a
        tree.
        """
        merges: Merges = {}
        problems: list[Problem] = []
        index = 0
        reader = PartReader(self._package, sheet.part, rows=False)
        tail = b""
        filled = 0
        while chunk := reader.read():
            window = tail + chunk
            end = 0
            for match in _MERGE.finditer(window):
                end = match.end()
                first, top, last, bottom = (part.decode() for part in match.groups())
                left, right, rows = (
                    column_number(first),
                    column_number(last),
                    range(int(top), int(bottom) + 1),
                )
                filled += len(rows)
                area = len(rows) * (right - left + 1)
                if area > self._limits.merged_area or filled > self._limits.rows:
                    name = f"{first}{top}:{last}{bottom}"
                    problems.append(problem("merge-too-large", locator=f"{sheet.name}!{name}", area=name))
                    continue
                for number in rows:
                    merges.setdefault(number, []).append((left, right, index))
                index += 1
            tail = window[max(end, len(window) - 256) :]
        reader.close()
        return merges, problems

    def _row(
        self,
        sheet: Sheet,
        element: etree._Element,
        number: int,
        merges: list[tuple[int, int, int]] | None,
        values: dict[int, Cell],
    ) -> Row:
        cells: list[Cell] = []
        problems: list[Problem] = []
        position = 0
        for child in element:
            if not child.tag.endswith("}c"):
                continue
            position += 1
            if position > self._limits.columns:
                raise refuse("row-too-long", where=locator(sheet.name, "", number))
            match = _ADDRESS.match(child.get("r") or "")
            letters = match.group(1) if match else column_letters(position)
            if match:
                position = column_number(letters) if letters <= "XFD" or len(letters) < 3 else position
            cell = self._cell(sheet, child, letters, number, problems)
            if cell is not None:
                cells.append(cell)
        if merges:
            cells = _fill(cells, merges, values)
        return Row(sheet.name, number, tuple(cells), tuple(problems))

    def _cell(
        self, sheet: Sheet, element: etree._Element, letters: str, number: int, problems: list[Problem]
    ) -> Cell | None:
        kind = element.get("t", "n")
        raw: str | None = None
        formula = False
        for child in element:
            name = child.tag.rpartition("}")[2]
            if name == "v":
                raw = child.text
            elif name == "is":
                raw = _text(child)
            elif name == "f":
                formula = True
        if raw is None or raw == "":
            if formula and kind != "str":
                problems.append(problem("formula-without-value", locator=locator(sheet.name, letters, number)))
            return None
        value = self._value(kind, raw, element.get("s", "0"))
        if kind == "s":
            raw = str(value)
        if kind == "e":
            problems.append(problem("error-value", locator=locator(sheet.name, letters, number), value=raw))
        elif formula:
            problems.append(problem("formula", locator=locator(sheet.name, letters, number), value=raw))
        if value is None or (isinstance(value, str) and not value.strip()):
            return None
        return Cell(letters, value, raw)

    def _value(self, kind: str, raw: str, style: str) -> Value:
        if kind == "s":
            return self._string(raw)
        if kind == "inlineStr":
            return raw  # `_text` has undone the escapes
        if kind == "str":
            return unescape(raw)
        if kind == "b":
            return raw.strip() in {"1", "true"}
        if kind == "e":
            return None
        if kind == "d":
            return _iso_date(raw)
        try:
            number = exact_number(raw)
        except InvalidOperation:
            return raw
        return serial_date(number, date_1904=self._date_1904) if style in self._date_styles else number

    def _string(self, raw: str) -> str:
        try:
            return self._strings[int(raw)]
        except (ValueError, IndexError) as error:
            raise refuse("broken-xml", part="sharedStrings.xml", detail=f"no text number {raw[:20]}") from error


def _row_number(text: str | None, previous: int) -> int:
    if text is None or not text.isdigit() or len(text) > 7:
        return previous + 1
    return int(text)


def _fill(cells: list[Cell], merges: list[tuple[int, int, int]], values: dict[int, Cell]) -> list[Cell]:
    """Repeat the value of each merged area in all of its cells of this row."""
    by_column = {column_number(cell.column): cell for cell in cells}
    for left, right, area in merges:
        origin = values.get(area)
        if origin is None:
            if left not in by_column:
                continue
            origin = values[area] = by_column[left]
        for column in range(left, right + 1):
            if column not in by_column:
                by_column[column] = Cell(column_letters(column), origin.value, origin.raw, merged=True)
    return [by_column[column] for column in sorted(by_column)]


def _text(element: etree._Element) -> str:
    """The text of a string item without its reading aids (`rPh`), rich text joined."""
    parts = []
    for child in element:
        name = child.tag.rpartition("}")[2]
        if name == "t":
            parts.append(child.text or "")
        elif name == "r":
            parts.extend(text.text or "" for text in child.iterchildren("{*}t"))
    return unescape("".join(parts))


def unescape(text: str) -> str:
    """Undo the `_xHHHH_` writing of control characters (ISO/IEC 29500-1, 22.9.2.19).

    A zero character is dropped and half a surrogate pair replaced: no database keeps them.
    """
    if "_x" not in text:
        return text
    text = _ESCAPE.sub(lambda match: chr(int(match.group(1), 16)), text).replace("\x00", "")
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def exact_number(raw: str) -> int | Decimal:
    """A stored number at the 15 digits Excel shows: "0.30000000000000004" is Decimal("0.3"), "12.0" is 12.

    Raises decimal.InvalidOperation when `raw` is not a finite number.
    """
    number = Decimal(raw.strip())
    if not number.is_finite() or abs(number.adjusted()) > 400:
        raise InvalidOperation
    if number == number.to_integral_value() and number.adjusted() < 18:
        return int(number)
    rounded = Decimal(format(number, ".15g"))
    if rounded == rounded.to_integral_value() and rounded.adjusted() < 18:
        return int(rounded)
    return rounded


def serial_date(number: int | Decimal, *, date_1904: bool = False) -> Value:
    """A serial day number as date, date with time, or time of day (ISO/IEC 29500-1, 18.17.4); else the
    number.
    """
    if not 0 <= number < 2_958_466:  # 9999-12-31
        return number
    day, fraction = divmod(Decimal(number), 1)
    seconds = round(float(fraction) * 86_400, 3)
    if day == 0 and not date_1904:
        return (_EPOCH_1900 + dt.timedelta(seconds=seconds)).time()
    epoch = _EPOCH_1904 if date_1904 else _EPOCH_1900 if day >= _FICTIONAL_DAY else _EPOCH_BEFORE_MARCH_1900
    try:
        moment = epoch + dt.timedelta(days=int(day), seconds=seconds)
    except OverflowError:
        return number
    return moment.date() if seconds == 0 else moment


def _iso_date(raw: str) -> Value:
    try:
        moment = dt.datetime.fromisoformat(raw.strip())
    except ValueError:
        return raw
    return moment.date() if moment.time() == dt.time() else moment
