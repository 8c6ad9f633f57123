"""Money: what is budgeted, what will be paid, what was paid.

`amount_written` is the exact amount of the file; `amount` the same number for the database to sum. A NULL currency
means the activity's default currency. `value_unknown` NULL means that there is no `value` element at all.
"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..fields import CodeField, NarrativesField, RecordField, WrittenDecimalField, WrittenField
from .activity import Activity, ActivityPart, once, part_of_activity

DIGITS, PLACES = 24, 6


def summable(label: Any) -> models.DecimalField:
    """An amount that the database can add: 18 digits before the point, 6 after it."""
    return models.DecimalField(label, max_digits=DIGITS, decimal_places=PLACES, null=True, blank=True)


class Money(ActivityPart):
    """An amount with its currency and the day for exchange rates (`value`)."""

    amount_written = WrittenDecimalField(_("amount as written"))
    amount = summable(_("amount"))
    currency = CodeField(_("currency"))
    value_date = models.DateField(_("value date"), null=True, blank=True)
    value_unknown = RecordField(_("unknown parts of the value"), holds="Unknown", many=True, null=True)

    class Meta:
        abstract = True


class ProviderAndReceiver(models.Model):
    """Who gives and who gets. `provider_unknown` NULL means that there is no `provider-org` element at all."""

    provider = models.ForeignKey(
        "organisations.Organisation",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("provider"),
    )
    provider_ref = CodeField(_("provider's identifier"))
    provider_activity = CodeField(_("provider's activity"))
    provider_type = CodeField(_("provider's type"))
    provider_name = NarrativesField(_("provider's name"))
    provider_unknown = RecordField(_("unknown parts of the provider"), holds="Unknown", many=True, null=True)
    receiver = models.ForeignKey(
        "organisations.Organisation",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("receiver"),
    )
    receiver_ref = CodeField(_("receiver's identifier"))
    receiver_activity = CodeField(_("receiver's activity"))
    receiver_type = CodeField(_("receiver's type"))
    receiver_name = NarrativesField(_("receiver's name"))
    receiver_unknown = RecordField(_("unknown parts of the receiver"), holds="Unknown", many=True, null=True)

    class Meta:
        abstract = True


class BudgetType(models.TextChoices):
    """IATI code list BudgetType."""

    ORIGINAL = "1", _("Original")
    REVISED = "2", _("Revised")


class BudgetStatus(models.TextChoices):
    """IATI code list BudgetStatus."""

    INDICATIVE = "1", _("Indicative")
    COMMITTED = "2", _("Committed")


class Budget(Money):
    """A budget for a period of at most a year (`budget`). A revised one replaces, it never adds."""

    activity = part_of_activity("budgets")
    type = CodeField(_("type"))
    status = CodeField(_("status"))
    period_start = models.DateField(_("from"), null=True, blank=True)
    period_end = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("budget")
        verbose_name_plural = _("budgets")
        ordering = ["activity", "position"]
        constraints = [once("activity", "budget")]

    def __str__(self) -> str:
        return f"{self.period_start}–{self.period_end} {self.amount_written}"


class PlannedDisbursement(Money, ProviderAndReceiver):
    """A payment that is planned (`planned-disbursement`)."""

    activity = part_of_activity("planned_disbursements")
    type = CodeField(_("type"))
    period_start = models.DateField(_("from"), null=True, blank=True)
    period_end = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("planned disbursement")
        verbose_name_plural = _("planned disbursements")
        ordering = ["activity", "position"]
        constraints = [once("activity", "planned_disbursement")]

    def __str__(self) -> str:
        return f"{self.period_start}–{self.period_end} {self.amount_written}"


class TransactionType(models.TextChoices):
    """IATI code list TransactionType."""

    INCOMING_FUNDS = "1", _("Incoming funds")
    OUTGOING_COMMITMENT = "2", _("Outgoing commitment")
    DISBURSEMENT = "3", _("Disbursement")
    EXPENDITURE = "4", _("Expenditure")
    INTEREST = "5", _("Interest payment")
    REPAYMENT = "6", _("Loan repayment")
    REIMBURSEMENT = "7", _("Reimbursement")
    EQUITY_BOUGHT = "8", _("Purchase of equity")
    EQUITY_SOLD = "9", _("Sale of equity")
    GUARANTEE = "10", _("Credit guarantee")
    INCOMING_COMMITMENT = "11", _("Incoming commitment")
    OUTGOING_PLEDGE = "12", _("Outgoing pledge")
    INCOMING_PLEDGE = "13", _("Incoming pledge")


class Transaction(Money, ProviderAndReceiver):
    """Money committed, paid or received (`transaction`)."""

    activity = part_of_activity("transactions")
    ref = CodeField(_("reference"))
    humanitarian = models.BooleanField(_("humanitarian"), null=True, blank=True)
    transaction_type = CodeField(_("type"))
    transaction_date = models.DateField(_("date"), null=True, blank=True)
    description = NarrativesField(_("description"))
    disbursement_channel = CodeField(_("channel"))
    recipient_country = RecordField(_("country"), holds="RecipientCountry")
    recipient_region = RecordField(_("region"), holds="RecipientRegion")
    flow_type = CodeField(_("flow type"))
    finance_type = CodeField(_("finance type"))
    aid_types = RecordField(_("aid types"), holds="AidType", many=True)
    tied_status = CodeField(_("tied status"))

    class Meta:
        verbose_name = _("transaction")
        verbose_name_plural = _("transactions")
        ordering = ["activity", "position"]
        constraints = [once("activity", "transaction")]
        indexes = [models.Index(fields=["transaction_date"], name="activities_transaction_date")]

    def __str__(self) -> str:
        return f"{self.transaction_date} {self.amount_written}"


class TransactionSector(ActivityPart):
    """A sector of one transaction (`transaction/sector`)."""

    transaction = models.ForeignKey(
        Transaction, models.CASCADE, related_name="sectors", db_index=False, verbose_name=_("transaction")
    )
    vocabulary = CodeField(_("vocabulary"))
    vocabulary_uri = WrittenField(_("address of the vocabulary"))
    code = CodeField(_("sector"), db_index=True)
    narratives = NarrativesField(_("name"))

    class Meta:
        verbose_name = _("sector of a transaction")
        verbose_name_plural = _("sectors of transactions")
        ordering = ["transaction", "position"]
        constraints = [once("transaction", "transaction_sector")]

    def __str__(self) -> str:
        return self.code or ""


class ActivitySum(models.Model):
    """Derived: what one activity sums up to, by kind and currency, revised budgets having replaced original ones.

    `kind` is `budget`, `planned` or a code of TransactionType. `currency` is empty when nobody named one.
    """

    activity = models.ForeignKey(
        Activity, models.CASCADE, related_name="sums", db_index=False, verbose_name=_("activity")
    )
    kind = models.CharField(_("kind"), max_length=10)
    currency = models.CharField(_("currency"), max_length=255, blank=True)
    amount = models.DecimalField(_("amount"), max_digits=DIGITS, decimal_places=PLACES)

    class Meta:
        verbose_name = _("sum of an activity")
        verbose_name_plural = _("sums of activities")
        ordering = ["activity", "kind", "currency"]
        constraints = [models.UniqueConstraint(fields=["activity", "kind", "currency"], name="activities_sum_once")]
        indexes = [models.Index(fields=["kind", "currency"], name="activities_sum_kind")]

    def __str__(self) -> str:
        return f"{self.kind} {self.currency} {self.amount}"
