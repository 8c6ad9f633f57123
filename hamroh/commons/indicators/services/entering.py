"""Figures entered by hand: one at a time, corrected with a reason, or a list of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from hamroh.kernel.ledger.actors import Actor
from hamroh.kernel.ledger.canonical import digest_of_items
from hamroh.kernel.ledger.realms import writing
from hamroh.kernel.ledger.services import record, subject_of
from hamroh.kernel.people.decisions import require
from hamroh.kernel.places.models import Place

from .. import events
from ..adapters import Located
from ..facts import Fact, faults_of, place_key, stored_value
from ..loading import DatasetBusy, Edition, observation_row
from ..models import Dataset, Indicator, Observation, Source, SourceState
from ..periods import Period
from ..vocabulary import Status
from .deriving import derive_from
from .taking import Taken, take_in


class ObservationProblem(ValueError):
    """The figure cannot be kept so; the message says what to mend, `field` where."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


def observe(
    *,
    actor: Actor,
    source: Source,
    indicator: Indicator,
    country: str,
    period: Period,
    value: Decimal | None,
    missing_reason: str = "",
    place: Place | None = None,
    counterpart: str = "",
    breakdown: Mapping[str, str] | None = None,
    lower: Decimal | None = None,
    upper: Decimal | None = None,
    status: str = Status.MEASURED,
    remarks: tuple[str, ...] = (),
    note: Mapping[str, str] | None = None,
) -> Observation:
    """Enter one figure from `source`. Without a value, `missing_reason` says why (vocabulary.MissingReason).

    The same figure said again is returned unchanged. Raises Refused; ObservationProblem, also when the figure has
    another value already (correct it with `supersede`); DatasetBusy while an import loads the same data set.
    """
    require(actor, "indicators.change")
    fact = Fact(
        indicator=indicator.code, country=country, counterpart=counterpart, period=period, value=value,
        missing_reason=missing_reason, place=place_key(place),
        place_id=place.pk if place else None, breakdown=breakdown, lower=lower, upper=upper, status=status,
        remarks=remarks, note=note,
    )  # fmt: skip
    fact = _sound(fact, indicator)
    with writing():
        dataset = _locked(source)
        key = fact.natural_key(dataset.key)
        standing = Observation.objects.filter(key=key, until=None).first()
        if standing is not None:
            if standing.digest == fact.digest:
                return standing
            message = _("This figure has a value already: %(value)s. Correct that one and say why.")
            raise ObservationProblem("value", message % {"value": _shown(standing.value, standing.missing_reason)})
        row = _write(key, fact, indicator, dataset, source)
        record(event=events.OBSERVED, actor=actor, subject=subject_of(indicator), facts=_facts(row, indicator, source))
    derive_from(actor, {indicator.code}, row.country)
    return row


def supersede(
    *,
    actor: Actor,
    observation: Observation,
    source: Source,
    reason: str,
    value: Decimal | None,
    missing_reason: str = "",
    lower: Decimal | None = None,
    upper: Decimal | None = None,
    status: str | None = None,
    note: Mapping[str, str] | None = None,
) -> Observation:
    """Correct a figure: a new row holds from now on, the old one stays in its history. `reason` in words.

    `source` says whence the correction; it must be one of the same data set. Raises Refused, ObservationProblem,
    DatasetBusy.
    """
    require(actor, "indicators.change")
    if not reason.strip():
        raise ObservationProblem("reason", _("Say why the figure is corrected."))
    if source.dataset_id != observation.dataset_id:
        raise ObservationProblem("source", _("The source belongs to another data set than the figure."))
    indicator = observation.indicator
    fact = replace(
        fact_of(observation), value=value, missing_reason=missing_reason, lower=lower, upper=upper,
        status=status or observation.status, note=observation.note if note is None else note, parts=(),
    )  # fmt: skip
    fact = _sound(fact, indicator)
    with writing():
        dataset = _locked(source)
        standing = Observation.objects.filter(key=observation.key, until=None).first()
        if standing is None or standing.pk != observation.pk:
            message = _("The figure was corrected by somebody else meanwhile. Look at it again.")
            raise ObservationProblem("value", message)
        if standing.digest == fact.digest:
            return standing
        Observation.objects.filter(pk=standing.pk).update(until=dataset.revision + 1)
        row = _write(standing.key, fact, indicator, dataset, source)
        facts = _facts(row, indicator, source) | {
            "before": _shown(standing.value, standing.missing_reason), "reason": reason.strip(),
            "supersedes": standing.pk,
        }  # fmt: skip
        record(event=events.SUPERSEDED, actor=actor, subject=subject_of(indicator), facts=facts)
    derive_from(actor, {indicator.code}, row.country)
    return row


def enter_observations(
    *, actor: Actor, dataset: Dataset, edition: str, facts: Iterable[Fact], retrieved: date | None = None
) -> Taken:
    """Enter a list of figures of one data set: one ledger event, all visible at once; the same list again does nothing.

    A figure that stands with another value is superseded. Raises Refused; ObservationProblem for the first that is
    not sound, in which case none is kept; DatasetBusy.
    """
    require(actor, "indicators.change")
    indicators = {one.code: one for one in Indicator.objects.all()}
    sound = [_sound(replace(fact, line=n), indicators.get(fact.indicator)) for n, fact in enumerate(facts, start=1)]
    digest = digest_of_items([fact.natural_key(dataset.key), fact.digest] for fact in sound)
    taken = take_in(
        actor=actor, edition=Edition(digest, edition, retrieved=retrieved),
        readings=(Located(dataset.key, fact) for fact in sound), event=events.ENTERED, facts={},
    )  # fmt: skip
    derive_from(actor, taken.touched)
    return taken


def fact_of(observation: Observation) -> Fact:
    """The fact that a row holds; its place must be loaded or is looked up."""
    return Fact(
        indicator=observation.indicator.code, country=observation.country, counterpart=observation.counterpart,
        period=observation.period, value=observation.value, missing_reason=observation.missing_reason,
        place=place_key(observation.place), place_id=observation.place_id,
        breakdown=observation.breakdown, lower=observation.lower, upper=observation.upper, status=observation.status,
        remarks=tuple(observation.remarks), note=observation.note,
    )  # fmt: skip


def _sound(fact: Fact, indicator: Indicator | None) -> Fact:
    if indicator is None:
        message = _("The indicator “%(code)s” is not defined here. Define it first, or correct the code.")
        raise ObservationProblem("indicator", message % {"code": fact.indicator})
    if indicator.is_derived:
        raise ObservationProblem("indicator", _("The indicator is computed from others. Enter or correct its parts."))
    for field, message in faults_of(fact, tuple(indicator.disaggregations)):
        raise ObservationProblem(field, message)
    try:
        numbers = {name: _stored(getattr(fact, name)) for name in ("value", "lower", "upper")}
    except InvalidOperation as fault:
        raise ObservationProblem("value", str(fault)) from fault
    return replace(fact, **numbers)  # type: ignore[arg-type]


def _stored(value: Decimal | None) -> Decimal | None:
    return None if value is None else stored_value(Decimal(value))


def _locked(source: Source) -> Dataset:
    dataset = Dataset.objects.select_for_update().get(pk=source.dataset_id)
    if Source.objects.filter(dataset=dataset, state=SourceState.LOADING).exists():
        raise DatasetBusy(
            _("%(dataset)s is being loaded right now. Wait until that is done, then enter the figure.")
            % {"dataset": dataset}
        )
    return dataset


def _write(key: str, fact: Fact, indicator: Indicator, dataset: Dataset, source: Source) -> Observation:
    dataset.revision += 1
    row = observation_row(fact, key=key, indicator=indicator, dataset=dataset, source=source, revision=dataset.revision)
    row.save()
    dataset.save(update_fields=["revision"])
    return row


def _facts(row: Observation, indicator: Indicator, source: Source) -> dict[str, Any]:
    return {
        "code": indicator.code, "country": row.country, "counterpart": row.counterpart, "place": row.place_id,
        "period": row.period.label, "breakdown": row.breakdown_key, "value": _shown(row.value, row.missing_reason),
        "source": source.pk, "digest": row.digest, "observation": row.pk,
    }  # fmt: skip


def _shown(value: Decimal | None, reason: str) -> str:
    if value is None:
        return reason
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
