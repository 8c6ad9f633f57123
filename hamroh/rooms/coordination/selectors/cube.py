"""The picture in one piece: lines and activities counted by theme and place, so that a page only adds up.

Nothing of a single line is kept. A line that was joined to an activity stands under the activity, which counts once
however many lines and places it has; other lines count by themselves.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import QuerySet

from hamroh.commons.activities.models import Activity, ActivityPlace, Participation
from hamroh.kernel.ledger.actors import Actor

from ..models import Line, Round
from . import reach
from .scope import (
    AT_WORK,
    NATIONAL,
    NO_THEME,
    ROLE_OF_IATI,
    ROLES,
    UNRESOLVED,
    Answer,
    Position,
    Scope,
    Spot,
    activities_in,
    activities_with,
    kept,
    lines_in,
    lines_with,
    positions,
    round_of,
    scheme_in,
    unresolved,
)

_LINE = (
    "pk", "theme", "region_id", "district_id", "place_id", "counted", "activity_id",
    "donor_id", "programming_id", "implementing_id", "targeted", "reached", "amount", "currency",
)  # fmt: skip
_STEP = 5_000
MEASURES = ("targeted", "reached")


class Key(NamedTuple):
    """What a cell is about."""

    theme: str
    region: int
    district: int

    @property
    def at(self) -> Position:
        """Its place."""
        return Position(self.region, self.district)


@dataclass(slots=True)
class People:
    """Numbers of the distinct lines of one cell: the largest and the sum; None while no line says one."""

    largest: int | None = None
    sum: int = 0

    def take(self, number: int | None) -> None:
        """Another line."""
        if number is not None:
            self.largest = number if self.largest is None else max(self.largest, number)
            self.sum += number

    def join(self, other: People) -> None:
        """Another cell of the same place."""
        if other.largest is not None:
            self.largest = other.largest if self.largest is None else max(self.largest, other.largest)
            self.sum += other.sum

    @property
    def interval(self) -> reach.Interval | None:
        """As bounds."""
        return None if self.largest is None else reach.Interval(self.largest, self.sum)


@dataclass(slots=True)
class Cell:
    """Organisations by role, activities (ids), `loose` distinct lines of no activity, lines with and without
    repetitions, people, and budgets of lines by currency."""

    organisations: dict[str, set[int]] = field(default_factory=lambda: {role: set() for role in ROLES})
    activities: set[int] = field(default_factory=set)
    loose: int = 0
    lines: int = 0
    distinct: int = 0
    targeted: People = field(default_factory=People)
    reached: People = field(default_factory=People)
    money: dict[str, Decimal] = field(default_factory=dict)


@dataclass(frozen=True)
class Summed:
    """Several cells together: numbers alone. `organisations` by role, "" for those at work; an undertaking counts once,
    people are intervals."""

    organisations: dict[str, int]
    undertakings: int
    activities: int
    lines: int
    distinct: int
    targeted: reach.Interval | None
    reached: reach.Interval | None
    money: dict[str, Decimal]


class Gathered:
    """Several cells together, still with who and which, so that it can be gathered further."""

    def __init__(self, parts: Iterable[tuple[Key, Cell]] = (), *, of: Iterable[Gathered] = ()) -> None:
        cells, others = list(parts), list(of)
        whole: list[Any] = [*(cell for _key, cell in cells), *others]
        self.organisations: dict[str, set[int]] = {
            role: set[int]().union(*(one.organisations[role] for one in whole)) for role in ROLES
        }
        self.activities: set[int] = set[int]().union(*(one.activities for one in whole))
        self.loose: int = sum(one.loose for one in whole)
        self.lines: int = sum(one.lines for one in whole)
        self.distinct: int = sum(one.distinct for one in whole)
        self.money: dict[str, Decimal] = defaultdict(Decimal)
        self.people: dict[str, dict[Position, People]] = {measure: defaultdict(People) for measure in MEASURES}
        for one in whole:
            for currency, amount in one.money.items():
                self.money[currency] += amount
        for key, cell in cells:
            self.people["targeted"][key.at].join(cell.targeted)
            self.people["reached"][key.at].join(cell.reached)
        for other in others:
            for measure in MEASURES:
                for at, people in other.people[measure].items():
                    self.people[measure][at].join(people)

    @property
    def summed(self) -> Summed:
        """The numbers."""
        bodies = {role: len(found) for role, found in self.organisations.items()}
        at_work = set[int]().union(*(self.organisations[role] for role in AT_WORK))
        return Summed(
            {"": len(at_work), **bodies}, len(self.activities) + self.loose, len(self.activities), self.lines,
            self.distinct, self._bounds("targeted"), self._bounds("reached"), dict(self.money),
        )  # fmt: skip

    def _bounds(self, measure: str) -> reach.Interval | None:
        return reach.in_all({at: one.interval for at, one in self.people[measure].items() if one.interval})


@dataclass(frozen=True)
class Cube:
    """All cells of a scope."""

    cells: dict[Key, Cell]

    def chosen(self, *, theme: str = "", spot: Spot | None = None) -> list[tuple[Key, Cell]]:
        """The cells of a theme (NO_THEME: of none) and a place."""
        wanted = "" if theme == NO_THEME else theme
        return [
            (key, cell)
            for key, cell in self.cells.items()
            if (not theme or key.theme == wanted) and (spot is None or spot.holds(key.at))
        ]


@dataclass(frozen=True)
class Picture:
    """The lines and activities of a scope as a viewer may see them, the round they rest on, and its list of areas."""

    country: str
    of_round: Round | None
    scheme: str
    lines: QuerySet[Line]
    activities: QuerySet[Activity]

    @property
    def cube(self) -> Cube:
        """Everything counted, kept while the ledgers stand still."""
        return self.kept("cube", [], lambda: build(self.lines, self.activities, self.country), long=True)

    def kept(self, name: str, parts: Sequence[Any], reckon: Callable[[], Answer], *, long: bool = False) -> Answer:
        """An answer from these rows, kept; `long` as in `scope.kept`."""
        rows = {"lines": self.lines, "activities": self.activities}
        return kept(name, [self.country, *parts], rows, reckon, long=long)


def picture_of(viewer: Actor, scope: Scope, status: str = "") -> Picture:
    """What a viewer sees of a scope, with a status ("": all but what was called off)."""
    of_round = round_of(scope)
    return Picture(
        scope.country,
        of_round,
        scheme_in(scope, of_round),
        lines_with(lines_in(viewer, scope, of_round), status),
        activities_with(activities_in(viewer, scope, of_round), status),
    )


def total_of(picture: Picture) -> Summed:
    """Everything in the picture."""
    return picture.kept("total", [], lambda: Gathered(picture.cube.chosen()).summed)


def build(lines: QuerySet[Line], activities: QuerySet[Activity], country: str) -> Cube:
    """Count lines and activities: one pass over each, no text and no JSON read."""
    cells: dict[Key, Cell] = defaultdict(Cell)
    _take_lines(cells, lines)
    _take_activities(cells, activities, country)
    return Cube(dict(cells))


def _take_lines(cells: dict[Key, Cell], lines: QuerySet[Line]) -> None:
    lost = set(unresolved(lines).values_list("pk", flat=True))
    for row in lines.values_list(*_LINE).iterator(chunk_size=_STEP):
        (pk, theme, region, district, place, counted, activity,
         donor, programming, implementing, targeted, reached, amount, currency) = row  # fmt: skip
        at = region or (UNRESOLVED if place is None and pk in lost else NATIONAL)
        cell = cells[Key(theme, at, district or 0)]
        cell.lines += 1
        for role, body in zip(ROLES, (donor, programming, implementing), strict=True):
            if body is not None:
                cell.organisations[role].add(body)
        if activity is not None:
            cell.activities.add(activity)
        if not counted:
            continue
        cell.distinct += 1
        cell.loose += activity is None
        cell.targeted.take(targeted)
        cell.reached.take(reached)
        if amount is not None:
            cell.money[currency] = cell.money.get(currency, Decimal()) + amount


def _take_activities(cells: dict[Key, Cell], activities: QuerySet[Activity], country: str) -> None:
    at = positions(country)
    themes, reporters = {}, {}
    for pk, theme, reporter in activities.values_list("pk", "theme", "reporting_organisation_id"):
        themes[pk], reporters[pk] = theme, reporter
    bodies = bodies_of(activities, reporters)
    places = ActivityPlace.objects.filter(place__country=country, activity__in=activities.values("pk"))
    for activity, place in places.order_by().values_list("activity_id", "place_id"):
        if activity not in themes or place not in at:
            continue
        cell = cells[Key(themes[activity], *at[place])]
        cell.activities.add(activity)
        for role, body in bodies[activity]:
            cell.organisations[role].add(body)


def bodies_of(activities: QuerySet[Activity], reporters: dict[int, int]) -> dict[int, set[tuple[str, int]]]:
    """Who takes part in each activity, as (role, organisation). Who reports it answers for it."""
    found = {activity: {("programming", reporter)} for activity, reporter in reporters.items()}
    parts = Participation.objects.filter(
        activity__in=activities.values("pk"), organisation__isnull=False, role__in=list(ROLE_OF_IATI)
    )
    for activity, role, body in parts.order_by().values_list("activity_id", "role", "organisation_id"):
        if activity in found:
            found[activity].add((ROLE_OF_IATI[role], body))
    return found
