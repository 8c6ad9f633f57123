"""Loading places: our own table, a second country's P-code list, and what the ledger says about it."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from django.utils import translation

from hamroh.kernel.ledger.actors import Actor
from hamroh.kernel.ledger.models import Entry
from hamroh.kernel.places import reference
from hamroh.kernel.places.models import Place, PlaceCode, PlaceName
from hamroh.kernel.places.pcode_list import BadPcodeList
from hamroh.kernel.places.selectors import by_code, by_pcode, by_slug, children, country_place
from hamroh.kernel.places.services import load_pcodes, load_reference

pytestmark = pytest.mark.django_db

HEADING = "Location,Admin Level,P-Code,Name,Parent P-Code,Valid from date\n"
ETHIOPIA = (
    HEADING
    + "ETH,2,ET0602,Metekel,ET06,2021-12-14\n"
    + "ETH,1,ET06,Benishangul Gumz,ETH,2021-12-14\n"
    + "ETH,3,ET060207,Bulen,ET0602,2021-12-14\n"
    + "KEN,1,KE001,Mombasa,KEN,2019-10-31\n"
)


def _events() -> list[str]:
    return list(Entry.objects.order_by("number").values_list("event", flat=True))


def test_the_reference_table_makes_a_tree(actor: Actor) -> None:
    before = _events()
    loaded = load_reference(country="TJK", actor=actor)
    assert (loaded.created, loaded.updated, loaded.unchanged) == (74, 0, 0)
    assert [*before, "places.reference-loaded"] == _events()
    entry = Entry.objects.latest("number")
    assert entry.facts["places"] == 74
    assert entry.subject == f"places.place:{country_place('TJK').pk}"
    top = country_place("TJK")
    assert [place.iso3166_2 for place in children(top)] == ["TJ-RA", "TJ-DU", "TJ-GB", "TJ-KT", "TJ-SU"]
    assert Place.objects.filter(country="TJK", level=2).count() == 68
    assert set(PlaceCode.objects.filter(place=top).values_list("scheme", "code")) == {
        ("iso3166-1-alpha-2", "TJ"),
        ("iso3166-1-alpha-3", "TJK"),
        ("m49", "762"),
    }


def test_the_same_table_again_changes_nothing(tajikistan: None, actor: Actor) -> None:
    before = _events()
    loaded = load_reference(country="TJK", actor=actor)
    assert (loaded.created, loaded.updated, loaded.unchanged) == (0, 0, 74)
    assert before == _events()


def test_a_correction_reaches_the_places_and_keeps_what_officers_added(tajikistan: None, actor: Actor) -> None:
    place = by_slug("kulob", country="TJK")
    assert place is not None
    key = place.pk
    Place.objects.filter(pk=key).update(lat=0.0, names={"en": "Wrong"})
    PlaceName.objects.filter(place=place, kind="current").update(text="Wrong", folded="wrong")
    PlaceName.objects.create(place=place, text="Хатлони шарқӣ", language="tg", kind="alias", folded="хатлони шарки")
    loaded = load_reference(country="TJK", actor=actor)
    assert (loaded.created, loaded.updated, loaded.unchanged) == (0, 1, 73)
    place.refresh_from_db()
    assert (place.pk, place.lat, place.names["tg"]) == (key, 37.915, "Кӯлоб")
    texts = set(place.all_names.values_list("text", flat=True))
    assert {"Кӯлоб", "Куляб", "Хатлони шарқӣ"} <= texts
    assert "Wrong" not in texts


def test_names_follow_the_reader(tajikistan: None) -> None:
    place = by_pcode("3507405")
    assert place is not None
    shown = {}
    for code in ("tg", "ru", "en", "zh-hans"):
        with translation.override(code):
            shown[code] = str(place)
    assert shown == {"tg": "Кӯлоб", "ru": "Куляб", "en": "Kulob", "zh-hans": "库洛布"}


def test_an_alternative_code_leads_to_the_same_place(tajikistan: None) -> None:
    own, other = by_pcode("3505404"), by_pcode(" 3505220 ")
    assert own == other == by_slug("isfara", country="TJK")
    assert by_pcode("3599999") is None
    assert by_code("TJ-GB", scheme="iso3166-2") == by_slug("gorno-badakhshan", country="TJK")
    assert by_code("762", scheme="m49") == country_place("TJK")
    assert by_pcode("3505404", country="ETH") is None


@pytest.mark.samples
def test_every_published_code_leads_to_a_place_of_its_level(tajikistan: None, samples: Path) -> None:
    lines = (samples / "boundaries" / "tjk_pcodes_cod_adm1_adm2.csv").read_text(encoding="utf-8").splitlines()[1:]
    assert len(lines) == 81
    for line in lines:
        _, level, code, *_ = line.split(",")
        place = by_pcode(code, country="TJK")
        assert place is not None and place.level == int(level), line


@pytest.mark.samples
def test_the_published_list_adds_nothing_to_our_table(tajikistan: None, samples: Path, actor: Actor) -> None:
    before = _events()
    with (samples / "boundaries" / "tjk_pcodes_cod_adm1_adm2.csv").open("rb") as file:
        loaded = load_pcodes(file=file, country="TJK", actor=actor)
    assert (loaded.created, loaded.updated, loaded.unchanged, loaded.problems) == (0, 0, 81, ())
    assert before == _events()


def test_a_second_country_loads_beside_the_first(tajikistan: None, actor: Actor) -> None:
    before = _events()
    loaded = load_pcodes(file=BytesIO(ETHIOPIA.encode()), country="ETH", actor=actor)
    assert (loaded.created, loaded.problems) == (4, ())
    assert [*before, "places.pcodes-loaded"] == _events()
    woreda = by_pcode("ET060207")
    assert woreda is not None and woreda.parent is not None and woreda.parent.parent is not None
    assert [woreda.name, woreda.parent.name, woreda.parent.parent.name] == ["Bulen", "Metekel", "Benishangul Gumz"]
    assert country_place("ETH").names == {"tg": "Эфиопия", "ru": "Эфиопия", "en": "Ethiopia", "zh": "埃塞俄比亚"}
    assert Place.objects.filter(country="TJK").count() == 74
    again = load_pcodes(file=BytesIO(ETHIOPIA.encode()), country="ETH", actor=actor)
    assert (again.created, again.updated, again.unchanged) == (0, 0, 3)


def test_wrong_lines_are_named_and_left_out(actor: Actor) -> None:
    content = (
        ETHIOPIA
        + "ETH,2,ET0799,Nowhere,ET07,2021-12-14\n"
        + "ETH,9,ET9,Deep,ET06,2021-12-14\n"
        + "ETH,2,,No code,ET06,2021-12-14\n"
        + "ETH,2,ET0602,Again,ET06,2021-12-14\n"
        + "ETH,2,ET0603,Late,ET06,31.12.2021\n"
    )
    loaded = load_pcodes(file=BytesIO(content.encode()), country="ETH", actor=actor)
    assert loaded.created == 4
    said = "\n".join(loaded.problems)
    for expected in (
        "Line 6: the parent ET07",
        "Line 7: Admin Level is '9'",
        "Line 8: P-Code or Name is empty",
        "Line 9: P-code ET0602 stands in line 2 already",
        "Line 10: Valid from date is '31.12.2021'",
    ):
        assert expected in said


@pytest.mark.parametrize(
    ("content", "country", "says"),
    [
        (b"\xff\xfe broken", "ETH", "not UTF-8"),
        (b"a,b\n1,2\n", "ETH", "lacks the column Location, Admin Level"),
        (b"", "ETH", "lacks the column"),
        (ETHIOPIA.encode(), "SOM", "holds no places of SOM"),
        (ETHIOPIA.replace("ETH", "XQZ").encode(), "XQZ", "not a country code"),
    ],
)
def test_a_file_that_is_no_list_leaves_nothing(content: bytes, country: str, says: str, actor: Actor) -> None:
    with pytest.raises(BadPcodeList, match=says):
        load_pcodes(file=BytesIO(content), country=country, actor=actor)
    assert not Place.objects.exists()
    assert _events() == []


def test_a_table_that_does_not_exist_leaves_nothing(actor: Actor) -> None:
    with pytest.raises(reference.NoReferenceTable):
        load_reference(country="ETH", actor=actor)
    assert not Place.objects.exists()
