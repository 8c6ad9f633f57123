"""Pages for what went wrong: what happened, why, and what to do now."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hamroh.kernel.people.decisions import Refused, roles_that_may
from hamroh.kernel.people.roles import BY_KEY
from hamroh.kernel.people.verbs import verb


class RefusalMiddleware:
    """Turns a Refused raised anywhere in a view into the refusal page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Only refusals; other faults take their usual way."""
        if not isinstance(exception, Refused):
            return None
        return refusal(request, exception)


def refusal(request: HttpRequest, refused: Refused) -> HttpResponse:
    """403 with the verb in words, the reason, the remedy and the roles that may."""
    context = {
        "what": verb(refused.verb).label,
        "decision": refused.decision,
        "roles": [BY_KEY[key].label for key in roles_that_may(refused.verb)],
    }
    return render(request, "403.html", context, status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form that came without its token: usually a page kept open over night."""
    return render(request, "403_csrf.html", {}, status=403)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400."""
    return render(request, "400.html", {}, status=400)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404."""
    return render(request, "404.html", {}, status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: rendered without the shell's queries, which may be what failed."""
    return render(request, "500.html", {}, status=500)
