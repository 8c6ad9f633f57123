"""Who does what where, as the country page and the coordination pages count it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from hamroh.kernel.ledger.actors import Actor
from hamroh.kernel.organisations.models import Organisation
from hamroh.kernel.places.models import Level, Place

from .. import themes
from ..models import Activity, ActivityPlace, OrganisationRole, Participation, State, Status
from .register import at_place, of_organisation
from .seeing import visible_to


@dataclass(frozen=True)
class ThemeCount:
    """How many active activities a thematic area has."""

    theme: themes.Theme
    activities: int


@dataclass(frozen=True)
class PlaceCount:
    """How many activities and organisations are at work at a place (or below it)."""

    place: Place
    activities: int
    organisations: int


def active(viewer: Actor) -> QuerySet[Activity]:
    """Published activities in implementation that the viewer may see. A draft is nobody's work yet."""
    return visible_to(None, viewer).filter(activity_status=Status.IMPLEMENTATION, state=State.PUBLISHED)


def active_by_theme(viewer: Actor) -> tuple[ThemeCount, ...]:
    """Active activities of each thematic area, in the declared order; areas without any count 0."""
    rows = active(viewer).exclude(theme="").order_by().values_list("theme").annotate(n=Count("pk"))
    counts = dict(rows)
    return tuple(ThemeCount(theme, counts.get(theme.key, 0)) for theme in themes.THEMES)


def organisations_at_work_by_place(viewer: Actor, *, country: str, level: int = Level.REGION) -> tuple[PlaceCount, ...]:
    """Active activities and the organisations in them at each place of a level, most organisations first.

    An organisation is at work where an activity is that it reports or implements. Activities known only for the
    whole country belong to none of its places.
    """
    ancestor = _ancestors(country, level)
    places_of: dict[int, set[int]] = {}
    rows = ActivityPlace.objects.filter(place__in=list(ancestor), activity__in=active(viewer).order_by().values("pk"))
    for activity, place in rows.values_list("activity_id", "place_id"):
        places_of.setdefault(activity, set()).add(ancestor[place])
    bodies: dict[int, set[int]] = {}
    activities: dict[int, int] = {}
    doers = _doers(places_of)
    for activity, places in places_of.items():
        for place in places:
            activities[place] = activities.get(place, 0) + 1
            bodies.setdefault(place, set()).update(doers.get(activity, ()))
    found = Place.objects.in_bulk(list(activities))
    counts = [PlaceCount(found[place], n, len(bodies[place])) for place, n in activities.items()]
    return tuple(sorted(counts, key=lambda one: (-one.organisations, -one.activities, one.place.slug)))


def _ancestors(country: str, level: int) -> dict[int, int]:
    """Each place at or below the level → the place of that level above it (or itself)."""
    rows = Place.objects.filter(country=country, level__gte=level).order_by("level")
    found: dict[int, int] = {}
    for pk, depth, parent in rows.values_list("pk", "level", "parent_id"):
        if depth == level:
            found[pk] = pk
        elif parent in found:
            found[pk] = found[parent]
    return found


def _doers(activities: Iterable[int]) -> dict[int, set[int]]:
    ids = list(activities)
    doers: dict[int, set[int]] = {}
    for pk, publisher in Activity.objects.filter(pk__in=ids).values_list("pk", "reporting_organisation_id"):
        doers.setdefault(pk, set()).add(publisher)
    implementing = Participation.objects.filter(
        activity__in=ids, role=OrganisationRole.IMPLEMENTING, organisation__isnull=False
    )
    for pk, body in implementing.values_list("activity_id", "organisation_id"):
        doers.setdefault(pk, set()).add(body)
    return doers


def for_place(place: Place, viewer: Actor) -> QuerySet[Activity]:
    """Activities at a place or below it that the viewer may see."""
    return at_place(visible_to(None, viewer), place)


def for_organisation(organisation: Organisation, viewer: Actor, *, roles: tuple[str, ...] = ()) -> QuerySet[Activity]:
    """Activities that an organisation reports or takes part in (with `roles`: in these roles)."""
    return of_organisation(visible_to(None, viewer), organisation.pk, roles=roles)


def organisations_at_work(viewer: Actor) -> int:
    """How many organisations report or implement active activities."""
    ids = active(viewer).order_by().values("pk")
    reporting = set(Activity.objects.filter(pk__in=ids).values_list("reporting_organisation_id", flat=True))
    implementing = Participation.objects.filter(
        activity__in=ids, role=OrganisationRole.IMPLEMENTING, organisation__isnull=False
    )
    return len(reporting | set(implementing.values_list("organisation_id", flat=True)))
