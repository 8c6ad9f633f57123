"""Findings as a reader may see them: everybody the confirmed ones, who decides all of them."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from hamroh.commons.indicators.models import Observation
from hamroh.kernel.ledger.actors import Actor
from hamroh.kernel.organisations.models import Organisation
from hamroh.kernel.people.decisions import may

from ..models import Finding, FindingState, LineVisibility


@dataclass(frozen=True)
class Named:
    """Organisations of a finding that the reader may know of, and how many there are besides."""

    shown: list[Organisation]
    hidden: int


def visible_to(findings: QuerySet[Finding] | None, viewer: Actor) -> QuerySet[Finding]:
    """The findings that the viewer may see, out of `findings` (None: all). Proposals are for those who decide."""
    found = Finding.objects.all() if findings is None else findings
    found = found.select_related("place", "round")
    return found if may(viewer, "coordination.decide") else found.filter(state=FindingState.CONFIRMED)


def named(finding: Finding, viewer: Actor, part: str = "organisations") -> Named:
    """The organisations in a part of the facts (organisations, national, later), as far as their lines are visible."""
    wanted = list(finding.facts.get(part, ()))
    seen_by = finding.facts.get("seen_by", {})
    known = [pk for pk in wanted if _may_know(viewer, pk, seen_by.get(str(pk), LineVisibility.OWN))]
    # One that was joined into another since is named by that one.
    bodies = Organisation.everything.select_related("merged_into").in_bulk(known)
    shown = {(body.merged_into or body).pk: body.merged_into or body for body in bodies.values()}
    ordered = sorted(shown.values(), key=lambda body: (str(body).casefold(), body.pk))
    return Named(ordered, len(wanted) - len(known))


def _may_know(viewer: Actor, organisation: int, seen: str) -> bool:
    if may(viewer, "coordination.call") or viewer.organisation_id == organisation:
        return True
    if seen == LineVisibility.PARTNERS:
        return bool(may(viewer, "coordination.view"))
    return seen == LineVisibility.PUBLIC


def observations_of(finding: Finding) -> dict[int, Observation]:
    """The figures behind a finding, by number, with what a page names of each."""
    wanted = [figure["observation"] for figure in finding.facts.get("figures", ())]
    return Observation.objects.select_related("indicator", "dataset__producer", "source", "place").in_bulk(wanted)


def countries() -> list[str]:
    """Countries with findings, in order."""
    return list(Finding.objects.order_by("country").values_list("country", flat=True).distinct())
