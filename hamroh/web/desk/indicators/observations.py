"""The figures of an indicator as a list, and the page of one figure: source, history, what it was computed from."""

from __future__ import annotations

import io
from typing import Any

import django_filters
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from hamroh.commons.indicators import exporting, selectors
from hamroh.commons.indicators.areas import area_name
from hamroh.commons.indicators.catalogue import unit_label
from hamroh.commons.indicators.models import Indicator, Observation
from hamroh.commons.indicators.vocabulary import DIMENSION_BY_KEY, REMARKS
from hamroh.kernel.languages.text import pick
from hamroh.kernel.ledger.actors import Actor
from hamroh.web.components.records import Fact
from hamroh.web.components.register import Column, Empty, Register
from hamroh.web.desk.exports import export_register
from hamroh.web.desk.indicators.charting import plain
from hamroh.web.desk.indicators.records import crumbs_of, find
from hamroh.web.permissions import page
from hamroh.web.templatetags.hamroh import number


def breakdown_in_words(observation: Observation) -> str:
    """Women, 15-24; empty for the total."""
    words = []
    for key, code in sorted(observation.breakdown.items()):
        dimension = DIMENSION_BY_KEY.get(key)
        words.append(str((dimension.codes or {}).get(code, code)) if dimension else code)
    return ", ".join(words)


class ObservationFilter(django_filters.FilterSet):
    """By country, other country and years."""

    country = django_filters.CharFilter(label=gettext_lazy("Country code"), lookup_expr="iexact")
    counterpart = django_filters.CharFilter(label=gettext_lazy("Code of the other country"), lookup_expr="iexact")
    breakdown = django_filters.CharFilter(
        label=gettext_lazy("Breakdown, for example sex=female"), field_name="breakdown_key", lookup_expr="icontains"
    )
    since = django_filters.NumberFilter(
        label=gettext_lazy("From the year"), method="from_year", min_value=1, max_value=9999
    )
    until = django_filters.NumberFilter(
        label=gettext_lazy("To the year"), method="to_year", min_value=1, max_value=9999
    )

    class Meta:
        model = Observation
        fields: list[str] = []

    def from_year(self, rows: QuerySet[Observation], name: str, year: Any) -> QuerySet[Observation]:
        """Whose period begins in that year or later."""
        return rows.filter(period_start__year__gte=int(year))

    def to_year(self, rows: QuerySet[Observation], name: str, year: Any) -> QuerySet[Observation]:
        """Whose period begins in that year or before."""
        return rows.filter(period_start__year__lte=int(year))


COLUMNS = (
    Column(
        key="period",
        label=gettext_lazy("Period"),
        value=lambda row: row.period.label,
        sort=("period_start",),
        fixed=True,
        href=lambda row: reverse("indicators:observation", args=[row.pk]),
    ),
    Column(key="country", label=gettext_lazy("Country"), value=lambda row: area_name(row.country), sort=("country",)),
    Column(
        key="counterpart",
        label=gettext_lazy("Origin or nationality"),
        value=lambda row: area_name(row.counterpart) if row.counterpart else "",
        sort=("counterpart",),
    ),
    Column(
        key="place",
        label=gettext_lazy("Place"),
        value=lambda row: pick(row.place.names).text if row.place else "",
        default=False,
    ),
    Column(key="breakdown", label=gettext_lazy("Breakdown"), value=breakdown_in_words, sort=("breakdown_key",)),
    Column(
        key="value",
        label=gettext_lazy("Value"),
        value=lambda row: (
            number(row.value, row.indicator.decimals) if row.value is not None else row.get_missing_reason_display()
        ),
        sort=("value",),
        numeric=True,
        fixed=True,
        export=lambda row: plain(row.value),
    ),
    Column(key="status", label=gettext_lazy("How it came about"), value=lambda row: row.get_status_display()),
    Column(key="source", label=gettext_lazy("Source"), value=lambda row: str(row.source), wide=True),
    Column(
        key="licence",
        label=gettext_lazy("Licence"),
        value=lambda row: row.dataset.licence or row.dataset.producer.licence,
        default=False,
    ),
    Column(key="unit", label=gettext_lazy("Unit"), value=lambda row: unit_label(row.indicator.unit), default=False),
)


def _observations(request: HttpRequest, indicator: Indicator) -> Register:
    rows = selectors.observations(request.acting.actor).filter(indicator=indicator)  # type: ignore[attr-defined]
    return Register(
        request=request,
        queryset=rows.select_related("source__dataset"),
        columns=COLUMNS,
        caption=pick(indicator.names).text or indicator.code,
        filters=ObservationFilter,
        ordering=("-period_start", "country", "counterpart", "breakdown_key"),
        empty=Empty(
            title=gettext_lazy("No figure yet"),
            text=gettext_lazy("Figures come with a file of statistics, or are entered from a report."),
        ),
        export_href=reverse("indicators:observations_xlsx", args=[indicator.code]),
    )


@require_safe
@page("indicators.view")
def register(request: HttpRequest, key: str) -> HttpResponse:
    """All figures that hold today."""
    indicator = find(key, request.acting.actor)  # type: ignore[attr-defined]
    context = {
        "indicator": indicator,
        "register": _observations(request, indicator),
        "crumbs": crumbs_of(indicator, _("All figures")),
    }
    return render(request, "desk/indicators/observations.html", context)


@require_safe
@page("indicators.view")
def export_workbook(request: HttpRequest, key: str) -> HttpResponse:
    """The same list as a workbook."""
    indicator = find(key, request.acting.actor)  # type: ignore[attr-defined]
    return export_register(request, _observations(request, indicator))


@require_safe
@page("indicators.view")
def export_csv(request: HttpRequest, key: str) -> HttpResponse:
    """All figures in the form that an import reads back."""
    actor: Actor = request.acting.actor  # type: ignore[attr-defined]
    indicator = find(key, actor)
    out = io.StringIO()
    exporting.export_csv(viewer=actor, out=out, indicators=(indicator.code,))
    response = HttpResponse(out.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{indicator.code}.csv"'
    return response


@require_safe
@page("indicators.view")
def record(request: HttpRequest, pk: int) -> HttpResponse:
    """One figure, followed back to what produced it."""
    actor: Actor = request.acting.actor  # type: ignore[attr-defined]
    related = ("indicator__producer", "dataset__producer", "source__dataset", "place")
    visible = selectors.visible_to(None, actor).values("pk")
    published = Observation.objects.filter(indicator__in=visible, since__lte=F("dataset__revision"))
    seen = published.select_related(*related)
    observation = get_object_or_404(seen, pk=pk)
    history = selectors.history(observation)
    context = {
        "observation": observation,
        "indicator": observation.indicator,
        "holds": any(row.pk == observation.pk and row.until is None for row in history),
        "crumbs": crumbs_of(observation.indicator, observation.period.label),
        "facts": _facts(observation),
        "source_facts": _source_facts(observation),
        "remarks": [REMARKS[key] for key in observation.remarks if key in REMARKS],
        "parts": selectors.parts_of(observation),
        "history": history if len(history) > 1 else (),
    }
    return render(request, "desk/indicators/observation.html", context)


def _facts(observation: Observation) -> list[Fact]:
    interval = ""
    if observation.lower is not None and observation.upper is not None:
        decimals = observation.indicator.decimals
        interval = _("%(low)s to %(high)s") % {
            "low": number(observation.lower, decimals),
            "high": number(observation.upper, decimals),
        }
    counterpart, place = observation.counterpart, observation.place
    return [
        Fact(label=_("Country"), value=area_name(observation.country)),
        Fact(label=_("Origin or nationality"), value=area_name(counterpart) if counterpart else ""),
        Fact(label=_("Place"), value=pick(place.names).text if place else _("the whole country")),
        Fact(label=_("Period"), value=observation.period.label),
        Fact(label=_("Breakdown"), value=breakdown_in_words(observation) or _("none: the total")),
        Fact(label=_("Interval"), value=interval),
        Fact(label=_("How it came about"), value=observation.get_status_display()),
    ]


def _source_facts(observation: Observation) -> list[Fact]:
    source, dataset = observation.source, observation.dataset
    return [
        Fact(label=_("Producer"), value=str(dataset.producer), href=dataset.producer.url),
        Fact(label=_("Data set"), value=str(dataset), href=dataset.url),
        Fact(label=_("Edition"), value=source.edition),
        Fact(label=_("Licence"), value=dataset.licence or dataset.producer.licence, language="en"),
        Fact(label=_("Line of credit"), value=dataset.producer.credit, language="en"),
        Fact(label=_("File"), value=source.file_name),
        Fact(label=_("Retrieved"), value=source.retrieved),
        Fact(label=_("Entered"), value=source.entered_at),
        Fact(label=_("Hash of the content"), value=source.sha256),
    ]
