"""Writing a list of places: what both the reference table and a P-code list do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from hamroh.kernel.languages.folding import fold_name
from hamroh.kernel.ledger.actors import Actor
from hamroh.kernel.ledger.canonical import digest_of_items
from hamroh.kernel.ledger.realms import writing
from hamroh.kernel.ledger.services import record, subject_of

from ..models import NameKind, Place, PlaceCode, PlaceName

_PLACE_FIELDS = (
    "level", "kind", "pcode", "iso3166_2", "names", "lon", "lat", "centre_is_estimate", "valid_from", "valid_to",
)  # fmt: skip


@dataclass(frozen=True)
class NameEntry:
    """A name to be kept for a place."""

    text: str
    language: str
    kind: NameKind
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True)
class CodeEntry:
    """A code to be kept for a place."""

    scheme: str
    code: str
    is_main: bool = True
    valid_from: date | None = None


@dataclass(frozen=True)
class PlaceEntry:
    """A place to be kept: `fields` are columns of Place, `parent` the slug of the place above."""

    slug: str
    parent: str | None
    fields: Mapping[str, Any]
    names: tuple[NameEntry, ...] = ()
    codes: tuple[CodeEntry, ...] = ()


@dataclass(frozen=True)
class PlaceLoad:
    """How many places of the country were created, changed, or found as they should be; what was odd."""

    country: str
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    problems: tuple[str, ...] = field(default=())


def store(
    *, country: str, entries: Sequence[PlaceEntry], event: str, actor: Actor, problems: Sequence[str] = ()
) -> PlaceLoad:
    """Create or change the places of `country` by slug, in one transaction with one ledger event.

    `entries` hold parents before children. Places, other names and codes that are not in `entries` stay as they
    are; today's names are replaced. When nothing differs, nothing is written, the ledger included.
    """
    # Folding and hashing take longer than reading the rows, so they are done before the transaction begins.
    folded = {name.text: fold_name(name.text) for entry in entries for name in entry.names}
    digest = digest_of_items([_line(entry) for entry in entries])
    with writing():
        known = {place.slug: place for place in Place.objects.filter(country=country)}
        created, changed = _write_places(country, entries, known)
        touched = _write_names(entries, known, folded) | _write_codes(entries, known)
        updated = changed | (touched - created)
        if created or updated:
            top = next(place for place in known.values() if place.level == 0)
            facts = {
                "country": country,
                "places": len(entries),
                "created": len(created),
                "updated": len(updated),
                "digest": digest,
            }
            record(event=event, actor=actor, subject=subject_of(top), facts=facts)
    unchanged = len(entries) - len(created) - len(updated)
    return PlaceLoad(country, len(created), len(updated), unchanged, tuple(problems))


def _write_places(country: str, entries: Sequence[PlaceEntry], known: dict[str, Place]) -> tuple[set[str], set[str]]:
    created: set[str] = set()
    changed: set[str] = set()
    for level in sorted({entry.fields["level"] for entry in entries}):
        new: list[Place] = []
        altered: list[Place] = []
        for entry in (entry for entry in entries if entry.fields["level"] == level):
            parent = known[entry.parent] if entry.parent else None
            place = known.get(entry.slug)
            if place is None:
                new.append(Place(country=country, slug=entry.slug, parent=parent, **entry.fields))
                created.add(entry.slug)
            elif _alter(place, entry.fields, parent):
                altered.append(place)
                changed.add(entry.slug)
        # Parents must be stored before their children can point at them.
        known.update({place.slug: place for place in Place.objects.bulk_create(new)})
        Place.objects.bulk_update(altered, [*_PLACE_FIELDS, "parent"])
    return created, changed


def _alter(place: Place, fields: Mapping[str, Any], parent: Place | None) -> bool:
    wanted = {**fields, "parent_id": parent.pk if parent else None}
    differing = {name: value for name, value in wanted.items() if getattr(place, name) != value}
    for name, value in differing.items():
        setattr(place, name, value)
    return bool(differing)


def _write_names(entries: Sequence[PlaceEntry], known: Mapping[str, Place], folded: Mapping[str, str]) -> set[str]:
    touched: set[str] = set()
    present: dict[tuple[int, str, str, str], PlaceName] = {
        (name.place_id, name.text, name.language, name.kind): name
        for name in PlaceName.objects.filter(place__in=[known[entry.slug].pk for entry in entries])
    }
    wanted: set[tuple[int, str, str, str]] = set()
    new: list[PlaceName] = []
    altered: list[PlaceName] = []
    slug_of = {place.pk: slug for slug, place in known.items()}
    for entry in entries:
        place = known[entry.slug]
        for name in entry.names:
            key = (place.pk, name.text, name.language, str(name.kind))
            wanted.add(key)
            row = present.get(key)
            if row is None:
                new.append(
                    PlaceName(
                        place=place,
                        text=name.text,
                        language=name.language,
                        kind=name.kind,
                        folded=folded[name.text],
                        valid_from=name.valid_from,
                        valid_to=name.valid_to,
                    )
                )
                touched.add(entry.slug)
            elif (row.valid_from, row.valid_to) != (name.valid_from, name.valid_to):
                row.valid_from, row.valid_to = name.valid_from, name.valid_to
                altered.append(row)
                touched.add(entry.slug)
    stale = [row for key, row in present.items() if key not in wanted and row.kind == NameKind.CURRENT]
    touched |= {slug_of[row.place_id] for row in stale}
    PlaceName.objects.filter(pk__in=[row.pk for row in stale]).delete()
    PlaceName.objects.bulk_create(new)
    PlaceName.objects.bulk_update(altered, ["valid_from", "valid_to"])
    return touched


def _write_codes(entries: Sequence[PlaceEntry], known: Mapping[str, Place]) -> set[str]:
    touched: set[str] = set()
    present = {
        (code.place_id, code.scheme, code.code): code
        for code in PlaceCode.objects.filter(place__in=[known[entry.slug].pk for entry in entries])
    }
    new: list[PlaceCode] = []
    altered: list[PlaceCode] = []
    for entry in entries:
        place = known[entry.slug]
        for code in entry.codes:
            row = present.get((place.pk, code.scheme, code.code))
            if row is None:
                new.append(
                    PlaceCode(
                        place=place,
                        scheme=code.scheme,
                        code=code.code,
                        is_main=code.is_main,
                        valid_from=code.valid_from,
                    )
                )
                touched.add(entry.slug)
            elif (row.is_main, row.valid_from) != (code.is_main, code.valid_from):
                row.is_main, row.valid_from = code.is_main, code.valid_from
                altered.append(row)
                touched.add(entry.slug)
    PlaceCode.objects.bulk_create(new)
    PlaceCode.objects.bulk_update(altered, ["is_main", "valid_from"])
    return touched


def _line(entry: PlaceEntry) -> list[Any]:
    names: Iterable[list[Any]] = ([name.kind, name.language, name.text] for name in entry.names)
    return [entry.slug, entry.parent, dict(entry.fields), list(names), [code.code for code in entry.codes]]
