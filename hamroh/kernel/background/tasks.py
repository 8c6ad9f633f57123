"""The queue's own housekeeping."""

from __future__ import annotations

from datetime import time, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hamroh.kernel.ledger.realms import CARE, MAIN

from . import schedules
from .models import UNFINISHED, Job
from .registry import task
from .run import Run
from .schedules import Every, Schedule

TIDY = "background.tidy"
KEPT = timedelta(days=90)
JOBS_A_STEP = 500

schedules.declare(Schedule("background.tidy weekly", TIDY, Every.WEEK, at=time(3, 0), realms=(MAIN, CARE)))


@task(TIDY, label=_("Forget finished work"), realms=(MAIN, CARE))
def tidy(run: Run) -> dict[str, Any]:
    """Remove jobs that ended three months ago: what they did stands in the ledger."""
    ended = Job.objects.using(run.realm.alias).filter(finished_at__lt=timezone.now() - KEPT)
    ended = ended.exclude(state__in=UNFINISHED)
    removed = 0
    while some := list(ended.order_by("finished_at").values_list("pk", flat=True)[:JOBS_A_STEP]):
        with run.step(cursor=removed, done=removed + len(some)):
            ended.filter(pk__in=some).delete()
        removed += len(some)
    return {"removed": removed}
