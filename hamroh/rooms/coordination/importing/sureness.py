"""Whether the columns of a file are understood without asking, and what people are shown when they are asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from typing import BinaryIO

from hamroh.formats.spreadsheet import Workbook, column_number, read_workbook

from . import words
from .layout import Chosen, Layout, find_layouts, likeliest_layout

VALUES_SHOWN = 3
_LONGEST_SHOWN = 60


@dataclass(frozen=True)
class AskedColumn:
    """A column that people are asked about: its heading, the first values below, what it is read as now ("": not)."""

    letters: str
    heading: str
    values: tuple[str, ...]
    meaning: str = ""
    guessed: bool = False


def is_sure(stream: BinaryIO, *, organisation_id: int | None) -> bool:
    """Whether every column is known or was explained before by this sender. Raises SpreadsheetRefused."""
    with read_workbook(stream) as workbook:
        layouts, _told = find_layouts(workbook, Chosen(organisation_id=organisation_id))
    return bool(layouts) and not any(layout.guessed or layout.unread for layout in layouts)


def asked_columns(
    stream: BinaryIO, *, mapping: Mapping[str, str], organisation_id: int | None
) -> tuple[Layout | None, list[AskedColumn]]:
    """The columns of the likeliest table, in its order, and that table. Raises SpreadsheetRefused."""
    with read_workbook(stream) as workbook:
        layout = likeliest_layout(workbook, Chosen(mapping, organisation_id))
        if layout is None:
            return None, []
        values = _first_values(workbook, layout)
    asked = []
    for letters in sorted(layout.headings, key=column_number):
        heading = layout.headings[letters]
        meaning = layout.columns.get(letters)
        asked.append(
            AskedColumn(
                letters,
                heading,
                tuple(values.get(letters, ())),
                meaning.key if meaning else "",
                letters in layout.guessed,
            )
        )
    return layout, asked


def _first_values(workbook: Workbook, layout: Layout) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    below = (row for row in workbook.rows(layout.sheet) if row.number > layout.first_row)
    for row in islice(below, 200):
        for cell in row.cells:
            shown = found.setdefault(cell.column, [])
            text = words.text_of(cell.value)[:_LONGEST_SHOWN]
            if text and text not in shown and len(shown) < VALUES_SHOWN:
                shown.append(text)
    return found
