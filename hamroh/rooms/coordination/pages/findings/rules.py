"""How findings are made: every rule with its parameters, and the figures that count as need."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hamroh.commons.indicators.models import Indicator, Observation
from hamroh.web.components.records import Crumb
from hamroh.web.permissions import page

from ...codes.themes import SCHEMES
from ...findings.needs import PREFIX, needs_for
from ...findings.rules import MATERIAL_CHANGE, OLD_AFTER_YEARS, RULES
from ...findings.telling import parameters_in_words, theme_label
from ...models import FindingKind
from .lists import country_of


@require_safe
@page("coordination.view_public")
def explained(request: HttpRequest) -> HttpResponse:
    """The rules, from the table that applies them."""
    country = country_of(request)
    context = {
        "crumbs": [
            Crumb(label=_("Coordination"), href=reverse("coordination:overview")),
            Crumb(label=_("Gaps and overlaps"), href=f"{reverse('coordination:finding-register')}?country={country}"),
            Crumb(label=_("How findings are made")),
        ],
        "kinds": [
            (kind.label, [(rule, parameters_in_words(rule)) for rule in RULES if rule.kind == kind])
            for kind in FindingKind
        ],
        "needs": _needs(country),
        "prefix": PREFIX,
        "years": OLD_AFTER_YEARS,
        "change": round(MATERIAL_CHANGE * 100),
    }
    return render(request, "coordination/findings/rules.html", context)


def _needs(country: str) -> list[dict[str, Any]]:
    """Each figure that shows need, with how many places have one now."""
    needs = needs_for(key for scheme in SCHEMES.values() for key in scheme.by_key)
    indicators = Indicator.objects.in_bulk({need.indicator for need in needs}, field_name="code")
    at: dict[str, set[int]] = defaultdict(set)
    whole: set[str] = set()
    rows = Observation.objects.current().filter(
        indicator__code__in=list(indicators), country=country, counterpart="", breakdown_key="", value__isnull=False
    )
    for code, place in rows.order_by().values_list("indicator__code", "place_id").distinct():
        if place is None:
            whole.add(code)
        else:
            at[code].add(place)
    return [
        {
            "theme": theme_label(need.theme),
            "indicator": indicators[need.indicator],
            "href": reverse("indicators:record", args=[need.indicator]),
            "higher": need.worse == "higher",
            "why": need.why,
            "places": len(at.get(need.indicator, ())),
            "country": need.indicator in whole,
        }
        for need in needs
        if need.indicator in indicators
    ]
