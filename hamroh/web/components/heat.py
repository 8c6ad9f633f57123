"""A table whose cells are shaded by their number: who works where, by theme and region."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from hamroh.web.components.maps import step_bounds
from hamroh.web.components.records import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A count; `gap` marks a need where nobody works; `kept` says why a number is not shown."""

    value: int | float | None
    href: str = ""
    gap: bool = False
    kept: Text = ""


@dataclass(frozen=True, kw_only=True)
class Heat:
    """Rows by columns. `value_label` names what is counted, for the reading of each cell aloud."""

    title: Text
    columns: Sequence[Text]
    rows: Sequence[tuple[Text, Sequence[Cell]]]
    value_label: Text
    source: Text = ""

    @cached_property
    def bounds(self) -> list[float]:
        """Lower bounds of the shades, over all positive cells."""
        return step_bounds([cell.value for _, cells in self.rows for cell in cells if cell.value])

    def shade(self, cell: Cell) -> str:
        """CSS class of a cell: gap, kept or h0 to h4."""
        if cell.gap:
            return "gap"
        if cell.kept:
            return "kept"
        if not cell.value:
            return "h0"
        above = sum(1 for bound in self.bounds if cell.value >= bound)
        return f"h{min(4, above + 1)}"

    @cached_property
    def lines(self) -> list[tuple[Text, list[tuple[str, Text, Cell]]]]:
        """Each row as (label, [(shade, column label, cell)])."""
        return [
            (label, [(self.shade(cell), name, cell) for name, cell in zip(self.columns, cells, strict=True)])
            for label, cells in self.rows
        ]
