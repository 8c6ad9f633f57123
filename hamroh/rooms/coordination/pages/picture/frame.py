"""What all pages of the picture share: the way there, the parts, the filters, the round they rest on."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from hamroh.commons.indicators.areas import area_name
from hamroh.web.components.records import Crumb, Tab

from .asking import Asked, country_links

MEASURES_OF_ADDRESS = ("organisations", "undertakings", "targeted", "reached", "money")


def measure_of(request: HttpRequest) -> str:
    """The measure that the address names, else organisations."""
    wanted = request.GET.get("measure", "")
    return wanted if wanted in MEASURES_OF_ADDRESS else MEASURES_OF_ADDRESS[0]


def shown(question: Asked, template: str, part: str, **context: Any) -> HttpResponse:
    """A page of the picture; with faults in the filters the faults alone."""
    parts = [
        ("picture-matrix", _("Matrix")),
        ("picture-map", _("Map")),
        ("picture-network", _("Who works with whom")),
        ("picture-funding", _("Money and people")),
        ("picture-calendar", _("Calendar")),
    ]
    if question.request.acting.may("coordination.view"):  # type: ignore[attr-defined]
        parts.append(("picture-contacts", _("Contacts")))
    crumbs = [Crumb(label=_("Coordination"), href=reverse("coordination:overview"))]
    if part == "picture-who":
        crumbs += [
            Crumb(label=_("Who does what, where"), href=question.link("picture-matrix", place="", theme="")),
            Crumb(label=_("Behind the number")),
        ]
    else:
        crumbs.append(Crumb(label=_("Who does what, where")))
    frame = {
        "asked": question,
        "round": question.of_round,
        "country_name": area_name(question.country),
        "country_links": country_links(question.countries, question.country),
        "tabs": [Tab(label=label, href=question.link(name), current=name == part) for name, label in parts],
        "crumbs": crumbs,
    }
    return render(question.request, f"coordination/picture/{template}.html", {**frame, **context})


def empty_of(question: Asked) -> dict[str, str]:
    """What an empty picture says, and the first step."""
    if question.chips:
        return {
            "title": _("Nothing matches these filters"),
            "text": _("Take off a filter, or start again without any."),
            "action": _("Remove all filters"),
            "href": question.request.path + ("?country=" + question.country),
        }
    return {
        "title": _("Nothing is published yet"),
        "text": _("Here stands who does what, where, as soon as a reporting round of this country is published."),
        "action": _("To coordination"),
        "href": reverse("coordination:overview"),
    }
