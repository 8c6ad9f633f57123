"""What waits for whom while a round runs: the partner's report, then the secretariat's look at it.

Parts of verbs that have checked their permission, in their transaction. A round that nobody called by letter (a file
that was brought in for it) leaves no tasks.
"""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext_noop as N_

from hamroh.commons.inbox.models import ClosedReason
from hamroh.commons.inbox.services import open_task, settle
from hamroh.commons.inbox.titles import Assignee, Page, Title
from hamroh.kernel.languages.codes import BY_CODE
from hamroh.kernel.ledger.actors import Actor
from hamroh.kernel.ledger.services import subject_of
from hamroh.kernel.organisations.naming import called

from ..models import Report, Reporter, ReportState

ASKED = N_("Report for the round {round}: {name}")
ASKED_FOR_PLACE = N_("Report for the round {round}: {name}, {place}")
SENT_BACK = N_("Mend the report that was sent back: {name}")
TO_VALIDATE = N_("Validate the report of {name} for the round {round}")
PARTNER, VALIDATOR = "focal_point", "secretariat"
DAYS_TO_MEND = 3


def report_key(reporter: Reporter) -> str:
    """What the partner's task is known by."""
    return f"coordination.report:{reporter.pk}"


def validate_key(reporter: Reporter) -> str:
    """What the validator's task is known by."""
    return f"coordination.validate:{reporter.pk}"


def asked(reporter: Reporter, *, actor: Actor) -> None:
    """The partner is to report by the deadline. Bodies without anybody who signs in have their letter alone."""
    if reporter.organisation_id is None:
        return
    title = Title(ASKED_FOR_PLACE if reporter.place_id else ASKED, facts=_facts(reporter))
    _open_for_partner(reporter, title, reporter.round.deadline, actor=actor)


def received(report: Report, *, actor: Actor) -> None:
    """A report came: the partner's part is done, the validator's begins."""
    reporter = report.reporter
    if reporter.round.called_at is None:
        return
    settle(actor=actor, dedup_key=report_key(reporter))
    open_task(
        actor=actor, title=Title(TO_VALIDATE, facts=_facts(reporter)), assignee=Assignee(role=VALIDATOR),
        subject=subject_of(reporter), page=Page("coordination:round-reporter", (reporter.pk,)),
        dedup_key=validate_key(reporter),
    )  # fmt: skip


def decided(report: Report, *, actor: Actor) -> None:
    """The validator's part is done; a report that was sent back waits for the partner again."""
    reporter = report.reporter
    settle(actor=actor, dedup_key=validate_key(reporter))
    if report.stage == ReportState.RETURNED and reporter.organisation_id is not None:
        soon = timezone.localdate() + timedelta(days=DAYS_TO_MEND)
        deadline = reporter.round.deadline
        due = deadline if deadline is not None and deadline > soon else soon
        _open_for_partner(reporter, Title(SENT_BACK, facts=_facts(reporter)), due, actor=actor)


def no_longer_asked(reporter: Reporter, *, actor: Actor) -> None:
    """The body need not report."""
    settle(actor=actor, dedup_key=report_key(reporter), reason=ClosedReason.WITHDRAWN)


def over(reporter: Reporter, *, actor: Actor) -> None:
    """The round is published: what still waited is overtaken."""
    for key in (report_key(reporter), validate_key(reporter)):
        settle(actor=actor, dedup_key=key, reason=ClosedReason.OVERTAKEN)


def due_anew(reporter: Reporter, *, actor: Actor) -> None:
    """The deadline was moved: the partner's task with it."""
    if settle(actor=actor, dedup_key=report_key(reporter), reason=ClosedReason.OVERTAKEN) is not None:
        asked(reporter, actor=actor)


def is_returned(reporter: Reporter) -> bool:
    """Whether the last report was sent back."""
    return Report.objects.filter(
        reporter=reporter, version=reporter.latest, stage=ReportState.RETURNED
    ).exists()  # fmt: skip


def _open_for_partner(reporter: Reporter, title: Title, due: date | None, *, actor: Actor) -> None:
    open_task(
        actor=actor, title=title, assignee=Assignee(role=PARTNER, organisation_id=reporter.organisation_id),
        subject=subject_of(reporter), due=due, page=Page("coordination:round-reporter", (reporter.pk,)),
        dedup_key=report_key(reporter),
    )  # fmt: skip


def _facts(reporter: Reporter) -> dict[str, object]:
    title = {code: text for code, text in reporter.round.title.items() if code in BY_CODE and text}
    facts: dict[str, object] = {
        "round": title or str(reporter.round),
        "name": called(reporter.organisation) if reporter.organisation is not None else str(reporter),
    }
    if reporter.place is not None:
        facts["place"] = dict(reporter.place.names)
    return facts
