"""How observations come in: many small steps under the data set's next revision, then one number goes up.

Readers never see half of an edition, other writers never wait long, and a loader that was killed leaves rows that
no one sees: the same content taken up again finds them and goes on, other content clears them away first.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from hamroh.kernel.ledger.actors import Actor
from hamroh.kernel.ledger.realms import writing

from .facts import Fact
from .models import Dataset, Derivation, Indicator, Observation, Source, SourceState
from .vocabulary import SMALL_COUNT

# Steps aim at half of the 50 ms that a write transaction may last.
STEP_SECONDS = 0.025
FIRST_STEP, SMALLEST_STEP, LARGEST_STEP = 50, 10, 400
COMPARED_AT_ONCE = 1_000
# A step lasts milliseconds: who was silent this long is dead or stopped.
LEASE = timedelta(seconds=10)


class DatasetBusy(RuntimeError):
    """Somebody else is loading the data set, or took over; nothing of this load is visible."""


@dataclass(frozen=True)
class Edition:
    """What is being loaded: `sha256` of the content, whence, and the publisher's name of the edition."""

    sha256: str
    name: str = ""
    file_name: str = ""
    retrieved: date | None = None


@dataclass
class Plan:
    """What some facts mean for the table, found before anything is written."""

    create: list[tuple[str, Fact]] = field(default_factory=list)
    end: dict[str, int] = field(default_factory=dict)
    delete: list[int] = field(default_factory=list)
    reopen: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class _Row:
    """What the table has for a key. `ended`: by this very load; `later`: said by a later source than this content."""

    pk: int
    digest: str
    ended: bool = False
    later: bool = False


@dataclass
class Load:
    """One data set on its way to the next revision. `items` are (key, digest) of what is new or changed.

    `touched` are the codes of all indicators in it, changed or not.
    """

    dataset: Dataset
    edition: Edition
    actor: Actor
    indicators: Mapping[str, Indicator]
    source: Source | None = None
    # The same content came in before, as this source: what later sources or corrections say stays.
    known: Source | None = None
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    items: list[tuple[str, str]] = field(default_factory=list)
    touched: set[str] = field(default_factory=set)
    data_to: date | None = None
    _step: int = field(default_factory=lambda: FIRST_STEP)
    _waiting: dict[str, Fact] = field(default_factory=dict)

    def __post_init__(self) -> None:
        # Before anything is compared: what a dead loader of other content left would be taken for our own.
        stale = Source.objects.filter(dataset=self.dataset, state=SourceState.LOADING).first()
        if stale is not None and not _alive(stale) and stale.sha256 != self.edition.sha256:
            abandon(stale)

    @property
    def revision(self) -> int:
        """The revision that the load becomes when it is published."""
        return self.dataset.revision + 1

    def add(self, key: str, fact: Fact) -> None:
        """Take one fact with its natural key; every so many are compared and written."""
        self._waiting[key] = fact
        if len(self._waiting) >= COMPARED_AT_ONCE:
            self.flush()

    def flush(self) -> None:
        """Compare and write what was taken so far. Raises DatasetBusy."""
        keyed, self._waiting = self._waiting, {}
        if not keyed:
            return
        ends = {fact.period.end for fact in keyed.values()}
        self.data_to = max(ends | ({self.data_to} if self.data_to else set()))
        plan = self._compare(keyed)
        if not (plan.create or plan.delete or plan.reopen):
            return
        if self.source is None:
            self.open()
        self._write(plan)

    def open(self) -> None:
        """Take the data set for loading. Raises DatasetBusy when somebody else has it or changed it meanwhile."""
        self.source = _take(self.dataset, self.edition, self.actor)

    def _compare(self, keyed: Mapping[str, Fact]) -> Plan:
        plan = Plan()
        standing, staged = self._rows(keyed)
        for key, fact in keyed.items():
            self.touched.add(fact.indicator)
            before, ready = standing.get(key), staged.get(key)
            same = before is not None and (before.digest == fact.digest or before.later)
            if ready is not None and (same or ready.digest != fact.digest):
                plan.delete.append(ready.pk)
                ready = None
            if before is not None and same:
                self.unchanged += 1
                if before.ended:
                    plan.reopen.append(before.pk)
                continue
            self.created += before is None
            self.updated += before is not None
            self.items.append((key, fact.digest))
            if ready is None:
                plan.create.append((key, fact))
                if before is not None and not before.ended:
                    plan.end[key] = before.pk
        return plan

    def _rows(self, keys: Iterable[str]) -> tuple[dict[str, _Row], dict[str, _Row]]:
        """What stands for some keys, and what a load of the same content that died had staged."""
        rows = Observation.objects.filter(Q(until=None) | Q(until=self.revision), key__in=list(keys))
        standing: dict[str, _Row] = {}
        staged: dict[str, _Row] = {}
        columns = ("key", "pk", "digest", "since", "until", "source_id")
        for key, pk, digest, since, until, source in rows.values_list(*columns):
            if since == self.revision:
                staged[key] = _Row(pk, digest)
            else:
                later = self.known is not None and source > self.known.pk
                standing[key] = _Row(pk, digest, ended=until is not None, later=later)
        return standing, staged

    def _write(self, plan: Plan) -> None:
        assert self.source is not None
        if plan.delete or plan.reopen:
            # Only after a crash followed by changed definitions; few rows, so one step.
            with _fenced(self.source):
                Observation.objects.filter(pk__in=plan.delete).delete()
                Observation.objects.filter(pk__in=plan.reopen).update(until=None)
        start = 0
        while start < len(plan.create):
            some = plan.create[start : start + self._step]
            # Everything that needs no lock is done before it is taken.
            rows = [self._row(key, fact) for key, fact in some]
            before = [plan.end[key] for key, _fact in some if key in plan.end]
            derivations = [
                Derivation(result=row, part_id=part, role=role)
                for row, (_key, fact) in zip(rows, some, strict=True)
                for role, part in fact.parts
            ]
            began = time.perf_counter()
            with _fenced(self.source):
                if before:
                    Observation.objects.filter(pk__in=before).update(until=self.revision)
                Observation.objects.bulk_create(rows)
                for derivation in derivations:
                    derivation.result_id = derivation.result.pk
                Derivation.objects.bulk_create(derivations)
            start += len(some)
            self._pace(time.perf_counter() - began)

    def _row(self, key: str, fact: Fact) -> Observation:
        assert self.source is not None
        return observation_row(
            fact,
            key=key,
            indicator=self.indicators[fact.indicator],
            dataset=self.dataset,
            source=self.source,
            revision=self.revision,
        )

    def _pace(self, seconds: float) -> None:
        wanted = int(self._step * STEP_SECONDS / max(seconds, 0.001))
        # Growing slowly: the next rows may be heavier than the last.
        self._step = max(SMALLEST_STEP, min(wanted, self._step * 2, LARGEST_STEP))


def observation_row(
    fact: Fact, *, key: str, indicator: Indicator, dataset: Dataset, source: Source, revision: int
) -> Observation:
    """The unsaved row of a fact that holds from `revision` on."""
    few = indicator.small_counts and fact.value is not None and 0 < fact.value < SMALL_COUNT
    return Observation(
        indicator=indicator, dataset=dataset, source=source, country=fact.country,
        place_id=fact.place_id, counterpart=fact.counterpart, period_start=fact.period.start,
        period_end=fact.period.end, breakdown=dict(fact.breakdown or {}), breakdown_key=fact.breakdown_key,
        value=fact.value, missing_reason=fact.missing_reason, lower=fact.lower, upper=fact.upper,
        status=fact.status, remarks=list(fact.remarks), note=dict(fact.note or {}), small_count=few,
        key=key, digest=fact.digest, since=revision,
    )  # fmt: skip


@contextmanager
def _fenced(source: Source) -> Iterator[None]:
    """A write transaction that stands only while the lease is ours; it is also the sign of life."""
    with writing():
        mine = Source.objects.filter(pk=source.pk, lease=source.lease, state=SourceState.LOADING)
        if not mine.update(beat_at=timezone.now()):
            raise DatasetBusy(_("Another import took over. Nothing of this one is visible; start it again."))
        yield


def _take(dataset: Dataset, edition: Edition, actor: Actor) -> Source:
    with writing():
        now = Dataset.objects.select_for_update().get(pk=dataset.pk)
        if now.revision != dataset.revision:
            raise DatasetBusy(
                _("%(dataset)s was changed by somebody else meanwhile. Start again.") % {"dataset": dataset}
            )
        source = Source.objects.filter(dataset=dataset, state=SourceState.LOADING).first()
        if source is not None and (_alive(source) or source.sha256 != edition.sha256):
            raise DatasetBusy(
                _("%(dataset)s is being loaded from %(file)s right now. Wait until that is done, then start again.")
                % {"dataset": dataset, "file": source.file_name or source.edition or "…"}
            )
        source = source or Source(dataset=dataset, state=SourceState.LOADING)
        source.edition, source.file_name = edition.name, edition.file_name
        source.retrieved, source.sha256 = edition.retrieved, edition.sha256
        source.revision, source.entered_by = dataset.revision + 1, actor.key
        source.lease, source.beat_at = secrets.token_hex(16), timezone.now()
        source.save()
    return source


def _alive(source: Source) -> bool:
    return source.beat_at is not None and source.beat_at > timezone.now() - LEASE


def abandon(source: Source) -> None:
    """Clear away, in small steps, a load that was never published; what it would have ended stands again."""
    if not Source.objects.filter(pk=source.pk, state=SourceState.LOADING).update(lease=secrets.token_hex(16)):
        return
    # Staged rows first: a reopened row beside its staged successor would be two of one key.
    _in_steps(
        Observation.objects.filter(dataset_id=source.dataset_id, since=source.revision).values_list("pk", flat=True),
        lambda some: Observation.objects.filter(pk__in=some).delete(),
    )
    _in_steps(
        Observation.objects.filter(dataset_id=source.dataset_id, until=source.revision).values_list("pk", flat=True),
        lambda some: Observation.objects.filter(pk__in=some).update(until=None),
    )
    source.delete()


def _in_steps(ids: Iterable[int], do: Callable[[list[int]], object]) -> None:
    every = list(ids)
    for some in _slices(every, 200):
        with writing():
            do(some)


def _slices(items: list[int], size: int) -> Iterator[list[int]]:
    for start in range(0, len(items), size):
        yield items[start : start + size]


def publish(loads: Sequence[Load]) -> None:
    """Make the loads visible, all at once. Call inside the transaction that also records them.

    An earlier file of the same data set is thereby superseded. Raises DatasetBusy when a lease was lost.
    """
    for load in loads:
        source = load.source
        assert source is not None
        mine = Source.objects.filter(pk=source.pk, lease=source.lease, state=SourceState.LOADING)
        if not mine.update(state=SourceState.PUBLISHED, lease="", beat_at=None, data_to=load.data_to):
            raise DatasetBusy(_("Another import took over. Nothing of this one is visible; start it again."))
        Dataset.objects.filter(pk=load.dataset.pk).update(revision=load.revision)
        if load.known is not None:
            Source.objects.filter(pk=source.pk).update(superseded_by=load.known.superseded_by_id)
        elif source.file_name:
            older = Source.objects.filter(dataset=load.dataset, state=SourceState.PUBLISHED, superseded_by=None)
            older.exclude(pk=source.pk).exclude(file_name="").update(superseded_by=source)
        load.dataset.revision += 1
