"""Overlaps in the real 3W of Ethiopia, against a count that uses nothing of ours but the spelling of names."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections import defaultdict
from pathlib import Path

import pytest

from hamroh.kernel.intake.services import apply
from hamroh.kernel.languages.folding import fold_name
from hamroh.rooms.coordination.findings.telling import sentence
from hamroh.rooms.coordination.importing.learning import learn_from
from hamroh.rooms.coordination.services.findings import seek_findings

from . import factories
from . import findings_ground as ground
from .importing import preview

pytestmark = [pytest.mark.django_db, pytest.mark.samples]
FILE = "eth_3w_august_2025.csv"


def by_hand(path: Path) -> dict[tuple[str, str, str], set[str]]:
    """(region, zone, kind of work) → at least three bodies that answer for work going on or planned there."""
    found: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    with path.open(encoding="utf-8-sig", newline="") as stream:
        for row in csv.DictReader(stream):
            if row["Activity status"] in ("On-going", "Planned") and row["Activity"].strip():
                lead = row["Program Partner Name"] or row["Implementing Partner Name"]
                found[row["Region"], row["Zone"], fold_name(row["Activity"])].add(fold_name(lead))
    return {key: bodies for key, bodies in found.items() if len(bodies) >= 3}


def test_who_does_the_same_in_a_zone_of_ethiopia(samples: Path) -> None:
    path = samples / "coordination-3w" / FILE
    stream = io.BytesIO(path.read_bytes())
    learn_from(stream, country="ETH", actor=factories.ACTOR)
    august = {"period_start": dt.date(2026, 8, 1), "period_end": dt.date(2026, 8, 31)}
    reporter = factories.reporter(factories.round_(country="ETH", stage="called", **august))
    apply(actor=factories.ACTOR, batch=preview(stream, reporter))
    seek_findings(actor=ground.SECRETARIAT, country="ETH", which="latest")
    rows = ground.found("same_work")
    ours = {
        (row.place.parent.names["en"], row.place.names["en"], row.service): row.facts["bodies"]
        for row in rows
    }  # fmt: skip
    expected = {(region, zone, kind[:120]): len(bodies) for (region, zone, kind), bodies in by_hand(path).items()}
    assert ours == expected and len(ours) > 50
    # The file says a month only: nothing is known of ends, and the words are the file's own.
    assert ground.found("work_ends") == []
    wash = [sentence(row, {}) for row in rows if row.theme == "WSH"]
    assert all(words[0].isupper() for words in wash)
