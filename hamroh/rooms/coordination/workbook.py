"""The workbook that a partner gets: its last lines, the lists to choose from, in its language. It comes back edited."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from hamroh.formats.spreadsheet import RowSpec, Value, write_workbook
from hamroh.kernel.languages.text import pick
from hamroh.kernel.places.models import Place

from .codes.services import SERVICES
from .fields import TEMPLATE
from .importing.columns import sheet_spec
from .models import Line, Reporter
from .saying import by_sex
from .selectors.carrying import base_of, shown

_BODIES = ("donor", "programming", "implementing")


def write_report_workbook(reporter: Reporter, out: BinaryIO, *, language: str) -> None:
    """Write the lines that the reporter's next report starts from. `language` is the interface's code (zh-hans)."""
    lines = list(shown(base_of(reporter)))
    with override(language):
        note = demonstration(reporter)
    sheet = sheet_spec(language, _rows(lines, language), scheme=reporter.round.scheme)
    write_workbook([sheet], out, template=TEMPLATE, language=language, demonstration=note)


def file_name(reporter: Reporter) -> str:
    """A name that every file system takes and that tells two rounds apart."""
    return f"4w-{reporter.round.period_end:%Y-%m}-{reporter.pk}.xlsx"


def demonstration(reporter: Reporter) -> str:
    """The sentence that marks invented data, in the active language; "" for real data."""
    invented = settings.HAMROH_DEMONSTRATION or reporter.round.fictional
    return _("Demonstration: organisations, people and figures are invented.") if invented else ""


def _rows(lines: list[Line], language: str) -> Iterator[RowSpec]:
    for line in lines:
        yield RowSpec(line.key, written(line, language))


def written(line: Line, language: str) -> Mapping[str, Value]:
    """A line as our workbook writes it, by field key: the file's own word where it stands for a value, else the name
    in this language; codes of lists, which the workbook shows by their label.
    """
    raw: Mapping[str, str] = line.raw
    values: dict[str, Any] = {role: raw.get(role) or _name(getattr(line, role), language) for role in _BODIES}
    values |= {
        "theme": line.theme or raw.get("theme", ""),
        "service": line.service if line.service in SERVICES else raw.get("service", line.service),
        "title": line.title,
        "code": line.code,
        **_place(line, language),
        "status": line.status,
        "start": line.start,
        "end": line.end,
        "amount": line.amount,
        "currency": line.currency,
        "notes": line.notes,
        "visibility": line.visibility,
    }
    for measure in ("targeted", "reached"):
        values |= {f"{measure}_{sex}": by_sex(line.people, measure, sex) for sex in ("f", "m")}
        values[measure] = getattr(line, measure)
    return {key: value for key, value in values.items() if value not in (None, "")}


def _place(line: Line, language: str) -> dict[str, str]:
    place = line.place
    if place is None:
        return {key: line.raw.get(key, "") for key in ("adm1", "adm2", "pcode")}
    chain: dict[int, Place] = {}
    above: Place | None = place
    while above is not None:
        chain[above.level] = above
        above = above.parent
    return {
        "adm1": line.raw.get("adm1") or _name(chain.get(1), language),
        "adm2": line.raw.get("adm2") or _name(chain.get(2), language),
        "pcode": line.raw.get("pcode") or place.pcode or "",
    }


def _name(thing: Any, language: str) -> str:
    return (pick(thing.names, language).text or str(thing)) if thing is not None else ""
