"""Records shared by activities and organisations (IATI 2.03, ``iati-common.xsd`` and both schemas).

Every element is a frozen record, every attribute a field named by its IATI term in snake_case. Elements that only
carry one code, one date or one text are folded into a field of their parent (``activity-status/@code`` is
``Activity.activity_status``). A field is ``None`` or ``()`` where the document says nothing: unknown is not zero.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

import msgspec


class Record(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True, gc=False):
    """Base of all records. ``gc=False`` is safe because records cannot form cycles."""


class Unknown(Record, frozen=True):
    """Something the 2.03 schema does not know, kept so that it can be written back under the same parent.

    ``name`` is in Clark notation (``{namespace}local``). ``content`` is the attribute's value, the text, or the
    element as canonical XML. ``path`` names the folded child it stood on (``"title"``, ``"telephone[2]"``);
    empty means the record's own element.
    """

    kind: Literal["element", "attribute", "text"]
    name: str
    content: str
    path: str = ""


class Narrative(Record, frozen=True):
    """One text in one language. ``lang`` is ``xml:lang``; ``None`` means the default language of the activity."""

    text: str
    lang: str | None = None
    unknown: tuple[Unknown, ...] = ()


Narratives = tuple[Narrative, ...]


class Value(Record, frozen=True):
    """An amount of money; ``currency`` ``None`` means ``default-currency``. The written precision is kept."""

    amount: Decimal | None = None
    currency: str | None = None
    value_date: date | None = None
    unknown: tuple[Unknown, ...] = ()


class ReportingOrg(Record, frozen=True):
    ref: str | None = None
    type: str | None = None
    secondary_reporter: bool | None = None
    narratives: Narratives = ()
    unknown: tuple[Unknown, ...] = ()


class RecipientCountry(Record, frozen=True):
    """``percentage`` is known on activities only; a transaction or document link has none."""

    code: str | None = None
    percentage: Decimal | None = None
    narratives: Narratives = ()
    unknown: tuple[Unknown, ...] = ()


class RecipientRegion(Record, frozen=True):
    """``percentage`` is known on activities only. ``vocabulary`` ``None`` means 1 (OECD DAC)."""

    code: str | None = None
    vocabulary: str | None = None
    vocabulary_uri: str | None = None
    percentage: Decimal | None = None
    narratives: Narratives = ()
    unknown: tuple[Unknown, ...] = ()


class DocumentLink(Record, frozen=True):
    """A document on the web. ``recipient_countries`` is known in organisation files only."""

    url: str | None = None
    format: str | None = None
    title: Narratives = ()
    description: Narratives = ()
    categories: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    document_date: date | None = None
    recipient_countries: tuple[RecipientCountry, ...] = ()
    unknown: tuple[Unknown, ...] = ()
