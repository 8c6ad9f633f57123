"""Which lines a reader sees: of the published reports, or of the last ones."""

from __future__ import annotations

from typing import Literal

from django.db.models import F, Q, QuerySet

from hamroh.kernel.ledger.actors import Actor
from hamroh.kernel.people.decisions import may

from ..models import Line, LineVisibility, Reporter, RoundStage

Which = Literal["published", "latest"]
_SHOWN_STAGES = (RoundStage.PUBLISHED, RoundStage.SUPERSEDED)


def standing(which: Which = "published") -> QuerySet[Line]:
    """The lines of each reporter's report that `which` names; before `visible_to`, for services alone."""
    number = F(f"reporter__{which}")
    return Line.objects.filter(from_version__lte=number).filter(Q(to_version=None) | Q(to_version__gte=number))


def alive(reporter: Reporter, version: int) -> QuerySet[Line]:
    """The lines of one report, by number; none for 0."""
    lines = Line.objects.filter(reporter=reporter, from_version__lte=version)
    return lines.filter(Q(to_version=None) | Q(to_version__gte=version)) if version else lines.none()


def visible_to(viewer: Actor, *, which: Which = "published") -> QuerySet[Line]:
    """The lines that the viewer may see.

    Everybody: public lines of published rounds. Who signed in: also those shared with partners. An organisation: all
    that it reported or takes part in. Who calls rounds: all; only these and the organisation itself see reports that
    are not yet published.
    """
    lines = standing(which)
    if may(viewer, "coordination.call"):
        return lines
    published = Q(reporter__round__stage__in=_SHOWN_STAGES) if which == "published" else Q(pk=None)
    if not may(viewer, "coordination.view"):
        return lines.filter(published, visibility=LineVisibility.PUBLIC)
    shown = published & Q(visibility__in=(LineVisibility.PUBLIC, LineVisibility.PARTNERS))
    own = viewer.organisation_id
    if own is not None:
        shown |= Q(reporter__organisation=own) | Q(programming=own) & published | Q(implementing=own) & published
    return lines.filter(shown)


def counted(lines: QuerySet[Line]) -> QuerySet[Line]:
    """Without repetitions."""
    return lines.filter(counted=True)
