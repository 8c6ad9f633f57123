"""Whom to call: focal points of the organisations in the picture, as far as they agreed."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from hamroh.kernel.ledger.actors import Actor
from hamroh.kernel.organisations.models import FocalPoint
from hamroh.kernel.people.decisions import may

_NO_ORGANISATION = -1  # no organisation has it: asks whether a verb holds for all


def focal_points(viewer: Actor, organisations: Iterable[int]) -> QuerySet[FocalPoint]:
    """Focal points of these organisations by the rule of `focal_points_visible_to`, for all in one query: those who
    agreed; all of an organisation for who may change it; none for who did not sign in."""
    points = FocalPoint.objects.filter(organisation__in=list(organisations)).select_related("organisation")
    points = points.order_by("organisation", "name", "pk")
    if may(viewer, "organisations.change", organisation_id=_NO_ORGANISATION):
        return points
    agreed = Q(consent=True) if may(viewer, "people.view") else Q(pk=None)
    own = viewer.organisation_id
    if own is not None and may(viewer, "organisations.change", organisation_id=own):
        agreed |= Q(organisation=own)
    return points.filter(agreed)
