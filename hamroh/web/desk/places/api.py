"""Places by program: the list, the tree, one place by code, and the district at a position."""

from __future__ import annotations

from collections import defaultdict
from typing import Annotated, Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from hamroh.kernel.places import selectors
from hamroh.kernel.places.models import Place
from hamroh.web.api.access import operation
from hamroh.web.api.etags import sent
from hamroh.web.api.pages import PageQuery, page_of
from hamroh.web.api.problems import READ_RESPONSES
from hamroh.web.api.values import Slug, SoundText, Words

router = Router(tags=["places"])
OF_COUNTRY = r"^([A-Z]{3})?$"
MOST_FOUND = 50
Country = Annotated[str, Field(pattern=OF_COUNTRY, description="ISO 3166-1 alpha-3; this installation's if absent.")]
CountryParameter = Annotated[str, Query(pattern=OF_COUNTRY, description="ISO 3166-1 alpha-3.")]


class PlaceQuery(PageQuery):
    """Filters of the list."""

    country: Country = ""
    level: int | None = Field(None, ge=0, le=3, description="0 country, 1 region, 2 district, 3 below it.")
    parent: SoundText = Field("", max_length=80, description="Key of the place directly above.")
    q: Words = Field("", description="A name in any script, today's or a former one, or a code; the nearest are found.")


class PlaceRow(Schema):
    """A place. `key` is our own lasting one; `lon`, `lat` degrees of WGS84, null when unknown."""

    id: int
    country: str
    key: str
    pcode: str | None
    iso3166_2: str
    level: int
    kind: str
    kind_label: str
    name: str
    names: dict[str, str]
    parent: str | None
    lon: float | None
    lat: float | None
    centre_is_estimate: bool


class PlacePage(Schema):
    """A page; `next` is the `after` of the page that follows, null on the last."""

    items: list[PlaceRow]
    next: int | None


class PlaceNode(PlaceRow):
    """A place with those below it, by key."""

    children: list[PlaceNode]


class LocatedSchema(Schema):
    """The place at a position. `schematic`: it rests on the nearest centre, not on a surveyed border; `km_outside` is
    how far the position lies outside its outline."""

    place: PlaceRow
    schematic: bool
    km_outside: float


@router.get("", response={200: PlacePage, **READ_RESPONSES}, summary="Places")
@operation("places.view")
def list_places(request: HttpRequest, query: Query[PlaceQuery]) -> HttpResponse:
    """Places of today in pages; with `q` only the nearest by name."""
    found = _of_today(query.country)
    if query.level is not None:
        found = found.filter(level=query.level)
    if query.parent:
        found = found.filter(parent__slug=query.parent)
    if query.q:
        candidates = selectors.find(query.q, country=_country(query.country), limit=MOST_FOUND)
        found = found.filter(pk__in=[one.place.pk for one in candidates])
    rows, following = page_of(found, query)
    return sent(request, PlacePage(items=[PlaceRow(**_row(one)) for one in rows], next=following))


@router.get("/tree", response={200: PlaceNode, **READ_RESPONSES}, summary="A country's places as a tree")
@operation("places.view")
def read_tree(request: HttpRequest, country: CountryParameter = "") -> HttpResponse:
    """The country, its regions, and what is below them."""
    below: dict[int | None, list[Place]] = defaultdict(list)
    for place in _of_today(country).order_by("slug"):
        below[place.parent_id].append(place)
    if not below[None]:
        raise Http404
    return sent(request, _node(below[None][0], below))


@router.get("/at", response={200: LocatedSchema, **READ_RESPONSES}, summary="The district at a position")
@operation("places.view")
def read_position(
    request: HttpRequest,
    lon: Annotated[float, Query(ge=-180, le=180, allow_inf_nan=False)],
    lat: Annotated[float, Query(ge=-90, le=90, allow_inf_nan=False)],
    country: CountryParameter = "",
) -> HttpResponse:
    """Degrees of WGS84; 404 when the position is in none of the country's outlines."""
    located = selectors.district_at(lon, lat, country=_country(country))
    if located is None:
        raise Http404
    place = PlaceRow(**_row(located.place))
    return sent(request, LocatedSchema(place=place, schematic=located.schematic, km_outside=located.km_outside))


@router.get("/{code}", response={200: PlaceRow, **READ_RESPONSES}, summary="A place by P-code or key")
@operation("places.view")
def read_place(request: HttpRequest, code: Slug, country: CountryParameter = "") -> HttpResponse:
    """By its P-code, as its own or a former one, else by our key."""
    wanted = _country(country)
    place = selectors.by_pcode(code, country=wanted) or selectors.by_slug(code, country=wanted)
    if place is None:
        raise Http404
    return sent(request, PlaceRow(**_row(place)))


def _country(given: str) -> str:
    return given or settings.HAMROH_COUNTRY


def _of_today(country: str) -> QuerySet[Place]:
    return Place.objects.filter(country=_country(country), valid_to=None).select_related("parent")


def _row(place: Place) -> dict[str, Any]:
    return {
        "id": place.pk,
        "country": place.country,
        "key": place.slug,
        "pcode": place.pcode,
        "iso3166_2": place.iso3166_2,
        "level": place.level,
        "kind": place.kind,
        "kind_label": str(place.get_kind_display()),
        "name": place.name,
        "names": place.names,
        "parent": place.parent.slug if place.parent else None,
        "lon": place.lon,
        "lat": place.lat,
        "centre_is_estimate": place.centre_is_estimate,
    }


def _node(place: Place, below: dict[int | None, list[Place]]) -> PlaceNode:
    return PlaceNode(**_row(place), children=[_node(one, below) for one in below.get(place.pk, ())])
