"""What an adapter declares: the headings it knows a producer's file by, its data sets, and how rows become facts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext as _

from ..areas import is_area
from ..facts import Fact, NoNumber, read_value
from ..periods import NoPeriod, Period, period
from ..vocabulary import Status


@dataclass(frozen=True)
class Problem:
    """What is wrong, where, in words that say how to mend it. `line` as people count lines, 0: the whole file."""

    message: str
    line: int = 0
    column: str = ""


@dataclass(frozen=True)
class FileRow:
    """One line of a file: text by heading, headings in small letters; a blank cell is absent."""

    line: int
    texts: Mapping[str, str]

    def text(self, column: str) -> str:
        """The cell's text, "" when blank."""
        return self.texts.get(column, "")


@dataclass(frozen=True)
class DatasetSpec:
    """A data set as the adapter describes it: `producer` is a key of the seed's producers."""

    key: str
    producer: str
    titles: Mapping[str, str]


@dataclass(frozen=True)
class Located:
    """A fact and the data set it belongs to."""

    dataset: str
    fact: Fact


@dataclass(frozen=True)
class About:
    """What is known of a file beside its rows."""

    edition: str = ""


Reading = Located | Problem
Reader = Callable[[Iterable[FileRow], About], Iterator[Reading]]


@dataclass(frozen=True)
class Adapter:
    """How the files of one producer are read. `columns` are the headings they must have."""

    key: str
    label: str
    columns: tuple[str, ...]
    datasets: tuple[DatasetSpec, ...]
    read: Reader


@dataclass(frozen=True)
class Series:
    """The indicator and the data set that rows of one kind belong to."""

    indicator: str
    dataset: str


@dataclass(frozen=True)
class Coded:
    """A column whose values become codes of a dimension; `codes` maps them, None takes them as they are."""

    column: str
    codes: Mapping[str, str] | None = None


@dataclass(frozen=True)
class RowMapping:
    """One row, one fact: which column is what.

    `series` maps the text of `series_column`; without such a column its only entry holds for every row. `country`
    and `counterpart` are columns, or an area's code after "=". `flags` are columns of 0 and 1 and their remark;
    `imputed_flag` is the one that makes a figure imputed.
    """

    series: Mapping[str, Series]
    value: str
    period: str
    country: str
    series_column: str = ""
    counterpart: str = ""
    breakdown: Mapping[str, Coded] = field(default_factory=dict)
    status: Status = Status.MEASURED
    remarks: tuple[str, ...] = ()
    flags: Mapping[str, str] = field(default_factory=dict)
    imputed_flag: str = ""

    def __call__(self, rows: Iterable[FileRow], about: About) -> Iterator[Reading]:
        """Read rows; each fault names its line and column, and a row with a fault gives no fact."""
        for row in rows:
            yield from self._row(row)

    def _row(self, row: FileRow) -> Iterator[Reading]:
        faults: list[Problem] = []
        series = self._series(row, faults)
        country = self._area(row, self.country, faults)
        counterpart = self._area(row, self.counterpart, faults) if self.counterpart else ""
        when = self._period(row, faults)
        value, reason = self._value(row, faults)
        breakdown = {key: self._code(row, coded, faults) for key, coded in self.breakdown.items()}
        raised = {column for column in self.flags if self._flag(row, column, faults)}
        if faults:
            yield from faults
            return
        assert series is not None and when is not None
        imputed = self.imputed_flag in raised
        yield Located(
            series.dataset,
            Fact(
                indicator=series.indicator, country=country, counterpart=counterpart, period=when, value=value,
                missing_reason=reason, breakdown=breakdown,
                status=Status.IMPUTED if imputed else self.status,
                remarks=(*self.remarks, *(self.flags[column] for column in self.flags if column in raised)),
                line=row.line,
            ),
        )  # fmt: skip

    def _series(self, row: FileRow, faults: list[Problem]) -> Series | None:
        if not self.series_column:
            return next(iter(self.series.values()))
        text = row.text(self.series_column)
        found = self.series.get(text)
        if found is None:
            faults.append(unknown_code(row, self.series_column, text, tuple(self.series)))
        return found

    def _area(self, row: FileRow, column: str, faults: list[Problem]) -> str:
        if column.startswith("="):
            return column[1:]
        code = row.text(column)
        if not is_area(code):
            message = _("“%(code)s” is not a country code. Use the three letters of ISO 3166-1, like TJK.")
            faults.append(Problem(message % {"code": code}, row.line, column))
        return code

    def _period(self, row: FileRow, faults: list[Problem]) -> Period | None:
        try:
            return period(row.text(self.period))
        except NoPeriod as fault:
            faults.append(Problem(str(fault), row.line, self.period))
            return None

    def _value(self, row: FileRow, faults: list[Problem]) -> tuple[Decimal | None, str]:
        try:
            return read_value(row.text(self.value))
        except NoNumber as fault:
            faults.append(Problem(str(fault), row.line, self.value))
            return None, ""

    def _code(self, row: FileRow, coded: Coded, faults: list[Problem]) -> str:
        text = row.text(coded.column)
        if not text:
            faults.append(Problem(_("The cell is blank. Write the code of the group."), row.line, coded.column))
            return ""
        if coded.codes is None:
            return text
        code = coded.codes.get(text)
        if code is None:
            faults.append(unknown_code(row, coded.column, text, tuple(coded.codes)))
        return code or ""

    def _flag(self, row: FileRow, column: str, faults: list[Problem]) -> bool:
        text = row.text(column)
        if text not in ("", "0", "1", "0.0", "1.0"):
            faults.append(Problem(_("“%(text)s” is neither 0 nor 1.") % {"text": text}, row.line, column))
        return text.startswith("1")


def unknown_code(row: FileRow, column: str, text: str, known: Sequence[str]) -> Problem:
    """The problem of a text that is none of the known codes."""
    message = _("“%(text)s” is not known here. Use one of: %(codes)s.")
    shown = ", ".join(known[:12]) + (", …" if len(known) > 12 else "")
    return Problem(message % {"text": text, "codes": shown}, row.line, column)
