"""Addresses of pages that other parts of the desk own: empty where such a page is switched off."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.urls import NoReverseMatch, reverse


def address(name: str, *arguments: Any) -> str:
    """The page's address in the active language, or empty text."""
    try:
        return reverse(name, args=arguments)
    except NoReverseMatch:
        return ""


def web_address(text: str | None) -> str:
    """An address that a partner wrote, when it is one that a browser may open; else empty text."""
    wanted = (text or "").strip()
    try:
        parts = urlsplit(wanted)
    except ValueError:
        return ""
    return wanted if parts.scheme in {"http", "https"} and parts.netloc else ""
