"""The rules by which gaps and overlaps are proposed. Whoever adds one adds a row here: the page that explains findings
and the title on the agenda are made from it.

A rule is a sentence about figures. It accuses nobody: what it finds is a proposal until a person confirms it.
For review by the responsible body.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from hamroh.kernel.places.models import Level

from ..models import FindingKind

# How a rule is applied, see `seeking.FINDERS`.
Finder = Literal["need", "ends", "elsewhere", "parallel", "beyond_need"]
# How a parameter is written: a share as per cent, a number of days, of bodies, of places.
Unit = Literal["share", "days", "bodies", "places"]


@dataclass(frozen=True)
class Parameter:
    """What a parameter of rules means."""

    label: str | Promise
    unit: Unit


PARAMETERS: Mapping[str, Parameter] = {
    "upper_share": Parameter(_("Part of the places, counted from the worst, whose figure shows need"), "share"),
    "least_places": Parameter(_("Places with a figure that a comparison needs at least"), "places"),
    "least_bodies": Parameter(_("Organisations at work, at least"), "bodies"),
    "most_bodies": Parameter(_("Organisations at work, at most"), "bodies"),
    "ends_within": Parameter(_("All work ends within so many days after the period"), "days"),
    "share_elsewhere": Parameter(_("Part of the other regions where somebody works on it, at least"), "share"),
    "least_days": Parameter(_("Days that they work at the same time, at least"), "days"),
    "ahead": Parameter(_("Days after the period that are looked at"), "days"),
    "share_of_need": Parameter(_("People targeted, as a share of the people in need, above"), "share"),
}  # fmt: skip


@dataclass(frozen=True)
class Rule:
    """One rule. `level` is that of the places looked at, `by` what is counted there.

    `sentence` is said of each finding, with the facts of `telling.words_of`; `covers` is the rule of a lower level
    whose findings inside this place are then left out, as this one says them all.
    """

    key: str
    kind: FindingKind
    finder: Finder
    level: Level
    by: Literal["theme", "service"]
    label: str | Promise
    explanation: str | Promise
    sentence: str | Promise
    parameters: Mapping[str, float]
    # A figure above that of the whole country shows need too; one above the figure before it, where there is no place
    # to compare with.
    above_country: bool = False
    rising: bool = False
    covers: str = ""


RULES: tuple[Rule, ...] = (
    Rule(
        key="need_nobody_country",
        kind=FindingKind.GAP,
        finder="need",
        level=Level.COUNTRY,
        by="theme",
        label=_("Need in the country, nobody at work"),
        explanation=_(
            "The country's newest figure is worse than the one before it, and no organisation is known to work on the "
            "thematic area anywhere in the country."
        ),
        sentence=_(
            "%(theme)s: the figure “%(indicator)s” has become worse (%(value)s), and no organisation is known to work "
            "on it in the country."
        ),
        parameters={"most_bodies": 0},
        rising=True,
    ),
    Rule(
        key="need_nobody_region",
        kind=FindingKind.GAP,
        finder="need",
        level=Level.REGION,
        by="theme",
        label=_("Need in a region, nobody at work"),
        explanation=_(
            "The figure of the region is among the worst of all regions, or worse than that of the whole country, and "
            "no organisation is known to work on the thematic area anywhere in the region."
        ),
        sentence=_(
            "%(theme)s in %(place)s: the figure “%(indicator)s” is among the worst (%(value)s), and no organisation is "
            "known to work on it there."
        ),
        parameters={"upper_share": 1 / 3, "least_places": 4, "most_bodies": 0},
        above_country=True,
        covers="need_nobody_district",
    ),
    Rule(
        key="need_nobody_district",
        kind=FindingKind.GAP,
        finder="need",
        level=Level.DISTRICT,
        by="theme",
        label=_("Need in a district, nobody at work"),
        explanation=_(
            "The figure of the district is among the worst of all districts, and no organisation is known to work on "
            "the thematic area in the district or in its region as a whole."
        ),
        sentence=_(
            "%(theme)s in %(place)s: the figure “%(indicator)s” is among the worst (%(value)s), and no organisation is "
            "known to work on it there."
        ),
        parameters={"upper_share": 1 / 3, "least_places": 6, "most_bodies": 0},
    ),
    Rule(
        key="one_for_many",
        kind=FindingKind.GAP,
        finder="need",
        level=Level.DISTRICT,
        by="theme",
        label=_("Need in a district, one organisation alone"),
        explanation=_(
            "The figure of the district is among the worst of all districts, and a single organisation is known to "
            "work on the thematic area there. If it stops, nobody is left."
        ),
        sentence=_(
            "%(theme)s in %(place)s: the figure “%(indicator)s” is among the worst (%(value)s), and a single "
            "organisation is known to work on it there."
        ),
        parameters={"upper_share": 1 / 4, "least_places": 6, "least_bodies": 1, "most_bodies": 1},
    ),
    Rule(
        key="work_ends",
        kind=FindingKind.GAP,
        finder="ends",
        level=Level.DISTRICT,
        by="theme",
        label=_("All work in a district ends soon"),
        explanation=_(
            "Everything that is known on the thematic area in the district, and in its region as a whole, has an end "
            "soon after the period, and nobody has said that work will begin later. Work that is reported for a month "
            "says nothing about its end."
        ),
        sentence=ngettext_lazy(
            "%(theme)s in %(place)s: the work of %(bodies)s organisation known there ends by %(until)s, and no "
            "other is announced.",
            "%(theme)s in %(place)s: the work of the %(bodies)s organisations known there ends by %(until)s, and no "
            "other is announced.",
            "bodies",
        ),
        parameters={"ends_within": 92},
    ),
    Rule(
        key="elsewhere_only",
        kind=FindingKind.GAP,
        finder="elsewhere",
        level=Level.REGION,
        by="theme",
        label=_("A region that is left out"),
        explanation=_(
            "Somebody works on the thematic area in most other regions, nobody is known to do so in this one, and no "
            "figure is at hand that would say whether there is need."
        ),
        sentence=_(
            "%(theme)s in %(place)s: nobody is known to work on it, while somebody does in %(elsewhere)s of the "
            "%(others)s other regions. Whether there is need, no figure says."
        ),
        parameters={"share_elsewhere": 2 / 3, "least_places": 3},
    ),
    Rule(
        key="same_work",
        kind=FindingKind.OVERLAP,
        finder="parallel",
        level=Level.DISTRICT,
        by="service",
        label=_("Several organisations do the same in a district"),
        explanation=_(
            "Several organisations that answer for their own programme do the same kind of work in one district at the "
            "same time. Partners who carry out one programme together count once. It may be agreed: ask them."
        ),
        sentence=ngettext_lazy(
            "%(service)s in %(place)s: %(bodies)s organisation works on it, %(days)s days at the same time.",
            "%(service)s in %(place)s: %(bodies)s organisations do the same kind of work, %(days)s days at the same "
            "time.",
            "bodies",
        ),
        parameters={"least_bodies": 3, "least_days": 30, "ahead": 365},
    ),
    Rule(
        key="beyond_need",
        kind=FindingKind.OVERLAP,
        finder="beyond_need",
        level=Level.DISTRICT,
        by="theme",
        label=_("More people targeted than are in need"),
        explanation=_(
            "Together several organisations target more people in the district than the figure counts as in need. The "
            "same people may be meant by several, or the figure may be too low."
        ),
        sentence=ngettext_lazy(
            "%(theme)s in %(place)s: %(bodies)s organisation targets %(targeted)s people; the figure “%(indicator)s” "
            "is %(value)s.",
            "%(theme)s in %(place)s: %(bodies)s organisations target up to %(targeted)s people together; the figure "
            "“%(indicator)s” is %(value)s.",
            "bodies",
        ),
        parameters={"least_bodies": 2, "share_of_need": 1.0},
    ),
)  # fmt: skip
BY_KEY = {rule.key: rule for rule in RULES}
# A figure older than this is used, and the finding says how old it is.
OLD_AFTER_YEARS = 3
# A dismissed finding is asked again when its figure has moved by more than this share, or when its organisations have
# become fewer (a gap) or more (an overlap).
MATERIAL_CHANGE = 0.2
