"""Forms of legal sources."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hamroh.commons.sources.addressees import ADDRESSEES
from hamroh.commons.sources.models import Kind
from hamroh.commons.sources.services import SourceProblem
from hamroh.web.components.multilingual import MultilingualFormField

DATE = {"type": "date"}


def addressee_choices() -> list[tuple[str, Any]]:
    """To whom an article may speak."""
    return list(ADDRESSEES.items())


class InstrumentForm(forms.Form):
    """A law, resolution, goal frame, regulation, form or text."""

    key = forms.SlugField(
        label=_("Key"), max_length=80, help_text=_("Short and lasting, for example law-on-migration.")
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=Kind.choices)
    number = forms.CharField(label=_("Number"), max_length=80)
    titles = MultilingualFormField(label=_("Title"), max_length=500)
    adopted_on = forms.DateField(label=_("Adopted"), required=False, widget=forms.DateInput(attrs=DATE))
    adopted_by = MultilingualFormField(label=_("Adopted by"), required=False, max_length=300)
    in_force_from = forms.DateField(label=_("In force from"), required=False, widget=forms.DateInput(attrs=DATE))
    in_force_to = forms.DateField(label=_("In force until"), required=False, widget=forms.DateInput(attrs=DATE))
    url = forms.URLField(label=_("Official text"), required=False, max_length=400, assume_scheme="https")
    notes = MultilingualFormField(label=_("Note"), required=False, long=True, max_length=4000)


class ArticleForm(forms.Form):
    """An article in the four languages."""

    number = forms.CharField(label=_("Number"), required=False, max_length=40)
    headings = MultilingualFormField(label=_("Heading"), max_length=500)
    texts = MultilingualFormField(label=_("Text"), required=False, long=True, max_length=20_000)
    addressed_to = forms.ChoiceField(label=_("Addressed to"), required=False, choices=addressee_choices)


class NewArticleForm(ArticleForm):
    """A new article has a key."""

    key = forms.SlugField(
        label=_("Key"),
        max_length=100,
        help_text=_("The instrument's key and the number, for example law-on-migration-7."),
    )
    field_order = ["key", "number", "headings", "texts", "addressed_to"]


class ChangedArticleForm(ArticleForm):
    """A changed article says why."""

    reason = forms.CharField(
        label=_("Why it changes"),
        max_length=300,
        help_text=_("For those whose records rest on it. For example: law of 3 March 2026."),
    )


class ReviewForm(forms.Form):
    """How far the review of the content is."""

    review = forms.CharField(label=_("Review"), max_length=200, required=False)


def put_fault(form: forms.Form, fault: SourceProblem) -> None:
    """Set a service's fault beside its field, or on top when the form has no such field."""
    form.add_error(fault.field if fault.field in form.fields else None, str(fault))
