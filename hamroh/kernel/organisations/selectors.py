"""Reading organisations: what a viewer may see, and finding one by any of its names."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q, QuerySet

from hamroh.kernel.languages.folding import fold_name
from hamroh.kernel.ledger.actors import Actor
from hamroh.kernel.people.decisions import may

from .models import FocalPoint, Organisation, OrganisationAlias


def visible_to(queryset: QuerySet[Organisation] | None, viewer: Actor) -> QuerySet[Organisation]:
    """The organisations that the viewer may see, out of `queryset` (None: all)."""
    organisations = Organisation.objects.all() if queryset is None else queryset
    return organisations if may(viewer, "organisations.view") else organisations.none()


def focal_points_visible_to(organisation: Organisation, viewer: Actor) -> QuerySet[FocalPoint]:
    """Focal points: all for who may change the organisation, those who agreed for who is signed in, else none."""
    points = organisation.focal_points.order_by("name")
    if may(viewer, "organisations.change", organisation_id=organisation.pk):
        return points
    return points.filter(consent=True) if may(viewer, "people.view") else points.none()


def search(text: str, *, viewer: Actor, limit: int = 20) -> Sequence[Organisation]:
    """Organisations that have a name (or identifier) with `text` in it, any script; nearest first.

    Nearest: the identifier or the whole name, then a name that begins so, then a word in it, then any part.
    """
    folded = fold_name(text)
    if not folded:
        return []
    seen = visible_to(None, viewer)
    by_identifier = seen.filter(org_id__iexact=text.strip()).values_list("pk", flat=True)
    best: dict[int, tuple[int, int, str]] = dict.fromkeys(by_identifier, (0, 0, ""))
    rows = OrganisationAlias.objects.filter(Q(folded__contains=folded), organisation__in=seen)
    for pk, name in rows.values_list("organisation_id", "folded"):
        rank = (_rank(name, folded), len(name), name)
        best[pk] = min(best.get(pk, rank), rank)
    chosen = sorted(best, key=lambda pk: (*best[pk], pk))[:limit]
    found = seen.in_bulk(chosen)
    return [found[pk] for pk in chosen]


def _rank(name: str, wanted: str) -> int:
    if name == wanted:
        return 1
    if name.startswith(wanted):
        return 2
    return 3 if f" {wanted}" in name else 4


def by_org_id(org_id: str) -> Organisation | None:
    """The organisation with this identifier."""
    return Organisation.objects.filter(org_id=org_id.strip()).first()


def parts_of(organisation: Organisation) -> list[Organisation]:
    """Everything below an organisation, nearest first; ends even when a circle was written past the verbs."""
    found: dict[int, Organisation] = {}
    layer = [organisation.pk]
    while layer:
        below = Organisation.objects.filter(parent_id__in=layer).exclude(pk__in=[organisation.pk, *found])
        layer = []
        for body in below:
            found[body.pk] = body
            layer.append(body.pk)
    return list(found.values())
