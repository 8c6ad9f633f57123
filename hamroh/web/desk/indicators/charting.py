"""The chart of an indicator, with its table: each number leads to its observation, and from there to its source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _

from hamroh.commons.indicators.models import Indicator, Source
from hamroh.commons.indicators.selectors import ChartData, Figure, chart_data
from hamroh.commons.indicators.vocabulary import MissingReason
from hamroh.kernel.languages.text import pick
from hamroh.kernel.ledger.actors import Actor
from hamroh.kernel.places.models import Place
from hamroh.web.components.charts import Chart, Series, Shape, Value
from hamroh.web.desk.indicators.choosing import Choice


def plain(number: Decimal | None) -> int | float | None:
    """A number as the page and the script draw it: whole where it is whole."""
    if number is None:
        return None
    return int(number) if number == number.to_integral_value() else float(number)


def value_of(figure: Figure | None) -> Value:
    """A cell: its number, interval and link; what is held back says so, what is unknown stays unknown."""
    if figure is None:
        return Value(amount=None)
    held_back = figure.observation.missing_reason == MissingReason.SUPPRESSED
    return Value(
        amount=plain(figure.value),
        low=plain(figure.lower),
        high=plain(figure.upper),
        kept=figure.missing if held_back else "",
        href=reverse("indicators:observation", args=[figure.observation.pk]),
    )


def over_time(indicator: Indicator, choice: Choice, viewer: Actor) -> tuple[Chart, ChartData]:
    """The series chosen, as lines over time; bars when there is one moment alone."""
    data = chart_data(indicator.code, [choice.country], viewer=viewer, counterpart=choice.counterpart, by=choice.by)
    series = [
        Series(label=label, values=[value_of(row.figures[at]) for row in data.rows])
        for at, label in enumerate(data.columns)
    ]
    chart = Chart(
        key=indicator.code,
        title=data.title,
        subtitle=choice.where,
        unit=data.unit,
        decimals=data.decimals,
        shape=Shape.LINE if len(data.rows) > 1 else Shape.BAR,
        categories=[row.label for row in data.rows],
        category_label=_("Period"),
        series=series,
        source=credit_of(data.sources),
    )
    return chart, data


def by_place(indicator: Indicator, figures: Mapping[int, Figure], unit: str) -> Chart | None:
    """The newest figure of each place, largest first; None without any."""
    places = Place.objects.in_bulk(list(figures))
    ranked = sorted(
        ((places[pk], one) for pk, one in figures.items() if pk in places),
        key=lambda pair: (pair[1].value is None, -(pair[1].value or 0), pair[0].slug),
    )
    if not ranked:
        return None
    return Chart(
        key=f"{indicator.code}-places",
        title=_("By place, newest figures"),
        unit=unit,
        decimals=indicator.decimals,
        shape=Shape.ROWS,
        categories=[pick(place.names).text for place, _figure in ranked],
        category_label=_("Place"),
        series=[Series(label=str(indicator), values=[value_of(one) for _place, one in ranked])],
        source=credit_of([one.source for _place, one in ranked]),
    )


def credit_of(sources: Sequence[Source]) -> str:
    """The line that names the producers and their data sets."""
    lines = dict.fromkeys(
        ", ".join(part for part in (str(source.dataset.producer), str(source.dataset), source.edition) if part)
        for source in sources
    )
    return "; ".join(lines)
