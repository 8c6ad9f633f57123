"""4W files for tests, and what bringing them in says."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import openpyxl

from hamroh.kernel.intake.models import Batch
from hamroh.kernel.intake.services import apply, stage
from hamroh.kernel.ledger.actors import Actor
from hamroh.rooms.coordination.models import Reporter

from .factories import ACTOR

HEAD = ("Donor", "Programming partner", "Implementing partner", "Thematic area", "Kind of work", "Region", "District",
        "Targeted F", "Targeted M", "Targeted", "Start", "End", "Status", "Budget", "Currency", "Notes")  # fmt: skip
LINE: Mapping[str, Any] = {
    "Donor": "Invented Fund", "Programming partner": "Rohi Hamkori (invented)",
    "Implementing partner": "Rohi Hamkori (invented)", "Thematic area": "Labour migration",
    "Kind of work": "Language courses", "Region": "Khatlon", "District": "Kulob", "Targeted F": 60, "Targeted M": 40,
    "Targeted": 100, "Start": "2026-10-01", "End": "2026-12-31", "Status": "ongoing", "Budget": 1500,
    "Currency": "USD", "Notes": "",
}  # fmt: skip


def line(**changes: Any) -> list[Any]:
    """One row in the order of HEAD; keys are headings with "_" for blanks."""
    values = {**LINE, **{key.replace("_", " "): value for key, value in changes.items()}}
    return [values[heading] for heading in HEAD]


def csv_of(rows: Iterable[Sequence[Any]], head: Sequence[str] = HEAD) -> io.BytesIO:
    """A text file."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(head)
    writer.writerows(["" if value is None else value for value in row] for row in rows)
    return io.BytesIO(out.getvalue().encode())


def xlsx_of(
    *sheets: tuple[str, Iterable[Sequence[Any]]], merged: Mapping[str, Sequence[str]] | None = None
) -> io.BytesIO:
    """A workbook: rows as they are, headings among them; `merged` areas by the name of their sheet."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets:
        page = book.create_sheet(name)
        for row in rows:
            page.append(list(row))
        for area in (merged or {}).get(name, ()):
            page.merge_cells(area)
    out = io.BytesIO()
    book.save(out)
    out.seek(0)
    return out


def preview(stream: io.BytesIO, by: Reporter, actor: Actor = ACTOR, name: str = "4w.xlsx", **options: Any) -> Batch:
    """Read a file without applying it."""
    options = {"reporter": by.pk, **options}
    return stage(actor=actor, importer="4w", stream=stream, file_name=name, options=options)


def bring_in(stream: io.BytesIO, by: Reporter, actor: Actor = ACTOR, **options: Any) -> Batch:
    """Read a file and apply it."""
    return apply(actor=actor, batch=preview(stream, by, actor, **options))


def verdicts(batch: Batch) -> dict[str, int]:
    """How many lines of each verdict, zeros left out."""
    names = ("create", "update", "remove", "unchanged", "refused")
    return {name: batch.counts[name] for name in names if batch.counts.get(name)}


def told(batch: Batch) -> list[tuple[str, str]]:
    """(code, cell) of every fault, in order."""
    return list(batch.faults.order_by("pk").values_list("code", "locator"))


def codes(batch: Batch) -> set[str]:
    """The codes of all faults."""
    return {code for code, _place in told(batch)}
