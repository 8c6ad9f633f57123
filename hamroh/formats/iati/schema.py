"""Validation against the standard's XML schemas (IATI 2.03 unless told otherwise)."""

from __future__ import annotations

import functools
from typing import BinaryIO

from lxml import etree

from hamroh.formats.iati import standard
from hamroh.formats.iati.problems import Problem, problem

_FILES = {
    "iati-activities": "schemas/iati-activities-schema.xsd",
    "iati-organisations": "schemas/iati-organisations-schema.xsd",
}

_AMBIGUOUS = (
    "//xsd:complexType[@name='documentLinkWithReceipientCountry']//xsd:extension[@base='documentLinkBase']"
    "/xsd:sequence/xsd:any"
)


@functools.cache
def schema(root: str, version: str = standard.VERSION) -> etree.XMLSchema:
    """The compiled schema for a root element; raises StandardMissing, or KeyError for another root."""
    path = standard.file(_FILES[root], version)
    parser = etree.XMLParser(no_network=True, resolve_entities=False, load_dtd=False)
    tree = etree.parse(str(path), parser)
    _repair(tree)
    return etree.XMLSchema(tree)


def _repair(tree: etree._ElementTree) -> None:
    """Removes the second of two wildcards that make one type of the 2.03 organisation schema ambiguous.

    pyIATI ships the schema as first published, which no conforming processor can compile; the standard removed the
    same wildcard in its later corrections of 2.03. Other schemas are left untouched.
    """
    for wildcard in tree.xpath(_AMBIGUOUS, namespaces={"xsd": "http://www.w3.org/2001/XMLSchema"}):
        wildcard.getparent().remove(wildcard)


def validate(stream: BinaryIO, *, version: str = standard.VERSION) -> list[Problem]:
    """Everything the schema objects to, each with its line; an empty list means valid.

    Reads the whole document into memory; meant for exports and single files, not for imports. Raises StandardMissing.
    """
    for root in _FILES:
        schema(root, version)  # refuse before reading, when the standard is missing
    parser = etree.XMLParser(no_network=True, resolve_entities=False, load_dtd=False)
    try:
        tree = etree.parse(stream, parser)
    except etree.XMLSyntaxError as error:
        at_line, column = error.position if error.position else (0, 0)
        return [problem("file_broken", line=at_line, at_line=at_line, column=column, reason=error.msg or "")]
    name = str(tree.getroot().tag)
    if tree.docinfo.internalDTD is not None or tree.docinfo.doctype:
        return [problem("file_has_doctype")]
    if name not in _FILES:
        return [problem("file_not_iati", found=name)]
    checker = schema(name, version)
    if checker.validate(tree):
        return []
    return [_from_log(entry, version) for entry in checker.error_log]


def _from_log(entry: etree._LogEntry, version: str) -> Problem:
    reason = (entry.message or "").rstrip(".")
    return problem(
        "schema_invalid", path=entry.path or "", line=entry.line, at_line=entry.line, version=version, reason=reason
    )
