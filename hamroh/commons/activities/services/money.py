"""Budgets, planned payments and transactions that partners enter here."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import msgspec
from django.utils import timezone
from django.utils.translation import gettext as _

from hamroh.formats.iati import records as r
from hamroh.formats.iati.rules import a_year_after
from hamroh.kernel.ledger.actors import Actor
from hamroh.kernel.organisations.models import Organisation

from .. import events
from ..models import Activity, BudgetStatus, BudgetType, TransactionType
from .editing import InvalidChange, edit
from .texts import narratives_of


def add_budget(
    *,
    actor: Actor,
    activity: Activity,
    period_start: date,
    period_end: date,
    amount: Decimal,
    currency: str | None = None,
    value_date: date | None = None,
    status: str = BudgetStatus.INDICATIVE,
    expected: str | None = None,
) -> Activity:
    """Add an original budget of at most a year. `value_date` is the day for exchange rates (default: the first day).

    Raises Refused, InvalidChange, ChangedMeanwhile.
    """
    budget = _budget(BudgetType.ORIGINAL, status, period_start, period_end, amount, currency, value_date)

    def change(record: r.Activity) -> r.Activity:
        _currency_known(budget.value, record)
        if any(_same_period(one, budget) and one.type != BudgetType.REVISED for one in record.budgets):
            raise InvalidChange("period_start", _("There is a budget for this period already: revise it instead."))
        return msgspec.structs.replace(record, budgets=(*record.budgets, budget))

    return edit(actor=actor, activity=activity, event=events.BUDGET_ADDED, change=change,
                facts=_told(budget), expected=expected)  # fmt: skip


def revise_budget(
    *,
    actor: Actor,
    activity: Activity,
    period_start: date,
    period_end: date,
    amount: Decimal,
    currency: str | None = None,
    value_date: date | None = None,
    status: str = BudgetStatus.COMMITTED,
    expected: str | None = None,
) -> Activity:
    """Revise the budget of a period: from now on the revised one counts in its place.

    The original stays on record; an earlier revision of the same period is taken over. `value_date` defaults to
    today. Raises Refused, InvalidChange (no budget overlaps the period), ChangedMeanwhile.
    """
    when = value_date or timezone.localdate()
    budget = _budget(BudgetType.REVISED, status, period_start, period_end, amount, currency, when)

    def change(record: r.Activity) -> r.Activity:
        _currency_known(budget.value, record)
        if not any(_overlap(one, budget) for one in record.budgets):
            raise InvalidChange("period_start", _("No budget lies in this period: add one instead."))
        earlier = [one for one in record.budgets if not (one.type == BudgetType.REVISED and _same_period(one, budget))]
        return msgspec.structs.replace(record, budgets=(*earlier, budget))

    return edit(actor=actor, activity=activity, event=events.BUDGET_REVISED, change=change,
                facts=_told(budget), expected=expected)  # fmt: skip


def plan_disbursement(
    *, actor: Actor, activity: Activity, planned: r.PlannedDisbursement, expected: str | None = None
) -> Activity:
    """Add a payment that is planned. Raises Refused, InvalidChange, ChangedMeanwhile."""
    if planned.period_start is None:
        raise InvalidChange("period_start", _("Say from when the payment is planned."))
    if planned.period_end is not None and planned.period_end < planned.period_start:
        raise InvalidChange("period_end", _("The period ends before it begins."))
    _amount_given(planned.value)

    def change(record: r.Activity) -> r.Activity:
        _currency_known(planned.value, record)
        return msgspec.structs.replace(record, planned_disbursements=(*record.planned_disbursements, planned))

    return edit(actor=actor, activity=activity, event=events.DISBURSEMENT_PLANNED, change=change,
                facts=_told(planned), expected=expected)  # fmt: skip


def record_transaction(
    *, actor: Actor, activity: Activity, transaction: r.Transaction, expected: str | None = None
) -> Activity:
    """Add a transaction with its provider and receiver (see `provider_of`, `receiver_of`).

    Raises Refused, ChangedMeanwhile; InvalidChange without type, date or amount, with a date in the future, or when
    the reference is taken within the activity.
    """
    if transaction.transaction_type not in TransactionType.values:
        raise InvalidChange("transaction_type", _("Say what kind of transaction it is."))
    day = transaction.transaction_date
    if day is None or day > timezone.localdate():
        raise InvalidChange("transaction_date", _("Give the day on which it happened; a plan is a planned payment."))
    _amount_given(transaction.value)
    assert transaction.value is not None
    dated = (
        transaction.value
        if transaction.value.value_date
        else msgspec.structs.replace(transaction.value, value_date=day)
    )
    whole = msgspec.structs.replace(transaction, value=dated)

    def change(record: r.Activity) -> r.Activity:
        _currency_known(whole.value, record)
        if whole.ref and any(one.ref == whole.ref for one in record.transactions):
            raise InvalidChange("ref", _("A transaction {ref} is recorded already.").format(ref=whole.ref))
        return msgspec.structs.replace(record, transactions=(*record.transactions, whole))

    facts = {"amount": dated.amount, "currency": dated.currency or activity.default_currency, "date": day,
             "type": whole.transaction_type, "ref": whole.ref}  # fmt: skip
    return edit(actor=actor, activity=activity, event=events.TRANSACTION_RECORDED, change=change, facts=facts,
                expected=expected)  # fmt: skip


def provider_of(organisation: Organisation, activity_id: str | None = None) -> r.ProviderOrg:
    """An organisation of ours as the one that gives; `activity_id` is the activity the money comes from."""
    return r.ProviderOrg(ref=organisation.org_id, type=organisation.type or None, provider_activity_id=activity_id,
                         narratives=narratives_of(organisation.names))  # fmt: skip


def receiver_of(organisation: Organisation, activity_id: str | None = None) -> r.ReceiverOrg:
    """An organisation of ours as the one that gets; `activity_id` is the activity the money goes to."""
    return r.ReceiverOrg(ref=organisation.org_id, type=organisation.type or None, receiver_activity_id=activity_id,
                         narratives=narratives_of(organisation.names))  # fmt: skip


def _budget(
    kind: str, status: str, start: date, end: date, amount: Decimal, currency: str | None, value_date: date | None
) -> r.Budget:
    if status not in BudgetStatus.values:
        raise InvalidChange("status", _("“{value}” is not among the choices.").format(value=status))
    if end < start:
        raise InvalidChange("period_end", _("The period ends before it begins."))
    if end > a_year_after(start):
        raise InvalidChange("period_end", _("A budget's period is at most one year: split it by year."))
    if amount < 0:
        raise InvalidChange("amount", _("A budget is not negative: to cut one, revise it."))
    value = r.Value(amount=amount, currency=currency, value_date=value_date or start)
    return r.Budget(type=str(kind), status=str(status), period_start=start, period_end=end, value=value)


def _same_period(one: r.Budget, other: r.Budget) -> bool:
    return (one.period_start, one.period_end) == (other.period_start, other.period_end)


def _overlap(one: r.Budget, other: r.Budget) -> bool:
    if one.period_start is None or one.period_end is None:
        return False
    assert other.period_start is not None and other.period_end is not None
    return one.period_start <= other.period_end and other.period_start <= one.period_end


def _amount_given(value: r.Value | None) -> None:
    if value is None or value.amount is None:
        raise InvalidChange("amount", _("Give the amount."))


def _currency_known(value: r.Value | None, record: r.Activity) -> None:
    if value is not None and not value.currency and not record.default_currency:
        raise InvalidChange("currency", _("Give the currency: the activity has no default currency."))


def _told(one: r.Budget | r.PlannedDisbursement) -> dict[str, object]:
    assert one.value is not None
    return {"amount": one.value.amount, "currency": one.value.currency or "", "start": one.period_start,
            "end": one.period_end or "–"}  # fmt: skip
