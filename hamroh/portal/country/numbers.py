"""The key figures of the country with their source."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.html import format_html_join
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from hamroh.commons.indicators import selectors
from hamroh.commons.indicators.catalogue import unit_label
from hamroh.commons.indicators.models import Source
from hamroh.commons.indicators.selectors import Figure as Observed
from hamroh.kernel.languages.codes import content_code
from hamroh.kernel.languages.text import pick
from hamroh.kernel.ledger.actors import Actor
from hamroh.web.components.records import Figure
from hamroh.web.templatetags.hamroh import foreign, number

PER_CENT = frozenset({"percent", "percentage", "%"})
Finder = Callable[[Actor], Figure | None]


def latest(code: str, label: str | Promise) -> Finder:
    """The newest national figure of an indicator."""

    def find(viewer: Actor) -> Figure | None:
        found = selectors.latest(code, settings.HAMROH_COUNTRY, viewer=viewer)
        if found is None or found.value is None:
            return None
        return _shown(code, label, found, found.value)

    return find


def living_abroad(viewer: Actor) -> Figure | None:
    """People of the country who live in the corridors that are known, in the latest year; a sum of known parts."""
    country = settings.HAMROH_COUNTRY
    years = selectors.corridor_years(country, viewer=viewer)
    for year in reversed(years):
        known = [
            one
            for one in selectors.corridors(country, year, viewer=viewer, direction="abroad")
            if one.total is not None
        ]
        if not known:
            continue
        return Figure(
            label=_("Born here, living in the countries that are known"),
            value=number(sum(one.total for one in known if one.total is not None), 0),
            trend=_("%(year)s, in %(countries)s countries") % {"year": year, "countries": len(known)},
            href=_page("migrant-stock"),
            source=_credits(selectors.sources_of(row for one in known for row in one.observations)),
            source_href=_page("migrant-stock"),
        )
    return None


# In the order of showing; those of which nothing is known are left out.
KEY_FIGURES: tuple[Finder, ...] = (
    living_abroad,
    latest("remittances-share-of-gdp", gettext_lazy("Money sent home, share of the economy")),
    latest("facilities-chinese-speaking", gettext_lazy("Clinics that speak Chinese")),
    latest("remittances-received", gettext_lazy("Money sent home")),
    latest("refugees", gettext_lazy("Refugees from this country")),
    latest("population", gettext_lazy("Population")),
)
MOST_SHOWN = 4


def key_figures(viewer: Actor) -> list[Figure]:
    """The first few that are known."""
    found: list[Figure] = []
    for finder in KEY_FIGURES:
        figure = finder(viewer)
        if figure is not None:
            found.append(figure)
        if len(found) == MOST_SHOWN:
            break
    return found


def _shown(code: str, label: str | Promise, found: Observed, value: Decimal) -> Figure:
    unit = found.observation.indicator.unit
    percent = unit in PER_CENT
    shown, scale = (value, "") if percent else scaled(value)
    decimals = found.decimals if not scale else 1
    words = ["" if percent else " ".join(part for part in (scale, unit_label(unit)) if part)]
    words += [found.period.label, found.trust]
    if found.fictional:
        words.append(_("invented for the demonstration"))
    return Figure(
        label=label,
        value=number(shown, decimals),
        unit="%" if percent else "",
        trend=", ".join(dict.fromkeys(word for word in words if word)),
        href=_page(code),
        source=_credits(selectors.sources_of([found])),
        source_href=_page(code),
    )


def scaled(value: Decimal) -> tuple[Decimal, str]:
    """A number that can be read at a glance, and the word for what it was divided by; small ones as they are."""
    for size, word in _scales():
        if abs(value) >= size:
            return value / size, word
    return value, ""


def _scales() -> tuple[tuple[int, str], ...]:
    # Chinese counts in ten thousands and hundred millions.
    if content_code(get_language()) == "zh":
        return (10**8, "亿"), (10**4, "万")
    return (10**9, _("billion")), (10**6, _("million"))


def _credits(sources: Iterable[Source]) -> str:
    """Who publishes the figure, or the figures it was computed from. A credit line is in the producer's English."""
    lines = []
    for source in sources:
        producer = source.dataset.producer
        picked = pick(producer.names)
        lines.append((producer.credit, "en") if producer.credit else (picked.text, picked.lang))
    return format_html_join("; ", "{}", ((foreign(text, lang),) for text, lang in dict.fromkeys(lines)))


def _page(code: str) -> str:
    try:
        return reverse("indicators:record", args=[code])
    except NoReverseMatch:
        return ""
