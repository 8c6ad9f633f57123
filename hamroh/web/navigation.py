"""The rail: rooms enter themselves here when their app is ready; a person sees those that the role may enter."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise


@dataclass(frozen=True, slots=True, kw_only=True)
class NavigationEntry:
    """A door in the rail. `permission` "" is open to everyone signed in; `count` gives what waits there for the reader.

    `public` entries stand in the header of the public pages instead.
    """

    key: str
    label: str | Promise
    url_name: str
    icon: str
    permission: str = ""
    count: Callable[[HttpRequest], int] | None = None
    order: int = 100
    public: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """An entry as one page shows it."""

    key: str
    label: str | Promise
    href: str
    icon: str
    count: int
    current: bool


_entries: dict[str, NavigationEntry] = {}


def register(entry: NavigationEntry) -> None:
    """Adds a door. ValueError when another entry already has its key."""
    if _entries.get(entry.key, entry) != entry:
        raise ValueError(f"Two navigation entries are called {entry.key!r}: give the second one a key of its own.")
    _entries[entry.key] = entry


def entries() -> list[NavigationEntry]:
    """All doors, in their order."""
    return sorted(_entries.values(), key=lambda entry: (entry.order, entry.key))


def doors(request: HttpRequest, *, may_enter: Callable[[str], bool], public: bool = False) -> list[Door]:
    """The doors this reader may open, with what waits behind each, the one of the present address marked."""
    opened = []
    for entry in entries():
        if entry.public != public:
            continue
        if entry.permission and not may_enter(entry.permission):
            continue
        try:
            href = reverse(entry.url_name)
        except NoReverseMatch:  # A room whose pages are switched off has no door.
            continue
        opened.append((entry, href))
    inside = [href for _, href in opened if request.path == href or request.path.startswith(href)]
    nearest = max(inside, key=len, default="")
    return [
        Door(
            key=entry.key,
            label=entry.label,
            href=href,
            icon=entry.icon,
            count=entry.count(request) if entry.count else 0,
            current=href == nearest,
        )
        for entry, href in opened
    ]
