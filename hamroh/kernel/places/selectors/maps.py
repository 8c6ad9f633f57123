"""A country's map as data for a template: no map server, no script needed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ..geometry import Box, Frame
from ..models import Boundary, BoundaryKind, Place
from .tree import country_place


class NoMap(LookupError):
    """Nothing can be drawn: the country has no outlines yet."""


@dataclass(frozen=True)
class PlaceShape:
    """A place on the map: `path` is SVG path data (empty when the place has no outline of its own), `x`, `y` the
    centre in drawing units, `value` the figure given for it (None is unknown, never zero)."""

    place: Place
    path: str
    x: float
    y: float
    value: float | None


@dataclass(frozen=True)
class SvgMap:
    """A drawing `width` by `height` units; `schematic` says that borders were computed, not surveyed."""

    width: int
    height: int
    schematic: bool
    source: str
    licence: str
    date: date | None
    shapes: tuple[PlaceShape, ...]

    @property
    def view_box(self) -> str:
        """The value of the SVG attribute `viewBox`."""
        return f"0 0 {self.width} {self.height}"


def svg_map(*, country: str, level: int, values: Mapping[int, float] | None = None) -> SvgMap:
    """Return the places of `level` as shapes, by key, official outlines where they are loaded, else schematic ones.

    A place above `level` whose parts have no outlines (a capital that the file does not divide) is drawn whole,
    after the others. `values` maps a place's primary key to its figure. Raises NoSuchCountry, NoMap.
    """
    country_place(country)
    kind, boundaries = _boundaries(country, level)
    frame = _frame(country, kind)
    known = {boundary.place_id: boundary for boundary in boundaries}
    places = list(
        Place.objects.filter(country=country, level=level, valid_to=None).select_related("parent").order_by("slug")
    )
    parents_of_drawn = {place.parent_id for place in places if place.pk in known}
    whole = {each.place_id: each for each in _undivided(country, level, kind) if each.place_id not in parents_of_drawn}
    places += [boundary.place for boundary in whole.values()]
    known |= whole
    shapes = tuple(_shape(place, known.get(place.pk), frame, values or {}) for place in places)
    return SvgMap(
        width=round(frame.width),
        height=round(frame.height),
        schematic=kind == BoundaryKind.SCHEMATIC,
        source=boundaries[0].source,
        licence=boundaries[0].licence,
        date=boundaries[0].date,
        shapes=shapes,
    )


def _boundaries(country: str, level: int) -> tuple[BoundaryKind, Sequence[Boundary]]:
    whole = Boundary.objects.filter(place__country=country, place__level=0).values_list("kind", flat=True)
    for kind in (BoundaryKind.OFFICIAL, BoundaryKind.SCHEMATIC):
        # Outlines of a part of the country have no outline of the country with them, and are no map.
        if kind not in whole:
            continue
        found = Boundary.objects.filter(place__country=country, place__level=level, kind=kind).defer("wkb")
        if found:
            return kind, list(found)
    raise NoMap(
        f"There are no outlines of level {level} for {country}. "
        "Run `make setup` for schematic ones or load official boundaries with `hamroh places load`."
    )


def _undivided(country: str, level: int, kind: BoundaryKind) -> Sequence[Boundary]:
    above = Boundary.objects.filter(
        place__country=country, place__level__gt=0, place__level__lt=level, kind=kind, is_derived=False
    )
    return list(above.defer("wkb").select_related("place__parent").order_by("place__slug"))


def _frame(country: str, kind: BoundaryKind) -> Frame:
    edges = Boundary.objects.filter(place__country=country, place__level=0, kind=kind).values_list(
        "west", "south", "east", "north"
    )
    return Frame(Box(*edges.get()))


def _shape(place: Place, boundary: Boundary | None, frame: Frame, values: Mapping[int, float]) -> PlaceShape:
    x, y = (0.0, 0.0) if place.lon is None or place.lat is None else frame.point(place.lon, place.lat)
    return PlaceShape(place, boundary.path if boundary else "", round(x, 1), round(y, 1), values.get(place.pk))
