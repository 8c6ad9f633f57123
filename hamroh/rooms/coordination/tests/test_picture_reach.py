"""People are bounds: never fewer than somebody surely counted, never more than all together."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from hamroh.rooms.coordination.selectors.reach import Interval, Told, above, beside, of_place, reach_of
from hamroh.rooms.coordination.selectors.scope import NATIONAL, UNRESOLVED, Position

POSITIONS = (
    Position(NATIONAL, 0), Position(UNRESOLVED, 0), Position(1, 0), Position(1, 11), Position(1, 12), Position(2, 21),
)  # fmt: skip


def told() -> st.SearchStrategy[list[Told]]:
    """Lines of different keys."""
    numbers = st.tuples(st.sampled_from(POSITIONS), st.integers(0, 10_000))
    return st.lists(numbers, max_size=12).map(
        lambda found: [Told(at, f"line-{key}", number) for key, (at, number) in enumerate(found)]
    )


def test_no_line_is_unknown_and_one_line_is_exact() -> None:
    assert reach_of([]) is None and of_place([]) is None and beside([None]) is None
    assert reach_of([Told(Position(1, 11), "a", 40)]) == Interval(40, 40)
    assert Interval(40, 40).exact and not Interval(40, 41).exact


def test_the_rule_of_places() -> None:
    north, south = Position(1, 11), Position(1, 12)
    same_place = [Told(north, "a", 40), Told(north, "b", 100)]
    assert reach_of(same_place) == Interval(100, 140)
    assert reach_of([*same_place, Told(south, "c", 7)]) == Interval(107, 147)
    # A line for the whole region may be about the very people of its districts.
    assert reach_of([*same_place, Told(south, "c", 7), Told(Position(1, 0), "d", 50)]) == Interval(107, 197)
    assert reach_of([*same_place, Told(Position(1, 0), "d", 500)]) == Interval(500, 640)
    assert reach_of([*same_place, Told(Position(2, 21), "e", 5), Told(Position(NATIONAL, 0), "f", 90)]) == Interval(
        105, 235
    )
    assert above(None, Interval(1, 2)) == Interval(1, 2) == above(Interval(1, 2), None)


@given(told())
def test_the_lower_bound_is_never_above_the_upper(lines: list[Told]) -> None:
    found = reach_of(lines)
    if found is None:
        assert not lines
        return
    numbers = [one.number for one in lines]
    assert max(numbers) <= found.lower <= found.upper == sum(numbers)


@given(told(), st.sampled_from(POSITIONS), st.integers(0, 10_000))
def test_another_line_never_lowers_a_bound(lines: list[Told], at: Position, number: int) -> None:
    before, after = reach_of(lines), reach_of([*lines, Told(at, "another", number)])
    assert after is not None
    if before is not None:
        assert before.lower <= after.lower and before.upper <= after.upper


@given(told(), st.randoms(use_true_random=False))
def test_the_order_of_lines_changes_nothing(lines: list[Told], dice: object) -> None:
    turned = list(lines)
    dice.shuffle(turned)  # type: ignore[attr-defined]
    assert reach_of(turned) == reach_of(lines)


@given(told(), st.data())
def test_a_repeated_line_changes_nothing(lines: list[Told], data: st.DataObject) -> None:
    if lines:
        again = data.draw(st.lists(st.sampled_from(lines), max_size=4))
        assert reach_of([*lines, *again]) == reach_of(lines)


@given(told(), told())
def test_two_regions_are_beside_each_other(one: list[Told], other: list[Told]) -> None:
    here = [Told(Position(1, line.at.district and 11), line.key, line.number) for line in one]
    there = [Told(Position(2, line.at.district and 21), line.key, line.number) for line in other]
    assert reach_of([*here, *there]) == beside([reach_of(here), reach_of(there)])
