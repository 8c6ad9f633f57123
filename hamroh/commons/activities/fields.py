"""Columns that give back exactly what a publisher wrote, so that an export built from them loses nothing.

The database's own number and JSON types round, reorder or drop zeros; these keep the written form as text. Where the
database must count, a derived numeric column stands beside.
"""

from __future__ import annotations

import functools
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import msgspec
from django.db import models

from hamroh.formats.iati import records
from hamroh.formats.iati.records import Narrative, Narratives, Unknown

if TYPE_CHECKING:
    _NarrativesColumn = models.TextField[Narratives, Narratives]
    _RecordColumn = models.TextField[Any, Any]
else:
    _NarrativesColumn = _RecordColumn = models.TextField

_encode = msgspec.json.Encoder().encode


class WrittenField(models.TextField):
    """Text that a file may leave out: NULL means that it said nothing, an empty text that it said nothing aloud."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("null", True)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)


class CodeField(models.CharField):
    """A code, reference or identifier that may be left out. Longer ones than `max_length` are refused at import."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 255)
        kwargs.setdefault("null", True)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)


class WrittenDecimalField(WrittenField):
    """A decimal in its written precision: 33.30 stays 33.30."""

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> Decimal | None:
        """Text to Decimal."""
        return None if value is None else Decimal(value)

    def to_python(self, value: Any) -> Decimal | None:
        """Text or number to Decimal."""
        return value if value is None or isinstance(value, Decimal) else Decimal(str(value))

    def get_prep_value(self, value: Any) -> str | None:
        """Decimal to text."""
        return None if value is None else str(value)


class WrittenMomentField(WrittenField):
    """A time as written, with its offset or without one."""

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> datetime | None:
        """ISO 8601 to datetime."""
        return None if value is None else datetime.fromisoformat(value)

    def to_python(self, value: Any) -> datetime | None:
        """ISO 8601 or datetime to datetime."""
        return datetime.fromisoformat(value) if isinstance(value, str) else value

    def get_prep_value(self, value: Any) -> str | None:
        """Datetime to ISO 8601."""
        return value.isoformat() if isinstance(value, datetime) else value


class NarrativesField(_NarrativesColumn):
    """Texts by language as `[[language or null, text], …]`; in Python the records' `Narrative` tuples."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", tuple)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> Narratives:
        """JSON to narratives; never None."""
        return narratives_from(value) if value else ()

    def to_python(self, value: Any) -> Narratives:
        """JSON or narratives to narratives."""
        return narratives_from(value) if isinstance(value, str) and value else value or ()

    def get_prep_value(self, value: Any) -> str:
        """Narratives to JSON; no narrative is the empty text."""
        return narratives_text(value) if value else ""


def narratives_text(narratives: Narratives) -> str:
    """The column's text."""
    rows = [[one.lang, one.text, one.unknown] if one.unknown else [one.lang, one.text] for one in narratives]
    return _encode(rows).decode()


def narratives_from(text: str) -> Narratives:
    """What `narratives_text` wrote."""
    return tuple(
        Narrative(text=row[1], lang=row[0], unknown=_unknown(row[2]) if len(row) > 2 else ())
        for row in msgspec.json.decode(text)
    )


def _unknown(rows: list[Any]) -> tuple[Unknown, ...]:
    return msgspec.convert(rows, tuple[Unknown, ...])


class RecordField(_RecordColumn):
    """A record of `hamroh.formats.iati.records`, or a tuple of them (`many`), as JSON of a declared type.

    `holds` names the record's class, `str`, or `Narratives`. A single record may be None. With `many` the default is
    the empty tuple; a `many` column that is nullable tells "not there" from "there and empty".
    """

    def __init__(self, *args: Any, holds: str, many: bool = False, **kwargs: Any) -> None:
        self.holds, self.many = holds, many
        kwargs.setdefault("blank", True)
        if not many:
            kwargs.setdefault("null", True)
        elif not kwargs.get("null"):
            kwargs.setdefault("default", tuple)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[Any, ...]:
        """For migrations."""
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "holds": self.holds, "many": self.many}

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> Any:
        """JSON to records."""
        if value is None:
            return None
        return _decoder(self.holds, self.many).decode(value) if value else ()

    def to_python(self, value: Any) -> Any:
        """JSON or records to records."""
        return self.from_db_value(value, None, None) if isinstance(value, str) else value

    def get_prep_value(self, value: Any) -> str | None:
        """Records to JSON."""
        if value is None:
            return None
        return "" if value == () else _encode(value).decode()


@functools.cache
def _decoder(holds: str, many: bool) -> msgspec.json.Decoder[Any]:
    kind = str if holds == "str" else getattr(records, holds)
    return msgspec.json.Decoder(tuple[kind, ...] if many else kind)  # type: ignore[valid-type]
