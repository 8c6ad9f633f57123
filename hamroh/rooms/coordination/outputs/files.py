"""The round as a workbook and as an HXL file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from hamroh.formats.hxl import TaggedColumn, write_hxl
from hamroh.formats.spreadsheet import ColumnSpec, RowSpec, SheetSpec, write_workbook
from hamroh.kernel.languages.codes import BY_CODE
from hamroh.kernel.languages.text import pick
from hamroh.kernel.ledger.actors import Actor

from ..models import Round
from ..selectors.lines import Which
from .rows import COLUMNS, rows_of
from .totals import totals_of

TEMPLATE = ("coordination-round", "1")
LICENCE = "CC BY 4.0"


def write_xlsx(
    round_: Round, out: BinaryIO, *, viewer: Actor, language: str, which: Which = "published"
) -> tuple[str, ...]:
    """A workbook of two sheets: the lines, and what they are. `language` is a content code (tg, ru, en, zh).

    Returns the addresses of cells whose text is longer than Excel keeps.
    """
    with override(BY_CODE[language].code):
        sheets = (
            SheetSpec("lines", _("Lines"), tuple(_columns()), _lines(round_, viewer, language, which)),
            SheetSpec("about", _("About this file"), _ABOUT, list(_about(round_, viewer, which))),
        )
        return write_workbook(sheets, out, template=TEMPLATE, language=language, demonstration=_note(round_))


def write_hxl_csv(round_: Round, out: BinaryIO, *, viewer: Actor, language: str, which: Which = "published") -> None:
    """The lines as HXL: a row of headings in `language`, a row of tags, the rows."""
    with override(BY_CODE[language].code):
        columns = [TaggedColumn(str(column.label), column.hxl) for column in COLUMNS]
        rows = rows_of(round_, viewer, language=language, columns=COLUMNS, which=which)
        write_hxl(columns, rows, out, demonstration=_note(round_))


def _columns() -> Iterator[ColumnSpec]:
    for column in COLUMNS:
        yield ColumnSpec(column.key, str(column.label), kind=column.kind, width=column.width)


def _lines(round_: Round, viewer: Actor, language: str, which: Which) -> Iterator[RowSpec]:
    keys = [column.key for column in COLUMNS]
    for values in rows_of(round_, viewer, language=language, columns=COLUMNS, which=which):
        yield RowSpec("", dict(zip(keys, values, strict=True)))


_ABOUT = (ColumnSpec("what", "", width=34), ColumnSpec("value", "", width=60))


def _about(round_: Round, viewer: Actor, which: Which) -> Iterator[RowSpec]:
    totals = totals_of(round_, viewer, which)
    period = (date_format(day, "SHORT_DATE_FORMAT") for day in (round_.period_start, round_.period_end))
    facts = (
        (_("Round"), pick(round_.title).text or str(round_)),
        (_("Country"), round_.country),
        (_("Period"), " – ".join(period)),
        (_("Organisations that reported"), totals.reporters),
        (_("Lines"), totals.lines),
        (_("Distinct lines"), totals.distinct),
        (_("Licence"), LICENCE),
        (_("Made on"), date_format(timezone.localdate(), "SHORT_DATE_FORMAT")),
    )
    for what, value in facts:
        yield RowSpec("", {"what": str(what), "value": value})


def _note(round_: Round) -> str:
    if round_.fictional or settings.HAMROH_DEMONSTRATION:
        return _("Demonstration: organisations, people and figures are invented.")
    return ""
