"""Dates, months, numbers and money as people write them in tables."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from babel import Locale

from hamroh.formats.spreadsheet import ColumnSpec, LocaleRule, Value, convert, read_date
from hamroh.formats.spreadsheet.xlsx import serial_date
from hamroh.kernel.languages.folding import fold_name

# As many languages as partners' files come in; the months of each, long and short.
_LOCALES = ("en", "ru", "tg", "zh", "fr", "es", "fa", "uz")
_NOTHING = frozenset(("-", "–", "—", "--", "n/a", "#n/a", "na", "none", "null", "nil", "…", "...", "нет", "нет данных"))
_YEAR = re.compile(r"\b(19\d{2}|20\d{2})\b")
_MONTH_NUMBER = re.compile(r"(\d{1,2})[./-](\d{4})|(\d{4})[./-](\d{1,2})|(\d{4})年(\d{1,2})月")
_MONTH_SHORT_YEAR = re.compile(r"^([^\W\d]{3,}\.?)[-'’](\d{2})$")
_DAY = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)?\b")
_TEXT_BESIDE_NUMBER = re.compile(
    r"^\s*(?P<before>[^\d+\-.,]*)(?P<number>[+\-]?[\d.,\s\u00a0\u202f'’]+)(?P<after>.*?)\s*$"
)
_GROUPS = re.compile(r"[+-]?\d{1,3}([.,\s\u00a0\u202f'’]\d{3})+")
_FIRST_SERIAL, _LAST_SERIAL = 29_221, 62_000  # 1980 to 2069
MOST_PEOPLE = 2_000_000_000
MOST_MONEY = Decimal(10) ** 15
_AMOUNT = ColumnSpec("amount", "amount", "decimal")
_CURRENCY_WORDS = {
    "$": "USD", "us$": "USD", "usd": "USD", "us dollar": "USD", "us dollars": "USD", "dollar": "USD", "dollars": "USD",
    "доллар": "USD", "доллары": "USD", "долл": "USD", "долл сша": "USD", "доллар сша": "USD", "доллары сша": "USD",
    "€": "EUR", "euro": "EUR", "euros": "EUR", "евро": "EUR", "сомони": "TJS", "сомон": "TJS",
    "сом": "TJS", "somoni": "TJS", "смн": "TJS", "₽": "RUB", "руб": "RUB", "рубль": "RUB", "рубли": "RUB",
    "рублеи": "RUB", "¥": "CNY", "元": "CNY", "人民币": "CNY", "美元": "USD", "£": "GBP",
}  # fmt: skip


class Unread(ValueError):
    """The text is not what its column holds; `code` says which fault it is."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Span:
    """A day, or the first and last day of what was written; `counted`: written as Excel counts days."""

    first: dt.date
    last: dt.date
    counted: bool = False


def text_of(value: Value) -> str:
    """What a cell says, in one line; numbers and dates as plain text."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value if value.isascii() and "  " not in value and value.strip() == value and value.isprintable() else (
            " ".join(value.split()))  # fmt: skip
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ", "minutes")
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def is_nothing(text: str) -> bool:
    """Whether the text stands for an empty cell."""
    return not text or (len(text) <= 10 and text.strip().casefold() in _NOTHING)


# -- days and months ---------------------------------------------------------------------------


def read_span(value: Value, *, year: int) -> Span:
    """A day, or a month or year as its first and last day. `year` completes a month alone. Raises Unread."""
    if isinstance(value, dt.datetime):
        return Span(value.date(), value.date())
    if isinstance(value, dt.date):
        return Span(value, value)
    if isinstance(value, int) and not isinstance(value, bool):
        return _counted(value)
    if not isinstance(value, str):
        raise Unread("4w.bad-date")
    text = " ".join(value.split())
    day = read_date(text)
    if day is not None:
        return Span(day, day)
    span = _numbered_month(text) or _named(text, year) or _whole_year(text)
    if span is None:
        raise Unread("4w.bad-date")
    return span


def _counted(number: int) -> Span:
    if 1900 < number < 2200:
        return _months(number, 1, 12)
    day = serial_date(number) if _FIRST_SERIAL <= number <= _LAST_SERIAL else None
    if not isinstance(day, dt.date):
        raise Unread("4w.bad-date")
    return Span(day, day, counted=True)


def _numbered_month(text: str) -> Span | None:
    found = _MONTH_NUMBER.fullmatch(text)
    if found is None:
        return None
    month, year, year_first, month_last, year_zh, month_zh = found.groups()
    number = int(month or month_last or month_zh)
    if not 1 <= number <= 12:
        return None
    return _months(int(year or year_first or year_zh), number, number)


def _whole_year(text: str) -> Span | None:
    return _months(int(text), 1, 12) if _YEAR.fullmatch(text) else None


def _named(text: str, year: int) -> Span | None:
    """ "1 March 2015", "March 2015", "март 2025 г.", "Aug", "January - April 2025"."""
    # "Mar-25" is how spreadsheets show a month and its year.
    text = _MONTH_SHORT_YEAR.sub(r"\1 20\2", text)
    months: list[int] = []
    rest: list[str] = []
    for word in fold_name(text).split():
        number = _month_names().get(word)
        if number is not None:
            months.append(number)
        elif word not in {"г", "год", "года", "соли", "сол", "of", "de", "to", "по", "с", "и", "and"}:
            rest.append(word)
    years = [int(word) for word in rest if _YEAR.fullmatch(word)]
    days = [int(found.group(1)) for word in rest if not _YEAR.fullmatch(word) and (found := _DAY.fullmatch(word))]
    if not months or len(months) > 2 or len(years) > 1 or len(days) > 1 or len(rest) != len(years) + len(days):
        return None
    of = years[0] if years else year
    if days:
        if len(months) != 1:
            return None
        try:
            day = dt.date(of, months[0], days[0])
        except ValueError:
            return None
        return Span(day, day)
    return _months(of, months[0], months[-1]) if months[0] <= months[-1] else None


def _months(year: int, first: int, last: int) -> Span:
    return Span(dt.date(year, first, 1), dt.date(year, last, calendar.monthrange(year, last)[1]))


@cache
def _month_names() -> dict[str, int]:
    names: dict[str, int] = {}
    for code in _LOCALES:
        months = Locale(code).months
        for context in ("stand-alone", "format"):
            for width in ("wide", "abbreviated"):
                for number, name in months[context][width].items():
                    folded = fold_name(name)
                    if folded and not folded.isdigit():
                        names.setdefault(folded, number)
    # Written so in Tajikistan beside the forms of CLDR; "sept" in half of all English files.
    for word, number in (("sept", 9), ("маи", 5), ("мая", 5), ("июни", 6), ("июли", 7), ("августи", 8), ("марти", 3)):
        names.setdefault(word, number)
    return names


# -- numbers -----------------------------------------------------------------------------------


def read_count(value: Value) -> int:
    """A number of people. Blanks and commas between groups of three are no part of it. Raises Unread."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal | str):
        raise Unread("4w.bad-count")
    number = Decimal(value) if not isinstance(value, str) else _count_in(value)
    if number < 0:
        raise Unread("4w.negative")
    if number != number.to_integral_value():
        raise Unread("4w.not-whole")
    if number > MOST_PEOPLE:
        raise Unread("4w.too-large")
    return int(number)


def _count_in(text: str) -> Decimal:
    plain = text.replace("\u2212", "-").strip()
    # People are whole: "1,234" cannot be one and a bit, as money could.
    if _GROUPS.fullmatch(plain):
        plain = re.sub(r"[.,\s\u00a0\u202f'’]", "", plain)
    found, fault = convert(plain, _AMOUNT)
    if fault is not None or not isinstance(found, Decimal):
        raise Unread("4w.bad-count")
    return found


def read_amount(value: Value, rule: LocaleRule) -> tuple[Decimal, str]:
    """An amount of money with two decimals and the currency written beside it ("" when none is).

    Raises Unread; "1,234" can be two numbers and is refused with `ambiguous-number`.
    """
    currency = ""
    if isinstance(value, str):
        parts = _TEXT_BESIDE_NUMBER.match(value)
        if parts is None:
            raise Unread("4w.bad-amount")
        beside = f"{parts['before']} {parts['after']}".strip()
        if beside:
            currency = read_currency(beside) or ""
            if not currency:
                raise Unread("4w.bad-amount")
        value = parts["number"].strip()
    found, fault = convert(value, _AMOUNT, rule=rule)
    if fault is not None and fault.code == "ambiguous-number":
        raise Unread("ambiguous-number")
    if not isinstance(found, Decimal):
        raise Unread("4w.bad-amount")
    if found < 0:
        raise Unread("4w.negative")
    if found >= MOST_MONEY:
        raise Unread("4w.too-large")
    return found.quantize(Decimal("0.01")), currency


def read_currency(text: str) -> str | None:
    """The ISO 4217 code that a word or sign means."""
    code = text.strip(" .()").upper()
    if len(code) == 3 and code in _currencies():
        return code
    return _CURRENCY_WORDS.get(text.strip(" .()").casefold()) or _CURRENCY_WORDS.get(fold_name(text))


@cache
def _currencies() -> frozenset[str]:
    return frozenset(Locale("en").currencies)


def read_degree(value: Value, most: float) -> float | None:
    """Degrees of latitude (`most` 90) or longitude (180); None for what is none. Zero is nowhere on land of ours."""
    text = str(value).strip().replace(",", ".").rstrip("°")
    try:
        degrees = float(text)
    except ValueError:
        return None
    return degrees if -most <= degrees <= most and degrees != 0 else None
