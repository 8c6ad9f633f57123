"""Figures as pages need them: the latest, a series, their history and their sources."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Exists, OuterRef, QuerySet

from hamroh.kernel.ledger.actors import Actor
from hamroh.kernel.people.decisions import may

from ..facts import breakdown_key
from ..models import Derivation, Indicator, Observation, ObservationQuerySet, Source, SourceState
from ..periods import Period
from ..vocabulary import REMARKS, MissingReason, Status

_RELATED = ("indicator", "dataset__producer", "source", "place")


@dataclass(frozen=True)
class Figure:
    """One observation for a reader. `value` None is unknown and `missing` says why in the reader's language.

    `trust` is the status in words, `remarks` what the producer says of this figure, `small` a warning that few
    people stand behind it, `fictional` that it is invented.
    """

    observation: Observation
    value: Decimal | None
    lower: Decimal | None
    upper: Decimal | None
    missing: str
    trust: str
    remarks: tuple[str, ...]
    small: bool
    fictional: bool

    @property
    def period(self) -> Period:
        """The time it is about."""
        return self.observation.period

    @property
    def source(self) -> Source:
        """Whence it came."""
        return self.observation.source

    @property
    def decimals(self) -> int:
        """Digits to show after the point."""
        return self.observation.indicator.decimals


def figure(observation: Observation) -> Figure:
    """The figure of a row whose indicator and dataset are loaded."""
    reason = observation.missing_reason
    return Figure(
        observation=observation,
        value=observation.value,
        lower=observation.lower,
        upper=observation.upper,
        missing=str(MissingReason(reason).label) if reason else "",
        trust=str(Status(observation.status).label),
        remarks=tuple(str(REMARKS[key]) for key in observation.remarks if key in REMARKS),
        small=observation.small_count,
        fictional=observation.status == Status.EXAMPLE or observation.dataset.fictional,
    )


def visible_to(queryset: QuerySet[Indicator] | None, viewer: Actor) -> QuerySet[Indicator]:
    """The indicators that the viewer may see, out of `queryset` (None: all)."""
    indicators = Indicator.objects.all() if queryset is None else queryset
    return indicators.select_related("producer") if may(viewer, "indicators.view") else indicators.none()


def observations(viewer: Actor) -> ObservationQuerySet:
    """The observations that hold today and that the viewer may see, with what a page shows of each loaded."""
    rows = Observation.objects.current().select_related(*_RELATED)
    return rows if may(viewer, "indicators.view") else rows.none()


def indicators_with_figures(viewer: Actor, country: str | None = None) -> QuerySet[Indicator]:
    """Indicators that have at least one figure (of `country`, at either end)."""
    rows = Observation.objects.current().filter(indicator=OuterRef("pk"))
    if country is not None:
        rows = rows.filter(country=country) | rows.filter(counterpart=country)
    return visible_to(None, viewer).filter(Exists(rows))


def latest(
    indicator: str,
    country: str,
    *,
    viewer: Actor,
    counterpart: str = "",
    breakdown: Mapping[str, str] | None = None,
    known: bool = True,
) -> Figure | None:
    """The newest national figure; with `known` False also one whose value is unknown, when that is the newest."""
    rows = _national(viewer, indicator, country, counterpart, breakdown)
    if known:
        rows = rows.exclude(value=None)
    row = rows.order_by("-period_end", "-source_id").first()
    return figure(row) if row else None


def series(
    indicator: str,
    country: str,
    *,
    viewer: Actor,
    counterpart: str = "",
    breakdown: Mapping[str, str] | None = None,
) -> Sequence[Figure]:
    """The national figures by period, oldest first, one for each period; unknown ones are in it as unknown."""
    rows = _national(viewer, indicator, country, counterpart, breakdown).order_by("period_start", "source_id")
    return [figure(row) for row in {(row.period_start, row.period_end): row for row in rows}.values()]


def places_latest(
    indicator: str, country: str, *, viewer: Actor, breakdown: Mapping[str, str] | None = None
) -> Mapping[int, Figure]:
    """The newest figure of each place inside the country, by place id, for a map with its list."""
    rows = observations(viewer).filter(
        indicator__code=indicator, country=country, place__isnull=False, breakdown_key=breakdown_key(breakdown)
    )
    newest = {row.place_id: row for row in rows.order_by("period_end", "source_id")}
    return {place: figure(row) for place, row in newest.items() if place is not None}


def history(observation: Observation) -> Sequence[Observation]:
    """Everything that was ever said of this figure, the newest first; unpublished rows are not in it."""
    rows = Observation.objects.filter(key=observation.key, since__lte=observation.dataset.revision)
    return list(rows.select_related(*_RELATED).order_by("-since"))


def parts_of(observation: Observation) -> Mapping[str, Observation]:
    """What a derived figure was computed from, by role (numerator, denominator)."""
    links = Derivation.objects.filter(result=observation)
    loaded = links.select_related(*(f"part__{name}" for name in _RELATED))
    return {link.role: link.part for link in loaded}


def sources_of(figures: Iterable[Figure | Observation]) -> Sequence[Source]:
    """The sources behind some figures, each once; for derived figures those of their parts."""
    rows = [one.observation if isinstance(one, Figure) else one for one in figures]
    derived = [row.pk for row in rows if row.status in (Status.DERIVED, Status.EXAMPLE)]
    links = Derivation.objects.filter(result__in=derived).values_list("result_id", "part__source_id")
    by_result: dict[int, list[int]] = {}
    for result, source in links:
        by_result.setdefault(result, []).append(source)
    wanted = dict.fromkeys(source for row in rows for source in by_result.get(row.pk, [row.source_id]))
    found = Source.objects.filter(state=SourceState.PUBLISHED).select_related("dataset__producer").in_bulk(wanted)
    return [found[pk] for pk in wanted if pk in found]


def _national(
    viewer: Actor, indicator: str, country: str, counterpart: str, breakdown: Mapping[str, str] | None
) -> ObservationQuerySet:
    return observations(viewer).filter(
        indicator__code=indicator, country=country, counterpart=counterpart, place=None,
        breakdown_key=breakdown_key(breakdown),
    )  # fmt: skip
