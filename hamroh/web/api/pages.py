"""Pages of lists: by key, so that a page is as quick at the end of a long list as at its start.

Rows that come or go between two pages shift nothing: each page begins after the key that the one before ended with.
"""

from __future__ import annotations

from typing import Any, TypeVar
from urllib.parse import urlencode

from django.db.models import Model, QuerySet
from django.http import HttpRequest
from ninja import Schema
from pydantic import Field

LARGEST = 200
LARGEST_KEY = 2**62
Row = TypeVar("Row", bound=Model)


class PageQuery(Schema):
    """`after` is the `next` of the page before; `limit` at most 200."""

    after: int = Field(0, ge=0, le=LARGEST_KEY, description="The `next` of the page before.")
    limit: int = Field(50, ge=1, le=LARGEST, description="How many rows a page has at most.")


def page_of(queryset: QuerySet[Row], query: PageQuery) -> tuple[list[Row], int | None]:
    """The rows after the key, and the key that the next page begins after (None on the last)."""
    rows = list(queryset.filter(pk__gt=query.after).order_by("pk")[: query.limit + 1])
    return rows[: query.limit], rows[query.limit - 1].pk if len(rows) > query.limit else None


def link_to_next(request: HttpRequest, following: int | None) -> dict[str, str]:
    """The header `Link: <…>; rel="next"` (RFC 8288) for formats that have no room for it in the body."""
    if following is None:
        return {}
    asked: dict[str, Any] = {name: value for name, value in request.GET.items() if name != "after"}
    return {"Link": f'<{request.path}?{urlencode({**asked, "after": following})}>; rel="next"'}
