"""Which figures show need: declared for the indicators that the product brings, and by code for those of a country.

An indicator whose code is `need-` and the key of a thematic area, alone or with more after a dash
(`need-return_reintegration-families`, `need-HEA`), shows need in that area; the more, the worse, unless its definition
says that more is better.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hamroh.commons.indicators.models import Indicator, Observation
from hamroh.commons.indicators.vocabulary import Direction, Status
from hamroh.kernel.places.models import Level, Place

Worse = Literal["higher", "lower"]
PREFIX = "need-"
POPULATION = "population"
PER = 1000
# What is a rate already is compared as it stands, anything else per head where the population is known.
RATES = frozenset({"percent", "ratio", "per-thousand", "per-hundred", "index"})
PEOPLE = frozenset({"persons", "returns"})


@dataclass(frozen=True)
class Need:
    """An indicator that shows need in a thematic area, which way is worse, and why."""

    indicator: str
    theme: str
    worse: Worse
    why: str | Promise


NEEDS: tuple[Need, ...] = (
    Need("returnees-assisted", "return_reintegration", "higher",
         _("Where more people return and ask for help, more help is needed.")),
    Need("interpreted-consultations", "migration_health", "higher",
         _("Where more patients need an interpreter, more must be done for their health.")),
    Need("health-workers-trained", "migration_health", "lower",
         _("Where fewer health workers are trained to care for migrants, training is missing.")),
    Need("departure-course-graduates", "labour_migration", "lower",
         _("Where fewer people were prepared before leaving, more leave unprepared.")),
    Need("helpline-calls", "labour_migration", "higher",
         _("More calls to the helpline mean more migrants in trouble at work.")),
    Need("net-migration", "labour_migration", "lower", _("The lower it is, the more people leave.")),
    Need("remittances-share-of-gdp", "diaspora_remittances", "higher",
         _("The larger the share, the more households depend on money from abroad.")),
    Need("civil-servants-certified", "policy_data_research", "lower",
         _("Where fewer civil servants are trained on migration, training is missing.")),
    Need("bodies-sharing-data", "policy_data_research", "lower",
         _("The fewer bodies share their data, the less is known.")),
)  # fmt: skip
DECLARED_BY_CODE = _("Declared for the country by the code of the indicator.")


def needs_for(themes: Iterable[str]) -> tuple[Need, ...]:
    """The declared needs of these thematic areas, and those that indicators of this country declare by their code."""
    keys = sorted(themes, key=len, reverse=True)
    known = [need for need in NEEDS if need.theme in keys]
    declared = {need.indicator for need in known}
    rows = Indicator.objects.filter(code__startswith=PREFIX).order_by("code").values_list("code", "direction")
    for code, direction in rows:
        theme = _theme_of(code, keys)
        if theme and code not in declared:
            worse: Worse = "lower" if direction == Direction.HIGHER else "higher"
            known.append(Need(code, theme, worse, DECLARED_BY_CODE))
    return tuple(known)


def _theme_of(code: str, keys: list[str]) -> str:
    said = code.removeprefix(PREFIX).lower()
    return next((key for key in keys if said == key.lower() or said.startswith(f"{key.lower()}-")), "")


@dataclass(frozen=True)
class Value:
    """The newest figure of a place. `compared` is what places are ranked by: `value` per 1,000 people where
    `per_head`, else `value` itself; `before` the figure before it, None when there is none.
    """

    need: Need
    place: int
    observation: int
    value: float
    compared: float
    per_head: bool
    population: float | None
    lower: float | None
    upper: float | None
    unit: str
    decimals: int
    first: dt.date
    last: dt.date
    status: str
    fictional: bool
    before: float | None = None

    @property
    def badness(self) -> float:
        """Higher is worse, whichever way the indicator runs."""
        return self.compared if self.need.worse == "higher" else -self.compared

    @property
    def worsened(self) -> bool:
        """Whether it is worse than the figure before it."""
        if self.before is None:
            return False
        return self.value > self.before if self.need.worse == "higher" else self.value < self.before


@dataclass(frozen=True)
class Rank:
    """How a value stands among the places of its level: the `at`-th worst of `of`; `country` the country's figure."""

    value: Value
    at: int
    of: int
    country: float | None

    @property
    def share(self) -> float:
        """0 for the worst place, near 1 for the best."""
        return (self.at - 1) / self.of

    @property
    def above_country(self) -> bool:
        """Whether it is worse than the figure of the whole country."""
        if self.country is None:
            return False
        whole = self.country if self.value.need.worse == "higher" else -self.country
        return self.value.badness > whole


@dataclass
class NeedTable:
    """All figures of a country that show need, by thematic area, level and place."""

    needs: tuple[Need, ...]
    ranks: dict[tuple[str, int, int], list[Rank]] = field(default_factory=lambda: defaultdict(list))

    def at(self, theme: str, level: int, place: int) -> list[Rank]:
        """The figures of one place, the worst first."""
        return sorted(
            self.ranks.get((theme, level, place), ()), key=lambda rank: (rank.share, rank.value.need.indicator)
        )

    def places(self, theme: str, level: int) -> list[int]:
        """The places of a level with a figure for the theme, in order."""
        return sorted(place for one, depth, place in self.ranks if (one, depth) == (theme, level))


def read_needs(
    country: str, themes: Iterable[str], places: Mapping[int, Place], country_place: int | None
) -> NeedTable:
    """The newest total of each declared indicator at each place. `places` are the country's, by primary key."""
    needs = needs_for(themes)
    codes = {need.indicator for need in needs}
    rows = _observations(country, codes | {POPULATION})
    by_code: dict[str, dict[int | None, list[Observation]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        by_code[row.indicator.code][row.place_id].append(row)
    people = {place: float(found[-1].value or 0) for place, found in by_code.get(POPULATION, {}).items()}
    table = NeedTable(needs)
    for need in needs:
        found = by_code.get(need.indicator, {})
        values = {place: _value(need, place, some, people, country_place) for place, some in found.items()}
        _rank(table, need, values, places, country_place)
    return table


def _observations(country: str, codes: Iterable[str]) -> list[Observation]:
    rows = Observation.objects.current().filter(
        indicator__code__in=sorted(codes), country=country, counterpart="", breakdown_key="", value__isnull=False
    )
    return list(rows.select_related("indicator", "dataset").order_by("period_end", "source_id", "pk"))


def _value(
    need: Need,
    place: int | None,
    rows: list[Observation],
    people: Mapping[int | None, float],
    country_place: int | None,
) -> Value:
    newest = rows[-1]
    value = float(newest.value or 0)
    earlier = [row for row in rows if row.period_end < newest.period_end]
    population = people.get(place) or None
    per_head = bool(population) and newest.indicator.unit not in RATES
    return Value(
        need=need, place=place if place is not None else country_place or 0, observation=newest.pk, value=value,
        compared=value * PER / population if per_head and population else value, per_head=per_head,
        population=population, lower=_float(newest.lower), upper=_float(newest.upper), unit=newest.indicator.unit,
        decimals=newest.indicator.decimals, first=newest.period_start, last=newest.period_end, status=newest.status,
        fictional=newest.status == Status.EXAMPLE or newest.dataset.fictional,
        before=_float(earlier[-1].value) if earlier else None,
    )  # fmt: skip


def _rank(
    table: NeedTable, need: Need, values: Mapping[int | None, Value], places: Mapping[int, Place],
    country_place: int | None,
) -> None:  # fmt: skip
    whole = values.get(None) or (values.get(country_place) if country_place is not None else None)
    if whole is not None:
        table.ranks[need.theme, Level.COUNTRY, whole.place].append(Rank(whole, 1, 1, None))
    for level in (Level.REGION, Level.DISTRICT):
        here = [one for one in values.values() if one.place in places and places[one.place].level == level]
        # Counts per head and bare counts cannot stand in one order: where one population is missing, all stand bare.
        mixed = len({one.per_head for one in here}) > 1
        compared = [_bare(one) if mixed else one for one in here]
        worst = sorted((one.badness for one in compared), reverse=True)
        for one in compared:
            country = _comparable(whole, one)
            table.ranks[need.theme, level, one.place].append(
                Rank(one, worst.index(one.badness) + 1, len(here), country)
            )


def _bare(value: Value) -> Value:
    return replace(value, compared=value.value, per_head=False)


def _comparable(whole: Value | None, one: Value) -> float | None:
    """The country's figure where it can be set beside a place's: a rate, or both per head."""
    if whole is None or (one.unit not in RATES and not (one.per_head and whole.per_head)):
        return None
    return whole.compared


def _float(number: object) -> float | None:
    return None if number is None else float(number)  # type: ignore[arg-type]
