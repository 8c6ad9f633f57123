"""A country learnt from the codes and names of a file."""

from __future__ import annotations

import pytest

from hamroh.kernel.ledger.actors import Actor
from hamroh.kernel.ledger.models import Entry
from hamroh.kernel.people.decisions import Refused
from hamroh.kernel.places.events import PCODES_LOADED
from hamroh.kernel.places.models import Place, PlaceCode
from hamroh.kernel.places.pcode_list import BadPcodeList
from hamroh.kernel.places.selectors.finding import find
from hamroh.kernel.places.services import LearntPlace, learn_places

pytestmark = pytest.mark.django_db
WOREDAS = (
    LearntPlace(("Oromia", "East Wellega", "Haro Limu"), ("", "", "ET040204"), 9.8, 36.2),
    LearntPlace(("Oromia", "East Wellega", "Haro Limmu"), ("", "", "ET040204"), 9.8, 36.2),
    LearntPlace(("Oromia", "East Wellega", "Haro Limu"), ("", "", "ET040204"), 9.8, 36.2),
    LearntPlace(("Oromia", "East Wellega", "Sibu Sire"), ("", "", "ET040205"), 9.0, 36.8),
    LearntPlace(("Tigray", "Central", "Axum town"), ("", "", "ET010213"), 14.1, 38.7),
)


def learn(actor: Actor, entries=WOREDAS, country: str = "ETH"):
    return learn_places(actor=actor, country=country, entries=entries, event=PCODES_LOADED)


def test_levels_above_are_the_beginning_of_the_deepest_code(actor) -> None:
    loaded = learn(actor)
    assert loaded.created == 1 + 2 + 2 + 3
    woreda = Place.objects.get(pcode="ET040204")
    chain = [(place.level, place.name) for place in (woreda, woreda.parent, woreda.parent.parent)]
    assert chain == [(3, "Haro Limu"), (2, "East Wellega"), (1, "Oromia")]
    assert woreda.parent.pcode == "ET0402" and woreda.parent.parent.parent.level == 0
    # The centre of what is above is the mean of the places below, each once.
    assert (woreda.parent.lat, woreda.parent.lon) == (9.4, 36.5) and woreda.parent.centre_is_estimate
    assert [one.place for one in find("Haro Limmu", country="ETH")] == [woreda]


def test_it_is_one_ledger_entry_and_the_same_again_is_none(actor) -> None:
    learn(actor)
    assert Entry.objects.count() == 1
    assert learn(actor).created == 0 and Entry.objects.count() == 1
    more = (*WOREDAS, LearntPlace(("Tigray", "Central", "Adet"), ("", "", "ET010201")))
    assert learn(actor, more).created == 1 and Entry.objects.count() == 2
    assert Place.objects.get(pcode="ET010201").parent == Place.objects.get(pcode="ET0102")


def test_codes_of_every_level_are_taken_as_they_are_and_none_is_guessed_for_a_name(actor) -> None:
    entries = (
        LearntPlace(("Bakool", "Ceel Barde", ""), ("SO25", "SO2502", "")),
        LearntPlace(("Bay", "Nowhere", ""), ("SO24", "", "")),
        LearntPlace(("Nobody knows", "", ""), ("", "", "")),
    )
    learn(actor, entries, "SOM")
    assert set(Place.objects.exclude(level=0).values_list("pcode", flat=True)) == {"SO25", "SO2502", "SO24"}
    assert Place.objects.get(pcode="SO2502").parent.pcode == "SO25"


def test_places_that_stand_stay_as_they_are(actor, tajikistan) -> None:
    kulob = PlaceCode.objects.filter(place__country="TJK", place__level=2, scheme="pcode").first()
    before = dict(Place.objects.filter(pk=kulob.place_id).values().get())
    loaded = learn(actor, [LearntPlace(("", "Another name", ""), ("", kulob.code, ""))], "TJK")
    assert loaded.created == 0 and Place.objects.filter(pk=kulob.place_id).values().get() == before


def test_who_may_not_load_places_may_not_learn_them(actor) -> None:
    focal_point = Actor("person:3", role="focal_point", organisation_id=1, person_id=3)
    with pytest.raises(Refused):
        learn(focal_point)
    with pytest.raises(BadPcodeList):
        learn(actor, country="XXX")
    assert not Place.objects.exists()
