"""Choices whose words may be in another language than the page's: each option then says which one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.forms.renderers import BaseRenderer
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from hamroh.kernel.languages.codes import BY_CODE
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
    return Spoken(picked.text or otherwise, _code(picked.lang) if picked.text and picked.fallback else "")


def _code(lang: str) -> str:
    return BY_CODE[lang].code if lang in BY_CODE else lang


class WrittenSelect(forms.Select):
    """A select written without a template for each option: a list of districts took a tenth of a page's time."""

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: BaseRenderer | None = None
    ) -> SafeString:
        """The control's markup, as Django's templates would write it."""
        widget = self.get_context(name, value, attrs)["widget"]
        groups = (self._group(title, options) for title, options, _index in widget["optgroups"])
        return format_html(
            '<select name="{}"{}>{}</select>', name, flatatt(widget["attrs"]), format_html_join("", "{}", zip(groups))
        )

    @staticmethod
    def _group(title: Any, options: Iterable[Mapping[str, Any]]) -> SafeString:
        inside = format_html_join(
            "",
            '<option value="{}"{}>{}</option>',
            ((one["value"], flatatt(one["attrs"]), one["label"]) for one in options),
        )
        return format_html('<optgroup label="{}">{}</optgroup>', title, inside) if title else inside


class MarkedSelect(WrittenSelect):
    """A select whose options carry `lang` where their text is foreign: a `Spoken` label, or a record with `names`."""

    def create_option(self, name: str, value: Any, label: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """As Django's, with the language."""
        option = super().create_option(name, value, label, *args, **kwargs)
        names = getattr(getattr(value, "instance", None), "names", None)
        said = label if isinstance(label, Spoken) else spoken(names, "") if names else None
        if said is not None and said.lang:
            option["attrs"] = {**option["attrs"], "lang": said.lang}
        return option


class EnglishSelect(WrittenSelect):
    """A select whose options, but the empty one, are titles that their producers give in English."""

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """As Django's, with `lang`."""
        option = super().create_option(name, value, *args, **kwargs)
        if value:
            option["attrs"]["lang"] = "en"
        return option


class LanguageSelect(WrittenSelect):
    """A select of languages, each by its own name in its own language."""

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """As Django's, with `lang`."""
        option = super().create_option(name, value, *args, **kwargs)
        if value in BY_CODE:
            option["attrs"]["lang"] = BY_CODE[value].code
        return option
