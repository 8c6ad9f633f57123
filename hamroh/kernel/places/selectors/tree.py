"""Places by code and by their place in the tree."""

from __future__ import annotations

from django.db.models import QuerySet

from ..models import CodeScheme, Place, PlaceCode


class NoSuchCountry(LookupError):
    """No places of that country are loaded."""


def country_place(country: str) -> Place:
    """Return the country itself (ISO 3166-1 alpha-3); raises NoSuchCountry."""
    place = Place.objects.filter(country=country, level=0).first()
    if place is None:
        raise NoSuchCountry(f"No places of {country!r} are loaded. Load its reference table or its P-code list first.")
    return place


def by_code(code: str, *, scheme: str, country: str | None = None) -> Place | None:
    """Return the place that has, or had, `code` in `scheme` (a CodeScheme); its own code goes before another one."""
    codes = PlaceCode.objects.filter(scheme=scheme, code=code.strip()).select_related("place")
    if country:
        codes = codes.filter(place__country=country)
    found = codes.order_by("-is_main", "place_id").first()
    return found.place if found else None


def by_pcode(code: str, *, country: str | None = None) -> Place | None:
    """Return the place that has, or had, the P-code `code`, as its own or as an alternative one."""
    return by_code(code, scheme=CodeScheme.PCODE, country=country)


def by_slug(slug: str, *, country: str) -> Place | None:
    """Return the place with our own key `slug` in `country`."""
    return Place.objects.filter(country=country, slug=slug).first()


def children(place: Place) -> QuerySet[Place]:
    """Return the places directly below `place`, by key."""
    return Place.objects.filter(parent=place).order_by("slug")
