"""Schematic districts: who lies nearest to which centre. Pure, without Django.

Until official boundaries are loaded, maps divide the country's outline into the cells of its district centres
(Voronoi: every position belongs to the nearest centre). They show who is where, not where a border runs.

The outline comes from the npm package `world-atlas` (Natural Earth, public domain), a TopoJSON file: arcs of
whole-number steps on a grid, shared between neighbours, negative numbers meaning an arc walked backwards
(TopoJSON format specification 2.1).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import shapely
from shapely.geometry import MultiPoint, MultiPolygon, Point, Polygon
from shapely.ops import nearest_points

from .geometry import KM_PER_DEGREE, as_polygons, squeezed

# Centres on a river border fall outside a coarse outline; they are drawn in by this many degrees (about 1 km).
_INSET = 0.01

Position = tuple[float, float]


class NoOutline(LookupError):
    """The country's outline cannot be read from the file; the message says what is missing."""


class BadCentres(ValueError):
    """Two centres share one position, so that neither would have a cell of its own."""


@dataclass(frozen=True)
class Cells:
    """Cells by the key of their centre; `moved` names the centres that lay outside the outline, with km moved."""

    by_key: dict[str, MultiPolygon]
    moved: dict[str, float]


def read_outline(path: Path, m49: str) -> MultiPolygon:
    """Return the outline of the country with UN M49 code `m49` from a world-atlas TopoJSON file.

    Raises NoOutline when the file is absent, is not such a file, or does not hold the country.
    """
    try:
        topology = msgspec.json.decode(path.read_bytes())
    except FileNotFoundError:
        raise NoOutline(f"{path} does not exist. Run `make setup`, which fetches the map outlines.") from None
    except msgspec.DecodeError as fault:
        raise NoOutline(f"{path} is not a TopoJSON file ({fault}). Run `make setup` to fetch it again.") from fault
    try:
        countries = topology["objects"]["countries"]["geometries"]
        for country in countries:
            if str(country.get("id", "")) == m49:
                return as_polygons(shapely.make_valid(_polygons(country, _Arcs(topology))))
    except (KeyError, TypeError, IndexError) as fault:
        raise NoOutline(f"{path} holds no countries in the form of world-atlas ({fault}).") from fault
    raise NoOutline(f"{path} holds no country with the UN M49 code {m49}.")


def voronoi(outline: MultiPolygon, centres: Mapping[str, Position]) -> Cells:
    """Divide `outline` among `centres` (key → lon, lat): the cells cover it, do not overlap, each holds its centre.

    A piece that a bend of the border cuts off from its cell goes to the neighbour it borders longest on.
    Raises BadCentres when two centres coincide.
    """
    middle = (outline.bounds[1] + outline.bounds[3]) / 2
    squeeze = math.cos(math.radians(middle))
    flat = as_polygons(squeezed(outline, squeeze))
    seeds, moved = _seeds(flat, centres, squeeze)
    cells = _nearest_cells(flat, seeds)
    cells = _without_fragments(cells, seeds)
    return Cells({key: as_polygons(squeezed(cell, 1 / squeeze)) for key, cell in cells.items()}, moved)


class _Arcs:
    """The arcs of a topology, each decoded when it is asked for: a country needs a few of ten thousand."""

    def __init__(self, topology: Mapping[str, Any]) -> None:
        self._steps = topology["arcs"]
        self._scale, self._translate = topology["transform"]["scale"], topology["transform"]["translate"]

    def line(self, number: int) -> list[Position]:
        """Return the positions of an arc; a negative number walks arc `~number` backwards."""
        x = y = 0
        line = []
        for step_x, step_y in self._steps[number if number >= 0 else ~number]:
            x, y = x + step_x, y + step_y
            line.append((x * self._scale[0] + self._translate[0], y * self._scale[1] + self._translate[1]))
        return line if number >= 0 else line[::-1]


def _polygons(country: Mapping[str, Any], arcs: _Arcs) -> MultiPolygon:
    shapes = country["arcs"] if country["type"] == "MultiPolygon" else [country["arcs"]]
    return MultiPolygon([_polygon([_ring(numbers, arcs) for numbers in rings]) for rings in shapes])


def _polygon(rings: Sequence[Sequence[Position]]) -> Polygon:
    return Polygon(rings[0], rings[1:])


def _ring(numbers: Sequence[int], arcs: _Arcs) -> list[Position]:
    ring: list[Position] = []
    for number in numbers:
        line = arcs.line(number)
        ring.extend(line[1:] if ring else line)
    return ring


def _seeds(
    flat: MultiPolygon, centres: Mapping[str, Position], squeeze: float
) -> tuple[dict[str, Point], dict[str, float]]:
    seeds: dict[str, Point] = {}
    moved: dict[str, float] = {}
    for key, (lon, lat) in centres.items():
        point = Point(lon * squeeze, lat)
        if not flat.contains(point):
            inside = _drawn_in(flat, point)
            moved[key] = point.distance(inside) * KM_PER_DEGREE
            point = inside
        seeds[key] = point
    taken: dict[tuple[float, float], str] = {}
    for key, point in seeds.items():
        other = taken.setdefault((point.x, point.y), key)
        if other != key:
            raise BadCentres(f"{other} and {key} have the same centre. Correct one of them in the reference table.")
    return seeds, moved


def _drawn_in(flat: MultiPolygon, point: Point) -> Point:
    """Return the position nearest to `point` that lies `_INSET` inside, in the part of the outline nearest to it."""
    part = min(flat.geoms, key=point.distance)
    inner = part.buffer(-_INSET)
    if inner.is_empty:
        return part.representative_point()
    return nearest_points(inner, point)[0]


def _nearest_cells(flat: MultiPolygon, seeds: Mapping[str, Point]) -> dict[str, MultiPolygon]:
    if len(seeds) == 1:
        return dict.fromkeys(seeds, flat)
    # `extend_to` makes the outermost cells reach over the whole outline.
    diagram = shapely.voronoi_polygons(MultiPoint(list(seeds.values())), extend_to=flat.buffer(1))
    tree = shapely.STRtree(list(diagram.geoms))
    cells = {}
    for key, seed in seeds.items():
        cell = diagram.geoms[int(tree.query(seed, predicate="intersects")[0])]
        cells[key] = as_polygons(cell.intersection(flat))
    return cells


def _without_fragments(cells: Mapping[str, MultiPolygon], seeds: Mapping[str, Point]) -> dict[str, MultiPolygon]:
    main: dict[str, Polygon] = {}
    fragments: list[tuple[str, Polygon]] = []
    for key, cell in cells.items():
        own = min(cell.geoms, key=seeds[key].distance)
        main[key] = own
        fragments += [(key, part) for part in cell.geoms if part is not own]
    pieces: dict[str, list[Polygon]] = {key: [polygon] for key, polygon in main.items()}
    for key, fragment in fragments:
        shared = {other: fragment.intersection(polygon).length for other, polygon in main.items()}
        neighbour = max(shared, key=lambda other: shared[other])
        # A piece that touches nobody is an island or an exclave: it stays with the nearest centre.
        pieces[neighbour if shared[neighbour] > 0 else key].append(fragment)
    return {key: as_polygons(shapely.union_all(parts)) for key, parts in pieces.items()}
