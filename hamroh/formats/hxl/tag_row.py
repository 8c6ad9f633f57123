"""The row of tags found in a sheet: which column holds what, what stands above it, what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

import msgspec

from hamroh.formats.hxl.problems import problem
from hamroh.formats.hxl.tags import Tag, guess_tag, plain_letters, read_tag
from hamroh.formats.spreadsheet.problems import Problem
from hamroh.formats.spreadsheet.records import Cell, Row, locator
from hamroh.formats.spreadsheet.template import MARK_SHEET
from hamroh.formats.spreadsheet.workbook import Workbook

FIRST_ROWS = 25
_EXAMPLE = "#org+impl"


class TagRow(msgspec.Struct, frozen=True):
    """Row `number` of `sheet` ("" in a text file) holds the tags; what follows it is data.

    `columns`: column letter → tag, of those that have a valid one. `headers`: column letter → the texts above the
    tag, from the top down, also of columns without a tag; a text that repeats the one above it is left out.
    """

    sheet: str
    number: int
    columns: Mapping[str, Tag]
    headers: Mapping[str, tuple[str, ...]]
    problems: tuple[Problem, ...] = ()


class _Reading(msgspec.Struct, frozen=True):
    """One cell of a row that may be the row of tags."""

    cell: Cell
    text: str
    tag: Tag | None
    exact: bool  # the tag stands there letter by letter
    marked: bool  # the text begins with #, so a tag was meant


def find_tags(rows: Iterable[Row]) -> TagRow | None:
    """The row of tags among the first 25 rows of one sheet that are not blank; None when there is none.

    HXL 1.1, tagging conventions, "Adding hashtags to data": the tags stand in a row of their own between the
    headings and the data; any number of columns may have none. The standard leaves open how the row is recognised;
    libhxl takes the first of 25 rows in which at least half of the cells that are not blank are valid tags, and so
    do we. Where no row is such, the first with a valid tag in which half of those cells begin with # is taken, so
    that wrong tags, however many, do not hide the right ones.

    Takes at most 25 rows off an iterator. Blank rows are not counted: nobody sees them.
    """
    seen: list[Row] = []
    second_choice: tuple[Row, list[_Reading], int] | None = None
    for row in islice(rows, FIRST_ROWS):
        cells = _readings(row)
        if _half(cells, sum(one.exact for one in cells)):
            return _tag_row(row, cells, seen)
        if second_choice is None and any(one.tag for one in cells) and _half(cells, sum(c.marked for c in cells)):
            second_choice = row, cells, len(seen)
        seen.append(row)
    if second_choice is None:
        return None
    row, cells, above = second_choice
    return _tag_row(row, cells, seen[:above])


def find_tagged_sheet(workbook: Workbook) -> TagRow | None:
    """The row of tags of the first sheet that has one; hidden sheets are asked last.

    Raises SpreadsheetRefused when a sheet before it is damaged.
    """
    for sheet in sorted(workbook.sheets, key=lambda one: one.hidden):
        if sheet.name != MARK_SHEET and (found := find_tags(workbook.rows(sheet))) is not None:
            return found
    return None


def data_rows(workbook: Workbook, tags: TagRow) -> Iterator[Row]:
    """The rows below the tags, streamed, blank ones left out. Raises SpreadsheetRefused where a damaged part ends."""
    rows = workbook.rows(tags.sheet)
    for row in rows:
        if row.number > tags.number:
            yield row
            break
    yield from rows


def _half(cells: Sequence[_Reading], count: int) -> bool:
    return count > 0 and count * 2 >= len(cells)


def _readings(row: Row) -> list[_Reading]:
    """A heading merged down into the row of tags is not part of it."""
    readings = (_read(cell) for cell in row.cells)
    return [one for one in readings if one.marked or not one.cell.merged]


def _read(cell: Cell) -> _Reading:
    text = " ".join(str(cell.value).split())
    plain = plain_letters(text)
    if not plain.startswith("#"):
        return _Reading(cell, text, None, exact=False, marked=False)
    tag = read_tag(text)
    return _Reading(cell, text, tag or guess_tag(text), exact=tag is not None, marked=True)


def _tag_row(row: Row, cells: Sequence[_Reading], above: Iterable[Row]) -> TagRow:
    columns = {one.cell.column: one.tag for one in cells if one.tag is not None}
    return TagRow(row.sheet, row.number, columns, _headers(above), tuple(_problems(row, cells)))


def _problems(row: Row, cells: Iterable[_Reading]) -> Iterator[Problem]:
    for one in cells:
        place = locator(row.sheet, one.cell.column, row.number)
        if not one.marked:
            yield problem("hxl-not-a-tag", locator=place, value=one.text, example=_EXAMPLE)
        elif one.tag is None:
            yield problem("hxl-bad-tag", locator=place, value=one.text, example=_EXAMPLE)
        elif not one.exact:
            yield problem("hxl-read-as", locator=place, value=one.text, tag=one.tag)


def _headers(above: Iterable[Row]) -> dict[str, tuple[str, ...]]:
    """Merged areas come filled: a heading over several columns stands above each, one over several rows once."""
    headers: dict[str, tuple[str, ...]] = {}
    for row in above:
        for cell in row.cells:
            text = " ".join(str(cell.value).split())
            texts = headers.get(cell.column, ())
            if text and texts[-1:] != (text,):
                headers[cell.column] = (*texts, text)
    return headers
