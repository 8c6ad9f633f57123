"""The style page in Chromium: accessible in both themes and at both ends of the screen, and usable by keyboard alone."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page

from hamroh.config.environment import ROOT
from tests.product import Product

pytestmark = pytest.mark.browser

AXE = ROOT / "node_modules/axe-core/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# By less than a window at a time, each for two frames: what is noticed as seen is noticed when a frame is made.
SCROLL = """
async () => {
  const frame = () => new Promise(requestAnimationFrame);
  for (let top = 0; top < document.documentElement.scrollHeight; top += innerHeight * 0.75) {
    scrollTo(0, top);
    await frame();
    await frame();
  }
}
"""
LANGUAGES = ["tg", "ru", "en", "zh-hans"]
# Each language at both ends of the screen and in both themes; the four corners of the square once, in English.
VIEWS = [
    *((language, 360, "dark") for language in LANGUAGES),
    *((language, 1440, "light") for language in LANGUAGES),
    ("en", 360, "light"),
    ("en", 1440, "dark"),
]


def scroll_through(page: Page) -> None:
    """Charts draw themselves when they come into view, and it is the drawn page that is judged."""
    page.evaluate(SCROLL)
    page.wait_for_function("[...document.querySelectorAll('[data-plot]')].every(plot => plot.querySelector('canvas'))")


def violations(page: Page) -> list[str]:
    """What axe finds, one line each with the first element concerned."""
    page.evaluate(AXE.read_text())
    found: list[dict[str, Any]] = page.evaluate(
        "rules => axe.run(document, {runOnly: rules}).then(r => r.violations)", RULES
    )
    return [f"{one['id']}: {one['nodes'][0]['target']} {one['nodes'][0]['failureSummary']}" for one in found]


@pytest.mark.parametrize(("language", "width", "theme"), VIEWS)
def test_no_violation_and_no_sideways_scrolling(
    context: BrowserContext, product: Product, language: str, width: int, theme: str
) -> None:
    context.add_cookies([{"name": "theme", "value": theme, "url": product.address}])
    page = context.new_page()
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{product.address}/{language}/ui")
    scroll_through(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert violations(page) == []


def test_open_menus_and_dialogs_are_accessible_too(visitor: Page, product: Product) -> None:
    visitor.goto(f"{product.address}/en/ui")
    visitor.locator("[data-opens=sample-dialog]").click()
    assert violations(visitor) == []
    visitor.keyboard.press("Escape")
    for menu in visitor.locator("details.menu > summary:visible").all():
        menu.click()
        assert violations(visitor) == []


def test_the_public_face(visitor: Page, product: Product) -> None:
    visitor.set_viewport_size({"width": 360, "height": 740})
    visitor.goto(f"{product.address}/tg/ui?face=public")
    assert visitor.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert violations(visitor) == []


def test_the_theme_is_kept(visitor: Page, product: Product) -> None:
    visitor.goto(f"{product.address}/en/ui")
    visitor.locator(".top-end > details.menu:last-child > summary").click()
    visitor.locator("[data-themes] button[value=dark]:visible").click()
    assert visitor.evaluate("document.documentElement.dataset.theme") == "dark"
    visitor.goto(f"{product.address}/ru/ui")
    assert visitor.evaluate("document.documentElement.dataset.theme") == "dark"


def test_escape_closes_a_menu_and_the_focus_returns(visitor: Page, product: Product) -> None:
    visitor.goto(f"{product.address}/en/ui")
    summary = visitor.locator(".top-end > details.menu:last-child > summary")
    summary.focus()
    visitor.keyboard.press("Enter")
    visitor.keyboard.press("Tab")
    visitor.keyboard.press("Escape")
    assert visitor.evaluate("document.querySelector('details.menu[open]') === null")
    assert summary.evaluate("element => element === document.activeElement")


def test_filters_and_columns_stay_in_the_address(visitor: Page, product: Product) -> None:
    visitor.goto(f"{product.address}/en/ui?sort=-model")
    visitor.locator("#register summary.chip").click()
    visitor.locator("#register [name=part]").select_option("auth")
    visitor.wait_for_url("**part=auth*")
    assert "sort=-model" in visitor.url and "q=" not in visitor.url
    visitor.locator("#register .chip a").first.click()
    visitor.wait_for_url(lambda address: "part=" not in address)
    assert "sort=-model" in visitor.url


def test_a_register_works_without_scripts(browser: Any, product: Product) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{product.address}/en/ui")
    page.locator("#register summary.chip").click()
    page.locator("#register [name=q]").fill("add")
    page.locator("#register .filters button[type=submit]").click()
    page.wait_for_url("**q=add*")
    assert page.locator("#register .chip:not(.add)").count() == 1
    context.close()


@pytest.mark.parametrize("kind", ["png", "svg", "csv"])
def test_a_chart_can_be_taken_away(visitor: Page, product: Product, kind: str) -> None:
    visitor.goto(f"{product.address}/en/ui")
    visitor.locator("#chart-estimate").scroll_into_view_if_needed()
    with visitor.expect_download() as taken:
        visitor.locator(f"#chart-estimate [data-export={kind}]").click()
    content = taken.value.path().read_bytes()
    if kind == "png":
        assert content.startswith(b"\x89PNG") and len(content) > 10_000
    else:
        text = content.decode("utf-8-sig")
        assert "Men" in text and "invented" in text


def test_unsaved_changes_are_told(visitor: Page, product: Product) -> None:
    visitor.goto(f"{product.address}/en/ui")
    before = visitor.locator("[data-saved]").inner_text()
    visitor.locator("form[data-guard] [name=email]").fill("x")
    assert visitor.locator("[data-saved]").inner_text() != before


def test_first_view_is_under_200_kilobytes(context: BrowserContext, product: Product) -> None:
    page = context.new_page()
    sizes: dict[str, int] = {}
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    names: dict[str, str] = {}
    session.on("Network.responseReceived", lambda event: names.update({event["requestId"]: event["response"]["url"]}))
    session.on(
        "Network.loadingFinished",
        lambda event: sizes.update({names.get(event["requestId"], "?"): int(event["encodedDataLength"])}),
    )
    # The language with the most font files: Cyrillic, its extension, and Latin for figures.
    page.goto(f"{product.address}/tg/ui", wait_until="networkidle")
    assert sum(sizes.values()) <= 200_000, sorted(sizes.items(), key=lambda item: -item[1])[:8]
