"""What every page knows: languages, theme, role, rooms, tasks. A context processor, lazy where it asks the database."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse, translate_url
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from hamroh.kernel.languages.codes import BY_CODE, INTERFACE
from hamroh.web import navigation

THEMES = ("auto", "light", "dark")
THEME_COOKIE = "theme"


@dataclass(frozen=True, slots=True)
class LanguageLink:
    """The same page in another language."""

    code: str
    name_local: str
    short: str
    href: str
    current: bool


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context of `web/shell.html` and `web/public.html`.

    `acting` is what the middleware of `kernel.people` put on the request (person, assignment, others, `may(verb)`);
    `tasks_due` is the sum of `TASK_COUNTERS`, where the inbox enters its count. Both are read when a page shows them.
    """
    code = get_language() or settings.LANGUAGE_CODE
    language = BY_CODE.get(code)
    return {
        "language": code,
        "direction": language.direction if language else "ltr",
        "languages": language_links(request, code),
        "theme": theme_of(request),
        "demonstration": getattr(settings, "HAMROH_DEMONSTRATION", False),
        "acting": getattr(request, "acting", None),
        "rooms": SimpleLazyObject(lambda: rooms_of(request)),
        "public_pages": SimpleLazyObject(lambda: public_pages_of(request)),
        "tasks_due": SimpleLazyObject(lambda: tasks_due_of(request)),
        "shell_urls": shell_urls(),
        "layout": lambda: layout_of(request),
    }


TASK_COUNTERS: list[Callable[[HttpRequest], int]] = []


def theme_of(request: HttpRequest) -> str:
    """The theme chosen earlier, kept in a cookie so that the page's first byte already has it; auto when none is."""
    chosen = request.COOKIES.get(THEME_COOKIE, "auto")
    return chosen if chosen in THEMES else "auto"


def language_links(request: HttpRequest, current: str) -> list[LanguageLink]:
    """Where this page stands in each interface language; a page without language prefix links to itself."""
    here = request.get_full_path()
    return [
        LanguageLink(
            code=language.code,
            name_local=language.name_local,
            short=language.short,
            href=translate_url(here, language.code),
            current=language.code == current,
        )
        for language in INTERFACE
    ]


def tasks_due_of(request: HttpRequest) -> int:
    """How many tasks wait for the reader; 0 for a visitor."""
    return sum(count(request) for count in TASK_COUNTERS)


def rooms_of(request: HttpRequest) -> list[navigation.Door]:
    """The doors for the role the reader acts in; none for a visitor."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return []
    acting = getattr(request, "acting", None)
    return navigation.doors(request, may_enter=lambda permission: bool(acting and acting.may(permission)))


def public_pages_of(request: HttpRequest) -> list[navigation.Door]:
    """The pages of the public header."""
    acting = getattr(request, "acting", None)
    return navigation.doors(request, may_enter=lambda verb: bool(acting and acting.may(verb)), public=True)


def layout_of(request: HttpRequest) -> str:
    """Which shell an error page or an account page stands in: the staff's for who is signed in, else the public one."""
    user = getattr(request, "user", None)
    return "web/shell.html" if user is not None and user.is_authenticated else "web/public.html"


# Pages the shell links to, by the name of their address; a link whose page does not exist is left out.
SHELL_URLS = {
    "home": "portal:today",
    "desk": "desk:today",
    "search": "portal:search",
    "tasks": "inbox:tasks",
    "act": "desk:act",
    "roles": "people:roles",
    "theme": "ui:theme",
    "login": "account_login",
    "logout": "account_logout",
    "email": "account_email",
    "password": "account_change_password",
    "mfa": "mfa_index",
    "sessions": "usersessions_list",
}


def shell_urls() -> dict[str, str]:
    """Addresses of those pages in the active language; empty text for a missing one."""
    return {key: _reverse(name) for key, name in SHELL_URLS.items()}


def _reverse(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
