"""Who does what, where, by program: the published picture, its lines and its ties. Public data needs no token."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from hamroh.kernel.places.models import Place
from hamroh.web.api.access import operation
from hamroh.web.api.etags import sent
from hamroh.web.api.pages import PageQuery, page_of
from hamroh.web.api.problems import READ_RESPONSES
from hamroh.web.api.values import CountryCode, OrganisationLabel, SoundText, decimal_text, organisation_label

from .models import Line
from .selectors.cube import Picture, Summed, picture_of
from .selectors.drill import behind, listed
from .selectors.matrix import matrix_in
from .selectors.network import network_of
from .selectors.reach import Interval
from .selectors.scope import NATIONAL, UNRESOLVED, Scope, Spot

router = Router(tags=["coordination"])


class PictureQuery(Schema):
    """Whose picture, and how far it is narrowed."""

    country: CountryCode = Field(settings.HAMROH_COUNTRY, description="ISO 3166-1 alpha-3.")
    theme: SoundText = Field("", max_length=40, description="Key of a thematic area.")
    place: SoundText = Field("", max_length=80, description="Key of a region or district.")
    status: SoundText = Field("", max_length=10, description="planned, ongoing, completed, suspended or cancelled.")


class LineQuery(PictureQuery, PageQuery):
    """Filters of the lines."""


class RoundLabel(Schema):
    """The reporting round that the picture rests on."""

    id: int
    titles: dict[str, str]
    scheme: str
    period_start: dt.date
    period_end: dt.date
    fictional: bool


class Bounds(Schema):
    """A number of people between two bounds: lines may overlap. Both are the same when nothing can."""

    lower: int
    upper: int


class Amount(Schema):
    """Money in one currency; currencies are never added."""

    currency: str
    amount: str | None


class CellSchema(Schema):
    """What is at work. `lines` with repetitions, `distinct` without; an undertaking counts once."""

    theme: str
    place: str | None
    place_kind: str
    at_work: int
    donors: int
    programming: int
    implementing: int
    undertakings: int
    activities: int
    lines: int
    distinct: int
    targeted: Bounds | None
    reached: Bounds | None
    budgets: list[Amount]


class MatrixSchema(Schema):
    """Cells by region and thematic area; inside a region by district. `place_kind`: place, whole (known of the region
    as a whole), country (of the whole country) or unknown (named, but not recognised)."""

    country: str
    scheme: str
    round: RoundLabel | None
    cells: list[CellSchema]
    total: CellSchema


class LineSchema(Schema):
    """One line. People and money as reported."""

    id: int
    key: str
    counted: bool
    donor: OrganisationLabel | None
    programming: OrganisationLabel | None
    implementing: OrganisationLabel | None
    theme: str
    service: str
    title: str
    code: str
    place: str | None
    region: str | None
    status: str
    start: dt.date | None
    end: dt.date | None
    targeted: int | None
    reached: int | None
    amount: str | None
    currency: str
    activity: str | None


class LinePage(Schema):
    """A page; `next` is the `after` of the page that follows, null on the last."""

    round: RoundLabel | None
    items: list[LineSchema]
    next: int | None


class TieSchema(Schema):
    """Two organisations (by id) and in how many undertakings both have a role."""

    one: int
    other: int
    undertakings: int


class NetworkSchema(Schema):
    """The strongest ties, of `all_ties`."""

    country: str
    ties: list[TieSchema]
    all_ties: int


@router.get("/matrix", response={200: MatrixSchema, **READ_RESPONSES}, summary="Who does what, where: counted")
@operation("coordination.view_public")
def read_matrix(request: HttpRequest, query: Query[PictureQuery]) -> HttpResponse:
    """Organisations, undertakings, people and money by place and thematic area."""
    picture, spot = _asked(request, query)
    counted = matrix_in(picture, theme=query.theme, spot=spot)
    inside = spot is not None and spot.region > NATIONAL
    slugs = dict(Place.objects.filter(pk__in=[*counted.rows]).values_list("pk", "slug"))
    cells = [
        _cell(theme, *_place(place, inside, slugs), summed)
        for place, row in sorted(counted.rows.items())
        for theme, summed in sorted(row.cells.items())
    ]
    body = MatrixSchema(
        country=query.country, scheme=picture.scheme, round=_round(picture), cells=cells,
        total=_cell("", query.place or None, "place" if query.place else "country", counted.total),
    )  # fmt: skip
    return sent(request, body)


@router.get("/lines", response={200: LinePage, **READ_RESPONSES}, summary="Who does what, where: lines")
@operation("coordination.view_public")
def list_lines(request: HttpRequest, query: Query[LineQuery]) -> HttpResponse:
    """The lines of the published round that the caller may see, in pages."""
    picture, spot = _asked(request, query)
    rows = behind(picture, theme=query.theme, spot=spot)
    viewer = request.acting.actor  # type: ignore[attr-defined]
    lines, following = page_of(listed(rows.lines, viewer), query)
    return sent(request, LinePage(round=_round(picture), items=[_line(one) for one in lines], next=following))


@router.get("/network", response={200: NetworkSchema, **READ_RESPONSES}, summary="Who works with whom")
@operation("coordination.view_public")
def read_network(request: HttpRequest, query: Query[PictureQuery]) -> HttpResponse:
    """Organisations with roles in the same undertakings, strongest ties first."""
    picture, spot = _asked(request, query)
    found = network_of(picture, theme=query.theme, spot=spot)
    ties = [TieSchema(one=tie.one, other=tie.other, undertakings=tie.undertakings) for tie in found.ties]
    return sent(request, NetworkSchema(country=query.country, ties=ties, all_ties=found.all_ties))


def _asked(request: HttpRequest, query: PictureQuery) -> tuple[Picture, Spot | None]:
    """The picture and the place of a query. Raises Http404 for a place that the country does not have."""
    picture = picture_of(request.acting.actor, Scope(query.country), query.status)  # type: ignore[attr-defined]
    if not query.place:
        return picture, None
    place = Place.objects.filter(country=query.country, slug=query.place, level__in=(1, 2)).first()
    if place is None or place.parent_id is None:
        raise Http404
    return picture, Spot(place.parent_id, place.pk) if place.level == 2 else Spot(place.pk)


def _place(place: int, inside: bool, slugs: dict[int, str]) -> tuple[str | None, str]:
    if place in slugs:
        return slugs[place], "place"
    if inside:
        return None, "whole"
    return None, "unknown" if place == UNRESOLVED else "country"


def _cell(theme: str, place: str | None, kind: str, summed: Summed) -> CellSchema:
    bodies = summed.organisations
    return CellSchema(
        theme=theme, place=place, place_kind=kind, at_work=bodies[""], donors=bodies["donor"],
        programming=bodies["programming"], implementing=bodies["implementing"], undertakings=summed.undertakings,
        activities=summed.activities, lines=summed.lines, distinct=summed.distinct,
        targeted=_bounds(summed.targeted), reached=_bounds(summed.reached), budgets=_budgets(summed.money),
    )  # fmt: skip


def _bounds(interval: Interval | None) -> Bounds | None:
    return Bounds(lower=interval.lower, upper=interval.upper) if interval else None


def _budgets(money: dict[str, Decimal]) -> list[Amount]:
    return [Amount(currency=code, amount=decimal_text(amount)) for code, amount in sorted(money.items())]


def _round(picture: Picture) -> RoundLabel | None:
    one = picture.of_round
    if one is None:
        return None
    return RoundLabel(
        id=one.pk, titles=one.title, scheme=one.scheme, period_start=one.period_start, period_end=one.period_end,
        fictional=one.fictional,
    )  # fmt: skip


def _line(one: Line) -> LineSchema:
    bodies = {
        role: organisation_label(getattr(one, role)) if getattr(one, role) else None
        for role in ("donor", "programming", "implementing")
    }
    return LineSchema(
        id=one.pk, key=one.key, counted=one.counted, **bodies, theme=one.theme, service=one.service, title=one.title,
        code=one.code, place=one.place.slug if one.place else None, region=one.region.slug if one.region else None,
        status=one.status, start=one.start, end=one.end, targeted=one.targeted, reached=one.reached,
        amount=decimal_text(one.amount), currency=one.currency,
        activity=one.activity.iati_identifier if one.activity else None,
    )  # fmt: skip
