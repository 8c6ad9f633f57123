"""What the ledger says about imports. One entry per batch: its items stand as a digest."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from hamroh.kernel.ledger.events import EventType, declare

STAGED = "intake.staged"
APPLIED = "intake.applied"
STOPPED = "intake.stopped"
DISCARDED = "intake.discarded"
MAPPING_REMEMBERED = "intake.mapping-remembered"

declare(
    EventType(STAGED, _("{actor} read the file {file_name}: {read} lines, {refused} refused")),
    EventType(
        APPLIED, _("{actor} applied the file {file_name}: {created} created, {updated} updated, {conflicts} refused")
    ),
    EventType(STOPPED, _("{actor} stopped the file {file_name} after {created} created and {updated} updated lines")),
    EventType(DISCARDED, _("{actor} discarded the file {file_name}; nothing of it was applied")),
    EventType(MAPPING_REMEMBERED, _("{actor} chose what {columns} column headings mean for {importer}")),
)
