"""Sums over many activities that count nothing twice: revised budgets replaced, children within their parents."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Count, QuerySet, Sum

from ..deriving.money import BUDGET, PLANNED
from ..models import Activity, ActivitySum, Parenthood, TransactionType

COMMITMENTS = (TransactionType.OUTGOING_COMMITMENT.value,)
SPENT = (TransactionType.DISBURSEMENT.value, TransactionType.EXPENDITURE.value)


@dataclass(frozen=True)
class Total:
    """A sum by currency. Currencies are never converted; "" stands for amounts whose currency nobody named.

    `counted` activities were added; `within_parents` were left out because a parent that counts contains them.
    """

    by_currency: Mapping[str, Decimal] = field(default_factory=dict)
    counted: int = 0
    within_parents: int = 0


def totals(activities: QuerySet[Activity]) -> Total:
    """The budgets in force of these activities."""
    return total_of(activities, (BUDGET,))


def planned(activities: QuerySet[Activity]) -> Total:
    """The planned disbursements."""
    return total_of(activities, (PLANNED,))


def commitments(activities: QuerySet[Activity]) -> Total:
    """Outgoing commitments (TransactionType 2)."""
    return total_of(activities, COMMITMENTS)


def spend(activities: QuerySet[Activity]) -> Total:
    """Disbursements and expenditure (TransactionType 3 and 4)."""
    return total_of(activities, SPENT)


def total_of(activities: QuerySet[Activity], kinds: tuple[str, ...]) -> Total:
    """The sum of some kinds (`budget`, `planned`, codes of TransactionType) over activities, by currency.

    Where a parent and its child are both among them, the parent's figure contains the child's. A parent that gives no
    figure of the kind contains nothing: then its children count.
    """
    chosen = activities.order_by().values("pk")
    sums = ActivitySum.objects.filter(kind__in=kinds, activity__in=chosen)
    contained = _contained(chosen, kinds)
    rows = sums.exclude(activity__in=contained) if contained else sums
    by_currency = dict(rows.order_by("currency").values_list("currency").annotate(total=Sum("amount")))
    counted = rows.aggregate(n=Count("activity", distinct=True))["n"]
    return Total({code: Decimal(total) for code, total in by_currency.items()}, counted, len(contained))


def _contained(chosen: QuerySet, kinds: tuple[str, ...]) -> set[int]:
    """Ids of activities below another one that gives a figure of these kinds."""
    # In two steps: asked at once for both ends, SQLite walks every activity for each of them.
    known = Parenthood.objects.order_by().filter(parent__in=chosen).values_list("parent_id", "child_id")
    children = {child for _parent, child in known}
    inside = set(Activity.objects.order_by().filter(pk__in=children).filter(pk__in=chosen).values_list("pk", flat=True))
    pairs = [(parent, child) for parent, child in known if child in inside]
    if not pairs:
        return set()
    kin = {pk for pair in pairs for pk in pair}
    sums = ActivitySum.objects.order_by().filter(activity__in=kin, kind__in=kinds)
    figures = set(sums.values_list("activity_id", flat=True))
    return contained_in(pairs, figures)


def contained_in(pairs: Iterable[tuple[int, int]], figures: set[int]) -> set[int]:
    """Of (parent, child) pairs, the activities with figures that lie below another one with figures.

    A circle of parents, which publishers do write, counts once: its lowest id stands for it.
    """
    parents: dict[int, set[int]] = defaultdict(set)
    for parent, child in pairs:
        parents[child].add(parent)
    return {child for child in parents if child in figures and _has_figure_above(child, parents, figures)}


def _has_figure_above(child: int, parents: Mapping[int, set[int]], figures: set[int]) -> bool:
    above = _above(child, parents)
    for ancestor in above & figures:
        if ancestor == child:
            continue
        # In a circle each is above the other; only the lowest id may contain the rest.
        if child not in _above(ancestor, parents) or ancestor < child:
            return True
    return False


def _above(child: int, parents: Mapping[int, set[int]]) -> set[int]:
    found: set[int] = set()
    layer = set(parents.get(child, ()))
    while layer:
        found |= layer
        layer = {up for one in layer for up in parents.get(one, ())} - found
    return found
