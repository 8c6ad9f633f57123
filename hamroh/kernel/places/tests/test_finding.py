"""Finding places by the names people use."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from hamroh.kernel.places.models import PlaceName
from hamroh.kernel.places.selectors import Reason, find
from hamroh.kernel.places.spelling import skeleton, without_kind

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("text", "slug", "reason"),
    [
        ("Бохтар", "bokhtar", Reason.CURRENT),
        ("БОХТАР", "bokhtar", Reason.CURRENT),
        ("Хуҷанд", "khujand", Reason.CURRENT),
        ("Худжанд", "khujand", Reason.CURRENT),
        ("Хучанд", "khujand", Reason.CURRENT),
        ("Khodjent", "khujand", Reason.ALIAS),
        ("Xo'jand", "khujand", Reason.ALIAS),
        ("Hujand", "khujand", Reason.SIMILAR),
        ("Курган-Тюбе", "bokhtar", Reason.FORMER),
        ("Kurgan Tyube", "bokhtar", Reason.FORMER),
        ("Курган-тюбинский район", "bokhtar", Reason.BEGINNING),
        ("Чиликул", "dusti", Reason.FORMER),
        ("Тавилдара", "sangvor", Reason.FORMER),
        ("Кайраккум", "guliston", Reason.FORMER),
        ("Shaartuz", "shahritus", Reason.ALIAS),
        ("Chaikhun", "jayhun", Reason.ALIAS),
        ("ноҳияи Ҳисор", "hisor", Reason.CURRENT),
        ("Файзабадский район", "fayzobod", Reason.CURRENT),
        ("Дангаринский район", "danghara", Reason.BEGINNING),
        ("г. Куляб", "kulob", Reason.CURRENT),
        ("Rudaki district", "rudaki", Reason.CURRENT),
        ("B. Gafurov", "bobojon-ghafurov", Reason.ALIAS),
        ("Роштқалъа", "roshtqala", Reason.CURRENT),
        ("Roshtqal’a", "roshtqala", Reason.CURRENT),
        ("Муминобод", "muminobod", Reason.CURRENT),
        ("杜尚别市", "dushanbe", Reason.CURRENT),
        ("苦盏", "khujand", Reason.CURRENT),
        ("دوشنبه", "dushanbe", Reason.ALIAS),
        ("ГБАО", "gorno-badakhshan", Reason.ALIAS),
        ("Pandzhakent", "panjakent", Reason.SIMILAR),
        ("3505220", "isfara", Reason.CODE),
        ("tj-gb", "gorno-badakhshan", Reason.CODE),
        ("TJK", "tajikistan", Reason.CODE),
    ],
)
def test_names_lead_to_places(tajikistan: None, text: str, slug: str, reason: Reason) -> None:
    first = find(text, country="TJK")[0]
    assert (first.place.slug, first.reason) == (slug, reason)


def test_a_name_that_moved_offers_both_places_with_the_day(tajikistan: None) -> None:
    found = find("Бохтар", country="TJK")
    assert [(each.place.slug, each.reason, each.until) for each in found] == [
        ("bokhtar", Reason.CURRENT, None),
        ("kushoniyon", Reason.FORMER, date(2018, 1, 1)),
    ]


def test_the_town_goes_before_its_region(tajikistan: None) -> None:
    assert [each.place.slug for each in find("Leninabad", country="TJK")] == ["khujand", "sughd"]


def test_beginnings_offer_several(tajikistan: None) -> None:
    found = find("Шаҳ", country="TJK")
    assert {"shahritus", "shahriston", "shahrinav"} <= {each.place.slug for each in found}
    assert {each.reason for each in found} == {Reason.BEGINNING}


@pytest.mark.parametrize("text", ["", "  ", "—", "xyz", "Ташкент", "Ulaanbaatar"])
def test_nothing_is_offered_where_nothing_is_near(tajikistan: None, text: str) -> None:
    assert find(text, country="TJK") == ()


def test_levels_and_limits(tajikistan: None) -> None:
    assert [each.place.slug for each in find("Leninabad", country="TJK", levels=[1])] == ["sughd"]
    assert len(find("а", country="TJK", limit=3)) == 3
    assert find("Бохтар", country="ETH") == ()


def test_every_name_finds_its_place(tajikistan: None) -> None:
    for name in PlaceName.objects.select_related("place"):
        assert name.place_id in {each.place.pk for each in find(name.text, country="TJK")}, name.text


@pytest.mark.samples
def test_names_of_the_published_list_find_their_places(tajikistan: None, samples: Path) -> None:
    path = samples / "boundaries" / "tjk_pcodes_cod_adm1_adm2.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["Admin Level"] == "2"]
    for row in rows:
        codes = {
            code.code for each in find(row["Name"], country="TJK") for code in each.place.codes.filter(scheme="pcode")
        }
        assert row["P-Code"] in codes, row


def test_words_for_the_kind_of_place_are_dropped_unless_nothing_is_left() -> None:
    assert without_kind("раион рудаки") == "рудаки"
    assert without_kind("вахшскии раион") == "вахш"
    assert without_kind("раион") == "раион"


@pytest.mark.parametrize(
    ("one", "other"),
    [("Хуҷанд", "Khujand"), ("Ҷайҳун", "Jayhun"), ("Чкаловск", "Chkalovsk"), ("Қубодиён", "Kubodiyon")],
)
def test_the_consonants_are_the_same_in_two_scripts(one: str, other: str) -> None:
    assert skeleton(one) == skeleton(other)
