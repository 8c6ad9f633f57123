"""Workflows as data: wrong data is refused, moves explain themselves, stages stay declared whatever happens."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hamroh.kernel.ledger.actors import ANYONE, Actor, system
from hamroh.kernel.people.decisions import NOT_THIS_ORGANISATION, NOT_THIS_ROLE, Decision, Refused
from hamroh.kernel.people.verbs import UnknownVerb
from hamroh.kernel.workflow.definition import Stage, Transition, Workflow, WorkflowFault
from hamroh.kernel.workflow.progress import (
    NEEDS_REASON,
    NOT_FROM_HERE,
    MovedMeanwhile,
    apply,
    path,
    possible,
    who_acts_next,
)

NO_TEXT = Decision(False, "It has no text.", "Write it first.")


@dataclass
class Paper:
    stage: str = "draft"
    text: str = "words"
    organisation_id: int | None = 3


def has_text(paper: Paper, actor: Actor) -> Decision:
    return Decision(True, "It has a text.") if paper.text else NO_TEXT


def stage(key: str, terminal: bool = False) -> Stage:
    return Stage(key, key.title(), f"{key} (public)", terminal)


STAGES = (stage("draft"), stage("sent"), stage("agreed", True), stage("refused", True), stage("withdrawn", True))
TRANSITIONS = (
    Transition("send", "Send", ("draft",), "sent", "activities.change", (has_text,)),
    Transition("withdraw", "Withdraw", ("draft", "sent"), "withdrawn", "activities.change"),
    Transition("agree", "Agree", ("sent",), "agreed", "agenda.change"),
    Transition("refuse", "Refuse", ("sent",), "refused", "agenda.change", needs_reason=True),
    Transition("return", "Return", ("sent",), "draft", "agenda.change", needs_reason=True),
)
PAPER = Workflow("trial.paper", STAGES, TRANSITIONS, "draft")
AUTHOR = Actor("person:1", role="focal_point", organisation_id=3, person_id=1)
STRANGER = Actor("person:2", role="focal_point", organisation_id=4, person_id=2)
DECIDER = Actor("person:3", role="legal_officer", organisation_id=9, person_id=3)


def test_a_whole_way_and_what_it_leaves_for_the_ledger() -> None:
    paper = Paper()
    assert apply(PAPER, paper, "send", AUTHOR).facts == {"transition": "send", "from": "draft", "to": "sent"}
    returned = apply(PAPER, paper, "return", DECIDER, reason="  One page is missing. ")
    assert (paper.stage, returned.facts["reason"]) == ("draft", "One page is missing.")
    apply(PAPER, paper, "send", AUTHOR, expected_stage="draft")
    apply(PAPER, paper, "agree", DECIDER)
    assert paper.stage == "agreed" and possible(PAPER, paper, DECIDER) == []


@pytest.mark.parametrize(
    "paper, key, actor, decision",
    [
        (Paper(), "agree", DECIDER, NOT_FROM_HERE),
        (Paper(), "send", STRANGER, NOT_THIS_ORGANISATION),
        (Paper(), "send", DECIDER, NOT_THIS_ROLE),
        (Paper(text=""), "send", AUTHOR, NO_TEXT),
        (Paper("sent"), "refuse", DECIDER, NEEDS_REASON),
        (Paper("sent"), "agree", AUTHOR, NOT_THIS_ROLE),
    ],
)
def test_a_refused_move_says_why_and_changes_nothing(paper: Paper, key: str, actor: Actor, decision: Decision) -> None:
    before = paper.stage
    with pytest.raises(Refused) as refusal:
        apply(PAPER, paper, key, actor, reason=" ")
    assert refusal.value.decision == decision and decision.remedy
    assert paper.stage == before


def test_who_comes_second_is_told_what_happened_meanwhile() -> None:
    paper = Paper("sent")
    with pytest.raises(MovedMeanwhile) as refusal:
        apply(PAPER, paper, "withdraw", AUTHOR, expected_stage="draft")
    assert "“Draft” to “Sent”" in refusal.value.decision.reason and paper.stage == "sent"


def test_each_way_out_is_offered_with_its_decision() -> None:
    choices = {choice.transition.key: bool(choice.decision) for choice in possible(PAPER, Paper("sent"), DECIDER)}
    assert choices == {"withdraw": False, "agree": True, "refuse": True, "return": True}
    assert not any(choice.decision for choice in possible(PAPER, Paper("sent"), ANYONE))


def test_who_acts_next_are_the_roles_that_hold_a_verb_of_a_way_out() -> None:
    authors = {"secretariat", "focal_point", "programme_manager", "health_officer", "training_officer"}
    assert set(who_acts_next(PAPER, Paper())) == authors
    assert set(who_acts_next(PAPER, Paper("sent"))) == authors | {"legal_officer"}
    assert who_acts_next(PAPER, Paper("agreed")) == ()


@pytest.mark.parametrize(
    "at, shown",
    [
        ("draft", "draft:current sent:todo agreed:todo"),
        ("sent", "draft:done sent:current agreed:todo"),
        ("agreed", "draft:done sent:done agreed:current"),
        ("refused", "draft:done sent:done refused:current"),
        ("withdrawn", "draft:done withdrawn:current"),
    ],
)
def test_the_path_shows_the_usual_way_or_how_one_came_aside(at: str, shown: str) -> None:
    assert " ".join(f"{one.key}:{state}" for one, state in path(PAPER, at)) == shown


@pytest.mark.parametrize(
    "stages, transitions, initial, fault",
    [
        ((*STAGES, stage("draft")), TRANSITIONS, "draft", "stage 'draft' twice"),
        (STAGES, (*TRANSITIONS, TRANSITIONS[0]), "draft", "transition 'send' twice"),
        (STAGES, TRANSITIONS, "nowhere", "unknown stage 'nowhere'"),
        ((*STAGES, stage("lost", True)), TRANSITIONS, "draft", "never reaches the stage 'lost'"),
        (STAGES[1:], TRANSITIONS, "sent", "unknown stage 'draft'"),
        ((*STAGES[:2], stage("agreed"), *STAGES[3:]), TRANSITIONS, "draft", "cannot leave the stage 'agreed'"),
        ((stage("draft"), stage("sent", True), *STAGES[2:]), TRANSITIONS, "draft", "leaves the terminal stage 'sent'"),
        (STAGES, (*TRANSITIONS, Transition("x", "X", (), "sent", "agenda.change")), "draft", "comes from no stage"),
    ],
)
def test_wrong_data_is_refused_where_it_is_declared(stages, transitions, initial, fault) -> None:
    with pytest.raises(WorkflowFault, match=fault):
        Workflow("trial.wrong", stages, transitions, initial)


def test_an_undeclared_permission_and_unknown_keys_are_refused() -> None:
    with pytest.raises(UnknownVerb):
        Workflow("trial.wrong", STAGES, (*TRANSITIONS, Transition("x", "X", ("sent",), "draft", "no.verb")), "draft")
    for wrong in (
        lambda: PAPER.transition("fly"),
        lambda: path(PAPER, "sky"),
        lambda: apply(PAPER, Paper("sky"), "send", AUTHOR),
    ):
        with pytest.raises(WorkflowFault):
            wrong()


@given(
    st.lists(st.tuples(st.sampled_from([t.key for t in TRANSITIONS]), st.sampled_from(["", "why"]))),
    st.sampled_from([AUTHOR, STRANGER, DECIDER, ANYONE, system("test")]),
    st.sampled_from(["", "words"]),
)
def test_whatever_is_tried_the_record_stays_in_declared_stages_and_moves_only_along_ways(moves, actor, text) -> None:
    paper = Paper(text=text)
    for key, reason in moves:
        before = paper.stage
        open_ways = {choice.transition.key for choice in possible(PAPER, paper, actor) if choice.decision}
        try:
            changes = apply(PAPER, paper, key, actor, reason=reason)
        except Refused:
            assert paper.stage == before and (key not in open_ways or not reason)
        else:
            way = PAPER.transition(key)
            assert key in open_ways and before in way.come_from and paper.stage == way.go_to == changes.to_stage
        assert paper.stage in {one.key for one in PAPER.stages}
        assert [state for _one, state in path(PAPER, paper.stage)].count("current") == 1


@st.composite
def _workflows(draw) -> Workflow:
    keys = [f"s{number}" for number in range(draw(st.integers(2, 6)))]
    pairs = draw(st.lists(st.tuples(st.sampled_from(keys), st.sampled_from(keys)), min_size=1, max_size=14))
    leaving = {source for source, _target in pairs}
    reached = {keys[0]}
    while further := {target for source, target in pairs if source in reached} - reached:
        reached |= further
    stages = tuple(stage(key, key not in leaving) for key in keys if key in reached)
    ways = tuple(
        Transition(f"t{n}", "T", (source,), target, "agenda.change")
        for n, (source, target) in enumerate(pairs)
        if source in reached
    )
    return Workflow("trial.any", stages, ways, keys[0])


@given(_workflows())
def test_a_path_begins_at_the_start_is_a_real_way_there_and_has_no_stage_twice(workflow: Workflow) -> None:
    for one in workflow.stages:
        shown = path(workflow, one.key)
        keys = [stage.key for stage, _state in shown]
        at = keys.index(one.key)
        assert keys[0] == workflow.initial and len(set(keys)) == len(keys)
        for here, there in pairwise(keys[: at + 1]):
            assert there in {way.go_to for way in workflow.ways_from(here)}
