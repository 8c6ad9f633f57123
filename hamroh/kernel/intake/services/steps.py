"""What all steps of an import share: who may, what state is asked for, progress, and the batch's digest."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from hamroh.kernel.ledger.actors import Actor
from hamroh.kernel.ledger.canonical import digest_of_items
from hamroh.kernel.ledger.realms import writing
from hamroh.kernel.people.decisions import Refused, may

from ..importers import importer as find_importer
from ..models import Batch, BatchState, Line
from ..pace import Pace
from ..protocol import Importer

# Called after each step with (done, total; total 0 while unknown). False stops after this step; the batch
# can go on.
KeepGoing = Callable[[int, int], bool | None]

_LARGEST_REMOVAL = 500
_OF_NO_ORGANISATION = -1  # only a role that holds the verb for all may act on it


class BatchNotReady(RuntimeError):
    """The batch is in a state in which this cannot be done; the message says which and what can."""

    def __init__(self, batch: Batch) -> None:
        self.state = batch.state
        super().__init__(
            _("The file {file} is in the state “{state}”. Read it again to apply it.").format(
                file=batch.file_name, state=BatchState(batch.state).label
            )
        )


def permitted(actor: Actor, key: str, batch: Batch | None = None) -> Importer:
    """The importer, when the actor may use it and, where the role is bound to an organisation, the batch is of it.

    Raises UnknownImporter, Refused.
    """
    found = find_importer(key)
    organisation = None
    if batch is not None and batch.actor != actor.key:
        organisation = batch.organisation if batch.organisation is not None else _OF_NO_ORGANISATION
    decision = may(actor, found.verb, organisation_id=organisation)
    if not decision:
        raise Refused(found.verb, decision)
    return found


def in_state(batch: Batch, *states: str) -> None:
    """Raise BatchNotReady unless the batch is in one of the states."""
    if batch.state not in states:
        raise BatchNotReady(batch)


def digest_of(batch: Batch) -> str:
    """Digest over every line's position, identifier, verdict, outcome and target, in order."""
    return digest_of_items(_items(batch))


def _items(batch: Batch) -> Iterator[list[Any]]:
    fields = ("position", "key", "verdict", "outcome", "target")
    for row in Line.objects.filter(batch=batch).order_by("position").values_list(*fields).iterator(2000):
        yield list(row)


def remove_records(batch: Batch) -> None:
    """Remove the packed records of a batch that will not be applied, in small steps."""
    pace = Pace(_LARGEST_REMOVAL, first=100)
    while True:
        lines = Line.objects.filter(batch=batch, payload__isnull=False)
        identifiers = list(lines.values_list("pk", flat=True)[: pace.size])
        if not identifiers:
            return
        with pace.step(len(identifiers)), writing():
            pace.locked()
            Line.objects.filter(pk__in=identifiers).update(payload=None)
