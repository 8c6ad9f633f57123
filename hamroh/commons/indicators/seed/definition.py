"""Shapes of an indicator's definition and of the body that produces it, and the units in use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

Text = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Producer:
    """Who publishes figures and on which terms; ``credit`` is the line that must stand beside each figure."""

    key: str
    name: Text
    licence: str
    credit: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """What a figure means.

    ``unit`` is a key of ``UNITS``; ``frequency`` a code of the SDMX list CL_FREQ (A year, A5 five years, Q quarter,
    M month, D day); ``disaggregations`` are the dimensions an observation may carry; ``measure`` is the producer's
    own code of the series. A derived indicator is 100 * ``numerator`` / ``denominator``, both codes of others.
    ``sdg_indicator`` is the indicator of the global framework that the figure is, or helps to follow.
    ``small_counts``: the figure may count a handful of people, and is shown with a warning.
    """

    code: str
    name: Text
    description: Text
    unit: str
    frequency: str
    producer: str
    disaggregations: tuple[str, ...] = ()
    measure: str | None = None
    numerator: str | None = None
    denominator: str | None = None
    sdg_target: str | None = None
    sdg_indicator: str | None = None
    small_counts: bool = False
    fictional: bool = False


UNITS: dict[str, Text] = {
    "persons": {"tg": "нафар", "ru": "человек", "en": "persons", "zh": "人"},
    "usd": {"tg": "доллари ИМА", "ru": "долларов США", "en": "US dollars", "zh": "美元"},
    "percent": {"tg": "фоиз", "ru": "процентов", "en": "per cent", "zh": "百分比"},
    "detections": {"tg": "ҳолати ошкоршуда", "ru": "выявленных случаев", "en": "detections", "zh": "查获次数"},
    "applicants": {"tg": "довталаб", "ru": "заявителей", "en": "applicants", "zh": "申请人"},
    "facilities": {"tg": "муассиса", "ru": "учреждений", "en": "facilities", "zh": "机构"},
    "bodies": {"tg": "мақомот", "ru": "органов", "en": "bodies", "zh": "部门"},
    "consultations": {"tg": "қабул", "ru": "приёмов", "en": "consultations", "zh": "诊次"},
    "calls": {"tg": "занг", "ru": "звонков", "en": "calls", "zh": "通电话"},
}
