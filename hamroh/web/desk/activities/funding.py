"""Entering money: a budget, a revision of one, a transaction."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from hamroh.commons.activities import services
from hamroh.commons.activities.models import BudgetStatus, BudgetType, TransactionType
from hamroh.commons.activities.services.texts import narratives_of
from hamroh.formats.iati import records as r
from hamroh.web.components.multilingual import MultilingualFormField
from hamroh.web.desk.activities.editing import FAULTS, form_page, posted, put_fault, to_change
from hamroh.web.desk.activities.forms import CurrencyField, DayField
from hamroh.web.desk.activities.taking_part import OrganisationField, offered
from hamroh.web.permissions import page

DIGITS, DECIMALS = 18, 2


class BudgetForm(forms.Form):
    """A budget of at most a year."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What it is"), choices=BudgetType.choices, widget=forms.RadioSelect,
        initial=BudgetType.ORIGINAL,
        help_text=gettext_lazy("A revised budget takes the place of the one that stands; it is never added to it."),
    )  # fmt: skip
    period_start = DayField(label=gettext_lazy("From"))
    period_end = DayField(label=gettext_lazy("Until"), help_text=gettext_lazy("At most one year after the first day."))
    amount = forms.DecimalField(label=gettext_lazy("Amount"), max_digits=DIGITS, decimal_places=DECIMALS, min_value=0)
    currency = CurrencyField(
        label=gettext_lazy("Currency"),
        required=False,
        help_text=gettext_lazy("Left empty: the activity's own currency."),
    )
    status = forms.ChoiceField(
        label=gettext_lazy("Status"), choices=BudgetStatus.choices, initial=BudgetStatus.COMMITTED
    )


class TransactionForm(forms.Form):
    """Money that was committed, paid or received."""

    transaction_type = forms.ChoiceField(
        label=gettext_lazy("Kind"), choices=TransactionType.choices, initial=TransactionType.DISBURSEMENT
    )
    transaction_date = DayField(label=gettext_lazy("Day"))
    amount = forms.DecimalField(label=gettext_lazy("Amount"), max_digits=DIGITS, decimal_places=DECIMALS)
    currency = CurrencyField(
        label=gettext_lazy("Currency"),
        required=False,
        help_text=gettext_lazy("Left empty: the activity's own currency."),
    )
    provider = OrganisationField(label=gettext_lazy("From"), required=False)
    receiver = OrganisationField(label=gettext_lazy("To"), required=False)
    description = MultilingualFormField(label=gettext_lazy("What it was for"), required=False, max_length=500)
    ref = forms.CharField(label=gettext_lazy("Reference"), required=False, max_length=100)


@require_http_methods(["GET", "HEAD", "POST"])
@page("activities.change")
def add_budget(request: HttpRequest, pk: int) -> HttpResponse:
    """Add or revise a budget."""
    activity = to_change(request, pk)
    form = BudgetForm(posted(request))
    if request.method == "POST" and form.is_valid():
        wanted = dict(form.cleaned_data)
        verb = services.revise_budget if wanted.pop("kind") == BudgetType.REVISED else services.add_budget
        wanted["currency"] = wanted["currency"] or None
        try:
            verb(actor=request.acting.actor, activity=activity, **wanted)  # type: ignore[attr-defined]
        except FAULTS as fault:
            put_fault(form, fault)
        else:
            messages.success(request, _("The budget was saved."))
            return redirect("activities:record", activity.pk)
    return form_page(request, activity, form, _("Add or revise a budget"), _("Save"))


@require_http_methods(["GET", "HEAD", "POST"])
@page("activities.change")
def add_transaction(request: HttpRequest, pk: int) -> HttpResponse:
    """Record a transaction."""
    activity = to_change(request, pk)
    form = TransactionForm(posted(request))
    if request.method == "POST" and form.is_valid():
        wanted = form.cleaned_data
        transaction = r.Transaction(
            ref=wanted["ref"] or None,
            transaction_type=wanted["transaction_type"],
            transaction_date=wanted["transaction_date"],
            value=r.Value(amount=wanted["amount"], currency=wanted["currency"] or None),
            description=narratives_of(wanted["description"]),
            provider_org=services.provider_of(wanted["provider"]) if wanted["provider"] else None,
            receiver_org=services.receiver_of(wanted["receiver"]) if wanted["receiver"] else None,
        )
        try:
            services.record_transaction(actor=request.acting.actor, activity=activity, transaction=transaction)  # type: ignore[attr-defined]
        except FAULTS as fault:
            put_fault(form, fault)
        else:
            messages.success(request, _("The transaction was recorded."))
            return redirect("activities:record", activity.pk)
    return form_page(request, activity, form, _("Record a transaction"), _("Save"), offered=offered())
