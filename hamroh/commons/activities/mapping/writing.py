"""Records into rows. Called inside the service's transaction; what can be computed before it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Model

from hamroh.formats.iati.record_parts import Record, Value

from ..models.finance import DIGITS, PLACES
from .bulk import insert_rows
from .tables import Child, Flat, Table

LARGEST_AMOUNT = Decimal(10) ** (DIGITS - PLACES)


@dataclass(frozen=True)
class Deriver:
    """Fills the derived columns of a table from a record: organisations, places, numbers."""

    columns: tuple[str, ...]
    values: Callable[[Any], tuple[Any, ...]]


class NotStorable(ValueError):
    """A record holds something that the database has no room for; `path` and `limit` say what."""

    def __init__(self, path: str, limit: str) -> None:
        super().__init__(f"{path} is longer or larger than {limit}. Ask the publisher to correct it.")
        self.path, self.limit = path, limit


def check_storable(record: Record, table: Table, path: str = "") -> None:
    """Raise NotStorable when a code is too long or an amount too large for its column."""
    for name, limit in table.limits:
        value = getattr(record, name)
        if value is not None and len(value) > limit:
            raise NotStorable(f"{path}{name}", f"{limit} characters")
    for flat in table.flats:
        below = getattr(record, flat.field)
        if below is not None:
            _check_flat(below, f"{path}{flat.field}")
    for child in table.children:
        for index, one in enumerate(getattr(record, child.field), 1):
            check_storable(one, child.table, f"{path}{child.field}[{index}]/")


def _check_flat(record: Record, path: str) -> None:
    if isinstance(record, Value):
        if record.amount is not None and abs(record.amount) >= LARGEST_AMOUNT:
            raise NotStorable(path, f"{LARGEST_AMOUNT:f}")
        if record.currency is not None and len(record.currency) > 255:
            raise NotStorable(f"{path}/currency", "255 characters")
        return
    for name in record.__struct_fields__:
        value = getattr(record, name)
        if isinstance(value, str) and len(value) > 255:
            raise NotStorable(f"{path}/{name}", "255 characters")


def columns_of(record: Record, table: Table) -> dict[str, Any]:
    """The record's own columns, without derived ones and without children."""
    values = {column: getattr(record, name) for name, column in table.columns}
    for flat in table.flats:
        values.update(zip((column for _, column in flat.columns), _flat_values(record, flat), strict=True))
    return values


def _values(record: Record, table: Table) -> list[Any]:
    values = [getattr(record, name) for name, _ in table.columns]
    for flat in table.flats:
        values += _flat_values(record, flat)
    return values


def _flat_values(record: Record, flat: Flat) -> list[Any]:
    below = getattr(record, flat.field)
    if below is None:
        return list(flat.absent)
    return [getattr(below, name) for name, _ in flat.columns]


def insert_children(
    table: Table,
    owners: Iterable[tuple[int, Record]],
    derivers: Mapping[type[Model], Deriver],
    only: frozenset[str] | None = None,
) -> None:
    """Insert all rows below stored owners (id, record), table by table; `only` names the fields of the owners to
    write."""
    stored = list(owners)
    for child in table.children:
        if only is not None and child.field not in only:
            continue
        below = [
            (owner, position, record)
            for owner, parent in stored
            for position, record in enumerate(getattr(parent, child.field))
        ]
        if not below:
            continue
        _insert(child, below, derivers.get(child.table.model))
        if child.table.children:
            insert_children(child.table, _with_ids(child, below), derivers)


def _insert(child: Child, below: list[tuple[int, int, Record]], derive: Deriver | None) -> None:
    table = child.table
    columns = (f"{child.owner}_id", "position", *child.fixed, *table.column_names, *(derive.columns if derive else ()))
    fixed = list(child.fixed.values())
    rows = [
        [owner, position, *fixed, *_values(record, table), *(derive.values(record) if derive else ())]
        for owner, position, record in below
    ]
    insert_rows(table.model, columns, rows)


def _with_ids(child: Child, below: list[tuple[int, int, Record]]) -> list[tuple[int, Record]]:
    """The ids that the database gave: asked for, since not every database hands them back from many inserts."""
    link = f"{child.owner}_id"
    owners = {owner for owner, _, _ in below}
    rows = child.table.model._default_manager.order_by().filter(**{f"{link}__in": owners}, **child.fixed)
    ids = {(owner, position): pk for owner, position, pk in rows.values_list(link, "position", "pk")}
    return [(ids[owner, position], record) for owner, position, record in below]


def delete_children(table: Table, owner_ids: list[int], only: frozenset[str]) -> None:
    """Delete the rows of the named fields below the owners, deepest first."""
    for child in table.children:
        if child.field in only:
            _delete(child, owner_ids)


def _delete(child: Child, owner_ids: list[int]) -> None:
    rows = child.table.model._default_manager.filter(**{f"{child.owner}_id__in": owner_ids}, **child.fixed)
    if child.table.children:
        ids = list(rows.values_list("pk", flat=True))
        for below in child.table.children:
            _delete(below, ids)
    rows._raw_delete(rows.db)
