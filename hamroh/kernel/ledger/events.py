"""Event types: each room declares its own in `events.py`; an undeclared event cannot be recorded.

An event type owns its sentence (what the timeline says), its link and the names of its personal fields.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.html import conditional_escape, escape, format_html
from django.utils.safestring import SafeString, mark_safe

from hamroh.kernel.languages.codes import BY_CODE
from hamroh.kernel.languages.text import pick


class UnknownEvent(LookupError):
    """A verb recorded an event that no room declared."""


@dataclass(frozen=True)
class EventType:
    """`sentence` is a translatable format string over the entry's facts, plus `actor` and `subject`.

    `labels` turn a coded fact into the reader's words; multilingual text is said in the reader's language.
    """

    key: str
    sentence: str | Promise
    personal: tuple[str, ...] = ()
    link: Callable[[str], str] | None = None
    labels: Mapping[str, Callable[[Any], object]] = field(default_factory=dict)

    @property
    def chain(self) -> str:
        """The chain is the part before the first dot: the room."""
        return self.key.split(".", 1)[0]

    def say(self, facts: Mapping[str, Any]) -> str:
        """The sentence in the active language; a fact that is missing or erased is shown as an ellipsis."""
        return str(self.sentence).format_map(_Lenient({name: self._words(name, one) for name, one in facts.items()}))

    def say_html(self, facts: Mapping[str, Any]) -> SafeString:
        """The sentence for a page: as `say`, with text in another language than the page's marked as such."""
        parts = {name: self._marked(name, one) for name, one in facts.items()}
        return mark_safe(escape(str(self.sentence)).format_map(_Lenient(parts)))  # noqa: S308 - each part is escaped

    def _words(self, name: str, value: Any) -> object:
        if _is_multilingual(value):
            return pick(value).text
        return self.labels[name](value) if name in self.labels else value

    def _marked(self, name: str, value: Any) -> SafeString:
        if _is_multilingual(value):
            picked = pick(value)
            if picked.fallback:
                return format_html('<span lang="{}">{}</span>', BY_CODE[picked.lang].code, picked.text)
        return conditional_escape(str(self._words(name, value)))


class _Lenient(dict):
    def __missing__(self, key: str) -> str:
        return "…"


def _is_multilingual(value: Any) -> bool:
    return isinstance(value, Mapping) and bool(value) and all(code in BY_CODE for code in value)


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
