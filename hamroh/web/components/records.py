"""What a page hands to a component: small frozen records, words already translated and values already formatted."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.utils.functional import Promise

from hamroh.kernel.workflow.definition import Workflow
from hamroh.kernel.workflow.progress import PathState, path

Text = str | Promise


class Tone(StrEnum):
    """A status: each differs by colour, by shape and by its word."""

    GOOD = "good"
    WARN = "warn"
    BAD = "bad"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True, kw_only=True)
class Crumb:
    """One step of the way to this page; the last one has no address."""

    label: Text
    href: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """Something that waits for the reader. `state` is the word of its mark, `due` the day by which it is wanted."""

    title: Text
    href: str
    state: Text
    tone: Tone = Tone.PLAIN
    note: Text = ""
    due: date | None = None
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number that matters. `value` None means unknown, which is shown as such and never as zero."""

    label: Text
    value: int | float | str | None
    of: int | float | str | None = None
    unit: str = ""
    trend: Text = ""
    href: str = ""
    source: Text = ""
    source_href: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One stage of a path; `state` is done, now or ahead."""

    label: Text
    state: str = "ahead"


_DRAWN = {PathState.DONE: "done", PathState.CURRENT: "now", PathState.TODO: "ahead"}


def stages_on(workflow: Workflow, stage: str, *, unawaited: Collection[str] = ()) -> list[Stage]:
    """The way of a record that stands in `stage`, as a path.

    `unawaited` are keys of stages that nobody waits for, such as being replaced: shown once they have come.
    """
    return [
        Stage(label=one.label_staff, state=_DRAWN[state])
        for one, state in path(workflow, stage)
        if state is not PathState.TODO or one.key not in unawaited
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A label and its value; empty values are shown as a dash. `language` marks foreign text."""

    label: Text
    value: Text | int | float | date | None
    href: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One event of a timeline: when, a whole sentence that says who did what, and the reason given, if any."""

    when: date | datetime
    sentence: Text
    href: str = ""
    reason: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """A file to take away. `size` in bytes; `kind` is what a reader calls it, e.g. PDF or Excel."""

    name: Text
    href: str
    kind: str
    size: int | None = None
    language: str = ""
    note: Text = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tab:
    """One of several pages about the same thing."""

    label: Text
    href: str
    current: bool = False
    count: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """State of long work. `done` and `total` in steps; `total` and `seconds_left` None while unknown."""

    title: Text
    state: str  # waiting, running, finished, failed or stopped
    done: int = 0
    total: int | None = None
    seconds_left: int | None = None
    message: Text = ""
    poll_url: str = ""
    stop_url: str = ""
    result_href: str = ""

    @property
    def running(self) -> bool:
        """Whether more news is to be expected."""
        return self.state in {"waiting", "running"}

    @property
    def minutes_left(self) -> int | None:
        """Whole minutes, rounded up; None while unknown."""
        return None if self.seconds_left is None else -(-self.seconds_left // 60)
