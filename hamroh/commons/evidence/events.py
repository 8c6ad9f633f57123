"""What the ledger says about evidence. Whose it is stands beside the entry, erasable."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from hamroh.kernel.ledger.events import EventType, declare

ENTERED = "evidence.entered"
CONFIRMED = "evidence.confirmed"
WITHDRAWN = "evidence.withdrawn"

declare(
    EventType(ENTERED, _("{actor} entered what a person has proven"), ("person",)),
    EventType(CONFIRMED, _("{actor} confirmed what a person has proven"), ("person",)),
    EventType(WITHDRAWN, _("{actor} withdrew evidence: {reason}"), ("person",)),
)
