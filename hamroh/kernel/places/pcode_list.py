"""Reading a P-code list (CSV) as OCHA publishes it: one line a place, with its level, code, name and parent code.

Columns are those of the global P-code list: Location (ISO 3166-1 alpha-3), Admin Level, P-Code, Name,
Parent P-Code, Valid from date. Pure, without Django.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO

_COLUMNS = ("Location", "Admin Level", "P-Code", "Name", "Parent P-Code")
_DEEPEST_LEVEL = 3


class BadPcodeList(ValueError):
    """The file is not a P-code list; the message says what is missing."""


@dataclass(frozen=True)
class PcodeRow:
    """One place of the list; `line` is its line in the file, counted from 1 with the heading."""

    line: int
    country: str
    level: int
    pcode: str
    name: str
    parent: str
    valid_from: date | None


def read_pcode_list(file: BinaryIO, *, country: str) -> tuple[list[PcodeRow], list[str]]:
    """Return the rows of `country`, parents before children, and what is wrong with single lines.

    Lines of other countries are passed over; a wrong line is reported and left out. Raises BadPcodeList when the
    file as a whole cannot be used.
    """
    rows: list[PcodeRow] = []
    problems: list[str] = []
    seen: dict[str, int] = {}
    for line, fields in _lines(file):
        if fields["Location"].strip() != country or fields["P-Code"].startswith("#"):
            continue
        try:
            row = _row(line, fields)
        except ValueError as fault:
            problems.append(f"Line {line}: {fault} The line is left out.")
            continue
        if row.pcode in seen:
            problems.append(f"Line {line}: P-code {row.pcode} stands in line {seen[row.pcode]} already. Left out.")
            continue
        seen[row.pcode] = line
        rows.append(row)
    if not rows:
        raise BadPcodeList(f"The list holds no places of {country}. Check the column Location and the country.")
    return sorted(rows, key=lambda row: (row.level, row.line)), problems


def _lines(file: BinaryIO) -> Iterator[tuple[int, dict[str, str]]]:
    try:
        text = file.read().decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise BadPcodeList(
            f"The file is not UTF-8 text (byte {fault.start}). Save it as CSV UTF-8 and load it again."
        ) from fault
    reader = csv.DictReader(io.StringIO(text, newline=""), restval="")
    missing = [column for column in _COLUMNS if column not in (reader.fieldnames or ())]
    if missing:
        raise BadPcodeList(
            f"The first line lacks the column {', '.join(missing)}. "
            f"A P-code list starts with: {', '.join(_COLUMNS)}, Valid from date."
        )
    for fields in reader:
        yield reader.line_num, fields


def _row(line: int, fields: dict[str, str]) -> PcodeRow:
    level = fields["Admin Level"].strip()
    if level not in {str(number) for number in range(1, _DEEPEST_LEVEL + 1)}:
        raise ValueError(f"Admin Level is {level!r}, it must be 1 to {_DEEPEST_LEVEL}.")
    pcode, name = fields["P-Code"].strip(), fields["Name"].strip()
    if not pcode or not name:
        raise ValueError("P-Code or Name is empty.")
    valid = (fields.get("Valid from date") or "").strip()
    try:
        valid_from = date.fromisoformat(valid) if valid else None
    except ValueError:
        raise ValueError(f"Valid from date is {valid!r}, it must be like 2017-01-31.") from None
    parent = fields["Parent P-Code"].strip()
    return PcodeRow(line, fields["Location"].strip(), int(level), pcode, name, parent, valid_from)
