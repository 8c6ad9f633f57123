"""The room's first page: where coordination stands now, and the doors to its parts."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from hamroh.commons.indicators.areas import area_name
from hamroh.web.components.records import Figure
from hamroh.web.permissions import page

from ..models import Round
from ..selectors import rounds
from ..selectors.cube import total_of
from .picture.asking import Asked, asked, country_links
from .picture.matrix import figures_of, overview_heat


@dataclass(frozen=True)
class Part:
    """A part of the room: the name of its address, what it is for, and who may enter. `by_country`: as part of the
    address, else as its parameter."""

    url_name: str
    label: str | Promise
    text: str | Promise
    permission: str = "coordination.view_public"
    by_country: bool = False


PARTS = (
    Part(
        "picture-matrix", gettext_lazy("Who does what, where"),
        gettext_lazy("Matrix, map, network, money and people, calendar."),
    ),
    Part(
        "round-register", gettext_lazy("Reporting rounds"),
        gettext_lazy("Call partners, see who is missing, validate, publish."), "coordination.view",
    ),
    Part(
        "import", gettext_lazy("Send a file"),
        gettext_lazy("A 3W, 4W or 5W as it is: Excel, CSV, HXL. You see what would change before it does."),
        "coordination.report",
    ),
    Part(
        "finding-register", gettext_lazy("Gaps and overlaps"),
        gettext_lazy("Where there is need and nobody works; where several do the same."),
    ),
    Part(
        "join-register", gettext_lazy("One undertaking in two sources"),
        gettext_lazy("Lines and activities that are probably the same: decide which belong together."),
        "coordination.join",
    ),
    Part(
        "open-data", gettext_lazy("Open data"),
        gettext_lazy("Published rounds as Excel, HXL, and sheets to print."), by_country=True,
    ),
)  # fmt: skip


@require_safe
@page("coordination.view_public")
def overview(request: HttpRequest) -> HttpResponse:
    """Where coordination stands in a country."""
    question = asked(request)
    total = total_of(question.picture)
    under_way = rounds.visible_to(question.viewer).filter(country=question.country, stage__in=rounds.OPEN)
    open_round = under_way.order_by("-period_end", "-pk").first()
    context = {
        "asked": question,
        "country_name": area_name(question.country),
        "country_links": country_links(question.countries, question.country),
        "round": question.of_round,
        "open_round": open_round,
        "open_href": _address("round-record", open_round.pk) if open_round else "",
        "reporting": _reporting(open_round, question) if open_round else [],
        "figures": figures_of(question, total) if total.lines or total.activities else [],
        "heat": overview_heat(question),
        "parts": _doors(question),
    }
    return render(request, "coordination/overview.html", context)


def _reporting(of_round: Round, question: Asked) -> list[Figure]:
    """Who reported and who is missing, as far as the reader may know; of all for who calls rounds."""
    rows = list(rounds.reporters_of(of_round, question.viewer).order_by().values_list("latest", "excused"))
    reported = sum(1 for latest, _excused in rows if latest)
    excused = sum(1 for latest, excused in rows if not latest and excused)
    if not rows:
        return []
    return [
        Figure(label=_("Reported"), value=reported, of=len(rows)),
        Figure(label=_("Missing"), value=len(rows) - reported - excused),
        Figure(label=_("Need not report"), value=excused),
    ]


def _doors(question: Asked) -> list[tuple[str | Promise, str | Promise, str]]:
    """(label, text, address) of the parts that the reader may enter; a part without pages has no door."""
    doors = []
    for part in PARTS:
        if not question.request.acting.may(part.permission):  # type: ignore[attr-defined]
            continue
        if part.by_country:
            href = _address(part.url_name, question.country) if question.country in rounds.countries() else ""
        else:
            href = _address(part.url_name)
            href = f"{href}?country={question.country}" if href else ""
        if href:
            doors.append((part.label, part.text, href))
    return doors


def _address(name: str, *arguments: object) -> str:
    try:
        return reverse(f"coordination:{name}", args=arguments)
    except NoReverseMatch:  # A part whose pages are not there has no door.
        return ""
