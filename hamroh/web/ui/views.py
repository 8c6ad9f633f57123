"""The style page, and the theme switch for readers without scripts."""

from __future__ import annotations

from django.conf import settings
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hamroh.web.context import THEME_COOKIE, THEMES
from hamroh.web.permissions import page
from hamroh.web.ui import samples
from hamroh.web.ui.sample_forms import SampleForm
from hamroh.web.ui.sample_list import sample_register

YEAR = 365 * 24 * 3600


@require_safe
@page("ui.view")
def styles(request: HttpRequest) -> HttpResponse:
    """Every component with its states."""
    layout = "web/public.html" if request.GET.get("face") == "public" else "web/shell.html"
    faulty = SampleForm({"names_ru": "x" * 201, "people": "-4"}, auto_id="faulty_%s")
    context = {
        "layout": layout,
        "sample": samples.all_samples(),
        "empty_form": SampleForm(initial={"names": {"en": "Mobile clinic on the Rasht road"}}),
        "faulty_form": faulty,
        "register": sample_register(request),
        "empty_register": sample_register(request, empty=True),
        "sample_messages": [
            Message(constants.SUCCESS, _("Saved. The ministry’s focal point has been told.")),
            Message(constants.WARNING, _("Saved as a draft: two fields are still empty.")),
            Message(constants.ERROR, _("Not saved: somebody changed this record while you were writing.")),
        ],
    }
    return render(request, "ui/styles.html", context)


@require_safe
@page("ui.view")
def job_news(request: HttpRequest) -> HttpResponse:
    """The state of the style page's job, as a page in a room answers it to htmx."""
    return render(request, "ui/job.html", {"item": samples.running_job()})


@require_safe
@page("ui.view")
def set_theme(request: HttpRequest) -> HttpResponse:
    """Keeps the theme in a cookie and goes back to the page it was asked from.

    By GET, although it sets a cookie: a token against forgery would set another cookie on every public page, which
    could then not be cached, and a forged theme harms nobody.
    """
    back = request.GET.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        back = "/"
    answer = HttpResponseRedirect(back)
    theme = request.GET.get("theme", "auto")
    if theme in THEMES:
        secure = getattr(settings, "SESSION_COOKIE_SECURE", False)
        answer.set_cookie(THEME_COOKIE, theme, max_age=YEAR, samesite="Lax", secure=secure)
    return answer
