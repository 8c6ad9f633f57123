"""The worker's sign of life: a file it touches, so that a page can tell without asking the database."""

from __future__ import annotations

import time
from pathlib import Path

from django.conf import settings

from hamroh.kernel.ledger.realms import MAIN, Realm

EVERY_SECONDS = 5.0
DEAD_AFTER_SECONDS = 30.0


def _path(realm: Realm) -> Path:
    return Path(settings.HAMROH_HOME) / "heartbeats" / realm.name


def beat(realm: Realm = MAIN) -> None:
    """One sign of life."""
    path = _path(realm)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()


def worker_alive(realm: Realm = MAIN) -> bool:
    """Whether the realm's worker gave a sign of life lately."""
    try:
        return time.time() - _path(realm).stat().st_mtime < DEAD_AFTER_SECONDS
    except FileNotFoundError:
        return False
