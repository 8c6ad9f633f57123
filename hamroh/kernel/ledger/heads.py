"""The heads: number and hash of each chain's last entry, kept outside the database.

A hash chain whose tail is cut still verifies; the head on disk shows the cut. A head may lag behind the
database (the process died between commit and head), never run ahead of it.
"""

from __future__ import annotations

import fcntl
import json
import os
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from .realms import Realm


@dataclass(frozen=True)
class Head:
    """Number and hash of a chain's last entry."""

    number: int
    hash: str


def head_path(realm: Realm, chain: str) -> Path:
    """The file that holds the chain's head."""
    return Path(settings.HAMROH_HEADS) / realm.name / f"{chain}.json"


def read_head(realm: Realm, chain: str) -> Head | None:
    """The head on disk, or None when the chain has none yet."""
    try:
        kept = json.loads(head_path(realm, chain).read_text(encoding="ascii"))
    except FileNotFoundError:
        return None
    return Head(kept["number"], kept["hash"])


def keep_head(realm: Realm, chain: str, head: Head) -> None:
    """Write the head, unless a later one is already there (two processes commit in one order, arrive in another)."""
    path = head_path(realm, chain)
    path.parent.mkdir(parents=True, exist_ok=True)
    with (path.parent / f".{chain}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        known = read_head(realm, chain)
        if known is not None and known.number >= head.number:
            return
        draft = path.with_suffix(".draft")
        with draft.open("w", encoding="ascii") as file:
            json.dump({"number": head.number, "hash": head.hash}, file)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)


def known_chains(realm: Realm) -> set[str]:
    """Chains that have a head on disk: a chain removed from the database whole is found by it."""
    folder = Path(settings.HAMROH_HEADS) / realm.name
    return {path.stem for path in folder.glob("*.json")} if folder.is_dir() else set()
