"""Which row of a file is which line that stands: by its identifier, by what it says, by who does what where.

A standing line that says exactly what a row says takes that row before any other can: so a file that is sorted anew, or
sent again, changes nothing, and of lines that share everything but their status each keeps its own key.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import msgspec

from ..codes.lists import MEASURES
from ..models import Line
from ..values import LineValues, values_of
from .folding import folded as fold_word
from .placing import CODES, LEVELS, Asked, Gazetteer
from .records import ROLES, content_key
from .understanding import Draft
from .words import read_degree

_KEY_DIGITS = 24
# A row of which one cell was edited differs in one field, of people in two: the part and the total.
_MOST_EDITED = 2
# Of a thousand lines that share everything that says which line it is, not each is compared with each.
_MOST_COMPARED = 40
# So many rows that each may be several lines are weighed against each other; of more, each takes its likest in turn.
_MOST_WEIGHED = 400
_COMPARED = tuple(name for name in LineValues.__struct_fields__ if name not in ("raw", "region", "district"))
_PLACE_KEYS = (*LEVELS, "place", *CODES)
# Value → the words that it was made from: while the value stays, another spelling of our own labels changes nothing.
_GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    *((role, (role, f"{role}_acronym")) for role in ROLES),
    ("theme", ("theme", "theme_code")),
    ("service", ("service",)),
    ("status", ("status",)),
    ("start", ("start",)),
    ("end", ("end",)),
)


@dataclass
class StandingLine:
    """A line of the reporter's last report."""

    key: str
    values: LineValues
    digest: str
    sheet: str
    row: int | None

    @classmethod
    def of(cls, line: Line) -> StandingLine:
        """From the stored row."""
        return cls(line.key, values_of(line), line.digest, line.sheet, line.row)


@dataclass
class Assigned:
    """A row with the key of its line, and the line that stands under it (None: it is new)."""

    draft: Draft
    key: str = ""
    standing: StandingLine | None = None


@dataclass
class Matcher:
    """Gives each row of a file its key. `standing` is used up; what is left of it the file does not hold."""

    standing: dict[str, StandingLine]
    places: Gazetteer
    earlier: Mapping[str, StandingLine] = field(default_factory=dict)  # lines of earlier rounds that rows name by key
    copied: list[tuple[Draft, Draft]] = field(default_factory=list)

    def assign(self, drafts: Sequence[Draft]) -> list[Assigned]:
        """One answer for each row, in order."""
        reserved = set(self.standing)
        rows = [Assigned(draft) for draft in drafts]
        self._by_identifier(rows)
        self._by(rows, lambda draft: content_key(draft.values, draft.bodies), lambda line: content_key(line.values))
        self._by(rows, self._identity, self._standing_identity)
        self._nearly(rows)
        self._name_new(rows, reserved)
        return rows

    # Steps

    def _by_identifier(self, rows: Iterable[Assigned]) -> None:
        first: dict[str, Draft] = {}
        for one in rows:
            identifier = one.draft.raw.row_id
            if not identifier:
                continue
            if identifier in first:
                self.copied.append((one.draft, first[identifier]))
                continue
            first[identifier] = one.draft
            known = self.standing.get(identifier) or self.earlier.get(identifier)
            if known is not None and one.draft.raw.layout.own:
                carry(one.draft, known.values, self.places)
            if identifier in self.standing:
                one.key, one.standing = identifier, self.standing.pop(identifier)
            elif identifier in self.earlier:
                one.key = identifier

    def _by(
        self,
        rows: Iterable[Assigned],
        of_draft: Callable[[Draft], Hashable],
        of_line: Callable[[StandingLine], Hashable],
    ) -> None:
        waiting: dict[Hashable, list[StandingLine]] = defaultdict(list)
        for line in self.standing.values():
            waiting[of_line(line)].append(line)
        for one in rows:
            if not one.key and (candidates := waiting.get(of_draft(one.draft))):
                best = self._likest(one, candidates)
                candidates.remove(best)
                self._take(one, best)

    def _take(self, one: Assigned, line: StandingLine) -> None:
        one.key, one.standing = line.key, line
        del self.standing[line.key]

    def _nearly(self, rows: Sequence[Assigned]) -> None:
        """An edited cell of those that say which line it is: the rest agrees, or the row stands where the line did."""
        open_rows = [one for one in rows if not one.key]
        if not open_rows or not self.standing:
            return
        waiting: dict[Hashable, list[StandingLine]] = defaultdict(list)
        for line in self.standing.values():
            for without in _each_dropped(self._standing_identity(line)):
                waiting[without].append(line)
        candidates = [(one, self._candidates(one, waiting)) for one in open_rows]
        self._settle([(one, lines) for one, lines in candidates if lines])

    def _candidates(self, one: Assigned, waiting: Mapping[Hashable, Sequence[StandingLine]]) -> list[StandingLine]:
        found = {
            line.key: line
            for without in _each_dropped(self._identity(one.draft))
            for line in waiting.get(without, ())[:_MOST_COMPARED]
            if _same_row(one, line) or _differing(one, line) <= _MOST_EDITED
        }
        return list(found.values())

    def _settle(self, waiting: list[tuple[Assigned, list[StandingLine]]]) -> None:
        """Rows that can be one line alone come first: the line that is left for another row is then the right one."""
        while waiting:
            left: list[tuple[Assigned, list[StandingLine]]] = []
            settled = False
            for one, lines in waiting:
                alive = [line for line in lines if line.key in self.standing]
                if len(alive) == 1:
                    self._take(one, alive[0])
                    settled = True
                elif alive:
                    left.append((one, alive))
            if left and not settled:
                one, alive = left.pop(0)
                self._take(one, self._likest(one, alive))
                if len(left) > _MOST_WEIGHED:
                    self._in_order(left)
                    return
            waiting = left

    def _in_order(self, waiting: Iterable[tuple[Assigned, list[StandingLine]]]) -> None:
        for one, lines in waiting:
            alive = [line for line in lines if line.key in self.standing]
            if alive:
                self._take(one, self._likest(one, alive))

    def _likest(self, one: Assigned, lines: Sequence[StandingLine]) -> StandingLine:
        """The line that differs least from the row; among equals the one that stood in its row, or nearest to it."""
        if len(lines) == 1:
            return lines[0]
        near = lines[:_MOST_COMPARED]
        return min(near, key=lambda line: (_differing(one, line), not _same_row(one, line), abs(_distance(one, line))))

    def _name_new(self, rows: Iterable[Assigned], reserved: set[str]) -> None:
        used = reserved | {one.key for one in rows if one.key}
        numbers: dict[str, int] = defaultdict(int)
        for one in rows:
            if one.key:
                continue
            stem = hashlib.sha256("\x1f".join(one.draft.words).encode()).hexdigest()[:_KEY_DIGITS]
            while not one.key or one.key in used:
                numbers[stem] += 1
                one.key = f"{stem}-{numbers[stem]}"
            used.add(one.key)

    # What says which line it is

    def _identity(self, draft: Draft) -> tuple[Hashable, ...]:
        values = draft.values
        bodies = {role: body.names[0][1] for role, body in draft.bodies.items() if body.id is None}
        return _identity(values, bodies, (draft.placed.place, *_unknown_words(values, draft.placed.known)))

    def _standing_identity(self, line: StandingLine) -> tuple[Hashable, ...]:
        known = self.places.find(asked_of(line.values)).known
        return _identity(line.values, {}, (line.values.place, *_unknown_words(line.values, known)))


def _identity(values: LineValues, new: Mapping[str, str], where: tuple[Hashable, ...]) -> tuple[Hashable, ...]:
    bodies = (getattr(values, role) or fold_word(new.get(role, "") or values.raw.get(role, "")) for role in ROLES)
    theme = values.theme or fold_word(values.raw.get("theme", "") or values.raw.get("theme_code", ""))
    month = fold_word(values.raw.get("month", ""))
    return (*bodies, theme, values.service, fold_word(values.title), fold_word(values.code), where, month)


def _unknown_words(values: LineValues, known: bool) -> tuple[str, ...]:
    return () if known else tuple(fold_word(values.raw.get(key, "")) for key in _PLACE_KEYS)


def asked_of(values: LineValues) -> Asked:
    """What a stored line said of its place."""
    raw = values.raw
    lat, lon = (read_degree(raw[key], most) if key in raw else None for key, most in (("lat", 90), ("lon", 180)))
    names = (raw.get("adm1", ""), raw.get("adm2", ""), raw.get("adm3", ""))
    codes = (raw.get("pcode", ""), raw.get("adm3_code", ""), raw.get("adm2_code", ""), raw.get("adm1_code", ""))
    return Asked(names, raw.get("place", ""), codes, lat, lon)


def _each_dropped(identity: tuple[Hashable, ...]) -> Iterator[tuple[Hashable, ...]]:
    for index in range(len(identity)):
        yield (index, *identity[:index], *identity[index + 1 :])


def _differing(one: Assigned, line: StandingLine) -> int:
    """In how many fields a row and a line differ."""
    new, old = one.draft.values, line.values
    return sum(getattr(new, name) != getattr(old, name) for name in _COMPARED)


def _same_row(one: Assigned, line: StandingLine) -> bool:
    return (one.draft.raw.layout.sheet, one.draft.raw.number) == (line.sheet, line.row)


def _distance(one: Assigned, line: StandingLine) -> int:
    return one.draft.raw.number - (line.row or 0)


# -- our own workbook --------------------------------------------------------------------------


def carry(draft: Draft, before: LineValues, places: Gazetteer) -> None:
    """Give a row of our workbook what its line said before and the sheet does not show.

    The sheet shows names and labels of today in one language: where they mean what stood, the words of the file from
    which the line came stay. Columns that the sheet has not are not changed by it.
    """
    values, shown = draft.values, draft.raw.layout.letters
    raw = dict(values.raw)
    changes: dict[str, object] = {}
    for name, keys in _GROUPS:
        absent = not any(key in shown for key in keys)
        if absent:
            changes[name] = getattr(before, name)
        if absent or (getattr(values, name) == getattr(before, name) and name not in _new_roles(draft)):
            _take_words(raw, before.raw, keys)
            draft.bodies.pop(name, None)
    if _same_place(values, before, places):
        changes |= {"place": before.place, "region": before.region, "district": before.district}
        _take_words(raw, before.raw, (*_PLACE_KEYS, "lat", "lon"))
        draft.faults[:] = [fault for fault in draft.faults if fault.code != "4w.no-place"]
    if _same_people(values, before):
        changes["people"] = before.people
    _take_words(raw, before.raw, [key for key in ("month", "implementing_type", "sex", "age") if key not in shown])
    for name in ("title", "code", "notes", "visibility", "amount", "currency", *MEASURES):
        if name not in shown:
            changes[name] = getattr(before, name)
    draft.values = msgspec.structs.replace(values, raw=dict(sorted(raw.items())), **changes)


def _new_roles(draft: Draft) -> set[str]:
    return {role for role, body in draft.bodies.items() if body.id is None}


def _take_words(raw: dict[str, str], before: Mapping[str, str], keys: Iterable[str]) -> None:
    for key in keys:
        raw.pop(key, None)
        if key in before:
            raw[key] = before[key]


def _same_place(values: LineValues, before: LineValues, places: Gazetteer) -> bool:
    """The place that stood, or one above it (the sheet shows region and district alone) with no other P-code given."""
    if before.place is None or before.place not in places.places:
        return values.place is None and before.place is None
    if values.place == before.place:
        return True
    chain = {place.pk for place in places.above(before.place)}
    return values.place in chain and "pcode" not in values.raw


def _same_people(values: LineValues, before: LineValues) -> bool:
    """Whether what the sheet shows of people (by sex, and all) is what stood, in finer parts."""
    if (values.targeted, values.reached) != (before.targeted, before.reached):
        return False
    shown = {(measure, sex): number for measure, sex, age, number in values.people if not age}
    return all(
        shown.get((measure, sex), 0) == _of_sex(before, measure, sex) for measure in MEASURES for sex in ("f", "m")
    )


def _of_sex(values: LineValues, measure: str, sex: str) -> int:
    whole = [number for one, of, age, number in values.people if (one, of) == (measure, sex) and not age]
    parts = [number for one, of, age, number in values.people if (one, of) == (measure, sex) and age]
    return whole[0] if whole else sum(parts)
