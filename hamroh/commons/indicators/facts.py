"""A fact: one observation before it is stored, with the key that makes it one and the same, and its checks.

Values are kept to 15 significant digits and 10 places after the point: what a double-precision number, in which
every producer's file was computed, can hold and both databases give back exactly.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Context, Decimal, InvalidOperation
from functools import cached_property
from typing import Any
from urllib.parse import quote

from django.utils.translation import gettext as _

from hamroh.kernel.languages.codes import BY_CODE
from hamroh.kernel.places.models import Place

from .areas import is_area
from .periods import Period
from .vocabulary import DIMENSION_BY_KEY, MISSING_MARKS, REMARKS, MissingReason, Status

PLACES = 10
LARGEST = Decimal(10) ** 19
LONGEST_BREAKDOWN = 300
_STORED = Context(prec=15)
_FINE = Decimal(1).scaleb(-PLACES)
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,2})?")


class NoNumber(ValueError):
    """A text that is neither a number nor a known mark for a missing one."""


def stored_value(value: Decimal) -> Decimal:
    """`value` as it is kept: 15 significant digits, at most 10 after the point. InvalidOperation when not finite."""
    if not value.is_finite() or abs(value) >= LARGEST:
        raise InvalidOperation(f"{value} is not a number below {LARGEST}.")
    return _STORED.plus(value).quantize(_FINE, context=Context(prec=40)) + 0


def read_value(text: str) -> tuple[Decimal | None, str]:
    """(value, "") or (None, reason): a blank or a producer's mark for "no figure" is unknown, never zero.

    Raises NoNumber.
    """
    shown = text.strip()
    reason = MISSING_MARKS.get(shown.lower())
    if reason is not None:
        return None, str(reason)
    if not _NUMBER.fullmatch(shown):
        raise NoNumber(f"“{shown}” is not a number. Write it like 1234.56; leave the cell blank when it is unknown.")
    try:
        return stored_value(Decimal(shown)), ""
    except InvalidOperation:
        raise NoNumber(f"“{shown}” is too large to be true. Correct it, or leave the cell blank.") from None


@dataclass(frozen=True, kw_only=True)
class Fact:
    """One figure. `country` where it was observed, `counterpart` the other end of a corridor (origin, nationality).

    `place` is the place_key of a place inside the country, "" for the whole of it. `value` None needs a
    `missing_reason`. `parts` are (role, id) of the observations that a derived figure was computed from.
    """

    indicator: str
    country: str
    period: Period
    value: Decimal | None
    missing_reason: str = ""
    counterpart: str = ""
    place: str = ""
    place_id: int | None = None
    breakdown: Mapping[str, str] | None = None
    lower: Decimal | None = None
    upper: Decimal | None = None
    status: str = Status.MEASURED
    remarks: tuple[str, ...] = ()
    note: Mapping[str, str] | None = None
    parts: tuple[tuple[str, int], ...] = ()
    line: int = 0

    @cached_property
    def breakdown_key(self) -> str:
        """The canonical form of the breakdown: `age=15-24&sex=female`, "" for the total."""
        return breakdown_key(self.breakdown)

    def natural_key(self, dataset: str) -> str:
        """32 hex digits that are the same for the same figure of the same data set, whatever its value."""
        parts = [dataset, self.indicator, self.country, self.place, self.counterpart,
                 self.period.start.isoformat(), self.period.end.isoformat(), self.breakdown_key]  # fmt: skip
        # Each part is closed by a sign that none can hold, so no two lists give one text.
        return hashlib.sha256("".join(f"{part}\x1f" for part in parts).encode()).hexdigest()[:32]

    @cached_property
    def digest(self) -> str:
        """32 hex digits over everything that the figure says: two editions that agree have the same."""
        said: list[Any] = [
            _text(self.value), self.missing_reason, _text(self.lower), _text(self.upper), str(self.status),
            sorted(self.remarks), dict(self.note or {}), sorted(self.parts),
        ]  # fmt: skip
        # The values are text, numbers of ours and lists of them, so plain JSON is canonical here, and quicker.
        text = json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()[:32]


def place_key(place: Place | None) -> str:
    """The key of a place in a fact: `TJK/khujand`; "" for the whole country."""
    return f"{place.country}/{place.slug}" if place is not None else ""


def breakdown_key(breakdown: Mapping[str, str] | None) -> str:
    """`{"sex": "female", "age": "15-24"}` → `age=15-24&sex=female`; one text for one breakdown."""
    return "&".join(f"{quote(k, safe='')}={quote(v, safe=' ')}" for k, v in sorted((breakdown or {}).items()))


def faults_of(fact: Fact, dimensions: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """What is wrong with a fact, as (field, words), given the dimensions that its indicator declares."""
    for field, code in (("country", fact.country), ("counterpart", fact.counterpart)):
        if (code or field == "country") and not is_area(code):
            message = _("“%(code)s” is not a country code. Use the three letters of ISO 3166-1, like TJK.")
            yield field, message % {"code": code}
    if fact.counterpart and not {"origin", "nationality"} & set(dimensions):
        yield "counterpart", _("The indicator has no second country.")
    if fact.place and not fact.place.startswith(f"{fact.country}/"):
        yield "place", _("The place lies in another country than the figure.")
    if fact.status not in Status.values:
        message = _("“%(status)s” is not a status. Use one of %(statuses)s.")
        yield "status", message % {"status": fact.status, "statuses": ", ".join(Status.values)}
    for key in set(fact.remarks) - set(REMARKS):
        yield "remarks", _("“%(key)s” is not a remark that we know.") % {"key": key}
    for language in set(fact.note or {}) - set(BY_CODE):
        yield "note", _("“%(code)s” is not a language we know.") % {"code": language}
    yield from _value_faults(fact)
    yield from (("breakdown", words) for words in _breakdown_faults(fact, dimensions))


def _value_faults(fact: Fact) -> Iterator[tuple[str, str]]:
    if fact.value is None:
        if fact.missing_reason not in MissingReason.values:
            message = _("There is no value and no reason why. Give one of them: %(reasons)s.")
            yield "missing_reason", message % {"reasons": ", ".join(MissingReason.values)}
        return
    if fact.missing_reason:
        yield "missing_reason", _("There is a value and a reason for having none. Keep one of them.")
    for field, number in (("value", fact.value), ("lower", fact.lower), ("upper", fact.upper)):
        if number is not None and (not number.is_finite() or abs(number) >= LARGEST):
            message = _("“%(text)s” is too large to be true. Correct it, or leave the cell blank.")
            yield field, message % {"text": number}
            return
    low, high = fact.lower, fact.upper
    if (low is not None and low > fact.value) or (high is not None and high < fact.value):
        message = _("The value %(value)s lies outside its interval %(lower)s to %(upper)s.")
        shown = {"lower": "…" if low is None else low, "upper": "…" if high is None else high}
        yield "value", message % {"value": fact.value, **shown}


def _breakdown_faults(fact: Fact, dimensions: tuple[str, ...]) -> Iterator[str]:
    for key, code in (fact.breakdown or {}).items():
        dimension = DIMENSION_BY_KEY.get(key)
        if dimension is None or dimension.column or key not in dimensions:
            yield _("The indicator is not broken down by “%(dimension)s”.") % {"dimension": key}
        elif not code or code != code.strip():
            yield _("The breakdown by “%(dimension)s” has no code.") % {"dimension": key}
        elif dimension.codes is not None and code not in dimension.codes:
            message = _("“%(code)s” is not a code of “%(dimension)s”. Use one of %(codes)s.")
            yield message % {"code": code, "dimension": key, "codes": ", ".join(dimension.codes)}
    if len(fact.breakdown_key) > LONGEST_BREAKDOWN:
        yield _("The breakdown is too long. Use shorter codes.")


def _text(value: Decimal | None) -> str | None:
    return None if value is None else format(stored_value(value), "f")
