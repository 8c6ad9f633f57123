"""One file of a kind is applied at a time. A lease names its holder and runs out when the holder dies."""

from __future__ import annotations

import os
import secrets
import socket
import time
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from hamroh.kernel.ledger.realms import writing

from .models import Batch, Lease

LEASE_SECONDS = 60
_ASK_AGAIN_SECONDS = 0.25


class Busy(RuntimeError):
    """Somebody else applies a file of the same kind; says whose and until when at most."""

    def __init__(self, lease: Lease) -> None:
        self.batch_id = lease.batch_id
        super().__init__(
            _("Another file of this kind is being applied just now: {file} ({who}). Try again in a minute.").format(
                file=lease.batch.file_name if lease.batch else lease.importer,
                who=(lease.batch.actor_name or lease.batch.actor) if lease.batch else "…",
            )
        )


class LeaseLost(RuntimeError):
    """Our lease ran out and somebody else took over; this process must write nothing more."""


def _own_name() -> str:
    return f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"


def _is_dead(holder: str) -> bool:
    """Whether the holder was a process of this machine that is no more: then nobody need wait for the
    lease to end.
    """
    host, _, rest = holder.rpartition(":")[0].rpartition(":")
    if host != socket.gethostname() or not rest.isdigit():
        return False
    try:
        os.kill(int(rest), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False


class Holding:
    """A lease that we hold. `renew()` inside each transaction fences off a process that lost it."""

    def __init__(self, importer: str, holder: str) -> None:
        self._importer = importer
        self._holder = holder

    def renew(self) -> None:
        """Prolong, or raise LeaseLost. Inside the transaction it protects."""
        until = timezone.now() + timedelta(seconds=LEASE_SECONDS)
        if not Lease.objects.filter(importer=self._importer, holder=self._holder).update(until=until):
            raise LeaseLost(_("This import was taken over by another process; it goes on there."))

    def release(self) -> None:
        """Give it back; harmless when it was lost."""
        with writing():
            Lease.objects.filter(importer=self._importer, holder=self._holder).update(holder="", batch=None, until=None)


def take(importer: str, batch: Batch, *, wait: float = 0.0) -> Holding:
    """Take the lease for a batch, waiting up to `wait` seconds. Raises Busy."""
    deadline = time.monotonic() + wait
    while True:
        try:
            return _take(importer, batch)
        except Busy:
            if time.monotonic() >= deadline:
                raise
        time.sleep(_ASK_AGAIN_SECONDS)


def _take(importer: str, batch: Batch) -> Holding:
    holder = _own_name()
    with writing():
        Lease.objects.get_or_create(importer=importer)
        # `of`: PostgreSQL cannot lock the far side of an outer join.
        lease = Lease.objects.select_for_update(of=("self",)).select_related("batch").get(importer=importer)
        taken = lease.holder and lease.until is not None and lease.until > timezone.now()
        if taken and not _is_dead(lease.holder):
            raise Busy(lease)
        until = timezone.now() + timedelta(seconds=LEASE_SECONDS)
        Lease.objects.filter(importer=importer).update(holder=holder, batch=batch, until=until)
    return Holding(importer, holder)
