"""The picture of who does what, where on 10,000 activities and 50,000 lines at eight clients.

Lines and activities are spread over Tajikistan's districts as a real picture is: a few districts and thematic areas
have most of the work, and half of the organisations do most of it. Each client thinks one second between pages.
"""

from __future__ import annotations

import datetime as dt
import os
import random
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

from benchmarks.activities import ROOT, Figure
from benchmarks.pages import BAR_MS, CLIENTS, SLOWEST_ANSWER, _load, _p95
from tests.product import Product, running

ACTIVITIES, LINES, BODIES = 10_000, 50_000, 400
BUILD_BAR_SECONDS = 1.5
THEMES = (
    "return_reintegration", "labour_migration", "migration_health", "diaspora_remittances", "policy_data_research",
    "counter_trafficking", "border_identity",
)  # fmt: skip
MEASURES = ("organisations", "undertakings", "targeted", "reached", "money")
STEP = 1_000


def run() -> list[Figure]:
    """Fill, build, load, measure."""
    with tempfile.TemporaryDirectory(prefix="hamroh-bench-") as folder, running(Path(folder) / "home") as product:
        told = _in_product(product, "fill()")
        regions = told.split()
        _in_product(product, "wait_for_quiet()")
        built = float(_in_product(product, "print(build_seconds())"))
        place: Callable[[random.Random], str] = lambda dice: dice.choice(["", *regions])  # noqa: E731
        theme: Callable[[random.Random], str] = lambda dice: dice.choice(["", *THEMES])  # noqa: E731
        kinds: dict[str, Callable[[random.Random], str]] = {
            "matrix": lambda dice: f"/en/coordination/picture/?measure={dice.choice(MEASURES)}&place={place(dice)}",
            "map": lambda dice: f"/en/coordination/picture/map?measure={dice.choice(MEASURES)}&theme={theme(dice)}",
            "network": lambda dice: f"/en/coordination/picture/network?theme={theme(dice)}&place={place(dice)}",
            "organisations behind a number": lambda dice: (
                f"/en/coordination/picture/who?theme={dice.choice(THEMES)}&place={dice.choice(regions)}"
            ),
            "overview": lambda dice: "/en/coordination/",
        }
        first = {kind: _first_view(product.address + kinds[kind](random.Random(0))) for kind in ("matrix", "network")}
        waits = _load(product.address, kinds)
    figures = [
        Figure(f"coordination: {kind} p95 at {CLIENTS} clients", _p95(taken), BAR_MS, "ms")
        for kind, taken in waits.items()
    ]
    return [
        Figure("coordination: the picture built from its rows", built, BUILD_BAR_SECONDS, "s"),
        *(
            Figure(f"coordination: {kind}, the first view after a report is published", taken, None, "s")
            for kind, taken in first.items()
        ),
        *figures,
    ]


def _in_product(product: Product, statement: str) -> str:
    code = f"import django; django.setup(); from benchmarks.coordination_pages import *; {statement}"
    done = subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, **product.environment}, cwd=ROOT, capture_output=True,
        text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(done.stderr)
    return done.stdout


def _first_view(address: str) -> float:
    """What the one reader waits who comes first after something changed: the picture is counted anew."""
    began = time.perf_counter()
    with urllib.request.urlopen(address, timeout=SLOWEST_ANSWER) as answer:
        answer.read()
    return time.perf_counter() - began


def wait_for_quiet(seconds: float = 300) -> None:
    """Until the worker has made what the demonstration asked for (files, the search index): it is not measured here."""
    from hamroh.kernel.background.models import UNFINISHED, Job

    until = time.monotonic() + seconds
    while Job.objects.filter(state__in=UNFINISHED).exists():
        if time.monotonic() > until:
            raise RuntimeError("The worker is still busy with the demonstration.")
        time.sleep(1)


def build_seconds() -> float:
    """How long the whole picture takes from its rows, as everybody may see it; the best of three."""
    from hamroh.kernel.ledger.actors import ANYONE
    from hamroh.rooms.coordination.selectors.cube import build
    from hamroh.rooms.coordination.selectors.scope import Scope, activities_in, lines_in, round_of

    scope = Scope("TJK")
    taken = []
    for _turn in range(3):
        began = time.perf_counter()
        of_round = round_of(scope)
        cube = build(lines_in(ANYONE, scope, of_round), activities_in(ANYONE, scope, of_round), "TJK")
        taken.append(time.perf_counter() - began)
        if sum(cell.lines for cell in cube.cells.values()) != LINES:
            raise RuntimeError("The picture does not hold all lines.")
    return min(taken)


def fill() -> None:
    """Write activities and lines straight into the tables; prints the keys of the regions."""
    from hamroh.kernel.organisations.models import Organisation
    from hamroh.kernel.places.models import Level, Place

    dice = random.Random(20261124)
    districts = list(Place.objects.filter(country="TJK", level=Level.DISTRICT, valid_to=None).order_by("slug"))
    dice.shuffle(districts)
    Organisation.objects.bulk_create(
        Organisation(names={"en": f"Invented body {number}", "ru": f"Выдуманная организация {number}"}, fictional=True)
        for number in range(BODIES)
    )
    bodies = list(Organisation.objects.order_by("-pk").values_list("pk", flat=True)[:BODIES])
    _fill_activities(dice, districts, bodies)
    _fill_lines(dice, districts, bodies)
    regions = Place.objects.filter(country="TJK", level=Level.REGION, valid_to=None)
    print(*regions.order_by("slug").values_list("slug", flat=True))


def _one_of(dice: random.Random, choices: Any) -> Any:
    """The first of a list more often than the last."""
    return choices[int(len(choices) * dice.random() ** 2)]


def _fill_activities(dice: random.Random, districts: list[Any], bodies: list[int]) -> None:
    from django.utils import timezone

    from hamroh.commons.activities.models import Activity, ActivityPlace, ActivitySum, Basis, Participation
    from hamroh.formats.iati import records as r

    now = timezone.now()
    for start in range(0, ACTIVITIES, STEP):
        made = Activity.objects.bulk_create(
            Activity(
                iati_identifier=f"XX-BENCH-{number}", reporting_organisation_id=_one_of(dice, bodies),
                title=(r.Narrative(text=f"Undertaking {number}", lang="en"),), lang="en", activity_status="2",
                theme=_one_of(dice, THEMES), state="published", visibility="public", content_digest=f"{number:064d}",
                changed_at=now, start=dt.date(2025, 1 + number % 12, 1), end=dt.date(2027, 1 + number % 12, 28),
                default_currency="USD",
            )
            for number in range(start, start + STEP)
        )  # fmt: skip
        ActivityPlace.objects.bulk_create(
            ActivityPlace(activity=one, place_id=place, basis=Basis.LOCATION)
            for one in made
            for place in {_one_of(dice, districts).pk for _ in range(dice.randint(1, 3))}
        )
        Participation.objects.bulk_create(
            Participation(activity=one, position=position, organisation_id=_one_of(dice, bodies), role=role)
            for one in made
            for position, role in enumerate(("1", "4", "4"))
        )
        ActivitySum.objects.bulk_create(
            ActivitySum(activity=one, kind="budget", currency="USD", amount=Decimal(dice.randint(10, 900) * 1000))
            for one in made
        )


def _fill_lines(dice: random.Random, districts: list[Any], bodies: list[int]) -> None:
    from hamroh.commons.activities.models import Activity
    from hamroh.rooms.coordination.codes.services import SERVICES
    from hamroh.rooms.coordination.models import Line, Reporter, Round, RoundStage

    Round.objects.filter(country="TJK", stage=RoundStage.PUBLISHED).update(stage=RoundStage.SUPERSEDED)
    of_round = Round.objects.create(
        country="TJK", title={"en": "A large round"}, scheme="migration", period_start=dt.date(2028, 1, 1),
        period_end=dt.date(2028, 3, 31), stage=RoundStage.PUBLISHED, created_by="system:bench", fictional=True,
    )  # fmt: skip
    reporters = Reporter.objects.bulk_create(
        Reporter(round=of_round, organisation_id=body, latest=1, published=1) for body in bodies
    )
    activities = list(Activity.objects.filter(iati_identifier__startswith="XX-BENCH-").values_list("pk", flat=True))
    by_theme = {theme: [one.key for one in SERVICES if getattr(one, "theme", "") == theme] for theme in THEMES}
    for start in range(0, LINES, STEP):
        Line.objects.bulk_create(
            _line(dice, number, _one_of(dice, reporters), districts, bodies, activities, by_theme)
            for number in range(start, start + STEP)
        )


def _line(
    dice: random.Random, number: int, reporter: Any, districts: list[Any], bodies: list[int], activities: list[int],
    by_theme: dict[str, list[str]],
) -> Any:  # fmt: skip
    from hamroh.rooms.coordination.models import Line

    theme = _one_of(dice, THEMES)
    district = _one_of(dice, districts) if dice.random() < 0.9 else None
    targeted = dice.randint(10, 900)
    return Line(
        reporter=reporter, key=f"line-{number}", from_version=1, digest=f"{number:064d}", alike=f"{number:064d}",
        counted=dice.random() < 0.95, donor_id=_one_of(dice, bodies), programming_id=reporter.organisation_id,
        implementing_id=_one_of(dice, bodies), theme=theme, service=_one_of(dice, by_theme[theme] or [""]),
        title=f"Project {number // 7}", code=f"P-{number // 7}", place=district, district=district,
        region_id=district.parent_id if district else None,
        status=_one_of(dice, ("ongoing", "planned", "completed", "suspended", "cancelled")),
        start=dt.date(2028, dice.randint(1, 3), 1), end=dt.date(2028, dice.randint(4, 12), 28),
        people=[["targeted", "f", "", targeted // 2], ["targeted", "m", "", targeted - targeted // 2]],
        targeted=targeted, reached=targeted // 2, amount=Decimal(dice.randint(1, 500) * 100),
        currency=_one_of(dice, ("USD", "EUR", "TJS")), raw={} if district else dice.choice([{}, {"adm2": "Nowhere"}]),
        activity_id=dice.choice(activities) if dice.random() < 0.1 else None,
    )  # fmt: skip
