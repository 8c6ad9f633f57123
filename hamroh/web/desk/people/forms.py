"""Forms of people: invite, accept, give a role, make a token."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from hamroh.kernel.organisations.models import Organisation
from hamroh.kernel.people.acting import Acting
from hamroh.kernel.people.models import RoleAssignment, language_choices, role_choices
from hamroh.kernel.people.roles import BY_KEY
from hamroh.kernel.people.verbs import VERBS
from hamroh.web.components.choices import LanguageSelect, MarkedSelect

DATE = {"type": "date"}


def organisations_for(acting: Acting, verb: str) -> QuerySet[Organisation]:
    """The organisations for which the person may do the verb."""
    if acting.may(verb, organisation_id=0):
        return Organisation.objects.all()
    return Organisation.objects.filter(pk=acting.actor.organisation_id or 0)


class InvitationForm(forms.Form):
    """Whom to invite, for which organisation, in which role."""

    email = forms.EmailField(label=_("E-mail"), help_text=_("The letter with the invitation goes to this address."))
    name = forms.CharField(label=_("Name"), max_length=200, help_text=_("As it stands in letters to the person."))
    organisation = forms.ModelChoiceField(
        label=_("Organisation"), queryset=Organisation.objects.none(), widget=MarkedSelect
    )
    role = forms.ChoiceField(label=_("Role"), choices=role_choices)
    language = forms.ChoiceField(
        label=_("Language of the letter"), choices=language_choices, initial="tg", widget=LanguageSelect
    )

    def __init__(self, *args: Any, acting: Acting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations_for(acting, "people.invite")  # type: ignore[attr-defined]


class JoinForm(forms.Form):
    """Name and password of somebody who accepts an invitation."""

    name = forms.CharField(label=_("Your name"), max_length=200)
    password = forms.CharField(
        label=_("Password"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least 12 characters. A sentence of four words is easy to keep and hard to guess."),
    )
    again = forms.CharField(
        label=_("The same password again"), widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def clean(self) -> dict[str, Any]:
        """Both passwords the same."""
        cleaned = super().clean() or {}
        if cleaned.get("password") and cleaned.get("again") and cleaned["password"] != cleaned["again"]:
            self.add_error("again", _("The two passwords differ."))
        return cleaned


class RoleForm(forms.Form):
    """A role for an organisation, from one day to another."""

    organisation = forms.ModelChoiceField(
        label=_("Organisation"), queryset=Organisation.objects.none(), widget=MarkedSelect
    )
    role = forms.ChoiceField(label=_("Role"), choices=role_choices)
    valid_from = forms.DateField(label=_("First day"), widget=forms.DateInput(attrs=DATE), required=False)
    valid_to = forms.DateField(
        label=_("Last day"),
        widget=forms.DateInput(attrs=DATE),
        required=False,
        help_text=_("Leave it empty when no end is agreed."),
    )

    def __init__(self, *args: Any, acting: Acting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations_for(acting, "people.assign_role")  # type: ignore[attr-defined]


class TokenForm(forms.Form):
    """A token for a program: what for, what it may do, how long."""

    label = forms.CharField(label=_("What is it for?"), max_length=100, help_text=_("For example: nightly export"))
    scopes = forms.MultipleChoiceField(label=_("What it may do"), widget=forms.CheckboxSelectMultiple)
    days = forms.IntegerField(label=_("Valid for how many days?"), min_value=1, max_value=366, initial=90)

    def __init__(self, *args: Any, assignment: RoleAssignment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        role = BY_KEY[assignment.role]
        scopes = [(verb.key, verb.label) for verb in VERBS if role.scope(verb.key) and verb.key not in NOT_FOR_PROGRAMS]
        self.fields["scopes"].choices = scopes  # type: ignore[attr-defined]

    def life(self) -> timedelta:
        """How long the token is to live."""
        return timedelta(days=self.cleaned_data["days"])


# Pages for people: a program has no use for them.
NOT_FOR_PROGRAMS = frozenset({"portal.view", "ui.view", "account.use", "desk.view", "roles.view", "tokens.manage"})
