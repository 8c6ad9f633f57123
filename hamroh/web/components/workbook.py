"""The .xlsx of a register: a head that stays in view, widths that fit, and a sheet that says where it comes from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

import xlsxwriter
from django.http import HttpResponse
from django.utils import timezone
from django.utils.encoding import iri_to_uri
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NARROWEST, WIDEST = 10, 60
# A workbook sheet holds 1,048,576 lines (ISO/IEC 29500, and Excel's own limit); beyond it lines would be lost.
MOST_ROWS = 1_048_575


def workbook_of(rows: Iterable[Sequence[Any]], *, title: str, about: Sequence[tuple[str, str]] = ()) -> bytes:
    """A workbook of `rows`, the first of them the head. `about` fills a sheet with label and value pairs."""
    buffer = BytesIO()
    options = {"constant_memory": True, "default_date_format": "yyyy-mm-dd", "remove_timezone": True}
    with xlsxwriter.Workbook(buffer, {**options, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet(_sheet_name(title))
        bold = book.add_format({"bold": True, "bottom": 1})
        sheet.freeze_panes(1, 0)
        for at, row in enumerate(rows):
            if at > MOST_ROWS:
                raise ValueError(_("A workbook holds at most 1,048,575 lines. Filter the list and export it in parts."))
            if at == 0:
                for place, label in enumerate(row):
                    width = min(max(len(str(label)) + 4, NARROWEST), WIDEST)
                    sheet.set_column(place, place, width)
            for place, value in enumerate(row):
                sheet.write(at, place, _plain(value), bold if at == 0 else None)
        origin = book.add_worksheet(_sheet_name(_("About this file")))
        origin.set_column(0, 1, 40)
        for at, (label, value) in enumerate(about):
            origin.write_string(at, 0, label)
            origin.write_string(at, 1, value)
    return buffer.getvalue()


def workbook_response(rows: Iterable[Sequence[Any]], *, title: str, origin: str, fictional: bool) -> HttpResponse:
    """The workbook as a download. `origin` is the address of the list; fictional data says so inside the file."""
    about = [
        (_("List"), title),
        (_("Address"), iri_to_uri(origin)),
        (_("Made on"), timezone.localtime().strftime("%Y-%m-%d %H:%M")),
    ]
    if fictional:
        about.insert(0, (_("Demonstration"), _("Organisations, people and figures are invented.")))
    response = HttpResponse(workbook_of(rows, title=title, about=about), content_type=CONTENT_TYPE)
    response["Content-Disposition"] = content_disposition_header(True, f"{title}.xlsx") or "attachment"
    return response


def _sheet_name(title: str) -> str:
    """At most 31 characters and none of those that Excel refuses in the name of a sheet."""
    return re.sub(r"[\[\]:*?/\\']", " ", title).strip()[:31] or "Hamroh"


def _plain(value: Any) -> Any:
    """A value that a cell can hold; None stays an empty cell, since unknown is not zero."""
    if value is None or isinstance(value, bool | int | float | Decimal | datetime | date):
        return value
    return str(value)
