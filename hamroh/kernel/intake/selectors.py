"""What may be seen of imports."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from hamroh.kernel.ledger.actors import Actor
from hamroh.kernel.people.decisions import may

from .models import Batch, Fault, Line

_NO_ORGANISATION = -1  # no organisation has it: asks whether the verb holds for all


def batches(actor: Actor) -> QuerySet[Batch]:
    """The batches that the actor may see: all, those of the own organisation and one's own, or none."""
    if not may(actor, "intake.view"):
        return Batch.objects.none()
    if may(actor, "intake.view", organisation_id=_NO_ORGANISATION):
        return Batch.objects.all()
    own = Q(actor=actor.key)
    if actor.organisation_id is not None:
        own |= Q(organisation=actor.organisation_id)
    return Batch.objects.filter(own)


def lines(batch: Batch, *, verdict: str | None = None) -> QuerySet[Line]:
    """The lines of a preview in the file's order, without their packed records, with their faults."""
    found = Line.objects.filter(batch=batch).defer("payload").prefetch_related("faults").order_by("position")
    return found.filter(verdict=verdict) if verdict else found


def faults(batch: Batch, *, severity: str | None = None) -> QuerySet[Fault]:
    """The faults of a batch; those of the whole file first."""
    found = Fault.objects.filter(batch=batch).select_related("line").order_by("line__position", "pk")
    return found.filter(severity=severity) if severity else found
