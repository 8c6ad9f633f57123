"""Results: what is aimed at and what was reached."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TypeVar

import msgspec
from django.utils.translation import gettext as _

from hamroh.formats.iati import records as r
from hamroh.kernel.ledger.actors import Actor

from .. import events
from ..models import Activity, ResultType
from .editing import InvalidChange, edit
from .texts import with_texts

_QUALITATIVE = "5"
Item = TypeVar("Item")


@dataclass(frozen=True)
class Reported:
    """A target or actual value for a period. `dimensions` are (name, value) pairs, for example (("sex", "female"),);
    `location` the ref of one of the activity's locations."""

    period_start: date
    period_end: date
    value: str
    dimensions: tuple[tuple[str, str], ...] = ()
    location: str | None = None
    comment: Mapping[str, str] | None = None


def add_result(*, actor: Actor, activity: Activity, result: r.Result, expected: str | None = None) -> Activity:
    """Add a result, with or without indicators. Raises Refused, InvalidChange, ChangedMeanwhile."""
    if result.type not in ResultType.values:
        raise InvalidChange("type", _("Say whether it is an output, an outcome or an impact."))
    if not any(one.text for one in result.title):
        raise InvalidChange("title", _("A result needs a title."))
    return edit(
        actor=actor, activity=activity, event=events.RESULT_ADDED, expected=expected,
        change=lambda record: msgspec.structs.replace(record, results=(*record.results, result)),
        facts={"result": result.title[0].text},
    )  # fmt: skip


def add_indicator(
    *, actor: Actor, activity: Activity, result: int, indicator: r.Indicator, expected: str | None = None
) -> Activity:
    """Add an indicator to the result at position `result` (from 0). Raises Refused, InvalidChange, ChangedMeanwhile."""
    if not any(one.text for one in indicator.title):
        raise InvalidChange("title", _("An indicator needs a title."))

    def change(record: r.Activity) -> r.Activity:
        before = _result(record, result)
        after = msgspec.structs.replace(before, indicators=(*before.indicators, indicator))
        return _with_result(record, result, after)

    return edit(actor=actor, activity=activity, event=events.INDICATOR_ADDED, change=change, expected=expected,
                facts={"indicator": indicator.title[0].text, "result": result})  # fmt: skip


def set_target(
    *, actor: Actor, activity: Activity, result: int, indicator: int, target: Reported, expected: str | None = None
) -> Activity:
    """Set the target of a period and breakdown; one that stood for the same breakdown is replaced.

    `result` and `indicator` are positions from 0. Raises Refused, InvalidChange, ChangedMeanwhile.
    """
    return _report(actor, activity, result, indicator, target, "targets", r.Target, events.TARGET_SET, expected)


def report_actual(
    *, actor: Actor, activity: Activity, result: int, indicator: int, actual: Reported, expected: str | None = None
) -> Activity:
    """Report what was reached in a period and breakdown; what stood for the same breakdown is replaced.

    `result` and `indicator` are positions from 0. Raises Refused, InvalidChange, ChangedMeanwhile.
    """
    return _report(actor, activity, result, indicator, actual, "actuals", r.Actual, events.ACTUAL_REPORTED, expected)


def _report(
    actor: Actor, activity: Activity, result: int, indicator: int, given: Reported, field: str,
    kind: Callable[..., r.Target | r.Actual], event: str, expected: str | None,
) -> Activity:  # fmt: skip
    if given.period_end < given.period_start:
        raise InvalidChange("period_end", _("The period ends before it begins."))
    measure = _measure(given, kind)
    told: dict[str, object] = {"value": given.value, "breakdown": dict(given.dimensions)}

    def change(record: r.Activity) -> r.Activity:
        before = _result(record, result)
        one = _indicator(before, indicator)
        if one.measure != _QUALITATIVE:
            _number(given.value)
        told["indicator"] = one.title[0].text if one.title else f"{result}.{indicator}"
        periods = _with_measure(one.periods, given, field, measure)
        indicators = _placed(before.indicators, indicator, msgspec.structs.replace(one, periods=periods))
        return _with_result(record, result, msgspec.structs.replace(before, indicators=indicators))

    return edit(actor=actor, activity=activity, event=event, change=change, facts=lambda _changed: told,
                expected=expected)  # fmt: skip


def _measure(given: Reported, kind: Callable[..., r.Target | r.Actual]) -> r.Target | r.Actual:
    return kind(
        value=given.value,
        locations=(r.ResultLocation(ref=given.location),) if given.location else (),
        dimensions=tuple(r.Dimension(name=name, value=value) for name, value in given.dimensions),
        comment=with_texts((), None, given.comment or {}),
    )


def _with_measure(
    periods: tuple[r.Period, ...], given: Reported, field: str, measure: r.Target | r.Actual
) -> tuple[r.Period, ...]:
    span = (given.period_start, given.period_end)
    found = next((i for i, one in enumerate(periods) if (one.period_start, one.period_end) == span), None)
    if found is None:
        new = r.Period(period_start=span[0], period_end=span[1], **{field: (measure,)})  # type: ignore[arg-type]
        return tuple(sorted((*periods, new), key=lambda one: one.period_start or date.min))
    here = periods[found]
    others = tuple(one for one in getattr(here, field) if _breakdown(one) != _breakdown(measure))
    return _placed(periods, found, msgspec.structs.replace(here, **{field: (*others, measure)}))


def _breakdown(measure: r.Target | r.Actual) -> tuple[object, ...]:
    dimensions = sorted((one.name or "", one.value or "") for one in measure.dimensions)
    return tuple(dimensions), tuple(one.ref for one in measure.locations)


def _number(text: str) -> None:
    try:
        finite = Decimal(text).is_finite()
    except InvalidOperation:
        finite = False
    if not finite:
        raise InvalidChange("value", _("“{value}” is not a number; write for example 1250 or 12.5.").format(value=text))


def _result(record: r.Activity, position: int) -> r.Result:
    if not 0 <= position < len(record.results):
        raise InvalidChange("result", _("There is no such result."))
    return record.results[position]


def _indicator(result: r.Result, position: int) -> r.Indicator:
    if not 0 <= position < len(result.indicators):
        raise InvalidChange("indicator", _("There is no such indicator."))
    return result.indicators[position]


def _with_result(record: r.Activity, position: int, result: r.Result) -> r.Activity:
    return msgspec.structs.replace(record, results=_placed(record.results, position, result))


def _placed(items: tuple[Item, ...], position: int, item: Item) -> tuple[Item, ...]:
    return (*items[:position], item, *items[position + 1 :])
