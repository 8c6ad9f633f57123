"""Drawing schematic districts until official boundaries are loaded."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from shapely.geometry import MultiPolygon

from hamroh.kernel.ledger.actors import Actor

from .. import events
from ..geometry import union
from ..models import BoundaryKind, CodeScheme, Place, PlaceCode
from ..schematic import BadCentres, NoOutline, read_outline, voronoi
from ..selectors.tree import country_place
from .outlines import Outline, Provenance, Stored, keep

_SOURCE = "Country outline: Natural Earth (world-atlas). Districts: computed from their centres"
_LICENCE = "Public domain"


@dataclass(frozen=True)
class SchematicResult:
    """What was drawn; `moved` tells by how many km centres outside the outline were drawn in, by place."""

    stored: Stored
    moved: dict[str, float]


def build_schematic(*, country: str, outline: Path, actor: Actor) -> SchematicResult:
    """Divide the country's outline (a world-atlas TopoJSON file) among the centres of its districts.

    Regions are the unions of their districts. The same input again changes nothing. Raises NoSuchCountry,
    NoOutline (file absent or without the country), BadCentres.
    """
    top = country_place(country)
    code = PlaceCode.objects.filter(place=top, scheme=CodeScheme.M49).values_list("code", flat=True).first()
    if code is None:
        raise NoOutline(f"{top.name} has no UN M49 code, by which its outline is found. Add the code first.")
    districts = _districts(country)
    shape = read_outline(outline, code)
    cells = voronoi(shape, {place.slug: (place.lon, place.lat) for place in districts})  # type: ignore[misc]
    outlines = [Outline(place, cells.by_key[place.slug]) for place in districts]
    outlines += _regions(outlines)
    outlines.append(Outline(top, shape))
    stored = keep(
        country=country,
        outlines=outlines,
        provenance=Provenance(BoundaryKind.SCHEMATIC, _SOURCE, _LICENCE, None),
        event=events.SCHEMATIC_BUILT,
        actor=actor,
    )
    return SchematicResult(stored, cells.moved)


def _districts(country: str) -> list[Place]:
    places = list(Place.objects.filter(country=country, level=2, valid_to=None).select_related("parent"))
    without = [place.name for place in places if place.lon is None or place.lat is None]
    if without:
        named = ", ".join(without[:5])
        raise BadCentres(
            f"{len(without)} districts have no centre ({named} …). Add their longitude and latitude first."
        )
    if not places:
        raise BadCentres("The country has no districts yet. Load its reference table first.")
    return places


def _regions(districts: list[Outline]) -> list[Outline]:
    parts: dict[Place, list[MultiPolygon]] = defaultdict(list)
    for district in districts:
        if district.place.parent is not None:
            parts[district.place.parent].append(district.geometry)
    return [Outline(region, union(cells), is_derived=True) for region, cells in parts.items()]
