"""Storing outlines: whole sets of one kind for one country, with the drawings that fit one frame."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import shapely
from shapely.geometry import MultiPolygon

from hamroh.kernel.ledger.actors import Actor
from hamroh.kernel.ledger.canonical import digest_of_items
from hamroh.kernel.ledger.realms import writing
from hamroh.kernel.ledger.services import record, subject_of

from ..geometry import Frame, box_of, on_grid, simplify_together, svg_path
from ..models import Boundary, BoundaryKind, Place

# A page's first view may weigh 200 KB; one level of a map gets a tenth of that, or this much per place.
_LEVEL_BUDGET = 19_000
_PLACE_BUDGET = 260
_FIRST_TOLERANCE = 0.75  # drawing units


@dataclass(frozen=True)
class Outline:
    """An outline to be kept for a place; `is_derived` when it was joined from the outlines of its parts."""

    place: Place
    geometry: MultiPolygon
    is_derived: bool = False


@dataclass(frozen=True)
class Provenance:
    """Where outlines come from."""

    kind: BoundaryKind
    source: str
    licence: str
    date: date | None


@dataclass(frozen=True)
class Stored:
    """How many outlines were new, replaced another, or were the same already."""

    created: int
    replaced: int
    unchanged: int


def keep(*, country: str, outlines: Sequence[Outline], provenance: Provenance, event: str, actor: Actor) -> Stored:
    """Keep `outlines` beside those of the same kind that are there, redraw the map, record one event.

    When every outline is the same already and from the same source, nothing is written.
    """
    present = {
        boundary.place_id: boundary
        for boundary in Boundary.objects.filter(place__country=country, kind=provenance.kind).select_related("place")
    }
    rows = [_row(outline, provenance) for outline in outlines]
    differing = [row for row in rows if _differs(row, present.get(row.place_id))]
    if not differing:
        return Stored(0, 0, len(rows))
    created = [row for row in differing if row.place_id not in present]
    whole = {**present, **{row.place_id: row for row in rows}}
    # Drawing takes longer than a write may last, so it is done before the transaction begins.
    paths = _draw(list(whole.values()))
    top = Place.objects.get(country=country, level=0)
    facts = {
        "country": country,
        "kind": str(provenance.kind),
        "source": provenance.source,
        "licence": provenance.licence,
        "date": provenance.date,
        "boundaries": len([row for row in rows if not row.is_derived]),
        "digest": digest_of_items([[row.place_id, bytes(row.wkb).hex()] for row in rows]),
    }
    with writing():
        _write(differing, present, paths)
        record(event=event, actor=actor, subject=subject_of(top), facts=facts)
    return Stored(len(created), len(differing) - len(created), len(rows) - len(differing))


def _row(outline: Outline, provenance: Provenance) -> Boundary:
    geometry = on_grid(outline.geometry)
    west, south, east, north = (float(edge) for edge in geometry.bounds)
    return Boundary(
        place=outline.place, kind=provenance.kind, source=provenance.source, licence=provenance.licence,
        date=provenance.date, wkb=shapely.to_wkb(geometry), west=west, south=south, east=east, north=north,
        is_derived=outline.is_derived,
    )  # fmt: skip


def _differs(row: Boundary, old: Boundary | None) -> bool:
    if old is None:
        return True
    fields = ("source", "licence", "date", "is_derived")
    return bytes(old.wkb) != bytes(row.wkb) or any(getattr(old, name) != getattr(row, name) for name in fields)


def _write(differing: Sequence[Boundary], present: Mapping[int, Boundary], paths: Mapping[int, str]) -> None:
    changed = {row.place_id for row in differing}
    Boundary.objects.filter(pk__in=[present[pk].pk for pk in changed if pk in present]).delete()
    for row in differing:
        row.path = paths[row.place_id]
    Boundary.objects.bulk_create(differing)
    redrawn = [boundary for pk, boundary in present.items() if pk not in changed and boundary.path != paths[pk]]
    for boundary in redrawn:
        boundary.path = paths[boundary.place_id]
    Boundary.objects.bulk_update(redrawn, ["path"])


def _draw(boundaries: Sequence[Boundary]) -> dict[int, str]:
    """Return the path data of every outline, each level within its budget of bytes."""
    countries = [boundary.geometry for boundary in boundaries if boundary.place.level == 0]
    frame = Frame(box_of(countries or [boundary.geometry for boundary in boundaries]))
    paths: dict[int, str] = {}
    for level in {boundary.place.level for boundary in boundaries}:
        paths.update(_draw_level([each for each in boundaries if each.place.level == level], frame))
    return paths


def _draw_level(boundaries: Sequence[Boundary], frame: Frame) -> dict[int, str]:
    budget = max(_LEVEL_BUDGET, _PLACE_BUDGET * len(boundaries))
    tolerance = _FIRST_TOLERANCE / frame.scale
    geometries = [boundary.geometry for boundary in boundaries]
    while True:
        simpler = simplify_together(geometries, tolerance)
        # What would vanish keeps its full outline: better a few bytes more than a district without a shape.
        paths = {
            boundary.place_id: svg_path(simple, frame) or svg_path(full, frame)
            for boundary, simple, full in zip(boundaries, simpler, geometries, strict=True)
        }
        if sum(map(len, paths.values())) <= budget or tolerance > frame.width / frame.scale:
            return paths
        tolerance *= 1.5
