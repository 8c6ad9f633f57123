"""The simple types of the IATI schemas (xsd:date, dateTime, decimal, boolean, int): text to Python and back.

Reading is stricter than Python (no exponents, no underscores) and in one point milder than the schema: a date with a
time or zone gives its date, with a warning, because publishers often write one.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_DATE_AND_MORE = re.compile(r"(\d{4}-\d\d-\d\d)(T.*|Z|[+-]\d\d:\d\d)", re.ASCII | re.DOTALL)
_DECIMAL = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)", re.ASCII)
_INTEGER = re.compile(r"[+-]?\d{1,18}", re.ASCII)
# xsd:decimal years ("2014.0") occur in crs-add and fss, whose schema types years as decimals.
_WHOLE = re.compile(r"([+-]?\d{1,18})\.0+", re.ASCII)
_DATETIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?", re.ASCII)
_BOOLEAN = {"1": True, "true": True, "0": False, "false": False}


class NotParsed(ValueError):
    """The text is no value of its type; ``code`` is the problem's code, ``value`` what can be taken after all."""

    def __init__(self, code: str, value: object = None) -> None:
        super().__init__(code)
        self.code = code
        self.value = value


def to_date(text: str) -> date:
    if _DATE.fullmatch(text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise NotParsed("not_a_date") from None
    longer = _DATE_AND_MORE.fullmatch(text)
    if longer:
        raise NotParsed("date_with_time", to_date(longer[1]))
    raise NotParsed("not_a_date")


def to_datetime(text: str) -> datetime:
    if _DATE.fullmatch(text):
        day = to_date(text)
        return datetime(day.year, day.month, day.day)
    if not _DATETIME.fullmatch(text):
        raise NotParsed("not_a_datetime")
    try:
        return datetime.fromisoformat(_microseconds(text))
    except ValueError:
        raise NotParsed("not_a_datetime") from None


def _microseconds(text: str) -> str:
    """Fractions beyond microseconds, which no clock of a publisher measures, are cut."""
    return re.sub(r"(\.\d{6})\d+", r"\1", text)


def to_decimal(text: str) -> Decimal:
    if not _DECIMAL.fullmatch(text):
        raise NotParsed("not_a_decimal")
    return Decimal(text)


def to_integer(text: str) -> int:
    if _INTEGER.fullmatch(text):
        return int(text)
    whole = _WHOLE.fullmatch(text)
    if whole:
        return int(whole[1])
    raise NotParsed("not_an_integer")


def to_boolean(text: str) -> bool:
    found = _BOOLEAN.get(text)
    if found is None:
        raise NotParsed("not_a_boolean")
    return found


READERS: dict[type, Callable[[str], Any] | None] = {
    str: None,
    date: to_date,
    datetime: to_datetime,
    Decimal: to_decimal,
    int: to_integer,
    bool: to_boolean,
}


def to_text(value: object) -> str:
    """The text the schema wants: decimals without exponent, times in UTC as Z, booleans as 1 and 0."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    return str(value)
