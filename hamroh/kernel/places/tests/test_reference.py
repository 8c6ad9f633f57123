"""Our table of Tajikistan, checked against itself and against the published lists."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from shapely.geometry import Point, shape

from hamroh.kernel.languages.folding import fold_name
from hamroh.kernel.places.reference import NoReferenceTable, first_day, table
from hamroh.kernel.places.spelling import SIMILAR_ENOUGH, similarity

TJK = table("TJK")
BY_SLUG = {place.slug: place for place in TJK.places}
LEVELS = Counter(place.level for place in TJK.places)
SCRIPTS = {
    "tg": re.compile(r"[А-ЯЁҒӢҚӮҲҶа-яёғӣқӯҳҷ .,-]+"),
    "ru": re.compile(r"[А-ЯЁа-яё .,-]+"),
    "en": re.compile(r"[A-Za-z' .,-]+"),
    "zh": re.compile(r"[\u4e00-\u9fff·-]+"),
    "fa": re.compile(r"[\u0600-\u06ff\u200c ]+"),
    "uz": re.compile(r"[A-Za-zʻ’ ]+"),
}


def test_the_division_of_today() -> None:
    assert LEVELS == {0: 1, 1: 5, 2: 68}
    kinds = Counter((place.parent, place.kind) for place in TJK.places if place.level == 2)
    assert kinds == {
        ("dushanbe", "capital district"): 4,
        ("sughd", "city"): 8,
        ("sughd", "district"): 10,
        ("khatlon", "city"): 4,
        ("khatlon", "district"): 21,
        ("districts-of-republican-subordination", "city"): 4,
        ("districts-of-republican-subordination", "district"): 9,
        ("gorno-badakhshan", "city"): 1,
        ("gorno-badakhshan", "district"): 7,
    }


def test_parents_stand_before_their_children_one_level_above() -> None:
    seen: dict[str, int] = {}
    for place in TJK.places:
        assert place.slug not in seen
        assert (place.parent is None) == (place.level == 0)
        if place.parent:
            assert seen[place.parent] == place.level - 1
        seen[place.slug] = place.level


def test_regions_carry_iso_codes() -> None:
    codes = {place.iso3166_2 for place in TJK.places if place.level == 1}
    assert codes == {"TJ-DU", "TJ-SU", "TJ-KT", "TJ-GB", "TJ-RA"}


@pytest.mark.parametrize("language", ["tg", "ru", "en"])
def test_every_place_has_its_name_in_the_right_script(language: str) -> None:
    for place in TJK.places:
        assert SCRIPTS[language].fullmatch(place.names[language]), place


def test_chinese_names_are_chinese_and_there_for_the_country_and_its_regions() -> None:
    for place in TJK.places:
        name = place.names.get("zh")
        assert name is None or SCRIPTS["zh"].fullmatch(name), place
        assert name or place.level == 2, place


def test_tajik_names_use_the_letters_of_tajik() -> None:
    for letter in "ғӣқӯҳҷ":
        assert any(letter in place.names["tg"].lower() for place in TJK.places), letter
    for place in TJK.places:
        assert not re.search("[щыьЩЫЬ]", place.names["tg"]), place


def test_other_names_are_in_their_script_and_belong_to_a_place() -> None:
    for name in TJK.names:
        assert name.slug in BY_SLUG, name
        assert SCRIPTS[name.language].fullmatch(name.text), name
        start, end = first_day(name.valid_from), first_day(name.valid_to)
        assert not (start and end) or start < end, name
        assert name.kind == "former" or not end, name


def test_no_name_stands_twice() -> None:
    lines = [(name.slug, name.language, name.text) for name in TJK.names]
    lines += [(place.slug, language, text) for place in TJK.places for language, text in place.names.items()]
    assert [line for line, times in Counter(lines).items() if times > 1] == []


@pytest.mark.parametrize(
    ("former", "today", "until"),
    [
        ("Қӯрғонтеппа", "bokhtar", date(2018, 1, 1)),
        ("Сарбанд", "levakant", date(2018, 1, 1)),
        ("Бохтар", "kushoniyon", date(2018, 1, 1)),
        ("Ҷиликӯл", "dusti", date(2016, 2, 1)),
        ("Қумсангир", "jayhun", date(2016, 2, 1)),
        ("Румӣ", "jaloliddini-balkhi", date(2016, 2, 1)),
        ("Шӯрообод", "shamsiddini-shohin", date(2016, 2, 1)),
        ("Ҷиргатол", "lakhsh", date(2016, 2, 1)),
        ("Тавилдара", "sangvor", date(2016, 2, 1)),
        ("Ғончӣ", "devashtich", date(2016, 2, 1)),
        ("Чкаловск", "buston", date(2016, 2, 1)),
        ("Қайроққум", "guliston", date(2016, 2, 1)),
        ("Табошар", "istiqlol", date(2012, 1, 1)),
        ("Шаҳритуз", "shahritus", date(2021, 1, 1)),
    ],
)
def test_renamings(former: str, today: str, until: date) -> None:
    found = [name for name in TJK.names if name.text == former and name.language == "tg"]
    assert [(name.slug, name.kind, first_day(name.valid_to)) for name in found] == [(today, "former", until)]


@pytest.mark.parametrize(
    ("partial", "day"),
    [("", None), ("2016", date(2016, 1, 1)), ("2016-02", date(2016, 2, 1)), ("2016-02-03", date(2016, 2, 3))],
)
def test_partial_dates(partial: str, day: date | None) -> None:
    assert first_day(partial) == day


def test_an_unknown_country_is_named_with_what_to_do() -> None:
    with pytest.raises(NoReferenceTable, match=r"'XXX'.*TJK.*P-code list"):
        table("XXX")


# --- against the published lists, read in place ---------------------------------------------------------------


@pytest.mark.samples
def test_codes_agree_with_the_published_list(samples: Path) -> None:
    published = _published(samples)
    ours = {place.pcode: place for place in TJK.places if place.pcode}
    others = {code: place for place in TJK.places for code in place.pcode_other}
    assert len(ours) == 73, "every region and district of today has a code of its own"
    assert set(ours) | set(others) == set(published)
    assert not set(ours) & set(others)
    for code, place in (ours | others).items():
        row = published[code]
        parent = BY_SLUG[place.parent or ""].pcode or "TJK"
        assert (int(row["Admin Level"]), row["Parent P-Code"]) == (place.level, parent), place


@pytest.mark.samples
def test_the_published_name_is_a_name_of_the_place_its_code_is_given_to(samples: Path) -> None:
    published = _published(samples)
    for place in TJK.places:
        texts = [*place.names.values(), *(name.text for name in TJK.names if name.slug == place.slug)]
        for code in filter(None, (place.pcode, *place.pcode_other)):
            name = published[code]["Name"]
            assert fold_name(name) in {fold_name(text) for text in texts}, (code, name, texts)


@pytest.mark.samples
def test_each_centre_lies_in_its_region(samples: Path) -> None:
    regions = _regions(samples)
    outside = {}
    for place in (place for place in TJK.places if place.level == 2):
        region = BY_SLUG[place.parent or ""].iso3166_2
        if not any(outline.covers(Point(place.lon, place.lat)) for outline in regions[region or ""]):
            outside[place.slug] = region
    assert outside == {}


@pytest.mark.samples
def test_each_seat_lies_near_a_town(samples: Path) -> None:
    """A slip of digits would put it on a mountain: some town of 500 people must be within 0.06° (6 km)."""
    path = samples / "boundaries" / "tjk_places_geonames.csv"
    with path.open(encoding="utf-8", newline="") as file:
        towns = list(csv.DictReader(file))
    for place in (place for place in TJK.places if place.level == 2 and not place.centre_is_estimate):
        near = [
            town
            for town in towns
            if Point(float(town["lon"]), float(town["lat"])).distance(Point(place.lon, place.lat)) < 0.06
        ]
        assert near, f"{place.slug}: no town of the gazetteer is near its centre"


def _published(samples: Path) -> dict[str, dict[str, str]]:
    path = samples / "boundaries" / "tjk_pcodes_cod_adm1_adm2.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return {row["P-Code"]: row for row in csv.DictReader(file)}


def _regions(samples: Path) -> dict[str, list]:
    # District outlines, since the region outline of TJ-RA covers Dushanbe and Norak (a known fault of the file).
    features = json.loads((samples / "boundaries" / "tjk_adm2.geojson").read_text(encoding="utf-8"))["features"]
    regions: dict[str, list] = {}
    for feature in features:
        regions.setdefault(feature["properties"]["adm1_iso3166_2"], []).append(shape(feature["geometry"]))
    return regions


@pytest.mark.parametrize("slug", [place.slug for place in TJK.places if place.level == 2])
def test_names_in_the_languages_sound_alike(slug: str) -> None:
    """A slip of a line in the table would pair a Tajik name with another district's English one."""
    names = BY_SLUG[slug].names
    assert similarity(names["tg"], names["en"]) >= SIMILAR_ENOUGH
