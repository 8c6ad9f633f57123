"""Forms of organisations. Which fields a person gets follows from what the role may change."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hamroh.commons.indicators.areas import area_name
from hamroh.kernel.languages.codes import LANGUAGES
from hamroh.kernel.organisations.models import AliasKind, Organisation, OrganisationType
from hamroh.kernel.organisations.services import OrganisationProblem
from hamroh.kernel.people.acting import Acting
from hamroh.web.components.choices import LanguageSelect, MarkedSelect
from hamroh.web.components.multilingual import MultilingualFormField

LONGEST_NAME = 300


def type_choices() -> list[tuple[str, Any]]:
    """The code list, with an empty line first."""
    return [("", "–"), *OrganisationType.choices]


def content_language_choices() -> list[tuple[str, Any]]:
    """The languages a name may be in; a name of many languages (an acronym) has none."""
    return [("", _("several, or none in particular")), *((one.content, one.name_local) for one in LANGUAGES)]


class OrganisationForm(forms.Form):
    """What an organisation is. Identifier and kind of authority are asked of those who may add organisations."""

    names = MultilingualFormField(
        label=_("Name"), help_text=_("In full, as it signs letters. Short names are added on its page."), max_length=300
    )
    type = forms.ChoiceField(label=_("Type"), choices=type_choices, required=False)
    parent = forms.ModelChoiceField(
        label=_("Part of"),
        widget=MarkedSelect,
        queryset=Organisation.objects.none(),
        required=False,
        help_text=_("For a department the ministry, for a country office the head office."),
    )
    country = forms.CharField(
        label=_("Country"), required=False, max_length=3, help_text=_("Three letters of ISO 3166-1, for example TJK.")
    )
    website = forms.URLField(label=_("Website"), required=False, assume_scheme="https")
    org_id = forms.CharField(
        label=_("Organisation identifier"),
        required=False,
        max_length=100,
        help_text=_("From org-id.guide: the code of the register, a hyphen, the number in it."),
    )
    enforcement = forms.BooleanField(
        label=_("This is an interior, border, security or migration authority"),
        required=False,
        help_text=_("Nobody who works there can hold a role in research or health."),
    )

    GUARDED = ("org_id", "enforcement")

    def __init__(self, *args: Any, acting: Acting, organisation: Organisation | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = (
            Organisation.objects.all() if organisation is None else Organisation.objects.exclude(pk=organisation.pk)
        )
        self.fields["parent"].queryset = others  # type: ignore[attr-defined]
        if not acting.may("organisations.create"):
            for name in self.GUARDED:
                del self.fields[name]

    def clean_country(self) -> str:
        """A country that has a name."""
        code = self.cleaned_data["country"].strip().upper()
        if code and area_name(code) == code:
            raise forms.ValidationError(
                _("“%(code)s” is no country code. Write three letters, as TJK."), params={"code": code}
            )
        return code


class NameForm(forms.Form):
    """Another name of an organisation."""

    text = forms.CharField(label=_("Name"), max_length=LONGEST_NAME)
    language = forms.ChoiceField(
        label=_("Language"), choices=content_language_choices, required=False, widget=LanguageSelect
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=AliasKind.choices[1:], initial=AliasKind.ALIAS)


class FocalPointForm(forms.Form):
    """Whom to call."""

    name = forms.CharField(label=_("Name"), max_length=200)
    title = MultilingualFormField(label=_("Position"), required=False, max_length=200)
    email = forms.EmailField(label=_("E-mail"), required=False)
    phone = forms.CharField(
        label=_("Telephone"), required=False, max_length=60, help_text=_("For example: +992 37 200 00 00")
    )
    consent = forms.BooleanField(
        label=_("The person agrees that partners see this"),
        required=False,
        help_text=_("Without it only your organisation and the secretariat see the entry."),
    )


def put_fault(form: forms.Form, fault: OrganisationProblem) -> None:
    """Set a service's fault beside its field, or on top when the form has no such field."""
    form.add_error(fault.field if fault.field in form.fields else None, str(fault))
