"""Reads IATI files, activity by activity, in bounded memory, and defends itself against hostile ones.

No document types, no entities, no network. A bad activity is refused with its problems and the rest is read; a break
in the XML ends the reading, after everything before it was delivered, with one problem that says where.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO, Literal

from lxml import etree

from hamroh.formats.iati import kept, source, upgrade
from hamroh.formats.iati.layout import XML_LANG
from hamroh.formats.iati.problems import DocumentRefused, Problem, problem
from hamroh.formats.iati.reading import Context, Unbearable, reader_of
from hamroh.formats.iati.record_parts import Unknown
from hamroh.formats.iati.records import Activity, Organisation
from hamroh.formats.iati.values import NotParsed, to_datetime

Kind = Literal["activities", "organisations"]

_ROOTS: Mapping[str, tuple[Kind, str]] = {
    "iati-activities": ("activities", "iati-activity"),
    "iati-organisations": ("organisations", "iati-organisation"),
    # A bare record, as the d-portal store hands them out.
    "iati-activity": ("activities", "iati-activity"),
    "iati-organisation": ("organisations", "iati-organisation"),
}
_BARE = {"iati-activity", "iati-organisation"}
_IDENTIFIERS = {"iati-activity": "iati-identifier", "iati-organisation": "organisation-identifier"}
_D_PORTAL = "{http://d-portal.org/xmlns/iati-activities}"
_SUPPORTED = ("2.03", "2.02", "2.01", "1.05", "1.04", "1.03", "1.02", "1.01")
_MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """What a file may ask of this machine: bytes in all and per activity, activities, depth of unknown elements,
    characters of one text, problems and unknown things per activity.

    An activity needs some thirty times its bytes in memory in the worst case (nothing but empty elements).
    """

    bytes: int = 512 * _MEGABYTE
    activity_bytes: int = 8 * _MEGABYTE
    activities: int = 1_000_000
    depth: int = 64
    text: int = 1_000_000
    problems: int = 1000
    unknown: int = 100_000


@dataclass(frozen=True)
class Item:
    """One activity or organisation, or the reason why there is none.

    ``record`` is ``None`` when a problem is an error: half-read records are never handed out. ``identifier`` is what
    could be read of it for the report. ``position`` counts from 1; 0 marks a problem of the file itself, after which
    nothing follows (``ends_document``).
    """

    activity: Activity | None
    organisation: Organisation | None
    problems: tuple[Problem, ...]
    line: int
    position: int
    identifier: str = ""

    @property
    def record(self) -> Activity | Organisation | None:
        return self.activity if self.activity is not None else self.organisation

    @property
    def ends_document(self) -> bool:
        return self.position == 0


NORMAL_LIMITS = Limits()


def open_document(stream: BinaryIO, *, limits: Limits = NORMAL_LIMITS) -> Document:
    """Opens an IATI file of version 1.01 to 2.03. Raises DocumentRefused when it is none or is dangerous.

    The stream must stay open while the document is iterated; it is read once, in chunks, and never sought.
    """
    return Document(stream, limits)


class Document:
    """An open file: its attributes, and its items when iterated (once)."""

    def __init__(self, stream: BinaryIO, limits: Limits) -> None:
        self.limits = limits
        self._feed = source.Feed(stream, limits.bytes)
        self._parser = etree.XMLPullParser(
            events=("start", "end"),
            tag=("{*}" + name for name in _ROOTS),
            remove_comments=True,
            remove_pis=True,
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            dtd_validation=False,
            encoding=self._feed.override,
        )
        self._pending: Problem | None = None
        root = self._find_root()
        self.bare = root.tag in _BARE
        self.kind, self._tag = _ROOTS[str(root.tag)]
        self.problems: list[Problem] = []
        self.unknown: list[Unknown] = []
        self._guessed = False
        self.version = self._version(root)
        self.generated = self._generated(root)
        self.linked_data_default = None if self.bare else root.get("linked-data-default")
        self.lang = None if self.bare else root.get(XML_LANG)
        self.namespaces = {prefix: uri for prefix, uri in root.nsmap.items() if prefix}
        self._root = root
        if not self.bare:
            self._root_attributes(root)

    def __iter__(self) -> Iterator[Item]:
        position = 0
        since = self._feed.bytes_fed
        while True:
            for event, element in self._events():
                if event != "end" or element.tag != self._tag or not self._is_record(element):
                    continue
                position += 1
                if position > self.limits.activities:
                    yield self._ending(problem("file_too_many", limit=self.limits.activities))
                    return
                yield self._item(element, position)
                self._forget(element)
                since = self._feed.bytes_fed
            if self._pending is not None:
                yield self._ending(self._pending)
                return
            if self._feed.bytes_fed - since > self.limits.activity_bytes:
                limit = self.limits.activity_bytes // _MEGABYTE
                yield self._ending(problem("activity_too_large", line=self._feed.line, limit=limit))
                return
            if not self._advance():
                self._keep_others(None)
                return

    # -- opening ---------------------------------------------------------------------------------------------

    def _find_root(self) -> etree._Element:
        while True:
            for event, element in self._events():
                if event == "start":
                    self._accept_root(element)
                    return element
            self._accept_prolog()
            if self._pending is not None:
                raise DocumentRefused(self._pending)
            if not self._advance():
                break
        if self._pending is not None:
            raise DocumentRefused(self._pending)
        raise DocumentRefused(problem("file_not_iati", found=self._feed.first_tag()))

    def _accept_prolog(self) -> None:
        if self._feed.has_doctype():
            raise DocumentRefused(problem("file_has_doctype"))
        tag = self._feed.first_tag()
        if tag and tag.split(":")[-1] not in _ROOTS:
            raise DocumentRefused(problem("file_not_iati", found=tag))

    def _accept_root(self, element: etree._Element) -> None:
        info = element.getroottree().docinfo
        if info.internalDTD is not None or info.doctype or self._feed.has_doctype():
            raise DocumentRefused(problem("file_has_doctype"))
        name = etree.QName(element)
        if element.getparent() is not None:
            raise DocumentRefused(problem("file_not_iati", found=str(element.getroottree().getroot().tag)))
        if name.namespace:
            raise DocumentRefused(problem("file_namespace", found=name.localname, namespace=name.namespace))

    def _version(self, root: etree._Element) -> str:
        written = (root.get("version") or root.get(_D_PORTAL + "version") or "").strip()
        if not written:
            assumed = "2.03"
            self._guessed = True
            self.problems.append(problem("file_version_missing", path=str(root.tag), assumed=assumed))
            return assumed
        if written in _SUPPORTED:
            return written
        short = {one.replace(".0", "."): one for one in _SUPPORTED} | {"1": "1.01", "2": "2.01"}
        if written in short:
            return short[written]
        if written.startswith("2."):
            self.problems.append(problem("file_version_newer", path=str(root.tag), value=written, assumed="2.03"))
            return "2.03"
        raise DocumentRefused(problem("file_version_unknown", path=str(root.tag), value=written))

    def _generated(self, root: etree._Element) -> datetime | None:
        written = root.get("generated-datetime") or root.get(_D_PORTAL + "generated-datetime")
        if not written or not written.strip():
            return None
        try:
            return to_datetime(written.strip())
        except NotParsed as failure:
            path = f"{root.tag}/@generated-datetime"
            self.problems.append(problem(failure.code, path=path, value=written, severity="warning"))
            return None

    def _root_attributes(self, root: etree._Element) -> None:
        known = {"version", "generated-datetime", "linked-data-default", XML_LANG}
        for name, value in root.items():
            if name not in known:
                self.unknown.append(Unknown(kind="attribute", name=name, content=value))

    # -- reading ---------------------------------------------------------------------------------------------

    def _events(self) -> Iterator[tuple[str, etree._Element]]:
        try:
            yield from self._parser.read_events()
        except etree.XMLSyntaxError as error:
            self._pending = self._pending or self._feed.explain(error)

    def _advance(self) -> bool:
        """Feeds the parser once more; False when the file has ended well. Trouble is left in ``_pending``."""
        try:
            chunk = self._feed.read()
            if chunk:
                self._parser.feed(chunk)
                return True
            if self._feed.closed:
                return False
            self._feed.closed = True
            self._parser.close()
        except source.Refused as refused:
            self._pending = refused.problem
            if refused.good:
                self._feed_quietly(refused.good)
        except etree.XMLSyntaxError as error:
            self._pending = self._feed.explain(error)
        return True

    def _feed_quietly(self, chunk: bytes) -> None:
        """The bytes before a refusal still hold activities; a second error there would only hide the first."""
        try:
            self._parser.feed(chunk)
        except etree.XMLSyntaxError:
            return

    def _is_record(self, element: etree._Element) -> bool:
        parent = element.getparent()
        return element is self._root if self.bare else parent is self._root

    def _item(self, element: etree._Element, position: int) -> Item:
        limits = self.limits
        context = Context(element, limits.text, limits.depth, self._feed.line_of, limits.problems, limits.unknown)
        line = self._feed.line_of(element)
        tag = _IDENTIFIERS[self._tag]
        identifier = ""
        found: object = None
        try:
            if self.version.startswith("1."):
                upgrade.to_2_03(element, self.version, context)
            elif self._guessed and upgrade.looks_older(element):
                upgrade.to_2_03(element, "1.05", context)
            identifier = " ".join((element.findtext(tag) or "").split())
            if not identifier:
                context.report("identifier_missing", element, tag)
                etree.SubElement(element, tag)
            kind = Activity if self.kind == "activities" else Organisation
            found = reader_of(kind).read(element, context)
        except Unbearable:
            found = None
        problems = tuple(context.problems)
        if any(one.severity == "error" for one in problems):
            found = None
        activity = found if isinstance(found, Activity) else None
        organisation = found if isinstance(found, Organisation) else None
        return Item(activity, organisation, problems, line, position, identifier)

    def _forget(self, element: etree._Element) -> None:
        """Frees what was read. Elements of others beside the activities are kept in ``unknown``."""
        element.clear()
        if not self.bare:
            self._keep_others(element)

    def _keep_others(self, until: etree._Element | None) -> None:
        """Removes the root's children before ``until``, keeping those that are no records."""
        while len(self._root) and self._root[0] is not until:
            first = self._root[0]
            if first.tag != self._tag and not self.bare:
                name = str(first.tag)
                self.unknown.append(Unknown(kind="element", name=name, content=kept.canonical(first)))
            del self._root[0]

    def _ending(self, found: Problem) -> Item:
        return Item(None, None, (found,), found.line, 0)
