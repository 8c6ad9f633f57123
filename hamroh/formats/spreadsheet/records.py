"""What reading a spreadsheet gives: rows of cells, with the place each came from."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import msgspec

from hamroh.formats.spreadsheet.problems import Problem

# Exact decimals are rounded to the 15 digits that Excel keeps; `dt.time` is a time of day.
Value = str | int | Decimal | bool | dt.date | dt.datetime | dt.time | None


class Limits(msgspec.Struct, frozen=True):
    """How much a reader takes before it refuses. Sizes in bytes unless the name says otherwise."""

    file: int = 256 * 2**20
    unpacked: int = 1024 * 2**20  # all parts of an .xlsx together
    ratio: int = 250  # unpacked : packed, of any part above `ratio_from`
    ratio_from: int = 4 * 2**20
    parts: int = 5_000
    row: int = 4 * 2**20  # one row as XML or as a line of text
    rows: int = 1_048_576  # of one sheet; text files too
    columns: int = 16_384
    string_characters: int = 64 * 2**20  # the shared texts of a workbook, kept in memory
    merged_area: int = 10_000  # cells of one merged area that are filled with its value


DEFAULT_LIMITS = Limits()


class Cell(msgspec.Struct, frozen=True):
    """One non-empty cell: `column` letter(s), typed `value`, and `raw`, the text as the file has it."""

    column: str
    value: Value
    raw: str
    merged: bool = False  # the value belongs to a merged area and was repeated here


class Row(msgspec.Struct, frozen=True):
    """One row with at least one non-empty cell.

    `number` is the row (or first line of text) as people see it, from 1.
    """

    sheet: str
    number: int
    cells: tuple[Cell, ...]
    problems: tuple[Problem, ...] = ()


class Sheet(msgspec.Struct, frozen=True):
    """One sheet of a workbook: its name, whether it is hidden, and its part inside the file."""

    name: str
    hidden: bool = False
    part: str = ""


def column_number(letters: str) -> int:
    """ "A" is 1, "Z" 26, "AA" 27 (ISO/IEC 29500-1, 18.18.7).

    ValueError for anything but A to XFD in capitals.
    """
    number = 0
    for letter in letters:
        if not "A" <= letter <= "Z":
            raise ValueError(f"{letters!r} is not a column")
        number = number * 26 + ord(letter) - 64
    if not 1 <= number <= 16_384:
        raise ValueError(f"{letters!r} is not a column")
    return number


def column_letters(number: int) -> str:
    """The inverse of `column_number`: 27 is "AA"."""
    letters = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def locator(sheet: str, column: str, row: int) -> str:
    """The address people see: "Activities!C14"; "C14" for a text file, which has no sheet name."""
    return f"{sheet}!{column}{row}" if sheet else f"{column}{row}"
