"""The list of gaps and overlaps: proposals for who decides, confirmed ones for everybody."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import django_filters
from django.conf import settings
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from hamroh.commons.indicators.areas import area_name
from hamroh.commons.indicators.models import Indicator
from hamroh.kernel.languages.text import pick
from hamroh.kernel.places.models import Level, Place
from hamroh.web.components.choices import MarkedSelect, spoken
from hamroh.web.components.records import Crumb
from hamroh.web.components.register import Column, Empty, Register, SavedView
from hamroh.web.desk.exports import export_register
from hamroh.web.permissions import page

from ...codes.themes import SCHEMES
from ...findings.rules import BY_KEY
from ...findings.telling import sentence, sentence_marked, service_label, theme_label
from ...models import Finding, FindingKind, FindingState
from ...selectors.findings import countries as with_findings
from ...selectors.findings import visible_to
from ...selectors.rounds import countries as with_rounds


def countries() -> list[str]:
    """Countries that findings can be about."""
    return sorted({settings.HAMROH_COUNTRY, *with_findings(), *with_rounds()})


def country_of(request: HttpRequest) -> str:
    """The country that the address asks for; one that we know nothing of is our own."""
    wanted = request.GET.get("country", "")
    return wanted if wanted in countries() else settings.HAMROH_COUNTRY


def country_choices() -> list[tuple[str, str]]:
    """By name."""
    return sorted(((code, area_name(code)) for code in countries()), key=lambda pair: pair[1])


def theme_choices() -> list[tuple[str, str]]:
    """The thematic areas that findings have."""
    known = set(Finding.objects.exclude(theme="").order_by().values_list("theme", flat=True).distinct())
    ordered = [key for scheme in SCHEMES.values() for key in scheme.by_key if key in known]
    return [(key, theme_label(key)) for key in ordered]


def place_choices() -> list[tuple[str, Any]]:
    """The regions that findings lie in, each by country and key."""
    at = Finding.objects.exclude(place=None)
    own = at.filter(place__level=Level.REGION).values("place")
    above = at.filter(place__level=Level.DISTRICT).values("place__parent")
    regions = Place.objects.filter(Q(pk__in=own) | Q(pk__in=above)).order_by("country", "slug")
    return [(f"{one.country}-{one.slug}", spoken(one.names, one.slug)) for one in regions]


class FindingFilter(django_filters.FilterSet):
    """By kind, thematic area and region; the country decides what is listed at all."""

    kind = django_filters.ChoiceFilter(label=gettext_lazy("Kind"), choices=FindingKind.choices)
    theme = django_filters.ChoiceFilter(label=gettext_lazy("Thematic area"), choices=theme_choices)
    place = django_filters.ChoiceFilter(
        label=gettext_lazy("Region"), choices=place_choices, method="within", widget=MarkedSelect
    )
    country = django_filters.ChoiceFilter(label=gettext_lazy("Country"), choices=country_choices, method="listed")

    class Meta:
        model = Finding
        fields: list[str] = []

    def within(self, findings: QuerySet[Finding], name: str, key: str) -> QuerySet[Finding]:
        """Those of a region and of its districts."""
        country, _dash, slug = key.partition("-")
        here = Q(place__slug=slug) | Q(place__parent__slug=slug, place__parent__level=Level.REGION)
        return findings.filter(here, place__country=country)

    def listed(self, findings: QuerySet[Finding], name: str, code: str) -> QuerySet[Finding]:
        """The list is of that country already."""
        return findings


class DecidersFilter(FindingFilter):
    """Who decides also asks for what is decided, and by which rule it was found."""

    state = django_filters.ChoiceFilter(label=gettext_lazy("State"), choices=FindingState.choices)
    rule = django_filters.ChoiceFilter(
        label=gettext_lazy("Rule"), choices=lambda: [(key, rule.label) for key, rule in BY_KEY.items()]
    )


def columns(indicators: Mapping[str, Indicator], *, deciding: bool) -> tuple[Column, ...]:
    """The columns; `indicators` by code."""
    return (
        Column(
            key="sentence",
            label=gettext_lazy("What was found"),
            value=lambda row: sentence_marked(row, indicators),
            export=lambda row: sentence(row, indicators),
            href=lambda row: reverse("coordination:finding-record", args=[row.pk]),
            fixed=True,
            wide=True,
        ),
        Column(key="kind", label=gettext_lazy("Kind"), value=lambda row: row.get_kind_display(), sort=("kind",)),
        Column(
            key="state", label=gettext_lazy("State"), value=lambda row: row.get_state_display(), sort=("state",),
            default=deciding,
        ),
        Column(
            key="theme",
            label=gettext_lazy("Thematic area"),
            value=lambda row: theme_label(row.theme),
            sort=("theme",),
        ),
        Column(
            key="place",
            label=gettext_lazy("Place"),
            value=lambda row: row.place.name if row.place else "",
            language=lambda row: pick(row.place.names).lang if row.place else "",
            sort=("place__slug",),
        ),
        Column(key="service", label=gettext_lazy("Kind of work"), value=service_label, default=False),
        Column(
            key="bodies", label=gettext_lazy("Organisations at work"), numeric=True, default=False,
            value=lambda row: row.facts.get("bodies", 0),
        ),
        Column(
            key="weight", label=gettext_lazy("Weight"), value=lambda row: round(row.weight), sort=("weight",),
            numeric=True, default=deciding,
        ),
        Column(key="found_at", label=gettext_lazy("First found"), sort=("found_at",), default=deciding),
        Column(key="decided_at", label=gettext_lazy("Decided"), sort=("decided_at",), default=not deciding),
    )  # fmt: skip


def findings_of(request: HttpRequest) -> Register:
    """The list that this address asks for, as far as the reader may see it."""
    acting = request.acting  # type: ignore[attr-defined]
    deciding = bool(acting.may("coordination.decide"))
    country = country_of(request)
    found = visible_to(None, acting.actor).filter(country=country)
    kept = f"&country={country}" if country != settings.HAMROH_COUNTRY else ""
    return Register(
        request=request,
        queryset=found,
        columns=columns({one.code: one for one in Indicator.objects.all()}, deciding=deciding),
        caption=gettext_lazy("Gaps and overlaps"),
        filters=DecidersFilter if deciding else FindingFilter,
        ordering=("-weight", "-pk"),
        views=(
            *((SavedView(label=gettext_lazy("To be decided"), query=f"state=open{kept}"),) if deciding else ()),
            SavedView(label=gettext_lazy("Gaps"), query=f"kind=gap{kept}"),
            SavedView(label=gettext_lazy("Overlaps"), query=f"kind=overlap{kept}"),
        ),
        empty=Empty(
            title=gettext_lazy("Nothing found yet") if deciding else gettext_lazy("Nothing confirmed yet"),
            text=gettext_lazy("Here stands where need shows and nobody works, and where several do the same. Each was "
                              "found by a rule and confirmed by a person."),
            action=gettext_lazy("How findings are made"),
            href=reverse("coordination:finding-rules"),
        ),
        export_href=reverse("coordination:finding-export"),
    )  # fmt: skip


@require_safe
@page("coordination.view_public")
def register(request: HttpRequest) -> HttpResponse:
    """Gaps and overlaps of a country."""
    country = country_of(request)
    context = {
        "register": findings_of(request),
        "crumbs": [
            Crumb(label=_("Coordination"), href=reverse("coordination:overview")),
            Crumb(label=_("Gaps and overlaps")),
        ],
        "country": country,
        "country_name": area_name(country),
        "may_decide": request.acting.may("coordination.decide"),  # type: ignore[attr-defined]
    }  # fmt: skip
    return render(request, "coordination/findings/register.html", context)


@require_safe
@page("coordination.view_public")
def export(request: HttpRequest) -> HttpResponse:
    """The same list as a workbook."""
    return export_register(request, findings_of(request))
