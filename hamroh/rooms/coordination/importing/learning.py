"""Places and months that a file names, before any line of it is understood."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import BinaryIO

from hamroh.formats.spreadsheet import read_workbook
from hamroh.kernel.ledger.actors import Actor
from hamroh.kernel.places.services import LearntPlace, PlaceLoad, learn_places

from .. import events
from . import words
from .layout import Chosen, find_layouts
from .rows import Raw, read_rows
from .understanding import country_words


def lines_of(stream: BinaryIO, *, country: str = "") -> list[Raw]:
    """The lines of every table of the file; those of other countries left out where a column says so.

    Raises SpreadsheetRefused, Unreadable.
    """
    stream.seek(0)
    with read_workbook(stream) as workbook:
        layouts, _told = find_layouts(workbook, Chosen())
        lines = read_rows(workbook, layouts).lines
    stream.seek(0)
    own = country_words(country) if country else frozenset()
    return [raw for raw in lines if not own or "country" not in raw.values
            or words.text_of(raw.values["country"]).casefold() in own]  # fmt: skip


def learn_from(stream: BinaryIO, *, country: str, actor: Actor) -> PlaceLoad:
    """Take the places that the file's P-codes and names tell of. Raises as `lines_of` and `learn_places` do."""
    entries = (_place(raw) for raw in lines_of(stream, country=country))
    return learn_places(actor=actor, country=country, entries=entries, event=events.PLACES_LEARNT)


def _place(raw: Raw) -> LearntPlace:
    def text(key: str) -> str:
        found = words.text_of(raw.values.get(key))
        return "" if words.is_nothing(found) else found

    return LearntPlace(
        names=(text("adm1"), text("adm2"), text("adm3")),
        codes=(text("adm1_code"), text("adm2_code"), text("adm3_code")),
        lat=words.read_degree(text("lat"), 90) if text("lat") else None,
        lon=words.read_degree(text("lon"), 180) if text("lon") else None,
    )


def period_of(stream: BinaryIO, *, year: int, country: str = "") -> tuple[dt.date, dt.date] | None:
    """First and last day that the file's months, or else its dates, tell of; None when it tells of none.

    `year` completes months without one. Raises as `lines_of` does.
    """
    spans = list(_spans(lines_of(stream, country=country), year))
    return (min(one.first for one in spans), max(one.last for one in spans)) if spans else None


def _spans(lines: list[Raw], year: int) -> Iterator[words.Span]:
    keys = ("month",) if any("month" in raw.values for raw in lines) else ("start", "end")
    for value in {raw.values[key] for raw in lines for key in keys if key in raw.values}:
        try:
            span = words.read_span(value, year=year)
        except words.Unread:
            continue
        yield words.read_span(f"{span.first:%Y-%m}", year=year) if span.first == span.last else span
