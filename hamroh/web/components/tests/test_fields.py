from __future__ import annotations

import re

import pytest
from django import forms
from django.utils import translation

from hamroh.web.components.multilingual import MultilingualFormField
from hamroh.web.templatetags.hamroh import faults, field


class Form(forms.Form):
    title = MultilingualFormField(label="Title", help_text="As people find it", max_length=5)
    number = forms.IntegerField(label="Number", min_value=1, widget=forms.NumberInput(attrs={"placeholder": "Number"}))
    note = forms.CharField(label="Note", required=False)
    scope = forms.ChoiceField(label="Scope", choices=[("a", "A")], widget=forms.RadioSelect)
    sure = forms.BooleanField(label="Sure")


def test_a_text_in_one_language_is_enough_and_empty_ones_are_left_out() -> None:
    form = Form({"title_tg": "Ҷумъа", "title_en": "", "number": 1, "scope": "a", "sure": "on"})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["title"] == {"tg": "Ҷумъа"}


def test_a_fault_names_the_language() -> None:
    form = Form({"title_ru": "слишком длинно", "number": 1, "scope": "a", "sure": "on"})
    assert not form.is_valid()
    assert form.errors["title"][0].startswith("Русский: ")


def test_no_text_at_all_is_refused() -> None:
    assert "at least one language" in Form({}).errors["title"][0]


@pytest.mark.parametrize(
    ("before", "data", "changed"), [({"en": "a"}, "a", False), ({"en": "a"}, "b", True), ({}, "", False)]
)
def test_what_counts_as_a_change(before: dict[str, str], data: str, changed: bool) -> None:
    form = Form({"title_en": data}, initial={"title": before})
    assert ("title" in form.changed_data) is changed


def test_the_readers_language_comes_first() -> None:
    with translation.override("zh-hans"):
        names = re.findall(r'name="title_(\w+)"', field(Form()["title"]))
    assert names[0] == "zh" and sorted(names) == ["en", "ru", "tg", "zh"]


def test_every_control_is_tied_to_its_label_hint_and_fault() -> None:
    form = Form({"number": "0"})
    text = field(form["number"])
    assert '<label for="id_number">' in text
    assert 'aria-describedby="id_number_wrong"' in text and 'aria-invalid="true"' in text
    assert 'id="id_number_wrong"' in text
    assert "placeholder" not in text
    assert "(optional)" in field(form["note"]) and "(optional)" not in field(form["note"], optional=False)
    assert "<fieldset" in field(form["scope"]) and "<legend>Scope" in field(form["scope"])
    hinted = field(form["title"])
    assert 'id="id_title_hint"' in hinted and 'aria-describedby="id_title_hint id_title_wrong"' in hinted


def test_the_summary_leads_to_each_field() -> None:
    form = Form({"title_en": "ok"})
    text = faults(form)
    assert {"#id_number", "#id_sure"} <= set(re.findall(r'href="([^"]+)"', text))
    assert all(
        f'id="{anchor[1:]}"' in "".join(field(b) for b in form) for anchor in re.findall(r'href="(#[^"]+)"', text)
    )
    assert faults(Form()) == ""
