"""A job as pages show it: its state as a mark, its progress, where its result stands."""

from __future__ import annotations

from types import MappingProxyType

from django.urls import NoReverseMatch, reverse

from hamroh.kernel.background.models import Job, JobState
from hamroh.kernel.background.permissions import may_cancel
from hamroh.kernel.background.selectors import label_of, seconds_left
from hamroh.kernel.ledger.actors import Actor
from hamroh.web.components.records import Progress, Tone

# The words that the progress component knows for each state of a job.
SHOWN = MappingProxyType(
    {
        JobState.QUEUED: "waiting",
        JobState.RUNNING: "running",
        JobState.DONE: "finished",
        JobState.FAILED: "failed",
        JobState.CANCELLED: "stopped",
    }
)
TONES = MappingProxyType(
    {
        JobState.QUEUED: Tone.PLAIN,
        JobState.RUNNING: Tone.WARN,
        JobState.DONE: Tone.GOOD,
        JobState.FAILED: Tone.BAD,
        JobState.CANCELLED: Tone.PLAIN,
    }
)
# Where the result of a kind of work is read: the page, and which of the job's arguments names the record ("": none,
# JOB: the job itself).
JOB = "job"
RESULT_PAGES = MappingProxyType(
    {
        "intake.read": ("intake:record", "batch"),
        "intake.apply": ("intake:record", "batch"),
        "ledger.verify": ("ledger:verify", ""),
        "indicators.import": ("indicators:imported", JOB),
    }
)


def progress_of(job: Job, viewer: Actor) -> Progress:
    """The job for the progress component, with a stop button for whom it is."""
    stoppable = not job.cancel_requested and bool(may_cancel(viewer, job))
    return Progress(
        title=label_of(job),
        state=SHOWN[JobState(job.state)],
        done=job.done,
        total=job.total,
        seconds_left=seconds_left(job),
        message=job.error_text or job.message_text,
        poll_url=reverse("jobs:progress", args=[job.pk]),
        stop_url=reverse("jobs:stop", args=[job.pk]) if stoppable else "",
        result_href=result_page(job) if job.state == JobState.DONE else "",
    )


def result_page(job: Job) -> str:
    """The page that shows what the work brought; empty when there is none."""
    name, argument = RESULT_PAGES.get(job.task, ("", ""))
    known = {**job.arguments, JOB: job.pk}
    if not name or (argument and argument not in known):
        return ""
    try:
        return reverse(name, args=[known[argument]] if argument else [])
    except NoReverseMatch:
        return ""
