"""Proposals that lines of a 4W and an activity are one undertaking, and what was decided about them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import django_filters
from django import forms
from django.conf import settings
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.html import format_html, strip_tags
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from hamroh.commons.indicators.areas import area_name
from hamroh.kernel.languages.folding import fold
from hamroh.kernel.languages.text import pick
from hamroh.kernel.organisations.models import Organisation
from hamroh.web.components.records import Crumb
from hamroh.web.components.register import Column, Empty, Register, SavedView
from hamroh.web.desk.exports import export_register
from hamroh.web.permissions import page

from ...models import Join, JoinState
from ...selectors.joins import organisations_of, reasons_in_words, visible_to
from ...selectors.rounds import countries as with_rounds

MOST_REASONS = 3


def countries() -> list[str]:
    """Countries with rounds, and our own."""
    return sorted({settings.HAMROH_COUNTRY, *with_rounds()})


def country_of(request: HttpRequest) -> str:
    """The country that the address asks for; one that we know nothing of is our own."""
    wanted = request.GET.get("country", "")
    return wanted if wanted in countries() else settings.HAMROH_COUNTRY


def country_choices() -> list[tuple[str, str]]:
    """By name."""
    return sorted(((code, area_name(code)) for code in countries()), key=lambda pair: pair[1])


class JoinFilter(django_filters.FilterSet):
    """By words of either title, state and likeness; the country decides what is listed at all."""

    q = django_filters.CharFilter(
        label=gettext_lazy("Words of a title, or identifier"), method="worded", max_length=200
    )
    state = django_filters.ChoiceFilter(label=gettext_lazy("State"), choices=JoinState.choices)
    likeness = django_filters.NumberFilter(
        label=gettext_lazy("Likeness, per cent, at least"), method="likely", min_value=0, max_value=100,
        widget=forms.NumberInput(attrs={"min": 0, "max": 100}),
    )  # fmt: skip
    country = django_filters.ChoiceFilter(label=gettext_lazy("Country"), choices=country_choices, method="listed")

    class Meta:
        model = Join
        fields: list[str] = []

    def worded(self, joins: QuerySet[Join], name: str, text: str) -> QuerySet[Join]:
        """Those with the words in the activity's title or in what the reports say."""
        words = text.strip()
        activity = Q(activity__title_fold__contains=fold(words)) | Q(activity__iati_identifier__icontains=words)
        return joins.filter(activity | Q(sample__titles__icontains=words) | Q(sample__codes__icontains=words))

    def likely(self, joins: QuerySet[Join], name: str, share: Any) -> QuerySet[Join]:
        """Those at least so alike."""
        return joins.filter(score__gte=float(share) / 100)

    def listed(self, joins: QuerySet[Join], name: str, code: str) -> QuerySet[Join]:
        """The list is of that country already."""
        return joins


def title_of_lines(join: Join) -> str:
    """What the reports call it: a title, else an identifier, else the kind of work."""
    sample = join.sample
    said = sample.get("titles") or sample.get("codes") or sample.get("services") or [""]
    return str(said[0])


def columns(bodies: Mapping[int, Organisation]) -> tuple[Column, ...]:
    """The columns; `bodies` are the organisations that reasons name."""
    return (
        Column(
            key="activity",
            label=gettext_lazy("Activity (IATI)"),
            value=lambda row: pick(row.activity.titles).text or row.activity.iati_identifier,
            language=lambda row: pick(row.activity.titles).lang if row.activity.titles else "",
            href=lambda row: reverse("coordination:join-record", args=[row.pk]),
            note=lambda row: format_html("<span data-verbatim>{}</span>", row.activity.iati_identifier),
            sort=("activity__title_fold",),
            fixed=True,
            wide=True,
        ),
        Column(
            key="lines",
            label=gettext_lazy("Lines of reports (4W)"),
            value=lambda row: format_html("<span data-verbatim>{}</span>", title_of_lines(row)),
            export=title_of_lines,
            wide=True,
        ),
        Column(
            key="count",
            label=gettext_lazy("Number of lines"),
            value=lambda row: row.sample.get("lines", 0),
            numeric=True,
            default=False,
        ),
        Column(
            key="likeness",
            label=gettext_lazy("Likeness, per cent"),
            value=lambda row: round(100 * row.score),
            sort=("score",),
            numeric=True,
        ),
        Column(
            key="reasons",
            label=gettext_lazy("Reasons"),
            value=lambda row: _reasons(row, bodies),
            export=lambda row: strip_tags(_reasons(row, bodies)),
            wide=True,
        ),
        Column(key="state", label=gettext_lazy("State"), value=lambda row: row.get_state_display(), sort=("state",)),
        Column(key="proposed_at", label=gettext_lazy("Proposed"), sort=("proposed_at",), default=False),
        Column(key="decided_at", label=gettext_lazy("Decided"), sort=("decided_at",), default=False),
    )


def _reasons(join: Join, bodies: Mapping[int, Organisation]) -> SafeString:
    told = [words for speaks_for, words in reasons_in_words(join, bodies) if speaks_for][:MOST_REASONS]
    return SafeString(" ".join(told))


def joins_of(request: HttpRequest, *, whole: bool = False) -> Register:
    """The list that this address asks for; `whole`: all of it will be written, not one page."""
    acting = request.acting  # type: ignore[attr-defined]
    country = country_of(request)
    kept = f"&country={country}" if country != settings.HAMROH_COUNTRY else ""
    # Known only once the page's rows are: read when the first cell is written.
    bodies: Any = SimpleLazyObject(lambda: organisations_of(listed.found if whole else listed.rows))
    listed = Register(
        request=request,
        queryset=visible_to(None, acting.actor).filter(country=country),
        columns=columns(bodies),
        caption=gettext_lazy("The same undertaking from two sources"),
        filters=JoinFilter,
        ordering=("-score", "-pk"),
        views=(
            SavedView(label=gettext_lazy("To be decided"), query=f"state=proposed{kept}"),
            SavedView(label=gettext_lazy("Joined"), query=f"state=joined{kept}"),
            SavedView(label=gettext_lazy("Different undertakings"), query=f"state=different{kept}"),
        ),
        empty=Empty(
            title=gettext_lazy("No proposal"),
            text=gettext_lazy("Here stand activities and lines of reports that are probably one undertaking, so that "
                              "nothing is counted twice. Look for them when a file of either kind has come in."),
        ),
        export_href=reverse("coordination:join-export"),
    )  # fmt: skip
    return listed


@require_safe
@page("coordination.join")
def register(request: HttpRequest) -> HttpResponse:
    """Proposals and decisions of a country."""
    country = country_of(request)
    context = {
        "register": joins_of(request),
        "crumbs": [
            Crumb(label=_("Coordination"), href=reverse("coordination:overview")),
            Crumb(label=_("The same undertaking from two sources")),
        ],
        "country": country,
        "country_name": area_name(country),
    }
    return render(request, "coordination/joins/register.html", context)


@require_safe
@page("coordination.join")
def export(request: HttpRequest) -> HttpResponse:
    """The same list as a workbook."""
    return export_register(request, joins_of(request, whole=True))
