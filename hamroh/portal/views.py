"""The public pages: read without sign-in, in four languages, on a slow line."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hamroh.kernel.places.models import Level, Place
from hamroh.portal.country.facts import membership
from hamroh.portal.country.news import latest
from hamroh.portal.country.numbers import key_figures
from hamroh.portal.country.staff import staff
from hamroh.portal.country.work import by_theme_and_region, organisations_map, work_of
from hamroh.web.components.records import Figure
from hamroh.web.permissions import page


@require_safe
@page("portal.view")
def country_today(request: HttpRequest) -> HttpResponse:
    """The country today, counted from the records at this moment."""
    viewer = request.acting.actor  # type: ignore[attr-defined]
    work, people = work_of(viewer), staff()
    country = Place.objects.filter(country=settings.HAMROH_COUNTRY, level=Level.COUNTRY).first()
    projects = Figure(
        label=_("Active projects"), value=work.projects, href=work.href if work.projects else "",
        trend=_("in %(areas)s thematic areas") % {"areas": work.areas} if work.areas else "",
    )  # fmt: skip
    context: dict[str, Any] = {
        "country": country,
        "work": work,
        "staff": people,
        "member": membership(settings.HAMROH_COUNTRY),
        "map": organisations_map(viewer),
        "heat": by_theme_and_region(viewer) if work.projects else None,
        "figures": [projects, *key_figures(viewer)],
        "news": latest(),
        "today": timezone.localdate(),
    }
    return render(request, "portal/country_today.html", context)
