"""Sentences that are kept as a msgid with its facts, and said in the language of whoever reads them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext


def said(msgid: str, facts: Mapping[str, Any]) -> str:
    """The sentence in the active language; a fact that is missing shows as an ellipsis."""
    return gettext(msgid).format_map(_Lenient(facts)) if msgid else ""


class _Lenient(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "…"
