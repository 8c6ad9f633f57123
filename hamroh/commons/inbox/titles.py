"""What a task is called and where it leads, as a verb hands it over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


class TitleMissing(ValueError):
    """A task was opened without words."""


@dataclass(frozen=True)
class Title:
    """Either `key`, a msgid marked with `gettext_noop` with `{names}` of `facts`, or `text` in several languages.

    A fact may be multilingual text (`{code: text}`); it is said in the reader's language. Raises TitleMissing.
    """

    key: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)
    text: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not self.key and not any(words.strip() for words in self.text.values()):
            raise TitleMissing("A task needs a title: a msgid, or text in at least one language.")


@dataclass(frozen=True)
class Assignee:
    """Whom a task waits for: a person by key, or a role (of one organisation, or wherever it is held)."""

    person: str = ""
    role: str = ""
    organisation_id: int | None = None

    def __post_init__(self) -> None:
        if bool(self.person) == bool(self.role):
            raise ValueError("A task waits for a person or for a role: give one of the two.")


@dataclass(frozen=True)
class Page:
    """The page on which a task is done: the name of its address and the arguments."""

    name: str = ""
    args: tuple[str | int, ...] = ()
