"""The seeded definitions are whole: codes, producers, units, derived ratios."""

from __future__ import annotations

import re

from hamroh.commons.indicators.seed import DEFINITIONS, OPERATIONAL, PRODUCERS, PUBLISHED
from hamroh.commons.indicators.seed.definition import UNITS

BY_CODE = {definition.code: definition for definition in DEFINITIONS}


def test_codes_are_unique_and_lasting() -> None:
    """A code is lower case words joined by hyphens, so that it can stand in an address."""
    assert len(BY_CODE) == len(DEFINITIONS)
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", code) for code in BY_CODE)


def test_producers_and_units_exist() -> None:
    """Each figure has a body that answers for it, terms, a credit line and a unit."""
    producers = {producer.key: producer for producer in PRODUCERS}
    for definition in DEFINITIONS:
        assert producers[definition.producer].licence and producers[definition.producer].credit
        assert definition.unit in UNITS
        assert definition.frequency in {"A", "A5", "Q", "M", "D"}
    assert {definition.producer for definition in DEFINITIONS} == set(producers)


def test_derived_ratios_divide_like_by_like() -> None:
    """Numerator and denominator are indicators of one unit, neither derived itself; the ratio is in per cent."""
    derived = [definition for definition in DEFINITIONS if definition.numerator]
    assert [definition.code for definition in derived] == ["remittances-share-of-gdp"]
    for definition in derived:
        assert definition.numerator and definition.denominator
        above, below = BY_CODE[definition.numerator], BY_CODE[definition.denominator]
        assert above.unit == below.unit and not above.numerator and not below.numerator
        assert definition.unit == "percent"


def test_goal_indicators_belong_to_their_target() -> None:
    """Indicator 10.7.3 stands under target 10.7."""
    for definition in DEFINITIONS:
        if definition.sdg_indicator:
            assert definition.sdg_indicator.rpartition(".")[0] == definition.sdg_target


def test_only_operational_definitions_have_invented_values() -> None:
    """Published figures are never invented."""
    assert not any(definition.fictional for definition in PUBLISHED)
    assert all(definition.fictional and definition.producer == "hamroh" for definition in OPERATIONAL)
