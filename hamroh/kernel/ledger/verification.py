"""Verify a realm's chains: name the first altered, missing, reordered or cut entry of each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .canonical import START, commitment, entry_hash
from .heads import Head, known_chains, read_head
from .models import Chain, Entry, PersonalField
from .realms import REALMS, Realm


@dataclass(frozen=True)
class Finding:
    """The first fault of a chain. `kind`: altered, missing, reordered, cut, rewritten or personal."""

    realm: str
    chain: str
    number: int
    kind: str
    message: str


@dataclass(frozen=True)
class ChainReport:
    """What verification read of one chain, and its first fault if any."""

    realm: str
    chain: str
    entries: int
    finding: Finding | None


def verify(realms: tuple[Realm, ...] = REALMS) -> list[ChainReport]:
    """Read every chain of the realms from its first entry to its last."""
    return [report for realm in realms for report in _verify_realm(realm)]


def _verify_realm(realm: Realm) -> Iterator[ChainReport]:
    kept = set(Chain.objects.using(realm.alias).values_list("name", flat=True))
    for chain in sorted(kept | known_chains(realm)):
        yield _verify_chain(realm, chain)


def _verify_chain(realm: Realm, chain: str) -> ChainReport:
    head = read_head(realm, chain)
    before, number, hashes_at_head = START, 0, None

    def found(at: int, kind: str, message: str) -> ChainReport:
        return ChainReport(realm.name, chain, number, Finding(realm.name, chain, at, kind, message))

    # In the order of writing: a swap of two entries' numbers then shows as an order that is not 1, 2, 3.
    for entry in Entry.objects.using(realm.alias).filter(chain=chain).order_by("pk").iterator(chunk_size=2000):
        expected = number + 1
        if entry.number > expected and not _exists(realm, chain, expected):
            return found(expected, "missing", f"Entry {chain} #{expected} is missing.")
        if entry.number != expected:
            return found(entry.number, "reordered", f"Entry {chain} #{entry.number} stands where #{expected} belongs.")
        if entry.previous != before:
            return found(expected, "altered", f"Entry {chain} #{expected} does not follow from the one before it.")
        if entry.hash != entry_hash(entry):
            return found(expected, "altered", f"Entry {chain} #{expected} was changed after it was written.")
        number, before = expected, entry.hash
        if head is not None and head.number == number:
            hashes_at_head = entry.hash
    finding = _against_head(realm, chain, number, head, hashes_at_head) or _personal(realm, chain)
    return ChainReport(realm.name, chain, number, finding)


def _against_head(realm: Realm, chain: str, number: int, head: Head | None, hash_at_head: str | None) -> Finding | None:
    if head is None:
        if number == 0:
            return None
        return Finding(realm.name, chain, number, "cut", f"Chain {chain} has entries but its head is gone.")
    if head.number > number:
        first = number + 1
        message = f"Entries {chain} #{first} to #{head.number} were cut off; the head outside remembers them."
        return Finding(realm.name, chain, first, "cut", message)
    if hash_at_head != head.hash:
        message = f"Chain {chain} was rewritten up to #{head.number}: the head outside has another hash."
        return Finding(realm.name, chain, head.number, "rewritten", message)
    return None


def _exists(realm: Realm, chain: str, number: int) -> bool:
    return Entry.objects.using(realm.alias).filter(chain=chain, number=number).exists()


def _personal(realm: Realm, chain: str) -> Finding | None:
    fields = PersonalField.objects.using(realm.alias).filter(entry__chain=chain, erased_at=None)
    for field in fields.select_related("entry").order_by("entry__number").iterator(chunk_size=2000):
        if field.entry.commitments.get(field.name) != commitment(field.salt, field.value):
            number = field.entry.number
            message = f"Personal field “{field.name}” of entry {chain} #{number} was changed."
            return Finding(realm.name, chain, number, "personal", message)
    return None
