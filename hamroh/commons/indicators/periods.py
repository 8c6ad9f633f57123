"""The time that a figure is about: a year, half-year, quarter, month or day, written as ISO 8601 and SDMX do."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

_YEAR = re.compile(r"(\d{4})(?:\.0+)?")
_MONTH = re.compile(r"(\d{4})-(\d{2})")
_PART = re.compile(r"(\d{4})-?([SQ])(\d)")
_MONTHS = {"S": 6, "Q": 3}


class NoPeriod(ValueError):
    """A text that names no period; the message says which forms are understood."""


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """First and last day, both included."""

    start: date
    end: date

    @property
    def label(self) -> str:
        """`2024`, `2024-S1`, `2024-Q3`, `2024-05`, `2024-05-17`; otherwise both days with a slash."""
        first, last = self.start, self.end
        if first == last:
            return first.isoformat()
        if first.year == last.year and first.day == 1 and last.day == monthrange(last.year, last.month)[1]:
            months = last.month - first.month + 1
            if months == 12:
                return f"{first.year:04}"
            if months == 1:
                return f"{first.year:04}-{first.month:02}"
            for letter, length in _MONTHS.items():
                if months == length and (first.month - 1) % length == 0:
                    return f"{first.year:04}-{letter}{(first.month - 1) // length + 1}"
        return f"{first.isoformat()}/{last.isoformat()}"


def year(number: int) -> Period:
    """The calendar year."""
    return Period(date(number, 1, 1), date(number, 12, 31))


def month(number: int, of: int) -> Period:
    """The month `number` (1 to 12) of the year `of`."""
    return Period(date(of, number, 1), date(of, number, monthrange(of, number)[1]))


def period(text: str) -> Period:
    """Read what `Period.label` writes; raises NoPeriod."""
    wanted = text.strip()
    try:
        return _read(wanted)
    except ValueError:
        raise NoPeriod(
            f"“{wanted}” is no period. Write a year (2024), half-year (2024-S1), quarter (2024-Q3), "
            "month (2024-05) or day (2024-05-17)."
        ) from None


def _read(text: str) -> Period:
    if found := _YEAR.fullmatch(text):
        return year(int(found[1]))
    if found := _MONTH.fullmatch(text):
        return month(int(found[2]), of=int(found[1]))
    if found := _PART.fullmatch(text):
        number, length, which = int(found[1]), _MONTHS[found[2]], int(found[3])
        first, last = (which - 1) * length + 1, which * length
        return Period(date(number, first, 1), month(last, of=number).end)
    first_text, _slash, last_text = text.partition("/")
    first_day = date.fromisoformat(first_text)
    last_day = date.fromisoformat(last_text) if last_text else first_day
    if last_day < first_day:
        raise ValueError
    return Period(first_day, last_day)
