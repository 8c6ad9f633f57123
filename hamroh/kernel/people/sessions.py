"""A session belongs to the browser it began in: a stolen cookie used from another one ends the session.

The mark is a keyed hash of the browser's family and platform (not its version, which changes under a living session).
It is a tripwire, not a wall: a thief who copies the browser's words passes. The wall is HTTPS, HttpOnly and 12 hours.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from django.contrib.auth import logout
from django.contrib.auth.signals import user_logged_in
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.crypto import salted_hmac

from hamroh.kernel.ledger.actors import system
from hamroh.kernel.ledger.realms import writing
from hamroh.kernel.ledger.services import record, subject_of

KEY = "browser"
VERSIONS = re.compile(r"[\d._]+")


def browser_mark(request: HttpRequest) -> str:
    """The keyed hash of the browser's own description without its version numbers."""
    words = VERSIONS.sub("", request.headers.get("User-Agent", ""))
    return salted_hmac("hamroh.session.browser", words).hexdigest()[:32]


def remember_browser(sender: object, request: HttpRequest | None, **kwargs: object) -> None:
    """At sign-in."""
    if request is not None and hasattr(request, "session"):
        request.session[KEY] = browser_mark(request)


user_logged_in.connect(remember_browser, dispatch_uid="people.remember_browser")


class SameBrowser:
    """Ends a session that another browser presents, and says so in the ledger."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Only sessions that began with a mark are checked; reading it costs no query for visitors."""
        mark = request.session.get(KEY) if request.session.session_key else None
        if mark is not None and mark != browser_mark(request):
            self._end(request)
            return redirect("account_login")
        return self.get_response(request)

    @staticmethod
    def _end(request: HttpRequest) -> None:
        person = request.user
        if person.is_authenticated:
            with writing():
                record(
                    event="people.session_refused",
                    actor=system("sessions"),
                    subject=subject_of(person),
                    personal={"name": person.name},
                )
        logout(request)
