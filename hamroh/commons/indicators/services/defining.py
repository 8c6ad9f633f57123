"""What figures mean and where they come from: producers, data sets, indicators, and the seed of all three."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from hamroh.kernel.ledger.actors import Actor
from hamroh.kernel.ledger.canonical import digest_of_items
from hamroh.kernel.ledger.realms import MAIN, writing
from hamroh.kernel.ledger.services import record, subject_of, subjects_changed
from hamroh.kernel.people.decisions import require

from .. import events
from ..adapters import DATASETS
from ..catalogue import DEFINITIONS, UNITS
from ..models import Dataset, Indicator, Producer, Source
from ..seed import PRODUCERS, Definition
from ..vocabulary import DIMENSION_BY_KEY, UNIT_DECIMALS, Direction

# Where figures entered by hand belong, and those that we compute.
ENTERED = "hamroh-reports"
DERIVED = "hamroh-derived"
_OWN_DATASETS: tuple[tuple[str, Mapping[str, str]], ...] = (
    (
        ENTERED,
        {
            "tg": "Ҳисоботи мақомот ва шарикон",
            "ru": "Отчёты органов и партнёров",
            "en": "Reports of bodies and partners",
            "zh": "各部门和伙伴的报告",
        },
    ),
    (
        DERIVED,
        {
            "tg": "Рақамҳое, ки аз нишондиҳандаҳои дигар ҳисоб шудаанд",
            "ru": "Показатели, вычисленные из других",
            "en": "Figures computed from others",
            "zh": "由其他指标计算得出的数字",
        },
    ),
)


M = TypeVar("M", bound=models.Model)


class IndicatorProblem(ValueError):
    """The definition cannot be kept so; the message says what to mend, `field` where."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


def define_producer(
    *, actor: Actor, key: str, names: Mapping[str, str], licence: str = "", credit: str = "", url: str = ""
) -> Producer:
    """Describe a producer, or change the description. Raises Refused, IndicatorProblem."""
    require(actor, "indicators.change")
    with writing():
        fields = {"names": dict(names), "licence": licence, "credit": credit, "url": url}
        producer, changed = _keep(Producer, {"key": key}, fields)
        if changed:
            record(event=events.PRODUCER_DEFINED, actor=actor, subject=subject_of(producer),
                   facts={"producer": key, **fields})  # fmt: skip
    return producer


def define_dataset(
    *,
    actor: Actor,
    key: str,
    producer: Producer,
    titles: Mapping[str, str],
    licence: str = "",
    terms: Mapping[str, str] | None = None,
    url: str = "",
    fictional: bool = False,
) -> Dataset:
    """Describe a data set, or change the description; licence and address default to the producer's.

    Raises Refused, IndicatorProblem.
    """
    require(actor, "indicators.change")
    with writing():
        fields = _dataset_fields(producer, titles, licence, terms, url, fictional)
        dataset, changed = _keep(Dataset, {"key": key}, fields)
        if changed:
            facts = {"dataset": key, **fields, "producer": producer.key}
            record(event=events.DATASET_DEFINED, actor=actor, subject=subject_of(dataset), facts=facts)
    return dataset


def define_indicator(
    *,
    actor: Actor,
    code: str,
    names: Mapping[str, str],
    unit: str,
    frequency: str,
    producer: Producer,
    descriptions: Mapping[str, str] | None = None,
    methods: Mapping[str, str] | None = None,
    decimals: int | None = None,
    direction: str = Direction.NONE,
    disaggregations: Sequence[str] = (),
    measure: str = "",
    numerator: Indicator | None = None,
    denominator: Indicator | None = None,
    sdg_target: str = "",
    sdg_indicator: str = "",
    small_counts: bool = False,
    fictional: bool = False,
) -> Indicator:
    """Define an indicator, or change its definition. `unit` of catalogue.UNITS, `frequency` of SDMX CL_FREQ.

    With `numerator` and `denominator` it is derived: 100 × numerator / denominator. Raises Refused;
    IndicatorProblem for an unknown unit or dimension, half a formula, or a dimension taken away that figures use.
    """
    require(actor, "indicators.change")
    fields: dict[str, Any] = {
        "names": dict(names), "descriptions": dict(descriptions or {}), "methods": dict(methods or {}), "unit": unit,
        "decimals": UNIT_DECIMALS.get(unit, 0) if decimals is None else decimals, "frequency": frequency,
        "direction": direction, "disaggregations": list(disaggregations), "producer": producer, "measure": measure,
        "numerator": numerator, "denominator": denominator, "sdg_target": sdg_target,
        "sdg_indicator": sdg_indicator, "small_counts": small_counts, "fictional": fictional,
    }  # fmt: skip
    _check_definition(code, fields)
    with writing():
        indicator, changed = _keep(Indicator, {"code": code}, fields)
        if changed:
            facts = {key: value.pk if isinstance(value, models.Model) else value for key, value in fields.items()}
            record(event=events.DEFINED, actor=actor, subject=subject_of(indicator), facts={"code": code, **facts})
    return indicator


def register_source(
    *,
    actor: Actor,
    dataset: Dataset,
    edition: str,
    retrieved: date | None = None,
    sha256: str = "",
    file_name: str = "",
) -> Source:
    """Register an edition whose figures are entered by hand (a report on paper, a letter); found again by its name.

    Raises Refused, IndicatorProblem.
    """
    require(actor, "indicators.change")
    if not edition.strip():
        raise IndicatorProblem("edition", _("Say which edition it is: a date, a number, or the title of the report."))
    known = dataset.sources.filter(edition=edition.strip(), state="published", superseded_by=None).first()
    if known is not None:
        return known
    with writing():
        source = Source.objects.create(
            dataset=dataset, edition=edition.strip(), retrieved=retrieved, sha256=sha256, file_name=file_name,
            revision=dataset.revision, entered_by=actor.key,
        )  # fmt: skip
        facts = {"dataset": dataset.key, "edition": source.edition, "retrieved": retrieved, "sha256": sha256}
        record(event=events.SOURCE_REGISTERED, actor=actor, subject=subject_of(source), facts=facts)
    return source


def ensure_seed(actor: Actor) -> int:
    """Load the producers, data sets and definitions that the product brings, where they differ; how many did.

    One transaction of some forty rows and one ledger event; when nothing differs, nothing is written. A definition
    that people changed here is theirs: the seed adds what is missing and leaves it alone. Raises Refused.
    """
    require(actor, "indicators.change")
    with writing():
        producers = {p.key: p for p in Producer.objects.all()}
        items: list[list[Any]] = []
        for one in PRODUCERS:
            if one.key not in producers:
                producers[one.key] = Producer.objects.create(
                    key=one.key, names=dict(one.name), licence=one.licence, credit=one.credit, url=one.url
                )
                items.append(["producer", one.key])
        items += _seed_datasets(producers)
        items += _seed_indicators(producers)
        if items:
            facts = {"indicators": sum(item[0] == "indicator" for item in items), "digest": digest_of_items(items)}
            record(event=events.SEEDED, actor=actor, subject="indicators.indicator:seed", facts=facts)
            codes = [item[1] for item in items if item[0] == "indicator"]
            ids = list(Indicator.objects.filter(code__in=codes).values_list("pk", flat=True))
            subjects_changed.send(sender=Indicator, model=Indicator, ids=ids, realm=MAIN)
    return len(items)


def _seed_datasets(producers: Mapping[str, Producer]) -> list[list[Any]]:
    known = set(Dataset.objects.values_list("key", flat=True))
    specs = [(spec.key, spec.producer, spec.titles) for spec in DATASETS]
    specs += [(key, "hamroh", titles) for key, titles in _OWN_DATASETS]
    missing = [spec for spec in specs if spec[0] not in known]
    for key, producer, titles in missing:
        fields = _dataset_fields(producers[producer], titles)
        Dataset.objects.create(key=key, **fields)
    return [["dataset", key] for key, _producer, _titles in missing]


def _seed_indicators(producers: Mapping[str, Producer]) -> list[list[Any]]:
    known = {indicator.code: indicator for indicator in Indicator.objects.all()}
    missing = [definition for definition in DEFINITIONS if definition.code not in known]
    # Derived ones last: their parts must be there.
    for one in sorted(missing, key=lambda definition: definition.numerator is not None):
        known[one.code] = Indicator.objects.create(code=one.code, **_indicator_fields(one, producers, known))
    return [["indicator", one.code] for one in missing]


def _indicator_fields(
    one: Definition, producers: Mapping[str, Producer], known: Mapping[str, Indicator]
) -> dict[str, Any]:
    return {
        "names": dict(one.name), "descriptions": dict(one.description), "unit": one.unit,
        "decimals": UNIT_DECIMALS.get(one.unit, 0), "frequency": one.frequency,
        "disaggregations": list(one.disaggregations), "producer": producers[one.producer],
        "measure": one.measure or "", "numerator": known[one.numerator] if one.numerator else None,
        "denominator": known[one.denominator] if one.denominator else None, "sdg_target": one.sdg_target or "",
        "sdg_indicator": one.sdg_indicator or "", "small_counts": one.small_counts, "fictional": one.fictional,
    }  # fmt: skip


def _dataset_fields(
    producer: Producer,
    titles: Mapping[str, str],
    licence: str = "",
    terms: Mapping[str, str] | None = None,
    url: str = "",
    fictional: bool = False,
) -> dict[str, Any]:
    return {
        "producer": producer, "titles": dict(titles), "licence": licence or producer.licence,
        "terms": dict(terms or {}), "url": url or producer.url, "fictional": fictional,
    }  # fmt: skip


def _check_definition(code: str, fields: Mapping[str, Any]) -> None:
    if fields["unit"] not in UNITS:
        raise IndicatorProblem(
            "unit", _("“%(unit)s” is no unit. Use one of: %(units)s.")
            % {"unit": fields["unit"], "units": ", ".join(UNITS)}
        )  # fmt: skip
    unknown = [key for key in fields["disaggregations"] if key not in DIMENSION_BY_KEY]
    if unknown:
        raise IndicatorProblem(
            "disaggregations", _("“%(key)s” is no dimension. Use some of: %(known)s.")
            % {"key": unknown[0], "known": ", ".join(DIMENSION_BY_KEY)}
        )  # fmt: skip
    if (fields["numerator"] is None) != (fields["denominator"] is None):
        raise IndicatorProblem("numerator", _("A derived indicator needs a numerator and a denominator."))
    if code in {part.code for part in (fields["numerator"], fields["denominator"]) if part}:
        raise IndicatorProblem("numerator", _("An indicator cannot be computed from itself."))
    before = Indicator.objects.filter(code=code).first()
    for key in set(before.disaggregations if before else ()) - set(fields["disaggregations"]):
        if before is not None and before.observations.filter(breakdown__has_key=key).exists():
            raise IndicatorProblem(
                "disaggregations", _("Figures are broken down by “%(key)s”; it cannot be taken away.") % {"key": key}
            )


def _keep(model: type[M], where: dict[str, Any], fields: dict[str, Any]) -> tuple[M, bool]:
    """The row with these fields, and whether it had to be made or changed. Raises IndicatorProblem."""
    row = model._default_manager.filter(**where).first() or model(**where)
    if row.pk and all(getattr(row, name) == value for name, value in fields.items()):
        return row, False
    for name, value in fields.items():
        setattr(row, name, value)
    try:
        row.clean_fields()
    except ValidationError as fault:
        field, messages = next(iter(fault.message_dict.items()))
        raise IndicatorProblem(field, " ".join(messages)) from fault
    row.save()
    return row, True
