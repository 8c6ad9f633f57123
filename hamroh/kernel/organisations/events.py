"""What the ledger says about organisations."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from hamroh.kernel.ledger.events import EventType, declare

CREATED = "organisations.created"
CREATED_FROM_FILE = "organisations.created-from-file"
CHANGED = "organisations.changed"
ALIAS_ADDED = "organisations.alias-added"
PARENT_SET = "organisations.parent-set"
FOCAL_POINT_SET = "organisations.focal-point-set"
FOCAL_POINT_REMOVED = "organisations.focal-point-removed"
MERGED = "organisations.merged"
MERGE_UNDONE = "organisations.merge-undone"
MARKED_DIFFERENT = "organisations.marked-different"

# A focal point is a person: the chain keeps commitments to these fields, the values stand beside, erasable.
CONTACT_FIELDS = ("name", "title", "email", "phone")

declare(
    EventType(CREATED, _("{actor} added the organisation {name}")),
    EventType(CREATED_FROM_FILE, _("{actor} added {created} organisations that a file named")),
    EventType(CHANGED, _("{actor} changed {fields} of {name}")),
    EventType(ALIAS_ADDED, _("{actor} added the name {alias} to {name}")),
    EventType(PARENT_SET, _("{actor} placed {name} under {parent}")),
    EventType(FOCAL_POINT_SET, _("{actor} entered a focal point of {organisation}"), personal=CONTACT_FIELDS),
    EventType(FOCAL_POINT_REMOVED, _("{actor} removed a focal point of {organisation}"), personal=CONTACT_FIELDS),
    EventType(MERGED, _("{actor} joined the organisation {gone} into {kept}")),
    EventType(MERGE_UNDONE, _("{actor} undid the joining of the organisation {gone} into {kept}")),
    EventType(MARKED_DIFFERENT, _("{actor} found that {one} and {other} are different organisations")),
)
