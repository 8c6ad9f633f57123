"""A small map that shows where something is: its districts filled, the rest of the country around them."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse

from hamroh.kernel.places.models import Level, Place
from hamroh.kernel.places.selectors import NoMap, NoSuchCountry, svg_map


@dataclass(frozen=True)
class Spot:
    """One district of the map; `inside` when the thing is there."""

    outline: str
    name: str
    href: str
    inside: bool


@dataclass(frozen=True)
class WhereMap:
    """A drawing `width` by `height` units; `names` are the districts that are filled."""

    title: str
    width: int
    height: int
    schematic: bool
    spots: tuple[Spot, ...]
    names: tuple[str, ...]


def map_of(place_ids: Set[int], *, title: str) -> WhereMap | None:
    """The districts at or below some places; None when there is nothing to show (no outlines, or the whole country)."""
    if not place_ids:
        return None
    try:
        drawn = svg_map(country=settings.HAMROH_COUNTRY, level=Level.DISTRICT)
    except (NoMap, NoSuchCountry):
        return None
    # A part of a district fills the district.
    filled = place_ids | set(
        Place.objects.filter(pk__in=place_ids, level__gt=Level.DISTRICT).values_list("parent_id", flat=True)
    )
    spots = tuple(
        Spot(
            shape.path, shape.place.name, reverse("places:record", args=[shape.place.slug]),
            shape.place.pk in filled or shape.place.parent_id in filled,
        )
        for shape in drawn.shapes
        if shape.path
    )  # fmt: skip
    inside = tuple(spot.name for spot in spots if spot.inside)
    if not inside:
        return None
    return WhereMap(title, drawn.width, drawn.height, drawn.schematic, spots, inside)
