"""Looking at a report: validating it, or sending it back with a reason."""

from __future__ import annotations

from hamroh.kernel.ledger.actors import Actor
from hamroh.kernel.ledger.realms import writing
from hamroh.kernel.ledger.services import record, subject_of
from hamroh.kernel.people.decisions import require
from hamroh.kernel.workflow.progress import apply

from .. import events
from ..models import Report, Reporter, ReportState
from ..workflow import REPORT
from . import following, letters, versions
from .versions import ReportMoved, name_of

VALIDATE = "coordination.validate"


def validate_report(*, actor: Actor, report: Report, expected_stage: str = ReportState.IMPORTED) -> Report:
    """Say that a report is in order. `report` is the one that the validator saw, in the stage that he saw.

    Raises Refused (MovedMeanwhile when somebody decided on it first), ReportMoved when another one came in since.
    """
    require(actor, VALIDATE)
    with writing():
        seen = _locked(report)
        apply(REPORT, seen, "validate", actor, expected_stage=expected_stage)
        versions.mark(seen, ReportState.VALIDATED, actor=actor)
        facts = {"name": name_of(seen.reporter), "version": seen.version, "lines": seen.counts.get("lines", 0)}
        record(event=events.REPORT_VALIDATED, actor=actor, subject=subject_of(seen), facts=facts)
        following.decided(seen, actor=actor)
    return seen


def return_report(*, actor: Actor, report: Report, reason: str, expected_stage: str | None = None) -> Report:
    """Send a report back with a reason, which goes to the partner by letter. Raises as `validate_report` does."""
    require(actor, VALIDATE)
    with writing():
        seen = _locked(report)
        changes = apply(REPORT, seen, "return", actor, reason=reason, expected_stage=expected_stage)
        versions.mark(seen, ReportState.RETURNED, actor=actor, reason=changes.reason)
        facts = {"name": name_of(seen.reporter), "version": seen.version, "reason": changes.reason}
        record(event=events.REPORT_RETURNED, actor=actor, subject=subject_of(seen), facts=facts)
        following.decided(seen, actor=actor)
        letters.write(seen.reporter, "returned", str(seen.version), actor=actor)
    return seen


def _locked(report: Report) -> Report:
    reporter = (
        Reporter.objects.select_for_update(of=("self",))
        .select_related("round", "organisation", "place")
        .get(pk=report.reporter_id)
    )
    if reporter.latest != report.version:
        raise ReportMoved(reporter)
    seen = Report.objects.select_for_update(of=("self",)).get(pk=report.pk)
    seen.reporter = reporter
    return seen
