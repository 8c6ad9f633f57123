"""Tables with a row of tags, as other programs of the humanitarian field read them."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import BinaryIO

import msgspec

from hamroh.formats.hxl.tags import read_tag
from hamroh.formats.spreadsheet.delimited import guard
from hamroh.formats.spreadsheet.records import Value

# A # among the headings misleads readers that look for tags, some even in the choice of the separator.
_HASHES = str.maketrans("#＃﹟♯", "№№№№")


class TaggedColumn(msgspec.Struct, frozen=True):
    """One column to write: its heading for people, its tag for programs ("" for none)."""

    heading: str
    tag: str = ""


def write_hxl(
    columns: Sequence[TaggedColumn], rows: Iterable[Sequence[Value]], out: BinaryIO, *, demonstration: str = ""
) -> None:
    """Write CSV: UTF-8 with the mark that Excel needs, a row of headings, a row of tags, then the rows.

    HXL 1.1, tagging conventions: the row of tags stands directly above the data. A text that a spreadsheet would
    take for a formula gets an apostrophe; a # in a heading becomes №. `demonstration`, when given, says in the
    reader's language that the data are fictional and stands above all else.

    Raises ValueError, with nothing written, when no column has a tag or a tag is not valid; while writing when a row
    has more or fewer values than there are columns.
    """
    tags = [_tag(column) for column in columns]
    if not any(tags):
        raise ValueError("No column has a tag: this would not be an HXL file.")
    text = io.TextIOWrapper(out, encoding="utf-8-sig", newline="", write_through=True)
    try:
        writer = csv.writer(text, lineterminator="\r\n")
        if demonstration:
            writer.writerow([_heading(demonstration)])
        writer.writerow([_heading(column.heading) for column in columns])
        writer.writerow(tags)
        for number, row in enumerate(rows, start=1):
            if len(row) != len(columns):
                raise ValueError(f"Row {number} has {len(row)} values for {len(columns)} columns.")
            writer.writerow([_as_text(value) for value in row])
    finally:
        text.detach()


def _tag(column: TaggedColumn) -> str:
    if not column.tag:
        return ""
    if read_tag(column.tag) is None:
        raise ValueError(f"{column.tag!r} is not a valid HXL tag.")
    return "".join(column.tag.split()).lower()


def _heading(text: str) -> str:
    return _as_text(" ".join(text.translate(_HASHES).split()))


def _as_text(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (dt.date, dt.time)):
        return value.isoformat()
    if isinstance(value, (int, Decimal)):
        return format(Decimal(value), "f")  # typed numbers may begin with a minus: they are not formulas
    # A zero byte would end the reading of the file; readers make one line end of all kinds, so the guard must see that.
    text = value.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n")
    return guard(text) if text.strip() else ""
