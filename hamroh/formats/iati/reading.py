"""One XML element to one record, driven by the layouts. Nothing is dropped without a problem that says so."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from lxml import etree
from lxml.etree import _Element as Element

from hamroh.formats.iati import kept
from hamroh.formats.iati.layout import XML_LANG, Kind, Layout, Part
from hamroh.formats.iati.layouts import layout_of
from hamroh.formats.iati.problems import Problem, problem
from hamroh.formats.iati.record_parts import Narrative, Record, Unknown
from hamroh.formats.iati.values import READERS, NotParsed


class Unbearable(Exception):
    """A record so full of faults that reading on would only fill the memory."""


@dataclass
class Context:
    """What is collected while one activity is read. ``root`` is the activity's element: paths start below it.

    ``older`` says that the record was upgraded from version 1.
    """

    root: Element
    text_limit: int
    depth_limit: int
    line_of: Callable[[Element], int]
    problem_limit: int = 1000
    unknown_limit: int = 100_000
    problems: list[Problem] = field(default_factory=list)
    unknown_count: int = 0
    older: bool = False

    def count_unknown(self, element: Element) -> None:
        self.unknown_count += 1
        if self.unknown_count > self.unknown_limit:
            self.report("too_much_unknown", element, limit=self.unknown_limit)
            raise Unbearable

    def report_unknown(self, code: str, element: Element, value: str) -> None:
        """Upgraded records always have some names that 2.03 dropped: no fault of the publisher."""
        self.report("upgraded_kept" if self.older else code, element, value=value)

    def report(self, code: str, element: Element, below: str = "", value: str = "", **parameters: Any) -> None:
        if len(self.problems) >= self.problem_limit and code not in ("too_much_unknown", "too_many_problems"):
            self.report("too_many_problems", element, limit=self.problem_limit)
            raise Unbearable
        path = "/".join(part for part in (path_of(element, self.root), below) if part)
        self.problems.append(
            problem(code, path=path or str(self.root.tag), line=self.line_of(element), value=value, **parameters)
        )


def path_of(element: Element, root: Element) -> str:
    """``transaction[3]/value``: the place below ``root``; an index only where the element has equals beside it."""
    steps: list[str] = []
    while element is not root:
        parent = element.getparent()
        if parent is None:
            break
        name = etree.QName(element).localname
        before = sum(1 for _ in element.itersiblings(element.tag, preceding=True))
        alone = not before and next(element.itersiblings(element.tag), None) is None
        steps.append(name if alone else f"{name}[{before + 1}]")
        element = parent
    return "/".join(reversed(steps))


@dataclass(frozen=True)
class _Step:
    """A part with everything looked up that reading needs per element."""

    part: Part
    kind: Kind
    field: str
    attribute: str
    many: bool
    convert: Callable[[str], Any] | None
    reader: RecordReader | None


class RecordReader:
    """Reads elements of one layout. Built once per layout and place; see ``reader_of``."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.record = layout.record
        self._attributes = {name: (part.field, READERS[part.value_type]) for name, part in layout.by_attribute.items()}
        self._steps = {tag: _step(part) for tag, part in layout.by_tag.items()}
        content = layout.content
        self._content = (content.field, READERS[content.value_type]) if content else None

    def read(self, element: Element, context: Context) -> Record:
        """The record; values that cannot be read are left out and reported."""
        values: dict[str, Any] = {}
        unknown: list[Unknown] = []
        for name, raw in element.items():
            known = self._attributes.get(name)
            if known is None:
                _unknown_attribute(element, name, raw, "", unknown, context)
                continue
            field_name, convert = known
            value = raw.strip() if convert is None else _convert(convert, raw, element, "@" + name, context)
            if value is not None:
                values[field_name] = value
        if self._content is not None:
            field_name, convert = self._content
            text = _text(element, "", context)
            value = text if convert is None else _convert(convert, text, element, "", context)
            if value is not None:
                values[field_name] = value
        else:
            self._children(element, values, unknown, context)
        if unknown:
            values["unknown"] = tuple(sorted(unknown, key=_unknown_order))
        return self._make(values)

    def _make(self, values: dict[str, Any]) -> Record:
        if self.record is Narrative:
            values.setdefault("text", "")
        return self.record(**values)

    def _children(self, element: Element, values: dict[str, Any], unknown: list[Unknown], context: Context) -> None:
        steps = self._steps
        lists: dict[str, list[Any]] = {}
        singles: set[str] = set()
        _stray(element.text, element, "", unknown, context)
        for child in element:
            tail = child.tail
            if tail is not None and not tail.isspace():
                _stray(tail, element, "", unknown, context)
            tag = child.tag
            step = steps.get(tag)
            if step is None:
                _unknown_element(child, "", unknown, context)
                continue
            if step.many:
                found = lists.setdefault(step.field, [])
                value = _read_step(step, child, len(found) + 1, unknown, context)
                if value is not None:
                    found.append(value)
                continue
            if tag in singles:
                context.report("repeated_element", child)
                unknown.append(Unknown(kind="element", name=tag, content=kept.canonical(child)))
                continue
            singles.add(tag)
            value = _read_step(step, child, 0, unknown, context)
            if value is not None:
                values[step.field] = value
        for name, found in lists.items():
            values[name] = tuple(found)


def _step(part: Part) -> _Step:
    reader = None
    if part.kind is Kind.NESTED and part.record is not None:
        reader = reader_of(part.record, part.without)
    return _Step(part, part.kind, part.field, part.attribute, part.many, READERS[part.value_type], reader)


@functools.cache
def reader_of(record: type[Record], missing: frozenset[str] = frozenset()) -> RecordReader:
    return RecordReader(layout_of(record, missing))


def _read_step(step: _Step, child: Element, index: int, unknown: list[Unknown], context: Context) -> Any:
    """The value of a known child. ``index`` counts from 1 where the child repeats; 0 where it stands once."""
    kind = step.kind
    if kind is Kind.NARRATIVES:
        return _narrative(child, context)
    if kind is Kind.NESTED:
        assert step.reader is not None
        return step.reader.read(child, context)
    path = f"{child.tag}[{index}]" if index else str(child.tag)
    if kind is Kind.TEXTS:
        return _texts(child, path, unknown, context)
    if kind is Kind.PLAIN:
        for name, raw in child.items():
            _unknown_attribute(child, name, raw, path, unknown, context)
        text = _text(child, path, context)
        return text if step.convert is None else _convert(step.convert, text, child, "", context)
    return _leaf(step, child, path, unknown, context)


def _leaf(step: _Step, child: Element, path: str, unknown: list[Unknown], context: Context) -> Any:
    value = None
    present = False
    for name, raw in child.items():
        if name == step.attribute:
            present = True
            value = raw.strip() if step.convert is None else _convert(step.convert, raw, child, "@" + name, context)
        else:
            _unknown_attribute(child, name, raw, path, unknown, context)
    if not present:
        context.report("blank_value", child, "@" + step.attribute)
    if len(child) or child.text:
        _stray(child.text, child, path, unknown, context)
        for inner in child:
            _unknown_element(inner, path, unknown, context)
            _stray(inner.tail, child, path, unknown, context)
    return value


def _texts(child: Element, path: str, unknown: list[Unknown], context: Context) -> tuple[Narrative, ...]:
    for name, raw in child.items():
        _unknown_attribute(child, name, raw, path, unknown, context)
    _stray(child.text, child, path, unknown, context)
    found = []
    for inner in child:
        if inner.tag == "narrative":
            found.append(_narrative(inner, context))
        else:
            _unknown_element(inner, path, unknown, context)
        _stray(inner.tail, child, path, unknown, context)
    return tuple(found)


def _narrative(element: Element, context: Context) -> Narrative:
    """The commonest element by far, so its usual forms are read without the general machinery."""
    attributes = element.items()
    if not attributes:
        return Narrative(text=_text(element, "", context))
    if len(attributes) == 1 and attributes[0][0] == XML_LANG:
        return Narrative(text=_text(element, "", context), lang=attributes[0][1].strip())
    return reader_of(Narrative).read(element, context)  # type: ignore[return-value]


def _text(element: Element, path: str, context: Context) -> str:
    if len(element):
        context.report("markup_in_text", element, value=str(element[0].tag))
        text = "".join(element.xpath(".//text()")).strip()
    else:
        text = (element.text or "").strip()
    if len(text) > context.text_limit:
        context.report("text_too_long", element, length=len(text), limit=context.text_limit)
    return text


def _convert(convert: Callable[[str], Any], raw: str, element: Element, below: str, context: Context) -> Any:
    text = raw.strip()
    if not text:
        context.report("blank_value", element, below)
        return None
    try:
        return convert(text)
    except NotParsed as failure:
        context.report(failure.code, element, below, text)
        return failure.value


def _stray(text: str | None, element: Element, path: str, unknown: list[Unknown], context: Context) -> None:
    if text is None or text.isspace() or not text:
        return
    words = text.strip()
    context.report_unknown("stray_text", element, words)
    unknown.append(Unknown(kind="text", name="", content=words, path=path))


def _unknown_attribute(
    element: Element, name: str, raw: str, path: str, unknown: list[Unknown], context: Context
) -> None:
    context.count_unknown(element)
    own = kept.original_name(name)
    if not kept.is_foreign(name):
        context.report_unknown("unknown_attribute", element, name)
    unknown.append(Unknown(kind="attribute", name=own, content=raw, path=path))


def _unknown_element(element: Element, path: str, unknown: list[Unknown], context: Context) -> None:
    context.count_unknown(element)
    name = str(element.tag)
    if name == kept.CARRIER:
        carried = kept.from_carrier(element)
        if carried is not None:
            unknown.append(carried)
            return
    if not kept.is_foreign(name):
        context.report_unknown("unknown_element", element, name)
    if _deeper_than(element, context.depth_limit):
        context.report("too_deep", element, limit=context.depth_limit)
        return
    unknown.append(Unknown(kind="element", name=name, content=kept.canonical(element), path=path))


def _deeper_than(element: Element, limit: int) -> bool:
    depth = 0
    for event, _ in etree.iterwalk(element, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > limit:
            return True
    return False


def _unknown_order(unknown: Unknown) -> tuple[str, str, str]:
    """Stable under writing and reading again: equal names keep their order in the document."""
    return unknown.path, unknown.kind, unknown.name
