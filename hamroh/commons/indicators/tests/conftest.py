"""Actors, the seeded definitions, and small files."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from hamroh.commons.indicators.models import Dataset, Source
from hamroh.commons.indicators.services import ImportReport, ensure_seed, import_observations, register_source
from hamroh.kernel.ledger.actors import Actor, system

STATISTICIAN = Actor("person:3", role="statistician", person_id=3)
SECRETARIAT = Actor("person:1", role="secretariat", person_id=1)
FOCAL_POINT = Actor("person:4", role="focal_point", organisation_id=1, person_id=4)


@pytest.fixture
def seeded(db) -> None:
    ensure_seed(system("test"))


@pytest.fixture
def report_of_2026(seeded) -> Source:
    dataset = Dataset.objects.get(key="hamroh-reports")
    return register_source(actor=STATISTICIAN, dataset=dataset, edition="Report 2026")


@pytest.fixture
def statistics(samples: Path) -> Path:
    return samples / "statistics"


def take(text: str, *, name: str = "figures.csv", actor: Actor = STATISTICIAN, **options) -> ImportReport:
    return import_observations(actor=actor, file=io.BytesIO(text.encode()), name=name, **options)


def take_file(path: Path, **options) -> ImportReport:
    with path.open("rb") as file:
        return import_observations(actor=STATISTICIAN, file=file, name=path.name, **options)
