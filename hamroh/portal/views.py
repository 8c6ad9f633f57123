"""The public pages: read without sign-in, in four languages, on a slow line."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hamroh.web.permissions import page


@require_safe
@page("portal.view")
def country_today(request: HttpRequest) -> HttpResponse:
    """The country today."""
    return render(request, "portal/country_today.html", {})
