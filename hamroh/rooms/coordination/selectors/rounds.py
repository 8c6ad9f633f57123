"""Rounds: the one that readers see now, the one that is open."""

from __future__ import annotations

from django.db.models import QuerySet

from hamroh.kernel.ledger.actors import Actor
from hamroh.kernel.people.decisions import may

from ..models import Reporter, Round, RoundStage

OPEN = (RoundStage.CALLED, RoundStage.CLOSED)
SHOWN = (RoundStage.PUBLISHED, RoundStage.SUPERSEDED)


def visible_to(viewer: Actor) -> QuerySet[Round]:
    """All rounds for who calls them, those that were called for who is signed in, published ones for everybody."""
    rounds = Round.objects.all()
    if may(viewer, "coordination.call"):
        return rounds
    return (
        rounds.exclude(stage=RoundStage.DRAFT) if may(viewer, "coordination.view") else rounds.filter(stage__in=SHOWN)
    )


def published_round(country: str) -> Round | None:
    """The round whose picture stands now."""
    return Round.objects.filter(country=country, stage=RoundStage.PUBLISHED).order_by("-period_end", "-pk").first()


def open_round(country: str) -> Round | None:
    """The round that is being collected."""
    return Round.objects.filter(country=country, stage__in=OPEN).order_by("-period_end", "-pk").first()


def countries() -> list[str]:
    """ISO 3166-1 alpha-3 of countries that have a round, in order."""
    return list(Round.objects.order_by("country").values_list("country", flat=True).distinct())


def reporters_of(round_: Round, viewer: Actor) -> QuerySet[Reporter]:
    """Who reports in a round: all for who calls it, else the viewer's own."""
    reporters = round_.reporters.select_related("organisation", "place").order_by("pk")
    if may(viewer, "coordination.call"):
        return reporters
    return reporters.filter(organisation=viewer.organisation_id) if viewer.organisation_id else reporters.none()
