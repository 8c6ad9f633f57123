"""The intake's importer for IATI activity and organisation files."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, BinaryIO

import msgspec
from django.db.models import Model
from django.utils import timezone

from hamroh.formats.iati import records as r
from hamroh.formats.iati.problems import DocumentRefused
from hamroh.formats.iati.reader import Item, open_document
from hamroh.kernel.intake.protocol import (
    Change,
    Comparison,
    Context,
    FieldChange,
    Incoming,
    IncomingFault,
    Standing,
    Unreadable,
)
from hamroh.kernel.ledger.realms import MAIN
from hamroh.kernel.ledger.services import subjects_changed
from hamroh.kernel.people.models import Person

from ..mapping.reading import records_of
from ..mapping.tables import ACTIVITY, ORGANISATION, Table
from ..mapping.writing import NotStorable, check_storable
from ..models import Activity, OrganisationFile
from ..services.organisation_files import write_organisation_files
from ..services.storing import Store
from .activities import write_activities
from .faults import content_faults, from_problem, own_fault, shown
from .keys import is_organisation, organisation_identifier, organisation_key
from .publishers import Publishers, check_publisher, publisher_name

_STORES_KEPT = 4


class IatiRecord(msgspec.Struct, frozen=True, omit_defaults=True):
    """One thing in an IATI file: an activity, or an organisation."""

    activity: r.Activity | None = None
    organisation: r.Organisation | None = None

    @property
    def record(self) -> r.Activity | r.Organisation:
        """Whichever it is."""
        found = self.activity if self.activity is not None else self.organisation
        assert found is not None
        return found

    @property
    def table(self) -> Table:
        """How it lies in the database."""
        return ORGANISATION if self.activity is None else ACTIVITY

    @property
    def key(self) -> str:
        """What the intake knows it by."""
        if self.activity is not None:
            return self.activity.iati_identifier
        assert self.organisation is not None
        return organisation_key(self.organisation.organisation_identifier)


class IatiImporter:
    """Reads, compares and applies IATI files.

    Options: `overwrite` (also replace what was edited here), `visibility`, `fictional`. An incoming record equal to
    the last import or to what stands is unchanged; one that meets an edit of ours is refused unless overwriting.
    """

    key = "iati"
    verb = "activities.import"
    record_type = IatiRecord
    largest_step = 60

    def __init__(self) -> None:
        # What was looked up for a batch, kept over its steps; nothing but look-ups is remembered.
        self._stores: OrderedDict[int, Store] = OrderedDict()

    def read(self, stream: BinaryIO, context: Context) -> Iterator[Incoming]:
        """The file's records in its order; raises Unreadable when it is no IATI file or is dangerous."""
        try:
            document = open_document(stream)
        except DocumentRefused as refused:
            raise Unreadable(from_problem(refused.problem, at="")) from refused
        for item in document:
            yield _incoming(item)

    def compare(self, chunk: Sequence[Incoming], context: Context) -> Sequence[Comparison]:
        """What each record would do."""
        known = _known([incoming.key for incoming in chunk])
        publishers = Publishers([_held(incoming).record for incoming in chunk], context.actor)
        return [self._compare(incoming, known.get(incoming.key), publishers, context) for incoming in chunk]

    def _compare(
        self, incoming: Incoming, known: _Known | None, publishers: Publishers, context: Context
    ) -> Comparison:
        held, at = _held(incoming), incoming.locator
        record = held.record
        refusal = _refusal(incoming, known, publishers)
        if refusal is not None:
            return Comparison("refused", faults=(refusal,))
        target = r.digest(record)
        today = timezone.localdate()
        if known is None:
            return Comparison("create", target=target, faults=content_faults(record, at=at, today=today))
        if target in (known.content_digest, known.imported_digest) and not (
            context.options.get("overwrite") and target != known.content_digest
        ):
            return Comparison("unchanged", seen=known.content_digest, target=known.content_digest)
        before = records_of(held.table, [known.pk])[known.pk]
        changes = _changes(before, record)
        if known.edited_here and not context.options.get("overwrite"):
            fields = ", ".join(change.field for change in changes)
            return Comparison(
                "refused", faults=(own_fault("activities.edited-here", at, key=incoming.key, fields=fields),)
            )
        return Comparison(
            "update", seen=known.content_digest, target=target, changes=changes,
            faults=content_faults(record, at=at, today=today),
        )  # fmt: skip

    def standing(self, keys: Sequence[str]) -> Mapping[str, Standing]:
        """What stands under the identifiers now."""
        known = _known(keys)
        return {key: Standing(one.content_digest, one.changed_by, one.changed_at) for key, one in known.items()}

    def apply(self, chunk: Sequence[Change], context: Context) -> None:
        """Write a step, inside the caller's transaction."""
        store = self._store(context)
        source = f"batch:{context.batch_id}"
        activities = [(change, change.record.activity) for change in chunk if change.record.activity is not None]
        organisations = [one.record.organisation for one in chunk if one.record.organisation is not None]
        if activities:
            ids = write_activities(store, activities, source=source, options=context.options)
            subjects_changed.send(sender=Activity, model=Activity, ids=ids, realm=MAIN)
        if organisations:
            ids = write_organisation_files(actor=context.actor, records=organisations, source=source)
            subjects_changed.send(sender=OrganisationFile, model=OrganisationFile, ids=ids, realm=MAIN)

    def _store(self, context: Context) -> Store:
        if context.batch_id is None:
            return Store(context.actor)
        store = self._stores.pop(context.batch_id, None)
        if store is None or store.actor != context.actor:
            store = Store(context.actor)
        store.organisations.begin()
        self._stores[context.batch_id] = store
        while len(self._stores) > _STORES_KEPT:
            self._stores.popitem(last=False)
        return store


class _Known(msgspec.Struct, frozen=True):
    """What stands in the database under a key."""

    pk: int
    content_digest: str
    imported_digest: str
    organisation_id: int
    reporting_org: r.ReportingOrg | None
    changed_by: str
    changed_at: Any

    @property
    def edited_here(self) -> bool:
        """Whether somebody changed it after the last import, or entered it here."""
        return self.imported_digest != self.content_digest


_ACTIVITY_COLUMNS = ("pk", "content_digest", "imported_digest", "reporting_organisation_id", "reporting_org",
                     "changed_by", "changed_at")  # fmt: skip
_ORGANISATION_COLUMNS = ("pk", "content_digest", "content_digest", "organisation_id", "reporting_org", "changed_by",
                         "changed_at")  # fmt: skip


def _known(keys: Sequence[str]) -> dict[str, _Known]:
    own = [key for key in keys if not is_organisation(key)]
    found = _rows(Activity, "iati_identifier", own, _ACTIVITY_COLUMNS)
    others = [organisation_identifier(key) for key in keys if is_organisation(key)]
    rows = _rows(OrganisationFile, "organisation_identifier", others, _ORGANISATION_COLUMNS)
    found.update((organisation_key(key), one) for key, one in rows.items())
    return found


def _rows(model: type[Model], name: str, keys: Sequence[str], columns: tuple[str, ...]) -> dict[str, _Known]:
    if not keys:
        return {}
    rows = model._default_manager.filter(**{f"{name}__in": keys}).values_list(name, *dict.fromkeys(columns))
    order = {column: index for index, column in enumerate(dict.fromkeys(columns), 1)}
    found = {row[0]: _Known(*(row[order[column]] for column in columns)) for row in rows}
    people = _people(one.changed_by for one in found.values())
    return {
        key: msgspec.structs.replace(one, changed_by=people.get(one.changed_by, one.changed_by))
        for key, one in found.items()
    }


def _people(actors: Iterator[str]) -> dict[str, str]:
    ids = {int(key.removeprefix("person:")) for key in actors if key.startswith("person:")}
    rows = Person.objects.filter(pk__in=ids).values_list("pk", "name") if ids else ()
    return {f"person:{pk}": name for pk, name in rows}


def _incoming(item: Item) -> Incoming:
    at = f"line {item.line}"
    faults = tuple(from_problem(one, at=at) for one in item.problems if one.severity != "info")
    if item.record is None:
        return Incoming(item.identifier, at, None, faults)
    record = IatiRecord(item.activity, item.organisation)
    try:
        check_storable(item.record, record.table)
        check_publisher(item.record)
    except NotStorable as fault:
        told = own_fault("activities.too-large", at, key=item.identifier, path=fault.path, limit=fault.limit)
        return Incoming(item.identifier, at, None, (*faults, told))
    return Incoming(record.key, at, record, faults)


def _held(incoming: Incoming) -> IatiRecord:
    """What came in; the intake compares only lines that hold something."""
    assert isinstance(incoming.record, IatiRecord)
    return incoming.record


def _refusal(incoming: Incoming, known: _Known | None, publishers: Publishers) -> IncomingFault | None:
    held, at, key = _held(incoming), incoming.locator, incoming.key
    record = held.record
    if not publishers.named(record):
        return own_fault("activities.no-publisher", at, key=key)
    given = publisher_name(record.reporting_org)
    if known is not None and held.activity is not None and not publishers.same(known.reporting_org, record):
        named = publisher_name(known.reporting_org)
        return own_fault("activities.publisher-changed", at, key=key, known=named, given=given)
    if not publishers.may_import(record, known.organisation_id if known else None):
        return own_fault("activities.not-your-organisation", at, key=key, publisher=given)
    return None


def _changes(before: r.Record, after: r.Record) -> tuple[FieldChange, ...]:
    return tuple(
        FieldChange(name, shown(getattr(before, name)), shown(getattr(after, name)))
        for name in after.__struct_fields__
        if getattr(before, name) != getattr(after, name)
    )


IATI = IatiImporter()
