"""Choices of records: each option in the reader's language, or marked with the language it is in."""

from __future__ import annotations

from typing import Any

from django import forms

from hamroh.kernel.languages.codes import BY_CODE
from hamroh.kernel.languages.text import pick


class NamedSelect(forms.Select):
    """A select for records with `names`; an option that stands in for a missing translation carries `lang`."""

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """As Django's, with `lang` on foreign options."""
        option = super().create_option(name, value, *args, **kwargs)
        names = getattr(getattr(value, "instance", None), "names", None)
        if names:
            picked = pick(names)
            if picked.fallback:
                option["attrs"]["lang"] = BY_CODE[picked.lang].code if picked.lang in BY_CODE else picked.lang
        return option


class EnglishSelect(forms.Select):
    """A select whose options, but the empty one, are titles that their producers give in English."""

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """As Django's, with `lang`."""
        option = super().create_option(name, value, *args, **kwargs)
        if value:
            option["attrs"]["lang"] = "en"
        return option


class LanguageSelect(forms.Select):
    """A select of languages, each by its own name in its own language."""

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """As Django's, with `lang`."""
        option = super().create_option(name, value, *args, **kwargs)
        if value in BY_CODE:
            option["attrs"]["lang"] = BY_CODE[value].code
        return option
