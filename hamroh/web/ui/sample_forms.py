"""The form of the style page: each kind of field once."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from hamroh.web.components.multilingual import MultilingualFormField


class SampleForm(forms.Form):
    """What a partner reports about an activity, in short."""

    names = MultilingualFormField(
        label=_("Title"), help_text=_("As people will find it, without abbreviations."), max_length=200
    )
    email = forms.EmailField(label=_("E-mail of the focal point"), help_text=_("For example: office@example.org"))
    theme = forms.ChoiceField(
        label=_("Theme"),
        choices=[("", "–"), ("labour", _("Labour migration")), ("health", _("Migration health"))],
    )
    starts = forms.DateField(label=_("First day"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    people = forms.IntegerField(
        label=_("People reached"),
        min_value=0,
        required=False,
        help_text=_("Leave it empty when unknown. Unknown is not zero."),
    )
    summary = forms.CharField(label=_("What changed"), widget=forms.Textarea(attrs={"rows": 4}), required=False)
    scope = forms.ChoiceField(
        label=_("Who may see it"),
        choices=[("all", _("Everybody")), ("partners", _("Partners")), ("own", _("My organisation alone"))],
        widget=forms.RadioSelect,
        initial="partners",
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages of the service"),
        choices=[("tg", _("Tajik")), ("ru", _("Russian")), ("zh", _("Chinese"))],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    letter = forms.FileField(label=_("Letter"), help_text=_("A scan as PDF or picture, at most 20 MB."), required=False)
    agreed = forms.BooleanField(label=_("The ministry has agreed to these figures"))
