"""Looking for gaps and overlaps, and what people decide about them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from hamroh.commons.agenda.kinds import ItemKind
from hamroh.commons.agenda.models import Item, Link
from hamroh.commons.agenda.services import link, put_item, unlink, withdraw_item
from hamroh.commons.indicators.models import Observation
from hamroh.kernel.background.models import Job
from hamroh.kernel.background.services import enqueue
from hamroh.kernel.ledger.actors import Actor
from hamroh.kernel.ledger.canonical import digest_of_items
from hamroh.kernel.ledger.realms import MAIN, writing
from hamroh.kernel.ledger.services import record, subject_of, subjects_changed
from hamroh.kernel.people.decisions import require

from .. import events
from ..findings.background import SEEK
from ..findings.grounds import ground_of, round_for, spell
from ..findings.rules import MATERIAL_CHANGE
from ..findings.seeking import Found, seek
from ..findings.telling import descriptions, indicators_of, titles
from ..models import Finding, FindingKind, FindingState, Round
from ..selectors.lines import Which

DECIDE = "coordination.decide"
_STEP = 40
# Kept through a new look: what somebody decided, and on which figures.
_DECIDED = "decided"


class FindingProblem(ValueError):
    """The decision cannot be taken so; the message says why, `field` where."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


@dataclass
class Sought:
    """What a look found: how many of each kind stand now, how many are new, asked anew, no longer found."""

    gaps: int = 0
    overlaps: int = 0
    new: int = 0
    reopened: int = 0
    passed: int = 0


def seek_findings(*, actor: Actor, country: str, round: Round | None = None, which: Which = "published") -> Sought:
    """Apply the rules to the round that `which` names, or to `round`. New findings are open; decisions stay.

    A finding that is no longer found is marked so; from reports that are not yet published only an undecided one. A
    dismissed one is asked again when its figures have changed materially (see `changed_materially`). Written in steps,
    repeatable, one ledger entry. Raises Refused.
    """
    require(actor, DECIDE)
    round_ = round or round_for(country, which)
    found = seek(ground_of(country, round_, which))
    spell(found)
    sought = Sought()
    # Which decisions count is read again in each step: somebody may decide meanwhile.
    for start in range(0, len(found), _STEP):
        with writing():
            _keep(found[start : start + _STEP], country, round_, sought)
    listed = digest_of_items([one.key, one.facts] for one in found)
    with writing():
        _pass_by({one.key for one in found}, country, which, sought)
        facts = {
            "country": country, "round": round_.pk if round_ else None, "which": which, "gaps": sought.gaps,
            "overlaps": sought.overlaps, "new": sought.new, "reopened": sought.reopened, "passed": sought.passed,
            "digest": listed,
        }  # fmt: skip
        record(event=events.FINDINGS_SOUGHT, actor=actor, subject=f"coordination.finding:{country}", facts=facts)
        subjects_changed.send(sender=Finding, model=Finding, ids=[], realm=MAIN)
    return sought


def seek_findings_later(*, actor: Actor, country: str, which: Which = "published") -> Job:
    """Ask for a look in the background; asked twice, it is the same job. Raises Refused."""
    require(actor, DECIDE)
    return enqueue(
        actor=actor, task=SEEK, arguments={"country": country, "which": which}, key=f"{SEEK}:{country}:{which}"
    )


def _keep(found: Sequence[Found], country: str, round_: Round | None, sought: Sought) -> None:
    keys = [one.key for one in found]
    known = {row.key: row for row in Finding.objects.select_for_update().filter(country=country, key__in=keys)}
    fresh, changed = [], []
    for one in found:
        sought.gaps += one.rule.kind == FindingKind.GAP
        sought.overlaps += one.rule.kind == FindingKind.OVERLAP
        row = known.get(one.key)
        if row is None:
            sought.new += 1
            fresh.append(_row(one, country, round_))
            continue
        before = (row.facts, row.weight, row.round_id, row.state)
        row.facts = {**one.facts, **({_DECIDED: row.facts[_DECIDED]} if _DECIDED in row.facts else {})}
        row.weight, row.round = one.weight, round_
        _state_again(row, sought)
        if (row.facts, row.weight, row.round_id, row.state) != before:
            changed.append(row)
    Finding.objects.bulk_create(fresh)
    Finding.objects.bulk_update(changed, ["facts", "weight", "round", "state"])


def _row(found: Found, country: str, round_: Round | None) -> Finding:
    return Finding(
        country=country, round=round_, rule=found.rule.key, kind=found.rule.kind, key=found.key, theme=found.theme,
        service=found.service[:120], place=found.place, facts=found.facts, weight=found.weight,
    )  # fmt: skip


def _state_again(row: Finding, sought: Sought) -> None:
    before = row.facts.get(_DECIDED, {})
    if row.state == FindingState.PASSED:
        # What people said of it holds when it comes back.
        row.state = FindingState.CONFIRMED if before.get("state") == FindingState.CONFIRMED else FindingState.OPEN
    if row.state == FindingState.DISMISSED and changed_materially(before, row):
        row.state = FindingState.OPEN
        sought.reopened += 1


def changed_materially(before: Mapping[str, Any], now: Finding) -> bool:
    """Whether a dismissed finding says something else than when it was dismissed: a figure has moved by more than
    MATERIAL_CHANGE, an indicator came to it, a gap has fewer organisations or an overlap more."""
    bodies, then = now.facts.get("bodies", 0), before.get("bodies", 0)
    if (bodies < then) if now.kind == FindingKind.GAP else (bodies > then):
        return True
    values = before.get("values", {})
    for figure in now.facts.get("figures", ()):
        old, new = values.get(figure["indicator"]), figure["value"]
        if old is None or abs(new - old) > MATERIAL_CHANGE * abs(old):
            return True
    return False


def _pass_by(keys: set[str], country: str, which: Which, sought: Sought) -> None:
    states = [FindingState.OPEN, *([FindingState.CONFIRMED] if which == "published" else [])]
    standing = Finding.objects.filter(country=country, state__in=states).values_list("pk", "key")
    gone = [pk for pk, key in standing if key not in keys]
    for start in range(0, len(gone), 500):
        sought.passed += Finding.objects.filter(pk__in=gone[start : start + 500], state__in=states).update(
            state=FindingState.PASSED
        )


# -- decisions -------------------------------------------------------------------------------------


def decide_finding(
    *, actor: Actor, finding: Finding, decision: str, reason: str = "", priority: Item | None = None
) -> Finding:
    """Confirm or dismiss an open finding. A confirmed gap is put on the agenda, shown by its figures, and answered by
    `priority` when one is given; dismissing needs a reason.

    Raises Refused; FindingProblem, also when somebody else decided first.
    """
    require(actor, DECIDE)
    reason = reason.strip()
    _check(finding, decision, reason, priority)
    with writing():
        finding = Finding.objects.select_for_update(of=("self",)).select_related("place", "round").get(pk=finding.pk)
        if finding.state != FindingState.OPEN:
            message = _("Somebody decided on this finding meanwhile: it is %(state)s. Look at it again.")
            raise FindingProblem("decision", message % {"state": finding.get_state_display()})
        finding.state, finding.reason = decision, reason
        finding.facts = {**finding.facts, _DECIDED: _decided(finding, decision)}
        if decision == FindingState.CONFIRMED and finding.kind == FindingKind.GAP:
            item = _put_on_agenda(actor, finding, priority)
            finding.agenda = subject_of(item)
        # After the links: what is linked later was linked by somebody who uses the gap.
        finding.decided_at, finding.decided_by = timezone.now(), actor.key
        finding.save(update_fields=["state", "reason", "decided_at", "decided_by", "facts", "agenda"])
        facts = {
            "kind": finding.kind, "decision": decision, "reason": reason, "rule": finding.rule, "theme": finding.theme,
            "service": finding.service, "place": finding.place_id, "agenda": finding.agenda,
            "priority": priority.pk if priority else None,
        }  # fmt: skip
        record(event=events.FINDING_DECIDED, actor=actor, subject=subject_of(finding), facts=facts)
    return finding


def _check(finding: Finding, decision: str, reason: str, priority: Item | None) -> None:
    if decision not in (FindingState.CONFIRMED, FindingState.DISMISSED):
        raise FindingProblem("decision", _("A finding is confirmed or dismissed. Choose one of the two."))
    if decision == FindingState.DISMISSED and not reason:
        raise FindingProblem(
            "reason", _("Say in a sentence why this is none: the next officer will see the same figures.")
        )
    if priority is not None and (priority.kind != ItemKind.PRIORITY or priority.withdrawn_at is not None):
        raise FindingProblem("priority", _("This is no standing priority of the agenda. Choose one from the list."))
    if priority is not None and (finding.kind != FindingKind.GAP or decision != FindingState.CONFIRMED):
        raise FindingProblem("priority", _("A priority answers a confirmed gap alone. Leave it out here."))


def _decided(finding: Finding, decision: str) -> dict[str, Any]:
    values = {figure["indicator"]: figure["value"] for figure in finding.facts.get("figures", ())}
    return {"state": decision, "bodies": finding.facts.get("bodies", 0), "values": values}


def _put_on_agenda(actor: Actor, finding: Finding, priority: Item | None) -> Item:
    indicators = indicators_of([finding])
    fictional = any(one["fictional"] for one in finding.facts.get("figures", ()))
    item = put_item(
        actor=actor, kind=ItemKind.GAP, title=titles(finding, indicators),
        description=descriptions(finding, indicators), public=True,
        fictional=fictional or bool(finding.round and finding.round.fictional),
    )  # fmt: skip
    for subject in (subject_of(finding), *_observations(finding)):
        link(actor=actor, from_subject=subject, to_subject=subject_of(item), kind="shows")
    if priority is not None:
        link(actor=actor, from_subject=subject_of(priority), to_subject=subject_of(item), kind="answers")
    return item


def _observations(finding: Finding) -> Iterable[str]:
    wanted = [figure["observation"] for figure in finding.facts.get("figures", ())]
    return (subject_of(row) for row in Observation.objects.filter(pk__in=wanted).order_by("pk"))


def undo_finding(*, actor: Actor, finding: Finding) -> Finding:
    """Take a decision back: the finding is open again, its gap is taken off the agenda.

    Raises Refused; FindingProblem when the gap on the agenda is used already, or nothing was decided.
    """
    require(actor, DECIDE)
    with writing():
        finding = Finding.objects.select_for_update().get(pk=finding.pk)
        if finding.state not in (FindingState.CONFIRMED, FindingState.DISMISSED):
            raise FindingProblem("state", _("There is no decision to take back: look at the finding again."))
        item = agenda_item(finding)
        if item is not None:
            _take_off_agenda(actor, finding, item)
        decision, finding.state = finding.state, FindingState.OPEN
        finding.decided_at, finding.decided_by, finding.reason, finding.agenda = None, "", "", ""
        finding.facts = {key: value for key, value in finding.facts.items() if key != _DECIDED}
        finding.save(update_fields=["state", "reason", "decided_at", "decided_by", "facts", "agenda"])
        facts = {"kind": finding.kind, "decision": decision}
        record(event=events.FINDING_UNDONE, actor=actor, subject=subject_of(finding), facts=facts)
    return finding


def agenda_item(finding: Finding) -> Item | None:
    """The gap on the agenda that a confirmed finding became; None when it is taken off, or never was."""
    label, _colon, number = finding.agenda.partition(":")
    if label != Item._meta.label_lower or not number.isdigit():
        return None
    return Item.objects.filter(pk=int(number), withdrawn_at=None).first()


def links_in_use(finding: Finding, item: Item) -> list[Link]:
    """Links at the gap that somebody made after the decision: with them it is used, and the decision stands."""
    subject = subject_of(item)
    links = Link.objects.filter(Q(to_subject=subject) | Q(from_subject=subject)).exclude(
        kind="shows", created_by=finding.decided_by
    )
    made = finding.decided_at
    return [one for one in links if made is None or one.created_by != finding.decided_by or one.created_at > made]


def _take_off_agenda(actor: Actor, finding: Finding, item: Item) -> None:
    used = links_in_use(finding, item)
    if used:
        raise FindingProblem(
            "agenda",
            _("The gap stands on the agenda and is used there: a priority or a decision answers it. Take these links "
              "away first, then take the decision back."),
        )  # fmt: skip
    for own in Link.objects.filter(to_subject=subject_of(item)):
        unlink(actor=actor, link=own)
    withdraw_item(actor=actor, item=item, reason=_("The decision on the finding was taken back."))
