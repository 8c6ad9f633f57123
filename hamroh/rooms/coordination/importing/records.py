"""A line of a 4W on its way from the file to the room."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from ..values import LineValues
from .bodies import Body

ROLES = ("donor", "programming", "implementing")


class Contact(msgspec.Struct, frozen=True):
    """Whom the file names for the programming partner. Personal: never a part of the line or the ledger's facts."""

    name: str
    email: str = ""
    phone: str = ""


class FourWLine(msgspec.Struct, frozen=True, kw_only=True):
    """What one row says, compared with the report number `base` of its reporter.

    `key` is the key of the line; `bodies` holds, by role, organisations that applying adds or completes. `gone`: the
    file does not hold this standing line any more. `own`: it stood in our own workbook.
    """

    reporter: int
    base: int
    key: str
    values: LineValues
    bodies: Mapping[str, Body] = {}
    sheet: str = ""
    row: int | None = None
    counted: bool = True
    gone: bool = False
    own: bool = False
    contact: Contact | None = None


def batch_key(reporter: int, key: str) -> str:
    """How the intake knows a line: keys of lines are unique within their reporter alone."""
    return f"{reporter}:{key}"


def content_key(values: LineValues, bodies: Mapping[str, Body] | None = None) -> bytes:
    """The same for lines that say the same; region and district follow from the place."""
    plain = msgspec.structs.replace(values, region=None, district=None, raw=dict(sorted(values.raw.items())))
    new = {role: body.names for role, body in sorted((bodies or {}).items()) if body.id is None}
    return msgspec.json.encode((plain, new))
