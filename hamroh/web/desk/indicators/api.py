"""Indicators and their figures by program; figures also as CSV. Unknown is null with its reason, never zero."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema
from pydantic import Field

from hamroh.commons.indicators import selectors
from hamroh.commons.indicators.models import Indicator, Observation, ObservationQuerySet
from hamroh.commons.indicators.selectors.figures import figure
from hamroh.kernel.languages.text import pick
from hamroh.web.api.access import operation
from hamroh.web.api.etags import sent
from hamroh.web.api.pages import PageQuery, link_to_next, page_of
from hamroh.web.api.problems import READ_RESPONSES
from hamroh.web.api.values import Day, Key, Slug, SoundText, Words, decimal_text

indicators = Router(tags=["indicators"])
observations = Router(tags=["indicators"])
AREA = r"^([A-Z0-9_]{2,4})?$"
CSV = "text/csv; charset=utf-8"


class Producer(Schema):
    """Who publishes, and the line of credit that must stand beside each figure."""

    key: str
    name: str
    licence: str
    credit: str
    url: str


class IndicatorSchema(Schema):
    """What a figure means. A derived one is `factor` × `numerator` / `denominator`."""

    code: str
    name: str
    names: dict[str, str]
    description: str
    method: str
    unit: str
    decimals: int
    frequency: str
    direction: str
    disaggregations: list[str]
    producer: Producer
    numerator: str | None
    denominator: str | None
    factor: str | None
    sdg_target: str
    sdg_indicator: str
    small_counts: bool
    fictional: bool


class IndicatorPage(Schema):
    """A page; `next` is the `after` of the page that follows, null on the last."""

    items: list[IndicatorSchema]
    next: int | None


class SourceSchema(Schema):
    """Whence a figure came."""

    dataset: str
    title: str
    edition: str
    retrieved: date | None
    licence: str
    producer: Producer


class ObservationSchema(Schema):
    """One figure that holds today. Numbers are text, since JSON numbers lose digits. Without `place` it is national."""

    id: int
    indicator: str
    country: str
    counterpart: str
    place: str | None
    period: str
    period_start: date
    period_end: date
    breakdown: dict[str, str]
    value: str | None
    missing_reason: str
    missing_label: str
    lower: str | None
    upper: str | None
    status: str
    status_label: str
    remarks: list[str]
    small_count: bool
    fictional: bool
    note: str
    source: SourceSchema


class ObservationPage(Schema):
    """A page; `next` is the `after` of the page that follows, null on the last."""

    items: list[ObservationSchema]
    next: int | None


class IndicatorQuery(PageQuery):
    """Filters of the list."""

    q: Words = Field("", description="Part of the code.")
    country: str = Field("", pattern=AREA, description="Only those with a figure of this country, at either end.")


class ObservationQuery(PageQuery):
    """Filters of the figures."""

    indicator: SoundText = Field("", max_length=60, description="Code of the indicator.")
    country: str = Field("", pattern=AREA, description="ISO 3166-1 alpha-3 of the country it is about.")
    counterpart: str = Field("", pattern=AREA, description="The other country: origin, destination, nationality.")
    place: SoundText = Field("", max_length=80, description="Key of a place inside the country.")
    dataset: SoundText = Field("", max_length=60, description="Key of the data set.")
    begins: Day | None = Field(None, description="About a time that begins on this day or later.")
    ends: Day | None = Field(None, description="About a time that ends on this day or before.")


@indicators.get("", response={200: IndicatorPage, **READ_RESPONSES}, summary="Indicators")
@operation("indicators.view")
def list_indicators(request: HttpRequest, query: Query[IndicatorQuery]) -> HttpResponse:
    """Definitions, in pages."""
    viewer = request.acting.actor  # type: ignore[attr-defined]
    found = selectors.visible_to(None, viewer)
    if query.country:
        found = selectors.indicators_with_figures(viewer, query.country)
    if query.q:
        found = found.filter(code__icontains=query.q)
    rows, following = page_of(found.select_related("producer", "numerator", "denominator"), query)
    return sent(request, IndicatorPage(items=[_indicator(one) for one in rows], next=following))


@indicators.get("/{code}", response={200: IndicatorSchema, **READ_RESPONSES}, summary="An indicator")
@operation("indicators.view")
def read_indicator(request: HttpRequest, code: Slug) -> HttpResponse:
    """One definition."""
    found = selectors.visible_to(None, request.acting.actor)  # type: ignore[attr-defined]
    return sent(request, _indicator(get_object_or_404(found, code=code)))


@observations.get(
    "",
    response={200: ObservationPage, **READ_RESPONSES},
    summary="Figures",
    openapi_extra={"responses": {200: {"content": {"text/csv": {"schema": {"type": "string"}}}}}},
)
@operation("indicators.view")
def list_observations(request: HttpRequest, query: Query[ObservationQuery]) -> HttpResponse:
    """Figures that hold today, in pages; with `Accept: text/csv` as a table, its next page in the header Link."""
    rows, following = page_of(_filtered(request, query), query)
    items = [_observation(one) for one in rows]
    if request.get_preferred_type(["application/json", "text/csv"]) == "text/csv":
        return sent(request, _table(items), media_type=CSV, headers=link_to_next(request, following))
    return sent(request, ObservationPage(items=items, next=following))


@observations.get("/{int:observation_id}", response={200: ObservationSchema, **READ_RESPONSES}, summary="A figure")
@operation("indicators.view")
def read_observation(request: HttpRequest, observation_id: Key) -> HttpResponse:
    """One figure with its source; 404 when a newer one took its place."""
    row = selectors.observations(request.acting.actor).filter(pk=observation_id).first()  # type: ignore[attr-defined]
    if row is None:
        raise Http404
    return sent(request, _observation(row))


def _filtered(request: HttpRequest, query: ObservationQuery) -> ObservationQuerySet:
    found = selectors.observations(request.acting.actor)  # type: ignore[attr-defined]
    wanted: dict[str, Any] = {
        "indicator__code": query.indicator, "country": query.country, "counterpart": query.counterpart,
        "place__slug": query.place, "dataset__key": query.dataset, "period_start__gte": query.begins,
        "period_end__lte": query.ends,
    }  # fmt: skip
    return found.filter(**{name: value for name, value in wanted.items() if value})


def _indicator(one: Indicator) -> IndicatorSchema:
    return IndicatorSchema(
        code=one.code,
        name=pick(one.names).text or one.code,
        names=one.names,
        description=pick(one.descriptions).text,
        method=pick(one.methods).text,
        unit=one.unit,
        decimals=one.decimals,
        frequency=one.frequency,
        direction=one.direction,
        disaggregations=list(one.disaggregations),
        producer=_producer(one.producer),
        numerator=one.numerator.code if one.numerator else None,
        denominator=one.denominator.code if one.denominator else None,
        factor=decimal_text(one.factor) if one.is_derived else None,
        sdg_target=one.sdg_target,
        sdg_indicator=one.sdg_indicator,
        small_counts=one.small_counts,
        fictional=one.fictional,
    )


def _producer(producer: Any) -> Producer:
    return Producer(
        key=producer.key, name=str(producer), licence=producer.licence, credit=producer.credit, url=producer.url
    )


def _observation(row: Observation) -> ObservationSchema:
    shown = figure(row)
    return ObservationSchema(
        id=row.pk,
        indicator=row.indicator.code,
        country=row.country,
        counterpart=row.counterpart,
        place=row.place.slug if row.place else None,
        period=row.period.label,
        period_start=row.period_start,
        period_end=row.period_end,
        breakdown=row.breakdown,
        value=decimal_text(row.value),
        missing_reason=row.missing_reason,
        missing_label=shown.missing,
        lower=decimal_text(row.lower),
        upper=decimal_text(row.upper),
        status=row.status,
        status_label=shown.trust,
        remarks=list(shown.remarks),
        small_count=row.small_count,
        fictional=shown.fictional,
        note=pick(row.note).text,
        source=_source(row),
    )


def _source(row: Observation) -> SourceSchema:
    dataset = row.dataset
    return SourceSchema(
        dataset=dataset.key,
        title=str(dataset),
        edition=row.source.edition,
        retrieved=row.source.retrieved,
        licence=dataset.licence or dataset.producer.licence,
        producer=_producer(dataset.producer),
    )


# The columns of the table: fields of the figure, then what must be told of its source.
_COLUMNS = (
    "id", "indicator", "country", "counterpart", "place", "period", "period_start", "period_end", "breakdown", "value",
    "missing_reason", "lower", "upper", "status", "small_count", "fictional", "note",
)  # fmt: skip
_SOURCE_COLUMNS = ("dataset", "edition", "licence")


def _table(items: list[ObservationSchema]) -> bytes:
    """CSV as RFC 4180 has it, in UTF-8."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([*_COLUMNS, *_SOURCE_COLUMNS, "producer", "credit"])
    for one in items:
        plain = one.model_dump(mode="json")
        plain["breakdown"] = json.dumps(one.breakdown, ensure_ascii=False) if one.breakdown else ""
        source = [plain["source"][name] for name in _SOURCE_COLUMNS]
        producer = [one.source.producer.name, one.source.producer.credit]
        writer.writerow(["" if plain[name] is None else plain[name] for name in _COLUMNS] + source + producer)
    return out.getvalue().encode()
