"""Observations as a table that comes back unchanged: see adapters.own for its columns."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from decimal import Decimal
from typing import TextIO
from urllib.parse import urlencode

from django.db.models import QuerySet

from hamroh.kernel.ledger.actors import Actor

from .adapters.own import COLUMNS
from .models import Observation
from .selectors import observations

# Beside the columns that are read back: what a reader of the file must know. They are ignored on the way in.
_CREDITS = ("producer", "licence", "edition", "fictional")


def export_csv(*, viewer: Actor, out: TextIO, indicators: tuple[str, ...] = (), country: str | None = None) -> int:
    """Write the figures that hold today as CSV (RFC 4180) and return how many.

    Figures that we compute are left out: they are computed again where the file is read.
    """
    rows = observations(viewer).filter(computed_from=None)
    if indicators:
        rows = rows.filter(indicator__code__in=indicators)
    if country is not None:
        rows = rows.filter(country=country) | rows.filter(counterpart=country)
    writer = csv.writer(out)
    writer.writerow((*COLUMNS, *_CREDITS))
    written = 0
    order = ("indicator__code", "country", "counterpart", "period_start", "breakdown_key", "pk")
    for line in _lines(rows.order_by(*order)):
        writer.writerow(line)
        written += 1
    return written


def _lines(rows: QuerySet[Observation]) -> Iterator[list[str]]:
    for row in rows.iterator(chunk_size=2_000):
        yield [*_own(row), *_credits(row)]


def _own(row: Observation) -> list[str]:
    notes = [row.note.get(column.removeprefix("note_"), "") for column in COLUMNS if column.startswith("note_")]
    return [
        row.dataset.key, row.indicator.code, row.country, row.place.slug if row.place else "", row.counterpart,
        row.period.label, urlencode(sorted(row.breakdown.items())), _number(row.value), row.missing_reason,
        _number(row.lower), _number(row.upper), row.status, " ".join(row.remarks), *notes,
    ]  # fmt: skip


def _credits(row: Observation) -> list[str]:
    producer = row.dataset.producer
    fictional = "yes" if row.status == "example" or row.dataset.fictional else ""
    return [producer.names.get("en") or producer.key, row.dataset.licence, row.source.edition, fictional]


def _number(value: Decimal | None) -> str:
    if value is None:
        return ""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
