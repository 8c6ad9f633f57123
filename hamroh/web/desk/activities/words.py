"""Words for what an IATI record holds: texts by language, code lists, amounts, dates."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation

from django.utils.translation import get_language

from hamroh.commons.activities.models.activity import texts_by_language
from hamroh.formats.iati import codelists
from hamroh.formats.iati.records import Narratives, Value
from hamroh.formats.iati.standard import StandardMissing
from hamroh.kernel.languages.codes import content_code
from hamroh.web.templatetags.hamroh import number


def texts(narratives: Narratives, default: str | None) -> Mapping[str, str]:
    """Narratives by language code."""
    return texts_by_language(narratives, default)


def code_label(codelist: str, code: str | None) -> tuple[str, str]:
    """(what a code is called, the language of that); the code itself without the standard's files or an unknown one."""
    if not code:
        return "", ""
    language = content_code(get_language())
    try:
        found = codelists.codelist(codelist).codes.get(code)
    except StandardMissing:
        found = None
    if found is None:
        return code, ""
    if language in found.names:
        return found.names[language], language
    return found.names.get("en", code), "en"


def amount(value: Value | None, default_currency: str | None) -> str:
    """1,250 USD; a dash when no amount is given, since unknown is not zero."""
    if value is None or value.amount is None:
        return "–"
    whole = value.amount == value.amount.to_integral()
    return f"{number(value.amount, 0 if whole else 2)} {value.currency or default_currency or ''}".strip()


def figure(text: str | None) -> Decimal | None:
    """A reported value as a number, when it is one."""
    try:
        found = Decimal((text or "").strip())
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


def reported(text: str | None) -> str:
    """A reported value as the reader writes numbers; words as they are."""
    value = figure(text)
    if value is None:
        return (text or "").strip() or "–"
    return number(value, max(0, -value.as_tuple().exponent) if isinstance(value.as_tuple().exponent, int) else None)  # type: ignore[operator]


def first_day(one: date | None) -> date:
    """For sorting: what has no date comes first."""
    return one or date.min
