"""Rows back into records: one query for each table and thousand owners."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from hamroh.formats.iati.record_parts import Record

from .tables import Child, Flat, Table

OWNERS_PER_QUERY = 1000
# Foreign keys of rows are asked for under this name; no record has a field of that name.
_KEY = "pk"


def records_of(table: Table, ids: list[int]) -> dict[int, Record]:
    """The records of the rows with these ids, by id; ids that do not exist are left out."""
    found: dict[int, Record] = {}
    for start in range(0, len(ids), OWNERS_PER_QUERY):
        part = ids[start : start + OWNERS_PER_QUERY]
        rows = table.model._default_manager.filter(pk__in=part).values_list(_KEY, *table.column_names)
        found.update((key, record) for key, record in _built(table, list(rows)))
    return found


def _built(table: Table, rows: list[tuple[Any, ...]]) -> Iterator[tuple[int, Record]]:
    keys = [row[0] for row in rows]
    below = [(child.field, _children(child, keys)) for child in table.children] if keys else []
    names = [name for name, _ in table.columns]
    end = len(names) + 1
    for row in rows:
        values = dict(zip(names, row[1:end], strict=True))
        at = end
        for flat in table.flats:
            values[flat.field] = _unflattened(flat, row[at : at + len(flat.columns)])
            at += len(flat.columns)
        for name, found in below:
            values[name] = tuple(found.get(row[0], ()))
        yield row[0], table.record(**values)


def _children(child: Child, owners: list[int]) -> dict[int, list[Record]]:
    found: dict[int, list[Record]] = defaultdict(list)
    link = f"{child.owner}_id"
    for start in range(0, len(owners), OWNERS_PER_QUERY):
        part = owners[start : start + OWNERS_PER_QUERY]
        rows = list(
            child.table.model._default_manager.filter(**{f"{link}__in": part}, **child.fixed)
            .order_by(link, "position")
            .values_list(_KEY, *child.table.column_names, link)
        )
        owner_of = {row[0]: row[-1] for row in rows}
        for key, record in _built(child.table, rows):
            found[owner_of[key]].append(record)
    return found


def _unflattened(flat: Flat, values: tuple[Any, ...]) -> Record | None:
    given = {name: value for (name, _), value in zip(flat.columns, values, strict=True)}
    return None if given["unknown"] is None else flat.record(**given)
