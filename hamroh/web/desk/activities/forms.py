"""Forms of activities: what it is, when, who sees it. Fields are called as in the services: so faults find them."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hamroh.commons.activities import themes
from hamroh.commons.activities.models import Status, Visibility
from hamroh.kernel.organisations.models import Organisation
from hamroh.kernel.people.acting import Acting
from hamroh.web.components.choices import MarkedSelect, spoken
from hamroh.web.components.multilingual import MultilingualFormField
from hamroh.web.desk.activities.subjects import SectorField
from hamroh.web.desk.people.forms import organisations_for

CURRENCY = re.compile(r"[A-Z]{3}")
DATES = ("planned_start", "actual_start", "planned_end", "actual_end")


def day_input() -> forms.DateInput:
    """A date as browsers exchange it, whatever the reader's language writes."""
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class DayField(forms.DateField):
    """A day, chosen or typed."""

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=day_input(), **options)


class CurrencyField(forms.CharField):
    """Three letters of ISO 4217."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("max_length", 3)
        super().__init__(**options)

    def clean(self, value: Any) -> str:
        """In capital letters; empty stays empty."""
        code = str(super().clean(value)).strip().upper()
        if code and not CURRENCY.fullmatch(code):
            raise forms.ValidationError(_("Write the currency with three letters, as TJS or USD."))
        return code


class OwnerField(forms.ModelChoiceField):
    """One organisation of those for which the person may report."""

    def label_from_instance(self, obj: Organisation) -> str:
        """Its name for this reader."""
        return spoken(obj.names, obj.org_id or str(obj))


class ActivityForm(forms.Form):
    """What an activity is. Who reports it, its identifier and its currency are asked once, when it is added."""

    organisation = OwnerField(label=_("Reported by"), queryset=Organisation.objects.none(), widget=MarkedSelect)
    iati_identifier = forms.CharField(
        label=_("IATI identifier"),
        required=False,
        max_length=255,
        help_text=_("Left empty, the next free number of the organisation is given. It never changes again."),
    )
    titles = MultilingualFormField(label=_("Title"), max_length=500)
    descriptions = MultilingualFormField(
        label=_("Description"),
        long=True,
        required=False,
        max_length=10_000,
        help_text=_("What is done, for whom, and what shall change by it."),
    )
    theme = forms.ChoiceField(label=_("Thematic area"), choices=[("", "–"), *themes.CHOICES], required=False)
    sector = SectorField(
        label=_("Sector"),
        required=False,
        help_text=_("The main one, of the list that all partners use; more can be added on its page."),
    )
    activity_status = forms.ChoiceField(label=_("Status"), choices=Status.choices, initial=Status.PIPELINE)
    planned_start = DayField(label=_("Planned start"), required=False)
    actual_start = DayField(label=_("Actual start"), required=False)
    planned_end = DayField(label=_("Planned end"), required=False)
    actual_end = DayField(label=_("Actual end"), required=False)
    default_currency = CurrencyField(label=_("Currency of its amounts"), required=False, initial="USD")
    visibility = forms.ChoiceField(
        label=_("Who sees it once it is published"), choices=Visibility.choices, initial=Visibility.PUBLIC
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    ONCE = ("organisation", "iati_identifier", "default_currency", "sector")

    def __init__(self, *args: Any, acting: Acting, adding: bool, may_publish: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not adding:
            for name in self.ONCE:
                del self.fields[name]
        else:
            own = organisations_for(acting, "activities.change")
            field: Any = self.fields["organisation"]
            field.queryset = own
            field.initial = acting.actor.organisation_id
            if own.count() == 1:
                field.empty_label = None
        if not may_publish:
            del self.fields["visibility"]

    def clean(self) -> dict[str, Any]:
        """A start after its end is told at the end."""
        cleaned = super().clean() or {}
        for start, end in (("planned_start", "planned_end"), ("actual_start", "actual_end")):
            if cleaned.get(start) and cleaned.get(end) and cleaned[start] > cleaned[end]:
                self.add_error(end, _("This day comes before the start."))
        return cleaned


class ReasonForm(forms.Form):
    """Why something is taken back."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Partners who followed it read this."),
    )
