"""The picture on the map, with its table beside it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hamroh.kernel.places.models import Level
from hamroh.kernel.places.selectors import NoMap, NoSuchCountry, svg_map
from hamroh.web.components.maps import Area, AreaMap
from hamroh.web.permissions import page

from ...selectors.cube import Summed
from ...selectors.mapping import Spread, spread_in
from . import words
from .asking import Asked, asked
from .frame import empty_of, measure_of, shown
from .matrix import currencies, currency_of

LEVELS = {"district": Level.DISTRICT, "region": Level.REGION}


@require_safe
@page("coordination.view_public")
def on_map(request: HttpRequest) -> HttpResponse:
    """How many are at work in each district or region, on one thematic area or on all."""
    question = asked(request)
    if not question.form.is_valid():
        return shown(question, "faults", "picture-map")
    measure = measure_of(request)
    level = request.GET.get("level", "")
    level = level if level in LEVELS else "district"
    spread = spread_in(question.picture, theme=question.theme)
    currency = currency_of(request, spread.total)
    drawn, why = _drawn(question, spread, measure, currency, level)
    return shown(
        question, "map", "picture-map",
        map=drawn,
        why=why,
        spread=spread,
        empty=empty_of(question) if not spread.total.lines and not spread.total.activities else None,
        theme=words.theme(question.theme, question.scheme) if question.theme else "",
        rows=list(_rows(question, spread, level)),
        measures=[(label, question.here(measure=key), key == measure) for key, label in words.MEASURES.items()],
        currencies=currencies(question, spread.total, currency) if measure == "money" else [],
        levels=[
            (_("Districts"), question.here(level="district"), level == "district"),
            (_("Regions"), question.here(level="region"), level == "region"),
        ],
        wider=list(_wider(question, spread)),
        is_people=measure in ("targeted", "reached"),
    )  # fmt: skip


def _drawn(question: Asked, spread: Spread, measure: str, currency: str, level: str) -> tuple[AreaMap | None, str]:
    """The map, or why there is none."""
    try:
        outlines = svg_map(country=question.country, level=LEVELS[level])
    except NoSuchCountry:
        return None, _("The places of this country are not loaded yet, so there is no map. The table says the same.")
    except NoMap:
        return None, _("No outlines of this country's places are loaded, so there is no map. The table says the same.")
    role = question.scope.role
    areas = [
        Area(
            outline=shape.path,
            label=shape.place.name,
            value=words.value(spread.by_place.get(shape.place.pk), measure, role, currency),
            href=question.link("picture-who", place=shape.place.slug),
        )
        for shape in outlines.shapes
        if shape.path
    ]
    label = words.value_label(measure, currency)
    drawn = AreaMap(
        key="picture", title=label, areas=areas, width=outlines.width, height=outlines.height, value_label=label,
        place_label=_("Region") if level == "region" else _("District"), schematic=outlines.schematic,
        source="" if outlines.schematic else outlines.source,
    )  # fmt: skip
    return drawn, ""


def _rows(question: Asked, spread: Spread, level: str) -> Any:
    """The table: each place with something in it, most organisations first."""
    role = question.scope.role
    places = question.places
    shown_places = places.regions if level == "region" else [
        one for region in places.regions for one in (places.districts[region.pk] or [region])
    ]  # fmt: skip
    found = [(one, spread.by_place[one.pk]) for one in shown_places if one.pk in spread.by_place]
    found.sort(key=lambda pair: (-pair[1].organisations[role], -pair[1].undertakings, pair[0].slug))
    for one, summed in found:
        yield one, question.link("picture-who", place=one.slug), _figures(summed, role)


def _figures(summed: Summed, role: str) -> dict[str, Any]:
    return {
        "organisations": summed.organisations[role],
        "undertakings": summed.undertakings,
        "reached": words.people(summed.reached),
    }


def _wider(question: Asked, spread: Spread) -> Any:
    """(what, undertakings, address) of what stands in no district."""
    named = (
        (_("Whole country"), spread.national, "whole-country"),
        (_("Place not recognised"), spread.unresolved, "not-recognised"),
    )
    for label, summed, key in named:
        if summed is not None:
            yield label, summed.undertakings, question.link("picture-who", place=key)
