"""Money beside people: what is budgeted, by currency, and whom it is meant for and has reached.

Amounts of different currencies are never converted and never added. Budgets of lines and of activities stand apart;
an activity that was joined to a line is left out, since the line's budget is a part of its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from hamroh.commons.activities.selectors.totals import Total, totals

from ..models import Line
from .cube import People, bodies_of
from .drill import Behind
from .reach import Interval, in_all
from .scope import NATIONAL, Position, kept

Group = tuple[str, str, str]  # measure, sex, age; see models.Line.people
_LINE = ("donor_id", "region_id", "district_id", "activity_id", "targeted", "reached", "amount", "currency")


@dataclass(frozen=True)
class Given:
    """What one donor (None: lines that name none) gives, and for whom."""

    donor: int | None
    money: dict[str, Decimal]
    undertakings: int
    targeted: Interval | None
    reached: Interval | None


@dataclass(frozen=True)
class Funding:
    """`donors` those of most undertakings first; `money` of distinct lines; `without_amount` of these say none.

    `activities` is the money of activities that no line was joined to; `groups` are people by sex and age.
    """

    donors: tuple[Given, ...]
    money: dict[str, Decimal]
    distinct: int
    without_amount: int
    activities: Total
    targeted: Interval | None
    reached: Interval | None
    groups: dict[Group, Interval]


def funding_of(rows: Behind) -> Funding:
    """Money and people of the rows behind a question."""
    return kept("funding", [], {"lines": rows.lines, "activities": rows.activities}, lambda: _reckon(rows))


class _Sum:
    """Of the lines taken so far."""

    def __init__(self) -> None:
        self.money: dict[str, Decimal] = defaultdict(Decimal)
        self.activities: set[int] = set()
        self.loose = 0
        self.people: dict[str, dict[Position, People]] = {
            "targeted": defaultdict(People), "reached": defaultdict(People),
        }  # fmt: skip

    def bounds(self, measure: str) -> Interval | None:
        return _bounds(self.people[measure])


def _bounds(people: dict[Position, People]) -> Interval | None:
    return in_all({at: one.interval for at, one in people.items() if one.interval})


def _reckon(rows: Behind) -> Funding:
    donors: dict[int | None, _Sum] = defaultdict(_Sum)
    everything = _Sum()
    distinct = without = 0
    told = rows.lines.filter(counted=True)
    for donor, region, district, activity, targeted, reached, amount, currency in told.values_list(*_LINE).iterator(
        chunk_size=5_000
    ):
        distinct += 1
        without += amount is None
        # Where a place was not recognised it may be any: it counts as the whole country does.
        at = Position(region or NATIONAL, district or 0)
        for one in (donors[donor], everything):
            one.people["targeted"][at].take(targeted)
            one.people["reached"][at].take(reached)
            one.loose += activity is None
            if activity is not None:
                one.activities.add(activity)
            if amount is not None:
                one.money[currency] += amount
    reporters = dict(rows.activities.values_list("pk", "reporting_organisation_id"))
    for activity, bodies in bodies_of(rows.activities, reporters).items():
        for role, body in bodies:
            if role == "donor":
                donors[body].activities.add(activity)
    joined = everything.activities
    alone = rows.activities.exclude(pk__in=rows.lines.exclude(activity=None).values("activity")) if joined else (
        rows.activities
    )  # fmt: skip
    return Funding(
        tuple(_ranked(donors)), dict(everything.money), distinct, without, totals(alone),
        everything.bounds("targeted"), everything.bounds("reached"), _groups(told),
    )  # fmt: skip


def _ranked(donors: dict[int | None, _Sum]) -> Iterable[Given]:
    given = [
        Given(donor, dict(one.money), len(one.activities) + one.loose, one.bounds("targeted"), one.bounds("reached"))
        for donor, one in donors.items()
    ]
    return sorted(given, key=lambda one: (one.donor is None, -one.undertakings, one.donor or 0))


def _groups(lines: QuerySet[Line]) -> dict[Group, Interval]:
    """People by measure, sex and age: the one thing that only the list in the line tells."""
    people: dict[Group, dict[Position, People]] = defaultdict(lambda: defaultdict(People))
    told: QuerySet[Any, Any] = lines.exclude(people=[]).values_list("region_id", "district_id", "people")
    for region, district, counts in told.iterator(chunk_size=5_000):
        at = Position(region or NATIONAL, district or 0)
        for measure, sex, age, number in counts:
            people[(measure, sex, age)][at].take(number)
    found = {group: _bounds(by_place) for group, by_place in people.items()}
    return {group: one for group, one in found.items() if one is not None}
