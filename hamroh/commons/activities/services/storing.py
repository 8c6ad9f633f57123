"""Records into the database, whole: what every verb and the importer write through. Records no ledger entry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Model
from django.utils import timezone

from hamroh.formats.iati import records as r
from hamroh.kernel.languages.folding import fold
from hamroh.kernel.ledger.actors import Actor

from .. import models as m
from ..deriving.dates import span_of
from ..deriving.money import summable, sums_of
from ..deriving.organisations import Organisations
from ..deriving.parents import renew_parenthood
from ..deriving.places import Places, places_of
from ..mapping.bulk import insert_rows
from ..mapping.tables import ACTIVITY
from ..mapping.writing import Deriver, columns_of, delete_children, insert_children

_SORTED_BY = 120
_MONEY = frozenset({"budgets", "planned_disbursements", "transactions", "default_currency"})
_WHERE = frozenset({"locations", "recipient_countries"})
_BELOW = frozenset(child.field for child in ACTIVITY.children)


@dataclass
class Store:
    """Who writes, and what has been looked up so far; one store serves all steps of an import."""

    actor: Actor
    organisations: Organisations = field(default_factory=Organisations)
    places: Places = field(default_factory=Places)

    def derivers(self) -> Mapping[type[Model], Deriver]:
        """What fills the derived columns of each table."""
        payment = Deriver(("amount", "provider_id", "receiver_id"), self._payment)
        return {
            m.Participation: Deriver(("organisation_id",), lambda record: (self.organisations.id_of(record),)),
            m.Budget: Deriver(("amount",), lambda record: (amount_of(record),)),
            m.PlannedDisbursement: payment,
            m.Transaction: payment,
            m.Location: Deriver(("place_id", "lat", "lon"), self._location),
        }

    def _payment(self, record: r.Transaction) -> tuple[Any, ...]:
        known = self.organisations
        return amount_of(record), known.id_of(record.provider_org), known.id_of(record.receiver_org)

    def _location(self, record: r.Location) -> tuple[Any, ...]:
        position = record.point.coordinates if record.point else None
        return self.places.place_of(record), *(position or (None, None))


def amount_of(record: Any) -> Decimal | None:
    """The amount as the database sums it; None when the file gives none."""
    return None if record.value is None or record.value.amount is None else summable(record.value.amount)


@dataclass(frozen=True)
class NewActivity:
    """A record to insert with what is ours: the organisation's id and the columns that no file carries."""

    record: r.Activity
    organisation_id: int
    digest: str
    ours: Mapping[str, Any] = field(default_factory=dict)


def insert(store: Store, new: Sequence[NewActivity]) -> list[int]:
    """Insert activities with everything below them; returns their ids. Inside the caller's transaction."""
    records = [one.record for one in new]
    store.organisations.learn(records, actor=store.actor)
    rows = [_row(store.actor, one) for one in new]
    insert_rows(m.Activity, tuple(rows[0]), [list(row.values()) for row in rows])
    identifiers = [record.iati_identifier for record in records]
    rows_now = m.Activity.objects.order_by().filter(iati_identifier__in=identifiers)
    known = dict(rows_now.values_list("iati_identifier", "pk"))
    stored = [(known[record.iati_identifier], record) for record in records]
    insert_children(ACTIVITY, stored, store.derivers())
    write_sums(stored)
    write_places(stored, store.places)
    renew_parenthood(stored, forget=False)
    return [pk for pk, _ in stored]


def _row(actor: Actor, new: NewActivity) -> dict[str, Any]:
    now = timezone.now()
    ours = {"theme": "", "visibility": m.Visibility.PUBLIC, "state": m.State.DRAFT, "fictional": False,
            "source": "entered", "imported_digest": ""} | dict(new.ours)  # fmt: skip
    return {
        **columns_of(new.record, ACTIVITY), **derived_columns(new.record), **ours,
        "reporting_organisation_id": new.organisation_id, "content_digest": new.digest,
        "created_at": now, "changed_at": now, "changed_by": actor.key,
    }  # fmt: skip


def write_sums(stored: Sequence[tuple[int, r.Activity]]) -> None:
    """Insert what activities (id, record) sum up to."""
    rows = [(pk, *one) for pk, record in stored for one in sums_of(record)]
    insert_rows(m.ActivitySum, ("activity_id", "kind", "currency", "amount"), rows)


def write_places(stored: Sequence[tuple[int, r.Activity]], places: Places, keep: frozenset[int] = frozenset()) -> None:
    """Insert where activities (id, record) work, but for places in `keep`."""
    rows = [
        (pk, at.place_id, at.percentage, at.basis)
        for pk, record in stored
        for at in places_of(record, places)
        if at.place_id not in keep
    ]
    insert_rows(m.ActivityPlace, ("activity_id", "place_id", "percentage", "basis"), rows)


def derived_columns(record: r.Activity) -> dict[str, Any]:
    """The columns of an activity that follow from its record."""
    span = span_of(record.activity_dates)
    title = record.title[0].text if record.title else ""
    return {
        "title_fold": fold(title[:_SORTED_BY])[:_SORTED_BY],
        "start": span.start,
        "start_is_planned": span.start_is_planned,
        "end": span.end,
        "end_is_planned": span.end_is_planned,
    }


def replace(store: Store, activity: m.Activity, before: r.Activity, after: r.Activity, **ours: Any) -> frozenset[str]:
    """Make a stored activity what `after` says; only what differs is written. Returns the names of changed fields.

    `ours` are further columns to set. Inside the caller's transaction, which read `before` in it.
    """
    changed = frozenset(n for n in r.Activity.__struct_fields__ if getattr(before, n) != getattr(after, n))
    store.organisations.learn([after], actor=store.actor)
    below = changed & _BELOW
    if below:
        delete_children(ACTIVITY, [activity.pk], below)
        insert_children(ACTIVITY, [(activity.pk, after)], store.derivers(), only=below)
    if changed & _MONEY:
        m.ActivitySum.objects.filter(activity=activity).delete()
        write_sums([(activity.pk, after)])
    if changed & _WHERE:
        _renew_places(activity, after, store.places)
    if "related_activities" in changed:
        renew_parenthood([(activity.pk, after)], forget=True)
    values = {
        **columns_of(after, ACTIVITY), **derived_columns(after), **ours, "content_digest": r.digest(after),
        "changed_at": timezone.now(), "changed_by": store.actor.key,
    }  # fmt: skip
    m.Activity.objects.filter(pk=activity.pk).update(**values)
    for name, value in values.items():
        setattr(activity, name, value)
    return changed


def _renew_places(activity: m.Activity, record: r.Activity, places: Places) -> None:
    """Places that somebody entered stay; the others follow the record."""
    rows = m.ActivityPlace.objects.filter(activity=activity)
    rows.exclude(basis=m.Basis.ENTERED).delete()
    write_places([(activity.pk, record)], places, keep=frozenset(rows.values_list("place_id", flat=True)))
