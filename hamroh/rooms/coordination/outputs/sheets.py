"""A published round on paper: the country's matrix and map on A3, each region on A4; what a visitor may see."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from hamroh.commons.indicators.areas import area_name
from hamroh.kernel.languages.codes import BY_CODE
from hamroh.kernel.languages.text import Picked, pick
from hamroh.kernel.ledger.actors import ANYONE
from hamroh.kernel.organisations.models import Organisation
from hamroh.kernel.places.models import Level, Place
from hamroh.kernel.places.selectors import NoMap, NoSuchCountry, svg_map
from hamroh.web.components.heat import Cell, Heat
from hamroh.web.components.maps import Area, AreaMap
from hamroh.web.printing.documents import Paper, pdf
from hamroh.web.templatetags.hamroh import number

from ..codes.services import SERVICES
from ..codes.themes import SCHEMES
from ..models import Line, Round
from ..selectors import cube as cubes
from ..selectors.lines import visible_to
from ..selectors.mapping import spread_of
from ..selectors.matrix import Matrix, in_order, matrix_of
from ..selectors.scope import NATIONAL, NO_THEME, UNRESOLVED, Scope, Spot, activities_in, lines_with
from .totals import totals_of


@dataclass(frozen=True)
class Body:
    """An organisation in a region: its name, what it does there, in which districts."""

    name: Picked
    services: str
    places: str


def whole_country(round_: Round, language: str) -> bytes:
    """A3: organisations by region and thematic area, and the map by district. Raises PrintingUnavailable."""
    with override(BY_CODE[language].code):
        cube = _cube(round_)
        counted = matrix_of(cube, round_.scheme)
        regions = list(_places(round_.country, Level.REGION))
        by_district = _by_district(round_, cube)
        context = {
            **_frame(round_),
            "heat": _heat(round_, counted, {place.pk: place.name for place in regions}, _("Region")),
            "map": _map(round_, cube),
            "by_district": [(name, count) for name, count in by_district if count],
            "nobody": [name for name, count in by_district if not count],
        }
        title = _("Who does what, where: {country}").format(country=area_name(round_.country))
    return pdf("coordination/outputs/country.html", context, language=BY_CODE[language].code, title=title,
               paper=Paper.A3_LANDSCAPE)  # fmt: skip


def region(round_: Round, place: Place, language: str) -> bytes:
    """A4: one region by district, and who works there. Raises PrintingUnavailable."""
    with override(BY_CODE[language].code):
        counted = matrix_of(_cube(round_), round_.scheme, spot=Spot(place.pk))
        districts = {one.pk: one.name for one in _places(round_.country, Level.DISTRICT).filter(parent=place)}
        reached = {pk: name for pk, name in districts.items() if pk in counted.rows}
        context = {
            **_frame(round_),
            "heat": _heat(round_, counted, {**reached, 0: _("the region as a whole")}, _("District or city")),
            "bodies": _bodies(round_, place),
            "missing": [name for pk, name in districts.items() if pk not in counted.rows],
        }
        title = _("Who does what, where: {place}").format(place=place.name)
    return pdf("coordination/outputs/region.html", context, language=BY_CODE[language].code, title=title,
               paper=Paper.A4_PORTRAIT)  # fmt: skip


def _frame(round_: Round) -> dict[str, Any]:
    return {"round": round_, "totals": totals_of(round_, ANYONE)}


def _cube(round_: Round) -> cubes.Cube:
    lines = lines_with(_lines(round_), "")
    return cubes.build(lines, activities_in(ANYONE, Scope(round_.country), round_), round_.country)


def _lines(round_: Round) -> Any:
    return visible_to(ANYONE).filter(reporter__round=round_).order_by()


def _places(country: str, level: Level) -> Any:
    return Place.objects.filter(country=country, level=level, valid_to=None).order_by("slug")


def _heat(round_: Round, counted: Matrix, places: dict[int, str], what: str) -> Heat:
    scheme = SCHEMES[round_.scheme]
    names = {**places, NATIONAL: places.get(NATIONAL, _("the whole country")), UNRESOLVED: _("place not recognised")}
    themes = counted.themes
    order = [place for place in in_order(counted.rows, [pk for pk in places if pk]) if place in names]
    if NATIONAL in places and NATIONAL in counted.rows and NATIONAL not in order:
        order.append(NATIONAL)
    rows = []
    for place in order:
        row = counted.rows.get(place)
        found = [row.cells.get(theme) if row else None for theme in themes]
        rows.append((names[place], [Cell(value=one.organisations[""] if one else 0) for one in found]))
    return Heat(
        title=_("Organisations at work, by place and thematic area"),
        columns=[_("no thematic area") if theme == NO_THEME else scheme.label(theme) for theme in themes],
        rows=rows,
        value_label=what + " · " + _("organisations"),
    )


def _map(round_: Round, cube: cubes.Cube) -> AreaMap | None:
    try:
        drawn = svg_map(country=round_.country, level=Level.DISTRICT)
    except (NoMap, NoSuchCountry):
        return None
    by_place = spread_of(cube).by_place
    areas = []
    for shape in drawn.shapes:
        if shape.path:
            found = by_place.get(shape.place.pk)
            areas.append(
                Area(outline=shape.path, label=shape.place.name, value=found.organisations[""] if found else 0)
            )
    return AreaMap(
        key="organisations", title=_("Organisations at work, by district"), areas=areas, width=drawn.width,
        height=drawn.height, value_label=_("organisations"), place_label=_("District or city"),
        schematic=drawn.schematic, source="" if drawn.schematic else drawn.source,
    )  # fmt: skip


def _by_district(round_: Round, cube: cubes.Cube) -> list[tuple[str, int]]:
    by_place = spread_of(cube).by_place
    found = []
    for place in _places(round_.country, Level.DISTRICT):
        here = by_place.get(place.pk)
        found.append((place.name, here.organisations[""] if here else 0))
    return sorted(found)


def _bodies(round_: Round, place: Place) -> list[Body]:
    """Who plans or does the work in a region, by name."""
    services: dict[int, set[str]] = defaultdict(set)
    places: dict[int, set[str]] = defaultdict(set)
    here = _lines(round_).filter(region=place).select_related("district")
    for line in here:
        for body in {line.programming_id, line.implementing_id} - {None}:
            services[body].add(_service(line))
            places[body].add(line.district.name if line.district else _("the region as a whole"))
    named = Organisation.objects.in_bulk(list(services))
    found = [Body(pick(named[pk].names), _listed(services[pk]), _listed(places[pk])) for pk in services if pk in named]
    return sorted(found, key=lambda body: body.name.text)


def _service(line: Line) -> str:
    if line.service in SERVICES:
        return SERVICES.label(line.service)
    return line.raw.get("service") or line.service or "–"


MOST_LISTED = 6


def _listed(words: Iterable[str]) -> str:
    known: Sequence[str] = sorted(words)
    shown = "; ".join(known[:MOST_LISTED])
    more = len(known) - MOST_LISTED
    if more <= 0:
        return shown
    return shown + " " + ngettext("and {more} more", "and {more} more", more).format(more=number(more))
