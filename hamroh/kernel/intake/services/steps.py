"""What all steps of an import share: who may, what state is asked for, progress, and the batch's digest."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

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

# The option that applies a file of such an importer without its refused lines.
LEAVE_OUT = "leave_out_refused"
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


class LinesRefused(BatchNotReady):
    """The importer applies a file as a whole or not at all, and lines of this one are refused."""

    def __init__(self, batch: Batch) -> None:
        self.state = batch.state
        number = batch.counts.get("refused", 0)
        RuntimeError.__init__(
            self,
            ngettext(
                "Nothing of this file is applied, because one line is refused. Mend it and send the file again, or "
                "choose to leave the refused line out.",
                "Nothing of this file is applied, because {number} lines are refused. Mend them and send the file "
                "again, or choose to leave the refused lines out.",
                number,
            ).format(number=number),
        )


def check_whole(importer: Importer, batch: Batch) -> None:
    """Raise LinesRefused when the importer takes a file only as a whole, this one has refused lines, and nobody chose
    to leave them out.
    """
    if may_leave_out(importer, batch) and not batch.options.get(LEAVE_OUT):
        raise LinesRefused(batch)


def choose_to_leave_out(*, actor: Actor, batch: Batch) -> None:
    """Note that the batch is to be applied without its refused lines; part of the verb that applies it."""
    permitted(actor, batch.importer, batch)
    in_state(batch, BatchState.STAGED, BatchState.APPLYING)
    batch.options = {**batch.options, LEAVE_OUT: True}
    Batch.objects.filter(pk=batch.pk).update(options=batch.options)


def may_leave_out(importer: Importer, batch: Batch) -> bool:
    """Whether the question arises: the importer is one of whole files, and lines are refused."""
    return bool(getattr(importer, "all_or_nothing", False) and batch.counts.get("refused", 0))


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
