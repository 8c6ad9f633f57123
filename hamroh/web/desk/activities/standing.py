"""Where an activity stands: the IATI status as a path of stages, and when it begins and ends."""

from __future__ import annotations

from django.utils.translation import gettext as _

from hamroh.commons.activities.models import Activity, State, Status
from hamroh.kernel.languages.text import pick
from hamroh.web.components.records import Stage, Tone

ORDINARY = (Status.PIPELINE, Status.IMPLEMENTATION, Status.FINALISATION, Status.CLOSED)
# The two that leave the ordinary way: after which stage they stand, and what may still come.
ASIDE: dict[str, tuple[tuple[Status, ...], tuple[Status, ...]]] = {
    Status.CANCELLED: ((Status.PIPELINE,), ()),
    Status.SUSPENDED: ((Status.PIPELINE, Status.IMPLEMENTATION), (Status.FINALISATION, Status.CLOSED)),
}
TONES: dict[str, Tone] = {
    Status.PIPELINE: Tone.PLAIN,
    Status.IMPLEMENTATION: Tone.GOOD,
    Status.FINALISATION: Tone.GOOD,
    Status.CLOSED: Tone.PLAIN,
    Status.CANCELLED: Tone.BAD,
    Status.SUSPENDED: Tone.WARN,
}


def stages_of(activity: Activity) -> list[Stage]:
    """The stages behind, now and ahead; none when the status is not known."""
    status = activity.activity_status or ""
    if status in ASIDE:
        behind, ahead = ASIDE[status]
        now = Status(status)
    elif status in ORDINARY:
        at = ORDINARY.index(Status(status))
        behind, now, ahead = ORDINARY[:at], ORDINARY[at], ORDINARY[at + 1 :]
    else:
        return []
    return [
        *(Stage(label=one.label, state="done") for one in behind),
        Stage(label=now.label, state="now"),
        *(Stage(label=one.label) for one in ahead),
    ]


def next_step(activity: Activity) -> str:
    """Who acts next, as far as one can know."""
    if activity.state == State.DRAFT:
        return _("This is a draft: it is seen by the reporting organisation and the secretariat until it is published.")
    if activity.activity_status in (Status.CLOSED, Status.CANCELLED):
        return ""
    reporter = pick(activity.reporting_organisation.names)
    if not reporter.text or reporter.fallback:
        # A foreign name inside a sentence could not be marked as such; it stands among the facts.
        return _("Next: the reporting organisation reports when the stage changes.")
    return _("Next: %(organisation)s reports when the stage changes.") % {"organisation": reporter.text}


def tone_of(activity: Activity) -> str:
    """The tone of the status mark."""
    return TONES.get(activity.activity_status or "", Tone.PLAIN).value
