"""Lines that came after a decision belong to their undertaking's activity too."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from ..models import Join, JoinState, Line, Reporter
from .undertakings import Identity, lines_alike

_STEP = 500


def apply_joins(reporter: Reporter, lines: QuerySet[Line]) -> int:
    """Give the new ones among a report's lines the activity that their undertaking is joined to; how many got one.

    In the transaction of the verb that completes the report. Lines that were in the report before carry theirs already.
    """
    country = reporter.round.country
    joined = {
        identity_in(join): join.activity_id for join in Join.objects.filter(country=country, state=JoinState.JOINED)
    }
    if not joined:
        return 0
    bodies = {identity.body for identity in joined}
    fresh = lines.filter(activity=None).filter(_of_bodies(bodies)).order_by()
    found = lines_alike(fresh, joined)
    return sum(set_activity(pks, joined[identity]) for identity, pks in found.items())


def identity_in(join: Join) -> Identity:
    """The undertaking of a join."""
    return Identity(*join.sample["identity"])


def lines_of(join: Join) -> QuerySet[Line]:
    """Lines of every version and round in which the undertaking can be: those of its organisation in its country."""
    lines = Line.objects.filter(reporter__round__country=join.country)
    return lines.filter(_of_bodies({identity_in(join).body})).order_by()


def _of_bodies(bodies: set[int]) -> Q:
    """Lines whose undertaking is of one of these organisations (0: of none), see `undertakings.identity_of`."""
    known = bodies - {0}
    own = Q(programming__in=known)
    own |= Q(programming=None, implementing__in=known)
    own |= Q(programming=None, implementing=None, reporter__organisation__in=known)
    return own | Q(programming=None, implementing=None, reporter__organisation=None) if 0 in bodies else own


def set_activity(lines: list[int], activity: int | None) -> int:
    """Write the activity of lines, some hundred at a time; how many lines."""
    for start in range(0, len(lines), _STEP):
        Line.objects.filter(pk__in=lines[start : start + _STEP]).update(activity=activity)
    return len(lines)
