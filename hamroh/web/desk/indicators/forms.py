"""The form with which a statistician brings a file."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hamroh.commons.indicators.adapters import ADAPTERS
from hamroh.web.components.choices import EnglishSelect


def kind_choices() -> list[tuple[str, Any]]:
    """The producers whose files are known; by default the headings tell."""
    return [("", _("as its headings tell")), *((adapter.key, adapter.label) for adapter in ADAPTERS)]


class UploadForm(forms.Form):
    """A file of statistics."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV or .xlsx, as the producer publishes it, or the table that is exported here."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.tsv,.xlsx"}),
    )
    kind = forms.ChoiceField(label=_("Whose file"), choices=kind_choices, required=False, widget=EnglishSelect)
    edition = forms.CharField(
        label=_("Edition"),
        required=False,
        max_length=120,
        help_text=_("As the producer calls it, best its day: 2024-10-08."),
    )
    retrieved = forms.DateField(
        label=_("Day on which it was fetched"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
