"""What ninja leaves open: strict JSON, HEAD, problems for every address below /api/, and an honest contract."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern, URLResolver, re_path
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation
from ninja.parser import Parser

from hamroh.kernel.people.verbs import verb
from hamroh.web.api.access import Caller
from hamroh.web.api.problems import MEDIA_TYPE, Problem, answer, install, of_missing
from hamroh.web.permissions import page

JSON_TYPES = frozenset({"application/json", "application/merge-patch+json"})
SESSION = {"type": "apiKey", "in": "cookie", "name": "sessionid", "description": "The session of who signed in."}
# ninja's own addresses: the contract, and the root, which has nothing to show.
OPEN_TO_ALL = frozenset({"openapi-json", "api-root"})
View = Callable[..., HttpResponseBase]


class StrictParser(Parser):
    """JSON as RFC 8259 has it, declared as such."""

    def parse_body(self, request: HttpRequest) -> Any:
        """Raises Problem 415 for another media type, ValueError for what is no JSON."""
        require_type(request, JSON_TYPES)
        return json.loads(request.body, parse_constant=_no_constant)


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON")


def require_type(request: HttpRequest, allowed: frozenset[str]) -> None:
    """Raise Problem 415 unless the body is declared to be of an allowed media type."""
    if (request.content_type or "").lower() not in allowed:
        given = request.content_type or "nothing"
        wanted = " or ".join(sorted(allowed))
        raise Problem(415, "media-type", f"The header Content-Type says {given}. Send {wanted}.")


class Interface(NinjaAPI):
    """The API of the product. `schemas` are further components of the contract, by name."""

    def __init__(self, *, schemas: Callable[[], dict[str, Any]] = dict, **options: Any) -> None:
        super().__init__(parser=StrictParser(), **options)
        self._schemas = schemas
        install(self)

    def _get_urls(self) -> list[URLResolver | URLPattern]:
        found = super()._get_urls()
        for pattern in found:
            if isinstance(pattern, URLPattern):
                pattern.callback = _with_problems(pattern.callback)
                if pattern.name in OPEN_TO_ALL:
                    pattern.callback.verb = "portal.view"  # type: ignore[attr-defined]
        return [*found, re_path(r"^.*$", nothing_here, name="nothing-here")]

    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:
        """The contract, with problems under their media type and the ways to be known."""
        contract = super().get_openapi_schema(**options)
        components = contract["components"]
        components["schemas"] |= self._schemas()
        components["securitySchemes"] = {"Token": Caller().openapi_security_schema, "Session": SESSION}
        verbs = {self.get_openapi_operation_id(one): getattr(one.view_func, "verb", "") for one in self._operations()}
        for methods in contract["paths"].values():
            for method, described in methods.items():
                _say_honestly(method, described, verbs[described["operationId"]])
        return contract

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """The view's name, which is also that of its address: short, and the same when a module moves."""
        return operation.view_func.__name__

    def _operations(self) -> list[Operation]:
        routers = [bound.path_operations for bound in self._get_bound_routers()]
        return [one for paths in routers for view in paths.values() for one in view.operations]


def _say_honestly(method: str, described: dict[str, Any], verb_key: str) -> None:
    described["x-verb"] = verb_key
    known: list[dict[str, list[str]]] = [{"Token": []}, {"Session": []}]
    described["security"] = [{}, *known] if verb(verb_key).public else known
    for status, response in described["responses"].items():
        content = response.get("content", {})
        if int(status) >= 400 and "application/json" in content:
            response["content"] = {MEDIA_TYPE: content["application/json"]}
    if method == "get":
        described["responses"][200].setdefault("headers", {})["ETag"] = {
            "description": "The version; send it back in If-None-Match or If-Match.",
            "schema": {"type": "string"},
        }


def _with_problems(view: View) -> View:
    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        head = request.method == "HEAD"
        if head:
            # HEAD is GET without the body (RFC 9110, 9.3.2), which ninja does not know.
            request.method = "GET"
        try:
            response = view(request, *args, **kwargs)
        except Http404:
            response = answer(of_missing())
        if response.status_code == 405 and response.get("Content-Type") != MEDIA_TYPE:
            allowed = response.get("Allow", "")
            detail = f"{request.method} is not known here. Use {allowed}."
            response = answer(Problem(405, "method", detail, headers={"Allow": allowed}))
        if head:
            request.method = "HEAD"
        return response

    # Tokens need no CSRF check; for sessions access.Caller makes it.
    return csrf_exempt(answered)


@csrf_exempt
@page("portal.view")
def nothing_here(request: HttpRequest) -> HttpResponse:
    """404 in the API's own form."""
    return answer(of_missing())
