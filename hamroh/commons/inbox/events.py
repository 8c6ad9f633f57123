"""What the ledger says about tasks. Titles stay out of it: they may name people."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from hamroh.kernel.ledger.events import EventType, declare

OPENED = "inbox.opened"
HANDED_OVER = "inbox.handed-over"
COMPLETED = "inbox.completed"
REOPENED = "inbox.reopened"
REMINDED = "inbox.reminded"
FEED_MADE = "inbox.feed-made"

declare(
    EventType(OPENED, _("{actor} opened a task")),
    EventType(HANDED_OVER, _("{actor} handed a task over to somebody else")),
    EventType(COMPLETED, _("{actor} closed a task")),
    EventType(REOPENED, _("{actor} opened a task again")),
    EventType(REMINDED, _("{actor} reminded of a task")),
    EventType(FEED_MADE, _("{actor} made an address for the own calendar feed")),
)
