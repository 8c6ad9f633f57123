"""A small but whole consumer: organisations from lines of JSON, written to the real table."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, BinaryIO

import msgspec

from hamroh.kernel.intake import importers
from hamroh.kernel.intake.protocol import (
    Change,
    Comparison,
    Context,
    FieldChange,
    Incoming,
    IncomingFault,
    Standing,
    Unreadable,
)
from hamroh.kernel.organisations.models import Organisation

FIELDS = ("name", "country")


class Trial(msgspec.Struct, frozen=True):
    """What a line of the file says."""

    org_id: str
    name: str
    country: str = ""
    more: str = ""


def digest(name: str, country: str) -> str:
    return hashlib.sha256(f"{name}\n{country}".encode()).hexdigest()


def file_of(rows: Sequence[Mapping[str, Any] | str]) -> io.BytesIO:
    return io.BytesIO("\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows).encode())


class TrialImporter:
    """`before` is called at each stage with its name; a test lets it count, change the world, or die."""

    key = "trial.organisations"
    verb = "organisations.change"
    record_type = Trial
    largest_step = 50

    def __init__(self) -> None:
        self.before: Callable[[str], None] = lambda stage: None

    def read(self, stream: BinaryIO, context: Context) -> Iterator[Incoming]:
        for number, line in enumerate(stream, start=1):
            self.before("read")
            place = f"line {number}"
            if line.startswith(b"BREAK"):
                raise Unreadable(IncomingFault("trial-break", "error", f"The file breaks off at {place}.", place))
            try:
                record = msgspec.json.decode(line, type=Trial)
            except msgspec.MsgspecError as error:
                fault = IncomingFault("trial-not-json", "error", f"{place}: {error}", place, {"detail": str(error)})
                yield Incoming("", place, None, (fault,))
            else:
                yield Incoming(record.org_id, place, record)

    def compare(self, chunk: Sequence[Incoming], context: Context) -> list[Comparison]:
        self.before("compare")
        found = Organisation.objects.in_bulk([incoming.key for incoming in chunk], field_name="org_id")
        return [self._compare(incoming.record, found.get(incoming.key)) for incoming in chunk]

    def _compare(self, record: Trial, now: Organisation | None) -> Comparison:
        target = digest(record.name, record.country)
        if now is None:
            return Comparison("create", "", target)
        name = now.names.get("en", "")
        seen = digest(name, now.country)
        if seen == target:
            return Comparison("unchanged", seen, target)
        pairs = (("name", name, record.name), ("country", now.country, record.country))
        changes = tuple(FieldChange(field, old, new) for field, old, new in pairs if old != new)
        return Comparison("update", seen, target, changes)

    def standing(self, keys: Sequence[str]) -> dict[str, Standing]:
        self.before("standing")
        found = Organisation.objects.filter(org_id__in=keys)
        return {str(row.org_id): Standing(digest(row.names.get("en", ""), row.country), "Zarina") for row in found}

    def apply(self, chunk: Sequence[Change], context: Context) -> None:
        self.before("apply")
        for change in chunk:
            fields = {"names": {"en": change.record.name}, "country": change.record.country}
            if change.verdict == "create":
                Organisation.objects.create(org_id=change.key, **fields)
            else:
                Organisation.objects.filter(org_id=change.key).update(**fields)
        self.before("applied")


TRIAL = TrialImporter()
importers.declare(TRIAL)
