"""How the picture names things: organisations, places, areas, people, money."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hamroh.kernel.languages.text import Picked, pick
from hamroh.kernel.organisations.models import Organisation
from hamroh.web.components.records import Figure
from hamroh.web.templatetags.hamroh import foreign, number, say

from ...codes.services import SERVICES
from ...codes.themes import SCHEMES
from ...selectors.cube import Summed
from ...selectors.reach import Interval
from ...selectors.scope import NATIONAL, NO_THEME, UNRESOLVED
from .asking import Places

# A file never says in which language its words are.
UNTOLD = "und"
MEASURES: dict[str, str | Promise] = {
    "organisations": gettext_lazy("Organisations"),
    "undertakings": gettext_lazy("Undertakings"),
    "targeted": gettext_lazy("People targeted"),
    "reached": gettext_lazy("People reached"),
    "money": gettext_lazy("Money"),
}


def names_of(pks: Iterable[int]) -> dict[int, Organisation]:
    """Organisations by number, with what names them."""
    found = Organisation.objects.filter(pk__in=set(pks)).only("pk", "names", "org_id", "type", "fictional")
    return {one.pk: one for one in found}


def picked(organisation: Organisation | None) -> Picked:
    """The name for this reader, with its language."""
    if organisation is None:
        return Picked("–", "", False)
    name = pick(organisation.names)
    return name if name.text else Picked(str(organisation), UNTOLD, False)


def body(organisation: Organisation | None) -> SafeString:
    """The name, marked where it is in another language than the page's."""
    return say(organisation.names, empty=str(organisation)) if organisation else SafeString("–")


def theme(key: str, scheme: str) -> str:
    """The thematic area in the reader's language."""
    if key in ("", NO_THEME):
        return _("No thematic area")
    return SCHEMES[scheme].label(key)


def service(key: str) -> SafeString | str:
    """The kind of work: of our list in the reader's language, else as it is written."""
    return SERVICES.label(key) if key in SERVICES else foreign(key, UNTOLD) if key else "–"


def place(places: Places, region: int, district: int | None = None) -> SafeString | str:
    """The name of a row: a region (district None), one of its districts, or what is known of it alone (0)."""
    if region == NATIONAL:
        return _("Whole country")
    if region == UNRESOLVED:
        return _("Place not recognised")
    if district == 0:
        return _("Whole region")
    found = places.by_pk.get(district or region)
    return say(found.names, empty=found.slug) if found else "–"


def people(interval: Interval | None) -> str:
    """A number of people, or the bounds between which it lies; unknown is a dash."""
    if interval is None:
        return "–"
    if interval.exact:
        return number(interval.lower)
    return _("%(lower)s to %(upper)s") % {"lower": number(interval.lower), "upper": number(interval.upper)}


def people_figure(label: str, interval: Interval | None, href: str) -> Figure:
    """A number of people as one of the numbers that matter: the lower bound, and the upper one beside it."""
    if interval is None:
        return Figure(label=label, value=None)
    trend = "" if interval.exact else _("at least; at most %(upper)s") % {"upper": number(interval.upper)}
    return Figure(label=label, value=interval.lower, trend=trend, href=href)


def money(amounts: Mapping[str, Decimal]) -> SafeString:
    """Amounts by currency, each on a line of its own; never added."""
    if not amounts:
        return SafeString("–")
    parts = ((number(amount, 0), code or _("(no currency given)")) for code, amount in sorted(amounts.items()))
    return format_html_join(SafeString("<br>"), "{}\u00a0{}", parts)


def value(summed: Summed | None, measure: str, role: str, currency: str) -> int | float | None:
    """What a cell shows: of people the lower bound, of money one currency; None is unknown."""
    if measure == "organisations":
        return summed.organisations[role] if summed else 0
    if measure == "undertakings":
        return summed.undertakings if summed else 0
    if measure == "money":
        amount = summed.money.get(currency) if summed else None
        return None if amount is None else float(amount)
    found: Interval | None = getattr(summed, measure) if summed else None
    return found.lower if found else None


def value_label(measure: str, currency: str) -> str:
    """What the numbers of a matrix or map are."""
    if measure == "targeted":
        return _("People targeted, at least")
    if measure == "reached":
        return _("People reached, at least")
    if measure == "money":
        return _("Budgets of lines in %(currency)s") % {"currency": currency or _("(no currency given)")}
    return str(MEASURES[measure])
