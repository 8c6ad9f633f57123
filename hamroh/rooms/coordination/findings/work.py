"""Who works on what, where and when in the period of a round: from the lines of its reports and from activities."""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db.models import Q, QuerySet

from hamroh.commons.activities.models import Activity, ActivityPlace, OrganisationRole, Participation, State, Status
from hamroh.kernel.languages.folding import fold_name
from hamroh.kernel.places.models import Level

from ..codes.services import SERVICES
from ..codes.themes import MIGRATION
from ..models import Line, LineStatus, LineVisibility, Round
from ..selectors.lines import Which, counted, standing
from ..selectors.rounds import SHOWN
from ..selectors.scope import PLACE_KEYS, Position, positions

# What is going on or will be; a line that does not say how far it is counts as going on.
AT_WORK = (LineStatus.PLANNED.value, LineStatus.ONGOING.value, "")
_ACTIVE = (Status.PIPELINE.value, Status.IMPLEMENTATION.value)
NATIONAL = 0
_OPENNESS = {LineVisibility.PUBLIC.value: 0, LineVisibility.PARTNERS.value: 1, LineVisibility.OWN.value: 2}


class Work(NamedTuple):
    """One organisation's part in one line or activity. `leads`: it answers for it. `region`, `district` 0: the whole.

    `first`, `last` None: not said. `seen` is who may see it (LineVisibility).
    """

    body: int
    leads: bool
    theme: str
    service: str
    region: int
    district: int
    first: dt.date | None
    last: dt.date | None
    seen: str
    targeted: int | None
    source: tuple[str, int]

    @property
    def only_reported(self) -> bool:
        """Whether its days are those of one month: it was at work then, and nothing says for how long."""
        first, last = self.first, self.last
        if first is None or last is None or (first.year, first.month, first.day) != (last.year, last.month, 1):
            return False
        return last.day == monthrange(last.year, last.month)[1]

    @property
    def until(self) -> dt.date | None:
        """Its last day, where that is known."""
        return None if self.only_reported else self.last


@dataclass
class Bodies:
    """Organisations at work somewhere, and who may know of each (the widest circle of its lines)."""

    seen: dict[int, str] = field(default_factory=dict)

    def take(self, body: int, seen: str) -> None:
        """One more line or activity of a body."""
        known = self.seen.get(body)
        if known is None or _OPENNESS[seen] < _OPENNESS[known]:
            self.seen[body] = seen

    def __len__(self) -> int:
        return len(self.seen)

    def join(self, other: Bodies) -> Bodies:
        """Those of both."""
        both = Bodies(dict(self.seen))
        for body, seen in other.seen.items():
            both.take(body, seen)
        return both


@dataclass
class Picture:
    """All work of a country in a period, by theme and place; `later` is announced to begin after it."""

    start: dt.date
    end: dt.date
    scheme: str
    now: list[Work] = field(default_factory=list)
    later: list[Work] = field(default_factory=list)
    # Thematic area → lines whose place nobody recognised.
    unplaced: dict[str, int] = field(default_factory=dict)
    _index: dict[tuple[str, int, int], list[Work]] = field(default_factory=lambda: defaultdict(list))

    def index(self) -> None:
        """To be called once when all work is taken."""
        for one in self.now:
            self._index[one.theme, one.region, one.district].append(one)
            if one.district:
                self._index[one.theme, one.region, -1].append(one)

    def at(self, theme: str, level: int, region: int, district: int) -> list[Work]:
        """Work that reaches a place: a district has that of its region as a whole, a region that of its districts.

        Work for the whole country is not in it, unless the country itself is asked about.
        """
        if level == Level.COUNTRY:
            return [
                one for (key, _region, part), some in self._index.items() if key == theme and part != -1 for one in some
            ]
        whole = self._index.get((theme, region, 0), [])
        return whole + self._index.get((theme, region, district if level == Level.DISTRICT else -1), [])

    def national(self, theme: str) -> list[Work]:
        """Work for the whole country."""
        return self._index.get((theme, NATIONAL, 0), [])

    def announced(self, theme: str, level: int, region: int, district: int) -> list[Work]:
        """What is said to begin later at a place, or in the whole country."""
        return [one for one in self.later if one.theme == theme and _reaches(one, level, region, district)]


def _reaches(work: Work, level: int, region: int, district: int) -> bool:
    if level == Level.COUNTRY or work.region == NATIONAL:
        return True
    if work.region != region:
        return False
    return level == Level.REGION or work.district in (0, district)


def bodies_in(works: Iterable[Work]) -> Bodies:
    """The organisations of some work."""
    found = Bodies()
    for one in works:
        found.take(one.body, one.seen)
    return found


def read_work(
    country: str, round_: Round | None, *, which: Which, start: dt.date, end: dt.date, scheme: str
) -> Picture:
    """The picture of a period: the lines of a round's reports, and activities where the country counts by our areas."""
    picture = Picture(start, end, scheme)
    if round_ is not None:
        _take_lines(picture, lines_of(round_, which), published=round_.stage in SHOWN and which == "published")
    if scheme == MIGRATION.key:
        joined = lines_of(round_, which).exclude(activity=None).values_list("activity", flat=True) if round_ else ()
        _take_activities(picture, country, {pk for pk in joined if pk is not None})
    picture.index()
    return picture


def lines_of(round_: Round, which: Which) -> QuerySet[Line]:
    """The distinct lines of a round that are work: not completed, not stopped."""
    return counted(standing(which)).filter(reporter__round=round_, status__in=AT_WORK).order_by()


def _take_lines(picture: Picture, lines: QuerySet[Line], *, published: bool) -> None:
    lost = lines.filter(place=None, raw__has_any_keys=PLACE_KEYS)
    unplaced = set()
    for pk, theme in lost.values_list("pk", "theme"):
        unplaced.add(pk)
        picture.unplaced[theme] = picture.unplaced.get(theme, 0) + 1
    rows = lines.values_list(
        "pk", "theme", "service", "region_id", "district_id", "start", "end", "visibility", "targeted",
        "programming_id", "implementing_id", "reporter__organisation_id",
    )  # fmt: skip
    for pk, theme, service, region, district, first, last, seen, targeted, programming, implementing, reporter in rows:
        if pk in unplaced:
            continue
        kind = kind_of(service)
        lead = programming or implementing or reporter
        for body in {body for body in (programming, implementing) if body} or ({reporter} - {None}):
            work = Work(
                body, body == lead, theme, kind, region or NATIONAL, district or 0, first, last,
                seen if published else LineVisibility.OWN.value, targeted, ("line", pk),
            )  # fmt: skip
            _place_in_time(picture, work)


def kind_of(service: str) -> str:
    """The key under which kinds of work are compared: our code, else the folded words."""
    return service if service in SERVICES else fold_name(service)


def _place_in_time(picture: Picture, work: Work) -> None:
    if work.last is not None and work.last < picture.start:
        return
    (picture.later if work.first is not None and work.first > picture.end else picture.now).append(work)


def _take_activities(picture: Picture, country: str, joined: set[int]) -> None:
    found = Activity.objects.filter(state=State.PUBLISHED, activity_status__in=_ACTIVE).exclude(theme="")
    found = found.filter(Q(end=None) | Q(end__gte=picture.start)).order_by()
    facts = {
        row[0]: row
        for row in found.values_list("pk", "theme", "start", "end", "visibility", "reporting_organisation_id")
    }
    doers: dict[int, set[int]] = {pk: {row[5]} for pk, row in facts.items()}
    for activity, body in _implementing(found):
        doers[activity].add(body)
    at = positions(country)
    for activity, position in _places(found, country, at):
        pk, theme, first, last, seen, reporter = facts[activity]
        for body in doers[pk]:
            # Of an undertaking that a 4W tells too, the lines say who answers for it and where.
            leads = body == reporter and pk not in joined
            work = Work(
                body, leads, theme, "", position.region, position.district, first, last, seen, None, ("activity", pk)
            )
            _place_in_time(picture, work)


def _implementing(found: QuerySet[Activity]) -> Iterator[tuple[int, int]]:
    parts = Participation.objects.filter(
        activity__in=found.values("pk"), role=OrganisationRole.IMPLEMENTING, organisation__isnull=False
    )
    yield from parts.order_by().values_list("activity_id", "organisation_id").iterator()  # type: ignore[misc]


def _places(found: QuerySet[Activity], country: str, at: dict[int, Position]) -> Iterator[tuple[int, Position]]:
    rows = ActivityPlace.objects.filter(activity__in=found.values("pk"), place__country=country).order_by()
    seen: set[tuple[int, Position]] = set()
    for activity, place in rows.values_list("activity_id", "place_id").iterator():
        key = (activity, at[place])
        if key not in seen:
            seen.add(key)
            yield key
