"""Checks of one record, fast enough for every import: codes, percentages, dates, identifiers, what is missing.

They look at the whole record and report everything; a problem here does not forbid keeping the record, it is told to
people. The standard's own ruleset (``ruleset``) and schema (``schema``) are stricter and slower.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from hamroh.formats.iati import records as r
from hamroh.formats.iati.check_tables import (
    BUDGETS,
    FORBIDDEN_IN_IDENTIFIER,
    HUNDRED,
    MANDATORY,
    MANDATORY_IN_ACTIVITY,
    PERIODS,
    SHARED,
    TOLERANCE,
    WEB_ADDRESS,
)
from hamroh.formats.iati.code_plan import Node, plan
from hamroh.formats.iati.codelists import codelist
from hamroh.formats.iati.layout import Kind, Part
from hamroh.formats.iati.problems import Problem, problem
from hamroh.formats.iati.rules import a_year_after


def check(record: r.Activity | r.Organisation, *, today: date, codes: bool = True) -> tuple[Problem, ...]:
    """All problems of a record. ``today`` decides what lies in the future. ``codes`` needs the standard's code lists
    (StandardMissing otherwise); false leaves the checks of codes out."""
    checker = _Checker(record, today, codes)
    checker.walk(record, plan(type(record), codes), "")
    if isinstance(record, r.Activity):
        checker.problems.extend(_activity(record, today))
    else:
        checker.problems.extend(_identifier(record.organisation_identifier, "organisation-identifier"))
    return tuple(checker.problems)


class _Checker:
    """Walks a record beside its plan. Paths are built only for children that repeat or are nested."""

    def __init__(self, root: r.Activity | r.Organisation, today: date, codes: bool) -> None:
        self.root = root
        self.today = today
        self.codes = codes
        self.problems: list[Problem] = []
        self._language_told = False
        self._in_activity = isinstance(root, r.Activity)

    def walk(self, record: Any, node: Node, path: str) -> None:
        kind = type(record)
        for name in MANDATORY.get(kind, ()):
            self._demand(record, node, name, path)
        if self._in_activity:
            for name in MANDATORY_IN_ACTIVITY.get(kind, ()):
                self._demand(record, node, name, path)
        if self.codes:
            self._codes(record, node, path)
        self._values(record, kind, path)
        if self.root.lang is None and not self._language_told:
            self._language(record, node, path)
        for part, child in node.nested:
            value = getattr(record, part.field)
            if not value:
                continue
            if not part.many:
                self.walk(value, child, _below(path, part.tag))
                continue
            for index, one in enumerate(value, 1):
                self.walk(one, child, _below(path, f"{part.tag}[{index}]" if len(value) > 1 else part.tag))

    def _demand(self, record: Any, node: Node, name: str, path: str) -> None:
        value = getattr(record, name)
        if value is None or value == () or value == "":
            part = next(one for one in node.layout.parts if one.field == name)
            self.problems.append(problem("missing", path=_below(path, _place(part)) or path))

    def _codes(self, record: Any, node: Node, path: str) -> None:
        for coded in node.coded:
            value = getattr(record, coded.part.field)
            if not value or not coded.concerns(record):
                continue
            known = codelist(coded.codelist)
            for one in value if coded.part.many else (value,):
                found = known.codes.get(one)
                where = _below(path, _place(coded.part))
                if found is None:
                    self.problems.append(
                        problem("code_unknown", path=where, value=one, severity=known.severity, codelist=known.name)
                    )
                elif not found.active:
                    self.problems.append(problem("code_withdrawn", path=where, value=one, codelist=known.name))

    def _language(self, record: Any, node: Node, path: str) -> None:
        """Told once per record: one missing default language would otherwise be told for every text."""
        for part in node.layout.parts:
            if part.kind is Kind.NARRATIVES or (part.kind is Kind.TEXTS and not part.many):
                for narrative in getattr(record, part.field):
                    if narrative.lang is None and narrative.text:
                        where = path if part.kind is Kind.NARRATIVES else _below(path, part.tag)
                        self.problems.append(problem("language_missing", path=where, value=narrative.text))
                        self._language_told = True
                        return

    def _values(self, record: Any, kind: type, path: str) -> None:
        if kind is r.Value or kind is r.Forecast:
            if record.currency is None and self.root.default_currency is None and record.amount is not None:
                self.problems.append(problem("currency_missing", path=path, value=str(record.amount)))
        elif kind in PERIODS:
            self.problems.extend(_period(record, kind, path))
        elif kind in SHARED and record.percentage is not None:
            if not 0 <= record.percentage <= HUNDRED:
                where = _below(path, "@percentage")
                self.problems.append(problem("percentage_out_of_range", path=where, value=str(record.percentage)))
        elif kind is r.Transaction and record.transaction_date and record.transaction_date > self.today:
            where = _below(path, "transaction-date")
            self.problems.append(problem("date_in_future", path=where, value=str(record.transaction_date)))
        elif kind is r.DocumentLink and record.url and not WEB_ADDRESS.fullmatch(record.url):
            self.problems.append(problem("url_malformed", path=_below(path, "@url"), value=record.url))
        elif kind is r.Point and record.pos and record.coordinates is None:
            self.problems.append(problem("coordinates_malformed", path=_below(path, "pos"), value=record.pos))


def _period(record: Any, kind: type, path: str) -> Iterator[Problem]:
    start, end = record.period_start, record.period_end
    if start is not None and end is not None:
        if start > end:
            yield problem("dates_in_wrong_order", path=path, start=start, end=end)
        elif kind in BUDGETS and end > a_year_after(start):
            yield problem("budget_period_long", path=path, start=start, end=end)
    if kind in BUDGETS and record.value is not None and (record.value.amount or 0) < 0:
        yield problem("budget_negative", path=_below(path, "value"), value=str(record.value.amount))


def _activity(activity: r.Activity, today: date) -> Iterator[Problem]:
    yield from _identifiers(activity)
    yield from _dates(activity, today)
    sectors: dict[str, list[tuple[str, Decimal | None]]] = {}
    for index, sector in enumerate(activity.sectors, 1):
        sectors.setdefault(sector.vocabulary or "1", []).append((f"sector[{index}]", sector.percentage))
    for vocabulary, shares in sectors.items():
        yield from _shares(shares, f"sectors of vocabulary {vocabulary}", "sector")
    yield from _geography(activity)
    if activity.country_budget_items is not None:
        items = activity.country_budget_items.budget_items
        shares = [(f"country-budget-items/budget-item[{i}]", one.percentage) for i, one in enumerate(items, 1)]
        yield from _shares(shares, "budget items", "country-budget-items")
    if activity.capital_spend is not None and not 0 <= activity.capital_spend <= HUNDRED:
        yield problem("percentage_out_of_range", path="capital-spend", value=str(activity.capital_spend))


def _geography(activity: r.Activity) -> Iterator[Problem]:
    """Countries and the regions of one vocabulary share the same 100; other vocabularies repeat it in other terms."""
    countries: list[tuple[str, Decimal | None]] = [
        (f"recipient-country[{i}]", one.percentage) for i, one in enumerate(activity.recipient_countries, 1)
    ]
    regions: dict[str, list[tuple[str, Decimal | None]]] = {}
    for index, region in enumerate(activity.recipient_regions, 1):
        shares = regions.setdefault(region.vocabulary or "1", [])
        shares.append((f"recipient-region[{index}]", region.percentage))
    if not regions:
        yield from _shares(countries, "recipient countries", "recipient-country")
    for vocabulary, shares in regions.items():
        what = f"recipient countries and regions of vocabulary {vocabulary}"
        yield from _shares([*countries, *shares], what, "recipient-region")


def _shares(shares: list[tuple[str, Decimal | None]], what: str, path: str) -> Iterator[Problem]:
    given = [share for _, share in shares if share is not None]
    if not given and len(shares) <= 1:
        return
    missing = [where for where, share in shares if share is None]
    for where in missing:
        yield problem("percentage_missing", path=where, what=what)
    total = sum(given, Decimal())
    if given and not missing and abs(total - HUNDRED) > TOLERANCE:
        yield problem("percentages_not_100", path=path, value=format(total, "f"), what=what, sum=format(total, "f"))


def _dates(activity: r.Activity, today: date) -> Iterator[Problem]:
    days = {one.type: one.iso_date for one in activity.activity_dates if one.iso_date is not None}
    for first, last in (("1", "3"), ("2", "4")):
        start, end = days.get(first), days.get(last)
        if start is not None and end is not None and start > end:
            yield problem("dates_in_wrong_order", path="activity-date", start=start, end=end)
    for actual in ("2", "4"):
        day = days.get(actual)
        if day is not None and day > today:
            yield problem("date_in_future", path=f"activity-date[@type={actual}]", value=str(day))
    if "1" not in days and "2" not in days:
        yield problem("missing", path="activity-date[@type=1 or @type=2]")


def _identifiers(activity: r.Activity) -> Iterator[Problem]:
    yield from _identifier(activity.iati_identifier, "iati-identifier")
    publisher = activity.reporting_org.ref if activity.reporting_org else None
    if publisher:
        yield from _identifier(publisher, "reporting-org/@ref")
        former = [one.ref for one in activity.other_identifiers if one.type == "B1" and one.ref]
        if activity.iati_identifier == publisher:
            yield problem("identifier_is_publisher", path="iati-identifier", value=publisher)
        elif not activity.iati_identifier.startswith(tuple(f"{one}-" for one in (publisher, *former))):
            yield problem("identifier_prefix", path="iati-identifier", value=activity.iati_identifier, prefix=publisher)
    for index, one in enumerate(activity.participating_orgs, 1):
        if one.ref:
            yield from _identifier(one.ref, f"participating-org[{index}]/@ref")


def _identifier(text: str, path: str) -> Iterable[Problem]:
    if FORBIDDEN_IN_IDENTIFIER.search(text):
        yield problem("identifier_malformed", path=path, value=text)


def _below(path: str, step: str) -> str:
    return f"{path}/{step}" if path and step else path or step


def _place(part: Part) -> str:
    if part.kind is Kind.ATTRIBUTE:
        return "@" + part.attribute
    if part.kind is Kind.LEAF:
        return f"{part.tag}/@{part.attribute}"
    return part.tag
