"""The simple types, both ways: what XML Schema allows, what Python would allow and IATI does not, what is written."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from hamroh.formats.iati.values import NotParsed, to_boolean, to_date, to_datetime, to_decimal, to_integer, to_text


@pytest.mark.parametrize(
    "text, number",
    [("5", "5"), ("+5.50", "5.50"), ("-0.10", "-0.10"), (".5", "0.5"), ("007.0", "7.0"), ("0.0000000", "0.0000000")],
)
def test_decimals_keep_their_precision(text: str, number: str) -> None:
    assert to_text(to_decimal(text)) == number


def test_decimals_are_written_without_exponent() -> None:
    assert to_text(Decimal("1E+3")) == "1000" and to_text(Decimal("1E-9")) == "0.000000001"


@pytest.mark.parametrize("text", ["1,000", "1 000", "1e5", "NaN", "Infinity", "1_000", "$5", "50%", "٥", "5.5.5", "."])
def test_what_is_no_decimal(text: str) -> None:
    with pytest.raises(NotParsed, match="not_a_decimal"):
        to_decimal(text)


@pytest.mark.parametrize(
    "text", ["2024-13-01", "2024-02-30", "31.03.2024", "2024", "2024-3-1", "20240301", "2024-W10-1", "soon"]
)
def test_what_is_no_date(text: str) -> None:
    with pytest.raises(NotParsed, match="not_a_date"):
        to_date(text)


@pytest.mark.parametrize("text", ["2024-03-31Z", "2024-03-31+05:00", "2024-03-31T10:00:00"])
def test_a_longer_date_gives_its_day(text: str) -> None:
    with pytest.raises(NotParsed, match="date_with_time") as caught:
        to_date(text)
    assert caught.value.value == date(2024, 3, 31)


def test_integers_and_booleans() -> None:
    assert to_integer("2014") == 2014 and to_integer("2014.0") == 2014 and to_integer("-1") == -1
    assert (to_boolean("true"), to_boolean("1"), to_boolean("false"), to_boolean("0")) == (True, True, False, False)
    for text in ("2014.5", "two", "1_0"):
        with pytest.raises(NotParsed, match="not_an_integer"):
            to_integer(text)
    with pytest.raises(NotParsed, match="not_a_boolean"):
        to_boolean("yes")


def test_moments() -> None:
    assert to_datetime("2024-03-31T12:00:00.123456789Z") == datetime(2024, 3, 31, 12, 0, 0, 123456, tzinfo=UTC)
    assert to_text(to_datetime("2024-03-31T12:00:00+05:00")) == "2024-03-31T12:00:00+05:00"
    assert to_text(to_datetime("2024-03-31T12:00:00")) == "2024-03-31T12:00:00"
    assert to_text(datetime(2024, 3, 31, tzinfo=UTC)) == "2024-03-31T00:00:00Z"
    assert to_datetime("2024-03-31") == datetime(2024, 3, 31)
    for text in ("2024-03-31T25:00:00", "2024-03-31 12:00", "now"):
        with pytest.raises(NotParsed, match="not_a_datetime"):
            to_datetime(text)
