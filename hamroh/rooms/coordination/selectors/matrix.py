"""Places by thematic areas: how many organisations, undertakings, people, or how much money."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from ..codes.themes import SCHEMES
from ..models import Finding, FindingKind, FindingState
from .cube import Cell, Cube, Gathered, Key, Picture, Summed
from .scope import NATIONAL, NO_THEME, UNRESOLVED, Spot

MEASURES = ("organisations", "undertakings", "targeted", "reached", "money")
# A list of more areas than this shows those in which somebody works.
MOST_EMPTY_COLUMNS = 10


@dataclass(frozen=True)
class Row:
    """A place: a region (or NATIONAL, UNRESOLVED), or inside a region a district (0: what is known of it alone).

    `cells` by theme; NO_THEME for lines that say none.
    """

    place: int
    cells: dict[str, Summed]
    total: Summed


@dataclass(frozen=True)
class Matrix:
    """`themes` in the order of their list; `rows` only of places where something is known."""

    themes: tuple[str, ...]
    rows: dict[int, Row]
    by_theme: dict[str, Summed]
    total: Summed


def matrix_in(picture: Picture, *, theme: str = "", spot: Spot | None = None) -> Matrix:
    """The matrix of a picture, kept."""
    asked = [theme, *((spot.region, spot.district, spot.alone) if spot else ())]
    return picture.kept("matrix", asked, lambda: matrix_of(picture.cube, picture.scheme, theme=theme, spot=spot))


def matrix_of(cube: Cube, scheme: str, *, theme: str = "", spot: Spot | None = None) -> Matrix:
    """The matrix by region; with a `spot` in a region by its districts."""
    inside = spot is not None and spot.region > NATIONAL
    split: dict[int, dict[str, list[tuple[Key, Cell]]]] = defaultdict(lambda: defaultdict(list))
    for key, cell in cube.chosen(theme=theme, spot=spot):
        split[key.district if inside else key.region][key.theme or NO_THEME].append((key, cell))
    gathered = {place: {name: Gathered(found) for name, found in row.items()} for place, row in split.items()}
    totals = {place: Gathered(of=row.values()) for place, row in gathered.items()}
    columns: dict[str, list[Gathered]] = defaultdict(list)
    for row in gathered.values():
        for name, one in row.items():
            columns[name].append(one)
    rows = {
        place: Row(place, {name: one.summed for name, one in row.items()}, totals[place].summed)
        for place, row in gathered.items()
    }
    by_theme = {name: Gathered(of=found).summed for name, found in columns.items()}
    total = Gathered(of=totals.values()).summed
    return Matrix(_themes(scheme, set(by_theme), theme), rows, by_theme, total)


def _themes(scheme: str, used: set[str], asked: str) -> tuple[str, ...]:
    if asked:
        return (asked,)
    codes = [entry.key for entry in SCHEMES[scheme]]
    shown = codes if len(codes) <= MOST_EMPTY_COLUMNS else [code for code in codes if code in used]
    return (*shown, *sorted(used - set(codes) - {NO_THEME}), *([NO_THEME] if NO_THEME in used else []))


def gaps(country: str, *, confirmed_only: bool) -> set[tuple[str, int]]:
    """(theme, place) where a rule found a need and nobody at work. Everybody sees what a person confirmed."""
    states = [FindingState.CONFIRMED] if confirmed_only else [FindingState.CONFIRMED, FindingState.OPEN]
    found = Finding.objects.filter(country=country, kind=FindingKind.GAP, state__in=states, place__isnull=False)
    return set(found.exclude(theme="").values_list("theme", "place_id"))


def in_order(rows: Iterable[int], places: Iterable[int]) -> list[int]:
    """The places to show: all given ones in their order, others that have something, then the country, then what
    nobody recognised."""
    known, have = list(places), set(rows)
    others = sorted(have - set(known) - {NATIONAL, UNRESOLVED})
    return [*known, *others, *(one for one in (NATIONAL, UNRESOLVED) if one in have)]
