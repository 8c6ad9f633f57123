"""Places by thematic areas."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hamroh.web.components.heat import Cell, Heat
from hamroh.web.components.records import Figure
from hamroh.web.permissions import page
from hamroh.web.templatetags.hamroh import number

from ...selectors.cube import Summed
from ...selectors.matrix import Matrix, gaps, in_order, matrix_in
from ...selectors.scope import NATIONAL, UNRESOLVED
from . import words
from .asking import Asked, asked
from .frame import empty_of, measure_of, shown


@dataclass(frozen=True)
class Line:
    """A place as the list says it: what is at work there, by thematic area."""

    label: SafeString | str
    value: str
    href: str
    inside: str
    areas: list[tuple[str, str, str]]


@require_safe
@page("coordination.view_public")
def matrix(request: HttpRequest) -> HttpResponse:
    """How many are at work where and on what; every number leads to who they are."""
    question = asked(request)
    if not question.form.is_valid():
        return shown(question, "faults", "picture-matrix")
    measure = measure_of(request)
    region = question.spot.region if question.spot and question.spot.region > NATIONAL else None
    counted = matrix_in(question.picture, theme=question.theme, spot=question.spot)
    currency = currency_of(request, counted.total)
    table = Table(question, counted, measure, currency, region)
    return shown(
        question, "matrix", "picture-matrix",
        total=counted.total,
        empty=empty_of(question) if not counted.rows else None,
        figures=figures_of(question, counted.total),
        ask=question.form_again("ask-%s"),
        heat=table.heat,
        lines=table.lines,
        measures=[(label, question.here(measure=key), key == measure) for key, label in words.MEASURES.items()],
        currencies=currencies(question, counted.total, currency) if measure == "money" else [],
        regions=_regions(question) if region is None else [],
        up=question.here(place="") if region is not None else "",
        region=question.places.by_pk.get(region) if region else None,
        is_people=measure in ("targeted", "reached"),
        lost=counted.rows.get(UNRESOLVED) if region is None else None,
        lost_href=question.link("picture-lines", place="not-recognised"),
    )  # fmt: skip


class Table:
    """The matrix as a heat table and as a list."""

    def __init__(
        self, question: Asked, counted: Matrix, measure: str, currency: str, region: int | None, plain: bool = False
    ) -> None:
        self.question, self.counted, self.measure, self.currency = question, counted, measure, currency
        self.region, self.plain = region, plain
        self.role = question.scope.role
        places = question.places
        if question.spot is None:
            self.order = in_order(counted.rows, [one.pk for one in places.regions])
        elif region is None or question.spot.district or question.spot.alone:
            self.order = sorted(counted.rows)
        else:
            districts = sorted(places.districts.get(region, []), key=lambda one: one.name)
            # What is known of the whole region stands below its districts.
            order = in_order(counted.rows, [one.pk for one in districts])
            self.order = sorted(order, key=lambda one: one == 0)

    @property
    def heat(self) -> Heat:
        """The table, shaded."""
        marked = set() if self.plain else gaps(self.question.country, confirmed_only=not self._staff)
        return Heat(
            title=self._title,
            columns=[words.theme(key, self.question.scheme) for key in self.counted.themes],
            rows=[(self._label(place), [self._cell(place, key, marked) for key in self.counted.themes])
                  for place in self.order],
            value_label=words.value_label(self.measure, self.currency),
        )  # fmt: skip

    @property
    def lines(self) -> list[Line]:
        """The same as a list, for small screens: places with something in them, most first."""
        found = []
        for place in self.order:
            row = self.counted.rows.get(place)
            if row is None:
                continue
            areas = [
                (words.theme(key, self.question.scheme), self._said(row.cells[key]), self._href(place, key))
                for key in self.counted.themes
                if key in row.cells
            ]
            rank = words.value(row.total, self.measure, self.role, self.currency) or 0
            inside = ""
            if self.region is None and self.question.places.districts.get(place):
                inside = self.question.here(place=self.question.places.key_of(place))
            line = Line(self._label(place), self._said(row.total), self._href(place, ""), inside, areas)
            found.append((rank, line))
        return [line for _rank, line in sorted(found, key=lambda pair: -pair[0])]

    @property
    def _staff(self) -> bool:
        return bool(self.question.request.acting.may("coordination.decide"))  # type: ignore[attr-defined]

    @property
    def _title(self) -> str:
        return _("Places and thematic areas") if self.region is None else _("Districts and thematic areas")

    def _label(self, place: int) -> SafeString | str:
        if self.region is None:
            return words.place(self.question.places, place)
        return words.place(self.question.places, self.region, place)

    def _cell(self, place: int, key: str, marked: set[tuple[str, int]]) -> Cell:
        row = self.counted.rows.get(place)
        summed = row.cells.get(key) if row else None
        value = words.value(summed, self.measure, self.role, self.currency)
        if not value:
            return Cell(value=value, gap=summed is None and (key, place) in marked)
        return Cell(value=value, href=self._href(place, key))

    def _href(self, place: int, key: str) -> str:
        places = self.question.places
        at = places.key_of(place) if self.region is None else places.key_of(self.region, place)
        return self.question.link("picture-who", place=at, theme=key or self.question.theme)

    def _said(self, summed: Summed) -> str:
        if self.measure in ("targeted", "reached"):
            return words.people(getattr(summed, self.measure))
        return number(words.value(summed, self.measure, self.role, self.currency))


def figures_of(question: Asked, total: Summed) -> list[Figure]:
    """The totals, both with repetitions and without."""
    bodies = total.organisations[question.scope.role]
    return [
        Figure(label=_("Organisations"), value=bodies, href=question.link("picture-who")),
        Figure(label=_("Undertakings"), value=total.undertakings, trend=_("A joined line and activity are one.")),
        Figure(
            label=_("Distinct lines"), value=total.distinct, of=total.lines, href=question.link("picture-lines")
        ),
        Figure(label=_("Activities"), value=total.activities, href=question.link("picture-activities")),
        words.people_figure(_("People reached"), total.reached, question.link("picture-funding")),
    ]  # fmt: skip


def currency_of(request: HttpRequest, total: Summed) -> str:
    """The currency that the address names, if there is money in it; else the one with the largest sum."""
    wanted = request.GET.get("currency", "")
    if wanted in total.money:
        return wanted
    return max(total.money, key=lambda code: (total.money[code], code), default="")


def currencies(question: Asked, total: Summed, current: str) -> list[tuple[str, str, bool]]:
    """(code, query, whether it is this one) of each currency."""
    return [(code or "–", question.here(currency=code), code == current) for code in sorted(total.money)]


def _regions(question: Asked) -> list[tuple[Any, str]]:
    places = question.places
    return [(one, question.here(place=one.slug)) for one in places.regions if places.districts.get(one.pk)]


def overview_heat(question: Asked) -> Heat | None:
    """A small matrix of organisations for the room's first page; None when there is nothing."""
    counted = matrix_in(question.picture)
    return Table(question, counted, "organisations", "", None).heat if counted.rows else None
