"""A finding in words: its sentence, how sure it is, its title in every language. Figures stay figures until told.

Names and numbers are put into whole sentences of the reader's language; a name that exists in another language alone is
marked as such where the page can mark it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.utils import formats
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from hamroh.commons.activities.themes import BY_KEY as ACTIVITY_THEMES
from hamroh.commons.indicators.catalogue import unit_label
from hamroh.commons.indicators.models import Indicator
from hamroh.commons.indicators.vocabulary import Status
from hamroh.kernel.languages.codes import BY_CODE, CONTENT_CODES
from hamroh.kernel.languages.text import pick

from ..codes.services import SERVICES
from ..codes.themes import SCHEMES
from ..models import Finding
from .needs import PER, RATES
from .rules import BY_KEY, OLD_AFTER_YEARS, PARAMETERS, Rule

# Puts a name of several languages into a sentence: as it is, or marked for a page.
Say = Callable[[Mapping[str, str], str], str]


def theme_label(key: str) -> str:
    """The thematic area in the reader's language, whichever list it is of."""
    known = ACTIVITY_THEMES.get(key)
    if known is not None:
        return str(known.label)
    return next((scheme.label(key) for scheme in SCHEMES.values() if key in scheme), key)


def service_label(finding: Finding) -> str:
    """The kind of work: our label, or the words of the reports."""
    if finding.service in SERVICES:
        return SERVICES.label(finding.service)
    return str(finding.facts.get("spelled") or finding.service)


def sentence(finding: Finding, indicators: Mapping[str, Indicator]) -> str:
    """What was found, in the active language, without markup. `indicators` by code: those of the finding's figures."""
    return _said(finding, indicators, _plainly)


def sentence_marked(finding: Finding, indicators: Mapping[str, Indicator]) -> SafeString:
    """The same for a page: names in other languages are marked."""
    return mark_safe(_said(finding, indicators, _marked))  # noqa: S308 - our own words; each name was escaped by _marked


def _said(finding: Finding, indicators: Mapping[str, Indicator], say: Say) -> str:
    rule = BY_KEY.get(finding.rule)
    if rule is None:
        return theme_label(finding.theme)
    facts, place, service = finding.facts, finding.place, service_label(finding)
    figures = facts.get("figures") or [None]
    first = figures[0]
    indicator = indicators.get(first["indicator"]) if first else None
    known_service = finding.service in SERVICES
    # Formatting a plural asks for the number itself under its name.
    return rule.sentence % {  # type: ignore[operator,no-any-return]
        "theme": say({}, theme_label(finding.theme)),
        "service": say({} if known_service else {"": service}, service),
        "place": say(place.names, place.slug) if place else "",
        "indicator": say(indicator.names, indicator.code) if indicator else "",
        "value": say({}, value_in_words(first)) if first else "",
        "bodies": facts.get("bodies", 0),
        "days": facts.get("days", 0),
        "until": say({}, day_in_words(facts.get("until"))),
        "elsewhere": facts.get("elsewhere", 0),
        "others": facts.get("others", 0),
        "targeted": say({}, _number(facts.get("targeted"))),
    }


def _plainly(texts: Mapping[str, str], otherwise: str) -> str:
    return pick(texts).text or otherwise


def _marked(texts: Mapping[str, str], otherwise: str) -> str:
    picked = pick(texts)
    if not picked.text:
        return format_html("{}", otherwise)
    if not picked.fallback:
        return format_html("{}", picked.text)
    known = BY_CODE.get(picked.lang)
    if known is None:
        return format_html('<span dir="auto" data-verbatim>{}</span>', picked.text)
    return format_html('<span lang="{}" dir="{}">{}</span>', known.code, known.direction, picked.text)


def titles(finding: Finding, indicators: Mapping[str, Indicator]) -> dict[str, str]:
    """The sentence in each of our languages: the title of the gap on the agenda."""
    return _in_each(lambda: sentence(finding, indicators))


def descriptions(finding: Finding, indicators: Mapping[str, Indicator]) -> dict[str, str]:
    """How sure it is, in each of our languages: the description of the gap on the agenda."""
    return _in_each(lambda: "\n".join(uncertainties(finding)))


def _in_each(told: Callable[[], str]) -> dict[str, str]:
    texts = {}
    for code in CONTENT_CODES:
        with override(BY_CODE[code].code):
            texts[code] = told()
    return {code: text for code, text in texts.items() if text}


def indicators_of(findings: Iterable[Finding]) -> dict[str, Indicator]:
    """The indicators of some findings' figures, by code, in one query."""
    codes = {figure["indicator"] for finding in findings for figure in finding.facts.get("figures", ())}
    return {one.code: one for one in Indicator.objects.filter(code__in=codes)} if codes else {}


# -- numbers ---------------------------------------------------------------------------------------


def value_in_words(figure: Mapping[str, Any]) -> str:
    """A figure with its unit and the time it is about: `1,234 persons, 2024`."""
    value = _number(figure["value"], figure.get("decimals", 0))
    return _("%(value)s %(unit)s, %(year)s") % {
        "value": value, "unit": unit_label(figure["unit"]), "year": year_of(figure)
    }  # fmt: skip


def year_of(figure: Mapping[str, Any]) -> int:
    """The year in which the time of a figure ends."""
    return dt.date.fromisoformat(figure["last"]).year


def day_in_words(written: str | None) -> str:
    """A day, as the language writes it."""
    return formats.date_format(dt.date.fromisoformat(written), "DATE_FORMAT") if written else "–"


def _number(value: float | int | None, decimals: int = 0) -> str:
    if value is None:
        return "–"
    return formats.number_format(value, decimal_pos=decimals, use_l10n=True, force_grouping=True)


# -- how sure --------------------------------------------------------------------------------------


def uncertainties(finding: Finding) -> list[str]:
    """What may make the finding wrong, in whole sentences; an empty list when nothing is known to."""
    facts = finding.facts
    without = [] if finding.round_id else [_("No reports of a round were at hand: activities alone were looked at.")]
    return [
        *without,
        *_of_silence(facts.get("silence", {})),
        *_of_lines(facts),
        *(one for figure in facts.get("figures", ()) for one in _of_figure(figure, facts)),
    ]


def _of_silence(silence: Mapping[str, int]) -> list[str]:
    told = []
    missing, unknown = silence.get("missing", 0), silence.get("unknown", 0)
    if missing:
        told.append(
            ngettext(
                "%(missing)s of %(asked)s organisations that work on this has not reported; it may work here.",
                "%(missing)s of %(asked)s organisations that work on this have not reported; they may work here.",
                missing,
            )
            % {"missing": missing, "asked": silence.get("asked", 0)}
        )
    if unknown:
        told.append(
            ngettext(
                "%(count)s organisation has not reported, and what it works on is not known.",
                "%(count)s organisations have not reported, and what they work on is not known.",
                unknown,
            )
            % {"count": unknown}
        )
    return told


def _of_lines(facts: Mapping[str, Any]) -> list[str]:
    told = []
    unplaced, undated, later = facts.get("unplaced", 0), facts.get("undated", 0), len(facts.get("later", ()))
    if unplaced:
        told.append(
            ngettext(
                "%(count)s line on this thematic area names a place that nobody recognised; it may be here.",
                "%(count)s lines on this thematic area name a place that nobody recognised; they may be here.",
                unplaced,
            )
            % {"count": unplaced}
        )
    if undated:
        told.append(
            ngettext(
                "%(count)s line or activity does not say how long it goes on; it is taken to go on.",
                "%(count)s lines or activities do not say how long they go on; they are taken to go on.",
                undated,
            )
            % {"count": undated}
        )
    if later:
        told.append(
            ngettext(
                "%(count)s organisation says that it will begin after the period.",
                "%(count)s organisations say that they will begin after the period.",
                later,
            )
            % {"count": later}
        )
    return told


def _of_figure(figure: Mapping[str, Any], facts: Mapping[str, Any]) -> list[str]:
    told = []
    until = dt.date.fromisoformat(facts["period"][1]).year if facts.get("period") else year_of(figure)
    if until - year_of(figure) > OLD_AFTER_YEARS:
        told.append(
            ngettext(
                "The figure is of %(year)s, %(count)s year before the period.",
                "The figure is of %(year)s, %(count)s years before the period.",
                until - year_of(figure),
            )
            % {"year": year_of(figure), "count": until - year_of(figure)}
        )
    decimals = figure.get("decimals", 0)
    if figure.get("lower") is not None and figure.get("upper") is not None:
        told.append(
            _("The figure lies between %(lower)s and %(upper)s.")
            % {"lower": _number(figure["lower"], decimals), "upper": _number(figure["upper"], decimals)}
        )
    if figure.get("status") in (Status.PROVISIONAL, Status.ESTIMATED, Status.IMPUTED):
        told.append(_("The figure is not measured: it is %(status)s.") % {"status": Status(figure["status"]).label})
    if figure.get("of", 1) > 1 and figure.get("per_head") is None and figure.get("unit") not in RATES:
        told.append(
            _("The figure is not related to the number of inhabitants, which is not known for every place compared.")
        )
    if figure.get("fictional"):
        told.append(_("The figure is invented for demonstration."))
    return told


# -- rules -----------------------------------------------------------------------------------------


def parameters_in_words(rule: Rule) -> list[tuple[str, str]]:
    """The parameters of a rule with their values, as the page that explains findings shows them."""
    return [(str(PARAMETERS[key].label), _parameter(key, value)) for key, value in rule.parameters.items()]


def _parameter(key: str, value: float) -> str:
    unit = PARAMETERS[key].unit
    if unit == "share":
        return _("%(share)s per cent") % {"share": _number(value * 100)}
    if unit == "days":
        return ngettext("%(count)s day", "%(count)s days", int(value)) % {"count": int(value)}
    return _number(value)


def standing_in_words(figure: Mapping[str, Any]) -> str:
    """How a figure stands among the places: `3rd worst of 62`, written with numbers."""
    if figure.get("of", 1) <= 1:
        before = figure.get("before")
        if before is None:
            return ""
        return _("before: %(value)s") % {"value": _number(before, figure.get("decimals", 0))}
    return _("%(at)s of %(of)s, counted from the worst") % {"at": figure["at"], "of": figure["of"]}


def per_head_in_words(figure: Mapping[str, Any]) -> str:
    """The figure per 1,000 inhabitants, where it was compared so."""
    value = figure.get("per_head")
    if value is None:
        return ""
    return _("%(value)s per %(people)s inhabitants") % {"value": _number(value, 1), "people": _number(PER)}
