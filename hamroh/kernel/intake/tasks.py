"""Reading and applying files in the background: with progress, a stop button, and going on after a kill."""

from __future__ import annotations

import time
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from hamroh.kernel.background.registry import task
from hamroh.kernel.background.run import Run
from hamroh.kernel.documents.content_store import open_content
from hamroh.kernel.ledger.realms import MAIN

from .leases import Busy
from .models import Batch, BatchState
from .services.applying import apply
from .services.staging import continue_reading
from .services.steps import KeepGoing

READ = "intake.read"
APPLY = "intake.apply"
_WAIT_SECONDS = 2.0
_READ_SO_FAR = gettext_noop("{done} lines read")
_WAITING = gettext_noop("Waiting until {file} is applied")


def _progress(run: Run) -> KeepGoing:
    """Each step of the batch moves the job's progress; a stop that somebody asked for ends the work here."""

    def after_step(done: int, total: int) -> bool:
        with run.step(cursor=done, done=done, total=total or None):
            pass
        return True

    return after_step


@task(READ, label=_("Read a file that came in"))
def read_file(run: Run) -> dict[str, Any]:
    """Stage the batch of `arguments["batch"]` from its stored content; the result has its state and counts."""
    batch = Batch.objects.get(pk=run.arguments["batch"])
    if batch.state == BatchState.READING:
        with open_content(batch.sha256, MAIN) as stream:
            batch = continue_reading(actor=run.actor, batch=batch, stream=stream, keep_going=_progress(run))
    run.say(_READ_SO_FAR, {"done": batch.staged})
    return {"batch": batch.pk, "state": batch.state, **batch.counts}


@task(APPLY, label=_("Apply a file that came in"))
def apply_file(run: Run) -> dict[str, Any]:
    """Apply the batch of `arguments["batch"]`, after any other file of its kind; the result has the outcome."""
    batch = Batch.objects.get(pk=run.arguments["batch"])
    while True:
        try:
            batch = apply(actor=run.actor, batch=batch, keep_going=_progress(run))
            return {"batch": batch.pk, "state": batch.state, **batch.outcome}
        except Busy as busy:
            other = Batch.objects.filter(pk=busy.batch_id or 0).first()
            run.say(_WAITING, {"file": other.file_name if other else "…"})
            with run.step(cursor=run.cursor):
                pass
            time.sleep(_WAIT_SECONDS)
