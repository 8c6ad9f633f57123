"""Putting items on the agenda and linking records."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from hamroh.kernel.ledger.actors import Actor
from hamroh.kernel.ledger.realms import writing
from hamroh.kernel.ledger.services import record, subject_of
from hamroh.kernel.people.decisions import require

from . import events
from .kinds import BY_KEY, ItemKind
from .models import Item, Link
from .subjects import end_of

CHANGEABLE = frozenset({"title", "description", "due", "public"})


def put_item(*, actor: Actor, kind: str, title: Mapping[str, str], **fields: Any) -> Item:
    """Put a gap, priority, decision or commitment on the agenda. `fields` as in CHANGEABLE, and `fictional`.

    Raises Refused, ValidationError.
    """
    require(actor, "agenda.change")
    item = Item(kind=kind, title=dict(title), created_by=actor.key, **fields)
    _check(item)
    with writing():
        item.save()
        facts = {"kind": ItemKind(kind).value, "title": item.title, "public": item.public, "due": item.due}
        record(event=events.ITEM_PUT, actor=actor, subject=subject_of(item), facts=facts)
    return item


def change_item(*, actor: Actor, item: Item, **fields: Any) -> Item:
    """Change fields of CHANGEABLE; nothing is written when nothing differs. Raises Refused, ValidationError."""
    require(actor, "agenda.change")
    unknown = set(fields) - CHANGEABLE
    if unknown:
        raise TypeError(f"An item's {', '.join(sorted(unknown))} cannot be changed.")
    with writing():
        item = Item.objects.select_for_update().get(pk=item.pk)
        changed = sorted(name for name, value in fields.items() if getattr(item, name) != value)
        if not changed:
            return item
        for name in changed:
            setattr(item, name, fields[name])
        _check(item)
        item.save(update_fields=changed)
        facts = {"fields": ", ".join(changed), "to": {name: fields[name] for name in changed}}
        record(event=events.ITEM_CHANGED, actor=actor, subject=subject_of(item), facts=facts)
    return item


def withdraw_item(*, actor: Actor, item: Item, reason: str) -> Item:
    """Take an item off the agenda; it and its links stay readable. Raises Refused, ValidationError without reason."""
    require(actor, "agenda.change")
    if not reason.strip():
        raise ValidationError(_("Say in a sentence why the item is taken off the agenda."))
    with writing():
        item = Item.objects.select_for_update().get(pk=item.pk)
        if item.withdrawn_at is None:
            item.withdrawn_at = timezone.now()
            item.save(update_fields=["withdrawn_at"])
            record(event=events.ITEM_WITHDRAWN, actor=actor, subject=subject_of(item), facts={"reason": reason.strip()})
    return item


def link(*, actor: Actor, from_subject: str, to_subject: str, kind: str) -> Link:
    """Link two records; the same link again is the one there is. Raises Refused, ValidationError."""
    require(actor, "agenda.change")
    with writing():
        _check_ends(from_subject, to_subject, kind)
        made, new = Link.objects.get_or_create(
            from_subject=from_subject, to_subject=to_subject, kind=kind, defaults={"created_by": actor.key}
        )
        if new:
            record(event=events.LINKED, actor=actor, subject=subject_of(made), facts=_facts(made))
    return made


def unlink(*, actor: Actor, link: Link) -> None:
    """Take a link away; the ledger keeps that it was there. Raises Refused."""
    require(actor, "agenda.change")
    with writing():
        subject, facts = subject_of(link), _facts(link)
        removed, _by_model = Link.objects.filter(pk=link.pk).delete()
        if removed:
            record(event=events.UNLINKED, actor=actor, subject=subject, facts=facts)


def _check(item: Item) -> None:
    item.full_clean()
    if not any(words.strip() for words in item.title.values()):
        raise ValidationError({"title": _("Give the item a title in at least one language.")})


def _check_ends(from_subject: str, to_subject: str, kind: str) -> None:
    declared = BY_KEY.get(kind)
    if declared is None:
        raise ValidationError(
            _("“%(kind)s” is no kind of link. Choose one of: %(known)s."),
            params={"kind": kind, "known": ", ".join(BY_KEY)},
        )
    if end_of(from_subject) not in declared.from_ends or end_of(to_subject) not in declared.to_ends:
        raise ValidationError(
            _("“%(from)s” cannot be linked to “%(to)s” as “%(kind)s”. Choose another kind, or turn the link round."),
            params={"from": from_subject, "to": to_subject, "kind": declared.label},
        )


def _facts(link: Link) -> dict[str, str]:
    return {"from": link.from_subject, "to": link.to_subject, "kind": link.kind}
