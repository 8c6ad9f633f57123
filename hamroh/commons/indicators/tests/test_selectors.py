"""What pages are given: sums of known parts only, every period a row, few queries."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from hamroh.commons.indicators import selectors
from hamroh.commons.indicators.areas import area_name, is_area
from hamroh.commons.indicators.catalogue import UNITS, unit_label
from hamroh.commons.indicators.facts import Fact
from hamroh.commons.indicators.models import Dataset, Indicator
from hamroh.commons.indicators.periods import year
from hamroh.commons.indicators.services import ensure_seed, enter_observations
from hamroh.kernel.ledger.actors import ANYONE, system

from .conftest import STATISTICIAN

pytestmark = pytest.mark.django_db


def stock(destination: str, origin: str, when: int, sex: str, value: int | None) -> Fact:
    return Fact(
        indicator="migrant-stock",
        country=destination,
        counterpart=origin,
        period=year(when),
        value=None if value is None else Decimal(value),
        missing_reason="unknown" if value is None else "",
        breakdown={"sex": sex} if sex else None,
        remarks=("born-abroad",),
    )


def enter(*facts: Fact) -> None:
    dataset = Dataset.objects.get(key="undesa-migrant-stock")
    enter_observations(actor=STATISTICIAN, dataset=dataset, edition="Test", facts=facts)


def test_a_corridor_adds_up_only_what_is_known(seeded) -> None:
    enter(
        stock("RUS", "TJK", 2024, "female", 10), stock("RUS", "TJK", 2024, "male", 20),
        stock("KAZ", "TJK", 2024, "female", 50), stock("KAZ", "TJK", 2024, "male", None),
        stock("TUR", "TJK", 2024, "female", 99),
        stock("TJK", "UZB", 2024, "", 7),
        stock("TJK", "UZB", 2020, "", 8),
    )  # fmt: skip
    abroad = selectors.corridors("TJK", 2024, viewer=ANYONE, direction="abroad")
    assert [(one.destination, one.women, one.men, one.total) for one in abroad] == [
        ("RUS", 10, 20, 30), ("KAZ", 50, None, None), ("TUR", 99, None, None),
    ]  # fmt: skip
    (here,) = selectors.corridors("TJK", 2024, viewer=ANYONE, direction="here")
    assert (here.origin, here.women, here.men, here.total) == ("UZB", None, None, 7)
    assert here.other("TJK") == "UZB" and here.remarks == ("Counts people born in another country.",)
    assert len(selectors.corridors("TJK", 2024, viewer=ANYONE)) == 4
    assert selectors.corridor_years("TJK", viewer=ANYONE) == [2020, 2024]
    chart = selectors.corridor_chart("TJK", 2024, viewer=ANYONE)
    assert chart.columns == ("women", "men")
    assert [[one and one.value for one in row.figures] for row in chart.rows] == [[10, 20], [50, None], [99, None]]


class Sums(TestCase):
    @given(st.tuples(*[st.sampled_from(["absent", None, 0, 5])] * 3))
    @settings(deadline=None, max_examples=30)
    def test_a_total_is_given_or_made_of_both_and_never_of_one(self, given_values: tuple) -> None:
        ensure_seed(system("test"))
        women, men, total = given_values
        rows = zip(("female", "male", ""), given_values, strict=True)
        enter(*(stock("RUS", "TJK", 2024, sex, value) for sex, value in rows if value != "absent"))
        found = selectors.corridors("TJK", 2024, viewer=ANYONE)
        if set(given_values) == {"absent"}:
            assert not found
            return
        both = women + men if isinstance(women, int) and isinstance(men, int) else None
        assert found[0].total == (total if isinstance(total, int) else both)


def test_a_chart_has_a_row_for_each_period_and_none_where_nothing_is(seeded) -> None:
    enter(*(stock("RUS", "TJK", when, "female", when) for when in (2000, 2010)), stock("KAZ", "TJK", 2010, "female", 1))
    chart = selectors.chart_data(
        "migrant-stock", ["RUS", "KAZ"], viewer=ANYONE, counterpart="TJK", breakdown={"sex": "female"}
    )
    assert chart.columns == ("Russia", "Kazakhstan") and chart.unit == "persons"
    assert [(row.label, [one and one.value for one in row.figures]) for row in chart.rows] == [
        ("2000", [2000, None]),
        ("2010", [2010, 1]),
    ]
    assert [source.edition for source in chart.sources] == ["Test"] and not chart.fictional


def test_series_and_corridors_need_few_queries(seeded, django_assert_max_num_queries) -> None:
    enter(*(stock("RUS", origin, 2024, sex, 5) for origin in ("TJK", "UZB", "KGZ") for sex in ("female", "male")))
    with django_assert_max_num_queries(1):
        for one in selectors.corridors("RUS", 2024, viewer=ANYONE):
            assert one.observations[0].dataset.producer.key == "undesa"
    with django_assert_max_num_queries(1):
        selectors.series("migrant-stock", "RUS", viewer=ANYONE, counterpart="TJK", breakdown={"sex": "male"})


def test_names_of_areas_and_units_follow_the_language(seeded) -> None:
    with translation.override("tg"):
        assert area_name("TJK") == "Тоҷикистон" and unit_label("persons") == "нафар"
    with translation.override("zh-hans"):
        assert area_name("TJK") == "塔吉克斯坦" and unit_label("usd") == "美元"
    assert all(set(labels) == {"tg", "ru", "en", "zh"} for labels in UNITS.values())
    assert {indicator.unit for indicator in Indicator.objects.all()} <= set(UNITS)
    for code in ("TJK", "PSE", "XKX", "ZAF", "EU27", "STL"):
        assert is_area(code)
    for code in ("XXX", "QMM", "SUN", "ZZZ", "TJ", "tjk", ""):
        assert not is_area(code)
