"""Problems in the form of RFC 9457 (application/problem+json): what, where, how to mend."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from typing import Any

import structlog
from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI, Schema
from ninja.errors import HttpError
from ninja.errors import ValidationError as RequestInvalid

from hamroh.kernel.people.decisions import NOT_IN_SCOPE, Refused

MEDIA_TYPE = "application/problem+json"
log = structlog.get_logger(__name__)


class FieldProblem(Schema):
    """One mistake: `where` it stands (`query.limit`, `body.titles.ru`), `what` is wrong with it."""

    where: str
    what: str


class ProblemSchema(Schema):
    """The body of every answer that is not a success."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[FieldProblem]


class Problem(Exception):
    """Raise it anywhere in an operation. `kind` is a key of TITLES and the last part of the problem's type."""

    def __init__(
        self,
        status: int,
        kind: str,
        detail: str,
        errors: list[FieldProblem] | None = None,
        headers: dict[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.status, self.kind, self.detail = status, kind, detail
        self.errors, self.headers = errors or [], headers or {}


TITLES = {
    "token": "The token cannot be used",
    "refused": "Your role does not allow this",
    "sign-in": "Nobody is signed in",
    "scope": "The token does not hold this scope",
    "csrf": "The request did not come from a page of this site",
    "not-found": "There is nothing here",
    "method": "This address does not know the method",
    "malformed": "The request cannot be read",
    "invalid": "The request has mistakes",
    "changed": "The record changed meanwhile",
    "needs-etag": "Say which version you change",
    "too-large": "The body is too large",
    "media-type": "The body is of another kind",
    "key-reused": "The Idempotency-Key belongs to another request",
    "not-ready": "This cannot be done in the present state",
    "no-export": "The file would not be valid",
    "disk-full": "The server has no room left",
    "busy": "The server is busy",
    "fault": "The server made a mistake",
}
# Declared once, so that every operation documents what it may answer (see interface.py for the media type).
RESPONSES: dict[Any, Any] = dict.fromkeys((400, 401, 403, 404, 405, 422, 503), ProblemSchema)
READ_RESPONSES: dict[Any, Any] = {304: None, **RESPONSES}
CHANGE_RESPONSES: dict[Any, Any] = {**RESPONSES, **dict.fromkeys((409, 412, 413, 415, 428), ProblemSchema)}


def answer(problem: Problem) -> HttpResponse:
    """The problem as a response."""
    body = {
        "type": f"/problems/{problem.kind}",
        "title": TITLES[problem.kind],
        "status": problem.status,
        "detail": problem.detail,
        "errors": [one.model_dump() for one in problem.errors],
    }
    headers = {"Cache-Control": "no-store", **problem.headers}
    if problem.status == 401:
        headers["WWW-Authenticate"] = 'Bearer realm="Hamroh"'
    content = json.dumps(body, ensure_ascii=False)
    return HttpResponse(content, status=problem.status, content_type=MEDIA_TYPE, headers=headers)


def of_refusal(request: HttpRequest, fault: Refused) -> Problem:
    """401 for nobody, 403 for somebody who may not."""
    nobody = request.acting.person is None  # type: ignore[attr-defined]
    kind, status = ("sign-in", 401) if nobody else ("refused", 403)
    if fault.decision is NOT_IN_SCOPE:
        detail = f"The token's scopes do not hold {fault.verb}. Make a token with it."
        return Problem(403, "scope", detail)
    remedy = fault.decision.remedy
    if nobody:
        remedy = "Send a token in the Authorization header, or sign in."
    return Problem(status, kind, f"{fault.decision.reason} {remedy}".strip())


def of_missing() -> Problem:
    """404, which never tells whether the thing exists."""
    return Problem(404, "not-found", "Check the address and the identifier; you may also lack the right to see it.")


def of_invalid(fault: RequestInvalid) -> Problem:
    """422 with each field."""
    errors = [FieldProblem(where=".".join(map(str, one["loc"])), what=one["msg"]) for one in fault.errors]
    return Problem(422, "invalid", "Mend the fields named in errors and send again.", errors)


def of_http(fault: HttpError) -> Problem:
    """What ninja itself found, mostly a body that is no JSON; a problem that a parser raised comes wrapped."""
    if isinstance(fault.__cause__, Problem):
        return fault.__cause__
    return Problem(fault.status_code, "malformed", f"{fault.message}. Send one JSON object in UTF-8.")


def too_large(limit: int) -> Problem:
    """413; `limit` in bytes."""
    return Problem(413, "too-large", f"At most {limit:,} bytes are taken here. Send the content in smaller parts.")


def of_busy() -> Problem:
    """503 when the database had no time, mostly behind another writer."""
    return Problem(503, "busy", "Send the request again in a moment.", headers={"Retry-After": "2"})


def of_fault(request: HttpRequest, fault: Exception) -> Problem:
    """500: the log knows more than the answer tells."""
    log.exception("api_fault", path=request.path, exc_info=fault)
    return Problem(500, "fault", "The fault was logged. Try again; tell the administrator if it stays.")


# ninja takes the handler of the nearest class.
PROBLEM_OF: dict[type[Exception], Callable[[HttpRequest, Any], Problem]] = {
    Problem: lambda _request, fault: fault,
    Refused: of_refusal,
    Http404: lambda _request, _fault: of_missing(),
    RequestInvalid: lambda _request, fault: of_invalid(fault),
    HttpError: lambda _request, fault: of_http(fault),
    RequestDataTooBig: lambda _request, _fault: too_large(settings.DATA_UPLOAD_MAX_MEMORY_SIZE),
    OperationalError: lambda _request, _fault: of_busy(),
    Exception: of_fault,
}


def install(api: NinjaAPI) -> None:
    """Make every fault that an operation can raise a problem."""
    for kind, problem_of in PROBLEM_OF.items():
        api.add_exception_handler(kind, partial(_answered, problem_of))


def _answered(problem_of: Callable[[HttpRequest, Any], Problem], request: HttpRequest, fault: Any) -> HttpResponse:
    return answer(problem_of(request, fault))
