"""Keeping the index: after each ledger entry its subject is indexed anew, after a batch the subjects it changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from hamroh.kernel.ledger.models import Entry
from hamroh.kernel.ledger.realms import MAIN, Realm
from hamroh.kernel.ledger.services import recorded, subjects_changed
from hamroh.portal.models import PUBLIC, SearchEntry
from hamroh.portal.search.words import indexed

CHUNK = 500


@dataclass(frozen=True, kw_only=True)
class Document:
    """What is found of one record. `address` is the name of its page, `argument` its one argument."""

    title: Mapping[str, str]
    address: str
    argument: Any = ""
    note: Mapping[str, str] = field(default_factory=dict)
    words: Sequence[str] = ()
    audience: str = PUBLIC


@dataclass(frozen=True, kw_only=True)
class Searchable:
    """A kind of record: its model, how to read many at once, and its document (None: not to be found)."""

    kind: str
    model: str
    queryset: Callable[[], models.QuerySet[Any]]
    document: Callable[[Any], Document | None]


_searchables: dict[str, Searchable] = {}


def declare(*searchables: Searchable) -> None:
    """Add kinds of records; `model` is `app_label.model` in lower case."""
    for searchable in searchables:
        _searchables[searchable.model] = searchable


def searchables() -> tuple[Searchable, ...]:
    """All kinds."""
    return tuple(_searchables.values())


def index(model: str, ids: Iterable[Any]) -> int:
    """Index the records anew; those that are gone or hidden leave the index. Returns how many stand in it now."""
    searchable = _searchables.get(model)
    if searchable is None:
        return 0
    wanted, count = list(ids), 0
    for start in range(0, len(wanted), CHUNK):
        chunk = wanted[start : start + CHUNK]
        entries = list(_entries(searchable, searchable.queryset().filter(pk__in=chunk)))
        SearchEntry.objects.filter(subject__in=[f"{model}:{pk}" for pk in chunk]).delete()
        SearchEntry.objects.bulk_create(entries)
        count += len(entries)
    return count


def rebuild() -> dict[str, int]:
    """Index every record of every kind anew; how many of each."""
    counts = {}
    for searchable in searchables():
        ids = list(searchable.queryset().values_list("pk", flat=True))
        SearchEntry.objects.filter(kind=searchable.kind).delete()
        counts[searchable.kind] = index(searchable.model, ids)
    return counts


def _entries(searchable: Searchable, records: Iterable[Any]) -> Iterator[SearchEntry]:
    for record in records:
        document = searchable.document(record)
        if document is None:
            continue
        yield SearchEntry(
            subject=f"{searchable.model}:{record.pk}",
            kind=searchable.kind,
            title=dict(document.title),
            note=dict(document.note),
            address=document.address,
            argument=str(document.argument),
            audience=document.audience,
            text=indexed([*document.title.values(), *document.note.values(), *document.words]),
        )


def after_entry(sender: object, entry: Entry, realm: Realm, **_: Any) -> None:
    """Nothing of the care realm is ever indexed."""
    if realm is not MAIN:
        return
    model, _separator, pk = entry.subject.partition(":")
    if model in _searchables and pk.isdigit():
        index(model, [int(pk)])


def after_batch(sender: object, model: Any, ids: Iterable[int], realm: Realm = MAIN, **_: Any) -> None:
    """A batch names its model (class or label) and the ids it changed."""
    if realm is MAIN:
        label = model if isinstance(model, str) else model._meta.label
        index(label.lower(), ids)


def connect() -> None:
    """Listen from now on."""
    recorded.connect(after_entry, dispatch_uid="portal.search.after_entry")
    subjects_changed.connect(after_batch, dispatch_uid="portal.search.after_batch")
