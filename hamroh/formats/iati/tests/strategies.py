"""Random records: every field of every record, made from the records' own annotations."""

from __future__ import annotations

import types
import typing
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from hamroh.formats.iati.kept import is_foreign
from hamroh.formats.iati.layout import Kind, Layout
from hamroh.formats.iati.layouts import LAYOUTS, layout_of
from hamroh.formats.iati.record_parts import Narrative, Record, Unknown

# What XML 1.0 can carry in attributes and text without normalising it, in the scripts of the region.
_ALPHABET = st.characters(
    codec="utf-8", exclude_categories=("Cc", "Cs", "Zs", "Zl", "Zp"), exclude_characters="\ufffe\uffff"
)
_WORDS = st.text(_ALPHABET, min_size=1, max_size=12)
_TEXT = st.lists(_WORDS, max_size=3).map(" ".join)
_NAMES = st.sampled_from(["note", "ғайр", "x-1", "{urn:a}mark", "{urn:b}mark", "{urn:b}other"])

_SIMPLE: dict[type, st.SearchStrategy[Any]] = {
    str: _TEXT,
    bool: st.booleans(),
    int: st.integers(1, 9999),
    date: st.dates(date(1900, 1, 1), date(2100, 1, 1)),
    datetime: st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)),
    Decimal: st.decimals(-(10**12), 10**12, places=2, allow_nan=False, allow_infinity=False).map(
        lambda number: number if number else Decimal("0.00")
    ),
}


def unknowns(layout: Layout) -> st.SearchStrategy[tuple[Unknown, ...]]:
    """Unknown attributes on the record's element and, where it may have children, elements and stray text."""
    attributes = st.lists(
        st.builds(lambda name, text: Unknown(kind="attribute", name=name, content=text), _NAMES, _TEXT),
        max_size=2,
        unique_by=lambda one: one.name,
    )
    if layout.content is not None:
        return attributes.map(_sorted)
    foreign = st.builds(_element, _NAMES.filter(is_foreign), _WORDS)
    misplaced = st.builds(_element, st.just("not-of-iati"), _WORDS)
    elements = st.lists(st.one_of(foreign, misplaced), max_size=2)
    return st.tuples(attributes, elements).map(lambda both: _sorted([*both[0], *both[1]]))


def _element(name: str, text: str) -> Unknown:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    if not name.startswith("{"):
        return Unknown(kind="element", name=name, content=f"<{name}>{escaped}</{name}>")
    uri, local = name[1:].split("}")
    return Unknown(kind="element", name=name, content=f'<n0:{local} xmlns:n0="{uri}">{escaped}</n0:{local}>')


def _sorted(found: list[Unknown]) -> tuple[Unknown, ...]:
    return tuple(sorted(found, key=lambda one: (one.path, one.kind, one.name)))


def records(record: type[Record], missing: frozenset[str] = frozenset(), depth: int = 0) -> st.SearchStrategy[Any]:
    """A record with some of its fields filled; deeper records are thinner."""
    layout = layout_of(record, missing)
    hints = typing.get_type_hints(record)
    fields: dict[str, st.SearchStrategy[Any]] = {}
    for part in layout.parts:
        if part.field in missing or (part.field == "recipient_countries" and record.__name__ == "DocumentLink"):
            continue
        fields[part.field] = _field(hints[part.field], part.without, part.kind, depth)
    must = {name: strategy for name, strategy in fields.items() if name in ("text",) or name.endswith("_identifier")}
    may = {name: strategy for name, strategy in fields.items() if name not in must}
    may["unknown"] = unknowns(layout)
    return st.deferred(lambda: st.fixed_dictionaries(must, optional=may)).map(lambda values: record(**values))


def _field(hint: Any, without: frozenset[str], kind: Kind, depth: int) -> st.SearchStrategy[Any]:
    if isinstance(hint, types.UnionType):
        hint = next(option for option in typing.get_args(hint) if option is not type(None))
    if typing.get_origin(hint) is tuple:
        inner = _field(typing.get_args(hint)[0], without, kind, depth)
        return st.lists(inner, max_size=2 if depth < 1 else 1).map(tuple)
    if isinstance(hint, type) and issubclass(hint, Record):
        return records(hint, without, depth + 1)
    return _SIMPLE[hint]


ALL_RECORDS = tuple(LAYOUTS)
NARRATIVES = st.lists(records(Narrative), max_size=2).map(tuple)
