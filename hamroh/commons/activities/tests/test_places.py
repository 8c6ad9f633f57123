"""Where activities work: by code, by point, by country, as entered; and who is at work where."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from hamroh.commons.activities.models import Activity, Basis, Location
from hamroh.commons.activities.selectors import (
    active_by_theme,
    for_organisation,
    for_place,
    organisations_at_work,
    organisations_at_work_by_place,
    record_of,
)
from hamroh.commons.activities.services import InvalidChange, PlaceShare, set_places, set_status, set_theme
from hamroh.formats.iati import records as r
from hamroh.kernel.ledger.actors import ANYONE
from hamroh.kernel.organisations.models import Organisation
from hamroh.kernel.places.models import Level, Place
from hamroh.kernel.places.services import load_reference

from .conftest import ACTOR

pytestmark = pytest.mark.django_db
Make = Callable[..., Activity]


@pytest.fixture
def tajikistan(db: None) -> Place:
    load_reference(country="TJK", actor=ACTOR)
    return Place.objects.get(country="TJK", level=0)


@pytest.fixture
def regions(tajikistan: Place) -> list[Place]:
    return list(Place.objects.filter(country="TJK", level=1, pcode__isnull=False).order_by("pcode"))


def at(activity: Activity) -> set[tuple[int, str]]:
    return set(activity.places.values_list("place_id", "basis"))


def test_a_code_is_found_wherever_it_stands(regions: list[Place], published: Make) -> None:
    code = regions[0].pcode
    locations = (
        r.Location(location_ids=(r.LocationId(code=code, vocabulary="A1"),)),
        r.Location(administratives=(r.Administrative(code=code.lower(), vocabulary="A1", level=1),)),
        r.Location(ref=code),
        r.Location(ref="nowhere"),
    )
    made = published("XX-TRIAL-1-A", locations=locations)
    found = list(Location.objects.filter(activity=made).order_by("position").values_list("place_id", flat=True))
    assert found == [regions[0].pk] * 3 + [None]
    assert at(made) == {(regions[0].pk, Basis.LOCATION)}


def test_without_a_location_the_country_is_the_place(tajikistan: Place, published: Make) -> None:
    made = published("XX-TRIAL-1-A")
    assert at(made) == {(tajikistan.pk, Basis.COUNTRY)}
    assert made.places.get().percentage == Decimal(100)


def test_entered_shares_stay_when_the_record_changes(regions: list[Place], activity: Activity) -> None:
    first, second = regions[:2]
    set_places(actor=ACTOR, activity=activity,
               shares=[PlaceShare(first, Decimal(70)), PlaceShare(second, Decimal(30))])  # fmt: skip
    record = record_of(activity)
    assert [one.ref for one in record.locations] == [first.pcode, second.pcode]
    assert record.locations[0].name
    set_status(actor=ACTOR, activity=activity, status="3")
    assert at(activity) == {(first.pk, Basis.ENTERED), (second.pk, Basis.ENTERED)}
    set_places(actor=ACTOR, activity=activity, shares=[PlaceShare(second)])
    assert [one.ref for one in record_of(activity).locations] == [second.pcode]
    assert at(activity) == {(second.pk, Basis.ENTERED)}


def test_shares_must_be_complete_and_add_up(regions: list[Place], activity: Activity) -> None:
    first, second = regions[:2]
    for shares in (
        [PlaceShare(first, Decimal(70)), PlaceShare(second, Decimal(20))],
        [PlaceShare(first, Decimal(100)), PlaceShare(second)],
        [PlaceShare(first), PlaceShare(first)],
    ):
        with pytest.raises(InvalidChange):
            set_places(actor=ACTOR, activity=activity, shares=shares)
    assert not record_of(activity).locations


def test_who_is_at_work_where(
    regions: list[Place], published: Make, ministry: Organisation, charity: Organisation
) -> None:
    region = regions[0]
    district = Place.objects.filter(parent=region).exclude(pcode=None).first()
    below = published("XX-TRIAL-1-A", locations=(r.Location(ref=district.pcode),))
    published("XX-TRIAL-1-B", locations=(r.Location(ref=region.pcode),), participating_orgs=(
        r.ParticipatingOrg(ref="XX-TRIAL-1", role="4", narratives=(r.Narrative(text="Ministry"),)),))  # fmt: skip
    published("XX-TRIAL-1-C", locations=(r.Location(ref=region.pcode),), activity_status="4")
    (count,) = organisations_at_work_by_place(ANYONE, country="TJK", level=Level.REGION)
    assert (count.place, count.activities, count.organisations) == (region, 2, 2)
    assert organisations_at_work(ANYONE) == 2
    assert set(for_place(region, ANYONE).values_list("iati_identifier", flat=True)) == {
        "XX-TRIAL-1-A", "XX-TRIAL-1-B", "XX-TRIAL-1-C"
    }  # fmt: skip
    assert list(for_place(district, ANYONE)) == [below]
    assert for_organisation(charity, ANYONE).count() == 2
    assert for_organisation(charity, ANYONE, roles=("1",)).count() == 0


def test_active_activities_by_thematic_area(published: Make) -> None:
    for name, theme, status in (
        ("A", "migration_health", "2"),
        ("B", "migration_health", "2"),
        ("C", "migration_health", "4"),
    ):
        made = published(f"XX-TRIAL-1-{name}", activity_status=status)
        set_theme(actor=ACTOR, activity=made, theme=theme)
    counts = {one.theme.key: one.activities for one in active_by_theme(ANYONE)}
    assert len(counts) == 7
    assert counts["migration_health"] == 2
    assert sum(counts.values()) == 2
