"""Where an activity works, as a person enters it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import msgspec
from django.conf import settings
from django.utils.translation import gettext as _

from hamroh.formats.iati import records as r
from hamroh.kernel.ledger.actors import Actor
from hamroh.kernel.ledger.realms import writing
from hamroh.kernel.ledger.services import record as record_event
from hamroh.kernel.ledger.services import subject_of
from hamroh.kernel.people.decisions import require
from hamroh.kernel.places.models import CodeScheme, Place, PlaceCode

from .. import events
from ..deriving.places import Places
from ..models import Activity, ActivityPlace, Basis
from ..selectors.records import record_of
from .editing import InvalidChange, check_keepable, title_of
from .storing import Store, replace
from .texts import narratives_of

_HUNDRED = Decimal(100)
_EPSG_4326 = "http://www.opengis.net/def/crs/EPSG/0/4326"
_APPROXIMATE, _WHERE_ACTIVITY_HAPPENS = "2", "1"


@dataclass(frozen=True)
class PlaceShare:
    """A place and its share of the activity in per cent; None where nobody knows."""

    place: Place
    percentage: Decimal | None = None


def set_places(*, actor: Actor, activity: Activity, shares: Sequence[PlaceShare]) -> Activity:
    """Set the places of an activity. IATI has locations but no shares of them: the shares stay with us.

    Locations of places no longer named are removed; those that match no place of ours stay. Raises Refused;
    InvalidChange when a place stands twice, or the shares are incomplete or do not add up to 100.
    """
    require(actor, "activities.change", organisation_id=activity.reporting_organisation_id)
    _check(shares)
    with writing():
        current = Activity.objects.select_for_update().get(pk=activity.pk)
        before = record_of(current)
        after = _located(before, [share.place for share in shares])
        check_keepable(after)
        entered = {(share.place.pk, share.percentage, Basis.ENTERED.value) for share in shares}
        rows = ActivityPlace.objects.filter(activity=current)
        if after == before and set(rows.values_list("place_id", "percentage", "basis")) == entered:
            return current
        replace(Store(actor), current, before, after)
        rows.delete()
        ActivityPlace.objects.bulk_create(
            ActivityPlace(activity=current, place=one.place, percentage=one.percentage, basis=Basis.ENTERED)
            for one in shares
        )
        told = [[one.place.pcode or one.place.slug, one.percentage] for one in shares]
        facts = {"title": title_of(current), "places": ", ".join(str(code) for code, _share in told), "shares": told}
        record_event(event=events.PLACES_SET, actor=actor, subject=subject_of(current), facts=facts)
    return current


def _check(shares: Sequence[PlaceShare]) -> None:
    if len({share.place.pk for share in shares}) != len(shares):
        raise InvalidChange("places", _("A place stands twice. Name each place once."))
    given = [share.percentage for share in shares if share.percentage is not None]
    if not given:
        return
    if len(given) != len(shares):
        raise InvalidChange("places", _("Give each place its share, or none of them."))
    if any(share < 0 for share in given) or sum(given) != _HUNDRED:
        raise InvalidChange(
            "places", _("The shares add up to {sum}, not 100. Correct them.").format(sum=f"{sum(given):f}")
        )


def _located(record: r.Activity, wanted: Sequence[Place]) -> r.Activity:
    places = Places()
    by_place = {places.place_of(one): one for one in record.locations}
    elsewhere = tuple(one for one in record.locations if places.place_of(one) is None)
    chosen = tuple(by_place.get(place.pk) or location_of(place) for place in wanted if place.level > 0)
    countries = record.recipient_countries
    if not countries and not record.recipient_regions and wanted:
        code = _home_country()
        countries = (r.RecipientCountry(code=code, percentage=_HUNDRED),) if code else ()
    return msgspec.structs.replace(record, locations=(*elsewhere, *chosen), recipient_countries=countries)


def location_of(place: Place) -> r.Location:
    """A place of ours as an IATI location, found again by its code; its centre is an approximate point."""
    point = None
    if place.lat is not None and place.lon is not None:
        point = r.Point(srs_name=_EPSG_4326, pos=f"{place.lat} {place.lon}")
    return r.Location(
        ref=place.pcode or place.iso3166_2 or place.slug, location_reach=_WHERE_ACTIVITY_HAPPENS,
        name=narratives_of(place.names), point=point, exactness=_APPROXIMATE if point else None,
    )  # fmt: skip


def _home_country() -> str | None:
    codes = PlaceCode.objects.filter(
        scheme=CodeScheme.ISO_3166_1_ALPHA_2, place__country=settings.HAMROH_COUNTRY, place__level=0
    )
    return codes.values_list("code", flat=True).first()
