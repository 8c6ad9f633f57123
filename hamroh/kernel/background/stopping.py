"""Whether the worker goes down, for all its processes: one byte of shared memory, made before they fork.

A byte and not an Event: a process that is killed can hold no lock on it.
"""

from __future__ import annotations

from multiprocessing.sharedctypes import RawValue

_flag = RawValue("b", 0)


def ask() -> None:
    """From now on no new work is taken up, and running work is put back at its next step."""
    _flag.value = 1


def asked() -> bool:
    """Whether `ask` was called in this process or in the one it was forked from."""
    return bool(_flag.value)
