"""From what a cell holds to what its column means, by a declared rule for dates and numbers in text."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal, InvalidOperation
from typing import Literal

import msgspec

from hamroh.formats.spreadsheet.problems import Problem, problem
from hamroh.formats.spreadsheet.records import Value
from hamroh.formats.spreadsheet.template import ColumnSpec, fold, in_language


class LocaleRule(msgspec.Struct, frozen=True):
    """How text is read where it is ambiguous. Tajikistan, Russia, the UN: the day stands first.

    `decimal` None means: decide from the text, and report a number such as "1,234" that could be two numbers.
    """

    day_first: bool = True
    decimal: Literal[",", "."] | None = None


DAY_FIRST = LocaleRule()
_YES = frozenset(("yes", "y", "true", "1", "x", "да", "ҳа", "бале", "是", "истина", "ha", "ok", "✓"))
_NO = frozenset(("no", "n", "false", "0", "нет", "не", "на", "否", "ложь", "yo'q"))
_YEAR_FIRST = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?)?")
_YEAR_LAST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?:\s*(?:г\.?|с\.))?")
_SPACES = re.compile(r"[\s\u00a0\u202f'’]")
_NUMBER = re.compile(r"[+-]?(\d+([.,]\d+)*|[.,]\d+)(e[+-]?\d{1,3})?", re.IGNORECASE)

Converted = tuple[Value, Problem | None]


def convert(value: Value, column: ColumnSpec, *, locator: str = "", rule: LocaleRule = DAY_FIRST) -> Converted:
    """The value as the column's kind, or None and the problem. None and no problem for an empty cell."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return None, None
    return _CONVERTERS[column.kind](value, column, locator, rule)


def _text(value: Value, _column: ColumnSpec, _locator: str, _rule: LocaleRule) -> Converted:
    if isinstance(value, bool):
        return ("yes" if value else "no"), None
    if isinstance(value, (dt.date, dt.time)):
        return value.isoformat(), None
    if isinstance(value, Decimal):
        return format(value, "f"), None
    return str(value).strip(), None


def _decimal(value: Value, column: ColumnSpec, locator: str, rule: LocaleRule) -> Converted:
    if isinstance(value, (int, Decimal)) and not isinstance(value, bool):
        return Decimal(value), None
    if not isinstance(value, str):
        return None, problem("bad-number", locator=locator, value=value, example="1234.56", column=column.key)
    text = _SPACES.sub("", value).replace("\u2212", "-")
    if not _NUMBER.fullmatch(text):
        return None, problem("bad-number", locator=locator, value=value, example="1234.56", column=column.key)
    plain = _plain_number(text, rule)
    if plain is None:
        return None, problem("ambiguous-number", locator=locator, value=value)
    try:
        return Decimal(plain), None
    except InvalidOperation:
        return None, problem("bad-number", locator=locator, value=value, example="1234.56", column=column.key)


def _plain_number(text: str, rule: LocaleRule) -> str | None:
    """The number with a point and without separators of thousands; None when it could be two numbers."""
    points, commas = text.count("."), text.count(",")
    if rule.decimal is not None:
        grouping = "," if rule.decimal == "." else "."
        return text.replace(grouping, "").replace(rule.decimal, ".")
    if points and commas:
        decimal = max(".", ",", key=text.rfind)
        if text.count(decimal) > 1:
            return None
        return text.replace("," if decimal == "." else ".", "").replace(decimal, ".")
    separator = "." if points else ","
    if points + commas > 1:
        return text.replace(separator, "") if re.fullmatch(r"[+-]?\d{1,3}([.,]\d{3})+", text) else None
    if separator == "," and re.fullmatch(r"[+-]?[1-9]\d{0,2},\d{3}", text):
        # One comma and three digits: a thousand in London, one and a bit in Dushanbe. A point never groups
        # here.
        return None
    return text.replace(",", ".")


def _integer(value: Value, column: ColumnSpec, locator: str, rule: LocaleRule) -> Converted:
    number, fault = _decimal(value, column, locator, rule)
    if fault is not None:
        return None, fault
    assert isinstance(number, Decimal)
    if number != number.to_integral_value():
        return None, problem("not-whole", locator=locator, value=value)
    return int(number), None


def _date(value: Value, _column: ColumnSpec, locator: str, rule: LocaleRule) -> Converted:
    if isinstance(value, dt.datetime):
        return value.date(), None
    if isinstance(value, dt.date):
        return value, None
    if isinstance(value, str):
        found = read_date(value, rule)
        if found is not None:
            return found, None
    return None, problem("bad-date", locator=locator, value=value)


def read_date(text: str, rule: LocaleRule = DAY_FIRST) -> dt.date | None:
    """2026-03-31, 31.03.2026 or 31/03/2026 (also 2026年3月31日); None for anything else, two-digit years
    included.
    """
    text = text.strip()
    if match := _YEAR_FIRST.fullmatch(text):
        year, month, day = (int(part) for part in match.groups())
    elif match := _YEAR_LAST.fullmatch(text):
        first, second, year = (int(part) for part in match.groups())
        day, month = (first, second) if rule.day_first else (second, first)
    else:
        return None
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _boolean(value: Value, _column: ColumnSpec, locator: str, _rule: LocaleRule) -> Converted:
    if isinstance(value, bool):
        return value, None
    word = str(value).strip().casefold()
    if word in _YES or word in _NO:
        return word in _YES, None
    return None, problem("bad-boolean", locator=locator, value=value)


def _choice(value: Value, column: ColumnSpec, locator: str, rule: LocaleRule) -> Converted:
    text, _ = _text(value, column, locator, rule)
    wanted = fold(str(text))
    for choice in column.choices:
        labels = (choice.label,) if isinstance(choice.label, str) else tuple(choice.label.values())
        if wanted == fold(choice.code) or any(wanted == fold(label) for label in labels if label):
            return choice.code, None
    if column.open_list:
        return text, None
    example = column.choices[0] if column.choices else None
    shown = (in_language(example.label, "") or example.code) if example else ""
    label = in_language(column.label, "")
    return None, problem("bad-choice", locator=locator, value=value, column=label, example=shown)


_CONVERTERS = {
    "text": _text,
    "integer": _integer,
    "decimal": _decimal,
    "date": _date,
    "boolean": _boolean,
    "choice": _choice,
}
