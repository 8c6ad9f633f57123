"""What a reporter said last: in this round, else in the one before, of which the lines are only offered."""

from __future__ import annotations

from django.db.models import QuerySet

from ..models import Line, Reporter, Round
from .lines import alive
from .rounds import SHOWN


def previous_of(reporter: Reporter) -> Reporter | None:
    """The same reporter in the latest published round before; None when it never reported."""
    earlier = Reporter.objects.filter(
        round__country=reporter.round.country,
        round__stage__in=SHOWN,
        round__period_end__lt=reporter.round.period_end,
        published__gt=0,
        organisation=reporter.organisation_id,
        place=reporter.place_id,
    )
    if reporter.organisation_id is None:
        earlier = earlier.filter(label=reporter.label)
    return earlier.select_related("round").order_by("-round__period_end", "-round_id").first()


def base_of(reporter: Reporter) -> QuerySet[Line]:
    """The lines that the next report starts from: the last report's, else those published in the round before."""
    if reporter.latest:
        return alive(reporter, reporter.latest)
    before = previous_of(reporter)
    return alive(before, before.published) if before else Line.objects.none()


def last_round(country: str) -> Round | None:
    """The round whose reporters a new one asks by default: the latest that was called."""
    called = Round.objects.filter(country=country).exclude(stage="draft")
    return called.order_by("-period_end", "-pk").first()


def shown(lines: QuerySet[Line]) -> QuerySet[Line]:
    """Lines with everything that a table of them needs, in a lasting order."""
    return lines.select_related("donor", "programming", "implementing", "place__parent__parent").order_by(
        "sheet", "row", "title", "key"
    )
