"""Where the tables of a file stand and what their columns mean, whatever the file looks like.

Each sheet is asked in turn: is it our own (hidden keys), does it have a row of HXL tags, or headings in one row or two?
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import islice

from hamroh.formats import hxl
from hamroh.formats.spreadsheet import Row, Sheet, Workbook, column_number
from hamroh.formats.spreadsheet.records import locator
from hamroh.formats.spreadsheet.table import ROW_ID_HEADING, check_template
from hamroh.formats.spreadsheet.template import CHOICES_SHEET, HEADER_MARK, KEYS_MARK, MARK_SHEET
from hamroh.formats.spreadsheet.template import fold as fold_heading
from hamroh.kernel.intake.headings import suggest_mapping
from hamroh.kernel.intake.protocol import IncomingFault, fault_from

from .. import fields
from .columns import Meaning, heading_specs, meaning_from, ruled_out, sure_meaning
from .faults import own_fault

IMPORTER = "4w"
FIRST_ROWS = 25
_WHO = frozenset({"donor", "programming", "programming_acronym", "implementing", "implementing_acronym"})
_WHAT_OR_WHERE = frozenset({"theme", "theme_code", "service", "title", "adm1", "adm2", "adm3", "adm1_code",
                            "adm2_code", "adm3_code", "place", "pcode"})  # fmt: skip
_HXL_FIELDS = {"activity_id": "code", "budget": "amount", "reported": "month"}
_HXL_AGES = {"infants": "children", "children": "children", "adolescents": "children", "adults": "adults",
             "elderly": "elderly"}  # fmt: skip


@dataclass(frozen=True)
class Layout:
    """One table: rows below `first_row` of `sheet` are data. Columns by letter.

    `headings` are as people wrote them, levels joined; `guessed` are letters whose meaning is only likely; `unread`
    those with a heading that means nothing to us. `own`: it is a sheet of our workbook.
    """

    sheet: str
    first_row: int
    columns: Mapping[str, Meaning]
    headings: Mapping[str, str]
    id_column: str | None = None
    own: bool = False
    guessed: frozenset[str] = frozenset()
    unread: tuple[str, ...] = ()
    faults: tuple[IncomingFault, ...] = ()

    @cached_property
    def letters(self) -> Mapping[str, str]:
        """The column of each field, by `Meaning.key`."""
        return {meaning.key: letters for letters, meaning in self.columns.items()}

    @property
    def fits(self) -> bool:
        """Whether it can be a 4W at all: somebody, and what or where."""
        found = {meaning.field for meaning in self.columns.values()}
        return bool(found & _WHO and found & _WHAT_OR_WHERE)

    def told(self) -> Iterator[IncomingFault]:
        """What was odd about the headings, with the cell of each."""
        yield from self.faults
        for letters in self.unread:
            yield own_fault("4w.column-not-read", self.at(letters), column=self.headings[letters])
        for letters in sorted(self.guessed, key=column_number):
            meaning = self.columns[letters].label
            yield own_fault("4w.column-guessed", self.at(letters), column=self.headings[letters], meaning=meaning)

    def at(self, letters: str) -> str:
        """The cell of a column's heading."""
        return locator(self.sheet, letters, self.first_row)


@dataclass(frozen=True)
class Chosen:
    """What people said of headings: for this very file, and whose earlier choices count."""

    mapping: Mapping[str, str] = field(default_factory=dict)
    organisation_id: int | None = None


def find_layouts(workbook: Workbook, chosen: Chosen) -> tuple[list[Layout], list[IncomingFault]]:
    """The tables of the file, in its order, and what is to be said of sheets that are not read.

    Raises SpreadsheetRefused for a damaged sheet or a workbook made from another template.
    """
    layouts: list[Layout] = []
    told: list[IncomingFault] = []
    for sheet in workbook.sheets:
        if sheet.name in {MARK_SHEET, CHOICES_SHEET}:
            continue
        found = _layout(workbook, sheet, chosen)
        if found is None or not found.fits:
            if not sheet.hidden:
                told.append(own_fault("4w.sheet-not-read", sheet.name, sheet=sheet.name))
        elif sheet.hidden and not found.own:
            told.append(own_fault("4w.hidden-sheet", sheet.name, sheet=sheet.name))
        else:
            layouts.append(found)
    return layouts, told if layouts else []


def likeliest_layout(workbook: Workbook, chosen: Chosen) -> Layout | None:
    """The table whose columns people should be asked about: also one that does not fit yet."""
    found = [_layout(workbook, sheet, chosen) for sheet in workbook.sheets if not sheet.hidden]
    known = [one for one in found if one is not None]
    return max(known, key=lambda one: (one.fits, len(one.columns), len(one.headings)), default=None)


def _layout(workbook: Workbook, sheet: Sheet, chosen: Chosen) -> Layout | None:
    rows = list(islice(workbook.rows(sheet), FIRST_ROWS + 1))
    if not rows:
        return None
    own = _own(rows)
    found = own or _tagged(rows) or _by_headings(rows, chosen)
    return _one_organisation(found) if found is not None and own is None else found


# -- our own workbook --------------------------------------------------------------------------


def _own(rows: Sequence[Row]) -> Layout | None:
    for row in rows:
        mark = next((str(cell.value) for cell in row.cells if str(cell.value).startswith(KEYS_MARK)), None)
        if mark is None:
            continue
        key, _colon, version = mark.removeprefix(KEYS_MARK).rpartition(":")
        if key != fields.SHEET:
            return None
        check_template(fields.TEMPLATE[0], version, fields.TEMPLATE)
        return _by_keys(rows, row)
    return None


def _by_keys(rows: Sequence[Row], keys: Row) -> Layout:
    columns: dict[str, Meaning] = {}
    id_column = None
    for cell in keys.cells:
        text = str(cell.value)
        if text.startswith(KEYS_MARK):
            id_column = cell.column
        elif (meaning := meaning_from(text)) is not None and meaning not in columns.values():
            columns[cell.column] = meaning
    header = next((row for row in rows if any(cell.value == HEADER_MARK for cell in row.cells)), keys)
    headings = {cell.column: str(cell.value) for cell in header.cells if cell.column != id_column}
    layout = Layout(header.sheet, header.number, columns, headings, id_column, own=True)
    # A column that the sender added is read by its heading, when that is sure; else it is named.
    return _with_others(layout)


def _with_others(layout: Layout) -> Layout:
    columns = dict(layout.columns)
    unread = []
    for letters, heading in layout.headings.items():
        if letters in columns or ruled_out(heading):
            continue
        meaning = sure_meaning(heading)
        if meaning is not None and meaning.key not in {one.key for one in columns.values()}:
            columns[letters] = meaning
        elif meaning is None:
            unread.append(letters)
    return replace(layout, columns=columns, unread=tuple(unread))


# -- HXL ---------------------------------------------------------------------------------------


def _tagged(rows: Sequence[Row]) -> Layout | None:
    tags = hxl.find_tags(rows)
    if tags is None:
        return None
    best: dict[str, tuple[int, str, Meaning]] = {}
    taken: dict[str, Meaning] = {}
    for letters, tag in tags.columns.items():
        known = hxl.meaning_of(tag)
        if known is None or (meaning := _from_hxl(known)) is None:
            continue
        taken[letters] = meaning
        rank = (len(known.unread), letters, meaning)
        if meaning.key not in best or rank[0] < best[meaning.key][0]:
            best[meaning.key] = rank
    columns = {letters: meaning for _unread, letters, meaning in best.values()}
    headings = {letters: " ".join(texts) for letters, texts in tags.headers.items()}
    headings = {letters: headings.get(letters, str(tag)) for letters, tag in tags.columns.items()} | headings
    layout = Layout(tags.sheet, tags.number, columns, headings, faults=tuple(map(fault_from, tags.problems)))
    layout = _with_others(replace(layout, headings=_without(headings, taken, columns)))
    twice = [
        _twice(layout, letters, headings[letters], one) for letters, one in taken.items() if letters not in columns
    ]
    return replace(layout, headings=headings, faults=(*layout.faults, *twice))


def _without(
    headings: Mapping[str, str], taken: Mapping[str, Meaning], columns: Mapping[str, Meaning]
) -> dict[str, str]:
    """The headings without those of columns whose tag was understood and lost to a more general one."""
    return {letters: text for letters, text in headings.items() if letters not in taken or letters in columns}


def _from_hxl(known: hxl.Meaning) -> Meaning | None:
    name = _HXL_FIELDS.get(known.field, known.field)
    if name in ("targeted", "reached"):
        return Meaning(name, known.sex if known.sex in ("f", "m", "x") else "", _hxl_age(known))
    found = meaning_from(name)
    return replace(found, currency=known.currency) if found is not None else None


def _hxl_age(known: hxl.Meaning) -> str:
    if known.age:
        return _HXL_AGES.get(known.age, "")
    if known.years is None:
        return ""
    first, last = known.years
    if last is not None and last < 18:
        return "children"
    if first >= 60:
        return "elderly"
    return "adults" if first >= 18 and last is not None and last < 60 else ""


# -- headings ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Header:
    """One row or two that may hold the headings: letter → their levels from the top down."""

    number: int
    levels: Mapping[str, tuple[str, ...]]
    sheet: str

    def headings(self) -> dict[str, str]:
        return {letters: " ".join(texts) for letters, texts in self.levels.items()}


def _by_headings(rows: Sequence[Row], chosen: Chosen) -> Layout | None:
    candidates = list(_headers(rows[:FIRST_ROWS], rows))
    if not candidates:
        return None
    wanted = {fold_heading(text): key for text, key in chosen.mapping.items()}
    # The first of the best: a row of data below may repeat a word of the headings, never more of them.
    scored = max(candidates, key=lambda one: (_hits(one, wanted), -one.number))
    if _hits(scored, wanted) < 2:
        scored = max(candidates, key=lambda one: (len(one.levels), -one.number))
    return _understood(scored, chosen)


def _hits(header: _Header, wanted: Mapping[str, str]) -> float:
    found = set()
    for texts in header.levels.values():
        key = wanted.get(fold_heading(" ".join(texts)))
        meaning = meaning_from(key) if key else sure_meaning(*texts)
        if meaning is not None:
            found.add(meaning.key)
    # Two rows only when the second adds something.
    return len(found) - 0.5 * (max((len(texts) for texts in header.levels.values()), default=1) > 1)


def _headers(first: Sequence[Row], rows: Sequence[Row]) -> Iterator[_Header]:
    for index, row in enumerate(first):
        texts = _texts(row)
        if len(texts) < 2:
            if len(texts) == len(row.cells) == 1:
                continue
            if not texts:
                continue
        yield _Header(row.number, {letters: (text,) for letters, text in texts.items()}, row.sheet)
        below = rows[index + 1] if index + 1 < len(rows) else None
        if below is not None and len(_texts(below)) == len(below.cells):
            yield _Header(below.number, _two_levels(row, below), row.sheet)


def _texts(row: Row) -> dict[str, str]:
    return {cell.column: " ".join(cell.value.split()) for cell in row.cells if isinstance(cell.value, str)}


def _two_levels(top: Row, below: Row) -> dict[str, tuple[str, ...]]:
    """A group's heading stands above each of its columns: merged, or (in a text file) in its first one alone."""
    upper, lower = _texts(top), _texts(below)
    levels: dict[str, tuple[str, ...]] = {}
    group = ""
    for letters in sorted({*upper, *lower}, key=column_number):
        group = upper.get(letters, group)
        texts = (group if letters in lower else upper[letters], lower.get(letters, ""))
        levels[letters] = tuple(dict.fromkeys(text for text in texts if text))
    return levels


def _understood(header: _Header, chosen: Chosen) -> Layout:
    headings = header.headings()
    said = _said(headings, chosen)
    columns: dict[str, Meaning] = {}
    guessed: set[str] = set()
    unread: list[str] = []
    faults: list[IncomingFault] = []
    layout = Layout(header.sheet, header.number, columns, headings)
    id_column = next((letters for letters, text in headings.items() if text in {ROW_ID_HEADING, HEADER_MARK}), None)
    for sure in (True, False):
        for letters, texts in header.levels.items():
            if letters == id_column or letters in columns or (not sure and letters not in unread):
                continue
            meaning, known = said(letters, texts, sure)
            if meaning is None:
                if sure and not known:
                    unread.append(letters)
                continue
            if meaning.key in {one.key for one in columns.values()}:
                if sure:
                    faults.append(_twice(layout, letters, headings[letters], meaning))
                continue
            columns[letters] = meaning
            if not sure:
                guessed.add(letters)
                unread.remove(letters)
    found = replace(layout, columns=columns, id_column=id_column, guessed=frozenset(guessed), unread=tuple(unread),
                    faults=tuple(faults))  # fmt: skip
    return found


_Said = Callable[[str, tuple[str, ...], bool], tuple[Meaning | None, bool]]


def _said(headings: Mapping[str, str], chosen: Chosen) -> _Said:
    """Answers (meaning, whether the heading is known) for a column, first what is sure, then what is likely."""
    suggested = suggest_mapping(
        importer=IMPORTER, headings_found=list(headings.values()), columns=heading_specs(),
        organisation_id=chosen.organisation_id,
    )  # fmt: skip
    told = {fold_heading(text): key for text, key in suggested.columns.items()} if suggested.remembered else {}
    told |= {fold_heading(text): key for text, key in chosen.mapping.items()}

    def answer(letters: str, texts: tuple[str, ...], sure: bool) -> tuple[Meaning | None, bool]:
        heading = headings[letters]
        if sure:
            key = told.get(fold_heading(heading))
            if key is not None:
                return meaning_from(key), True
            found = sure_meaning(*texts)
            return found, found is not None or ruled_out(heading) or ruled_out(texts[-1])
        key = suggested.columns.get(heading, "")
        return (meaning_from(key) if key else None), False

    return answer


def _twice(layout: Layout, letters: str, heading: str, meaning: Meaning) -> IncomingFault:
    first = next((one for one, known in layout.columns.items() if known.key == meaning.key), "")
    return own_fault(
        "4w.column-twice", layout.at(letters), column=heading, first=layout.at(first) if first else "",
        meaning=meaning.label,
    )  # fmt: skip


def _one_organisation(layout: Layout) -> Layout:
    """A table with one organisation alone means the one that answers for the work, whatever its tag says."""
    renamed = {"implementing": "programming", "implementing_acronym": "programming_acronym"}
    if any(meaning.field == "programming" for meaning in layout.columns.values()):
        return layout
    columns = {
        letters: Meaning(renamed[meaning.field]) if meaning.field in renamed else meaning
        for letters, meaning in layout.columns.items()
    }
    return replace(layout, columns=columns)
