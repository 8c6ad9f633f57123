"""A country learnt from the codes and names of a file, until its own list of places is loaded.

It makes a country usable at once in which nobody has loaded P-codes yet. What is learnt is provisional: centres are
means of the positions met, and a P-code list that is loaded later brings the same places up to date by their codes.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.text import slugify

from hamroh.kernel.ledger.actors import Actor
from hamroh.kernel.people.decisions import require

from ..models import CodeScheme, NameKind, Place, PlaceCode
from .listing import CodeEntry, NameEntry, PlaceEntry, PlaceLoad, store
from .pcodes import KIND_OF_LEVEL, country_entry

_LONGEST_NAME = 120
_DEEPEST = 3


@dataclass(frozen=True)
class LearntPlace:
    """One place as a line of a file has it: `names` and `codes` of levels 1 to 3 ("" where nothing is said).

    `lat`, `lon` in degrees of WGS84, of the deepest level that has a code.
    """

    names: tuple[str, str, str]
    codes: tuple[str, str, str]
    lat: float | None = None
    lon: float | None = None


def learn_places(
    *, actor: Actor, country: str, entries: Iterable[LearntPlace], event: str, language: str = "en"
) -> PlaceLoad:
    """Create the places of `country` (ISO 3166-1 alpha-3) that `entries` have codes for and we do not know.

    Where a file gives the code of the deepest level alone, those above are its beginning (ET060207: ET0602, ET06), as
    OCHA makes P-codes. Places that stand stay as they are. One ledger entry, of type `event`; nothing new, nothing
    written. Raises Refused; BadPcodeList for a country code that does not exist.
    """
    require(actor, "places.load")
    known = dict(
        PlaceCode.objects.filter(place__country=country, scheme=CodeScheme.PCODE).values_list("code", "place__slug")
    )
    met = _meet(entries, known)
    new = [code for code in sorted(met, key=lambda code: (met[code].level, code)) if code not in known]
    if not new:
        return PlaceLoad(country, unchanged=len(met))
    top = Place.objects.filter(country=country, level=0).first()
    made = [] if top is not None else [country_entry(country)]
    top_slug = top.slug if top is not None else made[0].slug
    slugs = dict(known)
    for code in new:
        slugs[code] = slugify(code)
        above = met[code].parent
        made.append(_entry(code, met[code], slugs.get(above, top_slug) if above else top_slug, language))
    return store(country=country, entries=made, event=event, actor=actor)


class _Met:
    """What all lines together say of one code."""

    def __init__(self, level: int) -> None:
        self.level = level
        self.parents: Counter[str] = Counter()
        self.names: Counter[str] = Counter()
        self.positions: list[tuple[float, float]] = []

    @property
    def parent(self) -> str:
        """The code above, as most lines have it."""
        return self.parents.most_common(1)[0][0] if self.parents else ""

    @property
    def centre(self) -> tuple[float | None, float | None]:
        """The mean of the positions met: longitude, latitude."""
        if not self.positions:
            return None, None
        lons, lats = zip(*sorted(set(self.positions)), strict=True)
        return round(sum(lons) / len(lons), 6), round(sum(lats) / len(lats), 6)


def _meet(entries: Iterable[LearntPlace], known: Collection[str]) -> dict[str, _Met]:
    listed = list(dict.fromkeys(entries))
    lengths = _lengths(listed)
    met: dict[str, _Met] = {}
    for entry in listed:
        codes = _with_those_above(entry.codes, lengths, known)
        deepest = max((level for level in range(1, _DEEPEST + 1) if codes[level - 1]), default=0)
        for level in range(1, deepest + 1):
            code = codes[level - 1]
            if not code:
                continue
            one = met.setdefault(code, _Met(level))
            if name := " ".join(entry.names[level - 1].split())[:_LONGEST_NAME]:
                one.names[name] += 1
            if above := next((codes[up - 1] for up in range(level - 1, 0, -1) if codes[up - 1]), ""):
                one.parents[above] += 1
            if entry.lat is not None and entry.lon is not None:
                one.positions.append((entry.lon, entry.lat))
    return met


def _lengths(entries: Sequence[LearntPlace]) -> Mapping[int, int]:
    """How long codes of each level are: as the file has them, else two letters and two digits for each level."""
    found: dict[int, Counter[int]] = defaultdict(Counter)
    for entry in entries:
        for level, code in enumerate(entry.codes, start=1):
            if code:
                found[level][len(code)] += 1
    known = {level: lengths.most_common(1)[0][0] for level, lengths in found.items()}
    return {level: known.get(level, 2 + 2 * level) for level in range(1, _DEEPEST + 1)}


def _with_those_above(codes: Sequence[str], lengths: Mapping[int, int], known: Collection[str]) -> tuple[str, ...]:
    filled = [code.strip().upper() for code in codes]
    deepest = max((index for index, code in enumerate(filled) if code), default=-1)
    if filled[deepest] in known:
        return tuple(filled)  # what is above it we know better
    for index in range(deepest):
        length = lengths[index + 1]
        if not filled[index] and len(filled[deepest]) > length:
            filled[index] = filled[deepest][:length]
    return tuple(filled)


def _entry(code: str, met: _Met, parent: str, language: str) -> PlaceEntry:
    name = met.names.most_common(1)[0][0] if met.names else code
    others = [text for text in met.names if text != name]
    lon, lat = met.centre
    return PlaceEntry(
        slug=slugify(code),
        parent=parent,
        fields={
            "level": met.level,
            "kind": KIND_OF_LEVEL[met.level],
            "pcode": code,
            "names": {language: name},
            "lon": lon,
            "lat": lat,
            "centre_is_estimate": True,
        },
        names=(
            NameEntry(name, language, NameKind.CURRENT),
            *(NameEntry(text, language, NameKind.ALIAS) for text in others),
        ),
        codes=(CodeEntry(CodeScheme.PCODE, code),),
    )
