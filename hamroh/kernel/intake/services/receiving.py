"""Taking a file in through a page: kept, then read and applied in the background."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, BinaryIO

from hamroh.kernel.background.models import Job
from hamroh.kernel.background.services import enqueue
from hamroh.kernel.documents import services as documents
from hamroh.kernel.documents.content_store import open_content
from hamroh.kernel.ledger.actors import Actor
from hamroh.kernel.ledger.realms import MAIN, writing

from ..models import Batch, BatchState
from .staging import start
from .steps import check_whole, choose_to_leave_out, in_state, permitted

# As the tasks are called in `tasks.py`, which imports the services and is found by name.
_READ, _APPLY = "intake.read", "intake.apply"


def receive(
    *,
    actor: Actor,
    importer: str,
    stream: BinaryIO,
    file_name: str,
    options: Mapping[str, Any] | None = None,
) -> Batch:
    """Keep a file and ask for it to be read in the background; returns its batch, which is being read.

    Raises UnknownImporter, people.decisions.Refused, documents' DocumentRefused and StorageFull.
    """
    permitted(actor, importer)
    # Keeping the file is part of the verb: a token that holds the import need not hold uploads of any document too.
    blob = documents.store(actor=replace(actor, scopes=None), stream=stream, file_name=file_name)
    with open_content(blob.sha256, MAIN) as kept, writing():
        batch = start(
            actor=actor,
            importer=importer,
            stream=kept,
            file_name=documents.clean_name(file_name),
            document=f"documents.blob:{blob.sha256}",
            options=options,
        )
        enqueue(actor=actor, task=_READ, arguments={"batch": batch.pk}, key=f"{_READ}:{batch.pk}")
    return batch


def apply_later(*, actor: Actor, batch: Batch, leave_out_refused: bool = False) -> Job:
    """Ask for a batch to be applied in the background; asked twice, it is the same job. Raises as `apply` does."""
    importer = permitted(actor, batch.importer, batch)
    batch.refresh_from_db()
    in_state(batch, BatchState.STAGED, BatchState.APPLYING)
    if leave_out_refused:
        choose_to_leave_out(actor=actor, batch=batch)
    check_whole(importer, batch)
    return enqueue(actor=actor, task=_APPLY, arguments={"batch": batch.pk}, key=f"{_APPLY}:{batch.pk}")
