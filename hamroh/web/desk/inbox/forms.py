"""Forms of tasks: give one, hand one over."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hamroh.commons.inbox.models import ClosedReason
from hamroh.commons.inbox.titles import Assignee
from hamroh.kernel.organisations.models import Organisation
from hamroh.kernel.people.models import Person, role_choices
from hamroh.web.components.choices import MarkedSelect
from hamroh.web.components.multilingual import MultilingualFormField


def choices_of_role() -> list[tuple[str, Any]]:
    """The roles, with an empty line first."""
    return [("", "–"), *role_choices()]


class AssigneeForm(forms.Form):
    """Whom a task waits for: a person, or whoever holds a role."""

    person = forms.ModelChoiceField(
        label=_("A person"), queryset=Person.objects.none(), required=False, widget=MarkedSelect
    )
    role = forms.ChoiceField(label=_("Or whoever holds a role"), choices=choices_of_role, required=False)
    organisation = forms.ModelChoiceField(
        label=_("For the organisation"),
        widget=MarkedSelect,
        queryset=Organisation.objects.none(),
        required=False,
        help_text=_("With a role alone. Leave it empty for the role wherever it is held."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people, bodies = Person.objects.filter(is_active=True), Organisation.objects.all()
        self.fields["person"].queryset = people  # type: ignore[attr-defined]
        self.fields["organisation"].queryset = bodies  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Exactly one of the two."""
        cleaned = super().clean() or {}
        if not self.errors and bool(cleaned.get("person")) == bool(cleaned.get("role")):
            self.add_error("person", _("Choose a person or a role, one of the two."))
        return cleaned

    def assignee(self) -> Assignee:
        """As the service takes it; of a valid form."""
        person, body = self.cleaned_data["person"], self.cleaned_data["organisation"]
        if person:
            return Assignee(person=person.key)
        return Assignee(role=self.cleaned_data["role"], organisation_id=body.pk if body else None)


class TaskForm(AssigneeForm):
    """A new task."""

    title = MultilingualFormField(
        label=_("What is to be done"),
        help_text=_("One sentence, as you would say it on the telephone."),
        max_length=200,
    )
    due = forms.DateField(label=_("Due"), required=False, widget=forms.DateInput(attrs={"type": "date"}))

    field_order = ["title", "person", "role", "organisation", "due"]

    def clean_due(self) -> Any:
        """Today or later: a task cannot be late before it exists."""
        due = self.cleaned_data["due"]
        if due is not None and due < timezone.localdate():
            raise forms.ValidationError(_("This day has passed. Choose today or a later day."))
        return due


class ClosingForm(forms.Form):
    """Why a task is closed."""

    reason = forms.ChoiceField(label=_("Why"), choices=ClosedReason.choices, initial=ClosedReason.DONE)
