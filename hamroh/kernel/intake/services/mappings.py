"""What column headings mean, remembered per organisation and kind of file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hamroh.kernel.ledger.actors import Actor
from hamroh.kernel.ledger.realms import writing
from hamroh.kernel.ledger.services import record, subject_of

from .. import models
from ..events import MAPPING_REMEMBERED
from ..headings import signature
from .steps import permitted


def remember_mapping(
    *, actor: Actor, importer: str, headings: Sequence[str], columns: Mapping[str, str]
) -> models.Mapping:
    """Keep what the headings of this file mean: heading → field key, "" for a column that is not read.

    The next file with the same headings (in any order) from the same organisation is understood at once.
    Raises UnknownImporter, people.decisions.Refused.
    """
    permitted(actor, importer)
    with writing():
        mapping, _created = models.Mapping.objects.update_or_create(
            organisation=actor.organisation_id or 0,
            importer=importer,
            signature=signature(headings),
            defaults={"columns": dict(columns), "actor": actor.key},
        )
        record(
            event=MAPPING_REMEMBERED,
            actor=actor,
            subject=subject_of(mapping),
            facts={"importer": importer, "columns": len(columns), "mapping": dict(columns)},
        )
    return mapping
