"""Applying the rules to a picture of work and a table of figures. Reads nothing but what it is given."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from hamroh.kernel.ledger.canonical import digest
from hamroh.kernel.places.models import Level, Place

from .needs import PEOPLE, NeedTable, Rank
from .overlaps import together
from .rules import RULES, Rule
from .silence import Silence
from .work import NATIONAL, Picture, Work, bodies_in

NOBODY_BONUS = 10.0
ENDS_WEIGHT = 40.0
ELSEWHERE_WEIGHT = 20.0
MONTH = 30


@dataclass(frozen=True)
class Ground:
    """Everything that rules are applied to. `places` by primary key; `themes` keys of the round's list."""

    country: str
    places: Mapping[int, Place]
    themes: tuple[str, ...]
    picture: Picture
    needs: NeedTable
    silence: Silence

    def of_level(self, level: int) -> list[Place]:
        """The places of a level, in order."""
        return [place for place in self.places.values() if place.level == level]

    def position(self, place: Place) -> tuple[int, int]:
        """(region, district) of a place, 0 where it is above them."""
        if place.level == Level.DISTRICT:
            return place.parent_id or NATIONAL, place.pk
        return (place.pk, 0) if place.level == Level.REGION else (NATIONAL, 0)

    def working(self, theme: str, place: Place) -> list[Work]:
        """Work on a theme that reaches a place, beside work for the whole country."""
        return self.picture.at(theme, place.level, *self.position(place))


@dataclass(frozen=True)
class Found:
    """A finding before it is kept. `facts` as models.Finding."""

    rule: Rule
    place: Place | None
    weight: float
    facts: dict[str, Any]
    theme: str = ""
    service: str = ""

    @property
    def key(self) -> str:
        """The same when the same rule finds the same place, theme and kind of work again."""
        where = f"{self.place.country}/{self.place.slug}" if self.place else ""
        about = self.service if self.rule.by == "service" else self.theme
        return digest([self.rule.key, where, self.rule.by, about])


def seek(ground: Ground, rules: Iterable[Rule] = RULES) -> list[Found]:
    """What the rules find, the heaviest first."""
    found = [one for rule in rules for one in FINDERS[rule.finder](rule, ground)]
    return sorted(_uncovered(found), key=lambda one: (-one.weight, one.rule.key, one.key))


def _uncovered(found: list[Found]) -> Iterator[Found]:
    """Without those of a lower level that one above them says already."""
    said = {(one.rule.covers, one.theme, one.place.pk) for one in found if one.rule.covers and one.place}
    for one in found:
        if one.place is None or (one.rule.key, one.theme, one.place.parent_id) not in said:
            yield one


# -- need ------------------------------------------------------------------------------------------


def _need(rule: Rule, ground: Ground) -> Iterator[Found]:
    least, most = rule.parameters.get("least_bodies", 0), rule.parameters["most_bodies"]
    for theme in ground.themes:
        for pk in dict.fromkeys(ground.needs.places(theme, rule.level)):
            place = ground.places.get(pk)
            if place is None:
                continue
            ranks = ground.needs.at(theme, rule.level, pk)
            telling = [rank for rank in ranks if shows_need(rule, rank)]
            works = ground.working(theme, place)
            if telling and least <= programmes(works) <= most:
                weight = 100 * (1 - telling[0].share) + (0 if works else NOBODY_BONUS)
                facts = {"figures": [*map(figure, telling), *(figure(one) for one in ranks if one not in telling)]}
                yield Found(rule, place, weight, {**_around(ground, theme, place, works), **facts}, theme)


def programmes(works: list[Work]) -> int:
    """How many organisations answer for some work: partners who carry out one programme together are one."""
    return len({one.body for one in works if one.leads}) or int(bool(works))


def shows_need(rule: Rule, rank: Rank) -> bool:
    """Whether a figure is need by the rule: among the worst, above the country's, or worse than before."""
    if rank.value.need.worse == "higher" and rank.value.value <= 0:
        return False
    share = rule.parameters.get("upper_share")
    if share is not None and rank.of >= rule.parameters.get("least_places", 1) and rank.at <= rank.of * share:
        return True
    return (rule.above_country and rank.above_country) or (rule.rising and rank.value.worsened)


def figure(rank: Rank) -> dict[str, Any]:
    """A figure as a finding keeps it: what it says, how it stands, where it comes from."""
    value = rank.value
    return {
        "indicator": value.need.indicator, "observation": value.observation, "value": value.value,
        "lower": value.lower, "upper": value.upper, "unit": value.unit, "decimals": value.decimals,
        "first": value.first.isoformat(), "last": value.last.isoformat(), "status": value.status,
        "fictional": value.fictional, "worse": value.need.worse,
        "per_head": value.compared if value.per_head else None, "population": value.population,
        "before": value.before, "at": rank.at, "of": rank.of, "country": rank.country,
    }  # fmt: skip


# -- work that ends, places left out ---------------------------------------------------------------


def _ends(rule: Rule, ground: Ground) -> Iterator[Found]:
    latest = ground.picture.end + dt.timedelta(days=rule.parameters["ends_within"])
    there = {(one.theme, one.district) for one in ground.picture.now if one.district}
    for theme, district in sorted(there):
        place = ground.places.get(district)
        if place is None or theme not in ground.themes:
            continue
        works = ground.working(theme, place)
        ends = [one.until for one in works]
        if any(end is None or end > latest for end in ends):
            continue
        if ground.picture.announced(theme, place.level, *ground.position(place)):
            continue
        until = max(end for end in ends if end is not None)
        facts = {**_around(ground, theme, place, works), "until": until.isoformat()}
        yield Found(rule, place, ENDS_WEIGHT + len(bodies_in(works)), facts, theme)


def _elsewhere(rule: Rule, ground: Ground) -> Iterator[Found]:
    regions = ground.of_level(Level.REGION)
    if len(regions) < rule.parameters["least_places"]:
        return
    for theme in ground.themes:
        worked = {place.pk for place in regions if ground.working(theme, place)}
        for place in regions:
            elsewhere = len(worked - {place.pk})
            share = elsewhere / (len(regions) - 1)
            if place.pk in worked or share < rule.parameters["share_elsewhere"] or _has_figure(ground, theme, place):
                continue
            facts = {"elsewhere": elsewhere, "others": len(regions) - 1}
            yield Found(
                rule, place, ELSEWHERE_WEIGHT * share, {**_around(ground, theme, place, []), **facts}, theme
            )  # fmt: skip


def _has_figure(ground: Ground, theme: str, region: Place) -> bool:
    if ground.needs.at(theme, Level.REGION, region.pk):
        return True
    inside = (place.pk for place in ground.of_level(Level.DISTRICT) if place.parent_id == region.pk)
    return any(ground.needs.at(theme, Level.DISTRICT, pk) for pk in inside)


# -- overlaps --------------------------------------------------------------------------------------


def _parallel(rule: Rule, ground: Ground) -> Iterator[Found]:
    horizon = ground.picture.end + dt.timedelta(days=rule.parameters["ahead"])
    groups: dict[tuple[str, int], list[Work]] = defaultdict(list)
    for one in (*ground.picture.now, *ground.picture.later):
        if one.leads and one.service and one.district:
            groups[one.service, one.district].append(one)
    for (service, district), works in sorted(groups.items()):
        place = ground.places.get(district)
        shared = together(
            (_span(one, ground.picture.start, horizon) for one in works), int(rule.parameters["least_bodies"])
        )
        if place is None or shared is None or shared.days < rule.parameters["least_days"]:
            continue
        taking_part = [one for one in works if one.body in shared.who]
        theme = max(sorted({one.theme for one in works}), key=lambda key: sum(one.theme == key for one in works))
        facts = {
            **_around(ground, theme, place, taking_part), "days": shared.days, "most": shared.most,
            "first": dt.date.fromordinal(shared.first).isoformat(),
            "until": dt.date.fromordinal(shared.last).isoformat(),
            "line": min(one.source for one in taking_part)[1],
        }  # fmt: skip
        weight = 10.0 * len(shared.who) + shared.days / MONTH
        yield Found(rule, place, weight, facts, theme, service)


def _span(work: Work, start: dt.date, horizon: dt.date) -> tuple[int, int, int]:
    first = max(work.first or start, start)
    last = min(work.last or horizon, horizon)
    return work.body, first.toordinal(), last.toordinal()


def _beyond_need(rule: Rule, ground: Ground) -> Iterator[Found]:
    groups: dict[tuple[str, int], list[Work]] = defaultdict(list)
    for one in ground.picture.now:
        if one.leads and one.district and one.targeted:
            groups[one.theme, one.district].append(one)
    for (theme, district), works in sorted(groups.items()):
        place = ground.places.get(district)
        if place is None or len(bodies_in(works)) < rule.parameters["least_bodies"]:
            continue
        targeted = sum(one.targeted or 0 for one in works)
        for rank in ground.needs.at(theme, Level.DISTRICT, district):
            value = rank.value
            counts_people = value.unit in PEOPLE and value.need.worse == "higher" and value.value > 0
            if counts_people and targeted > rule.parameters["share_of_need"] * value.value:
                facts = {"targeted": targeted, "largest": max(one.targeted or 0 for one in works)}
                around = _around(ground, theme, place, works)
                weight = 10.0 * len(bodies_in(works)) + min(targeted / value.value, 10)
                yield Found(rule, place, weight, {**around, **facts, "figures": [figure(rank)]}, theme)
                break


# -- what stands around every finding --------------------------------------------------------------


def _around(ground: Ground, theme: str, place: Place, works: list[Work]) -> dict[str, Any]:
    """Who is at work, who works nationwide, who will begin, who is silent, what may be there unrecognised."""
    region, district = ground.position(place)
    here = bodies_in(works)
    national = bodies_in(() if place.level == Level.COUNTRY else ground.picture.national(theme))
    later = bodies_in(ground.picture.announced(theme, place.level, region, district))
    return {
        "bodies": len(here), "organisations": sorted(here.seen), "national": sorted(national.seen),
        "later": sorted(set(later.seen) - set(here.seen)),
        "seen_by": {str(body): seen for body, seen in here.join(national).join(later).seen.items()},
        "lines": len({one.source for one in works if one.source[0] == "line"}),
        "activities": len({one.source for one in works if one.source[0] == "activity"}),
        "undated": len({one.source for one in works if one.first is None or one.until is None}),
        "silence": ground.silence.about(theme, place.level, region),
        "unplaced": ground.picture.unplaced.get(theme, 0),
        "period": [ground.picture.start.isoformat(), ground.picture.end.isoformat()],
    }  # fmt: skip


FINDERS: Mapping[str, Callable[[Rule, Ground], Iterator[Found]]] = {
    "need": _need, "ends": _ends, "elsewhere": _elsewhere, "parallel": _parallel, "beyond_need": _beyond_need,
}  # fmt: skip
