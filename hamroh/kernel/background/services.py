"""Asking for long work, and stopping it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from hamroh.kernel.ledger.actors import Actor
from hamroh.kernel.ledger.realms import BY_NAME, MAIN, Realm, writing
from hamroh.kernel.ledger.services import record, subject_of
from hamroh.kernel.people.decisions import Refused

from .events import CANCELLED
from .models import UNFINISHED, Job, JobState
from .permissions import may_cancel
from .queue import wake
from .registry import task_for


def enqueue(
    *,
    actor: Actor,
    task: str,
    arguments: Mapping[str, Any] | None = None,
    key: str | None = None,
    realm: Realm = MAIN,
    due: datetime | None = None,
    once: bool = False,
) -> Job:
    """Ask for work and return its job; in the caller's transaction, so a verb that is rolled back asks for nothing.

    The verb that calls this checks the permission: work is only ever a part of a verb. While a job of the same `key`
    is unfinished it is returned instead of a second one; with `once` also when it has ended. Without a key each call
    is work of its own. `arguments` are JSON without personal data. Raises UnknownTask, WrongRealm.
    """
    task_for(task, realm)
    key = key or uuid.uuid4().hex
    with writing(realm):
        known = _known(key, realm, once)
        if known is not None:
            return known
        job = Job(
            key=key,
            task=task,
            arguments=dict(arguments or {}),
            actor_key=actor.key,
            actor_role=actor.role,
            actor_organisation=actor.organisation_id,
            actor_on_behalf_of=actor.on_behalf_of,
            actor_scopes=None if actor.scopes is None else sorted(actor.scopes),
            not_before=due or timezone.now(),
        )
        try:
            with transaction.atomic(using=realm.alias):
                job.save(using=realm.alias, force_insert=True)
        except IntegrityError:
            # Somebody asked for the same at the same moment (PostgreSQL; SQLite has one writer).
            return Job.objects.using(realm.alias).filter(key=key).latest("created_at")
        job.queue_row = wake(job.pk, realm, due=due)
        return job


def cancel(*, actor: Actor, job: Job) -> Job:
    """Stop a job: waiting work ends at once, running work before its next step. Raises Refused."""
    realm = next(one for one in BY_NAME.values() if one.alias == (job._state.db or MAIN.alias))
    with writing(realm):
        jobs = Job.objects.using(realm.alias)
        current = jobs.select_for_update().get(pk=job.pk)
        decision = may_cancel(actor, current)
        if not decision:
            raise Refused("jobs.cancel", decision)
        if current.cancel_requested:
            return current
        if current.state == JobState.QUEUED:
            current.state, current.finished_at = JobState.CANCELLED, timezone.now()
        current.cancel_requested = True
        current.save(using=realm.alias, update_fields=["state", "finished_at", "cancel_requested"])
        record(
            event=CANCELLED,
            actor=actor,
            subject=subject_of(current),
            facts={"task": current.task, "done": current.done},
            realm=realm,
        )
        return current


def _known(key: str, realm: Realm, once: bool) -> Job | None:
    jobs = Job.objects.using(realm.alias).filter(key=key)
    return (jobs if once else jobs.filter(state__in=UNFINISHED)).order_by("-created_at").first()
