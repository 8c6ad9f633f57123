"""The body of a register's table, written directly: a template for each cell took most of the time of a page."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any

from django.template.loader import render_to_string
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from hamroh.web.components.register import Cell, Register

Writer = Callable[[Any], str]


def body(register: Register, *, number: Writer, day: Writer, tongue: Callable[[Any, str], str]) -> SafeString:
    """`<tr>` elements of this page's rows. The writers turn numbers, days and foreign text into what a reader sees."""
    lines = []
    for _row, cells in register.lines:
        parts = []
        for at, cell in enumerate(cells):
            inside = _inside(cell, number=number, day=day, tongue=tongue)
            numeric = ' class="num"' if cell.column.numeric else ""
            # The first column names the row: it is its head.
            parts.append(f'<th scope="row"{numeric}>{inside}</th>' if at == 0 else f"<td{numeric}>{inside}</td>")
        lines.append(f"<tr>{''.join(parts)}</tr>")
    return _joined(lines)


def _joined(lines: Iterable[str]) -> SafeString:
    return mark_safe("\n".join(lines))  # noqa: S308 - every part was escaped or rendered where it was made


def _inside(cell: Cell, *, number: Writer, day: Writer, tongue: Callable[[Any, str], str]) -> str:
    if cell.column.template:
        return render_to_string(cell.column.template, {"cell": cell, "row": cell.row, "value": cell.value})
    if isinstance(cell.value, date | datetime):
        text = format_html('<time datetime="{}">{}</time>', cell.value.isoformat(), day(cell.value))
    elif isinstance(cell.value, SafeString):
        text = cell.value
    else:
        text = conditional_escape(tongue(number(cell.value), cell.language))
    if cell.href:
        text = format_html('<a href="{}">{}</a>', cell.href, text)
    if cell.note:
        text = format_html('{}<small class="soft">{}</small>', text, cell.note)
    return text
