"""What the ledger says about the agenda and about links between records."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from hamroh.kernel.ledger.events import EventType, declare

ITEM_PUT = "agenda.item-put"
ITEM_CHANGED = "agenda.item-changed"
ITEM_WITHDRAWN = "agenda.item-withdrawn"
LINKED = "agenda.linked"
UNLINKED = "agenda.unlinked"

declare(
    EventType(ITEM_PUT, _("{actor} put an item on the agenda")),
    EventType(ITEM_CHANGED, _("{actor} changed an item of the agenda")),
    EventType(ITEM_WITHDRAWN, _("{actor} took an item off the agenda: {reason}")),
    EventType(LINKED, _("{actor} linked two records")),
    EventType(UNLINKED, _("{actor} took away the link between two records")),
)
