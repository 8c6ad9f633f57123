"""In which district a position lies."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime
from threading import Lock

import shapely
from django.db.models import Max
from shapely.geometry import Point

from ..geometry import KM_PER_DEGREE
from ..models import Boundary, BoundaryKind, Place

# Outlines are generalised, and many towns stand on a river that is the border: so far outside still counts.
BORDER_TOLERANCE_KM = 5.0


@dataclass(frozen=True)
class Located:
    """The most precise place known for a position.

    `schematic` says that the answer rests on the nearest centre, not on a surveyed border. `km_outside` is how far
    the position lies outside the place's outline (0 when inside). Do not change `place`: it is shared.
    """

    place: Place
    schematic: bool
    km_outside: float = 0.0


@dataclass(frozen=True)
class _Index:
    stamp: tuple[int, datetime | None]
    tree: shapely.STRtree
    boundaries: tuple[Boundary, ...]


_indexes: dict[str, _Index] = {}
_building = Lock()


def district_at(lon: float, lat: float, *, country: str) -> Located | None:
    """Return the district at a position (degrees of WGS84), None when it lies in none of the country's outlines.

    Official outlines go before schematic ones and small ones before large ones. Raises ValueError for a position
    that is not on Earth.
    """
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):
        raise ValueError(f"{lon}, {lat} is not a position: longitude goes from -180 to 180, latitude from -90 to 90.")
    index = _index(country)
    point = Point(lon, lat)
    inside = [index.boundaries[i] for i in index.tree.query(point, predicate="intersects")]
    if inside:
        return _located(min(inside, key=_precision))
    near = index.tree.query(point, predicate="dwithin", distance=_tolerance(lat))
    if len(near) == 0:
        return None
    best = min((index.boundaries[i] for i in near), key=lambda each: (_rank(each), each.geometry.distance(point)))
    return _located(best, km_outside=_km_between(best, point))


def _index(country: str) -> _Index:
    # One cheap question each time: another process may have loaded new outlines.
    found = Boundary.objects.filter(place__country=country).aggregate(latest=Max("updated_at"), last=Max("pk"))
    stamp = (found["last"] or 0, found["latest"])
    index = _indexes.get(country)
    if index is None or index.stamp != stamp:
        with _building:
            index = _indexes[country] = _build(country, stamp)
    return index


def _build(country: str, stamp: tuple[int, datetime | None]) -> _Index:
    known = Boundary.objects.filter(place__country=country)
    if known.filter(kind=BoundaryKind.OFFICIAL, place__level=0).exists():
        # The official map is whole: a schematic cell could only contradict it.
        known = known.filter(kind=BoundaryKind.OFFICIAL)
    boundaries = tuple(known.filter(place__level__gt=0, is_derived=False).select_related("place__parent"))
    geometries = [boundary.geometry for boundary in boundaries]
    shapely.prepare(geometries)
    return _Index(stamp, shapely.STRtree(geometries), boundaries)


def _rank(boundary: Boundary) -> tuple[int, int]:
    return (boundary.kind != BoundaryKind.OFFICIAL, -boundary.place.level)


def _precision(boundary: Boundary) -> tuple[bool, int, float]:
    official, depth = _rank(boundary)
    return bool(official), depth, boundary.geometry.area


def _located(boundary: Boundary, km_outside: float = 0.0) -> Located:
    return Located(boundary.place, boundary.kind == BoundaryKind.SCHEMATIC, km_outside)


def _tolerance(lat: float) -> float:
    # Degrees of longitude are shorter than those of latitude: wide enough in both directions.
    return BORDER_TOLERANCE_KM / KM_PER_DEGREE / max(math.cos(math.radians(lat)), 0.1)


def _km_between(boundary: Boundary, point: Point) -> float:
    nearest = shapely.shortest_line(boundary.geometry, point).coords
    squeeze = math.cos(math.radians(point.y))
    east = (nearest[0][0] - point.x) * squeeze
    north = nearest[0][1] - point.y
    return math.hypot(east, north) * KM_PER_DEGREE
