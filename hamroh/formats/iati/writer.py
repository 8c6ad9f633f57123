"""Writes records as IATI 2.03, streaming, children in the order of the schema, built from the fields alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, BinaryIO

from lxml import etree
from lxml.etree import _Element as Element

from hamroh.formats.iati import kept, standard
from hamroh.formats.iati.layout import XML_LANG, Kind, Layout, Part
from hamroh.formats.iati.layouts import layout_of
from hamroh.formats.iati.record_parts import Narrative, Record, Unknown
from hamroh.formats.iati.records import Activity, Organisation
from hamroh.formats.iati.values import to_text


class NotWritable(ValueError):
    """A record holds something that XML cannot carry; the message names the field and the record."""


def write_activities(
    records: Iterable[Activity],
    out: BinaryIO,
    *,
    generated: datetime,
    version: str = standard.VERSION,
    linked_data_default: str | None = None,
    namespaces: Mapping[str, str] | None = None,
    remark: str = "",
) -> int:
    """Writes an activity file and returns the number of activities written.

    ``generated`` becomes ``generated-datetime``; ``namespaces`` (prefix to address) gives kept foreign elements the
    prefixes people expect. Only version 2.03 is written. Raises StandardMissing when the
    schemas, by which the result must be checked, are not installed, and NotWritable for impossible text.
    ``remark`` is said to people in a comment on top; it must not hold two hyphens (XML 1.0, 2.5).
    """
    attributes = {"linked-data-default": linked_data_default} if linked_data_default else {}
    return _write("iati-activities", records, out, generated, version, attributes, namespaces, remark)


def write_organisations(
    records: Iterable[Organisation],
    out: BinaryIO,
    *,
    generated: datetime,
    version: str = standard.VERSION,
    namespaces: Mapping[str, str] | None = None,
) -> int:
    """Writes an organisation file and returns the number of organisations written; see ``write_activities``."""
    return _write("iati-organisations", records, out, generated, version, {}, namespaces)


def to_element(record: Activity | Organisation, namespaces: Mapping[str, str] | None = None) -> Element:
    """One ``iati-activity`` or ``iati-organisation`` element."""
    tag = "iati-activity" if isinstance(record, Activity) else "iati-organisation"
    element = etree.Element(tag, nsmap=_prefixes(namespaces))
    try:
        _fill(element, record, layout_of(type(record)))
    except ValueError as error:
        name = record.iati_identifier if isinstance(record, Activity) else record.organisation_identifier
        raise NotWritable(f"{name}: {error}. Remove control characters from its texts.") from error
    return element


def _write(
    root: str,
    records: Iterable[Any],
    out: BinaryIO,
    generated: datetime,
    version: str,
    attributes: dict[str, str],
    namespaces: Mapping[str, str] | None,
    remark: str = "",
) -> int:
    if version != standard.VERSION:
        raise ValueError(f"IATI {version} cannot be written, only {standard.VERSION}.")
    standard.folder()
    count = 0
    with etree.xmlfile(out, encoding="utf-8") as xml:
        xml.write_declaration()
        if remark:
            xml.write(etree.Comment(f" {remark} "))
        head = {"version": version, "generated-datetime": to_text(generated), **attributes}
        with xml.element(root, head, nsmap=_prefixes(namespaces)):
            for record in records:
                xml.write("\n")
                xml.write(to_element(record, namespaces))
                count += 1
            xml.write("\n")
    return count


def _prefixes(namespaces: Mapping[str, str] | None) -> dict[str | None, str]:
    return {prefix: uri for prefix, uri in (namespaces or {}).items() if prefix and prefix != "xml"}


def _fill(element: Element, record: Record, layout: Layout) -> None:
    unknown: tuple[Unknown, ...] = record.unknown  # type: ignore[attr-defined]
    folded = _Folded(element, [one for one in unknown if one.path])
    own = [one for one in unknown if not one.path]
    for one in own:
        if one.kind == "attribute":
            _set_unknown_attribute(element, one, layout)
    written = False
    for part in layout.parts:
        if part.field == layout.foreign_before:
            _append_unknown(element, own, folded, layout)
            written = True
        value = getattr(record, part.field)
        if value is None or value == ():
            continue
        _WRITERS[part.kind](element, part, value, folded)
    if not written:
        _append_unknown(element, own, folded, layout)


class _Folded:
    """Unknown things that stood on folded children: given out as each child is written, the rest is carried."""

    def __init__(self, parent: Element, unknown: list[Unknown]) -> None:
        self.parent = parent
        self.left = unknown

    def put(self, child: Element, part: Part, index: int) -> None:
        if not self.left:
            return
        path = f"{part.tag}[{index}]" if part.many else part.tag
        rest = []
        for one in self.left:
            if one.path != path or not self._direct(child, part, one):
                rest.append(one)
        self.left = rest

    @staticmethod
    def _direct(child: Element, part: Part, one: Unknown) -> bool:
        if not kept.is_foreign(one.name) or one.kind == "text":
            return False
        if one.kind == "attribute":
            if part.bare:
                return False
            child.set(one.name, one.content)
            return True
        if part.kind is Kind.PLAIN:
            return False
        child.append(kept.parse(one.content))
        return True


def _set_unknown_attribute(element: Element, one: Unknown, layout: Layout) -> None:
    if kept.is_foreign(one.name) and layout.foreign_attributes:
        element.set(one.name, one.content)
    elif not layout.foreign_elements:
        element.set(kept.attribute_name(one.name), one.content)


def _append_unknown(element: Element, own: list[Unknown], folded: _Folded, layout: Layout) -> None:
    for one in own:
        if one.kind == "attribute":
            written = (kept.is_foreign(one.name) and layout.foreign_attributes) or not layout.foreign_elements
            if not written:
                element.append(kept.carrier(one))
        elif not layout.foreign_elements:
            raise ValueError(f"{element.tag} holds text only, not {one.kind} {one.name}")
        elif one.kind == "element" and kept.is_foreign(one.name):
            element.append(kept.parse(one.content))
        else:
            element.append(kept.carrier(one))
    for one in folded.left:
        element.append(kept.carrier(one))
    folded.left = []


def _write_attribute(element: Element, part: Part, value: Any, folded: _Folded) -> None:
    element.set(part.attribute, to_text(value))


def _write_content(element: Element, part: Part, value: Any, folded: _Folded) -> None:
    element.text = to_text(value)


def _write_narratives(element: Element, part: Part, value: tuple[Narrative, ...], folded: _Folded) -> None:
    for narrative in value:
        child = etree.SubElement(element, "narrative")
        child.text = narrative.text or None
        if narrative.lang is not None:
            child.set(XML_LANG, narrative.lang)
        if narrative.unknown:
            for one in narrative.unknown:
                _set_unknown_attribute(child, one, layout_of(Narrative))


def _write_texts(element: Element, part: Part, value: tuple[Any, ...], folded: _Folded) -> None:
    for index, narratives in enumerate(value if part.many else (value,), 1):
        child = etree.SubElement(element, part.tag)
        _write_narratives(child, part, narratives, folded)
        folded.put(child, part, index)


def _write_leaf(element: Element, part: Part, value: Any, folded: _Folded) -> None:
    for index, one in enumerate(value if part.many else (value,), 1):
        child = etree.SubElement(element, part.tag)
        child.set(part.attribute, to_text(one))
        folded.put(child, part, index)


def _write_plain(element: Element, part: Part, value: Any, folded: _Folded) -> None:
    for index, one in enumerate(value if part.many else (value,), 1):
        child = etree.SubElement(element, part.tag)
        child.text = to_text(one) or None
        folded.put(child, part, index)


def _write_nested(element: Element, part: Part, value: Any, folded: _Folded) -> None:
    for one in value if part.many else (value,):
        child = etree.SubElement(element, part.tag)
        _fill(child, one, layout_of(type(one), part.without))


_WRITERS = {
    Kind.ATTRIBUTE: _write_attribute,
    Kind.CONTENT: _write_content,
    Kind.NARRATIVES: _write_narratives,
    Kind.TEXTS: _write_texts,
    Kind.LEAF: _write_leaf,
    Kind.PLAIN: _write_plain,
    Kind.NESTED: _write_nested,
}
