"""What a dead worker left behind: its leases run out, its queue rows are lost or locked. Both are mended here."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import structlog
from django.db.models import Q
from django.utils import timezone
from django_q.conf import Conf
from django_q.models import OrmQ

from hamroh.kernel.ledger.realms import Realm, writing

from .models import Job, JobState

EVERY_SECONDS = 5.0
# A row that was handed out this long ago without its job being taken up sits with a dead worker (or behind long
# work: handing it out twice is harmless).
PATIENCE = timedelta(minutes=5)
AT_ONCE = 200
log = structlog.get_logger(__name__)


def hand_out_again(realm: Realm, *, patience: timedelta = PATIENCE) -> int:
    """Put back each job whose lease ran out, and give a row to each waiting job that lacks one. Returns how many.

    With `patience` zero every row that is out is doubted: right for a worker that starts.
    """
    return _end_leases(realm) + _replace_rows(realm, patience)


def _end_leases(realm: Realm) -> int:
    now = timezone.now()
    expired = Job.objects.using(realm.alias).filter(state=JobState.RUNNING, lease_until__lt=now)
    ended = 0
    for job_id in list(expired.values_list("pk", flat=True)[:AT_ONCE]):
        with writing(realm):
            # The condition stands in the statement: a lease renewed meanwhile is left alone.
            if expired.filter(pk=job_id).update(state=JobState.QUEUED, owner="", lease_until=None, not_before=now):
                _new_row(job_id, realm)
                log.warning("job.lease-ran-out", realm=realm.name, job=str(job_id))
                ended += 1
    return ended


def _replace_rows(realm: Realm, patience: timedelta) -> int:
    now = timezone.now()
    free = Q(lock__lte=now)
    lately_out = Q(lock__gte=now + timedelta(seconds=Conf.RETRY) - patience)
    good = OrmQ.objects.using(realm.alias).filter(free | lately_out)
    waiting = Job.objects.using(realm.alias).filter(state=JobState.QUEUED, not_before__lte=now)
    lacking = waiting.filter(Q(queue_row=None) | ~Q(queue_row__in=good.values("pk")))
    replaced = 0
    for job_id, row in list(lacking.order_by("created_at").values_list("pk", "queue_row")[:AT_ONCE]):
        with writing(realm):
            if waiting.filter(pk=job_id, queue_row=row).update(queue_row=None):
                OrmQ.objects.using(realm.alias).filter(pk=row).delete()
                _new_row(job_id, realm)
                replaced += 1
    return replaced


def _new_row(job_id: Any, realm: Realm) -> None:
    # The broker imports this module: it calls us while it polls.
    from .queue import wake

    wake(job_id, realm)
