"""How many people: an interval, since two lines in one place may well count the same people.

In one place the true number is at least that of the largest single line and at most the sum of all. People of two
districts are not the same, so both bounds add up there; work that is known for a whole region (or for the country) may
reach the very people of its districts, so its lower bound adds nothing that they have already.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .scope import NATIONAL, UNRESOLVED, Position


@dataclass(frozen=True)
class Interval:
    """From `lower` to `upper` people. Both are the same when nothing can overlap."""

    lower: int
    upper: int

    @property
    def exact(self) -> bool:
        """Whether it is one number."""
        return self.lower == self.upper


@dataclass(frozen=True)
class Told:
    """What one line says: where, which line (a repetition has the same `key`), and how many people."""

    at: Position
    key: str
    number: int


def of_place(numbers: Iterable[int]) -> Interval | None:
    """Of the distinct lines in one place; None when no line says a number."""
    told = list(numbers)
    return Interval(max(told), sum(told)) if told else None


def beside(intervals: Iterable[Interval | None]) -> Interval | None:
    """Of places that lie beside each other: both bounds add up. None when none is known."""
    known = [one for one in intervals if one is not None]
    return Interval(sum(one.lower for one in known), sum(one.upper for one in known)) if known else None


def above(whole: Interval | None, parts: Interval | None) -> Interval | None:
    """Of what is known of a whole and what is known of its parts: the same people may stand in both."""
    if whole is None or parts is None:
        return whole or parts
    return Interval(max(whole.lower, parts.lower), whole.upper + parts.upper)


def in_all(by_place: Mapping[Position, Interval | None]) -> Interval | None:
    """Of a country from its places: districts in their regions, regions in the country.

    Lines whose place nobody recognised may lie anywhere: they count as those of the whole country do.
    """
    regions = defaultdict(list)
    wholes: dict[int, Interval | None] = {}
    for at, one in by_place.items():
        if at.district:
            regions[at.region].append(one)
        else:
            wholes[at.region] = one
    known = {*regions, *wholes} - {NATIONAL, UNRESOLVED}
    land = beside(above(wholes.get(region), beside(regions[region])) for region in sorted(known))
    return above(wholes.get(UNRESOLVED), above(wholes.get(NATIONAL), land))


def reach_of(lines: Iterable[Told]) -> Interval | None:
    """Of any lines, repetitions among them. None when there are none."""
    once = {(one.at, one.key): one.number for one in lines}
    at: dict[Position, list[int]] = defaultdict(list)
    for (place, _key), number in once.items():
        at[place].append(number)
    return in_all({place: of_place(numbers) for place, numbers in at.items()})
