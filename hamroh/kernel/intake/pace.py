"""How many lines one transaction takes, and how long the lock stays free after it, so that others can write between.

SQLite has one writer, and who waits for it asks only now and then (after 1, 2, 5 … 100 ms, thirteen times in half a
second). A transaction of 50 ms is the most that one should wait for; and when the lock is free for a fifth of the time,
thirteen questions in a row fail with a probability of 0.8^13, or one in twenty.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

TARGET_SECONDS = 0.035
_FREE_SHARE = 0.25  # of the time for which the lock was held: a fifth of all time
_LEAST_PAUSE_SECONDS = 0.002
_GROWTH = 1.5


class Pace:
    """Measures each step and proposes the next one's size, from `least` to `largest`.

    `longest` is the longest step yet, in seconds. `least` is for steps that cost much whatever their size: on a busy
    machine smaller ones would not be shorter, only more.
    """

    def __init__(self, largest: int, first: int = 16, least: int = 1) -> None:
        self._largest = max(1, largest)
        self._least = min(least, self._largest)
        self.size = min(max(first, self._least), self._largest)
        self.longest = 0.0
        self._begin = 0.0
        self._end = 0.0
        self._held = 0.0

    @contextmanager
    def step(self, count: int) -> Iterator[None]:
        """Time one transaction over `count` lines, after a pause where the work since the last one was too short."""
        self._pause()
        self.locked()
        yield
        self._end = time.monotonic()
        self._held = self._end - self._begin
        self.longest = max(self.longest, self._held)
        if count:
            fitting = int(count * TARGET_SECONDS / max(self._held, 1e-6))
            self.size = max(self._least, min(self._largest, fitting, int(self.size * _GROWTH) + 1))

    def locked(self) -> None:
        """The transaction has the lock: the time that it waited for others is not its own."""
        self._begin = time.monotonic()

    def _pause(self) -> None:
        free = time.monotonic() - self._end
        wanted = max(self._held * _FREE_SHARE, _LEAST_PAUSE_SECONDS)
        if self._end and free < wanted:
            time.sleep(wanted - free)
