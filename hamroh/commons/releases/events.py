"""What the ledger says about tables that were to leave their owner."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from hamroh.kernel.ledger.events import EventType, declare

REFUSED = "releases.refused"

declare(EventType(REFUSED, _("{actor} proposed the table “{title}” ({cells} cells) for release; it was refused")))
