"""Money beside people: who gives, for whom, and how many were reached."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hamroh.web.components.records import Figure
from hamroh.web.permissions import page

from ...codes.lists import AGES, SEXES
from ...selectors.funding import Funding, funding_of
from . import words
from .asking import Asked, asked
from .frame import empty_of, shown


@require_safe
@page("coordination.view_public")
def funding(request: HttpRequest) -> HttpResponse:
    """Budgets by donor and currency, people by sex and age."""
    question = asked(request)
    if not question.form.is_valid():
        return shown(question, "faults", "picture-funding")
    found = funding_of(question.rows)
    nothing = not found.distinct and not found.activities.counted
    return shown(
        question, "funding", "picture-funding",
        found=found,
        empty=empty_of(question) if nothing else None,
        figures=_figures(question, found),
        donors=_donors(question, found),
        money=words.money(found.money),
        activities=words.money(found.activities.by_currency),
        groups=_groups(found),
        lines_href=question.link("picture-lines"),
        activities_href=question.link("picture-activities"),
    )  # fmt: skip


def _figures(question: Asked, found: Funding) -> list[Figure]:
    lines = question.link("picture-lines")
    return [
        words.people_figure(_("People targeted"), found.targeted, lines),
        words.people_figure(_("People reached"), found.reached, lines),
        Figure(label=_("Distinct lines with a budget"), value=found.distinct - found.without_amount, of=found.distinct),
        Figure(label=_("Activities with a budget"), value=found.activities.counted,
               href=question.link("picture-activities")),
    ]  # fmt: skip


def _donors(question: Asked, found: Funding) -> list[dict[str, Any]]:
    names = words.names_of(one.donor for one in found.donors if one.donor is not None)
    return [
        {
            "name": words.body(names.get(one.donor)) if one.donor else _("no donor named"),
            "href": question.link("picture-lines", organisation=str(one.donor), role="donor") if one.donor else "",
            "money": words.money(one.money),
            "undertakings": one.undertakings,
            "targeted": words.people(one.targeted),
            "reached": words.people(one.reached),
        }
        for one in found.donors
    ]


def _groups(found: Funding) -> list[tuple[str, str, str]]:
    """(who, targeted, reached) by sex and age, in the order of their lists."""
    order = [(sex, age) for sex in (*SEXES.by_key, "") for age in (*AGES.by_key, "")]
    told = {(sex, age) for _measure, sex, age in found.groups}
    return [
        (
            _who(sex, age),
            words.people(found.groups.get(("targeted", sex, age))),
            words.people(found.groups.get(("reached", sex, age))),
        )
        for sex, age in order
        if (sex, age) in told
    ]


def _who(sex: str, age: str) -> str:
    if sex and age:
        return _("%(sex)s, %(age)s") % {"sex": SEXES.label(sex), "age": AGES.label(age)}
    if sex or age:
        return SEXES.label(sex) if sex else AGES.label(age)
    return _("sex and age not told")
