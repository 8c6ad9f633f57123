"""Who publishes a record, and whether the one who imports may import for them."""

from __future__ import annotations

from collections.abc import Iterable

from hamroh.formats.iati import records as r
from hamroh.kernel.ledger.actors import Actor
from hamroh.kernel.organisations.matching import OrganisationKey, resolve_many
from hamroh.kernel.people.decisions import may

from ..deriving.organisations import LONGEST_IDENTIFIER, organisation_entry, reporting_entry
from ..mapping.writing import NotStorable

_UNKNOWN_ORGANISATION = -1  # no organisation has it: only a role that imports for all passes


class Publishers:
    """The organisations that own the records of one chunk, looked up at once."""

    def __init__(self, records: Iterable[r.Activity | r.Organisation], actor: Actor) -> None:
        self._actor = actor
        self._all = bool(may(actor, "activities.import", organisation_id=_UNKNOWN_ORGANISATION))
        self._found = {} if self._all else resolve_many(key for key in map(_owner, records) if key is not None)

    def named(self, record: r.Activity | r.Organisation) -> bool:
        """Whether the record says whose it is."""
        return _owner(record) is not None

    def may_import(self, record: r.Activity | r.Organisation, known_id: int | None) -> bool:
        """Whether the actor may import it; `known_id` is the organisation of what stands here already."""
        if self._all:
            return True
        key = _owner(record)
        found = self._found.get(key) if key is not None else None
        owner = known_id or (found.pk if found else _UNKNOWN_ORGANISATION)
        return bool(may(self._actor, "activities.import", organisation_id=owner))

    @staticmethod
    def same(known: r.ReportingOrg | None, record: r.Activity | r.Organisation) -> bool:
        """Whether an activity still has the publisher it had: by reference, without one by name."""
        given = record.reporting_org
        before, after = _reference(known), _reference(given)
        return before == after if before or after else publisher_name(known) == publisher_name(given)


def check_publisher(record: r.Activity | r.Organisation) -> None:
    """Raise NotStorable when an identifier is longer than one of an organisation may be."""
    named = {"reporting-org/@ref": record.reporting_org.ref if record.reporting_org else None}
    if isinstance(record, r.Organisation):
        named["organisation-identifier"] = record.organisation_identifier
    for path, identifier in named.items():
        if identifier is not None and len(identifier.strip()) > LONGEST_IDENTIFIER:
            raise NotStorable(path, f"{LONGEST_IDENTIFIER} characters")


def publisher_name(org: r.ReportingOrg | None) -> str:
    """The publisher as people read it: name and reference, as far as given."""
    if org is None:
        return "–"
    name = next((one.text for one in org.narratives if one.text), "")
    return f"{name} ({org.ref})" if name and org.ref else name or org.ref or "–"


def _reference(org: r.ReportingOrg | None) -> str:
    return (org.ref or "").strip().upper() if org else ""


def _owner(record: r.Activity | r.Organisation) -> OrganisationKey | None:
    if isinstance(record, r.Organisation):
        return organisation_entry(record).key
    entry = reporting_entry(record)
    return entry.key if entry else None
