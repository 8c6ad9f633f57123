"""ETags: a reader saves the line (304), two writers never overwrite each other (412, 428). RFC 9110, section 13.

A tag is `"version"` or `"version.variant"`: the variant (language, format) tells the texts of one version apart for
readers, while a writer names the version alone, whichever text he read.
"""

from __future__ import annotations

import hashlib
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from ninja import Schema

from hamroh.web.api.problems import Problem

JSON = "application/json; charset=utf-8"


def version_of(*parts: Any) -> str:
    """32 hexadecimal digits from what identifies a version: digest, state, time."""
    return hashlib.sha256("\x1f".join(map(str, parts)).encode("utf-8", "backslashreplace")).hexdigest()[:32]


def etag_of(version: str, variant: str = "") -> str:
    """The tag of one text of a version."""
    return f'"{version}.{variant}"' if variant else f'"{version}"'


def listed(header: str) -> list[str]:
    """The tags of an If-Match or If-None-Match header, weak ones as strong ones.

    Compression on the way makes every tag weak (the bytes differ), but what ours names is the record's version: to
    refuse weak tags in If-Match would refuse every client that reads compressed answers.
    """
    return [tag.strip().removeprefix("W/") for tag in header.split(",") if tag.strip()]


def not_modified(request: HttpRequest, etag: str) -> HttpResponse | None:
    """304 when the reader already has this text."""
    known = listed(request.headers.get("If-None-Match", ""))
    if etag not in known and "*" not in known:
        return None
    return with_tag(HttpResponse(status=304), etag)


def with_tag(response: HttpResponse, etag: str) -> HttpResponse:
    """The response with its ETag and what its text depends on."""
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    patch_vary_headers(response, ("Accept", "Accept-Language", "Authorization", "Cookie"))
    return response


def sent(
    request: HttpRequest,
    body: Schema | bytes,
    *,
    media_type: str = JSON,
    version: str = "",
    headers: dict[str, str] | None = None,
) -> HttpResponse:
    """A body with its ETag, or 304. Without `version` the tag is that of the bytes."""
    content = body if isinstance(body, bytes) else body.model_dump_json().encode()
    etag = etag_of(version, variant(media_type)) if version else etag_of(version_of(content))
    unchanged = not_modified(request, etag)
    if unchanged is not None:
        return unchanged
    return with_tag(HttpResponse(content, content_type=media_type, headers=headers), etag)


def variant(media_type: str) -> str:
    """Which text of a version: its format and the reader's language."""
    kind = media_type.partition(";")[0].rpartition("/")[2]
    return f"{kind}.{get_language() or 'en'}"


def require_version(request: HttpRequest, version: str) -> None:
    """A change must name the version it changes. Raises Problem 428 without If-Match, 412 with another version.

    `*` (any version) is taken too, as RFC 9110 has it: the client then says that it overwrites.
    """
    wanted = listed(request.headers.get("If-Match", ""))
    if not wanted:
        raise Problem(428, "needs-etag", "Send the ETag you read in the If-Match header.")
    if "*" not in wanted and version not in {tag.strip('"').partition(".")[0] for tag in wanted}:
        raise Problem(412, "changed", "Read the record again, then repeat your change on the new version.")
