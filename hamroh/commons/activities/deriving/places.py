"""Where in the country's own places an activity works: by code first, else by point in district."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.conf import settings

from hamroh.formats.iati import records as r
from hamroh.kernel.places.models import CodeScheme, PlaceCode
from hamroh.kernel.places.selectors import district_at

from ..models import Basis

_SCHEMES = (CodeScheme.PCODE, CodeScheme.ISO_3166_2)
_HUNDRED, _STEP = Decimal(100), Decimal("0.0001")


class Places:
    """Looks places up; the codes are read once, when the first location asks."""

    def __init__(self) -> None:
        self._codes: dict[str, int] | None = None
        self._countries: dict[str, int] = {}

    def place_of(self, location: r.Location) -> int | None:
        """The place's id: of a P-code or ISO 3166-2 code in the location's codes, else of the district at its point."""
        self._read()
        assert self._codes is not None
        for code in _codes(location):
            found = self._codes.get(code.strip().upper())
            if found is not None:
                return found
        position = location.point.coordinates if location.point else None
        if position is None:
            return None
        latitude, longitude = position
        located = district_at(longitude, latitude, country=settings.HAMROH_COUNTRY)
        return located.place.pk if located else None

    def country(self, code: str | None) -> int | None:
        """The place of a country (ISO 3166-1 alpha-2) whose places are loaded."""
        self._read()
        return self._countries.get((code or "").strip().upper())

    def _read(self) -> None:
        if self._codes is not None:
            return
        self._codes = {}
        rows = PlaceCode.objects.filter(scheme__in=[*_SCHEMES, CodeScheme.ISO_3166_1_ALPHA_2])
        for scheme, code, place in rows.order_by("is_main", "-place_id").values_list("scheme", "code", "place_id"):
            known = self._countries if scheme == CodeScheme.ISO_3166_1_ALPHA_2 else self._codes
            known[code.upper()] = place


def _codes(location: r.Location) -> Iterator[str]:
    yield from (one.code for one in location.location_ids if one.code)
    yield from (one.code for one in reversed(location.administratives) if one.code)
    if location.ref:
        yield location.ref


@dataclass(frozen=True)
class At:
    """An activity works at a place, with its share there where the file gives one."""

    place_id: int
    basis: str
    percentage: Decimal | None = None


def places_of(record: r.Activity, places: Places) -> list[At]:
    """Each place among the locations, once; without any, each country whose places are loaded here."""
    found = dict.fromkeys(filter(None, (places.place_of(one) for one in record.locations)))
    if found:
        return [At(place, Basis.LOCATION.value) for place in found]
    shares: dict[int, At] = {}
    for share in record.recipient_countries:
        place = places.country(share.code)
        if place is not None:
            shares.setdefault(place, At(place, Basis.COUNTRY.value, _percentage(share.percentage)))
    return list(shares.values())


def _percentage(written: Decimal | None) -> Decimal | None:
    return written.quantize(_STEP) if written is not None and 0 <= written <= _HUNDRED else None
