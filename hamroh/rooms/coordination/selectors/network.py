"""Who works with whom: two organisations in the roles of the same undertaking."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from hamroh.commons.activities.models import ActivityPlace

from .cube import Picture, bodies_of
from .scope import NATIONAL, NO_THEME, ROLES, UNRESOLVED, Spot, positions, unresolved

# What an eye can follow; the table beside it goes further.
MOST_BODIES, MOST_TIES, MOST_LISTED = 30, 60, 300


@dataclass(frozen=True)
class Tie:
    """Two organisations (the smaller number first) and in how many undertakings they work together."""

    one: int
    other: int
    undertakings: int


@dataclass(frozen=True)
class Ties:
    """`bodies`: organisation → in how many undertakings it takes part; `roles`: the roles it has there.

    `ties` strongest first, at most MOST_LISTED of `all_ties`.
    """

    bodies: dict[int, int]
    roles: dict[int, frozenset[str]]
    ties: tuple[Tie, ...]
    all_ties: int

    def drawn(self) -> tuple[list[int], list[Tie]]:
        """The organisations and ties to draw: the strongest ties among those who have most of them."""
        strength: Counter[int] = Counter()
        for tie in self.ties:
            strength[tie.one] += tie.undertakings
            strength[tie.other] += tie.undertakings
        chosen = {body for body, _ in sorted(strength.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_BODIES]}
        ties = [tie for tie in self.ties if tie.one in chosen and tie.other in chosen][:MOST_TIES]
        shown = {body for tie in ties for body in (tie.one, tie.other)}
        return sorted(shown, key=lambda body: (-self.bodies[body], body)), ties


@dataclass(frozen=True)
class Taking:
    """Who takes part in what, counted once for all questions.

    `loose`: rows of (theme, region, district, donor, programming, implementing, how many distinct lines) of lines that
    are joined to no activity; `joined`: (theme, region, district, activity, donor, programming, implementing) of the
    others; `places`: (theme, region, district, activity); `parts`: (activity, role, organisation). 0 is nobody;
    themes by their place in `themes`, roles in ROLES.
    """

    themes: tuple[str, ...]
    loose: np.ndarray
    joined: np.ndarray
    places: np.ndarray
    parts: np.ndarray


def network_of(picture: Picture, *, theme: str = "", spot: Spot | None = None) -> Ties:
    """The ties on a thematic area and at a place."""
    asked = [theme, *((spot.region, spot.district, spot.alone) if spot else ())]
    return picture.kept("network", asked, lambda: _ties(_taking(picture), theme, spot))


def _taking(picture: Picture) -> Taking:
    return picture.kept("taking", [], lambda: _read(picture), long=True)


def _read(picture: Picture) -> Taking:
    themes: dict[str, int] = {}
    lost = set(unresolved(picture.lines).values_list("pk", flat=True))
    loose: Counter[tuple[int, ...]] = Counter()
    joined: set[tuple[int, ...]] = set()
    told = picture.lines.filter(counted=True).values_list(
        "pk", "theme", "region_id", "district_id", "activity_id", "donor_id", "programming_id", "implementing_id"
    )
    for pk, theme, region, district, activity, *bodies in told.iterator(chunk_size=5_000):
        at = (themes.setdefault(theme, len(themes)), region or (UNRESOLVED if pk in lost else NATIONAL), district or 0)
        named = tuple(body or 0 for body in bodies)
        if activity is None:
            loose[(*at, *named)] += 1
        else:
            joined.add((*at, activity, *named))
    places, parts = _of_activities(picture, themes)
    counted = [(*key, times) for key, times in loose.items()]
    return Taking(tuple(themes), _table(counted, 7), _table(joined, 7), _table(places, 4), _table(parts, 3))


def _of_activities(picture: Picture, themes: dict[str, int]) -> tuple[list[tuple[int, ...]], list[tuple[int, ...]]]:
    areas, reporters = {}, {}
    for pk, theme, reporter in picture.activities.values_list("pk", "theme", "reporting_organisation_id"):
        areas[pk], reporters[pk] = themes.setdefault(theme, len(themes)), reporter
    at = positions(picture.country)
    rows = ActivityPlace.objects.filter(
        place__country=picture.country, activity__in=picture.activities.values("pk")
    ).order_by()
    places: list[tuple[int, ...]] = [
        (areas[activity], *at[place], activity)
        for activity, place in rows.values_list("activity_id", "place_id")
        if activity in areas and place in at
    ]
    bodies = bodies_of(picture.activities, reporters)
    return places, [(pk, ROLES.index(role), body) for pk, found in bodies.items() for role, body in found]


def _table(rows: Iterable[tuple[int, ...]], width: int) -> np.ndarray:
    return np.array(list(rows), dtype=np.int64).reshape(-1, width)


def _inside(rows: np.ndarray, theme: int | None, spot: Spot | None) -> np.ndarray:
    chosen = np.ones(len(rows), dtype=bool)
    if theme is not None:
        chosen &= rows[:, 0] == theme
    if spot is not None:
        chosen &= rows[:, 1] == spot.region
        if spot.district or spot.alone:
            chosen &= rows[:, 2] == spot.district
    return rows[chosen]


def _ties(taking: Taking, theme: str, spot: Spot | None) -> Ties:
    area: int | None = None
    if theme:
        wanted = "" if theme == NO_THEME else theme
        area = taking.themes.index(wanted) if wanted in taking.themes else -1
    loose, joined = _inside(taking.loose, area, spot), _inside(taking.joined, area, spot)
    here = np.unique(_inside(taking.places, area, spot)[:, 3])
    parts = taking.parts[np.isin(taking.parts[:, 0], here)]
    # (activity, body) of all roles, once each.
    in_lines = [joined[:, [3, 4 + at]] for at in range(3)]
    taking_part = np.unique(np.concatenate([parts[:, [0, 2]], *in_lines]), axis=0)
    taking_part = taking_part[taking_part[:, 1] > 0]
    bodies_alone, pairs_alone = _of_loose(loose[:, 3:6], loose[:, 6])
    present = np.column_stack((taking_part[:, 1], np.ones(len(taking_part), dtype=np.int64)))
    bodies = _added(np.concatenate([bodies_alone, present]))
    pairs = _added(np.concatenate([pairs_alone, _pairs(taking_part)]))
    roles: dict[int, set[str]] = defaultdict(set)
    for at, role in enumerate(ROLES):
        held = (parts[parts[:, 1] == at, 2], joined[:, 4 + at], loose[:, 3 + at])
        for body in np.unique(np.concatenate(held)).tolist():
            roles[body].add(role)
    # Strongest first, then by number, so that the same question has the same answer.
    order = np.lexsort((pairs[:, 1], pairs[:, 0], -pairs[:, 2]))[:MOST_LISTED]
    ties = tuple(Tie(one, other, times) for one, other, times in pairs[order].tolist())
    counted = dict(bodies.tolist())
    return Ties(counted, {body: frozenset(roles[body]) for body in counted}, ties, len(pairs))


def _pairs(taking_part: np.ndarray) -> np.ndarray:
    """(one, other, 1) of each two bodies of the same activity, from (activity, body) in order."""
    found = []
    for step in range(1, len(taking_part)):
        same = taking_part[step:, 0] == taking_part[:-step, 0]
        if not same.any():
            break
        one, other = taking_part[:-step, 1][same], taking_part[step:, 1][same]
        found.append(np.column_stack((one, other, np.ones(len(one), dtype=np.int64))))
    return np.concatenate(found) if found else np.empty((0, 3), dtype=np.int64)


def _of_loose(bodies: np.ndarray, times: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(body, times) and (one, other, times) of lines: whoever has two roles in a line stands in it once."""
    ordered = np.sort(bodies, axis=1)
    again = np.zeros_like(ordered, dtype=bool)
    again[:, 1:] = ordered[:, 1:] == ordered[:, :-1]
    ordered[again] = 0
    alone = [np.column_stack((ordered[:, at], times)) for at in range(3)]
    pairs = [np.column_stack((ordered[:, one], ordered[:, other], times)) for one, other in combinations(range(3), 2)]
    everybody, together = np.concatenate(alone), np.concatenate(pairs)
    return everybody[everybody[:, 0] > 0], together[(together[:, 0] > 0) & (together[:, 1] > 0)]


def _added(rows: np.ndarray) -> np.ndarray:
    """Rows with the same start put together; their last column is added."""
    if not len(rows):
        return rows
    ordered = rows[np.lexsort(rows[:, :-1].T[::-1])]
    changes = np.any(ordered[1:, :-1] != ordered[:-1, :-1], axis=1)
    first = np.concatenate([[0], np.flatnonzero(changes) + 1])
    return np.column_stack((ordered[first, :-1], np.add.reduceat(ordered[:, -1], first)))
