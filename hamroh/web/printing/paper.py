"""The sheets a document may be made for: measures as data, and the style rules that follow from them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Paper(StrEnum):
    """A sheet by its key, as it stands in addresses and forms."""

    A4_PORTRAIT = "a4-portrait"
    A4_LANDSCAPE = "a4-landscape"
    A3_LANDSCAPE = "a3-landscape"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Measures of a sheet in millimetres; `text` is the size of running text in points."""

    width: int
    height: int
    above: int
    below: int
    side: int
    text: float


# The side margin of A4 leaves room for the punched holes of a folder. A3 hangs on a wall or lies on a table.
SHEETS = {
    Paper.A4_PORTRAIT: Sheet(width=210, height=297, above=20, below=20, side=20, text=10),
    Paper.A4_LANDSCAPE: Sheet(width=297, height=210, above=18, below=18, side=16, text=9.5),
    Paper.A3_LANDSCAPE: Sheet(width=420, height=297, above=16, below=16, side=14, text=9.5),
}


def page_rules(paper: Paper) -> str:
    """The CSS of one sheet: size, margins, and the size of text on it."""
    sheet = SHEETS[paper]
    return (
        f"@page {{ size: {sheet.width}mm {sheet.height}mm; "
        f"margin: {sheet.above}mm {sheet.side}mm {sheet.below}mm; }}\n"
        f"html {{ font-size: {sheet.text}pt; }}\n"
    )
