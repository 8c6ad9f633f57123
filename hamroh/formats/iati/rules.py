"""The rules themselves: each takes a case at a place and says passed, failed, or does not apply.

After the standard's ruleset specification. Rules marked "validator" are those the standard's validator added
(``no_spaces``, ``range``, ``if_then``, ``one_or_all``, ``time_limit``, ``between_dates``, ``date_now``). Dates that
cannot be read make a date rule inapplicable: the reader reports them, and one fault should not be told twice.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from lxml import etree

from hamroh.formats.iati.layout import XML_LANG
from hamroh.formats.iati.values import NotParsed, to_date, to_datetime, to_decimal


class UnknownRule(ValueError):
    """A ruleset uses a rule that this engine does not have."""


@dataclass(frozen=True)
class Facts:
    """What rules need to know beyond the record: the moment, and the known prefixes and identifiers of organisations.

    Without prefixes, rules about approved agency codes do not apply."""

    now: datetime
    agency_prefixes: frozenset[str] = frozenset()
    organisation_identifiers: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Outcome:
    passed: bool | None
    values: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()


NOT_APPLICABLE = Outcome(None)


@dataclass(frozen=True)
class Case:
    """One case at one place."""

    data: Mapping[str, Any]
    place: etree._Element
    compile: Callable[[str], etree.XPath]
    facts: Facts

    def nodes(self, path: str) -> list[Any]:
        found = self.compile(path)(self.place)
        return found if isinstance(found, list) else [found]

    def all_nodes(self) -> list[Any]:
        return [node for path in self.data["paths"] for node in self.nodes(path)]

    def texts(self, path: str) -> list[str]:
        return [text_of(node) for node in self.nodes(path)]

    def all_texts(self) -> list[str]:
        return [text_of(node) for node in self.all_nodes()]

    def holds(self, path: str) -> bool:
        return bool(self.compile(path)(self.place))

    def day(self, key: str) -> list[date]:
        """The dates a key points to; ``NOW`` is the moment of the check."""
        path = self.data[key]
        if path == "NOW":
            return [self.facts.now.date()]
        return [day for day in map(day_of, self.texts(path)) if day is not None]

    def skipped_by_identifier(self, text: str) -> bool:
        """``idCondition``: the rule concerns only identifiers that are not known already."""
        condition = self.data.get("idCondition")
        known = self.facts.organisation_identifiers
        if condition == "NOT_EXISTING_ORG_ID":
            return text in known
        if condition == "NOT_EXISTING_ORG_ID_PREFIX":
            return any(text.startswith(one) for one in known)
        return False


def text_of(node: Any) -> str:
    return "".join(node.itertext()) if isinstance(node, etree._Element) else str(node)


def day_of(text: str) -> date | None:
    try:
        return to_date(text.strip())
    except NotParsed as failure:
        if isinstance(failure.value, date):
            return failure.value
    try:
        return to_datetime(text.strip()).date()
    except NotParsed:
        return None


def number_of(text: str) -> Decimal | None:
    try:
        return to_decimal(text.strip())
    except NotParsed:
        return None


def _said(passed: bool, values: Iterable[object] = (), paths: Iterable[str] = ()) -> Outcome:
    return Outcome(passed, () if passed else tuple(str(value) for value in values), tuple(paths))


def no_more_than_one(case: Case) -> Outcome:
    found = case.all_nodes()
    return _said(len(found) <= 1, map(text_of, found))


def atleast_one(case: Case) -> Outcome:
    return _said(bool(case.all_nodes()))


def only_one_of(case: Case) -> Outcome:
    """Exactly one element of ``paths``; none at all when there is one of ``excluded``."""
    found = [text_of(node) for node in case.all_nodes()]
    if any(case.nodes(path) for path in case.data.get("excluded", ())):
        return _said(not found, found)
    return _said(len(found) == 1, found)


def dependent(case: Case) -> Outcome:
    """Either all of the paths exist or none."""
    present = [path for path in case.data["paths"] if case.nodes(path)]
    missing = [path for path in case.data["paths"] if path not in present]
    return _said(not present or not missing, missing)


def total(case: Case) -> Outcome:
    """``sum``: the numbers add up, where there are any."""
    found = case.all_texts()
    return _sums(case, found) if found else NOT_APPLICABLE


def strict_sum(case: Case) -> Outcome:
    """Validator: as ``sum``, but to the exact decimal."""
    return total(case)


def _sums(case: Case, found: list[str]) -> Outcome:
    numbers = [number_of(text) for text in found]
    wanted = Decimal(str(case.data["sum"]))
    known = [number for number in numbers if number is not None]
    return _said(len(known) == len(numbers) and sum(known, Decimal()) == wanted, found)


def date_order(case: Case) -> Outcome:
    """No date of ``less`` comes after one of ``more``; equal days are in order."""
    earlier, later = case.day("less"), case.day("more")
    if not earlier or not later:
        return NOT_APPLICABLE
    first = min(later)
    return _said(max(earlier) <= first, [*(day for day in earlier if day > first), first])


def date_now(case: Case) -> Outcome:
    """Validator: the moment does not lie in the future."""
    days = case.day("date")
    if not days:
        return NOT_APPLICABLE
    today = case.facts.now.date()
    return _said(max(days) <= today, [day for day in days if day > today])


def time_limit(case: Case) -> Outcome:
    """Validator: a period is no longer than one year; 1 January to 31 December, or to 1 January, is one year."""
    start, end = case.day("start"), case.day("end")
    if not start or not end:
        return NOT_APPLICABLE
    return _said(end[0] <= a_year_after(start[0]), [start[0], end[0]])


def a_year_after(day: date) -> date:
    """The same day of the next year; 29 February gives 1 March."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return date(day.year + 1, 3, 1)


def between_dates(case: Case) -> Outcome:
    start, end, days = case.day("start"), case.day("end"), case.day("date")
    if not start or not end or not days:
        return NOT_APPLICABLE
    outside = [day for day in days if not start[0] <= day <= end[0]]
    return _said(not outside, outside)


def regex_matches(case: Case) -> Outcome:
    """Every text matches as a whole."""
    texts = [text for text in case.all_texts() if not case.skipped_by_identifier(text)]
    pattern = re.compile(case.data["regex"])
    wrong = [text for text in texts if not pattern.fullmatch(text)]
    return _said(not wrong, wrong) if texts else NOT_APPLICABLE


def regex_no_matches(case: Case) -> Outcome:
    texts = case.all_texts()
    pattern = re.compile(case.data["regex"])
    wrong = [text for text in texts if pattern.fullmatch(text)]
    return _said(not wrong, wrong) if texts else NOT_APPLICABLE


def startswith(case: Case) -> Outcome:
    """Every text begins with one of the prefixes (texts at ``prefix``, or the approved agency codes)."""
    texts = [text for text in case.all_texts() if not case.skipped_by_identifier(text)]
    given = case.data.get("prefix", case.data.get("start"))
    paths = given if isinstance(given, list) else [given]
    prefixes = set(case.facts.agency_prefixes) if "ORG-ID-PREFIX" in paths else set()
    for path in paths:
        if path != "ORG-ID-PREFIX":
            prefixes.update(one for one in case.texts(path) if one)
    if not texts or not prefixes:
        return NOT_APPLICABLE
    separator = case.data.get("separator", "")
    wrong = [text for text in texts if not any(text.startswith(one + separator) for one in prefixes)]
    return _said(not wrong, wrong)


def unique(case: Case) -> Outcome:
    counted = Counter(case.all_texts())
    twice = [text for text, times in counted.items() if times > 1]
    return _said(not twice, twice)


def evaluates_to_true(case: Case) -> Outcome:
    return _said(case.holds(case.data["eval"]))


def if_then(case: Case) -> Outcome:
    """Validator: where ``if`` holds, ``then`` must."""
    if not case.holds(case.data["if"]):
        return NOT_APPLICABLE
    return _said(case.holds(case.data["then"]), _values(case))


def _values(case: Case) -> list[str]:
    return [text.strip() for path in case.data.get("paths", ()) for text in case.texts(path)][:20]


def number_range(case: Case) -> Outcome:
    """Validator: ``range``: numbers between ``min`` and ``max``, inclusive."""
    texts = case.all_texts()
    low, high = (Decimal(str(case.data[key])) if key in case.data else None for key in ("min", "max"))

    def fits(text: str) -> bool:
        number = number_of(text)
        return number is not None and (low is None or number >= low) and (high is None or number <= high)

    wrong = [text for text in texts if not fits(text)]
    return _said(not wrong, wrong) if texts else NOT_APPLICABLE


def no_spaces(case: Case) -> Outcome:
    """Validator: no space or newline at either end."""
    texts = case.all_texts()
    wrong = [text for text in texts if text != text.strip()]
    return _said(not wrong, wrong) if texts else NOT_APPLICABLE


def no_percent(case: Case) -> Outcome:
    texts = case.all_texts()
    wrong = [text for text in texts if "%" in text]
    return _said(not wrong, wrong) if texts else NOT_APPLICABLE


def one_or_all(case: Case) -> Outcome:
    """Validator: ``one`` is said once for the record, or ``all`` at each place that needs it.

    ``all`` is ``lang`` (every narrative), ``currency`` (every amount) or ``sector`` (every transaction).
    For sectors the order is the other way: only when a transaction has one, all must.
    """
    every = case.data["all"]
    if every == "sector":
        return _sector_for_all(case)
    if case.nodes(case.data["one"]):
        return Outcome(True)
    lacking = [node for node in case.nodes(_ALL[every][0]) if not node.get(_ALL[every][1])]
    return _said(not lacking, (text_of(node).strip() for node in lacking[:20]))


_ALL: Mapping[str, tuple[str, str]] = {
    "lang": ("descendant::narrative", XML_LANG),
    "currency": ("descendant::value | descendant::loan-status | descendant::forecast", "currency"),
}


def _sector_for_all(case: Case) -> Outcome:
    transactions = case.nodes("transaction")
    lacking = [one for one in transactions if one.find("sector") is None]
    if not transactions or len(lacking) == len(transactions):
        return NOT_APPLICABLE
    if case.nodes(case.data["one"]):
        return Outcome(True)
    return _said(not lacking, (f"transaction[{transactions.index(one) + 1}]" for one in lacking[:20]))


RULES: Mapping[str, Callable[[Case], Outcome]] = {
    "no_more_than_one": no_more_than_one,
    "atleast_one": atleast_one,
    "only_one": only_one_of,
    "only_one_of": only_one_of,
    "one_or_all": one_or_all,
    "dependent": dependent,
    "sum": total,
    "strict_sum": strict_sum,
    "date_order": date_order,
    "date_now": date_now,
    "time_limit": time_limit,
    "between_dates": between_dates,
    "regex_matches": regex_matches,
    "regex_no_matches": regex_no_matches,
    "startswith": startswith,
    "unique": unique,
    "evaluates_to_true": evaluates_to_true,
    "if_then": if_then,
    "range": number_range,
    "no_spaces": no_spaces,
    "no_percent": no_percent,
}
