"""The producers' own files: every row becomes a figure, the spot checks hold, the same file again changes nothing."""

from __future__ import annotations

import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import connection

from hamroh.commons.indicators import selectors
from hamroh.commons.indicators.models import Indicator, Observation, Source
from hamroh.commons.indicators.services import ensure_seed
from hamroh.kernel.ledger.actors import ANYONE, system
from hamroh.kernel.ledger.models import Entry

from .conftest import take_file

pytestmark = [pytest.mark.django_db, pytest.mark.samples]


def check_stock() -> None:
    russia = selectors.corridors("TJK", 2024, viewer=ANYONE, direction="abroad")[0]
    assert (russia.destination, russia.women, russia.men, russia.total) == ("RUS", 169_322, 246_354, 415_676)
    assert selectors.corridor_years("TJK", viewer=ANYONE) == [1990, 1995, 2000, 2005, 2010, 2015, 2020, 2024]
    chart = selectors.corridor_chart("TJK", 2024, viewer=ANYONE, limit=5)
    assert len(chart.rows) == 5 and chart.rows[0].figures[1].value == 246_354
    assert [source.dataset.producer.key for source in chart.sources] == ["undesa"]


def check_development_indicators() -> None:
    received = selectors.series("remittances-received", "TJK", viewer=ANYONE)
    by_year = {one.period.label: one.value for one in received}
    assert round(by_year["2022"] / 10**9, 2) == Decimal("5.35") and round(by_year["2023"] / 10**9, 2) == Decimal("4.63")
    share = selectors.latest("remittances-share-of-gdp", "TJK", viewer=ANYONE)
    assert share.period.label == "2023" and round(share.value, 1) == Decimal("38.4")
    parts = selectors.parts_of(share.observation)
    assert parts["numerator"].value == by_year["2023"] and parts["denominator"].indicator.code == "gdp"
    assert {source.dataset.key for source in selectors.sources_of([share])} == {"world-bank-wdi"}
    assert selectors.latest("net-migration", "TJK", viewer=ANYONE).value == -19_999
    assert selectors.latest("population", "TJK", viewer=ANYONE).source.dataset.key == "un-wpp"
    assert {"gdp", "political-stability"} <= {one.code for one in selectors.indicators_with_figures(ANYONE, "TJK")}


def check_refugees() -> None:
    newest = selectors.latest("refugees", "TJK", viewer=ANYONE, counterpart="AFG")
    assert (newest.value, newest.period.label, newest.observation.status) == (8253, "2024", "provisional")
    assert any("middle of the year" in remark for remark in newest.remarks)
    assert newest.source.edition == "2024-10-08"
    before = selectors.series("refugees", "TJK", viewer=ANYONE, counterpart="AFG")[-2]
    assert (before.period.label, before.remarks) == ("2023", ())


def check_applicants() -> None:
    small = Observation.objects.filter(small_count=True)
    assert small.exists() and all(0 < row.value < 10 for row in small)
    assert not Observation.objects.filter(small_count=False, value__gt=0, value__lt=10).exists()
    chart = selectors.chart_data("asylum-applicants-europe", ["DEU"], viewer=ANYONE, counterpart="TJK", by="sex")
    assert chart.columns[:2] == ("women", "men") and len(chart.rows) == 14 and chart.small


def check_crossings() -> None:
    months = selectors.series(
        "irregular-crossings", "EU", viewer=ANYONE, counterpart="TJK",
        breakdown={"route": "eastern-mediterranean", "border": "sea"},
    )  # fmt: skip
    assert months and all(len(one.period.label) == len("2024-05") for one in months)


FILES: dict[str, tuple[str, int, Callable[[], None]]] = {
    "undesa_migrant_stock_2024_central_asia_corridors.csv": ("undesa-stock", 5472, check_stock),
    "world_bank_wdi_selected_countries.csv": ("wdi", 8713, check_development_indicators),
    "unhcr_population_central_asia.csv": ("unhcr", 6659, check_refugees),
    "eurostat_asylum_applicants_central_asia_nationals.csv": ("eurostat-asylum", 2365, check_applicants),
    "frontex_irregular_crossings_central_asia_nationals.csv": ("frontex", 326, check_crossings),
}


@pytest.mark.parametrize("name", FILES)
def test_every_row_becomes_a_figure_and_the_same_file_again_changes_nothing(
    name: str, statistics: Path, seeded
) -> None:
    kind, rows, check = FILES[name]
    # Time of the processor, not of the clock: other work on the machine does not count.
    began = time.process_time()
    report = take_file(statistics / name, edition="2024-10-08")
    assert time.process_time() - began < 3 * rows / 5472 + 2
    assert (report.kind, report.problems) == (kind, ())
    assert (report.read, report.created, report.updated, report.unchanged, report.refused) == (rows, rows, 0, 0, 0)
    assert all(row.dataset.producer.credit and row.dataset.licence for row in selectors.observations(ANYONE)[:3])
    check()
    before = (Observation.objects.count(), Source.objects.count(), Entry.objects.count())
    again = take_file(statistics / name, edition="2024-10-08")
    assert (again.created, again.updated, again.unchanged, again.derived) == (0, 0, rows, 0)
    assert before == (Observation.objects.count(), Source.objects.count(), Entry.objects.count())


def test_incidents_become_counts_and_nothing_of_one_incident_is_kept(statistics: Path, seeded) -> None:
    report = take_file(statistics / "iom_missing_migrants_region.csv")
    assert (report.kind, report.read, report.refused) == ("missing-migrants", 4735, 0)
    rows = Observation.objects.filter(indicator__code="dead-and-missing")
    parts = [rows.filter(breakdown__has_key="cause"), rows.filter(breakdown__has_key="route")]
    for part in (rows.filter(breakdown_key="", counterpart=""), rows.exclude(counterpart=""), *parts):
        assert sum(row.value for row in part) == 6733
    assert not [row for row in rows if len(row.breakdown) + bool(row.counterpart) > 1], "never crossed"
    assert all((row.period_start.day, row.period_start.month) == (1, 1) for row in rows)
    assert {row.status for row in rows if row.period_start.year == 2025} == {"provisional"}
    again = take_file(statistics / "iom_missing_migrants_region.csv")
    assert (again.created, again.updated) == (0, 0)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM indicators_observation")
        assert not [row for row in cursor.fetchall() if "Estonia" in str(row) or "59.1551" in str(row)]


def test_every_definition_speaks_four_languages_and_loads_once(seeded) -> None:
    for indicator in Indicator.objects.all():
        assert set(indicator.names) == set(indicator.descriptions) == {"tg", "ru", "en", "zh"}
        assert all(indicator.names.values())
    assert ensure_seed(system("test")) == 0
    assert Entry.objects.filter(event="indicators.seeded").count() == 1
