"""Preparing a round, changing it, calling it, closing it and opening it again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from hamroh.kernel.background.services import enqueue
from hamroh.kernel.languages.codes import BY_CODE
from hamroh.kernel.ledger.actors import Actor
from hamroh.kernel.ledger.realms import writing
from hamroh.kernel.ledger.services import record, subject_of
from hamroh.kernel.organisations.models import Organisation
from hamroh.kernel.people.decisions import require
from hamroh.kernel.workflow.progress import apply

from .. import events
from ..codes.themes import SCHEMES, scheme_of
from ..models import Reporter, Round, RoundStage
from ..selectors.carrying import last_round
from ..wording import default_message, default_title
from ..workflow import ROUND

# As the task is called in `tasks.py`, which imports the services and is found by name.
ASK = "coordination.ask"
CALL = "coordination.call"
UNDECIDED = (RoundStage.DRAFT, RoundStage.CALLED, RoundStage.CLOSED)
_WHILE_CALLED = frozenset({"title", "message", "deadline"})


class RoundProblem(ValueError):
    """What is wrong with what was written about a round, and in which field ("" for the whole)."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field


def prepare_round(
    *,
    actor: Actor,
    country: str,
    period_start: dt.date,
    period_end: dt.date,
    deadline: dt.date | None = None,
    title: Mapping[str, str] | None = None,
    message: Mapping[str, str] | None = None,
    scheme: str = "",
    organisations: Iterable[Organisation] | None = None,
    fictional: bool = False,
) -> Round:
    """Prepare a round as a draft. It asks all reporters of the country's last round, or one of each organisation given.

    Nobody's lines are taken over: those published last are offered to each reporter, whose `latest` stays 0 until it
    answers. Raises Refused, RoundProblem.
    """
    require(actor, CALL)
    made = Round(
        country=country, period_start=period_start, period_end=period_end, deadline=deadline,
        title=_texts(title) or default_title(period_start, period_end), message=_texts(message) or default_message(),
        scheme=scheme or scheme_of(country), created_by=actor.key, fictional=fictional,
    )  # fmt: skip
    _check(made)
    before = last_round(country)
    made.before = before
    asked = _same_as(before) if organisations is None else [{"organisation": one} for one in organisations]
    with writing():
        made.save()
        Reporter.objects.bulk_create(Reporter(round=made, **who) for who in asked)
        record(event=events.ROUND_PREPARED, actor=actor, subject=subject_of(made), facts=_facts(made, len(asked)))
    return made


def change_round(*, actor: Actor, round_: Round, **changes: Any) -> Round:
    """Change fields of a round: all of them in a draft; title, letter and deadline while it is called.

    A new deadline moves what waits for the partners. Raises Refused, RoundProblem.
    """
    require(actor, CALL)
    with writing():
        changed = Round.objects.select_for_update().get(pk=round_.pk)
        for field in ("title", "message"):
            if field in changes:
                changes[field] = _texts(changes[field])
        differing = {name: value for name, value in changes.items() if getattr(changed, name) != value}
        if not differing:
            return changed
        allowed = changed.stage == RoundStage.DRAFT or (
            changed.stage == RoundStage.CALLED and set(differing) <= _WHILE_CALLED
        )
        if not allowed:
            field = next(iter(set(differing) - _WHILE_CALLED), "")
            raise RoundProblem(field, _("This cannot be changed any more: partners report by it already."))
        for name, value in differing.items():
            setattr(changed, name, value)
        _check(changed)
        changed.save(update_fields=list(differing))
        facts = {**_facts(changed, changed.reporters.count()), "changed": sorted(differing)}
        record(event=events.ROUND_CHANGED, actor=actor, subject=subject_of(changed), facts=facts)
        if changed.stage == RoundStage.CALLED and "deadline" in differing:
            enqueue(actor=actor, task=ASK, arguments={"round": changed.pk, "letters": False})
    return changed


def call_round(*, actor: Actor, round_: Round) -> Round:
    """Call a round: partners get their task and their letter in the background, each letter once.

    Raises Refused with what is still missing (nobody asked, no letter, no deadline ahead).
    """
    require(actor, CALL)
    with writing():
        called = Round.objects.select_for_update().get(pk=round_.pk)
        apply(ROUND, called, "call", actor)
        called.called_at = timezone.now()
        called.save(update_fields=["stage", "called_at"])
        asked = called.reporters.filter(excused="").count()
        record(event=events.ROUND_CALLED, actor=actor, subject=subject_of(called), facts=_facts(called, asked))
        enqueue(actor=actor, task=ASK, arguments={"round": called.pk}, key=f"{ASK}:{called.pk}", once=True)
    return called


def close_round(*, actor: Actor, round_: Round) -> Round:
    """Take no more reports from partners. Raises Refused."""
    require(actor, CALL)
    with writing():
        closed = Round.objects.select_for_update().get(pk=round_.pk)
        apply(ROUND, closed, "close", actor)
        closed.closed_at = timezone.now()
        closed.save(update_fields=["stage", "closed_at"])
        facts = _facts(closed, closed.reporters.count())
        record(event=events.ROUND_CLOSED, actor=actor, subject=subject_of(closed), facts=facts)
    return closed


def reopen_round(*, actor: Actor, round_: Round, reason: str) -> Round:
    """Take reports again, with the reason. Raises Refused, also without a reason."""
    require(actor, CALL)
    with writing():
        opened = Round.objects.select_for_update().get(pk=round_.pk)
        changes = apply(ROUND, opened, "reopen", actor, reason=reason)
        opened.closed_at = None
        opened.save(update_fields=["stage", "closed_at"])
        facts = {**_facts(opened, opened.reporters.count()), "reason": changes.reason}
        record(event=events.ROUND_REOPENED, actor=actor, subject=subject_of(opened), facts=facts)
    return opened


def title_of(round_: Round) -> dict[str, str] | str:
    """How the ledger and tasks name a round."""
    return {code: text for code, text in round_.title.items() if code in BY_CODE and text} or str(round_)


def _facts(round_: Round, reporters: int) -> dict[str, Any]:
    return {
        "title": title_of(round_), "country": round_.country, "reporters": reporters,
        "period": [round_.period_start, round_.period_end], "deadline": round_.deadline,
    }  # fmt: skip


def _texts(texts: Mapping[str, str] | None) -> dict[str, str]:
    return {code: text.strip() for code, text in (texts or {}).items() if text.strip()}


def _same_as(before: Round | None) -> list[dict[str, Any]]:
    """Who was asked last time. A body that was joined into another one since is asked under that one's name."""
    if before is None:
        return []
    asked: dict[tuple[int, int | None], dict[str, Any]] = {}
    standing = set(Organisation.objects.values_list("pk", flat=True))
    into = dict(Organisation.everything.exclude(merged_into=None).values_list("pk", "merged_into_id"))
    for organisation, place in before.reporters.exclude(organisation=None).values_list("organisation_id", "place_id"):
        while organisation in into:
            organisation = into[organisation]
        if organisation in standing:
            asked[organisation, place] = {"organisation_id": organisation, "place_id": place}
    return list(asked.values())


def _check(round_: Round) -> None:
    if not round_.title:
        raise RoundProblem("title", _("Write the title in at least one language."))
    if round_.scheme not in SCHEMES:
        raise RoundProblem("scheme", _("Choose a list of thematic areas."))
    if round_.period_start > round_.period_end:
        raise RoundProblem("period_end", _("The period ends before it begins."))
    if round_.deadline is not None and round_.deadline < round_.period_start:
        raise RoundProblem("deadline", _("Reports cannot be due before the period begins."))
    same = Round.objects.filter(
        country=round_.country, period_start=round_.period_start, period_end=round_.period_end, stage__in=UNDECIDED
    ).exclude(pk=round_.pk)
    if same.exists():
        raise RoundProblem(
            "period_start", _("There is a round of this period already: %(title)s.") % {"title": same.first()}
        )
