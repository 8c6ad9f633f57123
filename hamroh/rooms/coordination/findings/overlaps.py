"""When do several work at the same time? Days as whole numbers, both ends included; no Django."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

Who = TypeVar("Who", bound=Hashable)


@dataclass(frozen=True)
class Together(Generic[Who]):
    """The stretch of days on which at least so many are at work: how many days, first and last of them, who takes part
    on any of them, and the most on one day."""

    days: int
    first: int
    last: int
    who: frozenset[Who]
    most: int


def together(spans: Iterable[tuple[Who, int, int]], least: int) -> Together[Who] | None:
    """Days on which at least `least` different ones work, out of (who, first day, last day); None when there is none.

    One with several spans counts once a day, however they overlap.
    """
    by_who: dict[Who, list[tuple[int, int]]] = defaultdict(list)
    for who, first, last in spans:
        if first <= last:
            by_who[who].append((first, last))
    changes: dict[int, list[tuple[Who, int]]] = defaultdict(list)
    for who, own in by_who.items():
        for first, last in _merged(own):
            changes[first].append((who, 1))
            changes[last + 1].append((who, -1))
    return _swept(changes, least)


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for first, last in sorted(spans):
        if merged and first <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(merged[-1][1], last))
        else:
            merged.append((first, last))
    return merged


def _swept(changes: dict[int, list[tuple[Who, int]]], least: int) -> Together[Who] | None:
    at_work: set[Who] = set()
    taking_part: set[Who] = set()
    days = most = 0
    first = last = None
    moments = sorted(changes)
    for moment, following in zip(moments, [*moments[1:], moments[-1] if moments else 0], strict=True):
        for who, step in changes[moment]:
            (at_work.add if step > 0 else at_work.discard)(who)
        if len(at_work) >= least:
            days += following - moment
            taking_part |= at_work
            most = max(most, len(at_work))
            first = moment if first is None else first
            last = following - 1
    if first is None or last is None:
        return None
    return Together(days, first, last, frozenset(taking_part), most)
