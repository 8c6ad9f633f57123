"""Who asks the API: a token's holder, a signed-in person, or anybody. Each operation declares its verb."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest
from ninja.security import APIKeyHeader

from hamroh.kernel.people import tokens
from hamroh.kernel.people.acting import Acting
from hamroh.kernel.people.decisions import Decision, Refused
from hamroh.kernel.people.verbs import verb
from hamroh.web.api.problems import Problem

BEARER = "Bearer "


class Caller(APIKeyHeader):
    """`Authorization: Bearer hmr_…`. Without the header the session's person asks, or anybody for public data."""

    param_name = "Authorization"
    openapi_name = "Token"

    def authenticate(self, request: HttpRequest, key: str | None) -> Acting:
        """Put `request.acting` and `request.scopes` in place. A wrong token is refused, never treated as nobody."""
        request.scopes = None  # type: ignore[attr-defined]
        if not key:
            return request.acting  # type: ignore[attr-defined]
        found = tokens.holder(key.removeprefix(BEARER).strip()) if key.startswith(BEARER) else None
        if found is None:
            raise Problem(401, "token", "The token is unknown, expired or revoked. Make a new one under API tokens.")
        request.acting, request.scopes = found  # type: ignore[attr-defined]
        return found[0]


def operation(verb_key: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Decorate an API operation with the verb it needs, below the router's decorator."""
    declared = verb(verb_key)

    def decorate(view: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            acting: Acting = request.acting  # type: ignore[attr-defined]
            decision = acting.may(verb_key)
            scopes = getattr(request, "scopes", None)
            if decision and scopes is not None and not declared.public and verb_key not in scopes:
                decision = Decision(False, f"The token's scopes do not hold {verb_key}.", "Make a token with it.")
            if not decision:
                raise Refused(verb_key, decision)
            return view(request, *args, **kwargs)

        guarded.verb = verb_key  # type: ignore[attr-defined]
        return guarded

    return decorate
