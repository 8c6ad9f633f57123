"""Which figures of an indicator a page shows: country, other country and breakdown asked for, else the largest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django import forms
from django.conf import settings
from django.db.models import Max
from django.http import QueryDict
from django.utils.translation import gettext as _

from hamroh.commons.indicators.areas import area_name
from hamroh.commons.indicators.models import Indicator
from hamroh.commons.indicators.selectors import observations
from hamroh.commons.indicators.vocabulary import DIMENSION_BY_KEY
from hamroh.kernel.ledger.actors import Actor


@dataclass(frozen=True)
class Choice:
    """The figures on show: where, with which other country, broken down by which dimension ("" for none of these)."""

    country: str
    counterpart: str
    by: str

    @property
    def where(self) -> str:
        """The choice in words, for the chart's subtitle."""
        if not self.counterpart:
            return area_name(self.country)
        return _("%(origin)s → %(destination)s") % {
            "origin": area_name(self.counterpart),
            "destination": area_name(self.country),
        }


class ChoiceForm(forms.Form):
    """The filters of a record page."""

    country = forms.ChoiceField(required=False)
    counterpart = forms.ChoiceField(required=False)
    by = forms.ChoiceField(required=False)

    def __init__(self, query: Mapping[str, str], *, offer: Offer, choice: Choice) -> None:
        super().__init__({"country": choice.country, "counterpart": choice.counterpart, "by": choice.by})
        self.fields["country"].label = _("Country")
        self.fields["country"].choices = named(offer.countries)  # type: ignore[attr-defined]
        self.fields["counterpart"].label = _("Country of origin or nationality")
        self.fields["counterpart"].choices = named(offer.counterparts_of(choice.country))  # type: ignore[attr-defined]
        self.fields["by"].label = _("Broken down by")
        labels = [(key, str(DIMENSION_BY_KEY[key].label)) for key in offer.dimensions]
        self.fields["by"].choices = [("", _("nothing: the total")), *labels]  # type: ignore[attr-defined]
        if not any(counterpart for _country, counterpart in offer.pairs):
            del self.fields["counterpart"]
        if not offer.dimensions:
            del self.fields["by"]


@dataclass(frozen=True)
class Offer:
    """What there is to choose from: (country, counterpart) → largest figure, and dimensions to break down by."""

    pairs: Mapping[tuple[str, str], Decimal]
    dimensions: tuple[str, ...]

    @property
    def countries(self) -> set[str]:
        """Countries with figures."""
        return {country for country, _counterpart in self.pairs}

    def counterparts_of(self, country: str) -> set[str]:
        """The other ends of a country's figures; "" where there are figures without one."""
        return {counterpart for one, counterpart in self.pairs if one == country}


def named(codes: set[str]) -> list[tuple[str, str]]:
    """Codes with the names of the areas, by name; no code is called "all together" and comes first."""
    pairs = [(code, area_name(code)) for code in codes if code]
    return [*([("", _("all together"))] if "" in codes else []), *sorted(pairs, key=lambda pair: pair[1])]


def offer_of(indicator: Indicator, viewer: Actor) -> Offer:
    """What figures the indicator has."""
    rows = observations(viewer).filter(indicator=indicator, place=None).order_by()
    counted = rows.values_list("country", "counterpart").annotate(largest=Max("value"))
    dimensions = tuple(
        key for key in indicator.disaggregations if key in DIMENSION_BY_KEY and not DIMENSION_BY_KEY[key].column
    )
    return Offer(
        {(country, counterpart): largest or Decimal(0) for country, counterpart, largest in counted}, dimensions
    )


def choose(indicator: Indicator, offer: Offer, query: QueryDict, viewer: Actor) -> Choice | None:
    """What was asked for as far as there are figures, completed with the largest of this country; None without any."""
    if not offer.pairs:
        return None
    wanted_country, wanted_counterpart = query.get("country", ""), query.get("counterpart")
    home = settings.HAMROH_COUNTRY

    def fitness(pair: tuple[str, str]) -> tuple[bool, bool, bool, bool, Decimal]:
        country, counterpart = pair
        return (
            country == wanted_country,
            wanted_counterpart is not None and counterpart == wanted_counterpart,
            home in pair,
            not counterpart,
            offer.pairs[pair],
        )

    country, counterpart = max(sorted(offer.pairs), key=fitness)
    return Choice(country, counterpart, _by(indicator, offer, query, viewer, country, counterpart))


def _by(indicator: Indicator, offer: Offer, query: QueryDict, viewer: Actor, country: str, counterpart: str) -> str:
    wanted = query.get("by", "")
    if wanted in offer.dimensions:
        return wanted
    rows = observations(viewer).filter(indicator=indicator, country=country, counterpart=counterpart, place=None)
    keys = set(rows.order_by().values_list("breakdown_key", flat=True).distinct())
    if "" in keys:
        return ""
    # Without a total the parts are shown: an empty chart would say that nothing is known.
    single = {key.partition("=")[0] for key in keys if "&" not in key}
    return next((dimension for dimension in offer.dimensions if dimension in single), "")
