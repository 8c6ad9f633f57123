"""Projects at work in the country: how many, by thematic area and region, and who works in which district."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from hamroh.commons.activities import selectors, themes
from hamroh.commons.activities.models import Activity, ActivityPlace, State, Status
from hamroh.kernel.ledger.actors import Actor
from hamroh.kernel.places.models import Level, Place, PlaceKind
from hamroh.kernel.places.selectors import NoMap, NoSuchCountry, country_place, svg_map
from hamroh.web.components.heat import Cell, Heat
from hamroh.web.components.maps import Area, AreaMap

ACTIVE = {"status": Status.IMPLEMENTATION.value, "state": State.PUBLISHED.value}


@dataclass(frozen=True)
class Work:
    """Active projects: their number, how many thematic areas they lie in, the list that holds them."""

    projects: int
    areas: int
    without_area: int
    href: str


def active_here(viewer: Actor) -> QuerySet[Activity]:
    """Published activities in implementation at any place of the country, or known for the country as a whole.

    What a partner does in a region of the world, without naming the country, is not at work here.
    """
    try:
        country = country_place(settings.HAMROH_COUNTRY)
    except NoSuchCountry:
        return Activity.objects.none()
    found = selectors.active(viewer)
    return selectors.at_place(found, country)


def active_list(**more: str) -> str:
    """The address of the register that shows the same activities, narrowed by more filters."""
    place = more.pop("place", None) or _country_slug()
    return f"{reverse('activities:register')}?{urlencode({**ACTIVE, 'place': place, **more})}"


def _country_slug() -> str:
    return (
        Place.objects.filter(country=settings.HAMROH_COUNTRY, level=Level.COUNTRY)
        .values_list("slug", flat=True)
        .first()
        or ""
    )


def work_of(viewer: Actor) -> Work:
    """What is at work today."""
    found = list(active_here(viewer).order_by().values_list("theme", flat=True))
    return Work(len(found), len({theme for theme in found if theme}), sum(1 for one in found if not one), active_list())


def by_theme_and_region(viewer: Actor) -> Heat | None:
    """Active projects by thematic area and region; one that works in two regions counts in both, once in the total.

    None without places.
    """
    regions = list(
        Place.objects.filter(country=settings.HAMROH_COUNTRY, level=Level.REGION, valid_to=None).order_by("pcode")
    )
    if not regions:
        return None
    themes_of = dict(active_here(viewer).order_by().values_list("pk", "theme"))
    region_of = _regions()
    pairs: set[tuple[int, int]] = set()
    for activity, place in ActivityPlace.objects.filter(activity__in=list(themes_of)).values_list(
        "activity_id", "place_id"
    ):
        if place in region_of:
            pairs.add((activity, region_of[place]))
    rows = []
    for theme in themes.THEMES:
        members = {pk for pk, key in themes_of.items() if key == theme.key}
        cells = [
            _cell(
                sum(1 for pk, place in pairs if pk in members and place == region.pk),
                theme=theme.key,
                place=region.slug,
            )
            for region in regions
        ]
        rows.append((theme.label, [*cells, _cell(len(members), theme=theme.key)]))
    return Heat(
        title=_("Active projects by thematic area and region"),
        columns=[*(region.name for region in regions), _("All")],
        rows=rows,
        value_label=_("Number of active projects; one that works in several regions counts in each of them"),
    )


def _cell(count: int, **narrowed: str) -> Cell:
    return Cell(value=count, href=active_list(**narrowed) if count else "")


def _regions() -> dict[int, int]:
    """Each place at or below a region → its region."""
    rows = Place.objects.filter(country=settings.HAMROH_COUNTRY, level__gte=Level.REGION).order_by("level")
    found: dict[int, int] = {}
    for pk, level, parent in rows.values_list("pk", "level", "parent_id"):
        if level == Level.REGION:
            found[pk] = pk
        elif parent in found:
            found[pk] = found[parent]
    return found


def organisations_map(viewer: Actor) -> AreaMap | None:
    """Organisations at work by district; None without outlines. Where nobody is known to work it is a known zero."""
    try:
        counts = selectors.organisations_at_work_by_place(viewer, country=settings.HAMROH_COUNTRY, level=Level.DISTRICT)
        drawn = svg_map(country=settings.HAMROH_COUNTRY, level=Level.DISTRICT)
    except (NoMap, NoSuchCountry):
        return None
    organisations = {one.place.pk: one.organisations for one in counts}
    capitals = _at_work_in_capitals(viewer)
    areas = [
        Area(
            outline=shape.path,
            label=shape.place.name,
            value=capitals.get(shape.place.parent_id or 0, organisations.get(shape.place.pk, 0)),
            href=reverse("places:record", args=[_page_of(shape.place, capitals)]),
        )
        for shape in drawn.shapes
        if shape.path
    ]
    return AreaMap(
        key="country",
        title=_("Organisations at work, by district"),
        areas=areas,
        width=drawn.width,
        height=drawn.height,
        value_label=_("Organisations"),
        place_label=_("District"),
        schematic=drawn.schematic,
        source="" if drawn.schematic else drawn.source,
    )


def _at_work_in_capitals(viewer: Actor) -> dict[int, int]:
    """Organisations at work in a city that is a region of its own: partners name the city, seldom its districts."""
    regions = selectors.organisations_at_work_by_place(viewer, country=settings.HAMROH_COUNTRY, level=Level.REGION)
    return {one.place.pk: one.organisations for one in regions if one.place.kind == PlaceKind.CAPITAL}


def _page_of(place: Place, capitals: dict[int, int]) -> str:
    """The page that explains a district's number: its own, or its city's where the number is the city's."""
    parent = place.parent if place.parent_id in capitals else None
    return parent.slug if parent is not None else place.slug
