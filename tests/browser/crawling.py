"""Walking through the product as a role: every page that links lead to, one for each URL pattern."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from playwright.sync_api import Page, Response

# Files, feeds and the way out: not pages.
NOT_PAGES = re.compile(r"(\.xlsx|\.xml|\.csv|\.ics|\.json|/logout/?$|/static/|/api/|/export)")
IDENTIFIER = re.compile(r"/(\d+|[\w.-]*\d[\w.-]*|join/[^/]+)(?=/|$)")
MOST_PAGES = 120
# Records that have a name for an address: some of each list are enough.
MOST_OF_A_LIST = 6


NAMED = frozenset({"places", "sources", "indicators"})


def pattern_of(path: str) -> str:
    """The address with its identifiers blanked: one page of a kind is enough."""
    return IDENTIFIER.sub("/*", path)


def pages(page: Page, base: str, language: str, starts: tuple[str, ...]) -> Iterator[tuple[str, Response]]:
    """Visit each kind of page once; yields the path and the answer while the page is open."""
    waiting = [f"/{language}/{start}" for start in starts]
    seen: set[str] = set()
    listed: Counter[str] = Counter()
    while waiting and len(seen) < MOST_PAGES:
        path = waiting.pop(0)
        kind = pattern_of(path)
        if kind in seen:
            continue
        seen.add(kind)
        above = kind.rstrip("/").rpartition("/")[0]
        listed[above] += 1
        if above.count("/") > 1 and listed[above] > MOST_OF_A_LIST and above.rsplit("/", 1)[-1] in NAMED:
            continue
        answer = page.goto(base + path)
        assert answer is not None
        if "text/html" not in answer.headers.get("content-type", ""):
            continue
        yield path, answer
        waiting += _links(page, base, language)


def _links(page: Page, base: str, language: str) -> list[str]:
    found = page.eval_on_selector_all("a[href]", "all => all.map(a => a.getAttribute('href'))")
    paths = []
    for href in found:
        parts = urlsplit(urljoin(page.url, href))
        if f"{parts.scheme}://{parts.netloc}" != base or not parts.path.startswith(f"/{language}/"):
            continue
        if not NOT_PAGES.search(parts.path):
            paths.append(parts.path)
    return paths
