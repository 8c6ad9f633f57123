"""Who asks the API: a token's holder, a signed-in person, or anybody. Each operation declares its verb.

A token never reaches further than its scopes: they are part of the actor, so services and selectors see them too.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest
from ninja.security.base import AuthBase
from ninja.utils import check_csrf

from hamroh.kernel.people import tokens
from hamroh.kernel.people.acting import Acting
from hamroh.kernel.people.decisions import NOT_IN_SCOPE, Refused
from hamroh.kernel.people.verbs import verb
from hamroh.web.api.problems import Problem

SCHEME = "bearer"
SAFE = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})


class Caller(AuthBase):
    """`Authorization: Bearer hmr_…`. Without the header the session's person asks, or anybody for public data."""

    openapi_type = "http"
    openapi_scheme = SCHEME
    openapi_description = "A token made on the page “API tokens”; its scopes are verbs."

    def __call__(self, request: HttpRequest) -> Acting:
        """Put `request.acting` in place. A wrong token is refused, never treated as nobody."""
        header = request.headers.get("Authorization")
        if header is None:
            self._own_page(request)
            return request.acting  # type: ignore[attr-defined]
        scheme, _space, secret = header.partition(" ")
        found = tokens.holder(secret.strip()) if scheme.lower() == SCHEME else None
        if found is None:
            raise Problem(401, "token", "The token is unknown, expired or revoked. Make a new one under API tokens.")
        request.acting = found  # type: ignore[attr-defined]
        return found

    @staticmethod
    def _own_page(request: HttpRequest) -> None:
        """A session's cookie comes along from foreign pages too, so a change must prove that it comes from ours."""
        if request.method in SAFE or request.acting.person is None:  # type: ignore[attr-defined]
            return
        if check_csrf(request) is not None:
            raise Problem(403, "csrf", "Send the page's CSRF token in the X-CSRFToken header, or use an API token.")


def require_scope(request: HttpRequest, verb_key: str) -> None:
    """Raise Refused when a token leaves out a verb that its role grants."""
    decision = request.acting.may(verb_key)  # type: ignore[attr-defined]
    if decision is NOT_IN_SCOPE:
        raise Refused(verb_key, decision)


def operation(verb_key: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Decorate an API operation with the verb it needs, below the router's decorator. Raises UnknownVerb."""
    verb(verb_key)

    def decorate(view: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            decision = request.acting.may(verb_key)  # type: ignore[attr-defined]
            if not decision:
                raise Refused(verb_key, decision)
            return view(request, *args, **kwargs)

        # ninja would look for the names of annotations in this module instead of the view's.
        guarded.__signature__ = inspect.signature(view, eval_str=True)  # type: ignore[attr-defined]
        guarded.verb = verb_key  # type: ignore[attr-defined]
        return guarded

    return decorate
