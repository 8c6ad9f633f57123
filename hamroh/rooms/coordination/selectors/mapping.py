"""The picture on the map: each district's figure, and what is known of larger areas only."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from .cube import Cell, Cube, Gathered, Key, Picture, Summed
from .scope import NATIONAL, UNRESOLVED, Position


@dataclass(frozen=True)
class Spread:
    """`by_place`: each district, and each region with all its districts, by primary key. `wider`: known of a whole
    region alone; `national`; `unresolved`: of no place that anybody recognised. None where there is nothing."""

    by_place: dict[int, Summed]
    wider: Summed | None
    national: Summed | None
    unresolved: Summed | None
    total: Summed


def spread_in(picture: Picture, *, theme: str = "") -> Spread:
    """The figures of a picture by place, kept."""
    return picture.kept("spread", [theme], lambda: spread_of(picture.cube, theme=theme))


def spread_of(cube: Cube, *, theme: str = "") -> Spread:
    """The figures of a thematic area ("": of all) by place."""
    cells: dict[Position, list[tuple[Key, Cell]]] = defaultdict(list)
    for key, cell in cube.chosen(theme=theme):
        cells[key.at].append((key, cell))
    at = {position: Gathered(found) for position, found in cells.items()}
    regions: dict[int, list[Gathered]] = defaultdict(list)
    for position, one in at.items():
        regions[position.region].append(one)
    whole = {region: Gathered(of=found) for region, found in regions.items()}
    wider = [one for position, one in at.items() if position.region > NATIONAL and not position.district]
    by_place = {position.district: one.summed for position, one in at.items() if position.district}
    by_place |= {region: one.summed for region, one in whole.items() if region > NATIONAL}
    return Spread(
        by_place,
        Gathered(of=wider).summed if wider else None,
        whole[NATIONAL].summed if NATIONAL in whole else None,
        whole[UNRESOLVED].summed if UNRESOLVED in whole else None,
        Gathered(of=whole.values()).summed,
    )
