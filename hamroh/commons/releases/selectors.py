"""Reading proposals."""

from __future__ import annotations

from django.db.models import QuerySet

from hamroh.kernel.ledger.actors import Actor
from hamroh.kernel.people.decisions import may

from .models import Proposal


def visible_to(proposals: QuerySet[Proposal] | None, viewer: Actor) -> QuerySet[Proposal]:
    """All for who reads the ledger; those of one's own organisation for who may propose; none for others."""
    proposals = Proposal.objects.all() if proposals is None else proposals
    if may(viewer, "ledger.view"):
        return proposals
    if may(viewer, "releases.propose") and viewer.organisation_id is not None:
        return proposals.filter(organisation_id=viewer.organisation_id)
    return proposals.none()
