"""The real 3Ws of Ethiopia and Somalia, against counts that use nothing of ours."""

from __future__ import annotations

import csv
import io
import random
from collections import Counter
from pathlib import Path

import openpyxl
import pytest

from hamroh.kernel.intake.services import apply
from hamroh.kernel.places.models import Place
from hamroh.rooms.coordination.importing.learning import learn_from, period_of
from hamroh.rooms.coordination.models import Line
from hamroh.rooms.coordination.selectors.lines import standing

from . import factories
from .importing import bring_in, preview, verdicts

pytestmark = [pytest.mark.django_db, pytest.mark.samples]
ETH, SOM = "eth_3w_august_2025.csv", "som_3w_january_april_2025.xlsx"
CLUSTERS = {"WASH": "WSH", "ESNFI": "SHL", "Health": "HEA", "Nutrition": "NUT", "Education": "EDU", "CCCM": "CCM",
            "Protection": "PRO", "Agriculture": "FSC"}  # fmt: skip
STATUSES = {"On-going": "ongoing", "Completed": "completed", "Planned": "planned", "Suspended": "suspended"}


@pytest.fixture
def folder(samples) -> Path:
    return Path(samples) / "coordination-3w"


def ethiopia(path: Path) -> tuple[list[str], list[list[str]]]:
    with (path / ETH).open(encoding="utf-8-sig", newline="") as stream:
        head, *rows = csv.reader(stream)
    return head, rows


def file_of(head: list[str], rows: list[list[str]]) -> io.BytesIO:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(head)
    writer.writerows(rows)
    return io.BytesIO(out.getvalue().encode())


def test_ethiopia_is_in_the_room_as_it_stands_in_the_file(folder: Path) -> None:
    head, rows = ethiopia(folder)
    lines = [row for row in rows if any(text.strip() for text in row)]
    assert (len(rows), len({tuple(row) for row in rows}), len(lines)) == (7324, 3123, 3122)
    stream = io.BytesIO((folder / ETH).read_bytes())
    learn_from(stream, country="ETH", actor=factories.ACTOR)
    by = factories.reporter(factories.round_(country="ETH", stage="called"))
    batch = preview(stream, by)
    told = {name: batch.counts[name] for name in ("rows", "distinct", "blank", "read", "create", "places_unknown")}
    assert told == {"rows": 7324, "distinct": 3123, "blank": 4202, "read": 3122, "create": 3122, "places_unknown": 0}
    assert apply(actor=factories.ACTOR, batch=batch).state == "applied"
    column = {name: index for index, name in enumerate(head)}

    def counted(name: str, meaning: dict[str, str]) -> dict[str, int]:
        return dict(Counter(meaning[row[column[name]]] for row in lines))

    stored = standing("latest")
    assert stored.count() == stored.filter(counted=True).count() == 3122
    assert dict(Counter(stored.values_list("theme", flat=True))) == counted("Cluster", CLUSTERS)
    assert dict(Counter(stored.values_list("status", flat=True))) == counted("Activity status", STATUSES)
    assert Counter(stored.values_list("place__pcode", flat=True)) == Counter(row[column["WoredaPcod"]] for row in lines)
    assert Counter(stored.values_list("region__names__en", flat=True)) == Counter(
        row[column["Region"]] for row in lines
    )
    assert {one.start.isoformat() for one in stored[:50]} == {"2026-08-01"}  # August of the round's year


def test_somalia_is_in_the_room_as_it_stands_in_the_file(folder: Path) -> None:
    page = openpyxl.load_workbook(folder / SOM, data_only=True).worksheets[0]
    _head, *rows = page.iter_rows(values_only=True)
    assert (len(rows), len(set(rows))) == (4146, 4146)
    stream = io.BytesIO((folder / SOM).read_bytes())
    assert period_of(stream, year=2025, country="SOM") is not None
    learn_from(stream, country="SOM", actor=factories.ACTOR)
    by = factories.reporter(factories.round_(country="SOM", stage="called"))
    batch = preview(stream, by)
    assert (batch.counts["rows"], batch.counts["distinct"], batch.counts["create"]) == (4146, 4146, 4146)
    assert apply(actor=factories.ACTOR, batch=batch).state == "applied"
    stored = standing("latest")
    assert Counter(stored.values_list("place__pcode", flat=True)) == Counter(row[5] for row in rows)
    assert Counter(stored.values_list("raw__programming", flat=True)) == Counter(
        " ".join(row[7].split()) for row in rows
    )
    months = Counter(stored.values_list("start__month", flat=True))
    names = {"January": 1, "February": 2, "March": 3, "April": 4}
    assert months == Counter(names[row[0]] for row in rows)
    again = preview(stream, by)
    assert verdicts(again) == {"unchanged": 4146} and again.counts["new_organisations"] == 0


def test_fifty_seeded_edits_of_the_real_file_are_exactly_those(folder: Path) -> None:
    head, rows = ethiopia(folder)
    lines = [row for row in rows if any(text.strip() for text in row)][:700]
    learn_from(file_of(head, lines), country="ETH", actor=factories.ACTOR)
    by = factories.reporter(factories.round_(country="ETH", stage="called"))
    bring_in(file_of(head, lines), by)
    assert verdicts(bring_in(file_of(head, lines), by)) == {"unchanged": 700}
    chance = random.Random(50)
    edits = {"Activity status": "Suspended", "Cluster": "Early Recovery", "Activity": "Something else altogether",
             "Donor Name": "A donor of no file", "Implementing Partner Name": "A partner of no file", "Lat": "9.5"}  # fmt: skip
    edited = [list(row) for row in lines]
    for index in chance.sample(range(700), 50):
        heading = chance.choice(sorted(edits))
        edited[index][head.index(heading)] = edits[heading]
    chance.shuffle(edited)
    order = chance.sample(range(len(head)), len(head))
    shuffled = file_of([head[at] for at in order], [[row[at] for at in order] for row in edited])
    batch = bring_in(shuffled, by)
    assert verdicts(batch) == {"update": 50, "unchanged": 650}
    assert Line.objects.filter(reporter=by, from_version=2).count() == 50


def test_a_country_without_places_is_learnt_from_its_file(folder: Path) -> None:
    head, rows = ethiopia(folder)
    lines = [row for row in rows if any(text.strip() for text in row)]
    codes = {row[head.index("WoredaPcod")] for row in lines}
    learn_from(io.BytesIO((folder / ETH).read_bytes()), country="ETH", actor=factories.ACTOR)
    places = Place.objects.filter(country="ETH")
    assert set(places.filter(level=3).values_list("pcode", flat=True)) == codes
    assert set(places.filter(level=2).values_list("pcode", flat=True)) == {code[:6] for code in codes}
    assert set(places.filter(level=1).values_list("pcode", flat=True)) == {code[:4] for code in codes}
    bulen = places.get(pcode="ET060207")
    assert (bulen.name, bulen.parent.name, bulen.parent.parent.name) == ("Bulen", "Metekel", "Benishangul-Gumuz")
    assert bulen.centre_is_estimate and (round(bulen.lat, 3), round(bulen.lon, 3)) == (10.545, 35.957)
