"""The ways of a reporting round and of a report, as data; what guards them says who and what is still missing."""

from __future__ import annotations

from django.db.models import F
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hamroh.kernel.ledger.actors import Actor
from hamroh.kernel.people.decisions import Decision
from hamroh.kernel.workflow.definition import Stage, Transition, Workflow

from .models import Report, ReportState, Round, RoundStage

MOST_NAMES = 5
FINE = Decision(True, gettext_lazy("Nothing stands against it."))
CALL, VALIDATE = "coordination.call", "coordination.validate"


def has_reporters(round_: Round, actor: Actor) -> Decision:
    """Somebody must be asked."""
    if round_.reporters.filter(excused="").exists():
        return FINE
    return Decision(False, _("Nobody is asked to report in this round yet."), _("Add the organisations first."))


def has_a_letter(round_: Round, actor: Actor) -> Decision:
    """A letter without words says nothing."""
    if any(text.strip() for text in round_.message.values()):
        return FINE
    return Decision(False, _("The letter to partners is not written yet."), _("Write it in at least one language."))


def deadline_is_ahead(round_: Round, actor: Actor) -> Decision:
    """A deadline in the past makes everybody late before they know."""
    if round_.deadline is None:
        return Decision(False, _("The round has no deadline."), _("Say by which day reports are due."))
    if round_.deadline >= timezone.localdate():
        return FINE
    day = date_format(round_.deadline, "DATE_FORMAT")
    return Decision(False, _("The deadline, %(day)s, has passed.") % {"day": day}, _("Choose today or a later day."))


def nothing_waits(round_: Round, actor: Actor) -> Decision:
    """Every report that came is decided: validated, or sent back."""
    waiting = list(waiting_for_validation(round_))
    if not waiting:
        return FINE
    names = named([report.reporter for report in waiting])
    reason = ngettext(
        "%(count)s report waits for validation: %(names)s.",
        "%(count)s reports wait for validation: %(names)s.",
        len(waiting),
    )
    return Decision(
        False,
        reason % {"count": len(waiting), "names": names},
        _("Validate them or send them back; or publish without them, and publish each one later."),
    )


def has_validated_reports(round_: Round, actor: Actor) -> Decision:
    """An empty round would wipe out the picture that readers have."""
    if Report.objects.filter(reporter__round=round_, stage=ReportState.VALIDATED).exists():
        return FINE
    return Decision(False, _("No report of this round is validated yet."), _("Validate the reports that came first."))


def nothing_later_is_published(round_: Round, actor: Actor) -> Decision:
    """Readers see the latest period; an older round may not replace it."""
    later = Round.objects.filter(
        country=round_.country, stage=RoundStage.PUBLISHED, period_end__gt=round_.period_end
    ).first()
    if later is None:
        return FINE
    reason = _("A round of a later period is published already: %(title)s.") % {"title": later}
    return Decision(False, reason, _("Report in that round what has changed."))


def round_is_published(report: Report, actor: Actor) -> Decision:
    """Before that, reports are published together with their round."""
    if report.reporter.round.stage == RoundStage.PUBLISHED:
        return FINE
    return Decision(False, _("The round of this report is not published."), _("Publish the round: it takes it along."))


def round_takes_decisions(report: Report, actor: Actor) -> Decision:
    """What an older picture holds is history."""
    if report.reporter.round.stage != RoundStage.SUPERSEDED:
        return FINE
    return Decision(False, _("A later round is published."), _("Report in the round that is open now."))


ROUND = Workflow(
    key="coordination.round",
    initial=RoundStage.DRAFT.value,
    stages=tuple(
        Stage(one.value, one.label, one.label, terminal=one is RoundStage.SUPERSEDED) for one in RoundStage
    ),
    transitions=(
        Transition(
            "call", gettext_lazy("Call the round"), (RoundStage.DRAFT,), RoundStage.CALLED, CALL,
            guards=(has_reporters, has_a_letter, deadline_is_ahead),
        ),
        Transition("close", gettext_lazy("Close the round"), (RoundStage.CALLED,), RoundStage.CLOSED, CALL),
        Transition(
            "reopen", gettext_lazy("Open it again"), (RoundStage.CLOSED,), RoundStage.CALLED, CALL, needs_reason=True
        ),
        Transition(
            "publish", gettext_lazy("Publish"), (RoundStage.CLOSED,), RoundStage.PUBLISHED, CALL,
            guards=(nothing_later_is_published, nothing_waits, has_validated_reports),
        ),
        Transition(
            "publish_without", gettext_lazy("Publish without the reports that wait"), (RoundStage.CLOSED,),
            RoundStage.PUBLISHED, CALL, guards=(nothing_later_is_published, has_validated_reports),
        ),
        Transition(
            "supersede", gettext_lazy("Replaced by a later round"), (RoundStage.PUBLISHED,), RoundStage.SUPERSEDED, CALL
        ),
    ),
)  # fmt: skip

_OPEN_STATES = (ReportState.IMPORTED, ReportState.RETURNED, ReportState.VALIDATED, ReportState.PUBLISHED)
# The usual way first; a report that was sent back stands aside of it.
_REPORT_STAGES = (
    ReportState.IMPORTED, ReportState.VALIDATED, ReportState.PUBLISHED, ReportState.SUPERSEDED, ReportState.RETURNED,
)  # fmt: skip
REPORT = Workflow(
    key="coordination.report",
    initial=ReportState.IMPORTED.value,
    stages=tuple(
        Stage(one.value, one.label, one.label, terminal=one is ReportState.SUPERSEDED) for one in _REPORT_STAGES
    ),
    transitions=(
        Transition(
            "validate", gettext_lazy("Validate"), (ReportState.IMPORTED,), ReportState.VALIDATED, VALIDATE,
            guards=(round_takes_decisions,),
        ),
        Transition(
            "return", gettext_lazy("Send back"), (ReportState.IMPORTED, ReportState.VALIDATED), ReportState.RETURNED,
            VALIDATE, guards=(round_takes_decisions,), needs_reason=True,
        ),
        Transition(
            "publish", gettext_lazy("Publish"), (ReportState.VALIDATED,), ReportState.PUBLISHED, CALL,
            guards=(round_is_published,),
        ),
        Transition(
            "supersede", gettext_lazy("Replaced by the next report"), _OPEN_STATES, ReportState.SUPERSEDED, VALIDATE
        ),
    ),
)  # fmt: skip


def waiting_for_validation(round_: Round) -> list[Report]:
    """The last reports that nobody has decided on yet."""
    found = Report.objects.filter(
        reporter__round=round_, stage=ReportState.IMPORTED, version=F("reporter__latest")
    ).select_related("reporter__organisation", "reporter__place")
    return list(found.order_by("reporter_id"))


def named(reporters: list) -> str:
    """The first names of a list, and how many more there are."""
    names = ", ".join(str(one) for one in reporters[:MOST_NAMES])
    more = len(reporters) - MOST_NAMES
    if more <= 0:
        return names
    return ngettext("%(names)s and %(more)s more", "%(names)s and %(more)s more", more) % {
        "names": names,
        "more": more,
    }
