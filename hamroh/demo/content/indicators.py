"""Invented observations of the country's operational indicators, from the first quarter of 2025.

Each national figure is the sum of its parts by place or by group, so that totals and breakdowns agree on every
page. Figures of published indicators are not here: they are loaded from the producers' files.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from .shapes import Observation

FIRST_YEAR = 2025


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a national series: values by quarter, for a place or a group of people or of calls."""

    values: tuple[int, ...]
    place: str | None = None
    dimensions: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Series:
    """The parts of an indicator that together make the national figure; ``offset`` is its first quarter."""

    indicator: str
    parts: tuple[Part, ...]
    offset: int = 0


FEMALE = (("sex", "female"),)
MALE = (("sex", "male"),)

SERIES: tuple[Series, ...] = (
    Series(
        "facilities-chinese-speaking",
        (
            Part((1, 1, 2, 2, 3, 4, 4), "3501000"),
            Part((0, 0, 0, 1, 1, 1, 2), "3505401"),
            Part((0, 0, 0, 0, 1, 1, 1), "3507250"),
            Part((0, 0, 0, 0, 0, 1, 1), "3505413"),
        ),
    ),
    Series(
        "health-workers-trained",
        (
            Part((0, 0, 21, 54, 80, 112, 137), dimensions=FEMALE),
            Part((0, 0, 7, 17, 29, 43, 53), dimensions=MALE),
        ),
    ),
    Series(
        "civil-servants-certified",
        (
            Part((0, 20, 41, 58, 98, 140, 167), dimensions=FEMALE),
            Part((0, 31, 68, 97, 146, 190, 218), dimensions=MALE),
        ),
    ),
    Series("bodies-sharing-data", (Part((1, 1, 2, 3, 4, 4, 5)),)),
    Series(
        "departure-course-graduates",
        (
            Part((52, 88, 121, 111, 160, 201, 180), dimensions=FEMALE),
            Part((140, 238, 310, 280, 320, 372, 340), dimensions=MALE),
        ),
    ),
    Series(
        "returnees-assisted",
        (
            Part((92, 101, 110, 97, 88, 95, 102), "3507405"),
            Part((51, 60, 58, 49, 46, 52, 50), "3507229"),
        ),
    ),
    Series(
        "helpline-calls",
        (
            Part((210, 238, 255), dimensions=(("subject", "wages"),)),
            Part((312, 298, 330), dimensions=(("subject", "documents"),)),
            Part((96, 121, 143), dimensions=(("subject", "health"),)),
            Part((88, 104, 97), dimensions=(("subject", "recruitment"),)),
        ),
        offset=4,
    ),
    Series(
        "interpreted-consultations",
        (
            Part((41, 58, 66), "3501000", (("language", "zh"), *FEMALE)),
            Part((122, 140, 161), "3501000", (("language", "zh"), *MALE)),
            Part((38, 44, 52), "3501000", (("language", "fa"), *FEMALE)),
            Part((20, 27, 29), "3501000", (("language", "fa"), *MALE)),
        ),
        offset=4,
    ),
)


def _quarter(number: int) -> tuple[date, date]:
    """First and last day of the quarter counted from the first of 2025."""
    year, index = divmod(number, 4)
    year += FIRST_YEAR
    last = index * 3 + 3
    return date(year, index * 3 + 1, 1), date(year, last, monthrange(year, last)[1])


def _observations(series: Series) -> tuple[Observation, ...]:
    """The parts of a series, and its national total wherever that is more than a single national part."""
    rows: list[Observation] = []
    for number in range(len(series.parts[0].values)):
        start, end = _quarter(series.offset + number)
        for part in series.parts:
            rows.append(
                Observation(
                    indicator=series.indicator,
                    period_start=start,
                    period_end=end,
                    value=Decimal(part.values[number]),
                    place=part.place,
                    dimensions=part.dimensions,
                )
            )
        if len(series.parts) > 1:
            total = sum(part.values[number] for part in series.parts)
            rows.append(
                Observation(indicator=series.indicator, period_start=start, period_end=end, value=Decimal(total))
            )
    return tuple(rows)


OBSERVATIONS: tuple[Observation, ...] = tuple(row for series in SERIES for row in _observations(series))
