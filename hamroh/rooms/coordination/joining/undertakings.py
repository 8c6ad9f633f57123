"""Lines that tell of one undertaking: of the same organisation, under one identifier, title, or kind of work."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import QuerySet

from hamroh.kernel.languages.folding import fold_name
from hamroh.kernel.ledger.canonical import digest

from ..models import Line, LineStatus, Round
from ..selectors.lines import Which, standing
from ..selectors.rounds import open_round, published_round

_NOT_CODE = re.compile(r"[^0-9A-Z]+")
MOST_TEXTS = 5


class Identity(NamedTuple):
    """What makes lines one undertaking: the organisation (0: unknown), and the identifier, folded title or, without
    both, thematic area and kind of work. `by` is code, title or work."""

    body: int
    by: str
    text: str

    @property
    def key(self) -> str:
        """As models.Join keeps it."""
        return digest(list(self))


def plain_code(code: str) -> str:
    """An identifier's letters and digits alone, in capitals."""
    return _NOT_CODE.sub("", code.upper())


def identity(body: int | None, code: str, title: str, theme: str, service: str) -> Identity:
    """The undertaking of a line. `body` is its programming partner, else implementing partner, else who reports it."""
    bare, folded = plain_code(code), fold_name(title)
    if bare:
        return Identity(body or 0, "code", bare)
    if folded:
        return Identity(body or 0, "title", folded)
    return Identity(body or 0, "work", f"{theme} {fold_name(service)}")


def identity_of(line: Line) -> Identity:
    """The undertaking of a stored line, whose reporter must be loaded."""
    body = line.programming_id or line.implementing_id or line.reporter.organisation_id
    return identity(body, line.code, line.title, line.theme, line.service)


@dataclass
class Undertaking:
    """What the lines of one undertaking say together. Organisations and places by primary key."""

    identity: Identity
    key: str
    round: int
    codes: Counter[str] = field(default_factory=Counter)
    titles: Counter[str] = field(default_factory=Counter)
    themes: Counter[str] = field(default_factory=Counter)
    services: Counter[str] = field(default_factory=Counter)
    statuses: Counter[str] = field(default_factory=Counter)
    donors: set[int] = field(default_factory=set)
    programming: set[int] = field(default_factory=set)
    implementing: set[int] = field(default_factory=set)
    districts: set[int] = field(default_factory=set)
    regions: set[int] = field(default_factory=set)
    places: set[int] = field(default_factory=set)
    national: bool = False
    first: dt.date | None = None
    last: dt.date | None = None
    open_start: bool = False
    open_end: bool = False
    lines: int = 0
    money: dict[str, Decimal] = field(default_factory=lambda: defaultdict(Decimal))

    @property
    def doers(self) -> set[int]:
        """Who plans or does it."""
        return self.programming | self.implementing or ({self.identity.body} - {0})

    @property
    def sample(self) -> dict[str, Any]:
        """What models.Join keeps, for a page and a letter."""
        return {
            "identity": list(self.identity), "round": self.round, "lines": self.lines,
            "codes": _most(self.codes), "titles": _most(self.titles), "themes": _most(self.themes),
            "services": _most(self.services), "statuses": _most(self.statuses),
            "donors": sorted(self.donors), "programming": sorted(self.programming),
            "implementing": sorted(self.implementing), "places": sorted(self.places), "national": self.national,
            "first": self.first.isoformat() if self.first else None,
            "last": self.last.isoformat() if self.last and not self.open_end else None,
            "money": {currency: str(amount) for currency, amount in sorted(self.money.items())},
        }  # fmt: skip


def _most(counted: Counter[str]) -> list[str]:
    return [text for text, _count in sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_TEXTS] if text]


_READ = (
    "programming_id", "implementing_id", "donor_id", "reporter__organisation_id", "code", "title", "theme", "service",
    "status", "place_id", "region_id", "district_id", "start", "end", "amount", "currency", "counted",
)  # fmt: skip


def rounds_of(country: str, which: Which) -> list[Round]:
    """The rounds whose lines stand now, the newest first: the published one, and for who looks ahead the open one."""
    rounds = [open_round(country)] if which == "latest" else []
    return [one for one in (*rounds, published_round(country)) if one is not None]


def read_undertakings(country: str, which: Which) -> list[Undertaking]:
    """The undertakings of a country. One that is in two rounds is told as the newer one tells it."""
    found: dict[Identity, Undertaking] = {}
    for round_ in rounds_of(country, which):
        for one in gather(lines_of(round_, which), round_.pk):
            found.setdefault(one.identity, one)
    return list(found.values())


def lines_of(round_: Round, which: Which) -> QuerySet[Line]:
    """The lines of a round that somebody works or will work on."""
    return standing(which).filter(reporter__round=round_).exclude(status=LineStatus.CANCELLED).order_by("pk")


def gather(lines: QuerySet[Line], round_id: int) -> Iterator[Undertaking]:
    """The undertakings of some lines, in one pass, no JSON read."""
    found: dict[Identity, Undertaking] = {}
    for row in lines.values_list(*_READ).iterator(chunk_size=5_000):
        programming, implementing, _donor, reporter, code, title, theme, service, *_rest = row
        one = identity(programming or implementing or reporter, code, title, theme, service)
        undertaking = found.get(one)
        if undertaking is None:
            undertaking = found[one] = Undertaking(one, one.key, round_id)
        _take(undertaking, row)
    yield from found.values()


def _take(one: Undertaking, row: tuple[Any, ...]) -> None:
    (programming, implementing, donor, _reporter, code, title, theme, service, status, place, region, district,
     start, end, amount, currency, counted) = row  # fmt: skip
    one.lines += 1
    for counter, text in ((one.codes, code), (one.titles, title), (one.themes, theme), (one.services, service),
                          (one.statuses, status)):  # fmt: skip
        if text:
            counter[text] += 1
    for bodies, body in ((one.programming, programming), (one.implementing, implementing), (one.donors, donor)):
        if body is not None:
            bodies.add(body)
    for places, at in ((one.places, place), (one.regions, region), (one.districts, district)):
        if at is not None:
            places.add(at)
    one.national |= region is None and district is None
    one.first = min((day for day in (one.first, start) if day is not None), default=None)
    one.last = max((day for day in (one.last, end) if day is not None), default=None)
    one.open_start |= start is None
    one.open_end |= end is None
    if counted and amount is not None:
        one.money[currency] += amount


def lines_alike(lines: QuerySet[Line], wanted: Iterable[Identity]) -> dict[Identity, list[int]]:
    """The lines of some undertakings, by primary key, out of `lines`."""
    identities = set(wanted)
    found: dict[Identity, list[int]] = {one: [] for one in identities}
    columns = (
        "pk",
        "programming_id",
        "implementing_id",
        "reporter__organisation_id",
        "code",
        "title",
        "theme",
        "service",
    )
    for pk, programming, implementing, reporter, *said in lines.values_list(*columns).iterator(chunk_size=5_000):
        one = identity(programming or implementing or reporter, *said)
        if one in identities:
            found[one].append(pk)
    return found
