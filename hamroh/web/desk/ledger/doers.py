"""The names of those who acted, read in one query for a page of lines."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.utils.translation import gettext as _

from hamroh.kernel.people.models import Person

PERSON = "person:"
# Rooms have doers of their own kind, such as who holds the link of a letter: prefix of the key → the name of a key.
_others: dict[str, Callable[[str], str]] = {}


def declare(prefix: str, name: Callable[[str], str]) -> None:
    """Say how actors whose key begins with `prefix` are called; a room does so when its app is ready."""
    _others[prefix] = name


class Doers:
    """Names by actor key. Keys met together cost one query; a key met alone costs one of its own, once."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}
        self._met: set[str] = set()

    def meet(self, keys: Iterable[str]) -> None:
        """Read the names of all these at once."""
        new = {key for key in keys if key.startswith(PERSON) and key[len(PERSON) :].isdigit()} - self._met
        if new:
            people = Person.objects.filter(pk__in=[int(key[len(PERSON) :]) for key in new]).only("pk", "name", "names")
            self._names |= {person.key: str(person) for person in people}
            self._met |= new

    def name(self, key: str) -> str:
        """How the actor is called for the reader: Hamroh itself for the system, somebody for a visitor."""
        if key.startswith("system:"):
            return _("Hamroh")
        kind = key.partition(":")[0] + ":"
        if kind in _others and key not in self._names:
            self._names[key] = _others[kind](key)
        self.meet([key])
        return self._names.get(key) or _("Somebody")
