"""The one way in for many figures at once: checked, compared, written in small steps, published with one entry."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from django.db import DatabaseError
from django.utils.translation import gettext as _

from hamroh.kernel.ledger.actors import Actor
from hamroh.kernel.ledger.canonical import digest_of_items
from hamroh.kernel.ledger.realms import writing
from hamroh.kernel.ledger.services import record, subject_of

from ..adapters import Located, Problem, Reading
from ..facts import Fact, faults_of
from ..loading import Edition, Load, abandon, publish
from ..models import Dataset, Indicator, SourceState

# A file with more faults than this is the wrong file; the count goes on, the words stop.
MOST_PROBLEMS = 1_000


@dataclass
class Taken:
    """What became of the figures; `problems` are those of refused lines and figures."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    problems: list[Problem] = field(default_factory=list)
    refused_lines: set[int] = field(default_factory=set)
    datasets: list[str] = field(default_factory=list)
    touched: set[str] = field(default_factory=set)

    def refuse(self, problem: Problem) -> None:
        """Note a problem and its line."""
        self.refused_lines.add(problem.line)
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(problem)


class _Taking:
    """One run: a load for each data set that turns up, opened when it has something to write."""

    def __init__(self, actor: Actor, edition: Edition) -> None:
        self.actor = actor
        self.edition = edition
        self.indicators: Mapping[str, Indicator] = {one.code: one for one in Indicator.objects.all()}
        self.dimensions = {code: tuple(one.disaggregations) for code, one in self.indicators.items()}
        self.datasets: Mapping[str, Dataset] = {one.key: one for one in Dataset.objects.all()}
        self.loads: dict[str, Load] = {}
        self.taken = Taken()
        self._lines: dict[str, int] = {}

    def take(self, reading: Reading) -> None:
        """Check one figure and hand it to its data set's load."""
        if isinstance(reading, Problem):
            self.taken.refuse(reading)
            return
        fact, dataset = reading.fact, self.datasets.get(reading.dataset)
        for column, message in self._faults(dataset, reading):
            self.taken.refuse(Problem(message, fact.line, column))
            return
        assert dataset is not None
        key = fact.natural_key(dataset.key)
        if self._first(key, fact):
            self._load(dataset).add(key, fact)

    def _faults(self, dataset: Dataset | None, reading: Located) -> Iterable[tuple[str, str]]:
        fact = reading.fact
        if dataset is None:
            message = _("The data set “%(key)s” is not described here. Describe it first, or correct the key.")
            yield "dataset", message % {"key": reading.dataset}
        elif fact.indicator not in self.indicators:
            message = _("The indicator “%(code)s” is not defined here. Define it first, or correct the code.")
            yield "indicator", message % {"code": fact.indicator}
        else:
            yield from faults_of(fact, self.dimensions[fact.indicator])

    def _first(self, key: str, fact: Fact) -> bool:
        first = self._lines.setdefault(key, fact.line)
        if first == fact.line:
            return True
        message = _("The same figure stands in line %(line)s. One figure may have one value; remove one of the lines.")
        self.taken.refuse(Problem(message % {"line": first}, fact.line))
        return False

    def _load(self, dataset: Dataset) -> Load:
        load = self.loads.get(dataset.key)
        if load is None:
            published = dataset.sources.filter(sha256=self.edition.sha256, state=SourceState.PUBLISHED)
            known = published.order_by("-pk").first()
            load = Load(dataset, self.edition, self.actor, self.indicators, known=known)
            self.loads[dataset.key] = load
        return load

    def finish(self, event: str, facts: Mapping[str, Any], about: Indicator | None) -> Taken:
        """Write what waits and publish all data sets together, with the one ledger entry."""
        for load in self.loads.values():
            load.flush()
            if load.source is None and load.known is None and about is None:
                # A new edition that agrees with what stands is news too.
                load.open()
        opened = [load for load in self.loads.values() if load.source is not None]
        taken = self.taken
        for load in self.loads.values():
            taken.created += load.created
            taken.updated += load.updated
            taken.unchanged += load.unchanged
            taken.touched |= load.touched
        taken.datasets = sorted(self.loads)
        if opened:
            self._publish(opened, event, facts, about)
        return taken

    def _publish(self, opened: list[Load], event: str, facts: Mapping[str, Any], about: Indicator | None) -> None:
        taken = self.taken
        items = ([load.dataset.key, key, digest] for load in opened for key, digest in load.items)
        told = {
            **facts, "dataset": ", ".join(load.dataset.key for load in opened), "edition": self.edition.name,
            "sha256": self.edition.sha256, "created": taken.created, "updated": taken.updated,
            "unchanged": taken.unchanged, "indicators": sorted(taken.touched), "refused": len(taken.refused_lines),
            "digest": digest_of_items(items),
        }  # fmt: skip
        source = opened[0].source
        assert source is not None
        with writing():
            publish(opened)
            record(event=event, actor=self.actor, subject=subject_of(about or source), facts=told)

    def clear(self) -> None:
        """After a fault: take away what was written and not published; what cannot be now, the next load does."""
        for load in self.loads.values():
            if load.source is not None:
                with suppress(DatabaseError):
                    abandon(load.source)


def take_in(
    *,
    actor: Actor,
    edition: Edition,
    readings: Iterable[Reading],
    event: str,
    facts: Mapping[str, Any],
    derived: Indicator | None = None,
) -> Taken:
    """Take figures in; either all that are sound become visible at once, or (on any fault) none.

    No permission is asked here: the verbs that call this do. `derived`: the indicator that we compute, for which
    an edition that changes nothing leaves no trace. Raises DatasetBusy.
    """
    taking = _Taking(actor, edition)
    try:
        for reading in readings:
            taking.take(reading)
        return taking.finish(event, facts, derived)
    except Exception:
        taking.clear()
        raise
