"""Reading organisations: what a viewer may see, and finding one by any of its names."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q, QuerySet

from hamroh.kernel.languages.folding import fold_name
from hamroh.kernel.ledger.actors import Actor
from hamroh.kernel.people.decisions import may

from .models import FocalPoint, NotDuplicate, Organisation, OrganisationAlias, OrganisationMerge


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


def ancestors_of(organisation: Organisation) -> list[Organisation]:
    """Everything above an organisation, nearest first; ends even when a circle was written past the verbs."""
    found: dict[int, Organisation] = {}
    above = organisation.parent
    while above is not None and above.pk not in found and above.pk != organisation.pk:
        found[above.pk] = above
        above = above.parent
    return list(found.values())


def standing(organisation: Organisation) -> Organisation:
    """The body that an organisation was joined into, through any number of steps; itself when it stands."""
    while organisation.merged_into is not None:
        organisation = organisation.merged_into
    return organisation


def merges_of(organisation: Organisation, *, viewer: Actor) -> QuerySet[OrganisationMerge]:
    """What was joined into an organisation and stands so, latest first; for who may undo it."""
    joined = organisation.merges.filter(undone_at=None).select_related("gone")
    return joined if may(viewer, "organisations.merge") else joined.none()


def roots() -> dict[int, int]:
    """The number of each joined body → that of the body that stands in its place today."""
    into = dict(Organisation.everything.exclude(merged_into=None).values_list("pk", "merged_into_id"))
    found: dict[int, int] = {}
    for pk in into:
        at = pk
        while at in into:
            at = into[at]
        found[pk] = at
    return found


def pairs_that_differ() -> frozenset[tuple[int, int]]:
    """Pairs (smaller number first) that somebody found to be different, named by the bodies that stand today."""
    into = roots()
    marked = NotDuplicate.objects.values_list("one_id", "other_id")
    pairs = ((into.get(one, one), into.get(other, other)) for one, other in marked)
    return frozenset((min(pair), max(pair)) for pair in pairs)
