"""Files of statistics come in: any producer's that an adapter knows, as CSV or spreadsheet."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from itertools import chain
from typing import Any, BinaryIO

from hamroh.formats.spreadsheet import Row, SpreadsheetRefused, Workbook, read_workbook
from hamroh.kernel.ledger.actors import Actor
from hamroh.kernel.people.decisions import require

from .. import events
from ..adapters import About, FileRow, NoAdapter, Problem, adapter_for
from ..loading import DatasetBusy, Edition
from .deriving import derive_from
from .taking import take_in

_CHUNK = 1024 * 1024


@dataclass(frozen=True)
class ImportReport:
    """What became of a file. `read` and `refused` count lines; created, updated and unchanged count figures.

    `refused_whole`: nothing of the file was taken, and the first problem says why. `derived` counts the figures
    that were computed anew because of it.
    """

    file: str
    kind: str = ""
    datasets: Sequence[str] = ()
    edition: str = ""
    read: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    refused: int = 0
    derived: int = 0
    refused_whole: bool = False
    problems: Sequence[Problem] = field(default_factory=tuple)

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return asdict(self)


@dataclass
class _Lines:
    """Rows of a file under its headings, counted as they are read."""

    headings: dict[str, str]
    rows: Iterator[Row]
    read: int = 0
    # Cells that the spreadsheet itself calls wrong (#REF!): left out, they would pass for unknown.
    faults: list[Problem] = field(default_factory=list)

    def __iter__(self) -> Iterator[FileRow]:
        for row in self.rows:
            self.read += 1
            wrong = [fault for fault in row.problems if fault.severity == "error"]
            self.faults += [Problem(fault.message, row.number, self._heading(fault.locator)) for fault in wrong]
            if wrong:
                continue
            texts = {
                self.headings[cell.column]: _text(cell.value) for cell in row.cells if cell.column in self.headings
            }
            yield FileRow(row.number, texts)

    def _heading(self, locator: str) -> str:
        letters = locator.rpartition("!")[2].rstrip("0123456789")
        return self.headings.get(letters, letters)


def import_observations(
    *,
    actor: Actor,
    file: BinaryIO,
    name: str,
    kind: str | None = None,
    edition: str = "",
    retrieved: dt.date | None = None,
) -> ImportReport:
    """Import a file of statistics; its headings tell whose it is unless `kind` (an adapter's key) does.

    Sound lines are taken and become visible together, with one ledger event; each faulty line is named with its
    column. The same file again changes nothing. A file that cannot be read, or whose data set somebody else is
    loading, gives a report with `refused_whole`. `edition` is the publisher's name of the edition (a day, first of
    all). Raises Refused.
    """
    require(actor, "indicators.import")
    about = Edition(_sha256(file), edition, name, retrieved)
    try:
        with read_workbook(file) as workbook:
            return _import(actor, workbook, about, kind)
    except SpreadsheetRefused as fault:
        return _whole(about, str(fault))
    except (NoAdapter, DatasetBusy) as fault:
        return _whole(about, str(fault))


def _import(actor: Actor, workbook: Workbook, about: Edition, kind: str | None) -> ImportReport:
    lines = _lines(workbook)
    adapter = adapter_for(lines.headings.values(), kind)
    readings = chain(adapter.read(lines, About(about.name)), lines.faults)
    taken = take_in(
        actor=actor, edition=about, readings=readings, event=events.IMPORTED,
        facts={"file": about.file_name, "kind": adapter.key},
    )  # fmt: skip
    derived = derive_from(actor, taken.touched)
    return ImportReport(
        file=about.file_name, kind=adapter.key, datasets=tuple(taken.datasets), edition=about.name, read=lines.read,
        created=taken.created, updated=taken.updated, unchanged=taken.unchanged, refused=len(taken.refused_lines),
        derived=sum(one.created + one.updated for one in derived), problems=tuple(taken.problems),
    )  # fmt: skip


def _lines(workbook: Workbook) -> _Lines:
    rows = workbook.rows(next((sheet for sheet in workbook.sheets if not sheet.hidden), workbook.sheets[0]))
    first = next(rows, None)
    headings = {cell.column: str(cell.value).strip().lower() for cell in first.cells} if first else {}
    return _Lines(headings, rows)


def _text(value: object) -> str:
    if isinstance(value, dt.datetime):
        value = value.date()
    return value.isoformat() if isinstance(value, dt.date) else str(value).strip()


def _whole(about: Edition, message: str) -> ImportReport:
    return ImportReport(file=about.file_name, edition=about.name, refused_whole=True, problems=(Problem(message),))


def _sha256(file: BinaryIO) -> str:
    file.seek(0)
    running = hashlib.sha256()
    while chunk := file.read(_CHUNK):
        running.update(chunk)
    file.seek(0)
    return running.hexdigest()
