"""What stands behind a number: the organisations, then their lines and activities."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from hamroh.commons.activities import selectors as activity_selectors
from hamroh.commons.activities.models import Activity
from hamroh.kernel.ledger.actors import Actor
from hamroh.kernel.people.decisions import may

from ..models import Line, Report, Round
from .cube import Picture, bodies_of
from .lines import visible_to
from .scope import AT_WORK, ROLES, Role, Spot, activities_at, kept, lines_at, themed

_SHOWN = ("donor", "programming", "implementing", "place", "region", "reporter__organisation")


@dataclass(frozen=True)
class Behind:
    """The rows behind a number: lines (repetitions among them) and activities, each as the viewer may see them."""

    of_round: Round | None
    lines: QuerySet[Line]
    activities: QuerySet[Activity]


@dataclass(frozen=True)
class Body:
    """An organisation: in which roles, in how many undertakings (a joined line and its activity are one), and in how
    many lines and activities."""

    organisation: int
    roles: tuple[str, ...]
    undertakings: int
    lines: int
    activities: int


def behind(picture: Picture, *, theme: str = "", spot: Spot | None = None) -> Behind:
    """The rows that a theme and place of the picture rest on."""
    lines, activities = themed(picture.lines, theme), themed(picture.activities, theme)
    if spot is not None:
        lines, activities = lines_at(lines, spot), activities_at(activities, spot, picture.country)
    return Behind(picture.of_round, lines, activities)


@dataclass(frozen=True)
class Bodies:
    """Organisations, those in most undertakings first; and how many lines and activities stand behind them all."""

    bodies: list[Body]
    lines: int
    activities: int


def organisations_behind(rows: Behind, role: Role = "") -> Bodies:
    """The organisations in a role ("": at work); all their roles are told."""
    roles = (role,) if role else AT_WORK
    found = {"lines": rows.lines, "activities": rows.activities}
    return kept("bodies", roles, found, lambda: _bodies(rows, roles), long=True)


def _bodies(rows: Behind, roles: tuple[str, ...]) -> Bodies:
    held: dict[int, set[str]] = defaultdict(set)
    joined: dict[int, set[int]] = defaultdict(set)
    own: dict[int, set[int]] = defaultdict(set)
    loose: dict[int, int] = defaultdict(int)
    lines: dict[int, int] = defaultdict(int)
    told = rows.lines.values_list("activity_id", "counted", "donor_id", "programming_id", "implementing_id")
    all_lines = 0
    for activity, counted, *bodies in told.iterator(chunk_size=5_000):
        all_lines += 1
        for role, body in zip(ROLES, bodies, strict=True):
            if body is not None:
                held[body].add(role)
        for body in set(bodies) - {None}:
            lines[body] += 1
            if activity is not None:
                joined[body].add(activity)
            else:
                loose[body] += counted
    reporters = dict(rows.activities.values_list("pk", "reporting_organisation_id"))
    for activity, taking_part in bodies_of(rows.activities, reporters).items():
        for role, body in taking_part:
            held[body].add(role)
            own[body].add(activity)
    found = [
        Body(body, tuple(role for role in ROLES if role in held[body]), len(joined[body] | own[body]) + loose[body],
             lines[body], len(own[body]))
        for body in held
        if held[body] & set(roles)
    ]  # fmt: skip
    found.sort(key=lambda one: (-one.undertakings, -one.lines, one.organisation))
    return Bodies(found, all_lines, len(reporters))


def listed(lines: QuerySet[Line], viewer: Actor) -> QuerySet[Line]:
    """Lines as the register shows them: two queries for a page. `activity` is None where the viewer may not see it."""
    activity = activity_selectors.visible_to(None, viewer).only("title", "lang", "iati_identifier")
    # By their numbers first: sorting whole rows to show the three hundredth page took a second.
    found = Line.objects.filter(pk__in=lines.values("pk")).select_related(*_SHOWN).defer("raw", "people")
    return found.prefetch_related(Prefetch("activity", activity))


def listed_activities(rows: Behind, viewer: Actor) -> QuerySet[Activity]:
    """Activities as their register shows them."""
    return activity_selectors.register(viewer).filter(pk__in=rows.activities.values("pk"))


def line_of(viewer: Actor, pk: int) -> Line | None:
    """One line with everything it says, in the picture as published or, for who may see that, as last reported."""
    for which in ("published", "latest"):
        lines = visible_to(viewer, which=which).select_related(*_SHOWN, "reporter__round")  # type: ignore[arg-type]
        activity = activity_selectors.visible_to(None, viewer).only("title", "lang", "iati_identifier")
        found = lines.filter(pk=pk).prefetch_related(Prefetch("activity", activity)).first()
        if found is not None:
            return found
    return None


def report_of(line: Line, viewer: Actor) -> int | None:
    """The number of the report that first said this line, for its organisation and for who calls rounds."""
    own = viewer.organisation_id is not None and line.reporter.organisation_id == viewer.organisation_id
    if not own and not may(viewer, "coordination.call"):
        return None
    found = Report.objects.filter(reporter=line.reporter_id, version=line.from_version)
    return found.values_list("pk", flat=True).first()
