"""Corridors: how many people of one country live in another. A sum is made of known parts only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from django.db.models import Q

from hamroh.kernel.ledger.actors import Actor

from ..models import Observation
from ..vocabulary import REMARKS
from .figures import observations

STOCK = "migrant-stock"
Direction = Literal["abroad", "here"]


@dataclass(frozen=True)
class Corridor:
    """People of `origin` who live in `destination`. None is unknown; `total` is None unless both sexes are known."""

    origin: str
    destination: str
    year: int
    women: Decimal | None
    men: Decimal | None
    total: Decimal | None
    remarks: tuple[str, ...]
    observations: tuple[Observation, ...]

    def other(self, country: str) -> str:
        """The end of the corridor that is not `country`."""
        return self.origin if self.destination == country else self.destination


def corridors(
    country: str, year: int, *, viewer: Actor, direction: Direction | None = None, indicator: str = STOCK
) -> Sequence[Corridor]:
    """The corridors from the country (`abroad`), to it (`here`), or both, in a year: largest known total first.

    Corridors whose size is unknown come last, corridors that are not in any source do not come at all.
    """
    rows = observations(viewer).filter(
        _ends(country, direction), indicator__code=indicator, place=None, period_start__year=year
    )
    by_ends: dict[tuple[str, str], dict[str, Observation]] = defaultdict(dict)
    for row in rows.exclude(counterpart="").order_by("source_id"):
        by_ends[(row.counterpart, row.country)][row.breakdown_key] = row
    found = [_corridor(*ends, year, parts) for ends, parts in by_ends.items()]
    return sorted(found, key=lambda one: (one.total is None, -(one.total or 0), one.origin, one.destination))


def corridor_years(country: str, *, viewer: Actor, indicator: str = STOCK) -> Sequence[int]:
    """The years for which there are corridors of the country, oldest first."""
    rows = observations(viewer).filter(_ends(country, None), indicator__code=indicator).exclude(counterpart="")
    days = rows.order_by("period_start").values_list("period_start", flat=True).distinct()
    return sorted({day.year for day in days})


def _ends(country: str, direction: Direction | None) -> Q:
    abroad, here = Q(counterpart=country), Q(country=country)
    return {"abroad": abroad, "here": here, None: abroad | here}[direction]


def _corridor(origin: str, destination: str, year: int, parts: dict[str, Observation]) -> Corridor:
    def value(key: str) -> Decimal | None:
        row = parts.get(key)
        return row.value if row is not None else None

    women, men, total = value("sex=female"), value("sex=male"), value("")
    if total is None and women is not None and men is not None:
        total = women + men
    keys = dict.fromkeys(key for row in parts.values() for key in row.remarks)
    remarks = tuple(str(REMARKS[key]) for key in keys if key in REMARKS)
    return Corridor(origin, destination, year, women, men, total, remarks, tuple(parts.values()))
