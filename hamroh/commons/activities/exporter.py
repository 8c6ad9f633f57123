"""Activities as an IATI 2.03 file, built from the stored fields and valid before anybody sees it."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from lxml import etree

from hamroh.formats.iati import schema
from hamroh.formats.iati.problems import Problem
from hamroh.formats.iati.writer import NotWritable, write_activities

from .models import Activity
from .selectors.records import records_in_order

_TOLD = 5
# The standard has no field for it, and the file travels on without its page. In English, as the standard is.
FICTIONAL = "Demonstration: activities with fictional identifiers (-EX-) are invented."


class ExportRefused(RuntimeError):
    """The file would not be valid; `problems` say where. Nothing was written."""

    def __init__(self, problems: list[Problem], detail: str = "") -> None:
        told = "; ".join(one.message for one in problems[:_TOLD])
        more = f" … and {len(problems) - _TOLD} more." if len(problems) > _TOLD else ""
        super().__init__(f"The export was refused, nothing was written. {told or detail}{more}")
        self.problems = problems


def export_activities(activities: QuerySet[Activity], out: Path) -> int:
    """Write the activities to `out` and return their number.

    Written beside, validated against the schema, then moved into place: a reader sees the old file or the new one.
    Raises StandardMissing when the standard's files are absent, ExportRefused, OSError (disk full).
    """
    schema.schema("iati-activities")  # refuse before any work when the standard is missing
    draft = _draft_beside(out)
    try:
        with draft.open("wb") as stream:
            try:
                count = write_activities(
                    records_in_order(activities),
                    stream,
                    generated=timezone.now(),
                    remark=FICTIONAL if activities.filter(fictional=True).exists() else "",
                )
            except NotWritable as fault:
                raise ExportRefused([], str(fault)) from fault
            stream.flush()
            os.fsync(stream.fileno())
        _check(draft)
        draft.replace(out)
    finally:
        draft.unlink(missing_ok=True)
    return count


def _check(draft: Path) -> None:
    """Raise ExportRefused unless the file is valid. It streams by; only an invalid one is read whole."""
    try:
        with draft.open("rb") as stream:
            options: dict[str, Any] = {"resolve_entities": False, "no_network": True}
            valid = etree.iterparse(stream, tag="iati-activity", schema=schema.schema("iati-activities"), **options)
            for _event, element in valid:
                element.clear()
                parent = element.getparent()
                if parent is not None:
                    del parent[: parent.index(element)]
    except etree.XMLSyntaxError as first:
        with draft.open("rb") as stream:
            raise ExportRefused(schema.validate(stream), str(first)) from first


def _draft_beside(out: Path) -> Path:
    handle, name = tempfile.mkstemp(prefix=f".{out.name}.", suffix=".draft", dir=out.parent)
    os.close(handle)
    return Path(name)
