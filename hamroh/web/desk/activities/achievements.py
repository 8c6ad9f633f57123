"""What an activity reached: each result with its indicators, where they stood, what is aimed at, what was reached."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from hamroh.commons.activities.models import ResultType
from hamroh.commons.indicators.vocabulary import DIMENSION_BY_KEY
from hamroh.formats.iati import records as r
from hamroh.web.desk.activities.words import figure, first_day, reported, texts
from hamroh.web.templatetags.hamroh import number

PERCENT = "2"  # IATI code list IndicatorMeasure


@dataclass(frozen=True)
class PeriodLine:
    """One period of an indicator. `share` (0 to 1) is how much of the way from baseline to target was gone; None when
    it cannot be told."""

    start: date | None
    end: date | None
    target: str
    actual: str
    share: float | None
    breakdown: str
    comment: Mapping[str, str]

    @property
    def share_words(self) -> str:
        """The share in whole per cent, as text beside the bar."""
        return "" if self.share is None else f"{number(round(self.share * 100))} %"


@dataclass(frozen=True)
class IndicatorLines:
    """An indicator of a result. `position` counts from 0 within the result."""

    position: int
    title: Mapping[str, str]
    baseline: str
    baseline_when: str
    unit: str
    periods: tuple[PeriodLine, ...]


@dataclass(frozen=True)
class ResultLines:
    """A result. `position` counts from 0 within the activity."""

    position: int
    title: Mapping[str, str]
    kind: str
    indicators: tuple[IndicatorLines, ...]


def results_of(record: r.Activity) -> list[ResultLines]:
    """Every result, in the file's order."""
    return [
        ResultLines(
            at, texts(result.title, record.lang),
            str(ResultType(result.type).label) if result.type in ResultType.values else result.type or "",
            tuple(_indicator(position, one, record.lang) for position, one in enumerate(result.indicators)),
        )
        for at, result in enumerate(record.results)
    ]  # fmt: skip


def _indicator(position: int, one: r.Indicator, lang: str | None) -> IndicatorLines:
    # The whole's baseline carries no breakdown; broken-down ones stand in the file beside it.
    base = next((each for each in one.baselines if not each.dimensions), None)
    start = figure(base.value) if base else None
    periods = sorted(one.periods, key=lambda each: first_day(each.period_start))
    lines = tuple(line for each in periods for line in _lines(each, start, lang))
    when = "" if base is None else str(base.iso_date or base.year or "")
    return IndicatorLines(
        position, texts(one.title, lang), reported(base.value) if base else "–", when,
        "%" if one.measure == PERCENT else "", lines,
    )  # fmt: skip


def _lines(period: r.Period, start: Decimal | None, lang: str | None) -> list[PeriodLine]:
    """One line for each breakdown that has a target or an actual value; the whole first."""
    targets = {_breakdown(one): one for one in period.targets}
    actuals = {_breakdown(one): one for one in period.actuals}
    keys = sorted({*targets, *actuals}, key=lambda key: (key != "", key)) or [""]
    return [_line(period, start, lang, key, targets.get(key), actuals.get(key)) for key in keys]


def _line(
    period: r.Period,
    start: Decimal | None,
    lang: str | None,
    breakdown: str,
    target: r.Target | None,
    actual: r.Actual | None,
) -> PeriodLine:
    comment = texts(actual.comment, lang) if actual else texts(target.comment, lang) if target else {}
    return PeriodLine(
        period.period_start, period.period_end, reported(target.value) if target else "–",
        reported(actual.value) if actual else "–",
        share_of_way(start, figure(target.value) if target else None, figure(actual.value) if actual else None)
        if not breakdown else None,
        breakdown, comment,
    )  # fmt: skip


def _breakdown(one: r.Target | r.Actual) -> str:
    return ", ".join(dimension_words(each.name or "", each.value or "") for each in one.dimensions)


def dimension_words(name: str, value: str) -> str:
    """A breakdown in the reader's language where it is one that the country's indicators know, else as written."""
    known = DIMENSION_BY_KEY.get(name.strip().lower())
    if known is None:
        return f"{name}: {value}"
    return f"{known.label}: {(known.codes or {}).get(value.strip().lower(), value)}"


def share_of_way(start: Decimal | None, target: Decimal | None, actual: Decimal | None) -> float | None:
    """How much of the way from the baseline (0 when none is given) to the target was gone; None when unknown."""
    if target is None or actual is None:
        return None
    way = target - (start or 0)
    return None if way == 0 else float((actual - (start or 0)) / way)
