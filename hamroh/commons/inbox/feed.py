"""A person's tasks as a calendar feed under a secret address. Of the main realm alone: care does not leave by mail
or calendar."""

from __future__ import annotations

import hashlib
import secrets

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext, override

from hamroh.kernel.ledger.actors import Actor
from hamroh.kernel.ledger.realms import MAIN, writing
from hamroh.kernel.ledger.services import record, subject_of
from hamroh.kernel.people.decisions import require

from . import events
from .ical import Entry, calendar
from .letters import when
from .models import CalendarFeed
from .recipients import recipient, waiting_for_person


def make_feed(*, actor: Actor) -> str:
    """A new secret for the actor's own feed; it is shown this once, and an older one no longer opens anything.

    Raises Refused.
    """
    require(actor, "inbox.view")
    secret = secrets.token_urlsafe(32)
    with writing():
        feed, _made = CalendarFeed.objects.using(MAIN.alias).update_or_create(
            person=actor.key, defaults={"token_hash": _hash(secret), "made_at": timezone.now()}
        )
        record(event=events.FEED_MADE, actor=actor, subject=subject_of(feed))
    return secret


def feed(secret: str) -> bytes | None:
    """The calendar behind a secret, in its person's language; None for a secret that opens nothing (any more)."""
    known = CalendarFeed.objects.using(MAIN.alias).filter(token_hash=_hash(secret)).first()
    person = recipient(known.person) if known else None
    if person is None:
        return None
    today = timezone.localdate()
    host = settings.HAMROH_ORIGIN.partition("//")[2]
    with override(person.language):
        entries = [
            Entry(
                uid=f"task-{task.pk}@{host}",
                day=task.due,
                summary=task.title.text,
                changed_at=task.changed_at,
                description=when(task, today),
                href=f"{settings.HAMROH_ORIGIN}{task.href}" if task.href else "",
            )
            for task in waiting_for_person(person.key, today).exclude(due=None)
            if task.due is not None
        ]
        return calendar(gettext("Hamroh: tasks"), entries)


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
