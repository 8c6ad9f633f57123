"""Places are found by every name they have or had, and their pages say who works there."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client

from hamroh.kernel.places.services import build_schematic, load_reference
from hamroh.web.desk.activities.tests import making
from hamroh.web.desk.tests.visiting import BAD_QUERIES, client_of

pytestmark = pytest.mark.django_db
LIST = "/en/places/"


@pytest.fixture
def places(db: None) -> None:
    load_reference(country="TJK", actor=making.SYSTEM)


@pytest.fixture
def drawn(places: None) -> None:
    """The places with their schematic outlines."""
    outline = settings.HAMROH_NODE_MODULES / "world-atlas" / "countries-10m.json"
    build_schematic(country="TJK", outline=outline, actor=making.SYSTEM)


def test_any_name_or_code_finds_a_place(places: None) -> None:
    for text in ("Khujand", "Хуҷанд", "Худжанд", "Leninabad", "苦盏", "3505401"):
        page = Client().get(LIST, {"q": text}).content.decode()
        assert "/en/places/khujand/" in page, text
    page = Client().get(LIST, {"region": "sughd", "kind": "city"}).content.decode()
    assert "/en/places/khujand/" in page and "/en/places/kulob/" not in page and "/en/places/sughd/" not in page


def test_no_parameter_breaks_the_register(places: None) -> None:
    for query in (*BAD_QUERIES, "kind=nothing", "region=atlantis"):
        assert Client().get(f"{LIST}?{query}").status_code == 200, query


@pytest.mark.parametrize("language", ["tg", "ru", "en", "zh-hans"])
def test_a_place_in_each_language(language: str, drawn: None) -> None:
    owner = making.organisation(1)
    making.activity(owner, at="khujand")
    making.activity(owner, "XX-TRIAL-1-DRAFT", at="khujand", published=False)
    for slug, activities in (("tajikistan", 1), ("sughd", 1), ("khujand", 1), ("khorugh", 0)):
        answer = Client().get(f"/{language}/places/{slug}/")
        page = answer.content.decode()
        assert answer.status_code == 200 and "XX-TRIAL-1-DRAFT" not in page
        assert page.count("status=2") == 1 and (f"/{language}/activities/" in page)
        assert (f">{activities}</a>" in page) and ('class="land"' in page) == (slug != "tajikistan")


def test_drafts_are_not_counted_for_staff_either(places: None) -> None:
    making.activity(making.organisation(1), "XX-TRIAL-1-DRAFT", at="khujand", published=False)
    page = client_of("secretariat").get("/en/places/khujand/").content.decode()
    assert "No activity is known here" in page and ">0</a>" in page


def test_an_unknown_place_is_not_found_and_an_empty_table_says_so() -> None:
    assert Client().get(f"{LIST}atlantis/").status_code == 404
    assert "No places are loaded" in Client().get(LIST).content.decode()


def test_questions_are_bounded(places: None, django_assert_max_num_queries) -> None:
    Client().get(LIST)
    with django_assert_max_num_queries(8):
        assert Client().get(LIST).status_code == 200
    with django_assert_max_num_queries(20):
        assert Client().get(f"{LIST}sughd/").status_code == 200
    assert Client().get(f"{LIST}export.xlsx").status_code == 200
