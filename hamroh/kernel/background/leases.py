"""Who works on a job, and until when. Every change is one statement that holds only for the lease's holder."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import structlog
from django.db import OperationalError, connections
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from hamroh.kernel.ledger.actors import system
from hamroh.kernel.ledger.realms import Realm, writing
from hamroh.kernel.ledger.services import record, subject_of

from .errors import JobFailed, LeaseLost
from .events import FAILED
from .models import Job, JobState
from .queue import wake

LEASE = timedelta(seconds=60)
RENEW_EVERY_SECONDS = 15.0
LONGEST_SENTENCE = 500
log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Lease:
    """The right to work on a job; `owner` is new for each claim."""

    job_id: uuid.UUID
    realm: Realm
    owner: str

    @property
    def held(self) -> QuerySet[Job]:
        """The job's row as long as this lease holds, else nothing."""
        return Job.objects.using(self.realm.alias).filter(pk=self.job_id, owner=self.owner, state=JobState.RUNNING)

    def change(self, **values: Any) -> None:
        """Change the job's row; raises LeaseLost when somebody else holds it now."""
        if not self.held.update(**values):
            raise LeaseLost(str(self.job_id))


def claim(job_id: uuid.UUID, realm: Realm) -> Lease | None:
    """Take the job up if it is due and nobody works on it; None otherwise. Two workers asking at once: one gets it."""
    now = timezone.now()
    free = Q(state=JobState.QUEUED, not_before__lte=now) | Q(state=JobState.RUNNING, lease_until__lt=now)
    lease = Lease(job_id, realm, uuid.uuid4().hex)
    taken = (
        Job.objects.using(realm.alias)
        .filter(free, pk=job_id)
        .update(
            state=JobState.RUNNING,
            owner=lease.owner,
            lease_until=now + LEASE,
            attempts=F("attempts") + 1,
            started_at=Coalesce("started_at", now),
            claimed_at=now,
            done_when_claimed=F("done"),
        )
    )
    return lease if taken else None


def renew(lease: Lease) -> None:
    """Hold the job for another while; raises LeaseLost."""
    lease.change(lease_until=timezone.now() + LEASE)


@contextmanager
def kept(lease: Lease) -> Iterator[None]:
    """Renew the lease from a thread, for work that takes long between two steps."""
    over = threading.Event()
    thread = threading.Thread(target=_keep, args=(lease, over), name="lease", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _keep(lease: Lease, over: threading.Event) -> None:
    try:
        while not over.wait(RENEW_EVERY_SECONDS):
            try:
                renew(lease)
            except LeaseLost:
                return  # the next step of the work finds that out for itself
            except OperationalError as fault:
                log.warning("lease.not-renewed", job=str(lease.job_id), fault=type(fault).__name__)
    finally:
        connections[lease.realm.alias].close()


def finish(lease: Lease, result: Mapping[str, Any] | None) -> None:
    """The work is done."""
    lease.change(**_ended(JobState.DONE), result=dict(result or {}), message="", message_facts={})


def stop(lease: Lease) -> None:
    """The work was cancelled: what its finished steps wrote stays."""
    lease.change(**_ended(JobState.CANCELLED))


def fail(lease: Lease, fault: JobFailed) -> None:
    """The work failed: its row says why, and so does the ledger."""
    with writing(lease.realm):
        lease.change(
            **_ended(JobState.FAILED),
            error_code=fault.code,
            error_sentence=fault.sentence[:LONGEST_SENTENCE],
            error_facts=fault.facts,
        )
        job = Job.objects.using(lease.realm.alias).get(pk=lease.job_id)
        record(
            event=FAILED,
            actor=system("background"),
            subject=subject_of(job),
            facts={"task": job.task, "code": fault.code, "done": job.done, "for": job.actor_key},
            realm=lease.realm,
        )


def put_back(lease: Lease, *, due: datetime | None = None, counts: bool = True) -> None:
    """The work waits again, until `due`; with `counts` false the attempt is forgotten (it was not the work's fault)."""
    due = due or timezone.now()
    values: dict[str, Any] = {"state": JobState.QUEUED, "owner": "", "lease_until": None, "not_before": due}
    if not counts:
        values["attempts"] = F("attempts") - 1
    with writing(lease.realm):
        lease.change(**values)
        wake(lease.job_id, lease.realm, due=due)


def _ended(state: JobState) -> dict[str, Any]:
    return {"state": state, "owner": "", "lease_until": None, "finished_at": timezone.now()}
