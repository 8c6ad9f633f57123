"""The closed lists of indicators: frequencies, units, statuses, reasons, remarks, dimensions. Data, not code.

Frequencies follow SDMX's code list CL_FREQ, statuses its CL_OBS_STATUS where it has them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Frequency(models.TextChoices):
    """How often an indicator is observed (SDMX CL_FREQ)."""

    YEAR = "A", _("every year")
    FIVE_YEARS = "A5", _("every five years")
    HALF_YEAR = "S", _("every half-year")
    QUARTER = "Q", _("every quarter")
    MONTH = "M", _("every month")
    DAY = "D", _("every day")
    NONE = "N", _("at irregular times")


class Direction(models.TextChoices):
    """Which way is good: decides how a trend is worded, never how it is computed."""

    HIGHER = "higher", _("more is better")
    LOWER = "lower", _("less is better")
    NONE = "none", _("neither")


class Status(models.TextChoices):
    """How an observation came about."""

    MEASURED = "measured", _("measured")
    PROVISIONAL = "provisional", _("provisional")
    ESTIMATED = "estimated", _("estimated")
    IMPUTED = "imputed", _("imputed")
    DERIVED = "derived", _("computed from others")
    EXAMPLE = "example", _("invented example")


class MissingReason(models.TextChoices):
    """Why there is no value. Unknown is not zero: a place without figures says which of these it is."""

    NOT_COLLECTED = "not-collected", _("nobody collected it")
    NOT_PUBLISHED = "not-published", _("the producer gives no figure")
    SUPPRESSED = "suppressed", _("held back to protect people")
    NOT_APPLICABLE = "not-applicable", _("it does not apply here")
    PART_MISSING = "part-missing", _("a figure that it is computed from is missing")
    UNKNOWN = "unknown", _("unknown")


# How producers write that there is no figure. A lone dash is not here: some mean nil by it, some unknown.
MISSING_MARKS: Mapping[str, MissingReason] = {
    "": MissingReason.NOT_PUBLISHED,
    ":": MissingReason.NOT_PUBLISHED,
    "..": MissingReason.NOT_PUBLISHED,
    "…": MissingReason.NOT_PUBLISHED,
    "na": MissingReason.NOT_PUBLISHED,
    "n/a": MissingReason.NOT_PUBLISHED,
    "nan": MissingReason.NOT_PUBLISHED,
    "c": MissingReason.SUPPRESSED,
    ": c": MissingReason.SUPPRESSED,
}

# Remarks that a producer's file makes about single figures; an observation keeps their keys.
REMARKS: Mapping[str, str | Promise] = {
    "born-abroad": _("Counts people born in another country."),
    "foreign-citizens": _("Counts citizens of another country."),
    "with-refugees": _("Refugees were added to the national figures."),
    "model-based": _("Imputed by the producer from other countries' figures."),
    "mid-year": _("Figure at the middle of the year."),
    "rounded-to-five": _("Rounded by the producer to a multiple of five."),
    "part-of-year": _("Covers a part of the year only."),
    "minimum": _("A minimum: not every case becomes known."),
    "without-number": _("Incidents whose number of victims is unknown are not in it."),
}

UNIT_LABELS: Mapping[str, Mapping[str, str]] = {
    "ratio": {"tg": "таносуб", "ru": "отношение", "en": "ratio", "zh": "比率"},
    "per-thousand": {"tg": "ба 1000 нафар", "ru": "на 1000 человек", "en": "per 1,000 people", "zh": "每千人"},
    "per-hundred": {"tg": "ба 100 нафар", "ru": "на 100 человек", "en": "per 100 people", "zh": "每百人"},
    "index": {"tg": "шохис", "ru": "индекс", "en": "index", "zh": "指数"},
    "intl-dollars": {
        "tg": "доллари байналмилалӣ (ПҚХ)",
        "ru": "международных долларов (по ППС)",
        "en": "international dollars (PPP)",
        "zh": "国际元（购买力平价）",
    },
    "returns": {"tg": "бозгашт", "ru": "возвращений", "en": "returns", "zh": "回返人次"},
    "count": {"tg": "адад", "ru": "единиц", "en": "count", "zh": "数量"},
}

# Digits shown after the point; a unit that is not here is counted whole.
UNIT_DECIMALS: Mapping[str, int] = {
    "percent": 1, "ratio": 2, "per-thousand": 1, "per-hundred": 1, "index": 2,
}  # fmt: skip

# A count below this is shown with a warning: few people stand behind it, and one more or less changes it much.
SMALL_COUNT = 10


@dataclass(frozen=True)
class Dimension:
    """A way to break a figure down. `column`: kept in a column of its own; `codes`: a closed list, with labels."""

    key: str
    label: str | Promise
    column: str = ""
    codes: Mapping[str, str | Promise] | None = None


DIMENSIONS: tuple[Dimension, ...] = (
    Dimension("origin", _("country of origin"), column="counterpart"),
    Dimension("nationality", _("nationality"), column="counterpart"),
    Dimension("destination", _("country of destination"), column="country"),
    Dimension("place", _("place"), column="place"),
    Dimension("sex", _("sex"), codes={"female": _("women"), "male": _("men"), "unknown": _("sex not recorded")}),
    Dimension("age", _("age")),
    Dimension("route", _("route")),
    Dimension("border", _("kind of border"), codes={"land": _("land border"), "sea": _("sea border")}),
    Dimension("cause", _("cause")),
    Dimension("language", _("language")),
    Dimension("subject", _("subject")),
    Dimension("sector", _("sector")),
)
DIMENSION_BY_KEY = {dimension.key: dimension for dimension in DIMENSIONS}
