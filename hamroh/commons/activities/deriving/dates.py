"""When an activity begins and ends, as far as it says."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from hamroh.formats.iati import records as r

PLANNED_START, ACTUAL_START, PLANNED_END, ACTUAL_END = "1", "2", "3", "4"


@dataclass(frozen=True)
class Span:
    """Start and end: the actual ones where given, else the planned ones."""

    start: date | None
    start_is_planned: bool
    end: date | None
    end_is_planned: bool


def span_of(dates: Iterable[r.ActivityDate]) -> Span:
    """The span of an activity; the first date of each type counts."""
    days: dict[str | None, date] = {}
    for one in dates:
        if one.iso_date is not None:
            days.setdefault(one.type, one.iso_date)
    start, end = days.get(ACTUAL_START), days.get(ACTUAL_END)
    planned_start, planned_end = days.get(PLANNED_START), days.get(PLANNED_END)
    return Span(
        start or planned_start, start is None and planned_start is not None,
        end or planned_end, end is None and planned_end is not None,
    )  # fmt: skip
