"""The seeded instruments are whole and say that they wait for review."""

from __future__ import annotations

from datetime import date

from hamroh.commons.sources.seed import INSTRUMENTS
from hamroh.commons.sources.seed.shapes import FOR_REVIEW

BY_KEY = {instrument.key: instrument for instrument in INSTRUMENTS}


def test_keys_are_unique() -> None:
    """Instruments and articles can be pointed to for ever."""
    assert len(BY_KEY) == len(INSTRUMENTS)
    articles = [article.key for instrument in INSTRUMENTS for article in instrument.articles]
    assert len(set(articles)) == len(articles)


def test_everything_waits_for_review() -> None:
    """Nobody takes our paraphrase for the official text."""
    assert all(instrument.review == FOR_REVIEW and instrument.note for instrument in INSTRUMENTS)


def test_resolution_61_17_speaks_to_states_and_to_the_director_general() -> None:
    """Nine calls on Member States and eleven requests, numbered without a gap."""
    resolution = BY_KEY["wha-61-17"]
    assert resolution.date == date(2008, 5, 24)
    states = [a.number for a in resolution.articles if a.addressed_to == "member-states"]
    director = [a.number for a in resolution.articles if a.addressed_to == "director-general"]
    assert states == [f"1({number})" for number in range(1, 10)]
    assert director == [f"2({number})" for number in range(1, 12)]


def test_targets_have_their_indicators() -> None:
    """The indicators of the global framework, under the target they follow."""
    found = {key: [a.number for a in BY_KEY[key].articles] for key in ("sdg-10-7", "sdg-10-c", "sdg-3-8")}
    assert found == {
        "sdg-10-7": ["10.7.1", "10.7.2", "10.7.3", "10.7.4"],
        "sdg-10-c": ["10.c.1"],
        "sdg-3-8": ["3.8.1", "3.8.2"],
    }
