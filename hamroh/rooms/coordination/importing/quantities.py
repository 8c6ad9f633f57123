"""The days, people and money of a row, and what all its readings share: its cells, its faults, its words."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from hamroh.formats.spreadsheet import LocaleRule
from hamroh.formats.spreadsheet.problems import problem
from hamroh.formats.spreadsheet.values import DAY_FIRST
from hamroh.kernel.intake.protocol import IncomingFault, fault_from

from ..codes.entries import CodeList
from ..codes.lists import AGES, MEASURES, SEXES
from ..values import Count
from . import words
from .columns import meaning_from
from .faults import own_fault
from .rows import Raw


@dataclass(frozen=True)
class Setting:
    """What a file is read against."""

    country: str
    scheme: str
    first: dt.date  # of the round's period
    rule: LocaleRule = DAY_FIRST
    default_programming: int | None = None


def text_in(raw: Raw, key: str) -> str:
    """What a cell says, "" for an empty one and for words such as "n/a"."""
    value = raw.values.get(key)
    if value is None:
        return ""
    text = words.text_of(value)
    return "" if words.is_nothing(text) else text


class Quantities:
    """Reads what is counted in one row."""

    def __init__(self, row: Raw, setting: Setting) -> None:
        self.row = row
        self.setting = setting
        self.faults: list[IncomingFault] = []
        self.raw: dict[str, str] = {}

    def text(self, key: str) -> str:
        """What the cell of a field says, "" for nothing."""
        return text_in(self.row, key)

    def say(self, key: str, code: str, **parameters: object) -> None:
        """Tell a fault at the cell of a field."""
        self.faults.append(own_fault(code, self.row.at(key), **parameters))

    def keep(self, key: str, text: str) -> None:
        """What the file says, beside the value."""
        if text:
            self.raw[key] = text[:1000]

    # When

    def days(self) -> dict[str, dt.date | None]:
        """First and last day; a month stands for both."""
        month = self._span("month", "4w.bad-month")
        start, end = self._span("start"), self._span("end")
        if month is not None:
            self.keep("month", self.text("month"))
            if month.first == month.last:  # the day of the report: what it tells of is its month
                month = words.read_span(f"{month.first:%Y-%m}", year=month.first.year)
        first = start.first if start else month.first if month and end is None else None
        last = end.last if end else month.last if month and start is None else None
        if first is not None and last is not None and last < first:
            self.say("end" if end else "start", "4w.end-before-start", start=first.isoformat(), end=last.isoformat())
        return {"start": first, "end": last}

    def _span(self, key: str, fault: str = "") -> words.Span | None:
        value = self.row.values.get(key)
        if value is None or (isinstance(value, str) and words.is_nothing(value.strip())):
            return None
        try:
            span = words.read_span(value, year=self.setting.first.year)
        except words.Unread as unread:
            self.say(key, fault or unread.code, value=words.text_of(value))
            return None
        if span.counted:
            self.say(key, "4w.number-as-date", value=words.text_of(value), day=span.first.isoformat())
        if span.first != span.last and key != "month":
            self.keep(key, words.text_of(value))
        return span

    # For whom

    def people(self) -> dict[str, Any]:
        """The numbers of people, by whom, and their totals."""
        sex = self._of_people("sex", SEXES, "4w.unknown-sex")
        age = self._of_people("age", AGES, "4w.unknown-age")
        counts: list[Count] = []
        totals: dict[str, int | None] = {}
        for measure in MEASURES:
            parts, total = self._counts(measure)
            if (sex or age) and total is not None and not parts:
                parts = [(measure, sex, age, total)]
            counts += parts
            totals[measure] = self._total(measure, parts, total)
        return {"people": tuple(sorted(counts)), **totals}

    def _of_people(self, key: str, codes: CodeList, fault: str) -> str:
        text = self.text(key)
        if not text:
            return ""
        self.keep(key, text)
        found = codes.find(text)
        if found is None:
            self.say(key, fault, value=text)
        return found or ""

    def _counts(self, measure: str) -> tuple[list[Count], int | None]:
        parts: list[Count] = []
        total = None
        for key in self.row.layout.letters:
            meaning = meaning_from(key)
            if meaning is None or meaning.field != measure or key not in self.row.values:
                continue
            number = self._number(key)
            if number is None:
                continue
            if meaning.sex or meaning.age:
                parts.append((measure, meaning.sex, meaning.age, number))
            else:
                total = number
        return parts, total

    def _number(self, key: str) -> int | None:
        value = self.row.values[key]
        if isinstance(value, str) and words.is_nothing(value.strip()):
            return None
        try:
            return words.read_count(value)
        except words.Unread as unread:
            self.say(key, unread.code, value=words.text_of(value))
            return None

    def _total(self, measure: str, parts: list[Count], total: int | None) -> int | None:
        """The total that is given; else the parts of the coarsest kind together, which do not overlap."""
        by_sex = [number for _measure, sex, age, number in parts if sex and not age]
        by_age = [number for _measure, sex, age, number in parts if age and not sex]
        by_both = [number for _measure, sex, age, number in parts if sex and age]
        summed = sum(by_sex or by_both or by_age) if parts else None
        if total is None or summed is None:
            return total if total is not None else summed
        whole = {sex for _measure, sex, age, _number in parts if sex and not age} >= {"f", "m"}
        if summed > total or (whole and summed != total):
            self.say(measure, "4w.total-differs", total=total, parts=summed)
        return total

    # With what money

    def money(self) -> dict[str, Any]:
        """Amount and currency."""
        value = self.row.values.get("amount")
        currency = self._currency()
        if value is None or (isinstance(value, str) and words.is_nothing(value.strip())):
            return {"currency": currency}
        try:
            amount, beside = words.read_amount(value, self.setting.rule)
        except words.Unread as unread:
            at = self.row.at("amount")
            if unread.code == "ambiguous-number":
                self.faults.append(fault_from(problem(unread.code, locator=at, value=value)))
            else:
                self.say("amount", unread.code, value=words.text_of(value))
            return {"currency": currency}
        named = self.row.layout.columns[self.row.layout.letters["amount"]].currency
        currency = currency or beside or named
        if not currency:
            self.say("amount", "4w.no-currency", value=words.text_of(value))
        return {"amount": amount, "currency": currency}

    def _currency(self) -> str:
        text = self.text("currency")
        if not text:
            return ""
        found = words.read_currency(text)
        if found is None:
            self.say("currency", "4w.unknown-currency", value=text)
        return found or ""
