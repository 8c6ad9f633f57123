"""The lines of a round as rows of text and numbers in one language: what the workbook and the HXL file hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from hamroh.formats.spreadsheet import Value
from hamroh.formats.spreadsheet.template import Kind
from hamroh.kernel.languages.codes import BY_CODE
from hamroh.kernel.languages.text import pick
from hamroh.kernel.ledger.actors import Actor
from hamroh.kernel.organisations.models import Organisation
from hamroh.kernel.places.models import Place

from ..codes.lists import STATUSES
from ..codes.services import SERVICES
from ..codes.themes import SCHEMES
from ..models import Line, Round
from ..selectors.lines import Which, visible_to

_REFERENCED = ("reporter__organisation", "donor", "programming", "implementing", "place", "region", "district")


@dataclass(frozen=True)
class OutputColumn:
    """One column: its heading, its HXL tag, and the value of a line."""

    key: str
    label: str | Promise
    hxl: str
    value: Callable[[Line, Round], Value]
    kind: Kind = "text"
    width: float = 18


def lines_of(round_: Round, viewer: Actor, which: Which = "published") -> Iterator[Line]:
    """The lines that the viewer may see, in the order of their reporters' files; read in steps."""
    lines = visible_to(viewer, which=which).filter(reporter__round=round_).select_related(*_REFERENCED)
    return lines.order_by("reporter_id", "sheet", "row", "pk").iterator(chunk_size=500)


def rows_of(
    round_: Round, viewer: Actor, *, language: str, columns: Sequence[OutputColumn], which: Which = "published"
) -> Iterator[list[Value]]:
    """One list of values for each line, in the columns' order, labels and names in `language`."""
    for line in lines_of(round_, viewer, which):
        with override(BY_CODE[language].code):
            yield [column.value(line, round_) for column in columns]


def _organisation(name: str) -> Callable[[Line, Round], Value]:
    def value(line: Line, _round: Round) -> Value:
        body: Organisation | None = getattr(line, name)
        return pick(body.names).text or str(body) if body is not None else line.raw.get(name)

    return value


def _place(name: str, what: Callable[[Place], Value]) -> Callable[[Line, Round], Value]:
    def value(line: Line, _round: Round) -> Value:
        place: Place | None = getattr(line, name)
        return what(place) if place is not None else None

    return value


def _people(measure: str, sex: str) -> Callable[[Line, Round], Value]:
    def value(line: Line, _round: Round) -> Value:
        found = [number for kind, of_sex, _age, number in line.people if (kind, of_sex) == (measure, sex)]
        return sum(found) if found else None

    return value


def _reporter(line: Line, _round: Round) -> Value:
    body = line.reporter.organisation
    return pick(body.names).text or str(body) if body is not None else line.reporter.label


def _theme(line: Line, round_: Round) -> Value:
    scheme = SCHEMES.get(round_.scheme)
    return (scheme.label(line.theme) if scheme else line.theme) or line.raw.get("theme")


def _service(line: Line, _round: Round) -> Value:
    return SERVICES.label(line.service) if line.service in SERVICES else line.raw.get("service") or line.service


def _field(name: str) -> Callable[[Line, Round], Value]:
    def value(line: Line, _round: Round) -> Value:
        found: Any = getattr(line, name)
        return found if found != "" else None

    return value


COLUMNS: tuple[OutputColumn, ...] = (
    OutputColumn("reporter", _("Reported by"), "#org+reporter", _reporter, width=30),
    OutputColumn("donor", _("Donor"), "#org+funder", _organisation("donor"), width=30),
    OutputColumn("programming", _("Programming partner"), "#org+prog", _organisation("programming"), width=30),
    OutputColumn("implementing", _("Implementing partner"), "#org+impl", _organisation("implementing"), width=30),
    OutputColumn("theme", _("Thematic area"), "#sector", _theme, width=28),
    OutputColumn("theme_code", _("Code of the thematic area"), "#sector+code", _field("theme")),
    OutputColumn("service", _("Kind of work"), "#subsector", _service, width=34),
    OutputColumn("title", _("Project"), "#activity+name", _field("title"), width=34),
    OutputColumn("code", _("Identifier of the project"), "#activity+code", _field("code")),
    OutputColumn("adm1", _("Region"), "#adm1+name", _place("region", lambda place: place.name)),
    OutputColumn("adm1_code", _("P-code of the region"), "#adm1+code", _place("region", lambda place: place.pcode)),
    OutputColumn("adm2", _("District or city"), "#adm2+name", _place("district", lambda place: place.name)),
    OutputColumn("adm2_code", _("P-code of the district"), "#adm2+code", _place("district", lambda one: one.pcode)),
    OutputColumn("place", _("Place"), "#loc+name", _place("place", lambda place: place.name)),
    OutputColumn(
        "status", _("Status"), "#status", lambda line, _round: STATUSES.label(line.status) if line.status else None
    ),
    OutputColumn("start", _("From"), "#date+start", _field("start"), "date", 13),
    OutputColumn("end", _("Until"), "#date+end", _field("end"), "date", 13),
    OutputColumn("targeted_f", _("Targeted: women and girls"), "#targeted+f", _people("targeted", "f"), "integer", 12),
    OutputColumn("targeted_m", _("Targeted: men and boys"), "#targeted+m", _people("targeted", "m"), "integer", 12),
    OutputColumn("targeted", _("Targeted: all"), "#targeted", _field("targeted"), "integer", 12),
    OutputColumn("reached_f", _("Reached: women and girls"), "#reached+f", _people("reached", "f"), "integer", 12),
    OutputColumn("reached_m", _("Reached: men and boys"), "#reached+m", _people("reached", "m"), "integer", 12),
    OutputColumn("reached", _("Reached: all"), "#reached", _field("reached"), "integer", 12),
    OutputColumn("amount", _("Budget for the line"), "#value", _field("amount"), "decimal", 14),
    OutputColumn("currency", _("Currency"), "#currency", _field("currency"), width=9),
    # A repetition is kept and counted once: who adds up the lines must see which.
    OutputColumn(
        "counted", _("Counted (1) or repetition (0)"), "#meta+counted", lambda line, _round: int(line.counted),
        "integer", 12,
    ),
    OutputColumn("key", _("Key of the line"), "#meta+id", _field("key"), width=22),
)  # fmt: skip
