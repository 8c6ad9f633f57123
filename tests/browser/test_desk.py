"""Each demonstration role signs in and walks its main path, in the four languages, with the keyboard's own forms."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.product import Product

LANGUAGES = ("tg", "en", "ru", "zh-hans")
# The others are walked by CI.
QUICK = ("tg",)
SECONDS = 1000
OpenPage = Callable[[str], Page]

pytestmark = pytest.mark.parametrize(
    "language", [one if one in QUICK else pytest.param(one, marks=pytest.mark.slow) for one in LANGUAGES]
)

# What the walkers write, each in the language of the page.
WORDS = {
    "tg": {"task": "Супориши санҷишӣ", "body": "Ташкилоти санҷишӣ", "leaflet": "Варақаро хонед"},
    "en": {"task": "Trial task", "body": "Trial body", "leaflet": "Read the leaflet"},
    "ru": {"task": "Пробное поручение", "body": "Пробная организация", "leaflet": "Прочтите листовку"},
    "zh-hans": {"task": "试用任务", "body": "试用机构", "leaflet": "请阅读传单"},
}

# Content fields are named by the content code.
CONTENT = {"tg": "tg", "ru": "ru", "en": "en", "zh-hans": "zh"}


def door(page: Page, product: Product, language: str, name: str) -> None:
    """Go through a door of the rail, as a person does."""
    page.locator(f".rail a[href='/{language}/{name}/']").click()
    page.wait_for_url(f"{product.address}/{language}/{name}/")
    expect(page.locator("h1")).to_be_visible()


def today(page: Page, product: Product, language: str) -> None:
    """The start page: what waits stands first, then three to five figures."""
    page.goto(f"{product.address}/{language}/desk/")
    expect(page.locator("html")).to_have_attribute("lang", language)
    figures = page.locator(".figures > div")
    assert 3 <= figures.count() <= 5
    expect(page.locator("main section").first.locator("h2")).to_be_visible()


def test_the_administrator_reads_the_ledger_and_verifies_it(product: Product, as_role: OpenPage, language: str) -> None:
    page = as_role("administrator")
    today(page, product, language)
    door(page, product, language, "ledger")
    assert page.locator("tbody tr").count() > 10
    page.locator(f"a[href='/{language}/ledger/verify']").click()
    page.locator("main form button[type=submit]").click()
    # The worker does it; the page asks by itself until it is over.
    expect(page.locator("[data-state=finished], .note.good")).to_be_visible(timeout=60 * SECONDS)
    page.goto(f"{product.address}/{language}/ledger/verify")
    expect(page.locator(".note.good")).to_be_visible()
    assert page.locator(".mark.bad").count() == 0
    door(page, product, language, "jobs")
    expect(page.locator("tbody .mark.good").first).to_be_visible()


def test_the_secretariat_gives_a_task_and_adds_an_organisation(
    product: Product, as_role: OpenPage, language: str
) -> None:
    page = as_role("secretariat")
    today(page, product, language)
    door(page, product, language, "tasks")
    page.locator(f"a[href='/{language}/tasks/assign']").click()
    page.fill(f"[name=title_{CONTENT[language]}]", WORDS[language]["task"])
    page.select_option("[name=role]", "translator")
    page.fill("[name=due]", (date.today() + timedelta(days=1)).isoformat())
    page.locator("main form button[type=submit]").click()
    expect(page.locator("h1")).to_have_text(WORDS[language]["task"])
    door(page, product, language, "organisations")
    page.locator(f"a[href='/{language}/organisations/add']").click()
    page.locator("main form button[type=submit]").click()
    expect(page.locator("[data-faults]")).to_be_visible()
    page.fill(f"[name=names_{CONTENT[language]}]", WORDS[language]["body"])
    page.select_option("[name=type]", "22")
    page.locator("main form button[type=submit]").click()
    expect(page.locator("h1")).to_have_text(WORDS[language]["body"])


def test_the_focal_point_names_whom_to_call_at_the_own_organisation(
    product: Product, as_role: OpenPage, language: str
) -> None:
    page = as_role("focal_point")
    today(page, product, language)
    own = page.locator(".figures a[href*='organisation=']").first.get_attribute("href") or ""
    number = re.search(r"organisation=(\d+)", own)
    assert number
    page.goto(f"{product.address}/{language}/organisations/{number[1]}")
    page.locator("a[href$='/focal-points/add']").click()
    page.fill("[name=name]", f"Example Person {language}")
    page.fill("[name=email]", f"person-{language}@hamroh.example")
    page.check("[name=consent]")
    page.locator("main form button[type=submit]").click()
    expect(page.get_by_text(f"Example Person {language}").first).to_be_visible()
    assert page.goto(f"{product.address}/{language}/organisations/add").status == 403
    assert page.goto(f"{product.address}/{language}/ledger/").status == 403


def test_the_statistician_previews_a_file_and_takes_it_in(
    product: Product, as_role: OpenPage, language: str, tmp_path: Path
) -> None:
    year = 1960 + LANGUAGES.index(language)
    file = tmp_path / "figures.csv"
    file.write_text(f"geo,var,t,v\nTJK,gdp,{year},4321000\nTJK,gdp,never,1\n", encoding="utf-8")
    page = as_role("statistician")
    today(page, product, language)
    door(page, product, language, "indicators")
    page.locator(f"a[href='/{language}/indicators/import']").click()
    page.set_input_files("[name=file]", file)
    page.locator("main form button[type=submit]").click()
    expect(page.locator(".figures .value").first).to_have_text("1")
    expect(page.get_by_text("never").first).to_be_visible()
    page.locator("form[action$='/indicators/import/take'] button").click()
    expect(page.locator("[data-state=finished], .figures")).to_be_visible(timeout=60 * SECONDS)
    page.goto(f"{product.address}/{language}/indicators/gdp?country=TJK")
    page.locator("#chart-gdp details[data-table] summary").click()
    page.locator(f"#chart-gdp tr:has(th:text-is('{year}')) a").click()
    expect(page.get_by_text("figures.csv")).to_be_visible()


def test_the_translator_closes_a_task_and_makes_a_calendar_address(
    product: Product, as_role: OpenPage, language: str
) -> None:
    giver = as_role("secretariat")
    giver.goto(f"{product.address}/{language}/tasks/assign")
    title = WORDS[language]["leaflet"]
    giver.fill(f"[name=title_{CONTENT[language]}]", title)
    giver.select_option("[name=role]", "translator")
    giver.locator("main form button[type=submit]").click()
    expect(giver.locator("h1")).to_have_text(title)
    page = as_role("translator")
    today(page, product, language)
    door(page, product, language, "tasks")
    page.get_by_text(title).first.click()
    page.select_option("[name=reason]", "done")
    page.locator("form[action$='/complete'] button").click()
    page.wait_for_url(f"{product.address}/{language}/tasks/")
    assert page.get_by_text(title).count() == 0
    page.locator(f"a[href='/{language}/tasks/calendar']").click()
    page.locator("main form button[type=submit]").click()
    address = page.locator("main code").inner_text()
    answer = page.request.get(address)
    assert answer.ok and "BEGIN:VCALENDAR" in answer.text()


def test_the_auditor_filters_the_ledger_and_reads_a_legal_source(
    product: Product, as_role: OpenPage, language: str
) -> None:
    page = as_role("auditor")
    today(page, product, language)
    door(page, product, language, "ledger")
    page.locator(".register details.menu > summary").first.click()
    page.select_option("[name=chain]", "organisations")
    # A choice is sent at once; without a script the button sends it.
    page.wait_for_url("**chain=organisations**")
    expect(page.locator(".chip a").first).to_be_visible()
    page.locator("tbody a[href*='/organisations/']").first.click()
    expect(page.locator("h1")).to_be_visible()
    door(page, product, language, "sources")
    page.locator("tbody a[href*='/sources/']").first.click()
    expect(page.locator("main section.sheet").first).to_be_visible()
    assert page.goto(f"{product.address}/{language}/files/").status == 200
    assert page.goto(f"{product.address}/{language}/tasks/assign").status == 403
