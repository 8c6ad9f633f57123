"""Opening a link: whose it is, whether it still works. Answers stay out of caches, search engines and referrers."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from hamroh.kernel.people.decisions import Decision, Refused
from hamroh.web.permissions import page

from ... import links
from ...models import RoundStage
from ..reports.ways import Way

# `same-origin`: no other site learns the address. `no-referrer` would make browsers send our own forms without origin.
HEADERS = {
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store, private",
}

LinkView = Callable[..., HttpResponseBase]


def by_link(view: LinkView) -> Callable[..., HttpResponseBase]:
    """A view of `(request, way, …)` as one of `(request, token, …)`: the secret in the address is the permission.

    Public for the guard of pages: what may be done is asked by each service of the actor that the link stands for.
    """

    @page("coordination.view_public")
    @wraps(view)
    def opened(request: HttpRequest, token: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = _open(request, token, view, *args, **kwargs)
        for name, value in HEADERS.items():
            response[name] = value
        # Else Django logs the address of a refused page, and the secret with it.
        response._has_been_logged = True  # type: ignore[attr-defined]
        return response

    return opened


def _open(request: HttpRequest, token: str, view: LinkView, *args: Any, **kwargs: Any) -> HttpResponseBase:
    found = links.reporter_of(token)
    if found is None:
        allowed = links.allow("wrong-link", request.META.get("REMOTE_ADDR", ""), links.WRONG_A_MINUTE)
        return _page(request, "unknown", 404) if allowed else _page(request, "too_many", 429)
    if not links.allow("link", str(found.pk), links.OPENED_A_MINUTE):
        return _page(request, "too_many", 429)
    if not links.works(found):
        over = found.round.stage in (RoundStage.PUBLISHED, RoundStage.SUPERSEDED)
        return _page(request, "over" if over else "unknown", 410 if over else 404)
    try:
        return view(request, Way(found, links.actor_of(found), token), *args, **kwargs)
    except Http404:
        return _page(request, "not_here", 404)
    except Refused as refused:
        return _page(request, "not_now", 403, refused.decision)


def _page(request: HttpRequest, what: str, status: int, decision: Decision | None = None) -> HttpResponse:
    told = (
        {"what": what, "reason": decision.reason, "remedy": decision.remedy} if decision is not None else {"what": what}
    )
    return render(request, "coordination/link/refused.html", told, status=status)
