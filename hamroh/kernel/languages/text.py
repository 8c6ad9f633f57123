"""Multilingual text: a mapping of content code to text, kept as JSON, read in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from .codes import BY_CODE, FALLBACK, content_code


@dataclass(frozen=True)
class Picked:
    """The text chosen for a reader, its language, and whether it stands in for a missing translation."""

    text: str
    lang: str
    fallback: bool

    def __str__(self) -> str:
        return self.text


def pick(texts: Mapping[str, str] | None, language: str | None = None) -> Picked:
    """The text in `language` (default: the active one), else in the nearest language that has it."""
    wanted = content_code(language or get_language())
    texts = texts or {}
    for code in (wanted, *FALLBACK.get(wanted, ()), *texts):
        if texts.get(code):
            return Picked(texts[code], code, code != wanted)
    return Picked("", wanted, False)


def missing(texts: Mapping[str, str] | None, codes: tuple[str, ...] = ("tg", "ru", "en", "zh")) -> tuple[str, ...]:
    """The languages in which the text has still to be written."""
    return tuple(code for code in codes if not (texts or {}).get(code))


class MultilingualField(models.JSONField):
    """A `{code: text}` mapping; refuses unknown codes and values that are not text."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", dict)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def validate(self, value: Any, model_instance: Any) -> None:
        """Each key a known language, each value text."""
        super().validate(value, model_instance)
        for code, text in (value or {}).items():
            if code not in BY_CODE:
                raise ValidationError(_("“%(code)s” is not a language we know."), params={"code": code})
            if not isinstance(text, str):
                raise ValidationError(_("The text in “%(code)s” must be words."), params={"code": code})
