"""The secret address under which a calendar program reads one's tasks."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from hamroh.commons.inbox import feed as feeds
from hamroh.commons.inbox.ical import CONTENT_TYPE
from hamroh.commons.inbox.models import CalendarFeed
from hamroh.web.components.records import Crumb
from hamroh.web.permissions import page


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@page("inbox.view")
def settings(request: HttpRequest) -> HttpResponse:
    """Whether there is an address; POST makes a new one, shown this once."""
    actor = request.acting.actor  # type: ignore[attr-defined]
    address = ""
    if request.method == "POST":
        address = request.build_absolute_uri(reverse("inbox:feed", args=[feeds.make_feed(actor=actor)]))
    title = _("Tasks in your calendar")
    context = {
        "address": address,
        "known": CalendarFeed.objects.filter(person=actor.key).first(),
        "crumbs": [Crumb(label=_("Tasks"), href=reverse("inbox:tasks")), Crumb(label=title)],
        "title": title,
    }
    return render(request, "desk/inbox/calendar.html", context)


@never_cache
@require_safe
@page("account.use")
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """The calendar itself; the secret in the address is the permission, since a calendar program cannot sign in."""
    content = feeds.feed(secret)
    if content is None:
        raise Http404
    return HttpResponse(content, content_type=CONTENT_TYPE, headers={"Referrer-Policy": "no-referrer"})
