"""Countries of figures: ISO 3166-1 alpha-3, and the few codes that statistics use beside it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from babel import Locale
from babel.core import get_global
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from hamroh.kernel.languages.codes import content_code

# ISO 3166 leaves these to users or never assigns them, so they cannot clash with a country.
SPECIAL: Mapping[str, str | Promise] = {
    "EU27": _("European Union, 27 countries"),
    "EU": _("external border of the European Union"),
    "OOO": _("other countries"),
    "STL": _("stateless"),
    "UNK": _("unknown country"),
    "MIX": _("several countries"),
}
# Two-letter codes that CLDR names and that are no countries.
_NO_COUNTRIES = {"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"}
_BABEL = {"tg": "tg", "ru": "ru", "en": "en", "zh": "zh_Hans"}


def is_area(code: str) -> bool:
    """Whether `code` is a country (three capitals) or one of SPECIAL."""
    return code in SPECIAL or code in _alpha2()


def area_name(code: str, language: str | None = None) -> str:
    """The area's name in the language (default: the active one); the code itself where there is none."""
    if code in SPECIAL:
        return str(SPECIAL[code])
    names = _names(content_code(language or get_language()))
    return names.get(_alpha2().get(code, ""), code)


@cache
def _alpha2() -> Mapping[str, str]:
    # CLDR also maps ISO's user-assigned codes (XXX, QMM …) and states that broke up; neither is a country of today.
    # XK is user-assigned too, but every producer of statistics writes Kosovo so.
    named = {code for code in map(str, Locale("en").territories) if len(code) == 2 and code not in _NO_COUNTRIES}
    found = {"XKX": "XK"}
    for code, targets in get_global("territory_aliases").items():
        if len(code) == 3 and code.isalpha() and len(targets) == 1 and targets[0] in named:
            found[code] = targets[0]
    return found


@cache
def _names(language: str) -> Mapping[str, str]:
    english = Locale("en").territories
    return {**english, **Locale.parse(_BABEL.get(language, "en")).territories}
