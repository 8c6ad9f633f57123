"""Loading our own reference table of a country."""

from __future__ import annotations

from collections.abc import Iterator

from hamroh.kernel.ledger.actors import Actor

from .. import events
from ..models import CodeScheme, NameKind
from ..reference import PCODES_VALID_FROM, ReferenceName, ReferencePlace, ReferenceTable, first_day, table
from .listing import CodeEntry, NameEntry, PlaceEntry, PlaceLoad, store


def load_reference(*, country: str, actor: Actor) -> PlaceLoad:
    """Create or bring up to date the places of `country` (ISO 3166-1 alpha-3) from our table.

    Loading the same table again changes nothing. Raises NoReferenceTable.
    """
    reference = table(country)
    entries = [_entry(place, reference) for place in reference.places]
    return store(country=country, entries=entries, event=events.REFERENCE_LOADED, actor=actor)


def _entry(place: ReferencePlace, reference: ReferenceTable) -> PlaceEntry:
    current = [NameEntry(text, language, NameKind.CURRENT) for language, text in place.names.items()]
    others = [_name(name) for name in reference.names if name.slug == place.slug]
    return PlaceEntry(
        slug=place.slug,
        parent=place.parent,
        fields={
            "level": place.level,
            "kind": place.kind,
            "pcode": place.pcode,
            "iso3166_2": place.iso3166_2 or "",
            "names": dict(place.names),
            "lon": place.lon,
            "lat": place.lat,
            "centre_is_estimate": place.centre_is_estimate,
        },
        names=tuple(current + others),
        codes=tuple(_codes(place, reference)),
    )


def _name(name: ReferenceName) -> NameEntry:
    return NameEntry(
        name.text, name.language, NameKind(name.kind), first_day(name.valid_from), first_day(name.valid_to)
    )


def _codes(place: ReferencePlace, reference: ReferenceTable) -> Iterator[CodeEntry]:
    if place.pcode:
        yield CodeEntry(CodeScheme.PCODE, place.pcode, valid_from=PCODES_VALID_FROM)
    for code in place.pcode_other:
        yield CodeEntry(CodeScheme.PCODE, code, is_main=False, valid_from=PCODES_VALID_FROM)
    if place.iso3166_2:
        yield CodeEntry(CodeScheme.ISO_3166_2, place.iso3166_2)
    if place.level == 0:
        yield CodeEntry(CodeScheme.ISO_3166_1_ALPHA_3, reference.country.iso3)
        yield CodeEntry(CodeScheme.ISO_3166_1_ALPHA_2, reference.country.iso2)
        yield CodeEntry(CodeScheme.M49, reference.country.m49)
