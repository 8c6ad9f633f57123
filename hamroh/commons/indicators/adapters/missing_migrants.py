"""IOM, Missing Migrants Project: incidents become counts by country and year.

Of a single incident nothing is kept: no day, no spot, no description. The file's rows are added up to the country and
year, and once each by cause, by route and by nationality; these three are never crossed, so that no row of ours
describes one person. A number that an incident lacks is left out of the sum and said so; when no incident of a group
has one, the group's figure is unknown, not zero.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.text import slugify
from django.utils.translation import gettext as _

from ..areas import is_area
from ..facts import Fact, NoNumber, read_value
from ..periods import year
from ..vocabulary import MissingReason, Status
from .adapter import About, Adapter, DatasetSpec, FileRow, Located, Problem, Reading

INDICATOR = "dead-and-missing"
DATASET = DatasetSpec(
    "iom-missing-migrants",
    "iom-mmp",
    {
        "tg": "Лоиҳаи «Муҳоҷирони бедарак»: ҳалокшудагон ва бедаракон",
        "ru": "Проект «Пропавшие мигранты»: погибшие и пропавшие без вести",
        "en": "Missing Migrants Project: dead and missing",
        "zh": "失踪移民项目：死亡与失踪",
    },
)


@dataclass
class Sum:
    """Victims of one group: those counted, and how many incidents have no number."""

    counted: Decimal | None = None
    without: int = 0
    line: int = 0


@dataclass(frozen=True)
class Incident:
    """What is read of a row before it is added up."""

    country: str
    year: int
    dead: Decimal | None
    groups: tuple[tuple[str, str], ...]


def read(rows: Iterable[FileRow], about: About) -> Iterator[Reading]:
    """Faulty rows first, as they come; the sums when all rows are read."""
    sums: dict[tuple[str, int, str, str], Sum] = {}
    last = date.min
    for row in rows:
        faults: list[Problem] = []
        incident, day = _incident(row, faults)
        if incident is None or day is None:
            yield from faults
            continue
        last = max(last, day)
        for dimension, code in (("", ""), *incident.groups):
            group = sums.setdefault((incident.country, incident.year, dimension, code), Sum(line=row.line))
            if incident.dead is None:
                group.without += 1
            else:
                group.counted = (group.counted or Decimal(0)) + incident.dead
    for (country, number, dimension, code), group in sums.items():
        yield Located(DATASET.key, _fact(country, number, dimension, code, group, last))


def _fact(country: str, number: int, dimension: str, code: str, group: Sum, last: date) -> Fact:
    part_of_year = number == last.year and (last.month, last.day) < (12, 1)
    remarks = ["minimum"]
    if group.without:
        remarks.append("without-number")
    if part_of_year:
        remarks.append("part-of-year")
    return Fact(
        indicator=INDICATOR,
        country=country,
        counterpart=code if dimension == "nationality" else "",
        period=year(number),
        value=group.counted,
        missing_reason="" if group.counted is not None else MissingReason.NOT_PUBLISHED,
        breakdown={dimension: code} if dimension in ("cause", "route") else None,
        status=Status.PROVISIONAL if part_of_year else Status.ESTIMATED,
        remarks=tuple(remarks),
        line=group.line,
    )


def _incident(row: FileRow, faults: list[Problem]) -> tuple[Incident | None, date | None]:
    country, day = row.text("geo"), None
    if not is_area(country):
        message = _("“%(code)s” is not a country code. Use the three letters of ISO 3166-1, like TJK.")
        faults.append(Problem(message % {"code": country}, row.line, "geo"))
    try:
        day = date.fromisoformat(row.text("t")[:10])
    except ValueError:
        message = _("“%(text)s” is no date. Write it like 2024-05-17.")
        faults.append(Problem(message % {"text": row.text("t")}, row.line, "t"))
    dead: Decimal | None = None
    try:
        dead, _reason = read_value(row.text("dead"))
        if dead is not None and (dead < 0 or dead != dead.to_integral_value()):
            raise NoNumber(_("“%(text)s” is no number of people.") % {"text": row.text("dead")})
    except NoNumber as fault:
        faults.append(Problem(str(fault), row.line, "dead"))
    if faults or day is None:
        return None, None
    groups = (
        ("cause", _one_of(row.text("cause"), "mixed-or-unknown")),
        ("route", _one_of(row.text("route"), "several")),
        ("nationality", _nationality(row.text("nat"))),
    )
    return Incident(country, day.year, dead, groups), day


def _one_of(text: str, several: str) -> str:
    """A short code of the project's own wording; a row that names several is put under `several`."""
    # The wordings themselves hold commas with a space; the project joins several by commas without one.
    if len([part for part in text.replace(", ", " ").split(",") if part]) > 1:
        return several
    return slugify(text)[:60] or "unknown"


def _nationality(text: str) -> str:
    codes = {code.strip() for code in text.split(",") if code.strip()}
    if len(codes) > 1:
        return "MIX"
    code = next(iter(codes), "UNK")
    return code if is_area(code) else "UNK"


ADAPTER = Adapter(
    key="missing-migrants",
    label="IOM, Missing Migrants Project",
    columns=("t", "geo", "dead", "cause", "route", "nat"),
    datasets=(DATASET,),
    read=read,
)
