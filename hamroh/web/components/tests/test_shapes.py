"""Maps, charts and shaded tables: the sums behind the colours."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hamroh.web.components.charts import Chart, Series, Value
from hamroh.web.components.heat import Cell, Heat
from hamroh.web.components.maps import STEPS, Area, AreaMap, step_bounds

COUNTS = st.lists(st.integers(0, 5000) | st.none(), min_size=1, max_size=60)


def area_map(values: list[int | None]) -> AreaMap:
    areas = [Area(outline="M0 0", label=f"a{n}", value=value) for n, value in enumerate(values)]
    return AreaMap(key="m", title="Map", areas=areas, width=1, height=1, value_label="Number")


@given(COUNTS)
def test_darker_never_means_less(values: list[int | None]) -> None:
    item = area_map(values)
    known = sorted(value for value in values if value is not None)
    steps = [int(item.step_of(value)[1:]) for value in known]
    assert steps == sorted(steps)
    assert all(0 <= step < STEPS for step in steps)


@given(COUNTS)
def test_the_legend_covers_every_area_and_its_steps_do_not_overlap(values: list[int | None]) -> None:
    item = area_map(values)
    known = [(low, high) for step, low, high in item.legend if step != "unknown"]
    assert {step for step, _, _ in item.legend} == {step for step, _ in item.drawn}
    assert all(before[1] < after[0] for before, after in pairwise(known))


@given(st.lists(st.integers(0, 100), max_size=50))
def test_bounds_rise(values: list[int]) -> None:
    bounds = step_bounds(values)
    assert bounds == sorted(set(bounds)) and len(bounds) < STEPS


def test_unknown_is_not_zero() -> None:
    item = area_map([0, None, 7])
    assert item.step_of(None) == "unknown" and item.step_of(0) == "m0" and item.step_of(7) == "m4"
    assert [area.value for area in item.listed] == [7, 0, None]


def test_a_shaded_table_tells_gap_kept_and_empty_apart() -> None:
    cells = [Cell(value=0), Cell(value=0, gap=True), Cell(value=2, kept="fewer than 3"), Cell(value=9), Cell(value=1)]
    item = Heat(title="T", columns=list("abcde"), rows=[("row", cells)], value_label="Number")
    assert [shade for shade, _, _ in item.lines[0][1]] == ["h0", "gap", "kept", "h3", "h1"]


def test_a_row_of_the_wrong_length_is_refused() -> None:
    with pytest.raises(ValueError, match=r"shorter|longer"):
        _ = Heat(title="T", columns=["a"], rows=[("row", [])], value_label="Number").lines
    with pytest.raises(ValueError, match="1 values for 2 categories"):
        Chart(key="c", title="T", categories=["a", "b"], series=[Series(label="s", values=[Value(amount=1)])])
