"""What happened to a record, or lately: ledger entries as the timeline shows them."""

from __future__ import annotations

from collections.abc import Iterable

from hamroh.commons.inbox.models import ClosedReason
from hamroh.kernel.ledger.models import Entry
from hamroh.kernel.ledger.realms import MAIN, Realm
from hamroh.web.components.records import Happening
from hamroh.web.desk.ledger.doers import Doers
from hamroh.web.desk.ledger.entries import sentence


def of_subject(subject: str, *, limit: int = 20, realm: Realm = MAIN) -> list[Happening]:
    """The latest events of one record."""
    entries = Entry.objects.using(realm.alias).filter(subject=subject).order_by("-pk")[:limit]
    return happenings(entries.prefetch_related("personal"))


def latest(*, limit: int = 10, realm: Realm = MAIN) -> list[Happening]:
    """The latest events of all records."""
    return happenings(Entry.objects.using(realm.alias).order_by("-pk").prefetch_related("personal")[:limit])


def happenings(entries: Iterable[Entry]) -> list[Happening]:
    """Sentences in the active language; the names of those who acted are read in one query."""
    listed = list(entries)
    doers = Doers()
    doers.meet(entry.actor for entry in listed)
    return [Happening(when=entry.at, sentence=sentence(entry, doers), reason=reason_of(entry)) for entry in listed]


def reason_of(entry: Entry) -> str:
    """What somebody gave as a reason, in their own words; a coded reason is part of the sentence."""
    reason = str(entry.facts.get("reason", ""))
    return "" if reason in ClosedReason.values else reason
