"""What some importers have besides: removing, a last step, all lines or none, counts of their own, giving up."""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from typing import Any, BinaryIO

import msgspec
import pytest

from hamroh.kernel.intake import importers, services
from hamroh.kernel.intake.models import Batch, BatchState
from hamroh.kernel.intake.protocol import Change, Comparison, Context, Incoming, IncomingFault, NotApplied, Standing
from hamroh.kernel.intake.tests.trial import file_of
from hamroh.kernel.ledger.actors import system
from hamroh.kernel.ledger.models import Entry

pytestmark = pytest.mark.django_db(databases=["default", "care"], transaction=True)
ACTOR = system("test")


class Word(msgspec.Struct, frozen=True):
    """A word, kept in a list that one file holds whole."""

    text: str
    gone: bool = False


class Words:
    """A list of words: a file replaces it, and words that it does not hold go."""

    key = "trial.words"
    verb = "organisations.change"
    record_type = Word
    largest_step = 3
    all_or_nothing = True
    told: Mapping[str, str] = {"letters": "Letters"}

    def __init__(self) -> None:
        self.kept: dict[str, str] = {}
        self.finished: list[Mapping[str, int]] = []
        self.moved_at = ""

    def read(self, stream: BinaryIO, context: Context) -> Generator[Incoming, None, Mapping[str, int]]:
        letters, seen = 0, set()
        for number, line in enumerate(stream.read().decode().splitlines(), start=1):
            word = msgspec.json.decode(line)["word"]
            letters += len(word)
            seen.add(word.casefold())
            if word.isalpha():
                yield Incoming(word.casefold(), f"line {number}", Word(word))
            else:
                fault = IncomingFault("trial-no-word", "error", "No word.", f"line {number}")
                yield Incoming(word, f"line {number}", None, (fault,))
        for key in sorted(set(self.kept) - seen):
            yield Incoming(key, "", Word(self.kept[key], gone=True))
        return {"letters": letters}

    def compare(self, chunk: Sequence[Incoming], context: Context) -> list[Comparison]:
        return [self._compare(one.key, one.record) for one in chunk]

    def _compare(self, key: str, word: Any) -> Comparison:
        now = self.kept.get(key, "")
        if word.gone:
            return Comparison("remove", now)
        if now == word.text:
            return Comparison("unchanged", now, now)
        return Comparison("update" if now else "create", now, word.text)

    def standing(self, keys: Sequence[str]) -> dict[str, Standing]:
        return {key: Standing(self.kept[key]) for key in keys if key in self.kept}

    def apply(self, chunk: Sequence[Change], context: Context) -> None:
        if self.moved_at == "apply":
            raise NotApplied(IncomingFault("trial-moved", "error", "The list moved."))
        for change in chunk:
            if change.verdict == "remove":
                del self.kept[change.key]
            else:
                self.kept[change.key] = change.record.text

    def finish(self, context: Context, outcome: Mapping[str, int]) -> None:
        if self.moved_at == "finish":
            raise NotApplied(IncomingFault("trial-moved", "error", "The list moved."))
        self.finished.append(dict(outcome))


@pytest.fixture
def words():
    before = dict(importers._importers)
    importer = Words()
    importers._importers[importer.key] = importer
    yield importer
    importers._importers.clear()
    importers._importers.update(before)


def stage(*texts: str, **options: Any) -> Batch:
    rows = [{"word": text} for text in texts]
    return services.stage(actor=ACTOR, importer="trial.words", stream=file_of(rows), options=options)


def test_what_a_file_does_not_hold_is_removed_and_the_last_step_is_done_once(words) -> None:
    words.kept = {"one": "one", "two": "two", "three": "three"}
    batch = stage("one", "TWO", "four")
    assert [batch.counts[name] for name in ("create", "update", "remove", "unchanged")] == [1, 1, 1, 1]
    batch = services.apply(actor=ACTOR, batch=batch)
    assert words.kept == {"one": "one", "two": "TWO", "four": "four"}
    assert batch.outcome == {"created": 1, "updated": 1, "removed": 1, "already": 0, "conflicts": 0}
    services.apply(actor=ACTOR, batch=batch)
    assert words.finished == [batch.outcome]


def test_counts_that_the_reading_returns_are_kept_with_the_file(words) -> None:
    batch = stage("one", "three")
    assert batch.counts["letters"] == 8
    assert Entry.objects.get(event="intake.staged").facts["letters"] == 8


def test_counts_are_kept_when_reading_was_interrupted(words) -> None:
    # PostgreSQL keeps no more than 64 characters of what this trial uses as its digest.
    rows = [{"word": f"{number:03d}" + "a" * (number % 50)} for number in range(250)]
    batch = services.stage(
        actor=ACTOR, importer="trial.words", stream=file_of(rows), keep_going=lambda done, total: False
    )
    assert batch.state == BatchState.READING and "letters" not in batch.counts
    batch = services.continue_reading(actor=ACTOR, batch=batch, stream=file_of(rows))
    assert batch.counts["letters"] == sum(len(row["word"]) for row in rows) and batch.counts["read"] == 250


def test_a_file_with_a_refused_line_is_applied_as_a_whole_or_not_at_all(words) -> None:
    batch = stage("one", "2")
    for way in (services.apply, services.apply_later):
        with pytest.raises(services.LinesRefused):
            way(actor=ACTOR, batch=batch)
    assert not words.kept
    services.apply_later(actor=ACTOR, batch=batch, leave_out_refused=True)
    assert services.apply(actor=ACTOR, batch=Batch.objects.get()).state == BatchState.APPLIED
    assert words.kept == {"one": "one"}
    assert services.apply(actor=ACTOR, batch=stage("three", "3", leave_out_refused=True)).state == BatchState.APPLIED


@pytest.mark.parametrize("when", ["apply", "finish"])
def test_a_batch_that_cannot_be_applied_any_more_is_given_up_with_the_reason(words, when: str) -> None:
    batch = stage("one", "two")
    words.moved_at = when
    batch = services.apply(actor=ACTOR, batch=batch)
    assert batch.state == BatchState.DISCARDED and batch.faults.get().code == "trial-moved"
    assert not batch.lines.exclude(payload=None).exists() and not words.finished
    assert Entry.objects.order_by("pk").last().event == "intake.stopped"
    with pytest.raises(services.BatchNotReady):
        services.apply(actor=ACTOR, batch=batch)


def test_a_line_that_changed_meanwhile_gives_the_whole_file_up(words) -> None:
    words.kept = {"one": "one"}
    batch = stage("ONE", "two")
    words.kept["one"] = "oNe"
    batch = services.apply(actor=ACTOR, batch=batch)
    assert batch.state == BatchState.DISCARDED and batch.faults.get().code == "changed-meanwhile"
    assert words.kept == {"one": "oNe"}
