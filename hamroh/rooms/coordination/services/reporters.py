"""Who is asked: adding and excusing a reporter, reminding, giving a new link."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hamroh.kernel.background.services import enqueue
from hamroh.kernel.ledger.actors import Actor
from hamroh.kernel.ledger.realms import writing
from hamroh.kernel.ledger.services import record, subject_of
from hamroh.kernel.organisations.models import Organisation
from hamroh.kernel.people.decisions import Decision, Refused, require
from hamroh.kernel.places.models import Place

from .. import events, links
from ..models import Reporter, Round, RoundStage
from . import following, letters
from .rounds import ASK, CALL, RoundProblem, title_of
from .versions import name_of

NOT_OPEN = Decision(
    False, gettext_lazy("The round is not called."), gettext_lazy("Call it, or open it again, before you remind.")
)
HAS_REPORTED = Decision(
    False, gettext_lazy("This body has reported, or need not report."), gettext_lazy("Look at its last report.")
)
REMINDED_TODAY = Decision(
    False, gettext_lazy("This body was reminded today already."), gettext_lazy("Call it, or wait until tomorrow.")
)
NOBODY_TO_WRITE_TO = Decision(
    False,
    gettext_lazy("No e-mail of this body is known."),
    gettext_lazy("Enter a focal point with an e-mail at the organisation, or ask by letter or telephone."),
)
DECIDED = Decision(
    False,
    gettext_lazy("This round is published."),
    gettext_lazy("Add the organisation to the next round."),
)


@dataclass(frozen=True)
class Reminded:
    """How many reporters got a letter, how many had one today already, and who cannot be written to."""

    written: int
    already: int
    unreachable: tuple[Reporter, ...]


def add_reporter(
    *,
    actor: Actor,
    round_: Round,
    organisation: Organisation | None = None,
    place: Place | None = None,
    label: str = "",
) -> Reporter:
    """Ask one more body, for a place where it is a district office; without a body a collected file, by its label.

    In a called round its letter goes out now. Raises Refused, RoundProblem.
    """
    require(actor, CALL)
    label = " ".join(label.split())
    if organisation is None and not label:
        raise RoundProblem("organisation", _("Choose an organisation, or name the source of the collected file."))
    with writing():
        asked = Round.objects.select_for_update().get(pk=round_.pk)
        if asked.stage in (RoundStage.PUBLISHED, RoundStage.SUPERSEDED):
            raise Refused(CALL, DECIDED)
        reporter = Reporter(
            round=asked, organisation=organisation, place=place, label="" if organisation is not None else label
        )
        try:
            with transaction.atomic():
                reporter.save()
        except IntegrityError:
            raise RoundProblem("organisation", _("This organisation is asked in this round already.")) from None
        facts = {"name": name_of(reporter), "round": title_of(asked), "place": place.slug if place else ""}
        record(event=events.REPORTER_ADDED, actor=actor, subject=subject_of(reporter), facts=facts)
        if asked.stage == RoundStage.CALLED:
            enqueue(
                actor=actor, task=ASK, arguments={"round": asked.pk, "reporter": reporter.pk},
                key=f"{ASK}:{asked.pk}:{reporter.pk}", once=True,
            )  # fmt: skip
    return reporter


def excuse_reporter(*, actor: Actor, reporter: Reporter, reason: str) -> Reporter:
    """Note why a body need not report in this round; an empty reason asks it again. Raises Refused."""
    require(actor, CALL)
    with writing():
        excused = _locked(reporter)
        excused.excused = " ".join(reason.split())[:300]
        excused.save(update_fields=["excused"])
        facts = {"name": name_of(excused), "reason": excused.excused}
        record(event=events.REPORTER_EXCUSED, actor=actor, subject=subject_of(excused), facts=facts)
        if excused.excused:
            following.no_longer_asked(excused, actor=actor)
        elif excused.round.stage == RoundStage.CALLED and not excused.latest:
            following.asked(excused, actor=actor)
    return excused


def remind(*, actor: Actor, reporter: Reporter) -> Reporter:
    """Write to one body that has not reported: at most once a day. Raises Refused with the reason."""
    require(actor, CALL)
    with writing():
        late = _locked(reporter)
        if late.round.stage != RoundStage.CALLED:
            raise Refused(CALL, NOT_OPEN)
        if late.excused or (late.latest and not following.is_returned(late)):
            raise Refused(CALL, HAS_REPORTED)
        today = timezone.localdate()
        if late.reminded_at is not None and timezone.localdate(late.reminded_at) == today:
            raise Refused(CALL, REMINDED_TODAY)
        if not letters.write(late, "reminder", today.isoformat(), actor=actor):
            raise Refused(CALL, NOBODY_TO_WRITE_TO)
        late.reminded_at, late.reminders = timezone.now(), late.reminders + 1
        late.save(update_fields=["reminded_at", "reminders"])
        facts = {"name": name_of(late), "reminders": late.reminders}
        record(event=events.REPORTER_REMINDED, actor=actor, subject=subject_of(late), facts=facts)
    return late


def remind_missing(*, actor: Actor, round_: Round) -> Reminded:
    """Remind each body that has not reported, one short transaction and one entry for each. Raises Refused."""
    require(actor, CALL)
    if round_.stage != RoundStage.CALLED:
        raise Refused(CALL, NOT_OPEN)
    written = already = 0
    unreachable = []
    for reporter in round_.reporters.filter(latest=0, excused="").order_by("pk"):
        try:
            remind(actor=actor, reporter=reporter)
        except Refused as refused:
            if refused.decision is NOBODY_TO_WRITE_TO:
                unreachable.append(reporter)
            elif refused.decision is REMINDED_TODAY:
                already += 1
        else:
            written += 1
    return Reminded(written, already, tuple(unreachable))


def make_link(*, actor: Actor, reporter: Reporter) -> Reporter:
    """End the link that a body has, and send it a new one by letter. Raises Refused."""
    require(actor, CALL)
    with writing():
        renewed = _locked(reporter)
        if not links.works(renewed):
            raise Refused(CALL, NOT_OPEN)
        links.renew(renewed)
        if not letters.write(renewed, "link", str(renewed.link_number), actor=actor):
            raise Refused(CALL, NOBODY_TO_WRITE_TO)
        record(
            event=events.LINK_MADE, actor=actor, subject=subject_of(renewed), facts={"name": name_of(renewed)}
        )  # fmt: skip
    return renewed


def _locked(reporter: Reporter) -> Reporter:
    return Reporter.objects.select_for_update(of=("self",)).select_related("round", "organisation").get(pk=reporter.pk)
