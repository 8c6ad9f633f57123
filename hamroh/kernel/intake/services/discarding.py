"""Giving a file up. What was applied of it stays, and the ledger says how much that was."""

from __future__ import annotations

from hamroh.kernel.ledger.actors import Actor
from hamroh.kernel.ledger.realms import writing
from hamroh.kernel.ledger.services import record, subject_of

from ..events import DISCARDED, STOPPED
from ..leases import take
from ..models import Batch, BatchState
from .steps import digest_of, in_state, permitted, remove_records


def discard(*, actor: Actor, batch: Batch) -> Batch:
    """Discard a batch that is not applied: its records are removed, its lines and faults stay as history.

    Discarding an interrupted one keeps what was applied and records its digest. A discarded one is
    returned as it is. Raises Busy while it is being applied, BatchNotReady when it is applied,
    people.decisions.Refused.
    """
    permitted(actor, batch.importer, batch)
    batch.refresh_from_db()
    if batch.state == BatchState.DISCARDED:
        return batch
    lease = take(batch.importer, batch)
    try:
        batch.refresh_from_db()
        in_state(batch, BatchState.READING, BatchState.STAGED, BatchState.FAILED, BatchState.APPLYING)
        begun = batch.state == BatchState.APPLYING
        facts = {"file_name": batch.file_name, "sha256": batch.sha256, "importer": batch.importer, **batch.counts}
        if begun:
            facts |= {**batch.outcome, "items": digest_of(batch)}
        with writing():
            lease.renew()
            Batch.objects.filter(pk=batch.pk).update(state=BatchState.DISCARDED)
            record(event=STOPPED if begun else DISCARDED, actor=actor, subject=subject_of(batch), facts=facts)
        remove_records(batch)
    finally:
        lease.release()
    batch.refresh_from_db()
    return batch
