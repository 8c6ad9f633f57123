"""Letting readers see what was validated: a whole round at once, later a late report by itself."""

from __future__ import annotations

from django.db.models import F
from django.utils import timezone

from hamroh.kernel.background.services import enqueue
from hamroh.kernel.ledger.actors import Actor
from hamroh.kernel.ledger.canonical import digest
from hamroh.kernel.ledger.realms import MAIN, writing
from hamroh.kernel.ledger.services import record, subject_of, subjects_changed
from hamroh.kernel.people.decisions import require
from hamroh.kernel.workflow.progress import apply

from .. import events
from ..models import Report, Reporter, ReportState, Round, RoundStage
from ..outputs.later import make_outputs_later
from ..workflow import REPORT, ROUND
from .rounds import CALL, title_of
from .versions import ReportMoved, name_of

# As the task is called in `tasks.py`.
OVER = "coordination.over"


def publish_round(*, actor: Actor, round_: Round, without_waiting: bool = False) -> Round:
    """Move every reporter's pointer to its validated report and put the round before aside, in one short transaction.

    `without_waiting` leaves out reports that nobody has decided on. Raises Refused with who still waits.
    """
    require(actor, CALL)
    with writing():
        published = Round.objects.select_for_update().get(pk=round_.pk)
        apply(ROUND, published, "publish_without" if without_waiting else "publish", actor)
        validated = Report.objects.filter(
            reporter__round=published, stage=ReportState.VALIDATED, version=F("reporter__latest")
        )
        items = list(validated.order_by("reporter_id").values_list("pk", "reporter_id", "version", "counts"))
        reporters = [reporter for _pk, reporter, _version, _counts in items]
        Reporter.objects.filter(pk__in=reporters).update(published=F("latest"))
        Report.objects.filter(pk__in=[pk for pk, *_rest in items]).update(stage=ReportState.PUBLISHED)
        _put_aside(published)
        published.published_at = timezone.now()
        published.save(update_fields=["stage", "published_at"])
        facts = {
            "title": title_of(published), "country": published.country, "reporters": len(items),
            "lines": sum(counts.get("lines", 0) for *_rest, counts in items),
            "items": digest([[reporter, version] for _pk, reporter, version, _counts in items]),
        }  # fmt: skip
        record(event=events.ROUND_PUBLISHED, actor=actor, subject=subject_of(published), facts=facts)
        subjects_changed.send(sender=Reporter, model=Reporter, ids=reporters, realm=MAIN)
        enqueue(actor=actor, task=OVER, arguments={"round": published.pk}, key=f"{OVER}:{published.pk}")
        make_outputs_later(actor=actor, round_=published)
    return published


def publish_report(*, actor: Actor, report: Report) -> Report:
    """Publish one validated report of a round that is published already: a late one, or a correction.

    Raises Refused, ReportMoved.
    """
    require(actor, CALL)
    with writing():
        reporter = (
            Reporter.objects.select_for_update(of=("self",))
            .select_related("round", "organisation", "place")
            .get(pk=report.reporter_id)
        )
        late = Report.objects.select_for_update(of=("self",)).get(pk=report.pk)
        late.reporter = reporter
        if reporter.latest != late.version:
            raise ReportMoved(reporter)
        apply(REPORT, late, "publish", actor)
        earlier = Report.objects.filter(reporter=reporter, stage=ReportState.PUBLISHED, version__lt=late.version)
        earlier.update(stage=ReportState.SUPERSEDED)
        late.save(update_fields=["stage"])
        reporter.published = late.version
        reporter.save(update_fields=["published"])
        facts = {"name": name_of(reporter), "version": late.version, "lines": late.counts.get("lines", 0)}
        record(event=events.REPORT_PUBLISHED, actor=actor, subject=subject_of(late), facts=facts)
        subjects_changed.send(sender=Reporter, model=Reporter, ids=[reporter.pk], realm=MAIN)
        make_outputs_later(actor=actor, round_=reporter.round)
    return late


def _put_aside(published: Round) -> None:
    before = Round.objects.filter(country=published.country, stage=RoundStage.PUBLISHED).exclude(pk=published.pk)
    before.update(stage=RoundStage.SUPERSEDED)
