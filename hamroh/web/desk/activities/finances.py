"""Money of one activity: budgets with those that count, planned payments, transactions, sums."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from hamroh.commons.activities.deriving.money import budgets_in_force
from hamroh.commons.activities.models import Activity, BudgetStatus, BudgetType, TransactionType
from hamroh.formats.iati import records as r
from hamroh.web.components.records import Fact
from hamroh.web.desk.activities.words import amount, first_day, texts
from hamroh.web.templatetags.hamroh import number

TRANSACTIONS_SHOWN = 20
RECEIVED = (TransactionType.INCOMING_FUNDS.value,)
COMMITTED = (TransactionType.OUTGOING_COMMITMENT.value,)
SPENT = (TransactionType.DISBURSEMENT.value, TransactionType.EXPENDITURE.value)


@dataclass(frozen=True)
class BudgetLine:
    """A budget of a period; `counts` False: a revised one stands in its place."""

    start: date | None
    end: date | None
    amount: str
    kind: str
    status: str
    revised: bool
    counts: bool


@dataclass(frozen=True)
class PaymentLine:
    """A transaction, or a payment that is planned (`end` then says until when)."""

    day: date | None
    end: date | None
    kind: str
    amount: str
    provider: Mapping[str, str]
    receiver: Mapping[str, str]
    description: Mapping[str, str]


def budget_lines(record: r.Activity) -> list[BudgetLine]:
    """Every budget, by period; those that a revision replaced are kept and marked."""
    counting = {one.position for one in budgets_in_force(record.budgets)}
    lines = [
        BudgetLine(
            one.period_start, one.period_end, amount(one.value, record.default_currency),
            str(BudgetType(one.type).label) if one.type in BudgetType.values else one.type or "",
            str(BudgetStatus(one.status).label) if one.status in BudgetStatus.values else one.status or "",
            one.type == BudgetType.REVISED, position in counting,
        )
        for position, one in enumerate(record.budgets)
    ]  # fmt: skip
    return sorted(lines, key=lambda line: (first_day(line.start), not line.counts))


def planned_lines(record: r.Activity) -> list[PaymentLine]:
    """Payments that are planned, by day."""
    lines = [
        PaymentLine(
            one.period_start, one.period_end, _("Planned payment"), amount(one.value, record.default_currency),
            _named(one.provider_org, record), _named(one.receiver_org, record), {},
        )
        for one in record.planned_disbursements
    ]  # fmt: skip
    return sorted(lines, key=lambda line: first_day(line.day))


def transaction_lines(record: r.Activity, *, all_of_them: bool = False) -> list[PaymentLine]:
    """Transactions, the latest first; the first twenty unless all are asked for."""
    ordered = sorted(record.transactions, key=lambda one: first_day(one.transaction_date), reverse=True)
    shown = ordered if all_of_them else ordered[:TRANSACTIONS_SHOWN]
    return [
        PaymentLine(
            one.transaction_date, None, _kind(one.transaction_type), amount(one.value, record.default_currency),
            _named(one.provider_org, record), _named(one.receiver_org, record), texts(one.description, record.lang),
        )
        for one in shown
    ]  # fmt: skip


def _kind(code: str | None) -> str:
    return str(TransactionType(code).label) if code in TransactionType.values else code or ""


def _named(org: r.ProviderOrg | r.ReceiverOrg | None, record: r.Activity) -> Mapping[str, str]:
    if org is None:
        return {}
    return texts(org.narratives, record.lang) or ({"": org.ref} if org.ref else {})


def sums_of(activity: Activity) -> list[Fact]:
    """Budget, commitments, received and spent of this activity, by currency; what nobody reported is unknown."""
    found: dict[str, dict[str, object]] = {}
    for one in activity.sums.all():
        found.setdefault(one.kind, {})[one.currency] = one.amount
    wanted = (
        (_("Budget"), ("budget",)),
        (_("Received"), RECEIVED),
        (_("Committed"), COMMITTED),
        (_("Spent"), SPENT),
    )
    return [Fact(label=label, value=_summed(found, kinds)) for label, kinds in wanted]


def _summed(found: dict[str, dict[str, object]], kinds: tuple[str, ...]) -> str:
    by_currency: dict[str, object] = {}
    for kind in kinds:
        for currency, value in found.get(kind, {}).items():
            by_currency[currency] = by_currency.get(currency, 0) + value  # type: ignore[operator]
    if not by_currency:
        return _("unknown")
    return ", ".join(f"{number(value, 0)} {currency}".strip() for currency, value in sorted(by_currency.items()))


def more_transactions(record: r.Activity) -> int:
    """How many transactions the short list leaves out."""
    return max(0, len(record.transactions) - TRANSACTIONS_SHOWN)
