"""Parents and children."""

from __future__ import annotations

from ..models import Parenthood


def descendants_of(activity_id: int) -> set[int]:
    """Ids of all activities below one; ends even when publishers wrote a circle."""
    found: set[int] = set()
    layer = {activity_id}
    while layer:
        below = set(Parenthood.objects.filter(parent__in=layer).values_list("child_id", flat=True))
        layer = below - found
        found |= below
    return found
