"""Staff: a focal point adds, changes and publishes an activity; the secretariat imports a partner's file."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.product import Product

pytestmark = [pytest.mark.browser]
# The same way in English is walked by CI.
LANGUAGES = ["tg", pytest.param("en", marks=pytest.mark.slow)]
TITLES = {"en": "Evening classes for those who leave", "tg": "Дарсҳои шабона барои сафаркунандагон"}
FILE = """<?xml version="1.0" encoding="UTF-8"?>
<iati-activities version="2.03">
  <iati-activity default-currency="EUR" xml:lang="en">
    <iati-identifier>XM-EX-LETTER-{number}</iati-identifier>
    <reporting-org ref="XM-EX-LETTER" type="21"><narrative>Letter Writers (invented)</narrative></reporting-org>
    <title><narrative>Letters home {number}</narrative></title>
    <description><narrative>Families are helped to write.</narrative></description>
    <participating-org ref="XM-EX-LETTER" type="21" role="4"><narrative>Letter Writers (invented)</narrative></participating-org>
    <activity-status code="2"/>
    <activity-date type="2" iso-date="2025-01-01"/>
    <recipient-country code="TJ" percentage="100"/>
    <sector vocabulary="1" code="15190" percentage="100"/>
  </iati-activity>
</iati-activities>
"""


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_focal_point_adds_changes_and_publishes(
    language: str, as_role: Callable[[str], Page], visitor: Page, product: Product
) -> None:
    page = as_role("focal_point")
    page.goto(f"{product.address}/{language}/activities/")
    page.locator("a.button.first").click()
    page.locator(f"[name=titles_{language}]").fill(TITLES[language])
    page.locator(f"[name=descriptions_{language}]").fill(TITLES[language])
    page.locator("[name=activity_status]").select_option("2")
    page.locator("select[name=theme]").select_option("labour_migration")
    page.locator("[name=sector]").fill("15190")
    page.locator("[name=planned_start]").fill("2026-01-15")
    page.locator("[name=actual_start]").fill("2026-01-20")
    page.locator("[name=planned_end]").fill("2027-12-31")
    page.locator("form[data-guard] button[type=submit]").click()
    page.wait_for_url(re.compile(r"/activities/\d+/$"))
    address = page.url
    assert page.locator("h1").inner_text() == TITLES[language]
    assert visitor.goto(address).status == 404  # type: ignore[union-attr]

    page.locator("a[href$='/places']").click()
    page.locator("[name=form-0-place]").select_option("khujand")
    page.locator("[name=form-0-percentage]").fill("100")
    page.locator("form[data-guard] button[type=submit]").click()
    page.wait_for_url(address)
    assert page.locator("svg.land").count() == 1

    page.locator("a[href$='/partners']").click()
    identifier = page.locator("datalist option").first
    page.locator("[name=form-0-organisation]").fill(identifier.get_attribute("value") or "")
    page.locator("[name=form-0-role]").select_option("1")
    page.locator("[name=form-1-organisation]").fill(identifier.get_attribute("value") or "")
    page.locator("[name=form-1-role]").select_option("4")
    page.locator("form[data-guard] button[type=submit]").click()
    page.wait_for_url(address)

    page.locator("a[href$='/budgets/add']").click()
    page.locator("[name=period_start]").fill("2026-01-15")
    page.locator("[name=period_end]").fill("2026-12-31")
    page.locator("[name=amount]").fill("12500")
    page.locator("form[data-guard] button[type=submit]").click()
    page.wait_for_url(address)
    assert "12" in page.locator("main table").first.inner_text()

    page.locator("form[action$='/publish'] button").click()
    page.wait_for_load_state()
    missing = page.locator("main ul li").all_inner_texts() if page.url.endswith("/publish") else []
    assert not missing, missing
    answer = visitor.goto(address)
    assert answer is not None and answer.status == 200
    assert visitor.locator("h1").inner_text() == TITLES[language]


@pytest.mark.parametrize(("language", "number"), [pytest.param("en", 1, marks=pytest.mark.slow), ("tg", 2)])
def test_the_secretariat_imports_a_file(
    language: str, number: int, as_role: Callable[[str], Page], visitor: Page, product: Product, tmp_path: Path
) -> None:
    file = tmp_path / f"letters-{number}.xml"
    file.write_text(FILE.format(number=number), encoding="utf-8")
    page = as_role("secretariat")
    page.set_default_timeout(60_000)
    page.goto(f"{product.address}/{language}/activities/import")
    page.locator("[name=file]").set_input_files(file)
    page.locator("main form button[type=submit]").click()
    page.wait_for_url(re.compile(r"/files/\d+$"))
    apply = page.locator("form[action$='/apply'] button")
    for _attempt in range(240):
        if apply.count():
            break
        page.wait_for_timeout(250)
        page.reload()
    expect(page.get_by_text(f"XM-EX-LETTER-{number}", exact=True)).to_be_visible()
    # Read and shown, and yet nothing has changed.
    assert visitor.goto(f"{product.address}/{language}/activities/XM-EX-LETTER-{number}/").status == 404  # type: ignore[union-attr]
    apply.click()
    for _attempt in range(240):
        answer = visitor.goto(f"{product.address}/{language}/activities/XM-EX-LETTER-{number}/")
        if answer is not None and answer.status == 200:
            break
        visitor.wait_for_timeout(250)
    assert visitor.locator("h1").inner_text() == f"Letters home {number}"


def test_a_mistake_is_told_beside_its_field(as_role: Callable[[str], Page], product: Product) -> None:
    page = as_role("focal_point")
    page.goto(f"{product.address}/tg/activities/add")
    page.locator("[name=planned_start]").fill("2027-02-01")
    page.locator("[name=planned_end]").fill("2027-01-01")
    page.locator("form[data-guard] button[type=submit]").click()
    faults = page.locator("[data-faults] li a")
    expect(faults).to_have_count(2)
    faults.first.click()
    assert page.evaluate("location.hash").startswith("#id_titles")
