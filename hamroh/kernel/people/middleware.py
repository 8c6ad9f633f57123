"""Puts `request.acting` in place: who acts, in which role, for which organisation; read when first asked for."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from .acting import SESSION_KEY, Acting, acting_of


class ActingMiddleware:
    """Lazy, so that a public page without sign-in asks the database nothing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Attach and go on."""

        def find() -> Acting:
            return acting_of(request.user, request.session.get(SESSION_KEY))

        request.acting = SimpleLazyObject(find)  # type: ignore[attr-defined]
        return self.get_response(request)
