"""What the picture is asked about: whose reports of which round, of which organisations, when, and at which place.

Every page of the picture starts from the same two querysets, so that a number and the list behind it cannot differ.
"""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple, TypeVar, cast

from django.core.cache import caches
from django.core.exceptions import EmptyResultSet
from django.db.models import Q, QuerySet

from hamroh.commons.activities import selectors as activity_selectors
from hamroh.commons.activities.models import Activity, ActivityPlace, OrganisationRole, Participation, State, Status
from hamroh.kernel.ledger.actors import Actor
from hamroh.kernel.ledger.canonical import digest
from hamroh.kernel.ledger.models import Chain
from hamroh.kernel.people.decisions import may
from hamroh.kernel.places.models import Level, Place

from ..codes.themes import MIGRATION, SCHEMES, scheme_of
from ..fields import FIELDS
from ..models import Line, LineStatus, Round
from .lines import Which, visible_to
from .rounds import open_round, published_round

Answer = TypeVar("Answer")
Role = Literal["", "donor", "programming", "implementing"]
ROLES = ("donor", "programming", "implementing")
# Whoever plans or does the work is at work there; who only pays is not.
AT_WORK = ("programming", "implementing")
# In the place of a region's number: lines of the whole country, and lines whose place nobody recognised.
NATIONAL, UNRESOLVED = 0, -1
NO_THEME = "none"
# Work that was called off is nobody's work, unless somebody asks for it.
STANDING = tuple(one.value for one in LineStatus if one != LineStatus.CANCELLED)
# What IATI says of how far an activity is, in the words of a 4W. Closed ones are history, cancelled ones nobody's work.
STATUS_OF_IATI = {
    Status.PIPELINE.value: LineStatus.PLANNED.value,
    Status.IMPLEMENTATION.value: LineStatus.ONGOING.value,
    Status.FINALISATION.value: LineStatus.COMPLETED.value,
    Status.SUSPENDED.value: LineStatus.SUSPENDED.value,
}
ROLE_OF_IATI = {
    OrganisationRole.FUNDING.value: "donor",
    OrganisationRole.ACCOUNTABLE.value: "programming",
    OrganisationRole.EXTENDING.value: "programming",
    OrganisationRole.IMPLEMENTING.value: "implementing",
}
PLACE_KEYS = [field.key for field in FIELDS if field.kind in ("place", "pcode", "degree")]
# Merging organisations and moving places change what lines point at, without a word from the room itself.
_CHAINS = ("activities", "coordination", "organisations", "places")
KEPT_SECONDS = 600
_reckoning = threading.RLock()


@dataclass(frozen=True)
class Scope:
    """A country's picture as published or as last reported; of some organisations (None: of all) in a role, together
    with a `partner` in any; at work between two days."""

    country: str
    which: Which = "published"
    organisations: tuple[int, ...] | None = None
    role: Role = ""
    partner: int | None = None
    since: dt.date | None = None
    until: dt.date | None = None


class Position(NamedTuple):
    """The region and district of a place, by primary key; district 0: the region as a whole; see NATIONAL."""

    region: int
    district: int


@dataclass(frozen=True)
class Spot:
    """A place that is asked about. A region holds its districts, unless `alone`: what is known of the whole region."""

    region: int
    district: int = 0
    alone: bool = False

    def holds(self, at: Position) -> bool:
        """Whether what stands at a position belongs here."""
        if at.region != self.region:
            return False
        return at.district == self.district if self.district or self.alone else True


def may_see_latest(viewer: Actor) -> bool:
    """Reports that nobody published yet are the business of who calls rounds."""
    return bool(may(viewer, "coordination.call"))


def round_of(scope: Scope) -> Round | None:
    """The round whose lines make the picture."""
    shown = published_round(scope.country)
    return shown if scope.which == "published" else open_round(scope.country) or shown


def scheme_in(scope: Scope, of_round: Round | None) -> str:
    """The list of thematic areas by which the picture counts."""
    return of_round.scheme if of_round and of_round.scheme in SCHEMES else scheme_of(scope.country)


def lines_in(viewer: Actor, scope: Scope, of_round: Round | None) -> QuerySet[Line]:
    """The lines of the picture that the viewer may see, repetitions among them."""
    if of_round is None:
        return Line.objects.none()
    lines = visible_to(viewer, which=scope.which).filter(reporter__round=of_round).order_by()
    if scope.organisations is not None:
        lines = lines.filter(_named(scope.organisations, (scope.role,) if scope.role else ROLES))
    if scope.partner is not None:
        lines = lines.filter(_named((scope.partner,), ROLES))
    return lines.filter(_between(scope))


def _named(organisations: Sequence[int], roles: Sequence[str]) -> Q:
    named = Q(pk=None)
    for role in roles:
        named |= Q(**{f"{role}__in": organisations})
    return named


def activities_in(viewer: Actor, scope: Scope, of_round: Round | None) -> QuerySet[Activity]:
    """The activities of the picture: published, under way or planned, with a thematic area, in the country.

    None where the country counts by another list of thematic areas than activities do.
    """
    if scheme_in(scope, of_round) != MIGRATION.key:
        return Activity.objects.none()
    found = activity_selectors.visible_to(None, viewer).filter(
        state=State.PUBLISHED, activity_status__in=list(STATUS_OF_IATI)
    )
    here = ActivityPlace.objects.filter(place__country=scope.country)
    found = found.exclude(theme="").filter(pk__in=here.values("activity")).order_by()
    if scope.organisations is not None:
        found = found.filter(_takes_part(scope.organisations, scope.role))
    if scope.partner is not None:
        found = found.filter(_takes_part((scope.partner,), ""))
    return found.filter(_between(scope))


def _takes_part(organisations: Sequence[int], role: Role) -> Q:
    codes = [code for code, own in ROLE_OF_IATI.items() if not role or own == role]
    part = Participation.objects.filter(organisation__in=organisations, role__in=codes)
    taken = Q(pk__in=part.values("activity"))
    # Who reports an activity answers for it.
    return taken | Q(reporting_organisation__in=organisations) if role in ("", "programming") else taken


def _between(scope: Scope) -> Q:
    wanted = Q()
    if scope.since:
        wanted &= Q(end=None) | Q(end__gte=scope.since)
    if scope.until:
        wanted &= Q(start=None) | Q(start__lte=scope.until)
    return wanted


# -- narrower: by place, theme, status -------------------------------------------------------------


def lines_at(lines: QuerySet[Line], spot: Spot) -> QuerySet[Line]:
    """Those at a place."""
    if spot.region == UNRESOLVED:
        return unresolved(lines)
    if spot.region == NATIONAL:
        return lines.filter(region=None).exclude(place=None, raw__has_any_keys=PLACE_KEYS)
    if spot.district:
        return lines.filter(district=spot.district)
    here = lines.filter(region=spot.region)
    return here.filter(district=None) if spot.alone else here


def unresolved(lines: QuerySet[Line]) -> QuerySet[Line]:
    """Those that name a place that nobody recognised. A line that names none is of the whole country."""
    return lines.filter(place=None, raw__has_any_keys=PLACE_KEYS)


def activities_at(activities: QuerySet[Activity], spot: Spot, country: str) -> QuerySet[Activity]:
    """Those at a place."""
    places = [pk for pk, at in positions(country).items() if spot.holds(at)]
    return activities.filter(pk__in=ActivityPlace.objects.filter(place__in=places).values("activity"))


def themed(rows: QuerySet[Any], theme: str) -> QuerySet[Any]:
    """Lines or activities of a thematic area; NO_THEME: of none; "": all."""
    return rows.filter(theme="" if theme == NO_THEME else theme) if theme else rows


def lines_with(lines: QuerySet[Line], status: str) -> QuerySet[Line]:
    """Lines of a status; "": all but what was called off."""
    return lines.filter(status=status) if status else lines.exclude(status=LineStatus.CANCELLED)


def activities_with(activities: QuerySet[Activity], status: str) -> QuerySet[Activity]:
    """Activities of a status of lines; "": all."""
    codes = [code for code, own in STATUS_OF_IATI.items() if own == status]
    return activities.filter(activity_status__in=codes) if status else activities


def positions(country: str) -> dict[int, Position]:
    """Each place of a country by primary key → where it stands for counting."""
    found: dict[int, Position] = {}
    rows = Place.objects.filter(country=country).order_by("level").values_list("pk", "level", "parent_id")
    for pk, level, parent in rows:
        if level == Level.COUNTRY:
            found[pk] = Position(NATIONAL, 0)
        elif level == Level.REGION:
            found[pk] = Position(pk, 0)
        elif level == Level.DISTRICT:
            found[pk] = Position(parent, pk)
        elif parent in found:
            found[pk] = found[parent]
    return found


# -- kept while the ledger stands still ------------------------------------------------------------


def heads() -> list[tuple[str, int]]:
    """The state of the ledgers that the picture rests on: another state, another picture."""
    return list(Chain.objects.filter(name__in=_CHAINS).order_by("name").values_list("name", "number"))


def kept(
    name: str,
    parts: Sequence[Any],
    rows: Mapping[str, QuerySet[Any]],
    reckon: Callable[[], Answer],
    *,
    long: bool = False,
) -> Answer:
    """What `reckon` finds, kept for who may see the same rows until a ledger moves (an import that is still under way
    shows at its end). What takes `long` is reckoned by one while others wait for it, and other processes take it over;
    readers must not change it."""
    asked = [name, *parts, heads(), {key: _said(found) for key, found in rows.items()}]
    key = f"coordination.{name}:{digest(asked)}"
    if long:
        return _kept_long(key, reckon)
    return cast(Answer, caches["local"].get_or_set(key, reckon, KEPT_SECONDS))


def _kept_long(key: str, reckon: Callable[[], Answer]) -> Answer:
    own, shared = caches["objects"], caches["default"]
    found = own.get(key)
    if found is None:
        with _reckoning:
            found = own.get(key)
            if found is None:
                found = shared.get(key)
                if found is None:
                    found = reckon()
                    shared.set(key, found, KEPT_SECONDS)
                own.set(key, found, KEPT_SECONDS)
    return found


def _said(rows: QuerySet[Any]) -> str:
    try:
        return str(rows.order_by().query)
    except EmptyResultSet:
        return ""
