"""The register of indicators and the page of one; read by everybody."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import django_filters
from django.conf import settings
from django.db.models import Count, F, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from hamroh.commons.indicators import selectors
from hamroh.commons.indicators.catalogue import unit_label
from hamroh.commons.indicators.models import Indicator, Observation, Producer
from hamroh.kernel.languages.folding import fold_name
from hamroh.kernel.languages.text import pick
from hamroh.kernel.ledger.actors import Actor
from hamroh.kernel.ledger.services import subject_of
from hamroh.web.components.records import Crumb, Fact
from hamroh.web.components.register import Column, Empty, Register
from hamroh.web.desk import timeline
from hamroh.web.desk.exports import export_register
from hamroh.web.desk.indicators.charting import by_place, over_time, plain
from hamroh.web.desk.indicators.choosing import ChoiceForm, choose, offer_of
from hamroh.web.permissions import page

_HOLDS = Q(observations__since__lte=F("observations__dataset__revision")) & (
    Q(observations__until=None) | Q(observations__until__gt=F("observations__dataset__revision"))
)


def producer_choices() -> list[tuple[int, str]]:
    """Producers by name."""
    return sorted(((one.pk, str(one)) for one in Producer.objects.all()), key=lambda pair: pair[1])


class IndicatorFilter(django_filters.FilterSet):
    """By words in any language, producer and SDG target."""

    q = django_filters.CharFilter(label=gettext_lazy("Name or code"), method="named")
    producer = django_filters.ChoiceFilter(
        label=gettext_lazy("Producer"), field_name="producer_id", choices=producer_choices
    )
    sdg = django_filters.CharFilter(label=gettext_lazy("SDG target"), field_name="sdg_target", lookup_expr="iexact")
    filled = django_filters.BooleanFilter(label=gettext_lazy("With figures"), method="with_figures")

    class Meta:
        model = Indicator
        fields: list[str] = []

    def named(self, indicators: QuerySet[Indicator], name: str, text: str) -> QuerySet[Indicator]:
        """With the text in the code or in a name; compared here, since there are few and no database folds Tajik."""
        wanted = fold_name(text)
        rows = Indicator.objects.values_list("pk", "code", "names")
        found = [pk for pk, code, names in rows if wanted and wanted in fold_name(" ".join((code, *names.values())))]
        return indicators.filter(pk__in=found)

    def with_figures(self, indicators: QuerySet[Indicator], name: str, wanted: bool) -> QuerySet[Indicator]:
        """Those with, or those without any figure."""
        # `figures` is annotated by the register.
        return indicators.filter(**({"figures__gt": 0} if wanted else {"figures": 0}))


class Newest:
    """The newest national total of each indicator for the country of this installation, read at once for a page."""

    def __init__(self, viewer: Actor) -> None:
        self._viewer = viewer
        self._found: dict[int, Observation | None] = {}

    def meet(self, indicators: Iterable[Indicator]) -> None:
        """Read those of all these indicators."""
        wanted = {one.pk for one in indicators} - set(self._found)
        if not wanted:
            return
        rows = selectors.observations(self._viewer).filter(
            indicator_id__in=wanted, country=settings.HAMROH_COUNTRY, counterpart="", place=None, breakdown_key=""
        )
        self._found |= dict.fromkeys(wanted)
        self._found |= {row.indicator_id: row for row in rows.exclude(value=None).order_by("period_end", "source_id")}

    def of(self, indicator: Indicator) -> Observation | None:
        """That of one indicator; None when there is none."""
        self.meet([indicator])
        return self._found[indicator.pk]


def columns(newest: Newest) -> tuple[Column, ...]:
    """The columns; the newest figures come from `newest`."""
    return (
        Column(
            key="name",
            label=gettext_lazy("Indicator"),
            value=str,
            language=lambda row: pick(row.names).lang if row.names else "",
            fixed=True,
            wide=True,
            href=lambda row: reverse("indicators:record", args=[row.code]),
            note=lambda row: unit_label(row.unit),
        ),
        Column(
            key="newest",
            label=gettext_lazy("Newest figure"),
            value=newest.of,
            template="desk/indicators/newest.html",
            numeric=True,
            export=lambda row: plain(found.value) if (found := newest.of(row)) else None,
        ),
        Column(
            key="period",
            label=gettext_lazy("Period"),
            value=lambda row: found.period.label if (found := newest.of(row)) else "",
        ),
        Column(
            key="producer", label=gettext_lazy("Producer"), value=lambda row: str(row.producer), sort=("producer__key",)
        ),
        Column(key="figures", label=gettext_lazy("Figures"), numeric=True, sort=("figures",)),
        Column(key="frequency", label=gettext_lazy("Frequency"), value=lambda row: row.get_frequency_display()),
        Column(key="sdg_target", label=gettext_lazy("SDG target"), sort=("sdg_target",), default=False),
        Column(key="code", label=gettext_lazy("Code"), sort=("code",), default=False),
    )


def _indicators(request: HttpRequest) -> tuple[Register, Newest]:
    acting = request.acting  # type: ignore[attr-defined]
    newest = Newest(acting.actor)
    may_import = acting.may("indicators.import")
    listed = Register(
        request=request,
        queryset=selectors.visible_to(None, acting.actor).annotate(figures=Count("observations", filter=_HOLDS)),
        columns=columns(newest),
        caption=gettext_lazy("Indicators"),
        filters=IndicatorFilter,
        ordering=("code",),
        empty=Empty(
            title=gettext_lazy("No indicator is defined yet"),
            text=gettext_lazy("Here stands what is measured about migration, with its producer and licence."),
            action=gettext_lazy("Import figures") if may_import else "",
            href=reverse("indicators:import") if may_import else "",
        ),
        export_href=reverse("indicators:export"),
    )
    return listed, newest


@require_safe
@page("indicators.view")
def register(request: HttpRequest) -> HttpResponse:
    """All indicators."""
    listed, newest = _indicators(request)
    newest.meet(listed.rows)
    may_import = request.acting.may("indicators.import")  # type: ignore[attr-defined]
    return render(request, "desk/indicators/register.html", {"register": listed, "may_import": may_import})


@require_safe
@page("indicators.view")
def export(request: HttpRequest) -> HttpResponse:
    """The same list as a workbook."""
    return export_register(request, _indicators(request)[0])


def find(key: str, viewer: Actor) -> Indicator:
    """By code or number. Raises Http404."""
    seen = selectors.visible_to(None, viewer).select_related("numerator", "denominator")
    found = seen.filter(code=key).first()
    if found is None and key.isascii() and key.isdigit() and len(key) < 19:
        found = seen.filter(pk=int(key)).first()
    if found is None:
        raise Http404
    return found


@require_safe
@page("indicators.view")
def record(request: HttpRequest, key: str) -> HttpResponse:
    """What it measures, its figures as chart and table, and where they come from."""
    acting = request.acting  # type: ignore[attr-defined]
    indicator = find(key, acting.actor)
    offer = offer_of(indicator, acting.actor)
    choice = choose(indicator, offer, request.GET, acting.actor)
    context: dict[str, Any] = {
        "indicator": indicator,
        "crumbs": crumbs_of(indicator),
        "facts": _facts(indicator),
        "formula": indicator.is_derived,
        "may_import": acting.may("indicators.import"),
        "events": timeline.of_subject(subject_of(indicator)) if acting.may("desk.view") else (),
        "signed_in": bool(acting.may("desk.view")),
    }
    if choice is not None:
        chart, data = over_time(indicator, choice, acting.actor)
        places = selectors.places_latest(indicator.code, choice.country, viewer=acting.actor)
        context |= {
            "form": ChoiceForm(request.GET, offer=offer, choice=choice),
            "chart": chart,
            "sources": data.sources,
            "small": data.small,
            "fictional": data.fictional,
            "remarks": list(dict.fromkeys(remark for one in data.figures for remark in one.remarks)),
            "place_chart": by_place(indicator, places, unit_label(indicator.unit)),
            "query": f"country={choice.country}&counterpart={choice.counterpart}",
        }
    return render(request, "desk/indicators/record.html", context)


def crumbs_of(indicator: Indicator, *more: str) -> list[Crumb]:
    """The way to a page of the indicator."""
    first = Crumb(label=_("Indicators"), href=reverse("indicators:register"))
    here = reverse("indicators:record", args=[indicator.code]) if more else ""
    return [first, Crumb(label=str(indicator), href=here), *(Crumb(label=label) for label in more)]


def _facts(indicator: Indicator) -> list[Fact]:
    producer = indicator.producer
    return [
        Fact(label=_("Unit"), value=unit_label(indicator.unit)),
        Fact(label=_("Frequency"), value=indicator.get_frequency_display()),
        Fact(label=_("Which way is good"), value=indicator.get_direction_display()),
        Fact(label=_("Producer"), value=str(producer), href=producer.url),
        Fact(label=_("Licence of the producer"), value=producer.licence, language="en"),
        Fact(label=_("Producer's code"), value=indicator.measure, language="en"),
        Fact(label=_("SDG target"), value=indicator.sdg_target),
        Fact(label=_("SDG indicator"), value=indicator.sdg_indicator),
        Fact(label=_("Code"), value=indicator.code, language="en"),
    ]
