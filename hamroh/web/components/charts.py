"""Charts as data. The page carries the table; a script draws the picture from it when it comes into view."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from hamroh.web.components.records import Text


class Shape(StrEnum):
    """How the numbers are drawn."""

    LINE = "line"
    BAR = "bar"
    ROWS = "rows"  # horizontal bars: for long names
    STACK = "stack"


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """One number of a series. `amount` None is unknown; `kept`: why it is suppressed; low, high: its interval."""

    amount: int | float | None
    low: int | float | None = None
    high: int | float | None = None
    kept: Text = ""
    href: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """A named row of values, one for each category of its chart."""

    label: Text
    values: Sequence[Value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A chart with its table, unit and source. ValueError when a series and the categories differ in length."""

    key: str
    title: Text
    categories: Sequence[Text]
    series: Sequence[Series]
    shape: Shape = Shape.BAR
    category_label: Text = ""
    unit: Text = ""
    subtitle: Text = ""
    source: Text = ""
    source_href: str = ""
    decimals: int = 0
    table_open: bool = field(default=False)

    def __post_init__(self) -> None:
        for one in self.series:
            if len(one.values) != len(self.categories):
                raise ValueError(
                    f"Chart {self.key}: series {one.label} has {len(one.values)} values "
                    f"for {len(self.categories)} categories. "
                    "Give None for what is unknown."
                )

    @property
    def lines(self) -> list[tuple[Text, list[Value]]]:
        """The table's rows: a category with its value in each series."""
        return [(name, [one.values[at] for one in self.series]) for at, name in enumerate(self.categories)]

    @property
    def interval(self) -> bool:
        """Whether any value carries an uncertainty to be drawn."""
        return any(value.low is not None for one in self.series for value in one.values)
