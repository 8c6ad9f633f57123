"""Which field of which record holds a code of which list, from the standard's ``codelist-mapping.xml``.

The mapping's paths (``//iati-activity/sector/@code``) are laid over the layouts once; checking a record then follows
this tree beside the record.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, field

from lxml import etree

from hamroh.formats.iati import standard
from hamroh.formats.iati.check_tables import VOCABULARY_1_ONLY
from hamroh.formats.iati.layout import Kind, Layout, Part
from hamroh.formats.iati.layouts import layout_of

_CONDITION = re.compile(r"@vocabulary = '1'(?P<absent> or not\(@vocabulary\))?")


@dataclass(frozen=True)
class Coded:
    """A field with codes of a list. ``vocabulary_1`` restricts it to records of vocabulary 1; ``or_absent`` whether
    a record without vocabulary counts as such."""

    part: Part
    codelist: str
    vocabulary_1: bool = False
    or_absent: bool = False

    def concerns(self, record: object) -> bool:
        if not self.vocabulary_1:
            return True
        vocabulary = getattr(record, "vocabulary", None)
        return vocabulary == "1" or (self.or_absent and not vocabulary)


@dataclass
class Node:
    """The coded fields of a record, and the nodes of its nested records by field."""

    layout: Layout
    coded: list[Coded] = field(default_factory=list)
    nested: list[tuple[Part, Node]] = field(default_factory=list)

    def child(self, part: Part) -> Node:
        for known, node in self.nested:
            if known is part:
                return node
        raise KeyError(part.field)


@functools.cache
def plan(record: type, codes: bool = True) -> Node:
    """The tree for Activity or Organisation. With ``codes`` false no code list is needed and none is named."""
    root = _tree(layout_of(record))
    if codes:
        prefix = "//iati-activity/" if record.__name__ == "Activity" else "//iati-organisation/"
        for path, codelist, condition in _mapping():
            if path.startswith(prefix):
                _place(root, path.removeprefix(prefix).split("/"), codelist, condition)
    return root


def _tree(layout: Layout) -> Node:
    node = Node(layout)
    for part in layout.parts:
        if part.kind is Kind.NESTED and part.record is not None:
            node.nested.append((part, _tree(layout_of(part.record, part.without))))
    return node


@functools.cache
def _mapping() -> tuple[tuple[str, str, str], ...]:
    root = etree.parse(str(standard.file("codelist-mapping.xml"))).getroot()
    return tuple(
        (one.findtext("path", ""), one.find("codelist").get("ref", ""), one.findtext("condition", ""))
        for one in root.iterfind("mapping")
    )


def _place(node: Node, steps: list[str], codelist: str, condition: str) -> None:
    """Paths that the schema itself does not have (the mapping names a few) find no place and are passed over."""
    found = _CONDITION.fullmatch(condition)
    if condition and not found:
        raise ValueError(f"The code list mapping has a condition that is not understood: {condition}")
    first, rest = steps[0], steps[1:]
    part = node.layout.by_attribute.get(first.removeprefix("@")) if not rest else node.layout.by_tag.get(first)
    if part is None:
        return
    if part.kind is Kind.NESTED:
        if rest:
            _place(node.child(part), rest, codelist, condition)
        return
    direct = not rest or rest in (["text()"], ["@" + part.attribute])
    if direct:
        only = bool(found) or codelist in VOCABULARY_1_ONLY
        absent = bool(found and found["absent"]) or codelist in VOCABULARY_1_ONLY
        node.coded.append(Coded(part, codelist, only, absent))
