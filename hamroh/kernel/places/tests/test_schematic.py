"""Schematic districts: the outline is decoded, and divided without a gap or an overlap."""

from __future__ import annotations

import json
from itertools import combinations
from pathlib import Path

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import MultiPolygon, Point, Polygon, box

from hamroh.kernel.places.geometry import union
from hamroh.kernel.places.reference import table
from hamroh.kernel.places.schematic import BadCentres, NoOutline, read_outline, voronoi

CENTRES = {place.slug: (place.lon, place.lat) for place in table("TJK").places if place.level == 2}
# A square of 10 by 10 with a bay, so that straight cuts leave pieces on both sides of it, and an island.
BAY = MultiPolygon([Polygon([(0, 0), (10, 0), (10, 10), (6, 10), (5, 2), (4, 10), (0, 10)]), box(12, 0, 13, 1)])


def test_topojson_is_decoded(tmp_path: Path) -> None:
    """Two neighbours share an arc, which one walks backwards; the second has a hole and an island."""
    topology = {
        "type": "Topology",
        "transform": {"scale": [0.5, 0.5], "translate": [60, 30]},
        "arcs": [
            [[2, 0], [0, 2]],
            [[2, 2], [-2, 0], [0, -2], [2, 0]],
            [[2, 0], [6, 0], [0, 2], [-6, 0]],
            [[3, 0], [1, 0], [0, 1], [-1, 0], [0, -1]],
            [[20, 20], [2, 0], [0, 2], [-2, 0], [0, -2]],
        ],
        "objects": {
            "countries": {
                "type": "GeometryCollection",
                "geometries": [
                    {"type": "Polygon", "id": "001", "arcs": [[0, 1]]},
                    {"type": "MultiPolygon", "id": "002", "arcs": [[[2, -1]], [[4]]]},
                ],
            }
        },
    }
    path = tmp_path / "countries.json"
    path.write_text(json.dumps(topology))
    first, second = read_outline(path, "001"), read_outline(path, "002")
    assert first.equals(box(60, 30, 61, 31))
    assert second.equals(MultiPolygon([box(61, 30, 64, 31), box(70, 40, 71, 41)]))
    assert first.touches(second)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (None, "does not exist.*make setup"),
        ("not json", "not a TopoJSON file"),
        ('{"type": "FeatureCollection"}', "no countries in the form of world-atlas"),
        ("[]", "no countries in the form of world-atlas"),
        (
            '{"transform": {"scale": [1, 1], "translate": [0, 0]}, "arcs": [],'
            ' "objects": {"countries": {"geometries": []}}}',
            "no country with the UN M49 code 762",
        ),
    ],
)
def test_an_outline_that_cannot_be_read_says_why(tmp_path: Path, content: str | None, says: str) -> None:
    path = tmp_path / "countries.json"
    if content is not None:
        path.write_text(content)
    with pytest.raises(NoOutline, match=says):
        read_outline(path, "762")


def test_the_outline_of_tajikistan(world_atlas: Path) -> None:
    outline = read_outline(world_atlas, "762")
    assert outline.is_valid
    # 141,400 km² by the statistics agency; 1° × 1° is about 9,620 km² at this latitude.
    assert outline.area * 9_620 == pytest.approx(141_400, rel=0.02)


def test_districts_of_tajikistan(world_atlas: Path) -> None:
    outline = read_outline(world_atlas, "762")
    cells = voronoi(outline, CENTRES)
    _check(outline, CENTRES, cells.by_key)
    assert cells.moved == {}


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 999), st.integers(1, 199)), min_size=1, max_size=12, unique=True))
def test_any_centres_divide_the_outline(positions: list[tuple[int, int]]) -> None:
    # South of the bay every position is inside the outline.
    centres = {str(number): (x / 100, y / 100) for number, (x, y) in enumerate(positions)}
    _check(BAY, centres, voronoi(BAY, centres).by_key)


def test_a_piece_cut_off_by_the_bay_goes_to_its_neighbour() -> None:
    # The north-eastern arm is nearest to the western centre, but can only be reached through the eastern one.
    cells = voronoi(BAY, {"west": (3.9, 9.0), "east": (9.0, 0.5)}).by_key
    assert all(cell.intersection(box(0, 0, 11, 11)).geom_type == "Polygon" for cell in cells.values())
    _check(BAY, {"west": (3.9, 9.0), "east": (9.0, 0.5)}, cells)


def test_a_centre_outside_is_drawn_in_and_reported() -> None:
    cells = voronoi(BAY, {"inside": (2.0, 2.0), "outside": (-0.05, 8.0)})
    assert list(cells.moved) == ["outside"]
    assert cells.moved["outside"] == pytest.approx(0.06 * 111.195, rel=0.02)
    assert cells.by_key["outside"].area > 0


def test_two_centres_on_one_spot_are_refused() -> None:
    with pytest.raises(BadCentres, match="one and two have the same centre"):
        voronoi(BAY, {"one": (2.0, 2.0), "two": (2.0, 2.0)})


def _check(outline: MultiPolygon, centres: dict[str, tuple[float, float]], cells: dict[str, MultiPolygon]) -> None:
    assert set(cells) == set(centres)
    assert union(cells.values()).symmetric_difference(outline).area <= outline.area / 1000
    assert sum(cell.area for cell in cells.values()) == pytest.approx(outline.area, rel=1e-6)
    for one, other in combinations(cells.values(), 2):
        assert shapely.intersection(one, other).area <= outline.area * 1e-9
    for key, (lon, lat) in centres.items():
        assert cells[key].covers(Point(lon, lat))
