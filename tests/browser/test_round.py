"""A round from call to publication, and a gap from the figures to the agenda: the secretariat and two partners, one signed
in, one by the link of its letter.
"""

from __future__ import annotations

import email
import email.policy
import json
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from hamroh.config.environment import ROOT
from tests.product import Product

pytestmark = [pytest.mark.browser]
# Countries that the demonstration leaves alone: what is published here changes no picture of Tajikistan.
COUNTRIES = {"en": "KGZ", "tg": "UZB"}
WAIT_SECONDS = 60
# How often a page is asked again that waits for the worker.
PAUSE = 250
# Where most people come home, and what the officer says of it.
WORST_PLACE = "Example district 6"
REASON = "The commission should look at this before the season begins."
BEFORE = """
import datetime as dt, json, django
django.setup()
from decimal import Decimal
from hamroh.commons.indicators import services as indicators
from hamroh.commons.indicators.facts import Fact, place_key
from hamroh.commons.indicators.models import Dataset
from hamroh.commons.indicators.periods import year
from hamroh.demo.logins import logins
from hamroh.kernel.ledger.actors import system
from hamroh.kernel.people.models import RoleAssignment
from hamroh.kernel.places.models import Place
from hamroh.kernel.places.services import LearntPlace, learn_places
from hamroh.rooms.coordination import services
from hamroh.rooms.coordination.services.reporting import LineChange
from hamroh.rooms.coordination.values import LineValues
actor = system("tests")
held = RoleAssignment.objects.filter(role="focal_point").select_related("organisation", "person")
mine = held.get(person__email="{login}").organisation
others = held.exclude(organisation=mine).exclude(organisation__names__en="").order_by("pk").first()
round_ = services.prepare_round(
    actor=actor, country="{country}", period_start=dt.date(2030, 1, 1), period_end=dt.date(2030, 1, 31),
    deadline=dt.date(2030, 3, 1), organisations=[mine, others.organisation], scheme="migration", fictional=True)
round_ = services.call_round(actor=actor, round_=round_)
for reporter in round_.reporters.all():
    lines = [LineValues(programming=reporter.organisation_id, theme="labour_migration", title=f"Example {{n}}", reached=n)
             for n in (10, 20)]
    report = services.change_lines(actor=actor, reporter=reporter, changes=[LineChange(one) for one in lines])
    services.validate_report(actor=actor, report=report)
services.publish_round(actor=actor, round_=services.close_round(actor=actor, round_=round_))
# Six districts in which people came home, the more the higher the number; nobody reports work for them.
learn_places(actor=actor, country="{country}", event="coordination.places-learnt", entries=[
    LearntPlace(("Example region", f"Example district {{n}}", ""), ("X9{country}", f"X9{country}0{{n}}", ""))
    for n in range(1, 7)])
districts = Place.objects.filter(country="{country}", level=2).order_by("slug")
facts = [Fact(indicator="returnees-assisted", country="{country}", period=year(2029), value=Decimal(100 * n),
              place=place_key(place), place_id=place.pk) for n, place in enumerate(districts, start=1)]
indicators.enter_observations(
    actor=actor, dataset=Dataset.objects.get(key="hamroh-reports"), edition="Example report of 2029", facts=facts)
print(json.dumps({{"mine": mine.pk, "others": others.organisation_id, "address": others.person.email}}))
"""


@dataclass(frozen=True)
class Partners:
    """The organisation of the focal point who signs in, the other one and where its letters go."""

    mine: int
    others: int
    address: str


def last_round(product: Product, country: str) -> Partners:
    """A published round before, in which both partners reported two lines each."""
    from hamroh.demo.logins import logins

    login = next(one.email for one in logins(product.home) if one.role == "focal_point")
    code = BEFORE.format(login=login, country=country)
    done = subprocess.run(
        [sys.executable, "-c", code], env=product.environment, cwd=ROOT, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    return Partners(**json.loads(done.stdout.splitlines()[-1]))


def letters(product: Product) -> Iterator[tuple[str, str, str]]:
    """(identifier, recipient, text) of every letter that went out so far."""
    for file in sorted((product.home / "mail").glob("*")):
        for part in re.split(r"^-{79}$", file.read_text("utf-8"), flags=re.MULTILINE):
            letter = email.message_from_string(part.lstrip(), policy=email.policy.default)
            if letter["Message-ID"]:
                yield str(letter["Message-ID"]), str(letter["To"]), str(letter.get_content())


def letter_to(product: Product, address: str, read: set[str]) -> str:
    """The next letter about a round to this address that has not been read yet."""
    until = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < until:
        for identifier, to, text in letters(product):
            if to == address and "/link/" in text and identifier not in read:
                read.add(identifier)
                return text
        time.sleep(PAUSE / 1000)
    raise AssertionError(f"no letter to {address} came in {WAIT_SECONDS} seconds")


def send(page: Page, action: str) -> None:
    """Press the button of the form that is sent to this address."""
    page.locator(f"form[action$='{action}'] button[type=submit]").click()
    page.wait_for_load_state()


def ask_again(page: Page, address: str, there: Callable[[], bool]) -> None:
    """Open the page until what the worker makes is there; whoever looks next says what is missing."""
    until = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < until:
        page.goto(address)
        if there():
            return
        page.wait_for_timeout(PAUSE)


@pytest.mark.parametrize("language", ["tg", pytest.param("en", marks=pytest.mark.slow)])
def test_a_round_from_call_to_publication(
    language: str, as_role: Callable[[str], Page], visitor: Page, product: Product, tmp_path: Path
) -> None:
    country = COUNTRIES[language]
    partners = last_round(product, country)
    rooms = f"{product.address}/{language}/coordination"
    officer, partner = as_role("secretariat"), as_role("focal_point")
    read = {identifier for identifier, _to, _text in letters(product)}

    # The secretariat prepares the round and calls it.
    officer.goto(f"{rooms}/rounds/?country={country}")
    officer.locator("a.button.first").click()
    officer.locator("[name=period_start]").fill("2030-02-01")
    officer.locator("[name=period_end]").fill("2030-02-28")
    officer.locator("[name=deadline]").fill("2030-03-10")
    officer.locator("form[data-guard] button[type=submit]").click()
    officer.wait_for_url(re.compile(r"/rounds/\d+/$"))
    round_address = officer.url
    assert officer.locator("main tbody tr").count() == 2
    visitor.goto(round_address)
    assert "login" in visitor.url
    send(officer, "/call")
    expect(officer.locator("form[action$='/close']")).to_be_visible()

    # The first partner says that nothing has changed, then changes a line after all.
    partner.goto(round_address)
    partner.locator("main tbody th a").click()
    mine = partner.url
    send(partner, "/unchanged")
    assert partner.locator("#lines tbody tr").count() == 2
    partner.locator("#lines tbody a").first.click()
    partner.locator("[name=reached]").fill("11")
    partner.locator("form[data-guard] button[type=submit]:not([name])").click()
    partner.wait_for_url(mine)
    expect(partner.locator("#lines tbody")).to_contain_text("11")

    # The second opens the link of its letter, changes a cell of the workbook and sends it.
    link = re.search(r"https?://\S+/link/\S+", letter_to(product, partners.address, read))
    assert link is not None
    letter_link = re.sub(r"(//[^/]+)/[\w-]+/coordination", rf"\1/{language}/coordination", link.group())
    assert visitor.goto(letter_link).status == 200  # type: ignore[union-attr]
    assert "77" in fill_workbook_and_send(visitor, letter_link, tmp_path, reached=77)

    # The secretariat validates the first report and sends the second back; that partner mends it.
    officer.goto(mine)
    send(officer, "/validate")
    officer.goto(round_address)
    officer.locator("main tbody th a").last.click()
    others = officer.url
    officer.locator("a[href*='/reports/'][href$='/return']").click()
    officer.locator("[name=reason]").fill("Line 2: how many of them are women?")
    officer.locator("form[data-guard] button[type=submit]").click()
    officer.wait_for_url(others)
    assert "how many of them are women" in letter_to(product, partners.address, read)
    visitor.goto(letter_link)
    expect(visitor.locator("main")).to_contain_text("how many of them are women")
    visitor.locator("#lines tbody a").first.click()
    visitor.locator("[name=reached_f]").fill("40")
    visitor.locator("form[data-guard] button[type=submit]:not([name])").click()
    visitor.wait_for_url(letter_link)
    officer.goto(others)
    send(officer, "/validate")

    # It is closed and published; then everybody sees it, and the link has ended.
    officer.goto(round_address)
    send(officer, "/close")
    officer.locator("a[href$='/publish']").click()
    officer.locator("form[data-guard] button[type=submit]").click()
    officer.wait_for_url(round_address)
    assert visitor.goto(letter_link).status == 410  # type: ignore[union-attr]
    answer = visitor.goto(f"{rooms}/picture/lines?country={country}")
    assert answer is not None and answer.status == 200
    expect(visitor.locator("main")).to_contain_text("Example 10")
    assert visitor.goto(f"{rooms}/open/{country}/").status == 200  # type: ignore[union-attr]

    confirm_a_gap(officer, visitor, f"{rooms}/findings/?country={country}")


def confirm_a_gap(officer: Page, visitor: Page, findings: str) -> None:
    """The rules look at the published reports; the officer opens what they found, confirms it, and it is on the agenda."""
    officer.goto(findings)
    officer.locator("form[action$='/findings/seek'] button.first").click()
    officer.wait_for_load_state()
    found = officer.locator("#register tbody tr").filter(has_text=WORST_PLACE)
    ask_again(officer, findings, lambda: found.count() > 0)
    found.locator("th a").click()
    officer.wait_for_url(re.compile(r"/findings/\d+$"))
    address = officer.url
    title = officer.locator("h1").inner_text()
    assert WORST_PLACE in title and "600" in title
    assert visitor.goto(address).status == 404  # type: ignore[union-attr]

    on_the_agenda = officer.locator("main section p").filter(has_text=title)
    expect(on_the_agenda).to_have_count(0)
    officer.locator("[name=decision][value=confirmed]").check()
    officer.locator("[name=reason]").fill(REASON)
    officer.locator("form[action$='/decide'] button[type=submit]").click()
    officer.wait_for_url(address)
    expect(officer.locator("form[action$='/undo']")).to_be_visible()
    assert officer.locator("form[action$='/decide']").count() == 0
    expect(officer.locator("main")).to_contain_text(REASON)
    expect(on_the_agenda).to_be_visible()

    # Now everybody sees it, on its page and in the list.
    assert visitor.goto(address).status == 200  # type: ignore[union-attr]
    assert visitor.locator("h1").inner_text() == title
    expect(visitor.locator("main section p").filter(has_text=title)).to_be_visible()
    visitor.goto(findings)
    expect(visitor.locator("#register tbody")).to_contain_text(WORST_PLACE)


def fill_workbook_and_send(page: Page, link: str, folder: Path, *, reached: int) -> str:
    """Download the workbook, change one cell, send it, confirm the preview; the text of the report's lines then."""
    with page.expect_download() as started:
        page.locator("a[href$='/workbook']").click()
    file = folder / "report.xlsx"
    started.value.save_as(file)
    book = openpyxl.load_workbook(file)
    sheet = next(one for one in book.worksheets if one.sheet_state == "visible")
    keys = [cell.value for cell in sheet[1]]
    column = keys.index("reached") + 1
    row = next(
        number
        for number in range(2, sheet.max_row + 1)
        if sheet.cell(number, keys.index("title") + 1).value == "Example 10"
    )
    sheet.cell(row, column).value = reached
    book.save(file)
    page.locator("[name=file]").set_input_files(file)
    page.locator("form[action$='/files/'] button[type=submit]").click()
    page.wait_for_url(re.compile(r"/files/\d+/$"))
    ask_again(page, page.url, lambda: page.locator("form[action$='/apply']").count() > 0)
    send(page, "/apply")
    ask_again(page, link, lambda: str(reached) in page.locator("#lines tbody").inner_text())
    return page.locator("#lines tbody").inner_text()
