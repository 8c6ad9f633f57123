"""Ledger entries as sentences for a reader: who did what, when."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from hamroh.kernel.ledger.events import event_type
from hamroh.kernel.ledger.models import Entry
from hamroh.kernel.ledger.realms import MAIN, Realm
from hamroh.kernel.people.models import Person
from hamroh.web.components.records import Happening


def of_subject(subject: str, *, limit: int = 20, realm: Realm = MAIN) -> list[Happening]:
    """The latest events of one record."""
    entries = Entry.objects.using(realm.alias).filter(subject=subject).order_by("-pk")[:limit]
    return happenings(entries.prefetch_related("personal"))


def latest(*, limit: int = 10, realm: Realm = MAIN) -> list[Happening]:
    """The latest events of all records."""
    return happenings(Entry.objects.using(realm.alias).order_by("-pk").prefetch_related("personal")[:limit])


def happenings(entries: Iterable[Entry]) -> list[Happening]:
    """Sentences in the active language; the names of actors are read in one query."""
    listed = list(entries)
    names = _names({entry.actor for entry in listed})
    return [_happening(entry, names) for entry in listed]


def _happening(entry: Entry, names: dict[str, str]) -> Happening:
    facts = {**entry.facts, **{field.name: field.value or "…" for field in entry.personal.all()}}
    sentence = event_type(entry.event).say({**facts, "actor": actor_name(entry.actor, names), "subject": entry.subject})
    return Happening(when=entry.at, sentence=sentence, reason=str(entry.facts.get("reason", "")))


def actor_name(key: str, names: dict[str, str]) -> str:
    """A person's name; Hamroh itself for the system; somebody for a visitor."""
    if key.startswith("system:"):
        return _("Hamroh")
    return names.get(key) or _("Somebody")


def _names(keys: set[str]) -> dict[str, str]:
    ids = [int(key.removeprefix("person:")) for key in keys if key.startswith("person:")]
    return {person.key: person.name for person in Person.objects.filter(pk__in=ids).only("pk", "name")}
