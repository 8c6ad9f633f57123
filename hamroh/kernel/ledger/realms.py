"""The two realms: each has its own database, ledger, inbox, documents, queue and folder. Nothing crosses."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import transaction


@dataclass(frozen=True)
class Realm:
    """A realm and the alias of its database."""

    name: str
    alias: str


MAIN = Realm("main", "default")
CARE = Realm("care", "care")
REALMS: tuple[Realm, ...] = (MAIN, CARE)
BY_NAME = {realm.name: realm for realm in REALMS}


@contextmanager
def writing(realm: Realm = MAIN) -> Iterator[None]:
    """One transaction in the realm: the verb's rows and its ledger entry stand or fall together."""
    with transaction.atomic(using=realm.alias):
        yield
