"""Derived indicators: computed from the figures of two others, each result linked to what it was computed from."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from decimal import Decimal

from hamroh.kernel.ledger.actors import Actor
from hamroh.kernel.ledger.canonical import digest_of_items
from hamroh.kernel.people.decisions import require

from .. import events
from ..adapters import Located
from ..facts import Fact, place_key, stored_value
from ..loading import DatasetBusy, Edition
from ..models import Indicator, Observation
from ..vocabulary import MissingReason, Status
from .defining import DERIVED
from .taking import Taken, take_in

logger = logging.getLogger(__name__)
ATTEMPTS, PAUSE_SECONDS = 5, 0.1
# What makes a numerator and a denominator belong together.
_MATCHED = ("country", "place_id", "counterpart", "period_start", "period_end", "breakdown_key")


def compute_derived(*, actor: Actor, indicator: Indicator) -> Taken:
    """Compute a derived indicator anew from the figures that hold now; unchanged results are left alone.

    A result exists where both parts have a row. When one of them is unknown the result is unknown, with the reason;
    it is never computed as if the part were zero. Raises Refused; ValueError for an indicator without formula.
    """
    require(actor, "indicators.change")
    return derive(actor, indicator)


def derive_from(actor: Actor, codes: set[str], country: str | None = None) -> list[Taken]:
    """Compute every derived indicator that one of `codes` is a part of; for verbs that already asked permission.

    What the verb wrote stands whatever happens here: while somebody else computes the same indicator this waits a
    little, then leaves it to the next change and says so in the log.
    """
    derived = Indicator.objects.filter(numerator__isnull=False).select_related("numerator", "denominator")
    wanted = [
        one
        for one in derived
        if one.numerator and one.denominator and {one.numerator.code, one.denominator.code} & codes
    ]
    return [taken for one in wanted if (taken := _patiently(actor, one, country)) is not None]


def _patiently(actor: Actor, indicator: Indicator, country: str | None) -> Taken | None:
    for _attempt in range(ATTEMPTS):
        try:
            return derive(actor, indicator, country)
        except DatasetBusy:
            time.sleep(PAUSE_SECONDS)
    logger.warning("derived indicator left for the next change", extra={"indicator": indicator.code})
    return None


def derive(actor: Actor, indicator: Indicator, country: str | None = None) -> Taken:
    """As compute_derived, without asking permission; with `country`, the figures of that country alone."""
    if indicator.numerator is None or indicator.denominator is None:
        raise ValueError(f"{indicator.code} is not derived: it has no numerator and denominator.")
    facts = list(_results(indicator, indicator.numerator, indicator.denominator, country))
    edition = Edition(digest_of_items([fact.natural_key(DERIVED), fact.digest] for fact in facts), indicator.code)
    return take_in(
        actor=actor, edition=edition, readings=(Located(DERIVED, fact) for fact in facts), event=events.DERIVED,
        facts={"code": indicator.code}, derived=indicator,
    )  # fmt: skip


def _results(indicator: Indicator, above: Indicator, below: Indicator, country: str | None) -> Iterator[Fact]:
    denominators = {_match(row): row for row in _rows(below, country)}
    for numerator in _rows(above, country):
        denominator = denominators.get(_match(numerator))
        if denominator is not None:
            yield _result(indicator, numerator, denominator)


def _rows(indicator: Indicator, country: str | None) -> list[Observation]:
    rows = indicator.observations.current().select_related("place")
    if country is not None:
        rows = rows.filter(country=country)
    # Where two data sets give the same figure, the one that came in last counts.
    return list({_match(row): row for row in rows.order_by("source_id", "pk")}.values())


def _match(row: Observation) -> tuple[object, ...]:
    return tuple(getattr(row, column) for column in _MATCHED)


def _result(indicator: Indicator, above: Observation, below: Observation) -> Fact:
    value, reason = ratio(above.value, below.value, indicator.factor)
    example = Status.EXAMPLE in (above.status, below.status)
    return Fact(
        indicator=indicator.code, country=above.country, counterpart=above.counterpart, period=above.period,
        place=place_key(above.place), place_id=above.place_id,
        breakdown=above.breakdown, value=value, missing_reason=reason,
        status=Status.EXAMPLE if example else Status.DERIVED,
        parts=(("numerator", above.pk), ("denominator", below.pk)), line=above.pk,
    )  # fmt: skip


def ratio(above: Decimal | None, below: Decimal | None, factor: Decimal) -> tuple[Decimal | None, str]:
    """factor × above / below with "" or None with the reason: a part is unknown, or the denominator is zero."""
    if above is None or below is None:
        return None, MissingReason.PART_MISSING
    if below == 0:
        return None, MissingReason.NOT_APPLICABLE
    return stored_value(factor * above / below), ""
