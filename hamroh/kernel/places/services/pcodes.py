"""Loading a country from OCHA's P-code list: how a second country comes in beside the first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from babel import Locale
from babel.core import get_global
from django.utils.text import slugify

from hamroh.kernel.ledger.actors import Actor

from .. import events
from ..models import CodeScheme, NameKind, Place, PlaceCode, PlaceKind
from ..pcode_list import BadPcodeList, PcodeRow, read_pcode_list
from ..reference import LANGUAGES
from .listing import CodeEntry, NameEntry, PlaceEntry, PlaceLoad, store

KIND_OF_LEVEL = {1: PlaceKind.REGION, 2: PlaceKind.DISTRICT, 3: PlaceKind.SUBDISTRICT}


def load_pcodes(*, file: BinaryIO, country: str, actor: Actor, language: str = "en") -> PlaceLoad:
    """Create or bring up to date the places of `country` (ISO 3166-1 alpha-3) from a P-code list (CSV).

    The country itself gets its names from CLDR. `language` is that of the names in the list. Places that already
    have one of the codes keep their own data and are only counted. Raises BadPcodeList.
    """
    rows, problems = read_pcode_list(file, country=country)
    known = {
        code.code: code.place
        for code in PlaceCode.objects.filter(place__country=country, scheme=CodeScheme.PCODE).select_related("place")
    }
    top = Place.objects.filter(country=country, level=0).first()
    entries = [] if top else [country_entry(country)]
    top_slug = top.slug if top else entries[0].slug
    slugs = {code: place.slug for code, place in known.items()} | {country: top_slug}
    for row in rows:
        known_place = known.get(row.pcode)
        if known_place is not None and known_place.slug != _slug(row):
            continue
        parent = slugs.get(row.parent) if row.level > 1 else top_slug
        if parent is None:
            problems.append(
                f"Line {row.line}: the parent {row.parent} of {row.pcode} {row.name} is not in the list. "
                "The line is left out."
            )
            continue
        slugs[row.pcode] = _slug(row)
        entries.append(_entry(row, parent, language))
    loaded = store(country=country, entries=entries, event=events.PCODES_LOADED, actor=actor, problems=problems)
    kept = len([row for row in rows if row.pcode in known and known[row.pcode].slug != _slug(row)])
    return PlaceLoad(country, loaded.created, loaded.updated, loaded.unchanged + kept, loaded.problems)


def _slug(row: PcodeRow) -> str:
    return slugify(row.pcode)


def _entry(row: PcodeRow, parent: str, language: str) -> PlaceEntry:
    return PlaceEntry(
        slug=_slug(row),
        parent=parent,
        fields={
            "level": row.level,
            "kind": KIND_OF_LEVEL[row.level],
            "pcode": row.pcode,
            "names": {language: row.name},
            "valid_from": row.valid_from,
        },
        names=(NameEntry(row.name, language, NameKind.CURRENT),),
        codes=(CodeEntry(CodeScheme.PCODE, row.pcode, valid_from=row.valid_from),),
    )


def country_entry(country: str) -> PlaceEntry:
    """The country itself, with its names of CLDR. Raises BadPcodeList for a code that does not exist."""
    alpha2 = (get_global("territory_aliases").get(country) or [""])[0]
    names = dict(_country_names(alpha2))
    if not names:
        raise BadPcodeList(f"{country!r} is not a country code. Use the three letters of ISO 3166-1, like ETH.")
    return PlaceEntry(
        slug=slugify(names["en"]),
        parent=None,
        fields={"level": 0, "kind": PlaceKind.COUNTRY, "names": names},
        names=tuple(NameEntry(text, code, NameKind.CURRENT) for code, text in names.items()),
        codes=(
            CodeEntry(CodeScheme.ISO_3166_1_ALPHA_3, country),
            CodeEntry(CodeScheme.ISO_3166_1_ALPHA_2, alpha2),
        ),
    )


def _country_names(alpha2: str) -> Iterator[tuple[str, str]]:
    for code in LANGUAGES:
        name = Locale(code).territories.get(alpha2)
        if name:
            yield code, name
