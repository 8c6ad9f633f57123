"""A loaded Tajikistan, with and without outlines."""

from __future__ import annotations

import json
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from hamroh.kernel.ledger.actors import Actor, system
from hamroh.kernel.places.services import build_schematic, load_reference


@pytest.fixture
def actor() -> Actor:
    """Who loads in these tests."""
    return system("set-up")


@pytest.fixture(scope="session")
def world_atlas() -> Path:
    """The outlines that set-up fetches; without them these tests cannot tell anything."""
    path = Path(settings.HAMROH_NODE_MODULES) / "world-atlas" / "countries-10m.json"
    assert path.is_file(), f"{path} is absent: run `make setup`."
    return path


@pytest.fixture
def tajikistan(db: None, actor: Actor) -> None:
    """The reference table in the database."""
    load_reference(country="TJK", actor=actor)


@pytest.fixture
def schematic(tajikistan: None, world_atlas: Path, actor: Actor) -> None:
    """The reference table and its schematic districts."""
    build_schematic(country="TJK", outline=world_atlas, actor=actor)


@pytest.fixture
def geojson() -> Callable[..., BytesIO]:
    """Make a GeoJSON file of squares: `(pcode, name, west, south, width)`, or whole features as mappings."""

    def make(*features: Any, **extra: Any) -> BytesIO:
        whole = [feature if isinstance(feature, dict) else _square(*feature) for feature in features]
        collection = {"type": "FeatureCollection", "features": whole, **extra}
        return BytesIO(json.dumps(collection).encode())

    return make


def _square(pcode: str, name: str, west: float, south: float, width: float) -> dict[str, Any]:
    east, north = west + width, south + width
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {
        "type": "Feature",
        "properties": {"ADM2_PCODE": pcode, "ADM2_EN": name},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }
