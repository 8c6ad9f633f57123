"""Legal instruments, their articles, and the frames that activities are tagged with, by program."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema
from pydantic import Field

from hamroh.commons.sources import selectors
from hamroh.commons.sources.models import Article, Instrument, Kind
from hamroh.kernel.languages.text import pick
from hamroh.web.api.access import operation
from hamroh.web.api.etags import sent
from hamroh.web.api.pages import PageQuery, page_of
from hamroh.web.api.problems import READ_RESPONSES
from hamroh.web.api.values import Day, Slug, Words

router = Router(tags=["sources"])
KindKey = Literal["law", "resolution", "goal-frame", "regulation", "form", "text"]
assert set(KindKey.__args__) == set(Kind.values)  # type: ignore[attr-defined]


class InstrumentQuery(PageQuery):
    """Filters of the list."""

    q: Words = Field("", description="Part of the number or key.")
    kind: KindKey | None = None
    in_force_on: Day | None = Field(None, description="In force on this day.")


class ArticleSchema(Schema):
    """A provision as it reads now; `heading` and `text` in the reader's language, the others in all."""

    key: str
    number: str
    heading: str
    text: str
    headings: dict[str, str]
    texts: dict[str, str]
    addressed_to: str
    version: int


class InstrumentRow(Schema):
    """An instrument in a list."""

    key: str
    kind: str
    kind_label: str
    number: str
    title: str
    titles: dict[str, str]
    adopted_on: date | None
    adopted_by: str
    in_force_from: date | None
    in_force_to: date | None
    url: str
    version: int
    review: str
    fictional: bool


class InstrumentSchema(InstrumentRow):
    """An instrument with its articles."""

    note: str
    articles: list[ArticleSchema]


class InstrumentPage(Schema):
    """A page; `next` is the `after` of the page that follows, null on the last."""

    items: list[InstrumentRow]
    next: int | None


class FrameSchema(Schema):
    """Something that an activity can be tagged with: vocabulary and code are those of the IATI tag."""

    vocabulary: str
    vocabulary_uri: str
    code: str
    number: str
    label: str
    labels: dict[str, str]
    instrument: str
    article: str


class FrameList(Schema):
    """All frames, instruments before their articles."""

    items: list[FrameSchema]


@router.get("", response={200: InstrumentPage, **READ_RESPONSES}, summary="Legal instruments")
@operation("sources.view")
def list_instruments(request: HttpRequest, query: Query[InstrumentQuery]) -> HttpResponse:
    """Laws, resolutions, goal frames, forms and texts, in pages, without their articles."""
    found = selectors.visible_to(None, request.acting.actor).prefetch_related(None)  # type: ignore[attr-defined]
    if query.q:
        found = found.filter(Q(key__icontains=query.q) | Q(number__icontains=query.q))
    if query.kind:
        found = found.filter(kind=query.kind)
    if query.in_force_on:
        found = found.filter(pk__in=Instrument.objects.in_force(query.in_force_on).values("pk"))
    rows, following = page_of(found, query)
    return sent(request, InstrumentPage(items=[InstrumentRow(**_row(one)) for one in rows], next=following))


@router.get("/frames", response={200: FrameList, **READ_RESPONSES}, summary="Frames for tags")
@operation("sources.view")
def list_frames(request: HttpRequest) -> HttpResponse:
    """Goals, targets and calls that an activity can name in its tags."""
    return sent(request, FrameList(items=[_frame(one) for one in selectors.frames()]))


@router.get("/{key}", response={200: InstrumentSchema, **READ_RESPONSES}, summary="A legal instrument")
@operation("sources.view")
def read_instrument(request: HttpRequest, key: Slug) -> HttpResponse:
    """One instrument with its articles as they read now."""
    found = selectors.visible_to(None, request.acting.actor)  # type: ignore[attr-defined]
    one = get_object_or_404(found, key=key)
    articles = [_article(article) for article in one.articles.all()]
    return sent(request, InstrumentSchema(**_row(one), note=pick(one.notes).text, articles=articles))


def _row(one: Instrument) -> dict[str, Any]:
    return {
        "key": one.key,
        "kind": one.kind,
        "kind_label": str(Kind(one.kind).label),
        "number": one.number,
        "title": pick(one.titles).text or one.number or one.key,
        "titles": one.titles,
        "adopted_on": one.adopted_on,
        "adopted_by": pick(one.adopted_by).text,
        "in_force_from": one.in_force_from,
        "in_force_to": one.in_force_to,
        "url": one.url,
        "version": one.version,
        "review": one.review,
        "fictional": one.fictional,
    }


def _article(one: Article) -> ArticleSchema:
    return ArticleSchema(
        key=one.key,
        number=one.number,
        heading=pick(one.headings).text,
        text=pick(one.texts).text,
        headings=one.headings,
        texts=one.texts,
        addressed_to=one.addressed_to,
        version=one.version,
    )


def _frame(one: selectors.Frame) -> FrameSchema:
    return FrameSchema(
        vocabulary=one.vocabulary,
        vocabulary_uri=one.vocabulary_uri,
        code=one.code,
        number=one.number,
        label=pick(one.labels).text or one.code,
        labels=dict(one.labels),
        instrument=one.instrument,
        article=one.article,
    )
