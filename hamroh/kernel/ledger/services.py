"""Recording. Called by every verb inside its own transaction: the entry stands or falls with what it tells."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from django.db import connections, transaction
from django.dispatch import Signal
from django.utils import timezone

from .actors import Actor
from .canonical import commitment, entry_hash, plain
from .events import event_type
from .heads import Head, keep_head
from .models import Chain, Entry, PersonalField
from .realms import MAIN, Realm

# Sent after an entry is written, in its transaction: `entry`, `realm`. For read models (search, feeds).
recorded = Signal()
# Sent by batch verbs, whose one entry cannot name every subject: `model`, `ids`, `realm`.
subjects_changed = Signal()


class NotInTransaction(RuntimeError):
    """A verb recorded outside a transaction: its rows could then stand without their entry."""


def record(
    *,
    event: str,
    actor: Actor,
    subject: str,
    facts: Mapping[str, Any] | None = None,
    personal: Mapping[str, Any] | None = None,
    realm: Realm = MAIN,
) -> Entry:
    """Append one entry to the event's chain and return it.

    `subject` is `app_label.model:id`. `facts` must hold no personal data; what is personal goes into `personal`,
    of which the chain keeps a salted commitment alone. Raises UnknownEvent, NotInTransaction.
    """
    declared = event_type(event)
    if not connections[realm.alias].in_atomic_block:
        raise NotInTransaction(f"{event} was recorded outside a transaction of the {realm.name} realm.")
    salts = {name: secrets.token_hex(16) for name in personal or {}}
    chain = _locked_chain(declared.chain, realm)
    entry = Entry(
        chain=chain,
        number=chain.number + 1,
        at=timezone.now(),
        event=event,
        actor=actor.key,
        role=actor.role,
        organisation=actor.organisation_id,
        on_behalf_of=actor.on_behalf_of,
        subject=subject,
        facts=plain(facts or {}),
        commitments={name: commitment(salts[name], plain(value)) for name, value in (personal or {}).items()},
        previous=chain.hash,
    )
    entry.hash = entry_hash(entry)
    entry.save(using=realm.alias, force_insert=True)
    PersonalField.objects.using(realm.alias).bulk_create(
        PersonalField(entry=entry, name=name, salt=salts[name], value=plain(value))
        for name, value in (personal or {}).items()
    )
    Chain.objects.using(realm.alias).filter(pk=chain.pk).update(number=entry.number, hash=entry.hash)
    transaction.on_commit(partial(keep_head, realm, chain.pk, Head(entry.number, entry.hash)), using=realm.alias)
    recorded.send(sender=Entry, entry=entry, realm=realm)
    return entry


def erase_personal(*, entry_ids: Iterable[int], names: Iterable[str], realm: Realm = MAIN) -> int:
    """Erase personal values and their salts; the commitments stay, so the chain still verifies. Returns how many."""
    return (
        PersonalField.objects.using(realm.alias)
        .filter(entry_id__in=list(entry_ids), name__in=list(names), erased_at=None)
        .update(value=None, salt="", erased_at=timezone.now())
    )


def subject_of(instance: Any) -> str:
    """The subject key of a saved model instance."""
    return f"{instance._meta.label_lower}:{instance.pk}"


def _locked_chain(name: str, realm: Realm) -> Chain:
    # SQLite's IMMEDIATE transaction already holds the only write lock; PostgreSQL locks the row.
    chains = Chain.objects.using(realm.alias)
    chains.get_or_create(name=name)
    return chains.select_for_update().get(name=name)
