"""How well the same undertakings are found in two sources, measured where the truth is known."""

from __future__ import annotations

import time

import pytest

from hamroh.rooms.coordination.joining.likeness import likeness, tails, title_likeness, title_of
from hamroh.rooms.coordination.joining.proposing import propose
from hamroh.rooms.coordination.joining.undertakings import identity
from hamroh.rooms.coordination.joining.weights import THRESHOLD, WEIGHTS

from . import joins_truth


def measured(truth: joins_truth.Truth) -> tuple[float, float]:
    """(precision, recall) of what is proposed."""
    found = {(one.undertaking.key, one.activity) for one in propose(truth.undertakings, truth.activities)}
    right = found & truth.pairs
    return len(right) / len(found), len(right) / len(truth.pairs)


@pytest.mark.parametrize("seed", [7, 11, 23, 2026])
def test_precision_and_recall(seed: int, capsys: pytest.CaptureFixture[str]) -> None:
    truth = joins_truth.make(activities=600, seed=seed)
    precision, recall = measured(truth)
    with capsys.disabled():
        print(f"\nseed {seed}: {len(truth.undertakings)} undertakings, precision {precision:.3f}, recall {recall:.3f}")
    assert precision >= 0.9 and recall >= 0.8


def test_ten_thousand_activities_and_five_thousand_undertakings(capsys: pytest.CaptureFixture[str]) -> None:
    truth = joins_truth.make(activities=10_000, share=0.4, strangers=0.25, organisations=200)
    begun = time.process_time()
    found = propose(truth.undertakings, truth.activities)
    seconds = time.process_time() - begun
    with capsys.disabled():
        print(f"\n{len(truth.activities)} × {len(truth.undertakings)}: {len(found)} proposals in {seconds:.1f} s")
    assert len(truth.undertakings) > 4_500 and seconds <= 20


def one_pair():
    """An activity and the undertaking that tells of it without any fault."""
    chance = joins_truth.random.Random(1)
    known = joins_truth._activity(chance, 1, 10)
    lines = joins_truth._lines_of(chance, known)
    lines.codes.clear()
    lines.titles.clear()
    lines.titles[known.titles[0]] += 1
    lines.programming, lines.implementing = {known.lead}, set()
    lines.districts, lines.regions = set(known.districts), set(known.regions)
    lines.first, lines.last, lines.open_end = known.first, known.last, False
    return lines, known


def codes(lines, known) -> set[str]:
    return {code for code, _facts in likeness(lines, known).reasons}


def test_each_reason_is_given_when_it_holds() -> None:
    lines, known = one_pair()
    assert {"title_same", "lead_same", "dates_same"} <= codes(lines, known)
    whole = likeness(lines, known).score
    for change, code in (
        (lambda: lines.codes.update([known.identifiers[0].lower()]), "identifier_same"),
        (lambda: (lines.codes.clear(), lines.codes.update(["P00001"])), "identifier_within"),
        (lambda: (lines.codes.clear(), lines.codes.update([f"XX-ORG-{known.lead}-P00777"])), "identifier_other"),
        (lambda: (lines.codes.clear(), lines.titles.clear(), lines.titles.update(["Roads and bridges"])), "title_unlike"),
        (lambda: setattr(lines, "programming", {999}), "nobody_shared"),
        (lambda: (setattr(lines, "districts", {1}), setattr(lines, "regions", {9})), "places_apart"),
        (lambda: (setattr(lines, "first", known.last + 9 * (known.last - known.first)), setattr(lines, "last", None)),
         "dates_apart"),
    ):  # fmt: skip
        change()
        assert code in codes(lines, known), code
    assert likeness(lines, known).score < 0.01 < THRESHOLD < whole
    assert all(code in WEIGHTS for code in codes(lines, known))


def test_what_is_missing_speaks_neither_for_nor_against() -> None:
    lines, known = one_pair()
    lines.districts, lines.regions = set(), set()
    lines.first = lines.last = None
    lines.titles.clear()
    assert codes(lines, known) <= {"lead_same", "doer_same", "theme_same", "theme_other", "partner_same", "donor_same"}


def test_titles() -> None:
    def alike(one: str, other: str) -> float:
        return title_likeness(title_of(one), title_of(other))

    assert alike("Safe return, phase II", "SAFE RETURN: Phase II") == 100
    assert alike("Safe return of migrants", "Safe retrun of migrants") > 84
    assert alike("Safe return of migrants", "Roads and bridges in the north") < 55
    assert title_of("Phase II").numbers == title_of("phase 2").numbers == {"2"}
    assert {title_of(text).script for text in ("Роҳ", "Road", "道路", "2026")} == {"cyrillic", "latin", "han", "other"}


def test_tails_of_identifiers() -> None:
    assert list(tails("XM-DAC-47066-dp.0123")) == [
        "XMDAC47066DP0123",
        "DAC47066DP0123",
        "47066DP0123",
        "DP0123",
        "0123",
    ]


def test_lines_are_one_undertaking_by_identifier_then_title_then_work() -> None:
    assert identity(1, "P-7", "A", "t", "s") == identity(1, "p 7", "B", "t2", "s2")
    assert identity(1, "", "Safe  Return", "t", "s") == identity(1, "", "SAFE RETURN", "t2", "")
    assert identity(1, "", "", "t", "s") != identity(1, "", "", "t", "s2")
    assert identity(1, "", "A", "t", "s") != identity(2, "", "A", "t", "s")
    assert identity(None, "", "A", "t", "s").body == 0 and len(identity(1, "P-7", "", "", "").key) == 64


def test_a_parted_pair_is_not_proposed_again() -> None:
    truth = joins_truth.make(activities=60)
    first = propose(truth.undertakings, truth.activities)
    parted = (first[0].undertaking.key, first[0].activity)
    again = propose(truth.undertakings, truth.activities, different={parted})
    assert parted not in {(one.undertaking.key, one.activity) for one in again} and len(again) >= len(first) - 1
