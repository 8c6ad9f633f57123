"""Forms of a round."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hamroh.kernel.organisations.models import Organisation
from hamroh.kernel.places.models import Place
from hamroh.web.components.choices import MarkedSelect, spoken
from hamroh.web.components.multilingual import MultilingualFormField
from hamroh.web.desk.activities.forms import DayField
from hamroh.web.templatetags.hamroh import foreign

from ...codes.themes import CLUSTERS, MIGRATION
from ...models import Round
from ...wording import default_message, default_title
from ..reports.line_form import places_of

DAYS_TO_REPORT = 14
SCHEMES = [(MIGRATION.key, _("areas of migration")), (CLUSTERS.key, _("humanitarian clusters"))]
SAME, CHOSEN = "same", "chosen"


def last_month(today: dt.date) -> tuple[dt.date, dt.date]:
    """First and last day of the month before."""
    last = today.replace(day=1) - dt.timedelta(days=1)
    return last.replace(day=1), last


class OrganisationsField(forms.ModelMultipleChoiceField):
    """Organisations to tick, by their names for this reader."""

    def label_from_instance(self, obj: Organisation) -> str:
        """Its name, marked where it is in another language than the page."""
        name = spoken(obj.names, obj.org_id or str(obj))
        return foreign(name, name.lang)


class RoundForm(forms.Form):
    """What a round asks, of when, until when, whom."""

    period_start = DayField(label=_("First day of the period"))
    period_end = DayField(label=_("Last day of the period"))
    deadline = DayField(label=_("Reports are due"), help_text=_("Partners read this day in their letter."))
    scheme = forms.ChoiceField(label=_("List of thematic areas"), choices=SCHEMES)
    title = MultilingualFormField(
        label=_("Title"), required=False, max_length=200, help_text=_("Left empty, the period makes the title.")
    )
    message = MultilingualFormField(
        label=_("Letter to partners"), long=True, max_length=5_000,
        help_text=_("Each partner reads it in its own language. Deadline and link stand below it in the letter."),
    )  # fmt: skip
    asked = forms.ChoiceField(
        label=_("Who is asked"), widget=forms.RadioSelect,
        choices=[(SAME, _("all of the last round")), (CHOSEN, _("those that I choose"))],
    )  # fmt: skip
    organisations = OrganisationsField(
        label=_("Organisations"), queryset=Organisation.objects.none(), required=False,
        widget=forms.CheckboxSelectMultiple, help_text=_("Only read when you choose yourself."),
    )  # fmt: skip

    def __init__(
        self,
        *args: Any,
        round_: Round | None = None,
        before: Round | None = None,
        scheme: str = MIGRATION.key,
        **kwargs: Any,
    ) -> None:
        kwargs["initial"] = _of(round_) if round_ is not None else _fresh(before, scheme)
        super().__init__(*args, **kwargs)
        if round_ is not None:
            del self.fields["asked"], self.fields["organisations"]
            if round_.stage != "draft":
                # What partners report by already does not change under them.
                for name in ("period_start", "period_end", "scheme"):
                    del self.fields[name]
        else:
            field: Any = self.fields["organisations"]
            field.queryset = Organisation.objects.all()
            if before is None:
                del self.fields["asked"]

    def chosen(self) -> Any:
        """The organisations to ask; None for all of the last round."""
        wanted = self.cleaned_data
        return None if wanted.get("asked", CHOSEN) == SAME else wanted["organisations"]


def _fresh(before: Round | None, scheme: str) -> dict[str, Any]:
    first, last = last_month(timezone.localdate())
    return {
        "period_start": first, "period_end": last, "title": default_title(first, last),
        "scheme": before.scheme if before is not None else scheme,
        "deadline": timezone.localdate() + dt.timedelta(days=DAYS_TO_REPORT),
        "message": before.message if before is not None and before.message else default_message(), "asked": SAME,
    }  # fmt: skip


def _of(round_: Round) -> dict[str, Any]:
    names = ("period_start", "period_end", "deadline", "scheme", "title", "message")
    return {name: getattr(round_, name) for name in names}


class ReporterForm(forms.Form):
    """One more body to ask, for a place where it is a district office."""

    organisation = forms.ModelChoiceField(
        label=_("Organisation"), queryset=Organisation.objects.none(), required=False, widget=MarkedSelect
    )
    place = forms.ChoiceField(
        label=_("Reports for"), required=False, widget=MarkedSelect,
        help_text=_("Only for an office that reports for its region or district alone."),
    )  # fmt: skip
    label = forms.CharField(
        label=_("Or: name of the source of a collected file"), required=False, max_length=200,
        help_text=_("For a file that a coordinator collected from many."),
    )  # fmt: skip

    def __init__(self, *args: Any, country: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        organisation: Any = self.fields["organisation"]
        organisation.queryset = Organisation.objects.all()
        self.fields["place"].choices = places_of(country)  # type: ignore[attr-defined]

    def chosen_place(self) -> Place | None:
        """The place that was chosen."""
        chosen = self.cleaned_data["place"]
        return Place.objects.get(pk=int(chosen)) if chosen else None


class ReasonForm(forms.Form):
    """Why a round is opened again."""

    reason = forms.CharField(
        label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It stands in the round's history."),
    )  # fmt: skip


class PublishForm(forms.Form):
    """Whether to go on without the reports that nobody has decided on."""

    without_waiting = forms.BooleanField(
        label=_("Publish without the reports that wait"), required=False,
        help_text=_("Each of them can be validated and published by itself later."),
    )  # fmt: skip
