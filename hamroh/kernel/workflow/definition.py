"""A workflow as data: its stages, its transitions, what guards them. Wrong data is refused where it is written.

APPROVAL = Workflow(
    key="fund.proposal",
    initial="draft",
    stages=(Stage("draft", _("Draft"), _("In preparation")), Stage("sent", …), Stage("agreed", …, terminal=True)),
    transitions=(
        Transition("send", _("Send"), ("draft",), "sent", verb="proposals.send", guards=(has_a_budget,)),
        Transition("agree", _("Agree"), ("sent",), "agreed", verb="proposals.decide"),
        Transition("return", _("Return"), ("sent",), "draft", verb="proposals.decide", needs_reason=True),
    ),
)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from django.utils.functional import Promise

from hamroh.kernel.ledger.actors import Actor
from hamroh.kernel.people.decisions import Decision
from hamroh.kernel.people.verbs import verb

Guard = Callable[[Any, Actor], Decision]


class Staged(Protocol):
    """A record that stands in a stage. Where it belongs to one organisation it says so for roles of its own."""

    stage: str


class WorkflowFault(ValueError):
    """A workflow is declared wrongly: the message names the workflow and the key."""


@dataclass(frozen=True)
class Stage:
    """Where a record can stand. Staff and public may call it by different names; a terminal stage has no way out."""

    key: str
    label_staff: str | Promise
    label_public: str | Promise
    terminal: bool = False


@dataclass(frozen=True)
class Transition:
    """A way from one of the stages `come_from` to `go_to`: the permission it needs and what guards it.

    A guard is asked with the record and the actor and answers with its reason and remedy.
    """

    key: str
    label: str | Promise
    come_from: tuple[str, ...]
    go_to: str
    verb: str
    guards: tuple[Guard, ...] = ()
    needs_reason: bool = False


@dataclass(frozen=True)
class Workflow:
    """Where a new record starts, its stages in the order of the usual way (those aside of it last), its transitions."""

    key: str
    stages: tuple[Stage, ...]
    transitions: tuple[Transition, ...]
    initial: str

    def __post_init__(self) -> None:
        """Raise WorkflowFault (or UnknownVerb) for keys twice or unknown, unreachable stages, dead ends, ways on."""
        self._need_single("stage", [stage.key for stage in self.stages])
        self._need_single("transition", [transition.key for transition in self.transitions])
        known = {stage.key for stage in self.stages}
        self._need(self.initial in known, f"starts in the unknown stage {self.initial!r}")
        for transition in self.transitions:
            verb(transition.verb)
            self._need(bool(transition.come_from), f"transition {transition.key!r} comes from no stage")
            for key in (*transition.come_from, transition.go_to):
                self._need(key in known, f"transition {transition.key!r} names the unknown stage {key!r}")
        self._need_ways()

    def stage(self, key: str) -> Stage:
        """The stage of this key; raises WorkflowFault."""
        for stage in self.stages:
            if stage.key == key:
                return stage
        raise WorkflowFault(f"Workflow {self.key} has no stage {key!r}.")

    def transition(self, key: str) -> Transition:
        """The transition of this key; raises WorkflowFault."""
        for transition in self.transitions:
            if transition.key == key:
                return transition
        raise WorkflowFault(f"Workflow {self.key} has no transition {key!r}.")

    def ways_from(self, stage: str) -> tuple[Transition, ...]:
        """Transitions that leave the stage."""
        return tuple(transition for transition in self.transitions if stage in transition.come_from)

    @property
    def choices(self) -> list[tuple[str, str | Promise]]:
        """Stages as Django's `choices`, by what staff call them."""
        return [(stage.key, stage.label_staff) for stage in self.stages]

    def _need_ways(self) -> None:
        reached = {self.initial}
        while True:
            further = {t.go_to for stage in reached for t in self.ways_from(stage)} - reached
            if not further:
                break
            reached |= further
        for stage in self.stages:
            ways = self.ways_from(stage.key)
            self._need(stage.key in reached, f"never reaches the stage {stage.key!r}")
            self._need(not (stage.terminal and ways), f"leaves the terminal stage {stage.key!r}")
            self._need(stage.terminal or bool(ways), f"cannot leave the stage {stage.key!r}; is it terminal?")

    def _need_single(self, what: str, keys: Iterable[str]) -> None:
        seen: set[str] = set()
        for key in keys:
            self._need(key not in seen, f"declares the {what} {key!r} twice")
            seen.add(key)

    def _need(self, holds: bool, otherwise: str) -> None:
        if not holds:
            raise WorkflowFault(f"Workflow {self.key} {otherwise}.")
