"""Properties of figures before they are stored: one key for one figure, and unknown is never zero."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from hamroh.commons.indicators.adapters import BY_KEY, About, FileRow
from hamroh.commons.indicators.facts import Fact, NoNumber, breakdown_key, faults_of, read_value, stored_value
from hamroh.commons.indicators.models import Observation
from hamroh.commons.indicators.periods import NoPeriod, Period, month, period, year
from hamroh.commons.indicators.services.deriving import ratio
from hamroh.commons.indicators.vocabulary import MISSING_MARKS

# The machine that runs the tests may be busy; time is measured elsewhere.
PATIENT = settings(deadline=None)
codes = st.sampled_from(["a", "b", "ab", "", "a=b", "b&c", "%", "é", "移"])
breakdowns = st.dictionaries(codes.filter(bool), codes, max_size=3)
numbers = st.decimals(min_value=-(10**15), max_value=10**15, allow_nan=False, allow_infinity=False)
days = st.dates(date(1900, 1, 1), date(2100, 12, 31))


def fact(**changes) -> Fact:
    fields = {"indicator": "gdp", "country": "TJK", "period": year(2024), "value": Decimal(1)}
    return Fact(**(fields | changes))


key_fields = st.fixed_dictionaries(
    {
        "indicator": st.sampled_from(["gdp", "population"]),
        "country": st.sampled_from(["TJK", "UZB"]),
        "counterpart": st.sampled_from(["", "TJK", "UZB"]),
        "place": st.sampled_from(["", "TJK/a", "TJK/b"]),
        "period": st.sampled_from([year(2023), year(2024), month(1, of=2024)]),
        "breakdown": breakdowns,
    }
)


@PATIENT
@given(key_fields, key_fields, numbers, st.none() | numbers)
def test_the_key_is_the_same_exactly_when_the_figure_is(
    one: dict, other: dict, value: Decimal, another: Decimal
) -> None:
    same = fact(**one, value=value).natural_key("d") == fact(**other, value=another).natural_key("d")
    assert same == (one == other)
    assert fact(**one).natural_key("d") != fact(**one).natural_key("e")


@PATIENT
@given(breakdowns, breakdowns)
def test_a_breakdown_has_one_text_whatever_its_order(one: dict[str, str], other: dict[str, str]) -> None:
    assert (breakdown_key(one) == breakdown_key(other)) == (one == other)
    assert breakdown_key(one) == breakdown_key(dict(reversed(list(one.items()))))


@PATIENT
@given(numbers)
@example(Decimal("7776181.999999997"))
@example(Decimal("-2.417309522628784"))
def test_what_is_stored_stays_as_it_is(value: Decimal) -> None:
    once = stored_value(value)
    assert stored_value(once) == once == stored_value(Decimal(str(once)))
    assert abs(once - value) <= max(abs(value) * Decimal("1e-14"), Decimal("1e-10"))


@PATIENT
@given(st.sampled_from(sorted(MISSING_MARKS)), st.sampled_from(["", " ", "\t"]))
def test_a_blank_or_a_mark_is_unknown_and_never_zero(mark: str, space: str) -> None:
    value, reason = read_value(space + mark.upper() + space)
    assert value is None and reason


@PATIENT
@given(st.sampled_from(["0", "0.0", "-0", "+0", "0e5"]))
def test_a_written_zero_is_zero_and_known(text: str) -> None:
    value, reason = read_value(text)
    assert value == 0 and reason == "" and str(value) == str(Decimal("0E-10"))


@PATIENT
@given(st.text(max_size=12))
def test_any_text_is_a_number_a_mark_or_refused(text: str) -> None:
    try:
        value, reason = read_value(text)
    except NoNumber as fault:
        assert "blank" in str(fault)
    else:
        assert (value is None) == bool(reason)


@pytest.mark.parametrize("text", ["-", "1,5", "1 000", "inf", "1e99", "0x10", "12a", "1e19"])
def test_what_could_mean_two_things_is_refused(text: str) -> None:
    with pytest.raises(NoNumber):
        read_value(text)


@PATIENT
@given(st.none() | numbers, st.none() | numbers)
@example(None, Decimal(0))
@example(Decimal(0), Decimal(0))
def test_a_ratio_is_unknown_when_a_part_is(above: Decimal | None, below: Decimal | None) -> None:
    above, below = (None if part is None else part.quantize(Decimal("0.01")) for part in (above, below))
    value, reason = ratio(above, below, Decimal(100))
    if above is None or below is None:
        assert (value, reason) == (None, "part-missing")
    elif below == 0:
        assert (value, reason) == (None, "not-applicable")
    else:
        assert reason == "" and (value == 0) == (stored_value(100 * above / below) == 0)


@PATIENT
@given(st.sampled_from(sorted(MISSING_MARKS)))
def test_incidents_without_number_make_no_zero(mark: str) -> None:
    row = {"t": "2020-03-01", "geo": "IRN", "cause": "Drowning", "route": "Undefined", "nat": "AFG", "dead": mark}
    rows = [FileRow(2, row), FileRow(3, row | {"nat": "TJK", "dead": "2"})]
    facts = [one.fact for one in BY_KEY["missing-migrants"].read(rows, About())]
    by_nationality = {one.counterpart: one for one in facts if one.counterpart}
    assert by_nationality["AFG"].value is None and by_nationality["AFG"].missing_reason
    total = next(one for one in facts if not one.counterpart and not one.breakdown)
    assert total.value == 2 and "without-number" in total.remarks


@PATIENT
@given(days, days)
def test_a_period_reads_back_from_its_label(one: date, other: date) -> None:
    when = Period(min(one, other), max(one, other))
    assert period(when.label) == when


@pytest.mark.parametrize(
    "text, label",
    [("2024", "2024"), ("2024.0", "2024"), ("2024-02", "2024-02"), ("2024Q1", "2024-Q1"), ("2024-S2", "2024-S2")],
)
def test_the_usual_ways_of_writing_a_period(text: str, label: str) -> None:
    assert period(text).label == label


@pytest.mark.parametrize(
    "text", ["", "24", "2024-13", "2024-Q5", "2024-S3", "May 2024", "2024-05-02/2024-05-01", "0000"]
)
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(NoPeriod, match="2024-Q3"):
        period(text)


@pytest.mark.parametrize(
    "changes, field",
    [
        ({"country": "XXX"}, "country"),
        ({"country": "tjk"}, "country"),
        ({"counterpart": "RUS"}, "counterpart"),
        ({"value": None}, "missing_reason"),
        ({"missing_reason": "unknown"}, "missing_reason"),
        ({"lower": Decimal(2)}, "value"),
        ({"upper": Decimal(0)}, "value"),
        ({"value": Decimal("NaN")}, "value"),
        ({"status": "sure"}, "status"),
        ({"remarks": ("nonsense",)}, "remarks"),
        ({"note": {"xx": "?"}}, "note"),
        ({"breakdown": {"sex": "female"}}, "breakdown"),
        ({"place": "UZB/x", "place_id": 1}, "place"),
    ],
)
def test_each_fault_names_its_field(changes: dict, field: str) -> None:
    assert [found for found, _words in faults_of(fact(**changes), ())] == [field]
    assert list(faults_of(fact(), ())) == []


def test_the_codes_of_a_dimension_are_checked() -> None:
    assert not list(faults_of(fact(breakdown={"sex": "female"}), ("sex",)))
    ((field, words),) = faults_of(fact(breakdown={"sex": "F"}), ("sex",))
    assert field == "breakdown" and "female, male, unknown" in words


class Stored(TestCase):
    @PATIENT
    @given(numbers)
    @example(Decimal("12060602008.8478"))
    @example(Decimal("7776181.999999997"))
    def test_the_database_gives_back_what_was_stored(self, value: Decimal) -> None:
        from hamroh.commons.indicators.models import Dataset, Indicator, Producer

        producer = Producer.objects.create(key="p")
        indicator = Indicator.objects.create(code="i", unit="count", frequency="A", producer=producer)
        dataset = Dataset.objects.create(key="d", producer=producer, revision=1)
        row = Observation.objects.create(
            indicator=indicator, dataset=dataset, source=dataset.sources.create(), country="TJK",
            period_start=date(2024, 1, 1), period_end=date(2024, 12, 31), value=stored_value(value), key="k", since=1,
        )  # fmt: skip
        row.refresh_from_db()
        assert row.value == stored_value(value)
