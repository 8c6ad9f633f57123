"""IATI files for the tests, and what is in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from lxml import etree

from hamroh.formats.iati import records as r
from hamroh.formats.iati.writer import write_activities
from hamroh.kernel.intake.models import Batch
from hamroh.kernel.intake.services import apply, stage
from hamroh.kernel.ledger.actors import Actor, system

ACTOR = system("test")


def file_of(records: Iterable[r.Activity]) -> BytesIO:
    """A file of these records, as a publisher would send it."""
    out = BytesIO()
    write_activities(records, out, generated=datetime(2026, 1, 1, tzinfo=UTC))
    out.seek(0)
    return out


def preview(stream: Any, actor: Actor = ACTOR, **options: Any) -> Batch:
    """Read a file without applying it."""
    return stage(actor=actor, importer="iati", stream=stream, file_name="test.xml", options=options)


def bring_in(stream: Any, actor: Actor = ACTOR, **options: Any) -> Batch:
    """Read a file and apply it."""
    batch = preview(stream, actor, **options)
    return apply(actor=actor, batch=batch) if batch.state == "staged" else batch


def counts(batch: Batch) -> tuple[int, int, int, int, int]:
    """(read, created, updated, unchanged, refused)."""
    done = batch.outcome
    return (
        batch.counts["read"], done.get("created", 0), done.get("updated", 0),
        batch.counts["unchanged"] + done.get("already", 0), batch.counts["refused"] + done.get("conflicts", 0),
    )  # fmt: skip


def elements_of(path: Path) -> Counter[tuple[str, str, tuple[tuple[str, str], ...]]]:
    """Every element with its identifier's activity, text and attributes; layout and comments play no part."""
    found: Counter[tuple[str, str, tuple[tuple[str, str], ...]]] = Counter()
    for activity in etree.parse(str(path)).getroot().iter("iati-activity"):
        identifier = (activity.findtext("iati-identifier") or "").strip()
        for element in activity.iter(etree.Element):
            text = " ".join((element.text or "").split())
            found[f"{identifier} {element.tag}", text, tuple(sorted(element.attrib.items()))] += 1
    return found
