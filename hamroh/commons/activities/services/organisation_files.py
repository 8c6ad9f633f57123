"""Writing what organisations publish about themselves. Records no ledger entry: the import's batch has its own."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Model
from django.utils import timezone

from hamroh.formats.iati import records as r
from hamroh.kernel.ledger.actors import Actor
from hamroh.kernel.organisations.services import find_or_create_many

from ..deriving.organisations import organisation_entry
from ..mapping.tables import ORGANISATION
from ..mapping.writing import Deriver, columns_of, delete_children, insert_children
from ..models import OrganisationBudget, OrganisationFile
from .storing import amount_of

_BUDGETS = frozenset(child.field for child in ORGANISATION.children)


def write_organisation_files(*, actor: Actor, records: Sequence[r.Organisation], source: str) -> list[int]:
    """Add or replace organisation files with their budgets; returns their ids. Inside the caller's transaction."""
    entries = [organisation_entry(record) for record in records]
    bodies = find_or_create_many(actor=actor, entries=entries)
    derivers: dict[type[Model], Deriver] = {OrganisationBudget: Deriver(("amount", "recipient_country_code"), _derived)}
    ids = []
    for record, entry in zip(records, entries, strict=True):
        columns = columns_of(record, ORGANISATION)
        identifier = columns.pop("organisation_identifier")
        ours = {"organisation": bodies[entry], "content_digest": r.digest(record), "source": source,
                "changed_at": timezone.now(), "changed_by": actor.key}  # fmt: skip
        file, created = OrganisationFile.objects.update_or_create(
            organisation_identifier=identifier, defaults={**columns, **ours}
        )
        if not created:
            delete_children(ORGANISATION, [file.pk], _BUDGETS)
        insert_children(ORGANISATION, [(file.pk, record)], derivers)
        ids.append(file.pk)
    return ids


def _derived(record: r.TotalBudget) -> tuple[object, ...]:
    country = getattr(record, "recipient_country", None)
    return amount_of(record), country.code if country else None
