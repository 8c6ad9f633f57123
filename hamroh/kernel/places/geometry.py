"""Outlines on a map: reading, simplifying, projecting and drawing polygons. Pure, without Django.

Coordinates are (longitude, latitude) in degrees of WGS84. Drawing uses an equirectangular projection whose
longitudes are shrunk by the cosine of the middle latitude, so that a country of a few degrees keeps its shape.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import shapely
from shapely.geometry import MultiPolygon, Point, Polygon, shape
from shapely.geometry.base import BaseGeometry

KM_PER_DEGREE = 111.195  # mean length of a degree of latitude: Earth's mean radius 6371 km × π / 180

SLIVER = 1e-5  # square degrees, about 0.1 km²: less than any place, more than the gaps of hand-drawn borders


class BadGeometry(ValueError):
    """A geometry cannot be used as the outline of a place; the message says why and how to mend it."""


@dataclass(frozen=True)
class Box:
    """A bounding box in degrees."""

    west: float
    south: float
    east: float
    north: float


@dataclass(frozen=True)
class Frame:
    """A projection of `box` onto a drawing `width` units wide; y grows downwards, as SVG wants it."""

    box: Box
    width: float = 1000.0

    @property
    def squeeze(self) -> float:
        """How much shorter a degree of longitude is than one of latitude, in the middle of the box."""
        return math.cos(math.radians((self.box.south + self.box.north) / 2))

    @property
    def scale(self) -> float:
        """Drawing units per degree of latitude."""
        return self.width / ((self.box.east - self.box.west) * self.squeeze)

    @property
    def height(self) -> float:
        """Height of the drawing in its units."""
        return (self.box.north - self.box.south) * self.scale

    def point(self, lon: float, lat: float) -> tuple[float, float]:
        """Return the drawing position of a place on Earth."""
        return (lon - self.box.west) * self.squeeze * self.scale, (self.box.north - lat) * self.scale


def from_geojson(geometry: dict[str, Any]) -> MultiPolygon:
    """Return the polygons of a GeoJSON geometry (RFC 7946), made valid; raises BadGeometry."""
    try:
        read = shape(geometry)
    except (KeyError, TypeError, ValueError, AttributeError, shapely.errors.ShapelyError) as fault:
        raise BadGeometry(f"The geometry cannot be read ({fault}). Export the layer again as GeoJSON.") from fault
    if read.is_empty or not all(math.isfinite(number) for number in read.bounds):
        raise BadGeometry("The geometry is empty. Remove the feature or draw its outline.")
    west, south, east, north = read.bounds
    if west < -180 or east > 180 or south < -90 or north > 90:
        raise BadGeometry(
            "The coordinates are not degrees of longitude and latitude. Export the layer in WGS84 (EPSG:4326)."
        )
    polygons = as_polygons(shapely.make_valid(read))
    if polygons.is_empty:
        raise BadGeometry(f"A place needs a Polygon or MultiPolygon, this is a {read.geom_type}.")
    return polygons


def as_polygons(geometry: BaseGeometry) -> MultiPolygon:
    """Return the polygons in `geometry`, dropping points and lines (which `make_valid` and cuts leave over)."""
    parts = [
        part for part in shapely.get_parts(shapely.get_parts([geometry])) if isinstance(part, Polygon) and part.area > 0
    ]
    return MultiPolygon(parts)


def box_of(geometries: Iterable[BaseGeometry]) -> Box:
    """Return the box around all of `geometries`; raises BadGeometry when there is nothing to enclose."""
    shapes = [geometry for geometry in geometries if not geometry.is_empty]
    if not shapes:
        raise BadGeometry("There is no outline to draw a box around.")
    west, south, east, north = shapely.total_bounds(shapes)
    return Box(float(west), float(south), float(east), float(north))


def simplify(geometry: BaseGeometry, tolerance: float) -> MultiPolygon:
    """Drop points that lie within `tolerance` degrees of the line through their neighbours (Douglas–Peucker)."""
    return as_polygons(shapely.simplify(geometry, tolerance, preserve_topology=True))


def simplify_together(geometries: Sequence[BaseGeometry], tolerance: float) -> list[MultiPolygon]:
    """Simplify neighbours so that they keep sharing their borders: no gaps and no overlaps appear.

    `tolerance` in degrees (square root of the area of the triangle that may be cut off: Visvalingam–Whyatt).
    """
    if not geometries:
        return []
    try:
        return [as_polygons(part) for part in shapely.coverage_simplify(list(geometries), tolerance)]
    except shapely.errors.GEOSException:
        # Outlines that overlap or do not meet are no coverage; each is then simplified by itself.
        return [simplify(geometry, tolerance) for geometry in geometries]


def union(geometries: Iterable[BaseGeometry]) -> MultiPolygon:
    """Return the common outline, with the slivers closed that rounding leaves between neighbours."""
    joined = as_polygons(shapely.union_all(list(geometries), grid_size=1e-7))
    return MultiPolygon([_without_slivers(polygon) for polygon in joined.geoms if polygon.area > SLIVER])


def on_grid(geometry: BaseGeometry, degrees: float = 1e-6) -> MultiPolygon:
    """Return `geometry` with its points on a grid (1e-6 degrees: 10 cm), valid, its parts in one fixed order."""
    return as_polygons(shapely.normalize(as_polygons(shapely.set_precision(geometry, degrees))))


def _without_slivers(polygon: Polygon) -> Polygon:
    return Polygon(polygon.exterior, [ring for ring in polygon.interiors if Polygon(ring).area > SLIVER])


def contains(geometry: BaseGeometry, lon: float, lat: float) -> bool:
    """Say whether a position lies in `geometry`; the border counts as inside."""
    return bool(geometry.covers(Point(lon, lat)))


def label_point(geometry: BaseGeometry) -> tuple[float, float]:
    """Return (lon, lat) of a position that is surely inside, for a marker."""
    point = geometry.representative_point()
    return float(point.x), float(point.y)


def squeezed(geometry: BaseGeometry, squeeze: float) -> BaseGeometry:
    """Return `geometry` with longitudes multiplied by `squeeze`, so that distances are alike in both directions."""
    return shapely.transform(geometry, lambda coordinates: coordinates * (squeeze, 1.0))


def svg_path(geometry: BaseGeometry, frame: Frame) -> str:
    """Return the path data (SVG 2, 9.3) of `geometry` in `frame`: whole drawing units, relative steps.

    Rings that shrink to nothing at this size are left out; a place that shrinks whole gives an empty text.
    """
    return "".join(
        ring_path
        for polygon in as_polygons(geometry).geoms
        for ring in (polygon.exterior, *polygon.interiors)
        if (ring_path := _ring_path(ring.coords, frame))
    )


def _ring_path(coordinates: Iterable[tuple[float, ...]], frame: Frame) -> str:
    points: list[tuple[int, int]] = []
    for position in coordinates:
        x, y = frame.point(position[0], position[1])
        point = (round(x), round(y))
        if not points or points[-1] != point:
            points.append(point)
    if points and points[0] == points[-1]:
        points.pop()
    if len(points) < 3:
        return ""
    steps = [_step(before, after) for before, after in pairwise(points)]
    return f"M{points[0][0]},{points[0][1]}l{' '.join(steps)}z"


def _step(before: tuple[int, int], after: tuple[int, int]) -> str:
    return f"{after[0] - before[0]},{after[1] - before[1]}"
