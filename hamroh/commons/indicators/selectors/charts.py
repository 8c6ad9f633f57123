"""Rows for a chart and the table beside it. Every row has a value for each column, None where it is unknown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from hamroh.kernel.languages.text import pick
from hamroh.kernel.ledger.actors import Actor

from ..areas import area_name
from ..catalogue import unit_label
from ..facts import breakdown_key
from ..models import Indicator, Observation, Source
from ..vocabulary import DIMENSION_BY_KEY
from .corridors import Direction, corridors
from .figures import Figure, figure, observations, series, sources_of


@dataclass(frozen=True)
class ChartRow:
    """One category (a period, a country) and its figure in each column; None: there is no figure at all."""

    label: str
    figures: tuple[Figure | None, ...]


@dataclass(frozen=True)
class ChartData:
    """A chart as data: `columns` label the series, `rows` are in the order of drawing, `unit` in words.

    `small` warns of small counts in it, `fictional` says that some of it is invented.
    """

    indicator: Indicator
    title: str
    unit: str
    decimals: int
    columns: tuple[str, ...]
    rows: tuple[ChartRow, ...]
    sources: tuple[Source, ...]

    @property
    def figures(self) -> list[Figure]:
        """All figures in it."""
        return [one for row in self.rows for one in row.figures if one is not None]

    @property
    def small(self) -> bool:
        """Whether any figure is a small count."""
        return any(one.small for one in self.figures)

    @property
    def fictional(self) -> bool:
        """Whether any figure is invented."""
        return any(one.fictional for one in self.figures)


def chart_data(
    indicator: str,
    countries: Sequence[str],
    *,
    viewer: Actor,
    counterpart: str = "",
    by: str = "",
    breakdown: Mapping[str, str] | None = None,
) -> ChartData:
    """A series over time: one column for each country or, with `by`, for each code of that dimension.

    `by` with several countries is not drawn: the first country counts. Raises Indicator.DoesNotExist.
    """
    definition = Indicator.objects.get(code=indicator)
    if by:
        lines = _by_dimension(definition, countries[0], viewer, counterpart, by, breakdown)
    else:
        lines = {
            area_name(country): series(indicator, country, viewer=viewer, counterpart=counterpart, breakdown=breakdown)
            for country in countries
        }
    periods = sorted({one.period for figures in lines.values() for one in figures})
    by_period = [{one.period: one for one in figures} for figures in lines.values()]
    rows = tuple(ChartRow(when.label, tuple(line.get(when) for line in by_period)) for when in periods)
    return _chart(definition, tuple(lines), rows)


def corridor_chart(
    country: str, year: int, *, viewer: Actor, direction: Direction = "abroad", limit: int = 10
) -> ChartData:
    """The largest corridors of a country in a year, women and men as two columns to be stacked."""
    found = corridors(country, year, viewer=viewer, direction=direction)[:limit]
    rows = tuple(
        ChartRow(area_name(one.other(country)), tuple(_of_sex(one.observations, sex) for sex in ("female", "male")))
        for one in found
    )
    codes = DIMENSION_BY_KEY["sex"].codes or {}
    definition = Indicator.objects.get(code="migrant-stock")
    return _chart(definition, (str(codes["female"]), str(codes["male"])), rows)


def _of_sex(rows: Iterable[Observation], sex: str) -> Figure | None:
    return next((figure(row) for row in rows if row.breakdown == {"sex": sex}), None)


def _by_dimension(
    definition: Indicator,
    country: str,
    viewer: Actor,
    counterpart: str,
    by: str,
    breakdown: Mapping[str, str] | None,
) -> dict[str, Sequence[Figure]]:
    dimension = DIMENSION_BY_KEY[by]
    rows = observations(viewer).filter(
        indicator=definition, country=country, counterpart=counterpart, place=None, breakdown__has_key=by
    )
    lines: dict[str, dict[object, Figure]] = {}
    for row in rows.order_by("period_start", "source_id"):
        code = row.breakdown[by]
        if row.breakdown_key == breakdown_key({**(breakdown or {}), by: code}):
            lines.setdefault(code, {})[row.period] = figure(row)
    labels = dimension.codes or {}
    order = [code for code in labels if code in lines] + sorted(code for code in lines if code not in labels)
    return {str(labels.get(code, code)): list(lines[code].values()) for code in order}


def _chart(definition: Indicator, columns: tuple[str, ...], rows: tuple[ChartRow, ...]) -> ChartData:
    figures = [one for row in rows for one in row.figures if one is not None]
    return ChartData(
        indicator=definition, title=pick(definition.names).text, unit=unit_label(definition.unit),
        decimals=definition.decimals, columns=columns, rows=rows, sources=tuple(sources_of(figures)),
    )  # fmt: skip
