"""Problems in the form of RFC 9457 (application/problem+json): what, where, how to mend."""

from __future__ import annotations

import json
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI, Schema
from ninja.errors import ValidationError as RequestInvalid

from hamroh.kernel.people.decisions import Refused

MEDIA_TYPE = "application/problem+json"


class ProblemSchema(Schema):
    """The body of every answer that is not a success."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[dict[str, Any]] = []


class Problem(Exception):
    """Raise it anywhere in an operation. `kind` is the last part of the problem's type."""

    def __init__(self, status: int, kind: str, detail: str, errors: list[dict[str, Any]] | None = None) -> None:
        super().__init__(detail)
        self.status, self.kind, self.detail, self.errors = status, kind, detail, errors or []


TITLES = {
    "token": "The token cannot be used",
    "refused": "Your role does not allow this",
    "sign-in": "Nobody is signed in",
    "not-found": "There is nothing here",
    "invalid": "The request has mistakes",
    "changed": "The record changed meanwhile",
    "needs-etag": "Say which version you change",
}
# Declared once, so that every operation documents what it may answer.
RESPONSES: dict[Any, Any] = dict.fromkeys((400, 401, 403, 404, 422), ProblemSchema)


def answer(problem: Problem) -> HttpResponse:
    """The problem as a response."""
    body = {
        "type": f"/problems/{problem.kind}",
        "title": TITLES.get(problem.kind, problem.kind),
        "status": problem.status,
        "detail": problem.detail,
        "errors": problem.errors,
    }
    return HttpResponse(json.dumps(body, ensure_ascii=False), status=problem.status, content_type=MEDIA_TYPE)


def install(api: NinjaAPI) -> None:
    """Make every fault that an operation can raise a problem."""

    @api.exception_handler(Problem)
    def on_problem(request: HttpRequest, fault: Problem) -> HttpResponse:
        return answer(fault)

    @api.exception_handler(Refused)
    def on_refused(request: HttpRequest, fault: Refused) -> HttpResponse:
        nobody = request.acting.person is None  # type: ignore[attr-defined]
        kind, status = ("sign-in", 401) if nobody else ("refused", 403)
        return answer(Problem(status, kind, f"{fault.decision.reason} {fault.decision.remedy}".strip()))

    @api.exception_handler(Http404)
    def on_missing(request: HttpRequest, fault: Http404) -> HttpResponse:
        return answer(Problem(404, "not-found", "Check the identifier; you may also lack the right to see it."))

    @api.exception_handler(RequestInvalid)
    def on_invalid(request: HttpRequest, fault: RequestInvalid) -> HttpResponse:
        errors = [{"where": ".".join(map(str, one["loc"])), "what": one["msg"]} for one in fault.errors]
        return answer(Problem(422, "invalid", "Mend the fields named in errors and send again.", errors))
