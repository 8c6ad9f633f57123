"""Canonical JSON and hashes of entries.

Canonical: UTF-8, keys sorted by code point, no white space, numbers only whole (others as text), after the idea
of RFC 8785 for the subset that the ledger writes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

START = "0" * 64


def plain(value: Any) -> Any:
    """`value` as what JSON can hold without loss: dates as ISO text, decimals and floats as text."""
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        items = sorted(value) if isinstance(value, set | frozenset) else value
        return [plain(item) for item in items]
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal | float):
        return str(value)
    if value is None or isinstance(value, str | int | bool):
        return value
    return str(value)


def moment(at: datetime) -> str:
    """A time in UTC with microseconds: what both databases give back exactly."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def canonical(value: Any) -> bytes:
    """The canonical JSON of a value."""
    return json.dumps(plain(value), sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def digest(value: Any) -> str:
    """SHA-256 of the canonical JSON, as 64 hex digits."""
    return hashlib.sha256(canonical(value)).hexdigest()


def digest_of_items(items: Iterable[Any]) -> str:
    """SHA-256 over a list of items in order, one canonical line each: what a batch verb writes for its list."""
    running = hashlib.sha256()
    for item in items:
        running.update(canonical(item) + b"\n")
    return running.hexdigest()


def commitment(salt: str, value: Any) -> str:
    """A salted commitment to a personal value; without the salt the value cannot be guessed from it."""
    return digest([salt, value])


def entry_hash(entry: Any) -> str:
    """The hash of an entry from its own fields and the hash before it."""
    return digest(
        {
            "chain": entry.chain_id,
            "number": entry.number,
            "at": moment(entry.at),
            "event": entry.event,
            "actor": entry.actor,
            "role": entry.role,
            "organisation": entry.organisation,
            "on_behalf_of": entry.on_behalf_of,
            "subject": entry.subject,
            "facts": entry.facts,
            "commitments": entry.commitments,
            "previous": entry.previous,
        }
    )
