"""The decision on a finding."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hamroh.commons.agenda.kinds import ItemKind
from hamroh.commons.agenda.models import Item
from hamroh.web.components.choices import MarkedSelect, spoken

from ...models import FindingKind, FindingState


class PriorityField(forms.ModelChoiceField):
    """A standing priority, by its title."""

    def label_from_instance(self, obj: Any) -> str:
        """The title, marked when it is in another language."""
        return spoken(obj.title, f"#{obj.pk}")


class DecisionForm(forms.Form):
    """Confirm or dismiss, and why."""

    decision = forms.ChoiceField(
        label=_("Decision"),
        choices=((FindingState.CONFIRMED.value, _("Confirm it")), (FindingState.DISMISSED.value, _("Dismiss it"))),
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Needed to dismiss: the next officer will see the same figures and should know why."),
    )
    priority = PriorityField(
        label=_("Priority that answers it"),
        queryset=Item.objects.none(),
        required=False,
        widget=MarkedSelect,
        help_text=_("A confirmed gap is put on the agenda. Choose a priority of the agenda if one answers it already."),
    )

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        standing = Item.objects.filter(kind=ItemKind.PRIORITY, withdrawn_at=None).order_by("-created_at")
        if kind != FindingKind.GAP or not standing.exists():
            del self.fields["priority"]
        else:
            self.fields["priority"].queryset = standing  # type: ignore[attr-defined]
