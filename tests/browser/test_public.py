"""A visitor's way: from the country today to what a project does, where, and with whose money."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.product import Product

pytestmark = [pytest.mark.browser]
# The same way in English is walked by CI.
LANGUAGES = ["tg", pytest.param("en", marks=pytest.mark.slow)]
# A word of one project's title in each language, and the place it works at.
WORDS = {"en": "compatriots", "tg": "ҳамватанони"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_visitor_follows_a_figure_to_its_list_and_a_project(language: str, visitor: Page, product: Product) -> None:
    visitor.goto(f"{product.address}/{language}/")
    figure = visitor.locator(".figures .value a").first
    counted = int(re.sub(r"\D", "", figure.inner_text()))
    assert counted > 0 and re.search(rf"\b{counted}\b", visitor.locator(".hero p").first.inner_text())
    figure.click()
    expect(visitor.locator("#register tbody tr")).to_have_count(counted)
    visitor.locator("#register tbody th a").first.click()
    expect(visitor.locator("ol.path [aria-current=step]")).to_be_visible()
    assert visitor.locator("svg.land").count() == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_visitor_finds_a_project_by_a_word(language: str, visitor: Page, product: Product) -> None:
    visitor.goto(f"{product.address}/{language}/activities/")
    visitor.locator("#register summary.chip").click()
    visitor.locator("#register [name=q]").fill(WORDS[language])
    visitor.locator("#register [name=q]").press("Enter")
    visitor.wait_for_url("**q=*")
    rows = visitor.locator("#register tbody tr")
    expect(rows.first).to_be_visible()
    assert rows.count() < 5
    rows.first.locator("th a").click()
    assert WORDS[language] in visitor.locator("h1").inner_text()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_district_of_the_map_leads_to_who_works_there(language: str, visitor: Page, product: Product) -> None:
    visitor.goto(f"{product.address}/{language}/")
    visitor.locator("figure.map details summary").click()
    first = visitor.locator("figure.map details tbody tr").first
    organisations = int(first.locator("td").inner_text())
    first.locator("a").click()
    expect(visitor.locator("h1")).to_be_visible()
    assert organisations > 0 and visitor.locator("svg.land").count() == 1
    visitor.locator(".figures .value a").first.click()
    expect(visitor.locator("#register tbody tr").first).to_be_visible()


def test_a_former_name_finds_the_place(visitor: Page, product: Product) -> None:
    visitor.goto(f"{product.address}/tg/places/?q=Ленинобод")
    visitor.locator("#register tbody th a[href$='/khujand/']").click()
    assert "Хуҷанд" in visitor.locator("h1").inner_text()


def test_the_list_can_be_seen_on_the_map_with_its_filters(visitor: Page, product: Product) -> None:
    visitor.goto(f"{product.address}/en/activities/?theme=migration_health&place=khatlon")
    visitor.locator("nav.tabs a").nth(1).click()
    visitor.wait_for_url("**/map?*theme=migration_health*")
    expect(visitor.locator(".chips .chip")).to_have_count(2)
    expect(visitor.locator("svg.land")).to_be_visible()


def test_the_country_page_fits_a_phone_and_is_light(visitor: Page, product: Product) -> None:
    sizes: list[int] = []
    session = visitor.context.new_cdp_session(visitor)
    session.send("Network.enable")
    session.on("Network.loadingFinished", lambda event: sizes.append(int(event["encodedDataLength"])))
    visitor.set_viewport_size({"width": 360, "height": 740})
    visitor.goto(f"{product.address}/tg/", wait_until="networkidle")
    assert visitor.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert sum(sizes) <= 200_000
