"""Which place a line means: by P-code at any level, else by names within each other, else by its position.

Everything that is known of the country is read once for a file; lines of one place share its answer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from hamroh.kernel.intake.protocol import IncomingFault
from hamroh.kernel.places.models import CodeScheme, NameKind, Place, PlaceCode, PlaceName
from hamroh.kernel.places.selectors.locating import district_at
from hamroh.kernel.places.spelling import SIMILAR_ENOUGH, similarity, without_kind

from .faults import own_fault
from .folding import folded as fold_word

LEVELS = ("adm1", "adm2", "adm3")
# Codes from the deepest; `pcode` may be of any level.
CODES = ("pcode", "adm3_code", "adm2_code", "adm1_code")
_CODE_LEVEL = {"adm1_code": 1, "adm2_code": 2, "adm3_code": 3}
# A name is more probably that of something near; beyond three nobody reads on.
_NEAR = 3
_RANK = {NameKind.CURRENT: 0, NameKind.OFFICIAL: 0, NameKind.ALIAS: 1, NameKind.FORMER: 2}


@dataclass(frozen=True)
class Asked:
    """What a line says of its place. Texts as written, "" where nothing is; `lat`, `lon` in degrees."""

    names: tuple[str, str, str] = ("", "", "")
    place: str = ""
    codes: tuple[str, str, str, str] = ("", "", "", "")
    lat: float | None = None
    lon: float | None = None

    @property
    def empty(self) -> bool:
        """Whether the line says nothing of a place."""
        return not (any(self.names) or self.place or any(self.codes) or (self.lat is not None and self.lon is not None))


@dataclass(frozen=True)
class Told:
    """Something to say about the cell of one field."""

    field: str
    code: str
    parameters: Mapping[str, str]

    def fault(self, locator: str) -> IncomingFault:
        """At its cell."""
        return own_fault(self.code, locator, **self.parameters)


@dataclass(frozen=True)
class Found:
    """The place that a line is kept under, with what is above it; `known` is False when less was found than said."""

    place: int | None = None
    region: int | None = None
    district: int | None = None
    told: tuple[Told, ...] = ()
    known: bool = True


@dataclass
class Gazetteer:
    """The places of one country, by code and by folded name."""

    country: str
    places: dict[int, Place] = field(default_factory=dict)
    by_code: dict[str, tuple[int, bool]] = field(default_factory=dict)  # code → (place, whether it is a former one)
    by_name: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))  # form → place → rank of name
    names_of: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    _answers: dict[Asked, Found] = field(default_factory=dict)
    _near: dict[tuple[str, int], str] = field(default_factory=dict)

    @classmethod
    def load(cls, country: str) -> Gazetteer:
        """Read all of the country: three queries."""
        found = cls(country, {place.pk: place for place in Place.objects.filter(country=country)})
        codes = PlaceCode.objects.filter(place__country=country, scheme=CodeScheme.PCODE)
        for code, place, ended in codes.order_by("is_main").values_list("code", "place_id", "valid_to"):
            gone = ended is not None or found.places[place].valid_to is not None
            if not gone or code.upper() not in found.by_code:
                found.by_code[code.upper()] = (place, gone)
        names = PlaceName.objects.filter(place__country=country).values_list("folded", "place_id", "kind")
        for folded, place, kind in names:
            for form in {folded, without_kind(folded)}:
                known = found.by_name[form]
                known[place] = min(_RANK[NameKind(kind)], known.get(place, len(_RANK)))
                found.names_of[place].add(form)
        return found

    def find(self, asked: Asked) -> Found:
        """The answer for what a line says; the same object for the same question."""
        answer = self._answers.get(asked)
        if answer is None:
            answer = self._answers[asked] = _Search(self, asked).run()
        return answer

    def above(self, pk: int) -> Iterator[Place]:
        """The place and all above it, from below."""
        place: Place | None = self.places[pk]
        while place is not None:
            yield place
            place = self.places.get(place.parent_id) if place.parent_id else None

    def kept(self, pk: int | None, told: tuple[Told, ...], known: bool) -> Found:
        """The answer for a place, with its region and district."""
        levels = {place.level: place.pk for place in self.above(pk)} if pk is not None else {}
        return Found(pk, levels.get(1), levels.get(2), told, known)

    def today(self, pk: int) -> int:
        """The place that stands where an ended one was: of the same name beside it, else what is above it."""
        place = self.places[pk]
        if place.valid_to is None:
            return pk
        beside = (
            other
            for form in self.names_of[pk]
            for other in self.by_name[form]
            if self.places[other].valid_to is None and self.places[other].parent_id == place.parent_id
        )
        found = next(beside, None)
        return found if found is not None else (place.parent_id or pk)

    def near(self, text: str, level: int) -> str:
        """Names of this level that sound alike, for a person to choose from; "" when none does."""
        key = (text, level)
        if key not in self._near:
            scored = []
            for pk, place in self.places.items():
                if place.level == level and place.valid_to is None:
                    score = max((similarity(text, form) for form in self.names_of[pk]), default=0.0)
                    if score >= SIMILAR_ENOUGH - 0.1:
                        scored.append((score, place.name))
            self._near[key] = ", ".join(name for _score, name in sorted(scored, reverse=True)[:_NEAR])
        return self._near[key]


@dataclass
class _Search:
    """One question: what is found so far, and what is to be told."""

    gazetteer: Gazetteer
    asked: Asked
    told: list[Told] = field(default_factory=list)
    known: bool = True

    def run(self) -> Found:
        by_code, unknown_code = self._by_code()
        if by_code is not None:
            self._compare_names(by_code)
            return self.gazetteer.kept(by_code, tuple(self.told), True)
        by_name = self._by_names()
        if unknown_code is not None:
            where, code = unknown_code
            self._say(where, "4w.unknown-pcode", value=code, kept=self._name(by_name))
            self.known = self.known and by_name is not None
        if (by_name is None or not self.known) and (position := self._by_position(by_name)) is not None:
            self.told = [one for one in self.told if not one.code.startswith("4w.unknown-place")]
            by_name, self.known = position, True
            self._say("lat", "4w.place-by-position", kept=self._name(position))
        return self.gazetteer.kept(by_name, tuple(self.told), self.known)

    def _say(self, where: str, code: str, **parameters: str) -> None:
        self.told.append(Told(where, code, parameters))

    def _name(self, pk: int | None) -> str:
        return self.gazetteer.places[pk].name if pk is not None else self.gazetteer.country

    def _by_code(self) -> tuple[int | None, tuple[str, str] | None]:
        """The place of the deepest code that is known, and the deepest that is not."""
        unknown = None
        for where, code in zip(CODES, self.asked.codes, strict=True):
            if not code:
                continue
            known = self.gazetteer.by_code.get(code.upper())
            if known is None:
                unknown = unknown or (where, code)
                continue
            pk, gone = known
            today = self.gazetteer.today(pk)
            if gone:
                self._say(where, "4w.former-pcode", value=code, kept=self._name(today))
            if unknown is not None:
                deeper = self._by_names_below(today)
                self.known = deeper is not None
                self._say(*unknown[:1], "4w.unknown-pcode", value=unknown[1], kept=self._name(deeper or today))
                return deeper or today, None
            return today, None
        return None, unknown

    def _by_names_below(self, pk: int) -> int | None:
        """A place below `pk` that a name of the line has, when exactly one has it."""
        for text in reversed((*self.asked.names, self.asked.place)):
            below = [
                one for one in self._called(text) if one != pk and pk in {up.pk for up in self.gazetteer.above(one)}
            ]
            if len(below) == 1:
                return below[0]
        return None

    def _called(self, text: str) -> dict[int, int]:
        """Places of the name, with its rank: a name of today goes before one that another place had."""
        folded = fold_word(text) if text else ""
        if not folded:
            return {}
        by_name, places = self.gazetteer.by_name, self.gazetteer.places
        found = by_name.get(folded) or by_name.get(without_kind(folded)) or {}
        return {pk: rank for pk, rank in found.items() if places[pk].valid_to is None}

    def _compare_names(self, pk: int) -> None:
        """A name that is another place's than the code's is told; another spelling is not."""
        chain = {place.level: place.pk for place in self.gazetteer.above(pk)}
        for level, (where, text) in enumerate(zip(LEVELS, self.asked.names, strict=True), start=1):
            coded = chain.get(level)
            named = [one for one in self._called(text) if self.gazetteer.places[one].level == level]
            if coded is not None and named and coded not in named:
                self._say(where, "4w.place-conflict", value=text, named=self._name(named[0]), coded=self._name(coded))

    def _by_names(self) -> int | None:
        """Down from the region, each name within what was found above it; any that is not known is told."""
        inside: int | None = None
        for level, where, text in self._levels():
            if not text:
                continue
            fitting = self._fitting(text, level, inside)
            if len(fitting) == 1:
                inside = fitting[0]
                self.known = True
            elif fitting:
                self.known = False
                self._say(where, "4w.place-ambiguous", value=text, kept=self._name(inside))
            else:
                self.known = False
                near = self.gazetteer.near(text, min(level, 3))
                code = "4w.unknown-place-near" if near else "4w.unknown-place"
                self._say(where, code, value=text, kept=self._name(inside), **({"near": near} if near else {}))
        return inside

    def _levels(self) -> Iterator[tuple[int, str, str]]:
        yield from ((level, where, text) for level, (where, text) in
                    enumerate(zip(LEVELS, self.asked.names, strict=True), start=1))  # fmt: skip
        # A settlement: only asked when nothing says the district.
        if self.asked.place and not any(self.asked.names[1:]):
            yield 4, "place", self.asked.place

    def _fitting(self, text: str, level: int, inside: int | None) -> list[int]:
        """Places of the name: within `inside`; of the level that was said first, else of any below the country."""
        places = self.gazetteer.places
        called = self._called(text)
        found = [pk for pk in called if places[pk].level > 0]
        if inside is not None:
            # The place itself counts: a city that is a region of its own is written at both levels.
            found = [pk for pk in found if inside in {up.pk for up in self.gazetteer.above(pk)}]
        wanted = level if any(places[pk].level == level for pk in found) else max(
            (places[pk].level for pk in found), default=0)  # fmt: skip
        of_level = [pk for pk in found if places[pk].level == wanted]
        best = min((called[pk] for pk in of_level), default=0)
        return [pk for pk in of_level if called[pk] == best]

    def _by_position(self, by_name: int | None) -> int | None:
        lat, lon = self.asked.lat, self.asked.lon
        if lat is None or lon is None:
            return None
        located = district_at(lon, lat, country=self.gazetteer.country)
        if located is None:
            return None
        pk = located.place.pk
        # A position in another region than the one that is named is no help.
        fits = by_name is None or by_name in {place.pk for place in self.gazetteer.above(pk)}
        return pk if fits and pk in self.gazetteer.places and pk != by_name else None
