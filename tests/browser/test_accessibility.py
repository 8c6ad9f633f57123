"""Every kind of page, in both themes, at 360 and 1440 px: it answers, speaks one language, is no wider than the window,
and axe-core finds no violation of WCAG 2.2 AA. One walk looks for all of it: opening the pages is what takes time.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from hamroh.config.environment import ROOT
from tests.browser.crawling import pages
from tests.browser.test_crawl import STARTS, VISITOR_STARTS, faults_of_page
from tests.product import Product

pytestmark = [pytest.mark.browser]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
RUN = "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']})"
QUICK = [("tg", 360, "dark"), ("en", 1440, "light")]
WHOLE = [
    (language, width, theme)
    for language in ("ru", "zh-hans", "tg", "en")
    for width in (360, 1440)
    for theme in ("light", "dark")
    if (language, width, theme) not in QUICK
]


def violations(page: Page) -> list[str]:
    # The page's policy forbids inline scripts; the tester's own script is evaluated past it by the debugger.
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(RUN, TAGS)["violations"]
    return [f"{one['id']} ({one['impact']}): {one['nodes'][0]['html'][:160]}" for one in found]


def check(page: Page, product: Product, look: tuple[str, int, str], starts: tuple[str, ...]) -> None:
    language, width, theme = look
    page.set_viewport_size({"width": width, "height": 900})
    page.context.add_cookies([{"name": "theme", "value": theme, "url": product.address}])
    page.set_default_timeout(30_000)
    wrong, count = [], 0
    for path, answer in pages(page, product.address, language, starts):
        count += 1
        wrong += faults_of_page(page, language, path, answer)
        wrong += [f"{path}: {one}" for one in violations(page)]
        wide = page.evaluate("document.documentElement.scrollWidth")
        if wide > width:
            wrong.append(f"{path}: {wide} px wide, the window has {width}")
    assert count > 3
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("look", QUICK, ids=str)
def test_public_pages(look: tuple[str, int, str], visitor: Page, product: Product) -> None:
    check(visitor, product, look, VISITOR_STARTS)


@pytest.mark.parametrize("look", QUICK, ids=str)
def test_pages_of_the_secretariat(look: tuple[str, int, str], as_role: Callable[[str], Page], product: Product) -> None:
    check(as_role("secretariat"), product, look, STARTS)


@pytest.mark.slow
@pytest.mark.parametrize("look", WHOLE, ids=str)
def test_public_pages_in_every_look(look: tuple[str, int, str], visitor: Page, product: Product) -> None:
    check(visitor, product, look, VISITOR_STARTS)


@pytest.mark.slow
@pytest.mark.parametrize("role", ["administrator", "focal_point", "statistician", "translator", "auditor"])
def test_pages_of_each_role(role: str, as_role: Callable[[str], Page], product: Product) -> None:
    for look in QUICK:
        check(as_role(role), product, look, STARTS)
