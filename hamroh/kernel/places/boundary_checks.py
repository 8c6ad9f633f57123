"""What is odd about a set of outlines, before they are taken over. Pure, without Django."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import shapely
from shapely.geometry import MultiPolygon, Point

from hamroh.kernel.languages.folding import fold_name

from .boundary_file import Problem
from .spelling import SIMILAR_ENOUGH, similarity

# Rounding of coordinates makes hairline overlaps; below this share of the smaller place they do not matter.
_OVERLAP = 0.01


@dataclass(frozen=True)
class Known:
    """What we know about a place: its key, level, code, every name it has or had, its centre if known."""

    key: int
    level: int
    label: str
    pcode: str
    names: tuple[str, ...]
    centre: tuple[float, float] | None


@dataclass(frozen=True)
class Matched:
    """An outline of the file and the place it belongs to; `name` is what the file calls it."""

    place: Known
    pcode: str
    name: str
    geometry: MultiPolygon


def odd_matches(matches: Sequence[Matched]) -> Iterator[Problem]:
    """Yield what is odd about single outlines: another code, another name, a centre outside."""
    for match in matches:
        place = match.place
        where = f"{match.pcode} {place.label}"
        if match.pcode != place.pcode:
            yield Problem("note", where, f"This is another code of the place, whose own is {place.pcode}.")
        if match.name and not _is_name_of(match.name, place):
            message = f"The file calls it “{match.name}”, which is no name of {place.label} that we know."
            yield Problem("warning", where, f"{message} Check that the code belongs to this place.")
        if place.centre and place.level > 0 and not match.geometry.intersects(Point(*place.centre)):
            message = "Its centre lies outside this outline: the outline may be of an older division."
            yield Problem("warning", where, message)


def overlaps(matches: Sequence[Matched]) -> Iterator[Problem]:
    """Yield pairs of places of one level that share more than a hundredth of the smaller one."""
    if not matches:
        return
    geometries = [match.geometry for match in matches]
    tree = shapely.STRtree(geometries)
    pairs = tree.query(geometries, predicate="intersects").T
    for one, other in ((int(a), int(b)) for a, b in pairs if a < b):
        if matches[one].place.level != matches[other].place.level:
            continue
        shared = geometries[one].intersection(geometries[other]).area
        share = shared / min(geometries[one].area, geometries[other].area)
        if share > _OVERLAP:
            where = f"{matches[one].place.label} / {matches[other].place.label}"
            yield Problem("warning", where, f"The outlines overlap by {share:.0%} of the smaller one.")


def without_outline(matches: Sequence[Matched], places: Sequence[Known], level: int) -> Iterator[Problem]:
    """Yield the places of `level` that the file has no outline for, and inside whose outline they lie."""
    have = {match.place.key for match in matches}
    same_or_above = [match for match in matches if 0 < match.place.level <= level]
    for place in places:
        if place.level != level or place.key in have:
            continue
        inside = _holder(place, same_or_above)
        message = f"Its centre lies inside the outline of {inside}." if inside else "Its centre lies in no outline."
        if place.centre is None:
            message = "Its centre is not known either."
        yield Problem("note", f"{place.pcode} {place.label}".strip(), f"It has no outline in the file. {message}")


def coverage(matches: Sequence[Matched], country: MultiPolygon | None, level: int) -> float:
    """Return the share (0 to 1) of the country's outline that the outlines cover down to `level`; 1 if unknown."""
    if country is None or country.is_empty:
        return 1.0
    parts = [match.geometry for match in matches if 0 < match.place.level <= level]
    if not parts:
        return 0.0
    return float(shapely.union_all(parts).intersection(country).area / country.area)


def _is_name_of(name: str, place: Known) -> bool:
    folded = fold_name(name)
    return any(fold_name(known) == folded or similarity(known, name) >= SIMILAR_ENOUGH for known in place.names)


def _holder(place: Known, matches: Sequence[Matched]) -> str:
    if place.centre is None:
        return ""
    point = Point(*place.centre)
    holders: Mapping[str, int] = {
        match.place.label: match.place.level for match in matches if match.geometry.intersects(point)
    }
    return max(holders, key=lambda label: holders[label]) if holders else ""
