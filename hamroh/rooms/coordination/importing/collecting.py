"""A round for a file that a coordinator collected: opened for its period when the country has none open."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from hamroh.kernel.ledger.actors import Actor
from hamroh.kernel.ledger.realms import writing
from hamroh.kernel.ledger.services import record, subject_of
from hamroh.kernel.organisations.models import Organisation

from .. import events
from ..models import Report, Reporter, ReportState, Round, RoundStage
from ..selectors.rounds import open_round
from ..services.publishing import publish_report, publish_round
from ..services.reporters import add_reporter
from ..services.rounds import close_round, prepare_round, title_of
from ..services.validating import validate_report


def round_for(*, actor: Actor, country: str, period: tuple[dt.date, dt.date] | None, chosen: bool = False) -> Round:
    """The round that takes a collected file: the open one; else that of the period; else a new one, open at once.

    `chosen`: the period was asked for, so that an open round of another one is none. Without a period the month before
    this one is meant. Nobody is written to. Raises Refused, services.rounds.RoundProblem.
    """
    current = open_round(country)
    if current is not None and (not chosen or period == (current.period_start, current.period_end)):
        return current
    first, last = period or _last_month()
    same = Round.objects.filter(country=country, period_start=first, period_end=last)
    known = same.exclude(stage=RoundStage.DRAFT).order_by("-pk").first()
    if known is not None:
        return known
    made = prepare_round(actor=actor, country=country, period_start=first, period_end=last, organisations=())
    with writing():
        # Open without letters: what comes in was collected already.
        made.stage = RoundStage.CALLED
        made.save(update_fields=["stage"])
        facts = {"title": title_of(made), "country": country, "reporters": 0, "deadline": None}
        record(event=events.ROUND_CALLED, actor=actor, subject=subject_of(made), facts=facts)
    return made


def _last_month() -> tuple[dt.date, dt.date]:
    last = timezone.localdate().replace(day=1) - dt.timedelta(days=1)
    return last.replace(day=1), last


def reporter_for(*, actor: Actor, round_: Round, label: str, organisation: Organisation | None = None) -> Reporter:
    """The reporter that the file is of: an organisation, else a collector under its label; asked when it is not yet."""
    if organisation is not None:
        known = round_.reporters.filter(organisation=organisation, place=None).first()
    else:
        known = round_.reporters.filter(organisation=None, label=label).first()
    return known or add_reporter(actor=actor, round_=round_, organisation=organisation, label=label)


def publish_what_came(*, actor: Actor, round_: Round) -> Round:
    """Validate every report that waits and let readers see the round. Raises Refused with what stands against it."""
    waiting = Report.objects.filter(reporter__round=round_, stage=ReportState.IMPORTED)
    for report in waiting.select_related("reporter"):
        if report.version == report.reporter.latest:
            validate_report(actor=actor, report=report)
    round_.refresh_from_db()
    if round_.stage == RoundStage.PUBLISHED:
        for report in Report.objects.filter(reporter__round=round_, stage=ReportState.VALIDATED):
            publish_report(actor=actor, report=report)
        return round_
    if round_.stage == RoundStage.CALLED:
        close_round(actor=actor, round_=round_)
    return publish_round(actor=actor, round_=round_)
