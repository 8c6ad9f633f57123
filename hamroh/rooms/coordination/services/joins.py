"""Looking for the same undertaking in two sources, and what people decide about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from hamroh.kernel.background.models import Job
from hamroh.kernel.background.services import enqueue
from hamroh.kernel.languages.text import pick
from hamroh.kernel.ledger.actors import Actor
from hamroh.kernel.ledger.canonical import digest_of_items
from hamroh.kernel.ledger.realms import MAIN, writing
from hamroh.kernel.ledger.services import record, subject_of, subjects_changed
from hamroh.kernel.people.decisions import require

from .. import events
from ..joining.activities import read_activities
from ..joining.background import PROPOSE
from ..joining.keeping import identity_in, lines_of, set_activity
from ..joining.origins import FIELDS, SOURCES
from ..joining.proposing import Proposal, propose
from ..joining.undertakings import lines_alike, read_undertakings
from ..models import Join, JoinState, Line
from ..selectors.lines import Which

VERB = "coordination.join"
_STEP = 40


class JoinProblem(ValueError):
    """The decision cannot be taken so; the message says why, `field` where."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


@dataclass
class Proposed:
    """What a look found: how many proposals wait now, how many of them are new, how many are gone."""

    proposed: int = 0
    new: int = 0
    gone: int = 0


def propose_joins(*, actor: Actor, country: str, which: Which = "latest") -> Proposed:
    """Compare undertakings with activities and keep what is likely as proposals; decisions stay.

    A proposal that is no longer likely goes, unless somebody decided on it. Written in steps, repeatable, one ledger
    entry. Raises Refused.
    """
    require(actor, VERB)
    joined = set(Join.objects.filter(country=country, state=JoinState.JOINED).values_list("undertaking", flat=True))
    parted = Join.objects.filter(country=country, state=JoinState.DIFFERENT).values_list("undertaking", "activity")
    undertakings = [one for one in read_undertakings(country, which) if one.key not in joined]
    found = propose(undertakings, read_activities(country), different=frozenset(parted))
    told = Proposed()
    for start in range(0, len(found), _STEP):
        with writing():
            _keep(found[start : start + _STEP], country, told)
    listed = digest_of_items([one.undertaking.key, one.activity, one.score] for one in found)
    with writing():
        told.gone = _drop_others({(one.undertaking.key, one.activity) for one in found}, country)
        facts = {
            "country": country, "which": which, "proposed": told.proposed, "new": told.new, "gone": told.gone,
            "digest": listed,
        }  # fmt: skip
        record(event=events.JOINS_PROPOSED, actor=actor, subject=f"coordination.join:{country}", facts=facts)
    return told


def propose_joins_later(*, actor: Actor, country: str, which: Which = "latest") -> Job:
    """Ask for a look in the background; asked twice, it is the same job. Raises Refused."""
    require(actor, VERB)
    return enqueue(
        actor=actor, task=PROPOSE, arguments={"country": country, "which": which}, key=f"{PROPOSE}:{country}:{which}"
    )


def _keep(found: Sequence[Proposal], country: str, told: Proposed) -> None:
    keys = {one.undertaking.key for one in found}
    rows = Join.objects.select_for_update().filter(country=country, undertaking__in=keys)
    known = {(row.undertaking, row.activity_id): row for row in rows}
    # Somebody may have joined it while the comparison ran.
    joined = {row.undertaking for row in known.values() if row.state == JoinState.JOINED}
    fresh: list[Join] = []
    changed: list[Join] = []
    for one in found:
        row = known.get((one.undertaking.key, one.activity))
        if one.undertaking.key in joined or (row is not None and row.state != JoinState.PROPOSED):
            continue
        told.proposed += 1
        if row is None:
            told.new += 1
            row = Join(country=country, activity_id=one.activity, undertaking=one.undertaking.key)
        before = (row.score, row.sample, row.reasons)
        row.score, row.sample = one.score, one.undertaking.sample
        row.reasons = [[code, facts] for code, facts in one.reasons]
        if row.pk is None:
            fresh.append(row)
        elif (row.score, row.sample, row.reasons) != before:
            changed.append(row)
    Join.objects.bulk_create(fresh)
    Join.objects.bulk_update(changed, ["score", "sample", "reasons"])


def _drop_others(found: set[tuple[str, int]], country: str) -> int:
    waiting = Join.objects.filter(country=country, state=JoinState.PROPOSED)
    gone = [pk for pk, *pair in waiting.values_list("pk", "undertaking", "activity") if tuple(pair) not in found]
    for start in range(0, len(gone), 500):
        Join.objects.filter(pk__in=gone[start : start + 500], state=JoinState.PROPOSED).delete()
    return len(gone)


# -- decisions -------------------------------------------------------------------------------------


def decide_join(*, actor: Actor, join: Join, decision: str, origins: Mapping[str, str] | None = None) -> Join:
    """Join an activity and the lines of an undertaking, or part them for good.

    Joined, all lines of the undertaking in every version and round belong to the activity; `origins` says for each of
    origins.FIELDS which source is shown ("iati" or "4w"). Raises Refused; JoinProblem, also when somebody else decided
    first or the lines belong to another activity already.
    """
    require(actor, VERB)
    chosen = _checked(decision, origins or {})
    with writing():
        join = Join.objects.select_for_update(of=("self",)).select_related("activity").get(pk=join.pk)
        if join.state != JoinState.PROPOSED:
            message = _("Somebody decided on this proposal meanwhile: %(state)s. Look at it again.")
            raise JoinProblem("decision", message % {"state": join.get_state_display()})
        lines = 0
        if decision == JoinState.JOINED:
            _check_free(join)
            identity = identity_in(join)
            lines = set_activity(lines_alike(lines_of(join), [identity])[identity], join.activity_id)
            Join.objects.filter(
                country=join.country, undertaking=join.undertaking, state=JoinState.PROPOSED
            ).exclude(pk=join.pk).delete()  # fmt: skip
        join.state, join.origins = decision, chosen
        join.decided_at, join.decided_by = timezone.now(), actor.key
        join.save(update_fields=["state", "origins", "decided_at", "decided_by"])
        facts = {**_facts(join), "decision": decision, "lines": lines, "origins": chosen, "score": join.score}
        record(event=events.JOIN_DECIDED, actor=actor, subject=subject_of(join), facts=facts)
        _tell_readers(join)
    return join


def undo_join(*, actor: Actor, join: Join) -> Join:
    """Take a decision back: the pair is a proposal again, its lines belong to no activity.

    Raises Refused, JoinProblem.
    """
    require(actor, VERB)
    with writing():
        join = Join.objects.select_for_update(of=("self",)).select_related("activity").get(pk=join.pk)
        if join.state == JoinState.PROPOSED:
            raise JoinProblem("state", _("There is no decision to take back: look at the proposal again."))
        decision, join.state = join.state, JoinState.PROPOSED
        join.decided_at, join.decided_by, join.origins = None, "", {}
        join.save(update_fields=["state", "origins", "decided_at", "decided_by"])
        lines = _part(join) if decision == JoinState.JOINED else 0
        facts = {**_facts(join), "decision": decision, "lines": lines}
        record(event=events.JOIN_UNDONE, actor=actor, subject=subject_of(join), facts=facts)
        _tell_readers(join)
    return join


def _part(join: Join) -> int:
    """Take the activity from lines that no other join gives it to; those too that were changed since and no longer look
    like the undertaking, but came to the activity by it."""
    others = Join.objects.filter(country=join.country, activity=join.activity_id, state=JoinState.JOINED)
    kept = {identity_in(one) for one in others}
    lines = Line.objects.filter(activity=join.activity_id, reporter__round__country=join.country).order_by()
    staying = {pk for pks in lines_alike(lines, kept).values() for pk in pks} if kept else set()
    return set_activity([pk for pk in lines.values_list("pk", flat=True) if pk not in staying], None)


def _checked(decision: str, origins: Mapping[str, str]) -> dict[str, str]:
    if decision not in (JoinState.JOINED, JoinState.DIFFERENT):
        raise JoinProblem("decision", _("The two are joined or parted. Choose one of the two."))
    if decision == JoinState.DIFFERENT:
        return {}
    for name, source in origins.items():
        if name not in FIELDS or source not in SOURCES:
            raise JoinProblem(
                name if name in FIELDS else "origins",
                _("“%(field)s” cannot be shown from “%(source)s”. Choose one of the two sources.")
                % {"field": name, "source": source},
            )
    return {name: origins.get(name, field.usual) for name, field in FIELDS.items()}


def _check_free(join: Join) -> None:
    other = (
        Join.objects.filter(country=join.country, undertaking=join.undertaking, state=JoinState.JOINED)
        .exclude(pk=join.pk)
        .select_related("activity")
        .first()
    )
    if other is not None:
        message = _("These lines belong to the activity %(name)s already. Take that decision back first.")
        raise JoinProblem("decision", message % {"name": other.activity})


def _facts(join: Join) -> dict[str, object]:
    titles = join.sample.get("titles") or join.sample.get("codes") or []
    name = titles[0] if titles else pick(join.activity.titles).text or join.activity.iati_identifier
    return {"name": name, "activity": join.activity_id, "undertaking": join.undertaking, "country": join.country}


def _tell_readers(join: Join) -> None:
    subjects_changed.send(sender=Join, model=type(join.activity), ids=[join.activity_id], realm=MAIN)
