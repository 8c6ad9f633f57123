"""A map of areas coloured by one figure, and its list: the same numbers for who cannot see the colours."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from hamroh.web.components.records import Text

STEPS = 5


def step_bounds(values: Sequence[int | float]) -> list[float]:
    """Lower bounds of the steps above the lowest: quantiles of the distinct values, at most STEPS - 1, rising.

    Quantiles of distinct values, since counts by district are skewed and equal intervals would leave one dark area.
    """
    distinct = sorted(set(values))
    if len(distinct) <= STEPS:
        return [float(value) for value in distinct[1:]]
    if distinct[0] == 0:
        # Nobody is not few: zero has a step of its own.
        some = distinct[1:]
        return [float(some[len(some) * step // (STEPS - 1)]) for step in range(STEPS - 1)]
    return [float(distinct[len(distinct) * step // STEPS]) for step in range(1, STEPS)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """One area: its outline as SVG path data, its figure (None: unknown, drawn hatched) and where a click leads.

    `code` is a short text drawn at (x, y) when both are given.
    """

    outline: str
    label: Text
    value: int | float | None
    href: str = ""
    code: str = ""
    x: float | None = None
    y: float | None = None


@dataclass(frozen=True, kw_only=True)
class AreaMap:
    """A map with legend and list. `width` and `height` are the SVG user units of the outlines."""

    key: str
    title: Text
    areas: Sequence[Area]
    width: float
    height: float
    value_label: Text
    place_label: Text = ""
    schematic: bool = False
    source: Text = ""
    source_href: str = ""
    list_open: bool = False
    list_limit: int = 200

    @cached_property
    def bounds(self) -> list[float]:
        """Lower bounds of the second and later steps."""
        return step_bounds([area.value for area in self.areas if area.value is not None])

    def step_of(self, value: int | float | None) -> str:
        """Name of the step a value is drawn in: m0 to m4, or unknown."""
        if value is None:
            return "unknown"
        rank = bisect_right(self.bounds, value)
        # Few steps use the whole ramp, so that two values look different from each other.
        return f"m{round(rank * (STEPS - 1) / max(len(self.bounds), 1))}"

    @cached_property
    def drawn(self) -> list[tuple[str, Area]]:
        """Each area with the name of its step, in drawing order."""
        return [(self.step_of(area.value), area) for area in self.areas]

    @cached_property
    def listed(self) -> list[Area]:
        """The list: highest first, unknown last."""
        ordered = sorted(self.areas, key=lambda area: (area.value is None, -(area.value or 0), str(area.label)))
        return ordered[: self.list_limit]

    @cached_property
    def legend(self) -> list[tuple[str, float | None, float | None]]:
        """(step, from, to) for each step in use; both None for unknown. `to` is the highest value in that step."""
        by_step: dict[str, list[float]] = {}
        for step, area in self.drawn:
            by_step.setdefault(step, []).append(float(area.value) if area.value is not None else 0.0)
        known = [(step, min(found), max(found)) for step, found in sorted(by_step.items()) if step != "unknown"]
        return [*known, *([("unknown", None, None)] if "unknown" in by_step else [])]
