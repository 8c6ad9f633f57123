"""Which activity is part of which: kept as pairs, whichever side said so and in whatever order they came in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import Q

from hamroh.formats.iati import records as r

from ..models import Activity, Parenthood, RelatedActivity, RelationType

_KIN = (RelationType.PARENT, RelationType.CHILD)


def renew_parenthood(activities: Sequence[tuple[int, r.Activity]], *, forget: bool) -> None:
    """Make the pairs of these stored activities (id, record) what they and all others now say of each other.

    `forget` removes what was known of them before: for activities that existed.
    """
    by_identifier = {record.iati_identifier: pk for pk, record in activities}
    if forget:
        ids = list(by_identifier.values())
        Parenthood.objects.filter(Q(parent__in=ids) | Q(child__in=ids)).delete()
    own = [
        (pk, one.ref, one.type) for pk, record in activities for one in record.related_activities if one.type in _KIN
    ]
    known = _ids_of({ref for _, ref, _ in own if ref is not None} - set(by_identifier))
    others = RelatedActivity.objects.filter(type__in=_KIN, ref__in=list(by_identifier)).order_by()
    pairs = set()
    for source, ref, kind in (*own, *others.values_list("activity_id", "ref", "type")):
        other = by_identifier.get(ref or "") or known.get(ref or "")
        if other is None or other == source:
            continue
        pairs.add((other, source) if kind == RelationType.PARENT else (source, other))
    if pairs:
        Parenthood.objects.bulk_create(
            (Parenthood(parent_id=parent, child_id=child) for parent, child in sorted(pairs)), ignore_conflicts=True
        )


def _ids_of(identifiers: Iterable[str]) -> dict[str, int]:
    wanted = list(identifiers)
    if not wanted:
        return {}
    return dict(Activity.objects.filter(iati_identifier__in=wanted).values_list("iati_identifier", "pk"))
