"""What the ledger says about background work. What a job changes is told by the verbs that it calls.

Codes (of the task, of the fault) stay among the facts: in a sentence they would be foreign words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from hamroh.kernel.ledger.events import EventType, declare

CANCELLED = "background.cancelled"
FAILED = "background.failed"

declare(
    EventType(CANCELLED, _("{actor} stopped background work after {done} steps")),
    EventType(FAILED, _("Background work failed after {done} steps")),
)
