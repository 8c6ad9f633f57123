"""ETags: a reader saves the line (304), two writers never overwrite each other (412, 428). RFC 9110, section 13."""

from __future__ import annotations

import hashlib
from typing import Any

from django.http import HttpRequest, HttpResponse

from hamroh.web.api.problems import Problem


def etag_of(*parts: Any) -> str:
    """A strong ETag from what identifies the version: digest, time, language."""
    return '"' + hashlib.sha256("\x1f".join(map(str, parts)).encode()).hexdigest()[:32] + '"'


def listed(header: str) -> list[str]:
    """The tags of an If-Match or If-None-Match header."""
    return [tag.strip().removeprefix("W/") for tag in header.split(",") if tag.strip()]


def unchanged(request: HttpRequest, response: HttpResponse, etag: str) -> bool:
    """Set the ETag; True when the reader already has this version and gets 304 instead of the body."""
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    known = listed(request.headers.get("If-None-Match", ""))
    return etag in known or "*" in known


def require_version(request: HttpRequest, etag: str) -> None:
    """A change must name the version it changes. Raises Problem 428 without If-Match, 412 with another version."""
    wanted = listed(request.headers.get("If-Match", ""))
    if not wanted:
        raise Problem(428, "needs-etag", "Send the ETag you read in the If-Match header.")
    if etag not in wanted and "*" not in wanted:
        raise Problem(412, "changed", "Read the record again, then repeat your change on the new version.")
