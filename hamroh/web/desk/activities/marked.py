"""Choices whose words may be in another language than the page's: each option then says which one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from hamroh.kernel.languages.text import pick


class Spoken(str):
    """A text that knows its language, when that is not the page's ("": it is, or nobody knows)."""

    lang: str

    def __new__(cls, text: str, lang: str = "") -> Spoken:
        """The text with the language it is in."""
        made = super().__new__(cls, text)
        made.lang = lang
        return made


def spoken(texts: Mapping[str, str], otherwise: str) -> Spoken:
    """Multilingual text for this reader."""
    picked = pick(texts)
    return Spoken(picked.text or otherwise, picked.lang if picked.text and picked.fallback else "")


class MarkedSelect(forms.Select):
    """A select whose options carry `lang` where their text is foreign."""

    def create_option(self, name: str, value: Any, label: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """As Django's, with the language."""
        option = super().create_option(name, value, label, *args, **kwargs)
        if isinstance(label, Spoken) and label.lang:
            option["attrs"] = {**option["attrs"], "lang": label.lang}
        return option
