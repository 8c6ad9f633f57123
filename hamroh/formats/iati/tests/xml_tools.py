"""Small things the tests share: reading from text, and the bag of everything a document says."""

from __future__ import annotations

import io
import re
from collections import Counter
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation

from lxml import etree

from hamroh.formats.iati.kept import CARRIER
from hamroh.formats.iati.reader import Document, Item, Limits, open_document
from hamroh.formats.iati.records import Activity, Organisation
from hamroh.formats.iati.writer import write_activities, write_organisations

NO_SPECIAL_LIMITS = Limits()
NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
_DATETIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d.*")


def document(text: str | bytes, limits: Limits = NO_SPECIAL_LIMITS) -> Document:
    return open_document(io.BytesIO(text.encode() if isinstance(text, str) else text), limits=limits)


def read(text: str | bytes, limits: Limits = NO_SPECIAL_LIMITS) -> list[Item]:
    return list(document(text, limits))


def activities(inner: str, version: str = "2.03") -> str:
    return f'<iati-activities version="{version}">{inner}</iati-activities>'


def activity(inner: str, version: str = "2.03", attributes: str = "") -> Item:
    whole = f"<iati-activity {attributes}><iati-identifier>XX-1-A</iati-identifier>{inner}</iati-activity>"
    (item,) = read(activities(whole, version))
    return item


def written(records: list[Activity] | list[Organisation], kind: str, **more: object) -> bytes:
    out = io.BytesIO()
    write = write_activities if kind == "activities" else write_organisations
    write(records, out, generated=NOW, **more)  # type: ignore[operator]
    return out.getvalue()


def bag(element: etree._Element) -> Counter[tuple[str, str]]:
    """Every element (with its text), and every attribute, each with its path of names; order and layout left out."""
    found: Counter[tuple[str, str]] = Counter()
    _collect(element, "", found)
    return found


def _collect(element: etree._Element, above: str, found: Counter[tuple[str, str]]) -> None:
    if not isinstance(element.tag, str):
        return
    if element.tag == CARRIER and element.get("kind") == "attribute":
        # moved, not lost: the schema allows it no place on its own element
        below = f"/{element.get('path')}" if element.get("path") else ""
        found[f"{above}{below}@{element.get('name')}", _same((element.text or "").strip())] += 1
        return
    path = f"{above}/{element.tag}"
    text = "".join(part for part in element.xpath("text()")).strip()
    found[path, _same(text)] += 1
    for name, value in element.attrib.items():
        found[f"{path}@{name}", _same(value.strip())] += 1
    for child in element:
        _collect(child, path, found)


def _same(text: str) -> str:
    """One spelling for one value: 1 and true, 5.0 and 05.0, Z and +00:00 are equal in the schema's types."""
    if text in ("true", "false"):
        return "1" if text == "true" else "0"
    if _DATETIME.fullmatch(text):
        return datetime.fromisoformat(text).isoformat()
    if re.fullmatch(r"[+-]?\d+(\.\d+)?", text):
        try:
            return format(Decimal(text), "f")
        except InvalidOperation:
            return text
    return text
