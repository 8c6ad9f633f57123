"""Applying a preview: in small steps, each of which moves the cursor in its own transaction.

Killed at any point, the next call goes on behind the last step that was committed: nothing doubles,
nothing is lost.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from django.utils import timezone
from django.utils.formats import date_format

from hamroh.kernel.ledger.actors import Actor
from hamroh.kernel.ledger.realms import writing
from hamroh.kernel.ledger.services import record, subject_of

from ..events import APPLIED, STOPPED
from ..faults import own_fault
from ..leases import Holding, LeaseLost, take
from ..models import Batch, BatchState, Fault, Line, LineOutcome, LineVerdict
from ..pace import Pace
from ..payload import unpack
from ..protocol import Change, Context, Importer, IncomingFault, NotApplied, Standing, Verdict
from .steps import KeepGoing, check_whole, digest_of, in_state, permitted, remove_records

_TO_APPLY = (LineVerdict.CREATE, LineVerdict.UPDATE, LineVerdict.REMOVE)
_OUTCOME_OF = {LineVerdict.CREATE: "created", LineVerdict.UPDATE: "updated", LineVerdict.REMOVE: "removed"}
_NOTHING_YET = {"created": 0, "updated": 0, "removed": 0, "already": 0, "conflicts": 0}


def apply(*, actor: Actor, batch: Batch, wait: float = 0.0, keep_going: KeepGoing | None = None) -> Batch:
    """Apply a staged batch, or go on with one that was interrupted; an applied one is returned as it is.

    `wait` is how many seconds to wait while another file of the same kind is applied. A line whose subject
    changed since the preview is refused with a fault; a batch that its importer cannot apply any more comes back as
    discarded, with a fault that says why. Raises Busy, BatchNotReady, people.decisions.Refused, LeaseLost.
    """
    importer = permitted(actor, batch.importer, batch)
    batch.refresh_from_db()
    if batch.state == BatchState.APPLIED:
        return batch
    in_state(batch, BatchState.STAGED, BatchState.APPLYING)
    check_whole(importer, batch)
    lease = take(importer.key, batch, wait=wait)
    try:
        # Who held the lease before may have finished this very batch while we waited.
        batch.refresh_from_db()
        if batch.state == BatchState.APPLIED:
            return batch
        in_state(batch, BatchState.STAGED, BatchState.APPLYING)
        try:
            if _Application(batch, importer, Context(actor, batch.options, batch.pk), lease).run(keep_going):
                _finish(batch, actor, importer, lease)
        except NotApplied as refusal:
            _give_up(batch, actor, refusal.fault)
    finally:
        lease.release()
    batch.refresh_from_db()
    return batch


@dataclass
class _Sorted:
    """The lines of one step by what becomes of them."""

    changes: list[Change]
    already: list[int]
    conflicts: list[tuple[Line, IncomingFault]]


class _Application:
    """One run over the lines behind the cursor."""

    def __init__(self, batch: Batch, importer: Importer, context: Context, lease: Holding) -> None:
        self._batch = batch
        self._importer = importer
        self._context = context
        self._lease = lease
        self._pace = Pace(importer.largest_step, least=getattr(importer, "smallest_step", 1))

    def run(self, keep_going: KeepGoing | None) -> bool:
        """Whether everything is applied; False when stopped on request."""
        while lines := self._next():
            records = [unpack(bytes(line.payload or b""), self._importer.record_type) for line in lines]
            with self._pace.step(len(lines)):
                self._step(lines, records)
            if keep_going is not None and keep_going(self._batch.cursor, self._batch.staged) is False:
                return False
        return True

    def _next(self) -> list[Line]:
        lines = Line.objects.filter(batch=self._batch, verdict__in=_TO_APPLY, position__gt=self._batch.cursor)
        return list(lines.order_by("position")[: self._pace.size])

    def _step(self, lines: Sequence[Line], records: Sequence[object]) -> None:
        batch = self._batch
        last = lines[-1].position
        with writing():
            self._pace.locked()
            self._lease.renew()
            # Inside the transaction: what is compared here cannot change before it is written.
            standing = self._importer.standing([line.key for line in lines if line.key])
            sorted_lines = _sort(lines, records, standing)
            if sorted_lines.conflicts and getattr(self._importer, "all_or_nothing", False):
                raise NotApplied(sorted_lines.conflicts[0][1])
            if sorted_lines.changes:
                self._importer.apply(sorted_lines.changes, self._context)
            self._note(sorted_lines, last)
            outcome = _add({**_NOTHING_YET, **batch.outcome}, sorted_lines)
            moved = Batch.objects.filter(pk=batch.pk, cursor=batch.cursor).update(
                cursor=last, outcome=outcome, state=BatchState.APPLYING
            )
            if not moved:
                raise LeaseLost(f"Batch {batch.pk} was moved on by another process.")
        batch.cursor, batch.outcome = last, outcome

    def _note(self, sorted_lines: _Sorted, last: int) -> None:
        """What became of each line; payloads go, they are not needed again."""
        lines = Line.objects.filter(batch=self._batch)
        here = lines.filter(position__gt=self._batch.cursor, position__lte=last, verdict__in=_TO_APPLY)
        conflicts = [line.position for line, _fault in sorted_lines.conflicts]
        for positions, outcome in ((sorted_lines.already, LineOutcome.ALREADY), (conflicts, LineOutcome.CONFLICT)):
            if positions:
                lines.filter(position__in=positions).update(outcome=outcome, payload=None)
        here.filter(outcome=LineOutcome.PENDING).update(outcome=LineOutcome.APPLIED, payload=None)
        Fault.objects.bulk_create(
            Fault(
                batch=self._batch,
                line=line,
                code=fault.code,
                severity=fault.severity,
                locator=fault.locator,
                message=fault.message,
                parameters=dict(fault.parameters),
            )
            for line, fault in sorted_lines.conflicts
        )


def _sort(lines: Sequence[Line], records: Sequence[object], standing: Mapping[str, Standing]) -> _Sorted:
    found = _Sorted([], [], [])
    for line, incoming in zip(lines, records, strict=True):
        now = standing.get(line.key) if line.key else None
        digest = now.digest if now is not None else ""
        if digest == line.seen:
            # type: ignore[arg-type]
            found.changes.append(Change(line.key, line.locator, cast(Verdict, line.verdict), incoming, line.target))
        elif digest and digest == line.target:
            found.already.append(line.position)
        else:
            found.conflicts.append((line, _conflict(line, now)))
    return found


def _conflict(line: Line, now: Standing | None) -> IncomingFault:
    if now is None:
        return own_fault("gone-meanwhile", locator=line.locator, key=line.key)
    when = date_format(timezone.localtime(now.changed_at), "DATETIME_FORMAT") if now.changed_at else "…"
    code = "changed-meanwhile" if line.seen else "appeared-meanwhile"
    return own_fault(code, locator=line.locator, key=line.key, who=now.changed_by or "…", when=when)


def _add(outcome: dict[str, int], sorted_lines: _Sorted) -> dict[str, int]:
    for change in sorted_lines.changes:
        outcome[_OUTCOME_OF[LineVerdict(change.verdict)]] += 1
    outcome["already"] += len(sorted_lines.already)
    outcome["conflicts"] += len(sorted_lines.conflicts)
    return outcome


def _give_up(batch: Batch, actor: Actor, fault: IncomingFault) -> None:
    """The batch will never be applied: what it wrote in earlier steps is for its importer to keep out of sight."""
    batch.refresh_from_db()
    with writing():
        Fault.objects.create(batch=batch, code=fault.code, severity=fault.severity, locator=fault.locator,
                             message=fault.message, parameters=dict(fault.parameters))  # fmt: skip
        Batch.objects.filter(pk=batch.pk).update(state=BatchState.DISCARDED)
        facts = {"file_name": batch.file_name, "sha256": batch.sha256, "importer": batch.importer, **batch.counts,
                 **_NOTHING_YET, **batch.outcome, "items": digest_of(batch)}  # fmt: skip
        record(event=STOPPED, actor=actor, subject=subject_of(batch), facts=facts)
    remove_records(batch)


def _finish(batch: Batch, actor: Actor, importer: Importer, lease: Holding) -> None:
    outcome = {**_NOTHING_YET, **batch.outcome}
    digest = digest_of(batch)  # before the transaction: it reads every line
    with writing():
        lease.renew()
        Batch.objects.filter(pk=batch.pk).update(
            state=BatchState.APPLIED, applied_at=timezone.now(), cursor=batch.staged, outcome=outcome
        )
        record(
            event=APPLIED,
            actor=actor,
            subject=subject_of(batch),
            facts={
                "file_name": batch.file_name,
                "sha256": batch.sha256,
                "importer": batch.importer,
                "read": batch.counts.get("read", 0),
                "unchanged": batch.counts.get("unchanged", 0),
                "refused": batch.counts.get("refused", 0),
                **outcome,
                "items": digest,
            },
        )
        finish = getattr(importer, "finish", None)
        if finish is not None:
            finish(Context(actor, batch.options, batch.pk), outcome)
