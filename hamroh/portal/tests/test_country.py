"""The country today counts records and nothing else."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest
from django.conf import settings
from django.test import Client

from hamroh.commons.activities import services
from hamroh.formats.iati import records as r
from hamroh.kernel.people.tests import factories
from hamroh.kernel.places.models import Place
from hamroh.kernel.places.services import build_schematic, load_reference
from hamroh.portal.country.facts import membership
from hamroh.portal.country.numbers import scaled
from hamroh.web.desk.activities.tests import making
from hamroh.web.desk.tests.visiting import client_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def places(db: None) -> None:
    """The places with their schematic outlines."""
    load_reference(country="TJK", actor=making.SYSTEM)
    outline = settings.HAMROH_NODE_MODULES / "world-atlas" / "countries-10m.json"
    build_schematic(country="TJK", outline=outline, actor=making.SYSTEM)


def hero(page: str) -> str:
    found = re.search(r'class="hero".*?<p>(.*?)</p>', page, re.DOTALL)
    assert found
    return " ".join(found[1].split())


@pytest.mark.parametrize("language", ["tg", "ru", "en", "zh-hans"])
def test_an_empty_database_says_what_belongs_here(language: str) -> None:
    answer = Client().get(f"/{language}/")
    assert answer.status_code == 200
    if language == "en":
        page = answer.content.decode()
        assert "No project is known yet" in page and hero(page).startswith("What is done")
        assert "Nobody has a duty station yet" in page and "Nothing has been published yet" in page


def test_the_sentence_counts_what_is_at_work(places: None) -> None:
    owner = making.organisation(1)
    making.activity(owner, "XX-TRIAL-1-A", at="khujand")
    making.activity(owner, "XX-TRIAL-1-B", theme="migration_health")  # Known for the whole country.
    making.activity(owner, "XX-TRIAL-1-C", activity_status="1")
    making.activity(owner, "XX-TRIAL-1-D", published=False)
    making.activity(owner, "XX-TRIAL-1-E", visibility="partners", theme="border_identity")
    regional = (r.RecipientRegion(code="798", vocabulary="1", percentage=Decimal(100)),)
    making.activity(owner, "XX-TRIAL-1-F", recipient_countries=(), recipient_regions=regional)
    for station, count in (("khujand", 2), ("kulob", 1)):
        place = Place.objects.get(slug=station)
        for _number in range(count):
            factories.person(duty_station=place)
    page = Client().get("/en/").content.decode()
    assert hero(page).startswith("2 active projects in 2 thematic areas, 3 staff in 2 duty stations.")
    # A partner sees what is shared with partners, and the figure says so.
    assert hero(client_of("translator").get("/en/").content.decode()).startswith("3 active projects in 3")
    # Drafts never count, not even for who may see them.
    assert hero(client_of("secretariat").get("/en/").content.decode()).startswith("3 active projects in 3")


def test_the_figure_leads_to_as_many_rows(places: None) -> None:
    owner = making.organisation(1)
    for number in range(3):
        making.activity(owner, f"XX-TRIAL-1-{number}", at="khujand")
    making.activity(owner, "XX-TRIAL-1-D", at="khujand", published=False)
    for client in (Client(), client_of("secretariat")):
        page = client.get("/en/").content.decode()
        address = re.search(r'href="(/en/activities/\?[^"]*)">3</a>', page)
        assert address
        listed = client.get(address[1].replace("&amp;", "&")).content.decode()
        assert listed.count('scope="row"') == 3


def test_themes_by_region_count_each_region_once(places: None) -> None:
    owner = making.organisation(1)
    one = making.activity(owner, at="khujand")
    slugs = ("khujand", "panjakent", "khorugh")
    wanted = [services.PlaceShare(Place.objects.get(slug=slug)) for slug in slugs]
    services.set_places(actor=making.SYSTEM, activity=one, shares=wanted)
    page = Client().get("/en/").content.decode()
    row = page[page.index("Labour migration") :]
    cells = re.findall(r"<td class=\"(h\d)\">", row[: row.index("</tr>")])
    # Dushanbe, Sughd, Khatlon, districts of republican subordination, Gorno-Badakhshan, all.
    assert [cell != "h0" for cell in cells] == [False, True, False, False, True, True]


def test_news_name_nobody_and_tell_only_what_is_public(places: None) -> None:
    owner = making.organisation(1)
    making.activity(owner, "XX-TRIAL-1-A")
    making.activity(owner, "XX-TRIAL-1-B", visibility="partners", title=(r.Narrative(text="Quiet work", lang="en"),))
    page = client_of("secretariat").get("/en/").content.decode()
    assert "Safe return" in page[page.index("What is new") :] and "Quiet work" not in page[page.index("What is new") :]


def test_the_map_leads_to_places_and_says_that_it_is_schematic(places: None) -> None:
    making.activity(making.organisation(1), at="khujand")
    page = Client().get("/en/").content.decode()
    assert "/en/places/khujand/" in page and "not official boundaries" in page


def test_the_page_is_light_and_asks_little(places: None, django_assert_max_num_queries) -> None:
    for number in range(20):
        making.activity(making.organisation(number + 10), f"XX-TRIAL-{number + 10}-A", at="khujand")
    Client().get("/en/")
    with django_assert_max_num_queries(45):
        answer = Client().get("/en/")
    assert len(answer.content) < 200_000


def test_membership_is_a_fact_of_the_country() -> None:
    known = membership("TJK")
    assert known is not None and known.since == date(1994, 11, 1) and membership("XXX") is None
    assert "since November 1994" in Client().get("/en/").content.decode()


@pytest.mark.parametrize("value, shown", [("999999", "999999"), ("4600000000", "4.6"), ("-2500000", "-2.5")])
def test_large_numbers_are_read_at_a_glance(value: str, shown: str) -> None:
    assert scaled(Decimal(value))[0] == Decimal(shown)
