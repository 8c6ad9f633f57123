"""Pages of lists: by key, so that a page is as quick at the end of a long list as at its start."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from ninja import Schema
from pydantic import Field

LARGEST = 200


class PageQuery(Schema):
    """`after` is the `next` of the page before; `limit` at most 200."""

    after: int = Field(0, ge=0, le=2**62)
    limit: int = Field(50, ge=1, le=LARGEST)


def page_of(queryset: QuerySet[Any], query: PageQuery) -> tuple[list[Any], int | None]:
    """The rows after the key, and the key that the next page begins after (None on the last)."""
    rows = list(queryset.filter(pk__gt=query.after).order_by("pk")[: query.limit + 1])
    return rows[: query.limit], rows[query.limit - 1].pk if len(rows) > query.limit else None
