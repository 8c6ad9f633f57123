"""Asking for the files of a round; what makes them stands in `background`."""

from __future__ import annotations

from django.db.models import Sum

from hamroh.kernel.background.models import Job
from hamroh.kernel.background.services import enqueue
from hamroh.kernel.ledger.actors import Actor

from ..models import Round

MAKE = "coordination.outputs"


def make_outputs_later(*, actor: Actor, round_: Round) -> Job:
    """Ask for the files of a round, as a part of the verb that published it; asked twice, it is the same job."""
    # A report published while the files are being made asks for them once more.
    published = round_.reporters.aggregate(numbers=Sum("published"))["numbers"] or 0
    return enqueue(actor=actor, task=MAKE, arguments={"round": round_.pk}, key=f"{MAKE}:{round_.pk}:{published}")
