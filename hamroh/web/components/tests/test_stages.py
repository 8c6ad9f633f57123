"""The path of a record's stages."""

from __future__ import annotations

from itertools import pairwise

from hamroh.kernel.workflow.definition import Stage, Transition, Workflow
from hamroh.web.components.records import stages_on

VERB = "coordination.call"
KEYS = ("draft", "called", "published", "superseded")
WAY = Workflow(
    key="trial",
    initial="draft",
    stages=tuple(Stage(key, key, "", terminal=key == KEYS[-1]) for key in KEYS),
    transitions=tuple(Transition(f"to-{there}", there, (here,), there, VERB) for here, there in pairwise(KEYS)),
)


def drawn(stage: str) -> list[tuple[str, str]]:
    return [(str(one.label), one.state) for one in stages_on(WAY, stage, unawaited=("superseded",))]


def test_what_nobody_waits_for_is_not_ahead() -> None:
    assert drawn("called") == [("draft", "done"), ("called", "now"), ("published", "ahead")]


def test_what_nobody_waits_for_is_shown_once_it_has_come() -> None:
    way = [("draft", "done"), ("called", "done"), ("published", "done"), ("superseded", "now")]
    assert drawn("superseded") == way


def test_everything_else_is_awaited() -> None:
    assert [one.state for one in stages_on(WAY, "draft")] == ["now", "ahead", "ahead", "ahead"]
