"""Event types: each room declares its own in `events.py`; an undeclared event cannot be recorded.

An event type owns its sentence (what the timeline says), its link and the names of its personal fields.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise


class UnknownEvent(LookupError):
    """A verb recorded an event that no room declared."""


@dataclass(frozen=True)
class EventType:
    """`sentence` is a translatable format string over the entry's facts, plus `actor` and `subject`."""

    key: str
    sentence: str | Promise
    personal: tuple[str, ...] = ()
    link: Callable[[str], str] | None = None

    @property
    def chain(self) -> str:
        """The chain is the part before the first dot: the room."""
        return self.key.split(".", 1)[0]

    def say(self, facts: Mapping[str, Any]) -> str:
        """The sentence in the active language; a fact that is missing or erased is shown as an ellipsis."""
        return str(self.sentence).format_map(_Lenient(facts))


class _Lenient(dict):
    def __missing__(self, key: str) -> str:
        return "…"


_types: dict[str, EventType] = {}


def declare(*types: EventType) -> None:
    """Add event types; the same key twice is a programming error."""
    for event_type in types:
        if event_type.key in _types and _types[event_type.key] != event_type:
            raise ValueError(f"Event {event_type.key} is declared twice.")
        _types[event_type.key] = event_type


def event_type(key: str) -> EventType:
    """The declared type; raises UnknownEvent."""
    try:
        return _types[key]
    except KeyError:
        raise UnknownEvent(f"Event {key!r} is not declared in any events.py.") from None


def all_types() -> tuple[EventType, ...]:
    """Every declared type, by key."""
    return tuple(_types[key] for key in sorted(_types))
