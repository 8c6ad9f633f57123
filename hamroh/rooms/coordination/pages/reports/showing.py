"""What the reporter's pages say of a report: its path, its facts, whom to call, how it differs."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from hamroh.kernel.languages.text import pick
from hamroh.web.components.records import Crumb, Fact, Stage, Tone, stages_on
from hamroh.web.desk.ledger.doers import Doers

from ...models import Report, Reporter, ReportState, Round, RoundStage
from ...selectors.reporters import Asked, Standing, is_late
from ...workflow import REPORT

TONES = {
    Standing.MISSING: Tone.BAD,
    Standing.WAITING: Tone.WARN,
    Standing.RETURNED: Tone.BAD,
    Standing.VALIDATED: Tone.GOOD,
    Standing.PUBLISHED: Tone.GOOD,
    Standing.EXCUSED: Tone.PLAIN,
}
REPORT_TONES = {
    ReportState.IMPORTED: Tone.WARN,
    ReportState.RETURNED: Tone.BAD,
    ReportState.VALIDATED: Tone.GOOD,
    ReportState.PUBLISHED: Tone.GOOD,
    ReportState.SUPERSEDED: Tone.PLAIN,
}


def standing_word(standing: Standing) -> str:
    """Where a reporter stands, in a word."""
    return {
        Standing.MISSING: _("no report yet"),
        Standing.WAITING: _("to be validated"),
        Standing.RETURNED: _("sent back"),
        Standing.VALIDATED: _("validated"),
        Standing.PUBLISHED: _("published"),
        Standing.EXCUSED: _("need not report"),
    }[standing]


def report_mark(report: Report) -> tuple[str, str]:
    """(tone, word) of a report's mark."""
    return REPORT_TONES[ReportState(report.stage)].value, report.get_stage_display()


def standing_mark(row: Asked) -> tuple[str, str]:
    """(tone, word) of a reporter's mark."""
    return TONES[row.standing].value, standing_word(row.standing)


def round_crumbs(round_: Round, *more: Crumb) -> list[Crumb]:
    """The way to a page below a round; the last crumb has no address."""
    picked = pick(round_.title)
    here = reverse("coordination:round-record", args=[round_.pk]) if more else ""
    return [
        Crumb(label=_("Coordination"), href=reverse("coordination:overview")),
        Crumb(label=_("Reporting rounds"), href=reverse("coordination:round-register")),
        Crumb(label=picked.text or str(round_), href=here, language=picked.lang if picked.fallback else ""),
        *more,
    ]


def reporter_crumb(reporter: Reporter, *, last: bool) -> Crumb:
    """The reporter as a step of the way."""
    href = "" if last else reverse("coordination:round-reporter", args=[reporter.pk])
    if reporter.organisation is None:
        return Crumb(label=str(reporter), href=href)
    picked = pick(reporter.organisation.names)
    return Crumb(label=picked.text or str(reporter), href=href, language=picked.lang if picked.fallback else "")


def stages_of(stage: str) -> list[Stage]:
    """The path of a report; what replaces it is not a stage that anybody waits for."""
    return stages_on(REPORT, stage, unawaited=(ReportState.SUPERSEDED,))


def next_step(reporter: Reporter, report: Report | None) -> str:
    """Who acts next."""
    if reporter.round.stage == RoundStage.DRAFT:
        return _("The round is not called yet.")
    if report is None:
        return "" if reporter.excused else _("Next: the organisation reports.")
    return {
        ReportState.IMPORTED: _("Next: the secretariat looks at the report."),
        ReportState.RETURNED: _("Next: the organisation mends the report and sends it again."),
        ReportState.VALIDATED: _("Next: the secretariat publishes the round.")
        if reporter.round.stage != RoundStage.PUBLISHED
        else _("Next: the secretariat publishes this report."),
    }.get(ReportState(report.stage), "")


def facts_of(report: Report) -> list[Fact]:
    """How a report came and what became of it."""
    doers = Doers()
    counts = report.counts
    facts = [
        Fact(label=_("Report number"), value=report.version),
        Fact(label=_("Came by"), value=report.get_way_display()),
        Fact(label=_("Received"), value=report.received_at),
        Fact(label=_("From"), value=sender_of(report, doers)),
        Fact(label=_("Lines"), value=counts.get("lines", 0)),
    ]
    repeated = counts.get("lines", 0) - counts.get("distinct", counts.get("lines", 0))
    if repeated:
        facts.append(Fact(label=_("Of these repeated, counted once"), value=repeated))
    if is_late(report, report.reporter.round):
        facts.append(Fact(label=_("In time"), value=_("after the deadline")))
    if report.letter_number:
        facts.append(Fact(label=_("Number and date of the letter"), value=report.letter_number, language="und"))
    if report.batch:
        facts.append(
            Fact(label=_("File"), value=f"#{report.batch}", href=reverse("intake:record", args=[report.batch]))
        )
    if report.note:
        facts.append(Fact(label=_("Note"), value=report.note, language="und"))
    if report.decided_at:
        facts.append(Fact(label=_("Decided"), value=report.decided_at))
        facts.append(Fact(label=_("Decided by"), value=doers.name(report.decided_by)))
    if report.reason:
        facts.append(Fact(label=_("Why it was sent back"), value=report.reason, language="und"))
    return facts


def sender_of(report: Report, doers: Doers) -> str:
    """Who sent or entered a report, in words."""
    if report.received_by.startswith("link:"):
        return _("the organisation, by the link in its letter")
    name = doers.name(report.received_by)
    return _("%(name)s, on behalf of the organisation") % {"name": name} if report.on_behalf else name
