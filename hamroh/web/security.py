"""Content Security Policy: nothing inline, nothing from elsewhere, no eval. Violations are reported and logged."""

from __future__ import annotations

from collections.abc import Callable

import structlog
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from hamroh.web.importmap import import_map_digest
from hamroh.web.permissions import page

log = structlog.get_logger(__name__)

REPORT_PATH = "/csp-report"
REPORT_LIMIT = 8192


def policy() -> str:
    """The policy. The page's import map is the one inline script: the policy names its digest."""
    return "; ".join((f"script-src 'self' {import_map_digest()}", *RULES))


RULES = (
    "default-src 'self'",
    "style-src 'self'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    f"report-uri {REPORT_PATH}",
)


class ContentSecurityPolicy:
    """Adds the policy to every answer that does not bring its own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, with the policy."""
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", policy())
        response.headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=(self)")
        return response


@csrf_exempt
@require_POST
@page("portal.view")
def report(request: HttpRequest) -> HttpResponse:
    """Log a browser's report of a violation, without its address query."""
    log.warning("csp_violation", report=request.body[:REPORT_LIMIT].decode("utf-8", "replace"))
    return HttpResponse(status=204)


urlpatterns = [path(REPORT_PATH.lstrip("/"), report, name="csp-report")]
