"""Reading, simplifying and drawing outlines."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import Polygon, box, mapping

from hamroh.kernel.places.geometry import (
    BadGeometry,
    Box,
    Frame,
    as_polygons,
    box_of,
    contains,
    from_geojson,
    label_point,
    on_grid,
    simplify,
    simplify_together,
    svg_path,
    union,
)

PURE = ("boundary_checks", "boundary_file", "geometry", "pcode_list", "reference", "schematic", "spelling")
TAJIKISTAN = Box(67.3, 36.6, 75.2, 41.1)


def test_the_frame_keeps_shapes() -> None:
    frame = Frame(TAJIKISTAN, width=1000)
    x0, y0 = frame.point(67.3, 41.1)
    x1, y1 = frame.point(75.2, 36.6)
    assert (round(x0), round(y0)) == (0, 0)
    assert (round(x1), round(y1)) == (1000, round(frame.height))
    # At 38.85° north a degree of longitude is 0.779 of a degree of latitude.
    assert frame.height == pytest.approx(1000 * 4.5 / (7.9 * 0.7788), rel=0.001)


@given(st.floats(67.3, 75.2), st.floats(36.6, 41.1))
def test_positions_in_the_box_are_drawn_inside_the_frame(lon: float, lat: float) -> None:
    frame = Frame(TAJIKISTAN)
    x, y = frame.point(lon, lat)
    assert -1e-6 <= x <= frame.width + 1e-6
    assert -1e-6 <= y <= frame.height + 1e-6


def test_a_path_draws_the_ring_and_its_hole() -> None:
    frame = Frame(Box(0, -1, 2, 1), width=200)
    ring = Polygon([(0, -1), (2, -1), (2, 1), (0, 1)], [[(0.5, -0.5), (1, -0.5), (1, 0), (0.5, 0)]])
    path = svg_path(ring, frame)
    assert _walk(path) == [
        [(0, 200), (200, 200), (200, 0), (0, 0)],
        [(50, 150), (100, 150), (100, 100), (50, 100)],
    ]


def test_what_is_too_small_to_draw_gives_no_path() -> None:
    assert svg_path(box(68, 38, 68.0001, 38.0001), Frame(TAJIKISTAN)) == ""


@pytest.mark.parametrize(
    ("geometry", "says"),
    [
        ({}, "cannot be read"),
        ({"type": "Polygon"}, "cannot be read"),
        ({"type": "Polygon", "coordinates": [[[0, 0], [1, 1]]]}, "cannot be read"),
        ({"type": "Polygon", "coordinates": []}, "empty"),
        ({"type": "Point", "coordinates": [68, 38]}, "this is a Point"),
        (mapping(box(500_000, 4_200_000, 510_000, 4_210_000)), "WGS84"),
    ],
)
def test_bad_geometries_are_refused_with_a_reason(geometry: dict, says: str) -> None:
    with pytest.raises(BadGeometry, match=says):
        from_geojson(geometry)


def test_a_bow_tie_is_mended() -> None:
    mended = from_geojson({"type": "Polygon", "coordinates": [[[0, 0], [2, 2], [2, 0], [0, 2], [0, 0]]]})
    assert mended.is_valid
    assert mended.area == pytest.approx(2)


def test_simplifying_keeps_within_the_tolerance() -> None:
    circle = box(68, 38, 69, 39).centroid.buffer(1, quad_segs=200)
    simpler = simplify(circle, 0.01)
    assert len(simpler.geoms[0].exterior.coords) < 60
    assert simpler.hausdorff_distance(circle) <= 0.011


def test_neighbours_stay_neighbours_when_simplified() -> None:
    border = [(0.5 + 0.01 * (step % 2), step / 50) for step in range(51)]
    west = Polygon([(0, 0), *border, (0, 1)])
    east = Polygon([(1, 0), *border, (1, 1)])
    simpler = simplify_together([west, east], 0.05)
    assert sum(len(each.geoms[0].exterior.coords) for each in simpler) < 30
    assert simpler[0].intersection(simpler[1]).area == pytest.approx(0, abs=1e-12)
    assert union(simpler).area == pytest.approx(1)


def test_overlapping_outlines_are_simplified_too() -> None:
    assert len(simplify_together([box(0, 0, 2, 2), box(1, 1, 3, 3)], 0.01)) == 2


def test_union_closes_slivers_and_drops_crumbs() -> None:
    joined = union([box(0, 0, 1, 1), box(1.00000001, 0, 2, 1), box(5, 5, 5.0001, 5.0001)])
    assert len(joined.geoms) == 1
    assert len(joined.geoms[0].interiors) == 0


def test_a_border_counts_as_inside_and_a_label_is_inside() -> None:
    ring = Polygon([(0, 0), (4, 0), (4, 4), (0, 4)], [[(1, 1), (3, 1), (3, 3), (1, 3)]])
    assert contains(ring, 0, 2)
    assert not contains(ring, 2, 2)
    assert contains(ring, *label_point(ring))


def test_grid_is_stable() -> None:
    outline = box(68.12345678, 38.12345678, 69, 39).union(box(70, 38, 71, 39))
    assert on_grid(on_grid(outline)).equals_exact(on_grid(outline), 0)


def test_lines_and_points_are_dropped_from_a_mixture() -> None:
    mixture = box(0, 0, 1, 1).union(box(2, 0, 3, 1)).union(Polygon([(5, 5), (6, 5), (6, 6)]).exterior)
    assert [round(part.area, 3) for part in as_polygons(mixture).geoms] == [1.0, 1.0]


def test_a_box_needs_an_outline() -> None:
    with pytest.raises(BadGeometry):
        box_of([])


def _walk(path: str) -> list[list[tuple[int, int]]]:
    rings = []
    for start, steps in re.findall(r"M(-?\d+,-?\d+)l([^z]+)z", path):
        x, y = map(int, start.split(","))
        ring = [(x, y)]
        for step in steps.split():
            dx, dy = map(int, step.split(","))
            x, y = x + dx, y + dy
            ring.append((x, y))
        rings.append(ring)
    return rings


def test_the_pure_modules_need_no_django() -> None:
    imports = ", ".join(f"hamroh.kernel.places.{module}" for module in PURE)
    code = f"import sys, {imports}; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
