"""What begins, ends and is due: lines, activities, and rounds' deadlines, by day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from django.db.models import Q, QuerySet

from hamroh.commons.activities.models import Activity
from hamroh.kernel.ledger.actors import Actor

from ..models import Round
from . import rounds
from .drill import Behind

Kind = Literal["begins", "ends", "due"]
MOST = 200


@dataclass(frozen=True)
class Happening:
    """One thing on one day. `source` is line, activity or round, `pk` its number; a project that a 4W names in many
    lines is one, and `lines` says how many. `title` is text (a line's, in a language nobody told) or by language.
    """

    kind: Kind
    day: dt.date
    source: Literal["line", "activity", "round"]
    pk: int
    title: str | dict[str, str]
    theme: str = ""
    service: str = ""
    organisation: int | None = None
    lines: int = 1
    changed_at: dt.datetime | None = None


def happenings(viewer: Actor, country: str, rows: Behind, first: dt.date, last: dt.date) -> list[Happening]:
    """All that happens from the day `first` to the day `last`, in order; at most MOST, with one more when there are
    more."""
    found = [
        *_deadlines(viewer, country, first, last),
        *_of_activities(rows.activities, first, last),
        *_of_lines(rows, first, last),
    ]
    return sorted(found, key=lambda one: (one.day, one.source, one.pk, one.kind))[: MOST + 1]


def _deadlines(viewer: Actor, country: str, first: dt.date, last: dt.date) -> Iterator[Happening]:
    due: QuerySet[Round] = rounds.visible_to(viewer).filter(country=country, deadline__range=(first, last))
    for one in due:
        if one.deadline is not None:
            yield Happening("due", one.deadline, "round", one.pk, one.title, changed_at=one.called_at or one.created_at)


def _of_activities(activities: QuerySet[Activity], first: dt.date, last: dt.date) -> Iterator[Happening]:
    shown = ("title", "lang", "start", "end", "theme", "reporting_organisation_id", "changed_at", "iati_identifier")
    inside = activities.filter(Q(start__range=(first, last)) | Q(end__range=(first, last)))
    for one in inside.only(*shown).order_by("pk")[: MOST + 1]:
        for kind, day in _days(one.start, one.end, first, last):
            yield Happening(
                kind, day, "activity", one.pk, one.titles or one.iati_identifier, theme=one.theme,
                organisation=one.reporting_organisation_id, changed_at=one.changed_at,
            )  # fmt: skip


def _of_lines(rows: Behind, first: dt.date, last: dt.date) -> Iterator[Happening]:
    inside = rows.lines.filter(counted=True, activity=None).filter(
        Q(start__range=(first, last)) | Q(end__range=(first, last))
    )
    told = inside.order_by("pk").values_list(
        "pk", "code", "title", "theme", "service", "programming_id", "implementing_id", "start", "end"
    )
    groups: dict[tuple[object, ...], Happening] = {}
    count: dict[tuple[object, ...], int] = {}
    changed = rows.of_round.published_at or rows.of_round.created_at if rows.of_round else None
    for pk, code, title, theme, service, programming, implementing, start, end in told.iterator(chunk_size=5_000):
        body = programming or implementing
        for kind, day in _days(start, end, first, last):
            # A project stands in a line for each place: in the calendar it is one.
            same: tuple[object, ...] = (kind, day, body, code or title or (theme, service))
            count[same] = count.get(same, 0) + 1
            groups.setdefault(same, Happening(kind, day, "line", pk, title, theme, service, body, changed_at=changed))
    for same, one in groups.items():
        yield Happening(**{**one.__dict__, "lines": count[same]})


def _days(start: dt.date | None, end: dt.date | None, first: dt.date, last: dt.date) -> Iterator[tuple[Kind, dt.date]]:
    if start and first <= start <= last:
        yield "begins", start
    if end and first <= end <= last:
        yield "ends", end
