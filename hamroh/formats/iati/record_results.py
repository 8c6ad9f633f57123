"""Records of ``iati-activity/result`` (IATI 2.03): results, indicators, baselines, periods, targets, actuals."""

from __future__ import annotations

from datetime import date

from hamroh.formats.iati.record_parts import DocumentLink, Narratives, Record, Unknown


class ResultReference(Record, frozen=True):
    """``result/reference``: the result's code in a results framework."""

    code: str | None = None
    vocabulary: str | None = None
    vocabulary_uri: str | None = None
    unknown: tuple[Unknown, ...] = ()


class IndicatorReference(Record, frozen=True):
    """``result/indicator/reference``: the indicator's code in a list of indicators."""

    vocabulary: str | None = None
    code: str | None = None
    indicator_uri: str | None = None
    unknown: tuple[Unknown, ...] = ()


class ResultLocation(Record, frozen=True):
    """``location`` below a baseline, target or actual; ``ref`` points to ``iati-activity/location/@ref``."""

    ref: str | None = None
    unknown: tuple[Unknown, ...] = ()


class Dimension(Record, frozen=True):
    """A breakdown, for example name ``sex``, value ``female``."""

    name: str | None = None
    value: str | None = None
    unknown: tuple[Unknown, ...] = ()


class Baseline(Record, frozen=True):
    """``value`` is text in the standard (a number unless the indicator is qualitative)."""

    iso_date: date | None = None
    year: int | None = None
    value: str | None = None
    locations: tuple[ResultLocation, ...] = ()
    dimensions: tuple[Dimension, ...] = ()
    document_links: tuple[DocumentLink, ...] = ()
    comment: Narratives = ()
    unknown: tuple[Unknown, ...] = ()


class Target(Record, frozen=True):
    value: str | None = None
    locations: tuple[ResultLocation, ...] = ()
    dimensions: tuple[Dimension, ...] = ()
    comment: Narratives = ()
    document_links: tuple[DocumentLink, ...] = ()
    unknown: tuple[Unknown, ...] = ()


class Actual(Record, frozen=True):
    value: str | None = None
    locations: tuple[ResultLocation, ...] = ()
    dimensions: tuple[Dimension, ...] = ()
    comment: Narratives = ()
    document_links: tuple[DocumentLink, ...] = ()
    unknown: tuple[Unknown, ...] = ()


class Period(Record, frozen=True):
    period_start: date | None = None
    period_end: date | None = None
    targets: tuple[Target, ...] = ()
    actuals: tuple[Actual, ...] = ()
    unknown: tuple[Unknown, ...] = ()


class Indicator(Record, frozen=True):
    """``ascending`` ``None`` means true (the standard's default)."""

    measure: str | None = None
    ascending: bool | None = None
    aggregation_status: bool | None = None
    title: Narratives = ()
    description: Narratives = ()
    document_links: tuple[DocumentLink, ...] = ()
    references: tuple[IndicatorReference, ...] = ()
    baselines: tuple[Baseline, ...] = ()
    periods: tuple[Period, ...] = ()
    unknown: tuple[Unknown, ...] = ()


class Result(Record, frozen=True):
    type: str | None = None
    aggregation_status: bool | None = None
    title: Narratives = ()
    description: Narratives = ()
    document_links: tuple[DocumentLink, ...] = ()
    references: tuple[ResultReference, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    unknown: tuple[Unknown, ...] = ()
