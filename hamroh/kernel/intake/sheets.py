"""Edited spreadsheets as incoming things: the part of an importer that all Excel doors share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any, BinaryIO

import msgspec

from hamroh.formats.spreadsheet import LocaleRule, Record, SheetSpec, Value, read_table, read_workbook
from hamroh.formats.spreadsheet.values import DAY_FIRST

from .protocol import Incoming, fault_from

# A packed value is its kind and its text: the packing knows one kind of text per field, a cell may be any of these.
_KINDS: tuple[tuple[str, type, Callable[[Any], str], Callable[[str], Value]], ...] = (
    ("boolean", bool, lambda value: "1" if value else "", bool),
    ("integer", int, str, int),
    ("decimal", Decimal, str, Decimal),
    ("datetime", dt.datetime, dt.datetime.isoformat, dt.datetime.fromisoformat),
    ("date", dt.date, dt.date.isoformat, dt.date.fromisoformat),
    ("time", dt.time, dt.time.isoformat, dt.time.fromisoformat),
    ("text", str, str, str),
)
_UNPACK = {name: unpack for name, _type, _pack, unpack in _KINDS}


class SheetRecord(msgspec.Struct, frozen=True):
    """One row: `values` by column key, blank cells absent (blank means no change); `locators` by column key."""

    row_id: str
    packed: Mapping[str, tuple[str, str]]
    locators: Mapping[str, str]

    @property
    def values(self) -> dict[str, Value]:
        """The typed values of the cells that are not blank, by column key."""
        return {key: _UNPACK[kind](text) for key, (kind, text) in self.packed.items()}


def sheet_record(row_id: str, values: Mapping[str, Value], locators: Mapping[str, str]) -> SheetRecord:
    """A record of typed values."""
    return SheetRecord(row_id, {key: _packed(value) for key, value in values.items() if value is not None}, locators)


def _packed(value: Value) -> tuple[str, str]:
    # In this order, since a yes/no is also a whole number and a date with time also a date.
    name, pack = next((name, pack) for name, kind, pack, _unpack in _KINDS if isinstance(value, kind))
    return name, pack(value)


def incoming_rows(
    stream: BinaryIO,
    spec: SheetSpec,
    *,
    template: tuple[str, str] | None,
    mapping: Mapping[str, str] | None = None,
    rule: LocaleRule = DAY_FIRST,
) -> Iterator[Incoming]:
    """The rows of an .xlsx, .csv or .tsv as incoming things of `SheetRecord`s; the key is the hidden row
    identifier.

    Rows with an error carry no record. Raises formats.spreadsheet.SpreadsheetRefused, which fails the batch.
    """
    with read_workbook(stream) as workbook:
        table = read_table(workbook, spec, template=template, mapping=mapping, rule=rule)
        notices = tuple(fault_from(problem) for problem in table.problems)
        for record in table:
            incoming = _incoming(record, spec)
            # What concerns the whole sheet is told once, with its first row.
            yield Incoming(incoming.key, incoming.locator, incoming.record, notices + incoming.faults)
            notices = ()


def _incoming(record: Record, spec: SheetSpec) -> Incoming:
    first = spec.columns[0].key if spec.columns else ""
    place = record.locators.get(first) or next(iter(record.locators.values()), f"line {record.number}")
    faults = tuple(fault_from(problem) for problem in record.problems)
    row = None if record.refused else sheet_record(record.row_id, record.values, record.locators)
    return Incoming(record.row_id, place, row, faults)
