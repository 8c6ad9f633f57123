"""What a sheet is made of when we write it and how it is recognised when it comes back edited."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

import msgspec

from hamroh.formats.spreadsheet.records import Value

Kind = Literal["text", "integer", "decimal", "date", "boolean", "choice"]
Text = str | Mapping[str, str]  # one text for all languages, or language tag (BCP 47) → text

MARK_SHEET = "_hamroh"
CHOICES_SHEET = "_choices"
# The hidden first column: a row identifier in rows of data, one of these in rows that are ours.
MARK = "hamroh:"
HEADER_MARK = "hamroh:header"
NOTE_MARK = "hamroh:note"
KEYS_MARK = "hamroh:keys:"  # followed by "<sheet key>:<template version>"


class Choice(msgspec.Struct, frozen=True):
    """One entry of a drop-down list: the stored `code` and what people see."""

    code: str
    label: Text = ""


class ColumnSpec(msgspec.Struct, frozen=True):
    """One column. `width` in characters; `language` tags a column of a multilingual text ("Title [ru]").

    `locked` columns are shown grey and are for reading only: whoever compares refuses a change
    (`locked-changed`). `number_format` is an Excel number format and overrides the kind's. `open_list`: the
    choices are an offer, and any other text may be written.
    """

    key: str
    label: Text
    kind: Kind = "text"
    width: float = 16
    choices: tuple[Choice, ...] = ()
    help: Text = ""
    locked: bool = False
    required: bool = False
    language: str | None = None
    number_format: str | None = None
    open_list: bool = False


class RowSpec(msgspec.Struct, frozen=True):
    """One row to write: its stable identifier ("" for none) and its values by column key."""

    row_id: str
    values: Mapping[str, Value]


class SheetSpec(msgspec.Struct, frozen=True):
    """One sheet: `key` recognises it for ever, `name` is what people see and may rename."""

    key: str
    name: str
    columns: tuple[ColumnSpec, ...]
    rows: Iterable[RowSpec] = ()


class TemplateMark(msgspec.Struct, frozen=True):
    """What a file says about the template it was made from."""

    key: str
    version: str
    language: str = ""
    demonstration: bool = False
    sheets: Mapping[str, str] = {}  # sheet key → sheet name when it was written


def in_language(text: Text, language: str) -> str:
    """`text` in `language`, else in English, else whatever there is."""
    if isinstance(text, str):
        return text
    return text.get(language) or text.get("en") or next(iter(text.values()), "")


def heading(column: ColumnSpec, language: str) -> str:
    """The column heading people see: the label, and the language tag when the column holds one language of
    a text.
    """
    label = in_language(column.label, language) or column.key
    return f"{label} [{column.language}]" if column.language else label


def headings(column: ColumnSpec) -> frozenset[str]:
    """Every heading, folded, under which the column is recognised: its key and its label in each language."""
    languages = ("",) if isinstance(column.label, str) else tuple(column.label)
    return frozenset((fold(column.key), *(fold(heading(column, language)) for language in languages)))


def fold(text: str) -> str:
    """A heading without differences of case, white space and a closing asterisk or colon."""
    return " ".join(text.split()).rstrip(" *:").casefold()
