"""What one activity sums up to. A revised budget replaces, it never adds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from hamroh.formats.iati import records as r

from ..models.finance import DIGITS, PLACES

BUDGET, PLANNED = "budget", "planned"
_REVISED = "2"
_STEP = Decimal(10) ** -PLACES
_LARGEST = Decimal(10) ** (DIGITS - PLACES)


@dataclass(frozen=True)
class BudgetInForce:
    """A budget that counts: `position` in the activity, its record."""

    position: int
    budget: r.Budget


def budgets_in_force(budgets: Iterable[r.Budget]) -> tuple[BudgetInForce, ...]:
    """The budgets that count, in order.

    An original budget counts unless a revised one overlaps its period: then it is replaced whole, since no share of
    it may be invented. Of revised budgets that overlap, the one with the later value date counts (the later in the
    file when equal). Budgets without a period replace nothing and are replaced by nothing.
    """
    all_of_them = [BudgetInForce(position, budget) for position, budget in enumerate(budgets)]
    revised: list[BudgetInForce] = []
    newest_first = sorted((one for one in all_of_them if one.budget.type == _REVISED), key=_recency, reverse=True)
    for one in newest_first:
        if not any(_overlap(one.budget, newer.budget) for newer in revised):
            revised.append(one)
    kept = {one.position for one in revised}
    for one in all_of_them:
        if one.budget.type != _REVISED and not any(_overlap(one.budget, new.budget) for new in revised):
            kept.add(one.position)
    return tuple(one for one in all_of_them if one.position in kept)


def _recency(one: BudgetInForce) -> tuple[date, int]:
    value_date = one.budget.value.value_date if one.budget.value else None
    return value_date or date.min, one.position


def _overlap(one: r.Budget, other: r.Budget) -> bool:
    if None in (one.period_start, one.period_end, other.period_start, other.period_end):
        return False
    return one.period_start <= other.period_end and other.period_start <= one.period_end  # type: ignore[operator]


def sums_of(record: r.Activity) -> list[tuple[str, str, Decimal]]:
    """(kind, currency, amount). An amount that is not given adds nothing and makes no zero."""
    sums: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for counted in budgets_in_force(record.budgets):
        _add(sums, BUDGET, counted.budget.value, record)
    for planned in record.planned_disbursements:
        _add(sums, PLANNED, planned.value, record)
    for transaction in record.transactions:
        _add(sums, transaction.transaction_type or "", transaction.value, record)
    return [(kind, currency, amount) for (kind, currency), amount in sums.items() if abs(amount) < _LARGEST]


def _add(sums: dict[tuple[str, str], Decimal], kind: str, value: r.Value | None, record: r.Activity) -> None:
    if value is not None and value.amount is not None:
        currency = value.currency or record.default_currency or ""
        sums[kind[:10], currency] += summable(value.amount)


def summable(amount: Decimal) -> Decimal:
    """The amount rounded to what the summing column holds."""
    return amount.quantize(_STEP)
