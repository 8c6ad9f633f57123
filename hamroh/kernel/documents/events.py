"""What the ledger says about documents. File names and titles may name people: they stand beside the chain."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from hamroh.kernel.ledger.events import EventType, declare

STORED = "documents.stored"
ATTACHED = "documents.attached"
REMOVED = "documents.removed"
RESTORED = "documents.restored"

declare(
    EventType(STORED, _("{actor} stored a file of {size} bytes ({media_type})")),
    EventType(ATTACHED, _("{actor} attached the document “{file_name}”"), personal=("file_name", "title")),
    EventType(REMOVED, _("{actor} removed a document: {reason}")),
    EventType(RESTORED, _("{actor} restored a document")),
)
