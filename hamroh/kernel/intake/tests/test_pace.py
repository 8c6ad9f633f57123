"""Steps become as large as the time allows, and the lock is free in between."""

from __future__ import annotations

import pytest

from hamroh.kernel.intake import pace


class Clock:
    """Time that passes only when told."""

    def __init__(self) -> None:
        self.now = 100.0
        self.slept = 0.0

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds
        self.slept += seconds


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(pace, "time", clock)
    return clock


def run(paced: pace.Pace, clock: Clock, seconds_a_line: float, steps: int = 30) -> None:
    for _ in range(steps):
        size = paced.size
        with paced.step(size):
            clock.now += 3.0  # waiting for others, before the lock
            paced.locked()
            clock.now += size * seconds_a_line


@pytest.mark.parametrize("seconds_a_line", [0.0001, 0.001, 0.004, 0.02])
def test_steps_stay_within_fifty_milliseconds(clock: Clock, seconds_a_line: float) -> None:
    paced = pace.Pace(1000, first=4)
    run(paced, clock, seconds_a_line)
    assert paced.size * seconds_a_line <= 0.05
    assert paced.size == 1000 or (paced.size + 1) * seconds_a_line > pace.TARGET_SECONDS * 0.9


def test_one_line_at_least_and_never_more_than_the_largest(clock: Clock) -> None:
    slow, quick = pace.Pace(50), pace.Pace(50)
    run(slow, clock, 5.0, steps=3)
    run(quick, clock, 0.0)
    assert (slow.size, quick.size) == (1, 50)


def test_lock_is_free_for_a_fifth_of_the_time(clock: Clock) -> None:
    paced = pace.Pace(1000)
    begin, held = clock.now, 0.0
    for _ in range(100):
        with paced.step(paced.size):
            clock.now += 0.03
            held += 0.03
    assert held / (clock.now - begin) <= 0.81


def test_work_between_steps_counts_as_pause(clock: Clock) -> None:
    paced = pace.Pace(1000)
    for _ in range(10):
        with paced.step(paced.size):
            clock.now += 0.03
        clock.now += 0.02
    assert clock.slept == 0
