"""What a file of statistics would change, found by reading alone: nothing is written before somebody takes it in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from django.utils.translation import gettext as _

from hamroh.commons.indicators.adapters import About, FileRow, Located, Problem, Reading, adapter_for
from hamroh.commons.indicators.facts import Fact, faults_of
from hamroh.commons.indicators.models import Dataset, Indicator, Observation
from hamroh.formats.spreadsheet import Workbook, read_workbook

COMPARED_AT_ONCE = 1_000
SHOWN = 20
MOST_PROBLEMS = 200


@dataclass
class Preview:
    """Counts of figures (`refused` counts lines), the first new or changed ones, and what is wrong where."""

    kind: str
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    refused: set[int] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)
    shown: list[tuple[str, Fact]] = field(default_factory=list)

    @property
    def changes(self) -> int:
        """How many figures would be new or other than today."""
        return self.created + self.updated

    def refuse(self, problem: Problem) -> None:
        """Note what is wrong with a line."""
        self.refused.add(problem.line)
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(problem)


def preview_of(file: BinaryIO, *, kind: str | None, edition: str) -> Preview:
    """Read the whole file. Raises SpreadsheetRefused when it is no table, NoAdapter when nobody's headings fit."""
    with read_workbook(file) as workbook:
        headings, rows = _lines(workbook)
        adapter = adapter_for(headings.values(), kind)
        preview = Preview(adapter.label)
        facts = _sound(adapter.read(rows, About(edition)), preview)
        waiting: dict[str, tuple[str, Fact]] = {}
        for dataset, fact in facts:
            waiting[fact.natural_key(dataset)] = (dataset, fact)
            if len(waiting) >= COMPARED_AT_ONCE:
                _compare(waiting, preview)
                waiting = {}
        _compare(waiting, preview)
    return preview


def _sound(readings: Iterable[Reading], preview: Preview) -> Iterator[tuple[str, Fact]]:
    """The figures that an import would take, by the same checks."""
    dimensions = {one.code: tuple(one.disaggregations) for one in Indicator.objects.all()}
    datasets = set(Dataset.objects.values_list("key", flat=True))
    lines: dict[str, int] = {}
    for reading in readings:
        if isinstance(reading, Problem):
            preview.refuse(reading)
            continue
        problems = list(_faults(reading, datasets, dimensions)) or _twice(reading, lines)
        for problem in problems:
            preview.refuse(problem)
        if not problems:
            yield reading.dataset, reading.fact


def _twice(reading: Located, lines: dict[str, int]) -> list[Problem]:
    fact = reading.fact
    first = lines.setdefault(fact.natural_key(reading.dataset), fact.line)
    if first == fact.line:
        return []
    message = _("The same figure stands in line %(line)s. One figure may have one value; remove one of the lines.")
    return [Problem(message % {"line": first}, fact.line)]


def _faults(reading: Located, datasets: set[str], dimensions: dict[str, tuple[str, ...]]) -> Iterator[Problem]:
    fact = reading.fact
    if reading.dataset not in datasets:
        message = _("The data set “%(key)s” is not described here. Describe it first, or correct the key.")
        yield Problem(message % {"key": reading.dataset}, fact.line, "dataset")
    elif fact.indicator not in dimensions:
        message = _("The indicator “%(code)s” is not defined here. Define it first, or correct the code.")
        yield Problem(message % {"code": fact.indicator}, fact.line, "indicator")
    else:
        for column, message in faults_of(fact, dimensions[fact.indicator]):
            yield Problem(message, fact.line, column)


def _compare(waiting: dict[str, tuple[str, Fact]], preview: Preview) -> None:
    rows = Observation.objects.current().filter(key__in=list(waiting)).values_list("key", "digest")
    standing = dict(rows)
    for key, (dataset, fact) in waiting.items():
        if standing.get(key) == fact.digest:
            preview.unchanged += 1
            continue
        if key in standing:
            preview.updated += 1
        else:
            preview.created += 1
        if len(preview.shown) < SHOWN:
            preview.shown.append((dataset, fact))


def _lines(workbook: Workbook) -> tuple[dict[str, str], Iterator[FileRow]]:
    """The headings by column, in small letters, and the lines below them; of the first sheet that is shown."""
    rows = workbook.rows(next(sheet for sheet in workbook.sheets if not sheet.hidden))
    first = next(rows, None)
    headings = {cell.column: str(cell.value).strip().lower() for cell in first.cells} if first else {}

    def lines() -> Iterator[FileRow]:
        for row in rows:
            texts = {headings[cell.column]: _text(cell.value) for cell in row.cells if cell.column in headings}
            yield FileRow(row.number, texts)

    return headings, lines()


def _text(value: object) -> str:
    if isinstance(value, dt.datetime):
        value = value.date()
    return value.isoformat() if isinstance(value, dt.date) else str(value).strip()
