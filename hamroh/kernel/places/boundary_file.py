"""Reading a file of boundaries (GeoJSON, RFC 7946): one feature a place, found by its P-code. Pure, no Django."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO

import msgspec
from shapely.geometry import MultiPolygon

from .geometry import BadGeometry, from_geojson

# Names of the properties that hold a P-code and a name, most precise level first. The first are our own; the
# others are those of OCHA's operational data sets (COD-AB), old and new.
_CODE_PROPERTIES = ("pcode", "adm3_pcode", "adm2_pcode", "adm1_pcode", "adm0_pcode")
_NAME_PROPERTIES = ("name", "name_cod", "adm3_name", "adm3_en", "adm2_name", "adm2_en", "adm1_name", "adm1_en")
_LARGEST_FILE = 100 * 1024 * 1024


class BadBoundaryFile(ValueError):
    """The file as a whole cannot be used; the message says why and how to mend it."""


@dataclass(frozen=True)
class Feature:
    """One outline of the file: `number` counts features from 1, `name` is what the file calls the place."""

    number: int
    pcode: str
    name: str
    geometry: MultiPolygon


@dataclass(frozen=True)
class Problem:
    """Something to look at: `severity` is `error` (the feature is left out), `warning` or `note`.

    `where` is the feature or place, `message` says what is odd and, where something can be done, what.
    """

    severity: str
    where: str
    message: str


def read_boundaries(file: BinaryIO, *, code_property: str | None = None) -> tuple[list[Feature], list[Problem]]:
    """Return the features that can be used and the problems of those that cannot.

    `code_property` names the property that holds the P-code; without it the usual names are tried. Raises
    BadBoundaryFile.
    """
    features: list[Feature] = []
    problems: list[Problem] = []
    seen: dict[str, int] = {}
    for number, raw in enumerate(_features(file), start=1):
        outcome = _feature(number, raw, code_property)
        if isinstance(outcome, Problem):
            problems.append(outcome)
        elif outcome.pcode in seen:
            message = f"P-code {outcome.pcode} is already that of feature {seen[outcome.pcode]}. Left out."
            problems.append(Problem("error", f"feature {number}", message))
        else:
            seen[outcome.pcode] = number
            features.append(outcome)
    return features, problems


def _features(file: BinaryIO) -> Iterator[Mapping[str, Any]]:
    content = file.read(_LARGEST_FILE + 1)
    if len(content) > _LARGEST_FILE:
        raise BadBoundaryFile("The file is larger than 100 MB. Simplify the layer before you export it.")
    try:
        collection = msgspec.json.decode(content.removeprefix(b"\xef\xbb\xbf"))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as fault:
        raise BadBoundaryFile(f"The file is not JSON ({fault}). Export the layer as GeoJSON.") from fault
    features = collection.get("features") if isinstance(collection, dict) else None
    if not isinstance(features, list):
        raise BadBoundaryFile("The file is no GeoJSON FeatureCollection. Export the layer as GeoJSON.")
    system = json.dumps(collection.get("crs") or "CRS84")
    if "CRS84" not in system and "4326" not in system:
        raise BadBoundaryFile("The file uses another coordinate system. Export the layer in WGS84 (EPSG:4326).")
    yield from features


def _feature(number: int, raw: Any, code_property: str | None) -> Feature | Problem:
    where = f"feature {number}"
    if not isinstance(raw, dict) or not isinstance(raw.get("properties"), dict):
        return Problem("error", where, "It has no properties, so it cannot be told which place it is. Left out.")
    properties = {str(key).lower(): value for key, value in raw["properties"].items()}
    pcode = _first(properties, (code_property.lower(),) if code_property else _CODE_PROPERTIES)
    name = _first(properties, _NAME_PROPERTIES)
    if not pcode:
        wanted = code_property or "pcode, ADM2_PCODE or ADM1_PCODE"
        return Problem("error", f"{where} {name}".strip(), f"It has no P-code (property {wanted}). Left out.")
    try:
        geometry = from_geojson(raw.get("geometry") or {})
    except BadGeometry as fault:
        return Problem("error", f"{where} {pcode} {name}".strip(), f"{fault} Left out.")
    return Feature(number, pcode, name, geometry)


def _first(properties: Mapping[str, Any], names: tuple[str, ...]) -> str:
    for name in names:
        value = properties.get(name)
        if value not in (None, ""):
            return str(value).strip()
    return ""
