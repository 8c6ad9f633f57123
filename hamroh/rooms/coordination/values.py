"""What a line says, apart from where it stands: one record with resolved references, and its digests."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import msgspec

from hamroh.kernel.ledger.canonical import digest

from .models import Line

# [measure, sex, age, number], see models.Line.
Count = tuple[str, str, str, int]


class LineValues(msgspec.Struct, frozen=True, kw_only=True):
    """The content of a line. Organisations and places by primary key; `raw` as models.Line has it."""

    donor: int | None = None
    programming: int | None = None
    implementing: int | None = None
    theme: str = ""
    service: str = ""
    title: str = ""
    code: str = ""
    place: int | None = None
    region: int | None = None
    district: int | None = None
    status: str = ""
    start: dt.date | None = None
    end: dt.date | None = None
    people: tuple[Count, ...] = ()
    targeted: int | None = None
    reached: int | None = None
    amount: Decimal | None = None
    currency: str = ""
    notes: str = ""
    visibility: str = "public"
    raw: Mapping[str, str] = {}

    @property
    def digest(self) -> str:
        """Of everything the line says: equal digests, nothing changed."""
        return digest(_plain(self))

    @property
    def alike(self) -> str:
        """Of what makes a line of its own: who, what, where, when, for whom, how much. Repetitions have the same."""
        return digest({name: value for name, value in _plain(self).items() if name not in _ASIDE})


# What does not make two lines different work: who may see it, remarks.
_ASIDE = frozenset({"visibility", "notes"})
_REFERENCES = frozenset({"donor", "programming", "implementing", "place", "region", "district"})
_DERIVED = frozenset({"region", "district"})


def _plain(values: LineValues) -> dict[str, Any]:
    # Derived fields would make a line look changed when a district is moved to another region.
    said = {
        name: msgspec.to_builtins(getattr(values, name))
        for name in values.__struct_fields__
        if name not in _DERIVED
    }  # fmt: skip
    if values.amount is not None:
        # As the database gives it back: 8000 and 8000.00 are one amount.
        said["amount"] = f"{values.amount:.2f}"
    return said


def values_of(line: Line) -> LineValues:
    """What a stored line says."""
    taken = {
        name: getattr(line, f"{name}_id" if name in _REFERENCES else name) for name in LineValues.__struct_fields__
    }
    return LineValues(**{**taken, "people": tuple(tuple(one) for one in line.people)})  # type: ignore[arg-type]


def columns_of(values: LineValues) -> dict[str, Any]:
    """The model's fields of a content, with its digests."""
    named = {f"{name}_id" if name in _REFERENCES else name: getattr(values, name) for name in values.__struct_fields__}
    people = [list(one) for one in values.people]
    return {**named, "people": people, "raw": dict(values.raw), "digest": values.digest, "alike": values.alike}
