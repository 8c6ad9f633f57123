"""Asking the index, on SQLite (FTS5) and on PostgreSQL (tsvector): the same conditions, word beginnings, best first."""

from __future__ import annotations

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from hamroh.kernel.ledger.actors import Actor
from hamroh.portal.models import PUBLIC, SIGNED_IN, SearchEntry
from hamroh.portal.search.words import asked


def audiences_of(viewer: Actor) -> list[str]:
    """The audiences a viewer belongs to."""
    audiences = [PUBLIC]
    if viewer.person_id is not None and viewer.role:
        audiences.append(SIGNED_IN)
    if viewer.organisation_id is not None:
        audiences.append(f"organisation:{viewer.organisation_id}")
    return audiences


def find(query: str, viewer: Actor, *, kind: str = "", limit: int = 20) -> list[SearchEntry]:
    """Entries the viewer may see, best first; an empty list for an empty query."""
    conditions = asked(query)
    if not conditions:
        return []
    entries = SearchEntry.objects.filter(audience__in=audiences_of(viewer))
    if kind:
        entries = entries.filter(kind=kind)
    ranked = (
        _on_postgresql(entries, conditions) if connection.vendor == "postgresql" else _on_sqlite(entries, conditions)
    )
    return list(ranked[:limit])


def _on_sqlite(entries: QuerySet[SearchEntry], conditions: list[list[str]]) -> QuerySet[SearchEntry]:
    match = " AND ".join("(" + " OR ".join(f'"{way}"*' for way in ways) + ")" for ways in conditions)
    rank = RawSQL("portal_search_text.rank", ())
    return entries.extra(
        tables=["portal_search_text"],
        where=["portal_search_text.rowid = portal_searchentry.id", "portal_search_text MATCH %s"],
        params=[match],
    ).order_by(rank, "id")


def _on_postgresql(entries: QuerySet[SearchEntry], conditions: list[list[str]]) -> QuerySet[SearchEntry]:
    query = " & ".join("(" + " | ".join(f"'{way}':*" for way in ways) + ")" for ways in conditions)
    vector = "to_tsvector('simple', portal_searchentry.text)"
    rank = RawSQL(f"ts_rank({vector}, to_tsquery('simple', %s))", (query,))  # noqa: S611 - the query is a parameter
    return entries.extra(  # noqa: S610 - the query is a parameter
        where=[f"{vector} @@ to_tsquery('simple', %s)"], params=[query]
    ).order_by(rank.desc(), "id")
