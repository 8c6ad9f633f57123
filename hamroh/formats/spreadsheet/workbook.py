"""One way in for every spreadsheet that people send: its content decides how it is read, not its name."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from types import TracebackType
from typing import BinaryIO, Self

from hamroh.formats.spreadsheet.delimited import DelimitedReader
from hamroh.formats.spreadsheet.package import ZIP_MAGIC, Package, refuse_known_content, seekable
from hamroh.formats.spreadsheet.problems import Problem, refuse
from hamroh.formats.spreadsheet.records import DEFAULT_LIMITS, Limits, Row, Sheet
from hamroh.formats.spreadsheet.template import MARK_SHEET, TemplateMark
from hamroh.formats.spreadsheet.xlsx import XlsxReader

_PEEK_ROWS = 20


class Workbook:
    """An opened file: its sheets, problems that concern the whole of it, and its template mark when it has
    one.

    A text file is a workbook of one sheet without a name. Use as a context manager, or call `close()`.
    """

    def __init__(
        self, stream: BinaryIO, *, limits: Limits, encoding: str | None = None, delimiter: str | None = None
    ) -> None:
        stream, size = seekable(stream, limits)
        self._own = stream
        self._package: Package | None = None
        self._xlsx: XlsxReader | None = None
        self._text: DelimitedReader | None = None
        magic = stream.read(len(ZIP_MAGIC))
        stream.seek(0)
        if magic == ZIP_MAGIC:
            self._package = Package(stream, size, limits)
            self._xlsx = XlsxReader(self._package, limits)
            self.sheets: tuple[Sheet, ...] = self._xlsx.sheets
            self.problems: tuple[Problem, ...] = self._xlsx.problems
        else:
            refuse_known_content(stream)
            self._text = DelimitedReader(stream, limits, encoding=encoding, delimiter=delimiter)
            self.sheets = (Sheet(""),)
            self.problems = self._text.problems
        self.template = self._read_mark()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the container; the stream that was handed in stays open."""
        if self._package is not None:
            self._package.close()

    def sheet(self, name: str) -> Sheet:
        """The sheet of that name; SpreadsheetRefused when there is none."""
        for sheet in self.sheets:
            if sheet.name == name:
                return sheet
        raise refuse("sheet-not-found", sheet=name, headers=", ".join(sheet.name for sheet in self.sheets))

    def rows(self, sheet: Sheet | str, *, fill_merged: bool = True) -> Iterator[Row]:
        """The non-empty rows of a sheet, streamed.

        Raises SpreadsheetRefused where a damaged part breaks off.
        """
        if self._xlsx is None:
            assert self._text is not None
            return self._text.rows()
        return self._xlsx.rows(self.sheet(sheet) if isinstance(sheet, str) else sheet, fill_merged=fill_merged)

    def blank_rows(self, sheet: Sheet | str, *, below: int = 0) -> int:
        """How many rows below row `below` hold no value: in a text file those made of separators alone."""
        if self._text is not None:
            return self._text.blank_rows(below)
        numbers = [row.number for row in self.rows(sheet, fill_merged=False) if row.number > below]
        return numbers[-1] - below - len(numbers) if numbers else 0

    def peek(self, sheet: Sheet | str, count: int = _PEEK_ROWS) -> tuple[Row, ...]:
        """The first non-empty rows, for finding headings."""
        rows = self.rows(sheet, fill_merged=False)
        return tuple(islice(rows, count))

    def _read_mark(self) -> TemplateMark | None:
        if not any(sheet.name == MARK_SHEET for sheet in self.sheets):
            return None
        facts: dict[str, str] = {}
        names: dict[str, str] = {}
        for row in self.peek(MARK_SHEET, 500):
            texts = [str(cell.value) for cell in row.cells]
            if len(texts) >= 3 and texts[0] == "sheet":
                names[texts[1]] = texts[2]
            elif len(texts) >= 2:
                facts[texts[0]] = texts[1]
        if "template" not in facts:
            return None
        return TemplateMark(
            facts["template"],
            facts.get("version", ""),
            facts.get("language", ""),
            facts.get("demonstration") == "yes",
            names,
        )


def read_workbook(
    stream: BinaryIO,
    *,
    limits: Limits = DEFAULT_LIMITS,
    encoding: str | None = None,
    delimiter: str | None = None,
) -> Workbook:
    """Open an .xlsx, .csv or .tsv. Raises SpreadsheetRefused, whose `problem` says what is wrong and how
    to mend it.
    """
    return Workbook(stream, limits=limits, encoding=encoding, delimiter=delimiter)
