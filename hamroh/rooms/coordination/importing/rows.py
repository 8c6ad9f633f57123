"""The rows of a file that are lines: totals, notes and blank rows are told apart before anything is understood."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from hamroh.formats.spreadsheet import Problem, Row, Value, Workbook
from hamroh.formats.spreadsheet.records import Cell, locator
from hamroh.formats.spreadsheet.template import MARK
from hamroh.kernel.intake.protocol import IncomingFault, Unreadable

from .faults import own_fault
from .folding import folded as fold_word
from .layout import Layout

MOST_LINES = 50_000
_TOTALS = frozenset(fold_word(word) for word in (
    "total", "totals", "grand total", "sub total", "subtotal", "sum", "overall", "всего", "итого", "всего по району",
    "общий итог", "ҷамъ", "ҳамагӣ", "ҷамъи умумӣ", "合计", "总计", "小计", "共计", "jami", "جمع", "مجموع", "suma",
))  # fmt: skip
_NUMBERS = frozenset({"targeted", "reached", "amount"})


@dataclass(frozen=True)
class Raw:
    """One row of data: what stands in the columns that mean something, by `Meaning.key`."""

    layout: Layout
    number: int
    values: Mapping[str, Value]
    row_id: str = ""
    problems: tuple[Problem, ...] = ()

    def at(self, key: str) -> str:
        """The cell of a field: its own, else the first one that is read."""
        return locator(
            self.layout.sheet, self.layout.letters.get(key) or next(iter(self.layout.columns), "A"), self.number
        )

    @property
    def place(self) -> str:
        """Where the row stands, as people find it."""
        first = next(iter(self.layout.columns), "A")
        return locator(self.layout.sheet, first, self.number)


@dataclass
class Table:
    """All rows of a file that are lines, and what was set aside. `rows` counts blank ones too, `distinct` also."""

    lines: list[Raw] = field(default_factory=list)
    told: list[IncomingFault] = field(default_factory=list)
    rows: int = 0
    blank: int = 0
    distinct: int = 0
    aside: int = 0


def read_rows(workbook: Workbook, layouts: Sequence[Layout]) -> Table:
    """Read every table of the file. Raises SpreadsheetRefused, and Unreadable for more than 50,000 lines."""
    table = Table()
    seen: set[tuple[tuple[str, str], ...]] = set()
    for layout in layouts:
        rows = [row for row in workbook.rows(layout.sheet) if row.number > layout.first_row]
        blank = workbook.blank_rows(layout.sheet, below=layout.first_row)
        kept, told = _lines(rows, layout)
        table.lines += kept
        table.told += told
        table.blank += blank
        table.rows += len(rows) + blank
        seen |= {_whole(row) for row in rows}
        table.aside += len(told)
        if len(table.lines) > MOST_LINES:
            raise Unreadable(own_fault("4w.too-many-lines", layout.sheet, limit=f"{MOST_LINES:,}"))
    table.distinct = len(seen) + (1 if table.blank else 0)
    return table


def _whole(row: Row) -> tuple[tuple[str, str], ...]:
    return tuple((cell.column, cell.raw) for cell in row.cells)


def _lines(rows: Sequence[Row], layout: Layout) -> tuple[list[Raw], list[IncomingFault]]:
    by_letter = {letters: meaning.key for letters, meaning in layout.columns.items()}
    numbers = {meaning.key for meaning in layout.columns.values() if meaning.field in _NUMBERS}
    kept: list[Raw] = []
    told: list[IncomingFault] = []
    sums: dict[str, Decimal] = defaultdict(Decimal)
    last = rows[-1].number if rows else 0
    for row in rows:
        raw = _raw(row, layout, by_letter)
        if raw is None:
            continue
        if not raw.values and not raw.problems and not any(isinstance(cell.value, str) for cell in row.cells):
            continue  # a running number, and nothing beside it
        aside = (
            None if layout.own else _aside(row, raw, numbers, sums, is_last=row.number == last, width=len(by_letter))
        )
        if aside is not None:
            told.append(aside)
            continue
        kept.append(raw)
        for key in numbers:
            if (number := _number(raw.values.get(key))) is not None:
                sums[key] += number
    return kept, told


def _raw(row: Row, layout: Layout, by_letter: Mapping[str, str]) -> Raw | None:
    values: dict[str, Value] = {}
    row_id = ""
    for cell in row.cells:
        key = by_letter.get(cell.column)
        if key is not None:
            values[key] = cell.value
        elif cell.column == layout.id_column:
            row_id = str(cell.value).strip()
    if row_id.startswith(MARK) or (not values and layout.own):
        return None
    known = {locator(layout.sheet, letters, row.number) for letters in by_letter} if row.problems else ()
    problems = tuple(one for one in row.problems if one.locator in known)
    return Raw(layout, row.number, values, row_id, problems)


def _aside(
    row: Row, raw: Raw, numbers: set[str], sums: Mapping[str, Decimal], *, is_last: bool, width: int
) -> IncomingFault | None:
    """Why a row is no line: it holds totals, or one text alone."""
    texts = [cell for cell in row.cells if isinstance(cell.value, str) and _number(cell.value) is None]
    first = texts[0] if texts else None
    place = locator(raw.layout.sheet, row.cells[0].column if row.cells else "A", row.number)
    if first is not None and _is_total(str(first.value)) and _all_the_same(texts):
        return own_fault("4w.total-left-out", place, text=str(first.value))
    if not texts and raw.values and set(raw.values) <= numbers and (is_last or _are_sums(raw.values, sums)):
        return own_fault("4w.total-left-out", place, text=str(row.cells[0].value))
    if width > 2 and first is not None and len(texts) == len(row.cells) and _all_the_same(texts):
        return own_fault("4w.note-left-out", place, text=str(first.value)[:120])
    return None


def _all_the_same(texts: Iterable[Cell]) -> bool:
    """A note merged over the whole width stands in each of its columns."""
    return len({cell.raw for cell in texts}) == 1


def _is_total(text: str) -> bool:
    folded = fold_word(text)
    return folded in _TOTALS or any(
        folded.startswith(f"{word} ") for word in ("total", "всего", "итого", "grand total")
    )


def _number(value: Value) -> Decimal | None:
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return Decimal(value)
    if isinstance(value, str):
        plain = value.replace(" ", "").replace("\u00a0", "").replace(",", "")
        return Decimal(plain) if plain.replace(".", "", 1).isdecimal() else None
    return None


def _are_sums(values: Mapping[str, Value], sums: Mapping[str, Decimal]) -> bool:
    return all(_number(value) == sums.get(key, Decimal(-1)) for key, value in values.items())
