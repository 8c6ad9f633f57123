"""Reading a file into a preview: what each line would do, and what is wrong with it.

Nothing else is changed.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, BinaryIO, cast

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from hamroh.formats.spreadsheet import SpreadsheetRefused
from hamroh.kernel.ledger.actors import Actor
from hamroh.kernel.ledger.realms import writing
from hamroh.kernel.ledger.services import record, subject_of

from ..events import STAGED
from ..faults import own_fault
from ..models import Batch, BatchState, Fault, Line, LineOutcome, LineVerdict
from ..pace import Pace
from ..payload import pack
from ..protocol import Comparison, Context, Importer, Incoming, IncomingFault, Unreadable, fault_from
from .steps import KeepGoing, in_state, permitted, remove_records

_COMPARED_AT_ONCE = 100
_LARGEST_INSERT = 100
_SHOWN_CHARACTERS = 2000
_MOST_FAULTS_OF_A_LINE = 100
_LONGEST_KEY = 255
_LONGEST_LOCATOR = 200


class NotThisFile(ValueError):
    """Reading goes on with another file than it began with."""


def start(
    *,
    actor: Actor,
    importer: str,
    stream: BinaryIO,
    file_name: str = "",
    document: str = "",
    options: Mapping[str, Any] | None = None,
) -> Batch:
    """Note that a file came in; nothing of it is read yet.

    `stream` must be seekable and is left at its start.
    """
    permitted(actor, importer)
    batch = Batch(
        importer=importer,
        file_name=file_name[-255:],
        sha256=_sha256(stream),
        document=document,
        options=dict(options or {}),
        actor=actor.key,
        actor_name=actor.name,
        organisation=actor.organisation_id,
        counts={"read": 0, **{str(verdict): 0 for verdict in LineVerdict.values}},
    )
    with writing():
        batch.save()
    return batch


def stage(
    *,
    actor: Actor,
    importer: str,
    stream: BinaryIO,
    file_name: str = "",
    document: str = "",
    options: Mapping[str, Any] | None = None,
    keep_going: KeepGoing | None = None,
) -> Batch:
    """Read a whole file into a preview and return its batch: `staged`, or `failed` with a fault that says
    why.

    Raises UnknownImporter, people.decisions.Refused.
    """
    stream = _seekable(stream)
    batch = start(
        actor=actor, importer=importer, stream=stream, file_name=file_name, document=document, options=options
    )
    return continue_reading(actor=actor, batch=batch, stream=stream, keep_going=keep_going)


def continue_reading(*, actor: Actor, batch: Batch, stream: BinaryIO, keep_going: KeepGoing | None = None) -> Batch:
    """Read on from the last line that was staged: after `start`, a stop, or the death of the process.

    Raises NotThisFile when the content is another one, BatchNotReady when the batch is past reading.
    """
    importer = permitted(actor, batch.importer, batch)
    batch.refresh_from_db()
    if batch.state == BatchState.STAGED:
        return batch
    in_state(batch, BatchState.READING)
    stream = _seekable(stream)
    if _sha256(stream) != batch.sha256:
        raise NotThisFile(_("This is not the file that was begun with. Read it as a new file."))
    context = Context(actor, batch.options, batch.pk)
    staging = _Staging(batch, importer, context)
    try:
        reading = _Reading(importer.read(stream, context))
        for chunk in _chunks(islice(reading, batch.staged, None)):
            staging.add(chunk)
            if keep_going is not None and keep_going(batch.staged, 0) is False:
                return batch
    except Unreadable as unreadable:
        return _fail(batch, unreadable.fault)
    except SpreadsheetRefused as refused:
        return _fail(batch, fault_from(refused.problem))
    if batch.staged == 0:
        return _fail(batch, own_fault("nothing-in-file", locator=""))
    return _finish(batch, actor, {**batch.counts, **reading.told})


def _seekable(stream: BinaryIO) -> BinaryIO:
    if stream.seekable():
        return stream
    copy = cast(BinaryIO, tempfile.TemporaryFile())  # noqa: SIM115 (lives as long as the reading)
    while chunk := stream.read(1 << 20):
        copy.write(chunk)
    return copy


def _sha256(stream: BinaryIO) -> str:
    stream.seek(0)
    digest = hashlib.sha256()
    while chunk := stream.read(1 << 20):
        digest.update(chunk)
    stream.seek(0)
    return digest.hexdigest()


def _chunks(incoming: Iterable[Incoming]) -> Iterator[list[Incoming]]:
    iterator = iter(incoming)
    while chunk := list(islice(iterator, _COMPARED_AT_ONCE)):
        yield chunk


class _Reading:
    """What an importer reads; afterwards `told` holds the counts that its generator returned, if it did."""

    def __init__(self, incoming: Iterator[Incoming]) -> None:
        self._incoming: Any = incoming
        self.told: Mapping[str, int] = {}

    def __iter__(self) -> Iterator[Incoming]:
        told: Any = yield from self._incoming
        self.told = told or {}  # an iterator that is no generator tells nothing


class _Staging:
    """Compares and writes one chunk after the other; knows which identifiers the file had before."""

    def __init__(self, batch: Batch, importer: Importer, context: Context) -> None:
        self._batch = batch
        self._importer = importer
        self._context = context
        self._pace = Pace(_LARGEST_INSERT)
        before = (
            Line.objects.filter(batch=batch).exclude(key="").exclude(verdict="refused").values_list("key", "locator")
        )
        self._first: dict[str, str] = dict(before.iterator(2000))
        self._applied_before, self._created_before = _created_by_the_same_file(batch)

    def add(self, chunk: Sequence[Incoming]) -> None:
        """Compare, then write in steps; each moves `Batch.staged` in the transaction of its lines."""
        judged = self._judge(chunk)
        rest = [self._rows(incoming, comparison) for incoming, comparison in zip(chunk, judged, strict=True)]
        while rest:
            now, rest = rest[: self._pace.size], rest[self._pace.size :]
            with self._pace.step(len(now)):
                self._write(now)

    def _judge(self, chunk: Sequence[Incoming]) -> list[Comparison]:
        verdicts: dict[int, Comparison] = {}
        open_ones: list[tuple[int, Incoming]] = []
        for index, incoming in enumerate(chunk):
            if incoming.record is None or _has_error(incoming.faults):
                verdicts[index] = Comparison("refused")
                continue
            fault = self._refusal(incoming)
            if fault is not None:
                verdicts[index] = Comparison("refused", faults=(fault,))
                continue
            if incoming.key:
                self._first[incoming.key] = incoming.locator
            open_ones.append((index, incoming))
        compared = self._importer.compare([incoming for _index, incoming in open_ones], self._context)
        for (index, _incoming), comparison in zip(open_ones, compared, strict=True):
            verdicts[index] = comparison
        return [verdicts[index] for index in range(len(chunk))]

    def _refusal(self, incoming: Incoming) -> IncomingFault | None:
        """What is wrong with the line whatever the importer says of it."""
        at, key = incoming.locator, incoming.key
        if len(key) > _LONGEST_KEY:
            return own_fault("key-too-long", locator=at, key=key[:60], limit=str(_LONGEST_KEY))
        if key in self._first:
            return own_fault("key-twice", locator=at, key=key, first=self._first[key])
        if not key and at in self._created_before:
            return own_fault("created-before", locator=at, when=self._applied_before)
        return None

    def _rows(self, incoming: Incoming, comparison: Comparison) -> tuple[Line, list[Fault]]:
        faults = (*incoming.faults, *comparison.faults)
        verdict = comparison.verdict
        if _has_error(comparison.faults):
            verdict = "refused"
        # Unchanged and refused lines are never applied: their records would only fill the database.
        payload = pack(incoming.record) if verdict in {"create", "update", "remove"} else None
        line = Line(
            batch=self._batch,
            locator=_kept(incoming.locator, _LONGEST_LOCATOR),
            key=_kept(incoming.key, _LONGEST_KEY),
            verdict=verdict,
            seen=comparison.seen,
            target=comparison.target,
            payload=payload,
            changes=[
                [change.field, _kept(change.old, _SHOWN_CHARACTERS), _kept(change.new, _SHOWN_CHARACTERS)]
                for change in comparison.changes
            ],
        )
        return line, [_fault_row(self._batch, line, fault) for fault in faults[:_MOST_FAULTS_OF_A_LINE]]

    def _write(self, rows: list[tuple[Line, list[Fault]]]) -> None:
        batch = self._batch
        counts = dict(batch.counts)
        for offset, (line, _faults) in enumerate(rows, start=1):
            line.position = batch.staged + offset
            counts["read"] += 1
            counts[line.verdict] += 1
        staged = batch.staged + len(rows)
        with writing():
            self._pace.locked()
            moved = Batch.objects.filter(pk=batch.pk, staged=batch.staged, state=BatchState.READING).update(
                staged=staged, counts=counts
            )
            if not moved:
                raise NotThisFile(_("This file is being read by another process; it goes on there."))
            Line.objects.bulk_create([line for line, _faults in rows])
            Fault.objects.bulk_create([fault for _line, faults in rows for fault in faults])
        batch.staged, batch.counts = staged, counts


def _has_error(faults: Sequence[IncomingFault]) -> bool:
    return any(fault.severity == "error" for fault in faults)


def _kept(text: str, limit: int) -> str:
    """A text as the database keeps it: PostgreSQL takes no zero character."""
    return text.replace("\x00", "")[:limit]


def _created_by_the_same_file(batch: Batch) -> tuple[str, frozenset[str]]:
    """When the very same file was applied before, and the places of its nameless lines that were created then.

    A line without an identifier looks new each time; sent twice it would stand in the list twice.
    """
    same = Batch.objects.filter(importer=batch.importer, sha256=batch.sha256, state=BatchState.APPLIED)
    earlier = same.exclude(pk=batch.pk).order_by("-applied_at").first()
    if earlier is None or earlier.applied_at is None:
        return "", frozenset()
    created = Line.objects.filter(batch__in=same, key="", outcome=LineOutcome.APPLIED)
    when = date_format(timezone.localtime(earlier.applied_at), "DATETIME_FORMAT")
    return when, frozenset(created.values_list("locator", flat=True).iterator(2000))


def _fault_row(batch: Batch, line: Line | None, fault: IncomingFault) -> Fault:
    return Fault(
        batch=batch,
        line=line,
        code=fault.code,
        severity=fault.severity,
        locator=_kept(fault.locator, _LONGEST_LOCATOR) or (line.locator if line is not None else ""),
        message=_kept(fault.message, _SHOWN_CHARACTERS),
        parameters={name: _kept(value, _SHOWN_CHARACTERS) for name, value in fault.parameters.items()},
    )


def _fail(batch: Batch, fault: IncomingFault) -> Batch:
    with writing():
        _fault_row(batch, None, fault).save()
        Batch.objects.filter(pk=batch.pk).update(state=BatchState.FAILED)
    remove_records(batch)
    batch.refresh_from_db()
    return batch


def _finish(batch: Batch, actor: Actor, counts: Mapping[str, int]) -> Batch:
    with writing():
        Batch.objects.filter(pk=batch.pk).update(state=BatchState.STAGED, counts=counts)
        record(
            event=STAGED,
            actor=actor,
            subject=subject_of(batch),
            facts={"file_name": batch.file_name, "sha256": batch.sha256, "importer": batch.importer, **counts},
        )
    batch.refresh_from_db()
    return batch
