"""The worker of one realm: django-q2's processes around that realm's queue.

Its guard runs in this process itself. It ends cleanly on SIGTERM and Ctrl+C: running work stops at its next step and
is put back. When it is killed, its processes die with it, and whoever starts next continues their work.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import time
import uuid
from datetime import timedelta
from functools import partial
from typing import Any

import structlog
from django import db
from django_q.cluster import Sentinel

from hamroh.kernel.ledger.realms import MAIN, Realm

from . import stopping
from .queue import RealmBroker
from .recovery import hand_out_again
from .schedules import ensure_schedules

# Within this time work must reach its next step; afterwards its lease runs out and it is done again from there.
GRACE_SECONDS = 15
PR_SET_PDEATHSIG = 1
NICENESS = 5
log = structlog.get_logger(__name__)


def run_worker(realm: Realm = MAIN) -> None:
    """Work on the realm's queue until told to stop."""
    # Pages come first: a person waits for them. Not much lower, or a lock held by work would be held for long.
    os.nice(NICENESS)
    route_queue_to(realm)
    ensure_schedules(realm)
    hand_out_again(realm, patience=timedelta(0))
    # Each process opens its own: a connection must not be shared through a fork.
    db.connections.close_all()
    _die_with_parent()
    stop = _Stop()
    sentinel = Sentinel(stop, _Stop(), uuid.uuid4(), broker=RealmBroker(realm), start=False)
    # After the guard's constructor, which sets handlers of its own.
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, partial(_go_down, stop))
    log.info("worker.started", realm=realm.name, processes=sentinel.pool_size)
    sentinel.start()
    log.info("worker.stopped", realm=realm.name)


def route_queue_to(realm: Realm) -> None:
    """In this process django-q2's other tables (schedules, failures) are the realm's too."""
    db.router.routers.insert(0, _QueueTables(realm.alias))


class _QueueTables:
    def __init__(self, alias: str) -> None:
        self.alias = alias

    def db_for_read(self, model: Any, **hints: Any) -> str | None:
        return self.alias if model._meta.app_label == "django_q" else None

    db_for_write = db_for_read


class _Stop:
    """What the guard waits on. No multiprocessing.Event: setting that from a signal handler can wait for itself."""

    def __init__(self) -> None:
        self._set = False

    def set(self) -> None:
        self._set = True

    def is_set(self) -> bool:
        return self._set

    def wait(self, seconds: float) -> bool:
        time.sleep(seconds)
        return self._set


def _go_down(stop: _Stop, number: int, frame: Any) -> None:
    stopping.ask()
    stop.set()
    # Without a process that answers, leave: the children die with us and their leases run out.
    signal.signal(signal.SIGALRM, lambda *_: os._exit(0))
    signal.alarm(GRACE_SECONDS)


def _die_with_parent() -> None:
    """Have the kernel end each forked child when this process ends, however that happens (Linux alone)."""
    library = ctypes.CDLL(None) if sys.platform.startswith("linux") else None

    def in_child() -> None:
        if library is not None:
            library.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        # Ctrl+C in a terminal reaches every process, but the guard alone decides; it ends a child by SIGTERM.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)

    os.register_at_fork(after_in_child=in_child)
