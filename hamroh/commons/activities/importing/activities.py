"""Applying activities of a file: new ones inserted together, known ones replaced where they differ."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

from hamroh.formats.iati import records as r
from hamroh.kernel.intake.protocol import Change
from hamroh.kernel.people.decisions import may

from ..mapping.reading import records_of
from ..mapping.tables import ACTIVITY
from ..models import Activity, State, Visibility
from ..services.storing import NewActivity, Store, insert, replace


def write_activities(
    store: Store, changes: Sequence[tuple[Change, r.Activity]], *, source: str, options: Mapping[str, Any]
) -> list[int]:
    """Write a step; returns the ids. Inside the caller's transaction."""
    store.organisations.learn([record for _, record in changes], actor=store.actor)
    new = [
        _new(store, record, change.target, source, options) for change, record in changes if change.verdict == "create"
    ]
    ids = insert(store, new) if new else []
    known = [(change, record) for change, record in changes if change.verdict != "create"]
    return ids + (_update(store, known, source) if known else [])


def _new(store: Store, record: r.Activity, digest: str, source: str, options: Mapping[str, Any]) -> NewActivity:
    organisation = store.organisations.publisher_of(record)
    published = may(store.actor, "activities.publish", organisation_id=organisation)
    ours = {
        "state": State.PUBLISHED if published else State.DRAFT,
        "visibility": options.get("visibility", Visibility.PUBLIC),
        "fictional": bool(options.get("fictional", False)),
        "source": source,
        "imported_digest": digest,
    }
    return NewActivity(record, organisation, digest, ours)


def _update(store: Store, changes: Sequence[tuple[Change, r.Activity]], source: str) -> list[int]:
    keys = [change.key for change, _ in changes]
    rows = {row.iati_identifier: row for row in Activity.objects.filter(iati_identifier__in=keys)}
    before = records_of(ACTIVITY, [row.pk for row in rows.values()])
    for change, record in changes:
        row = rows[change.key]
        old = cast(r.Activity, before[row.pk])
        replace(store, row, old, record, imported_digest=change.target, source=source)
    return [rows[key].pk for key in keys]
