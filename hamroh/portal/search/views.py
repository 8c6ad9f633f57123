"""The search page, and its answers while somebody types."""

from __future__ import annotations

from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from hamroh.portal.models import SearchEntry
from hamroh.portal.search.finding import find
from hamroh.web.permissions import page

KINDS = {
    "activity": _("Activities"),
    "organisation": _("Organisations"),
    "person": _("People"),
    "place": _("Places"),
    "indicator": _("Indicators"),
    "source": _("Legal sources"),
    "page": _("Pages"),
}
LONGEST_QUERY = 200


def address_of(entry: SearchEntry) -> str:
    """The address of the entry's page in the active language; empty when that page is switched off."""
    try:
        return reverse(entry.address, args=[entry.argument] if entry.argument else [])
    except NoReverseMatch:
        return ""


@require_safe
@page("search.use")
def search(request: HttpRequest) -> HttpResponse:
    """Results by kind. `partial` gives the list alone, for the dialog."""
    query = request.GET.get("q", "")[:LONGEST_QUERY]
    kind = request.GET.get("kind", "")
    partial = bool(request.GET.get("partial"))
    found = find(query, request.acting.actor, kind=kind, limit=12 if partial else 60)  # type: ignore[attr-defined]
    listed = sorted(((entry, address_of(entry)) for entry in found), key=lambda pair: list(KINDS).index(pair[0].kind))
    groups = [(KINDS[key], list(pairs)) for key, pairs in groupby(listed, key=lambda pair: pair[0].kind)]
    template = "portal/search/answers.html" if partial else "portal/search/page.html"
    return render(request, template, {"query": query, "groups": groups, "count": len(found)})
