"""Doing a job: take it up, do it, write down how it ended."""

from __future__ import annotations

import errno
import uuid
from datetime import timedelta

import structlog
from django.core.exceptions import ValidationError
from django.db import InterfaceError, OperationalError
from django.utils import timezone
from django.utils.translation import gettext_noop as N_
from django.utils.translation import override
from django_q.exceptions import TimeoutException
from structlog.contextvars import bound_contextvars

from hamroh.kernel.ledger.realms import BY_NAME, MAIN, Realm
from hamroh.kernel.people.decisions import Refused

from . import stopping
from .errors import Cancelled, Interrupted, JobFailed, LeaseLost, TryLater, UnknownTask
from .leases import Lease, claim, fail, finish, kept, put_back, stop
from .models import Job, JobState
from .registry import declared_task
from .run import Run

MOST_ATTEMPTS = 5
FIRST_PAUSE = timedelta(seconds=5)
log = structlog.get_logger(__name__)


def run_job(job_id: str, realm_name: str) -> str:
    """What the queue calls. Does the job if it is due and free, and says how that went (for the log alone).

    Called twice, late or for a finished job it does nothing: the job's row decides, not the queue.
    """
    if stopping.asked():
        return "stopping"
    lease = claim(uuid.UUID(job_id), BY_NAME[realm_name])
    if lease is None:
        return "not due"
    try:
        with kept(lease):
            return _carry_out(lease)
    except LeaseLost:
        log.warning("job.lost", job=job_id, realm=realm_name)
        return "lost"


def work_off(*, realm: Realm = MAIN, most: int = 1000) -> list[str]:
    """Do in this process all jobs that are due, oldest first, also those that they ask for; how each went.

    For set-up and for tests: where no worker runs yet and the caller wants to wait.
    """
    outcomes: list[str] = []
    due = Job.objects.using(realm.alias).filter(state=JobState.QUEUED).order_by("created_at")
    while len(outcomes) < most:
        job = due.filter(not_before__lte=timezone.now()).first()
        if job is None:
            break
        outcomes.append(run_job(str(job.pk), realm.name))
    return outcomes


def _carry_out(lease: Lease) -> str:
    job = Job.objects.using(lease.realm.alias).get(pk=lease.job_id)
    with bound_contextvars(job=str(job.pk), task=job.task, realm=lease.realm.name):
        try:
            finish(lease, _work(job, lease))
        except Cancelled:
            stop(lease)
            return "cancelled"
        except (Interrupted, TimeoutException) as pause:
            # The hour that the queue allows is a pause for long work too, not its end; but it counts.
            put_back(lease, counts=isinstance(pause, TimeoutException))
            return "put back"
        except TryLater as fault:
            return _later(job, lease, fault)
        except JobFailed as fault:
            fail(lease, fault)
            return f"failed: {fault.code}"
        except (Refused, ValidationError) as fault:
            failure = _refusal(fault)
            fail(lease, failure)
            return f"failed: {failure.code}"
        except (OperationalError, InterfaceError, OSError) as fault:
            return _later(job, lease, _outside(fault))
        except LeaseLost:
            raise
        except Exception as fault:
            _log_fault(lease.realm)
            fail(lease, _unforeseen(fault))
            return "failed: unforeseen"
    return "done"


def _work(job: Job, lease: Lease) -> dict | None:
    try:
        declared = declared_task(job.task)
    except UnknownTask:
        raise JobFailed(
            "unknown-task",
            N_("This installation knows no work called “{task}”. Update it, or ask for the work again."),
            {"task": job.task},
        ) from None
    if job.attempts > MOST_ATTEMPTS:
        raise JobFailed(
            "broke-off",
            N_(
                "The work broke off {attempts} times at the same place and was given up. Its finished steps stay. "
                "The log of the worker says why it ended; often memory was short."
            ),
            {"attempts": MOST_ATTEMPTS},
        )
    run = Run(job, lease)
    run.check()
    return declared.work(run)


def _later(job: Job, lease: Lease, fault: TryLater) -> str:
    if job.attempts >= MOST_ATTEMPTS and fault.after is None:
        fail(lease, fault)
        return f"failed: {fault.code}"
    pause = fault.after or FIRST_PAUSE * 3 ** (job.attempts - 1)
    put_back(lease, due=timezone.now() + pause, counts=fault.after is None)
    log.warning("job.try-later", code=fault.code, seconds=pause.total_seconds())
    return f"later: {fault.code}"


def _refusal(fault: Refused | ValidationError) -> JobFailed:
    """What a verb answered that the work called: its own sentence, kept untranslated where that is still possible."""
    with override(None):
        if isinstance(fault, Refused):
            code, sentence = "refused", str(fault.decision.reason)
        else:
            code, sentence = "invalid", " ".join(fault.messages)
    # It has its facts in it already; a brace of its own must not look like one more.
    return JobFailed(code, sentence.replace("{", "{{").replace("}", "}}"))


def _outside(fault: Exception) -> TryLater:
    full = getattr(fault, "errno", None) == errno.ENOSPC or "disk is full" in str(fault)
    log.warning("job.outside-fault", fault=type(fault).__name__, full=full)
    if full:
        return TryLater("disk-full", N_("The disk is full. Free some space, then ask for the work again."))
    if isinstance(fault, OSError):
        return TryLater(
            "not-reachable",
            N_("A file or a server could not be reached ({kind}). Check it, then ask for the work again."),
            {"kind": type(fault).__name__},
        )
    return TryLater(
        "database-busy", N_("The database was busy for too long. Ask for the work again when less is going on.")
    )


def _unforeseen(fault: Exception) -> JobFailed:
    return JobFailed(
        "unforeseen",
        N_(
            "Something unforeseen went wrong ({kind}). The finished steps stay and nothing is half written. "
            "Tell the administrator: the log of the worker has the details."
        ),
        {"kind": type(fault).__name__},
    )


def _log_fault(realm: Realm) -> None:
    # An exception's text may quote a person's data; of the care realm not even that leaves.
    if realm is MAIN:
        log.exception("job.unforeseen")
    else:
        log.error("job.unforeseen")
