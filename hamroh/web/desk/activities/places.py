"""Filtered activities on the map: how many work in each district, and which are known for larger areas alone."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from hamroh.commons.activities.models import Activity, ActivityPlace
from hamroh.kernel.places.models import Level, Place
from hamroh.kernel.places.selectors import NoMap, NoSuchCountry, svg_map
from hamroh.web.components.maps import Area, AreaMap


@dataclass(frozen=True)
class Spread:
    """Activities by district (place id), those known for a region or the country alone, and those of no place here."""

    by_district: dict[int, int]
    wider: int
    elsewhere: int


def spread_of(activities: QuerySet[Activity]) -> Spread:
    """Where the activities work, in two queries. An activity in two districts counts in each of them."""
    district_of = _districts()
    at: dict[int, set[int | None]] = {}
    chosen = activities.order_by().values("pk")
    rows = ActivityPlace.objects.filter(activity__in=chosen, place__country=settings.HAMROH_COUNTRY)
    for activity, place in rows.values_list("activity_id", "place_id"):
        at.setdefault(activity, set()).add(district_of.get(place))
    counts: dict[int, int] = {}
    for places in at.values():
        for district in places - {None}:
            counts[district] = counts.get(district, 0) + 1  # type: ignore[index,arg-type]
    wider = sum(1 for places in at.values() if places == {None})
    return Spread(counts, wider, activities.order_by().count() - len(at))


def _districts() -> dict[int, int]:
    """Each district and what lies below it → the district; a region that has no districts stands for itself."""
    rows = list(Place.objects.filter(country=settings.HAMROH_COUNTRY).values_list("pk", "level", "parent_id"))
    found = {pk: pk for pk, level, _parent in rows if level == Level.DISTRICT}
    found |= {pk: parent for pk, level, parent in rows if level > Level.DISTRICT and parent in found}
    return found


def district_map(
    by_district: dict[int, int], *, key: str, title: str, value_label: str, query: str = ""
) -> AreaMap | None:
    """The districts coloured by a count, each leading to its activities (`query` is kept); None without outlines.

    No activity is a known zero: what is not known at all stands in no district.
    """
    try:
        drawn = svg_map(country=settings.HAMROH_COUNTRY, level=Level.DISTRICT)
    except (NoMap, NoSuchCountry):
        return None
    register = reverse("activities:register")
    areas = [
        Area(
            outline=shape.path,
            label=shape.place.name,
            value=by_district.get(shape.place.pk, 0),
            href=f"{register}?{query + '&' if query else ''}place={shape.place.slug}",
        )
        for shape in drawn.shapes
        if shape.path
    ]
    return AreaMap(
        key=key, title=title, areas=areas, width=drawn.width, height=drawn.height, value_label=value_label,
        place_label=_("District"), schematic=drawn.schematic, source="" if drawn.schematic else drawn.source,
    )  # fmt: skip
