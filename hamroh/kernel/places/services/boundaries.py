"""Loading official boundaries by P-code: first a preview, then the load."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO

from shapely.geometry import MultiPolygon

from hamroh.kernel.ledger.actors import Actor

from .. import events
from ..boundary_checks import Known, Matched, coverage, odd_matches, overlaps, without_outline
from ..boundary_file import BadBoundaryFile, Feature, Problem, read_boundaries
from ..geometry import union
from ..models import Boundary, BoundaryKind, CodeScheme, Place, PlaceCode
from ..selectors.tree import country_place
from .outlines import Outline, Provenance, Stored, keep

# Below this share of the country a file is a part of a map, not a map: the schematic one stays.
WHOLE_COUNTRY = 0.9


@dataclass(frozen=True)
class BoundaryPreview:
    """What a file would bring: features read, matched to places, unknown P-codes, and what is odd.

    `level` is the deepest level in the file, `covered` the share of the country (0 to 1) its outlines cover.
    """

    country: str
    level: int
    read: int
    matched: int
    unknown: tuple[str, ...]
    covered: float
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class BoundaryLoad:
    """A preview and what became of it."""

    preview: BoundaryPreview
    stored: Stored


@dataclass(frozen=True)
class _Read:
    preview: BoundaryPreview
    matches: tuple[Matched, ...]
    places: dict[int, Place]


def preview_boundaries(*, file: BinaryIO, country: str, code_property: str | None = None) -> BoundaryPreview:
    """Return what `load_boundaries` would do with the file; writes nothing.

    Raises BadBoundaryFile, NoSuchCountry.
    """
    return _read(file, country, code_property).preview


def load_boundaries(
    *,
    file: BinaryIO,
    country: str,
    source: str,
    licence: str,
    actor: Actor,
    date: date | None = None,
    code_property: str | None = None,
) -> BoundaryLoad:
    """Take over the outlines of a GeoJSON file (WGS84) for the places of `country`, found by P-code.

    Features with an unknown P-code or an unusable geometry are left out and named. When the outlines cover the
    country, those of the levels above are joined from them, unless they were loaded themselves. The same file
    again changes nothing. Raises BadBoundaryFile (also when not one feature can be used), NoSuchCountry.
    """
    if not source.strip() or not licence.strip():
        raise BadBoundaryFile("Say where the boundaries come from and under which licence: both stand on every map.")
    found = _read(file, country, code_property)
    if not found.matches:
        unknown = ", ".join(found.preview.unknown[:5])
        raise BadBoundaryFile(
            f"No feature of the file belongs to a place of {country}. "
            + (f"P-codes not known: {unknown} …" if unknown else "Check the property that holds the P-code.")
        )
    outlines = [Outline(found.places[match.place.key], match.geometry) for match in found.matches]
    if found.preview.covered >= WHOLE_COUNTRY:
        outlines = _with_levels_above(outlines, country)
    stored = keep(
        country=country,
        outlines=outlines,
        provenance=Provenance(BoundaryKind.OFFICIAL, source.strip(), licence.strip(), date),
        event=events.BOUNDARIES_LOADED,
        actor=actor,
    )
    return BoundaryLoad(found.preview, stored)


def _read(file: BinaryIO, country: str, code_property: str | None) -> _Read:
    country_place(country)
    features, problems = read_boundaries(file, code_property=code_property)
    places = {
        place.pk: place
        for place in Place.objects.filter(country=country).select_related("parent").prefetch_related("all_names")
    }
    known = {pk: _known(place) for pk, place in places.items()}
    matches, unknown, doubles = _match(features, country, known)
    level = max((match.place.level for match in matches), default=0)
    covered = coverage(matches, _country_outline(country), level)
    problems += [Problem("error", code, "No place has this P-code. The feature is left out.") for code in unknown]
    problems += [*doubles, *odd_matches(matches), *overlaps(matches)]
    problems += without_outline(matches, list(known.values()), level)
    if matches and covered < WHOLE_COUNTRY:
        message = f"The outlines cover {covered:.0%} of the country: the map stays schematic until they cover it."
        problems.append(Problem("warning", country, message))
    preview = BoundaryPreview(country, level, len(features), len(matches), tuple(unknown), covered, tuple(problems))
    return _Read(preview, tuple(matches), places)


def _match(
    features: Sequence[Feature], country: str, known: dict[int, Known]
) -> tuple[list[Matched], list[str], list[Problem]]:
    codes = PlaceCode.objects.filter(place__country=country, scheme=CodeScheme.PCODE)
    place_of = dict(codes.order_by("is_main").values_list("code", "place_id"))
    matches: dict[int, Matched] = {}
    unknown: list[str] = []
    doubles: list[Problem] = []
    for feature in features:
        key = place_of.get(feature.pcode)
        if key is None:
            unknown.append(f"{feature.pcode} {feature.name}".strip())
        elif key in matches:
            # District and city that are one unit today: the unit's outline is both together.
            first = matches[key]
            joined = union([first.geometry, feature.geometry])
            matches[key] = Matched(first.place, first.pcode, first.name, joined)
            message = f"It is the same place as {first.pcode} today; the two outlines are joined."
            doubles.append(Problem("note", f"{feature.pcode} {feature.name}".strip(), message))
        else:
            matches[key] = Matched(known[key], feature.pcode, feature.name, feature.geometry)
    return list(matches.values()), unknown, doubles


def _known(place: Place) -> Known:
    centre = None if place.lon is None or place.lat is None else (place.lon, place.lat)
    names = tuple(name.text for name in place.all_names.all())
    label = place.names.get("en") or place.name
    return Known(place.pk, place.level, label, place.pcode or "", names, centre)


def _country_outline(country: str) -> MultiPolygon | None:
    outline = Boundary.objects.filter(place__country=country, place__level=0).order_by("kind").first()
    return outline.geometry if outline else None


def _with_levels_above(outlines: Sequence[Outline], country: str) -> list[Outline]:
    """Add regions joined from districts, and the country joined from regions, where not loaded themselves."""
    whole = {outline.place.pk: outline for outline in outlines}
    kept = Boundary.objects.filter(place__country=country, kind=BoundaryKind.OFFICIAL, is_derived=False).select_related(
        "place"
    )
    explicit = {boundary.place_id: Outline(boundary.place, boundary.geometry) for boundary in kept} | whole
    deepest = max(outline.place.level for outline in explicit.values())
    for level in range(deepest, 0, -1):
        parts: dict[int, list[MultiPolygon]] = defaultdict(list)
        for outline in (explicit | whole).values():
            if outline.place.level == level and outline.place.parent_id not in explicit:
                parts[outline.place.parent_id].append(outline.geometry)  # type: ignore[index]
        for place in Place.objects.filter(pk__in=parts).select_related("parent"):
            whole[place.pk] = Outline(place, union(parts[place.pk]), is_derived=True)
    return list(whole.values())
