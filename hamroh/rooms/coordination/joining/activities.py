"""Activities as they are compared with undertakings: names, identifiers, organisations, places, dates."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from hamroh.commons.activities.models import Activity, ActivityPlace, OtherIdentifier, Participation, State, Status
from hamroh.commons.activities.models.activity import texts_by_language

from ..selectors.scope import NATIONAL, ROLE_OF_IATI, positions


@dataclass(frozen=True)
class Known:
    """What is compared of an activity. `lead` reports it; organisations and places by primary key."""

    pk: int
    identifiers: tuple[str, ...]
    titles: tuple[str, ...]
    theme: str
    first: dt.date | None
    last: dt.date | None
    lead: int
    parts: frozenset[tuple[str, int]]
    districts: frozenset[int]
    regions: frozenset[int]
    national: bool

    @cached_property
    def doers(self) -> frozenset[int]:
        """Who reports it, answers for it or carries it out."""
        return frozenset({self.lead, *(body for role, body in self.parts if role != "donor")})

    @cached_property
    def implementing(self) -> frozenset[int]:
        """Who carries it out for who reports it."""
        return frozenset(body for role, body in self.parts if role == "implementing") - {self.lead}

    @cached_property
    def donors(self) -> frozenset[int]:
        """Who pays."""
        return frozenset(body for role, body in self.parts if role == "donor")


def read_activities(country: str) -> list[Known]:
    """Published activities at work in a country, cancelled ones left out."""
    found = Activity.objects.filter(state=State.PUBLISHED).exclude(activity_status=Status.CANCELLED)
    here = ActivityPlace.objects.filter(place__country=country)
    found = found.filter(pk__in=here.values("activity")).order_by("pk")
    at = positions(country)
    places: dict[int, set[tuple[int, int]]] = defaultdict(set)
    for activity, place in here.order_by().values_list("activity_id", "place_id"):
        places[activity].add(at[place])
    parts: dict[int, set[tuple[str, int]]] = defaultdict(set)
    rows = Participation.objects.filter(organisation__isnull=False, role__in=list(ROLE_OF_IATI)).order_by()
    for activity, role, body in rows.values_list("activity_id", "role", "organisation_id"):
        parts[activity].add((ROLE_OF_IATI[role], body))
    others: dict[int, list[str]] = defaultdict(list)
    for activity, ref in OtherIdentifier.objects.exclude(ref=None).order_by().values_list("activity_id", "ref"):
        others[activity].append(ref)
    columns = ("pk", "iati_identifier", "title", "lang", "theme", "start", "end", "reporting_organisation_id")
    return [
        Known(
            pk=pk, identifiers=(identifier, *others.get(pk, ())), titles=tuple(texts_by_language(title, lang).values()),
            theme=theme, first=first, last=last, lead=lead, parts=frozenset(parts.get(pk, ())),
            districts=frozenset(district for _region, district in places[pk] if district),
            regions=frozenset(region for region, _district in places[pk] if region != NATIONAL),
            national=any(region == NATIONAL for region, _district in places[pk]),
        )
        for pk, identifier, title, lang, theme, first, last, lead in found.values_list(*columns).iterator(2_000)
    ]  # fmt: skip
