"""What stands on top of every output: how many reported, how many lines, how many of them distinct."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q

from hamroh.kernel.ledger.actors import Actor

from ..models import Round
from ..selectors.lines import Which, visible_to


@dataclass(frozen=True)
class Totals:
    """Both totals of a round as one viewer sees it: all lines, and those without repetitions."""

    reporters: int
    lines: int
    distinct: int
    places: int


def totals_of(round_: Round, viewer: Actor, which: Which = "published") -> Totals:
    """The totals, in one query."""
    lines = visible_to(viewer, which=which).filter(reporter__round=round_).order_by()
    found = lines.aggregate(
        reporters=Count("reporter", distinct=True),
        lines=Count("pk"),
        distinct=Count("pk", filter=Q(counted=True)),
        places=Count("place", distinct=True),
    )
    return Totals(**found)
