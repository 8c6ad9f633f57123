"""Reading jobs: which ones somebody may see, and how long one still takes."""

from __future__ import annotations

import math
from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import Promise

from hamroh.kernel.ledger.actors import Actor
from hamroh.kernel.ledger.realms import MAIN, Realm
from hamroh.kernel.people.decisions import may

from .errors import UnknownTask
from .models import UNFINISHED, Job, JobState
from .registry import declared_task


def visible_to(jobs: QuerySet[Job] | None, viewer: Actor, *, realm: Realm = MAIN) -> QuerySet[Job]:
    """Jobs that the viewer asked for, or all of the realm where his role may see background work."""
    jobs = Job.objects.using(realm.alias) if jobs is None else jobs
    if may(viewer, "jobs.view"):
        return jobs
    return jobs.filter(actor_key=viewer.key) if viewer.person_id is not None else jobs.none()


def unfinished(viewer: Actor, *, realm: Realm = MAIN) -> QuerySet[Job]:
    """What is waiting or running and the viewer may see."""
    return visible_to(None, viewer, realm=realm).filter(state__in=UNFINISHED)


def ended_since(viewer: Actor, moment: datetime, *, realm: Realm = MAIN) -> QuerySet[Job]:
    """Work that the viewer himself asked for and that ended after `moment`: for the notice that it is done."""
    return Job.objects.using(realm.alias).filter(actor_key=viewer.key, finished_at__gt=moment).order_by("finished_at")


def seconds_left(job: Job, now: datetime | None = None) -> int | None:
    """Time left, from the pace since the work was last taken up; None while that cannot be told."""
    if job.state != JobState.RUNNING or job.total is None or job.claimed_at is None:
        return None
    achieved = job.done - job.done_when_claimed
    if achieved <= 0:
        return None
    passed = ((now or timezone.now()) - job.claimed_at).total_seconds()
    return max(0, math.ceil(passed / achieved * (job.total - job.done)))


def label_of(job: Job) -> str | Promise:
    """What people call this work; its bare name when no installed module declares it."""
    try:
        return declared_task(job.task).label
    except UnknownTask:
        return job.task
