"""Moving a record through its workflow: what is possible, who acts next, and the move itself.

Nothing here saves or records: the service that owns the record does, in its own transaction.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _

from hamroh.kernel.ledger.actors import Actor
from hamroh.kernel.people.decisions import Decision, Refused, may, roles_that_may

from .definition import Stage, Staged, Transition, Workflow

NOT_FROM_HERE = Decision(
    False, _("This step is not possible at the present stage."), _("Open the page again to see where it stands now.")
)
NEEDS_REASON = Decision(False, _("This step needs a reason."), _("Write in a sentence why; others will read it."))


class MovedMeanwhile(Refused):
    """Somebody else moved the record since the page was opened; nothing was changed."""

    def __init__(self, verb_key: str, expected: Stage, found: Stage) -> None:
        sentence = _("Meanwhile somebody moved this from “%(expected)s” to “%(found)s”.") % {
            "expected": expected.label_staff,
            "found": found.label_staff,
        }
        super().__init__(verb_key, Decision(False, sentence, NOT_FROM_HERE.remedy))
        self.expected = expected
        self.found = found


class PathState(StrEnum):
    """How a stage stands on the way."""

    DONE = "done"
    CURRENT = "current"
    TODO = "todo"


@dataclass(frozen=True)
class Choice:
    """A way out of the present stage and whether this actor may take it now, with the reason."""

    transition: Transition
    decision: Decision


@dataclass(frozen=True)
class Changes:
    """What a move changed: for the record's row and for the facts of its ledger entry."""

    transition: str
    from_stage: str
    to_stage: str
    reason: str = ""

    @property
    def facts(self) -> dict[str, str]:
        """As the ledger keeps it."""
        facts = {"transition": self.transition, "from": self.from_stage, "to": self.to_stage}
        return {**facts, "reason": self.reason} if self.reason else facts


def decide(transition: Transition, record: Staged, actor: Actor) -> Decision:
    """The first thing that speaks against the move, else what allows it: stage, permission, guards in their order."""
    if record.stage not in transition.come_from:
        return NOT_FROM_HERE
    allowed = may(actor, transition.verb, organisation_id=getattr(record, "organisation_id", None))
    if not allowed:
        return allowed
    for guard in transition.guards:
        decision = guard(record, actor)
        if not decision:
            return decision
    return allowed


def possible(workflow: Workflow, record: Staged, actor: Actor) -> list[Choice]:
    """Every way out of the record's stage, in the order declared, also those refused: a page can say why."""
    return [Choice(way, decide(way, record, actor)) for way in workflow.ways_from(record.stage)]


def who_acts_next(workflow: Workflow, record: Staged) -> tuple[str, ...]:
    """Keys of the roles that hold the verb of a way out, without repeats; none at a terminal stage."""
    roles = (role for way in workflow.ways_from(record.stage) for role in roles_that_may(way.verb))
    return tuple(dict.fromkeys(roles))


def apply(
    workflow: Workflow,
    record: Any,
    transition_key: str,
    actor: Actor,
    *,
    reason: str = "",
    expected_stage: str | None = None,
) -> Changes:
    """Set `record.stage` and say what changed. The caller holds the row locked, saves it and records the event.

    `expected_stage` is the stage that the person saw: if the record left it, MovedMeanwhile is raised. Raises
    Refused with the decision when the move is not allowed or lacks its reason; then nothing is changed.
    """
    transition = workflow.transition(transition_key)
    present = workflow.stage(record.stage)
    if expected_stage is not None and expected_stage != present.key:
        raise MovedMeanwhile(transition.verb, workflow.stage(expected_stage), present)
    decision = decide(transition, record, actor)
    reason = reason.strip()
    if decision and transition.needs_reason and not reason:
        decision = NEEDS_REASON
    if not decision:
        raise Refused(transition.verb, decision)
    record.stage = transition.go_to
    return Changes(transition.key, present.key, transition.go_to, reason)


def path(workflow: Workflow, stage_key: str) -> list[tuple[Stage, PathState]]:
    """The way of a record that stands in `stage_key`, for the row of stages on its page.

    The usual way goes from the start always on to the nearest later stage, in the order in which the stages are
    declared. A stage aside of it (refused, withdrawn) is shown only for a record that stands there, behind the shortest
    way to it.
    """
    workflow.stage(stage_key)
    before, after = _usual(workflow, workflow.initial), []
    if stage_key in before:
        at = before.index(stage_key)
        before, after = before[:at], before[at + 1 :]
    else:
        before, after = _shortest(workflow, stage_key)[:-1], _usual(workflow, stage_key)[1:]
    states = [(key, PathState.DONE) for key in before]
    states += [(stage_key, PathState.CURRENT)] + [(key, PathState.TODO) for key in after if key not in before]
    return [(workflow.stage(key), state) for key, state in states]


def _usual(workflow: Workflow, start: str) -> list[str]:
    order = {stage.key: place for place, stage in enumerate(workflow.stages)}
    way = [start]
    while True:
        onward = [t.go_to for t in workflow.ways_from(way[-1]) if order[t.go_to] > order[way[-1]]]
        if not onward:
            return way
        way.append(min(onward, key=order.__getitem__))


def _shortest(workflow: Workflow, goal: str) -> list[str]:
    # Each stage can be reached: the workflow was checked when it was declared.
    ways = deque([[workflow.initial]])
    seen = {workflow.initial}
    while ways[0][-1] != goal:
        way = ways.popleft()
        for transition in workflow.ways_from(way[-1]):
            if transition.go_to not in seen:
                seen.add(transition.go_to)
                ways.append([*way, transition.go_to])
    return ways[0]
