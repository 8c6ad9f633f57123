"""Rows into tables without a model instance for each: an import writes some thirty rows for every activity.

Only values that need the database's own form pass through Django's field; text and whole numbers go as they are.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from typing import Any

from django.db import connections, models, router

_AS_THEY_ARE = (
    models.CharField, models.BigIntegerField, models.PositiveIntegerField, models.BooleanField, models.FloatField,
    models.ForeignKey,
)  # fmt: skip


def insert_rows(model: type[models.Model], columns: tuple[str, ...], rows: Sequence[Sequence[Any]]) -> None:
    """Insert rows of values in the order of `columns` (attribute names). Inside the caller's transaction."""
    if not rows:
        return
    connection = connections[router.db_for_write(model)]
    prepare = _preparers(model, columns)
    ready = [list(row) for row in rows]
    for index, form in prepare:
        for row in ready:
            if row[index] is not None:
                row[index] = form(row[index], connection)
    with connection.cursor() as cursor:
        cursor.executemany(_statement(model, columns, connection.alias), ready)


@functools.cache
def _preparers(
    model: type[models.Model], columns: tuple[str, ...]
) -> tuple[tuple[int, Callable[[Any, Any], Any]], ...]:
    fields = {field.attname: field for field in model._meta.concrete_fields}
    found = []
    for index, name in enumerate(columns):
        field = fields[name]
        if not isinstance(field, _AS_THEY_ARE):
            found.append((index, field.get_db_prep_save))
    return tuple(found)


@functools.cache
def _statement(model: type[models.Model], columns: tuple[str, ...], alias: str) -> str:
    quote = connections[alias].ops.quote_name
    fields = {field.attname: str(field.column) for field in model._meta.concrete_fields}
    names = ", ".join(quote(fields[name]) for name in columns)
    marks = ", ".join(["%s"] * len(columns))
    # The names are those of our own models, never of what came in.
    return f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({marks})"  # noqa: S608
