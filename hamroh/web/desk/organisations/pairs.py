"""What the pages of probable duplicates show: two bodies side by side, and the reasons in the reader's language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db import models
from django.db.models import Count, F
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from hamroh.commons.activities import selectors as activities
from hamroh.commons.activities.models import Participation
from hamroh.commons.indicators.areas import area_name
from hamroh.kernel.ledger.actors import Actor
from hamroh.kernel.organisations.duplicates import Proposal, Reason
from hamroh.kernel.organisations.models import Organisation, OrganisationAlias
from hamroh.kernel.organisations.moving import would_move
from hamroh.kernel.people.models import RoleAssignment

REASONS: Mapping[str, Promise] = {
    "same-name": _("Both are called {name}."),
    "same-letters": _("{one} and {other} differ in spaces and signs alone."),
    "same-meaning": _("{one} and {other} are made of the same words, in another order, spelling or language."),
    "known": _("{one} and {other} are names of one body that is known by several."),
    "spelled-nearly": _("{one} and {other} are nearly the same word."),
    "words-shared": _("{one} and {other} share the words that few other names have."),
    "slips": _("{one} and {other} differ in a letter or two."),
    "cut-short": _("{other} begins with {one}, which breaks off."),
    "same-acronym": _("Both use the acronym {acronym}."),
    "initials": _("{acronym} is made of the first letters of {name}."),
}
NAMES_SHOWN = 8


@dataclass(frozen=True)
class Side:
    """One of the two bodies. `activities` are those the reader may see, `people` hold a role today."""

    organisation: Organisation
    names: Sequence[OrganisationAlias]
    more_names: int
    country: str
    activities: int
    people: int


@dataclass(frozen=True)
class Pair:
    """Two bodies that are probably one. `sure` is how much, in whole per cent."""

    left: Side
    right: Side
    sure: int
    reasons: Sequence[SafeString]

    @property
    def key(self) -> str:
        """What tells the pair from the others on a page."""
        return f"{self.left.organisation.pk}-{self.right.organisation.pk}"


def pairs_of(proposals: Sequence[Proposal], viewer: Actor) -> list[Pair]:
    """The pairs with everything that is shown of them: a fixed number of queries for any number of pairs."""
    sides = sides_of({pk for pair in proposals for pk in (pair.one, pair.other)}, viewer)
    return [
        Pair(sides[pair.one], sides[pair.other], round(pair.score * 100), [said(reason) for reason in pair.reasons])
        for pair in proposals
        if pair.one in sides and pair.other in sides
    ]


def sides_of(ids: Iterable[int], viewer: Actor) -> dict[int, Side]:
    """Each standing body by its number."""
    found = Organisation.objects.select_related("parent").prefetch_related(
        models.Prefetch("aliases", OrganisationAlias.objects.order_by("kind", "pk"))
    )
    bodies = found.in_bulk(list(ids))
    counted, people = _activities(bodies, viewer), _people(bodies)
    return {
        pk: Side(
            organisation=body,
            names=(names := list(body.aliases.all()))[:NAMES_SHOWN],
            more_names=max(0, len(names) - NAMES_SHOWN),
            country=area_name(body.country) if body.country else "",
            activities=counted[pk],
            people=people[pk],
        )
        for pk, body in bodies.items()
    }


def said(reason: Reason) -> SafeString:
    """A reason as a sentence. The names in it may be in any language: they are marked as quoted to the letter."""
    code, facts = reason
    quoted = {name: format_html("<q data-verbatim>{}</q>", text) for name, text in facts.items()}
    return format_html(str(REASONS[code]), **quoted)


def kinds_to_move(kept: Organisation, gone: Organisation) -> list[tuple[str, int]]:
    """(kind of record, how many) that would name the kept body, in the reader's language."""
    return [(str(model._meta.verbose_name_plural), count) for model, count in would_move(kept, gone)]


def _activities(ids: Iterable[int], viewer: Actor) -> Counter[int]:
    seen = activities.visible_to(None, viewer).order_by()
    wanted = list(ids)
    reported = seen.filter(reporting_organisation__in=wanted).values("reporting_organisation")
    counted = Counter(dict(reported.annotate(many=Count("pk")).values_list("reporting_organisation", "many")))
    # An activity that it reports and takes part in is one activity.
    others = Participation.objects.filter(organisation__in=wanted, activity__in=seen.values("pk")).exclude(
        activity__reporting_organisation=F("organisation")
    )
    taking_part = others.order_by().values("organisation").annotate(many=Count("activity", distinct=True))
    counted.update(dict(taking_part.values_list("organisation", "many")))
    return counted


def _people(ids: Iterable[int]) -> Counter[int]:
    held = RoleAssignment.objects.on(timezone.localdate()).filter(organisation__in=list(ids)).order_by()
    rows = held.values("organisation").annotate(many=Count("person", distinct=True))
    return Counter(dict(rows.values_list("organisation", "many")))
