"""What a layout is: how the fields of a record lie in XML. The layouts themselves are in ``layouts.py``.

Reader and writer both walk these tables, so a field that is read is always written, in the schema's order.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from enum import Enum, auto

from hamroh.formats.iati.record_parts import Narrative, Record

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


class Kind(Enum):
    """Where a field's value stands relative to the record's own element."""

    ATTRIBUTE = auto()  # an attribute of the element
    CONTENT = auto()  # the text of the element
    NARRATIVES = auto()  # narrative children of the element
    TEXTS = auto()  # a child that holds narratives (title)
    LEAF = auto()  # one attribute of a child (activity-status/@code)
    PLAIN = auto()  # the text of a child (telephone)
    NESTED = auto()  # a child that is a record of its own


@dataclass(frozen=True)
class Part:
    """One field. ``tag`` is the child's name, ``attribute`` the attribute's; ``many`` whether the child repeats.

    ``bare`` marks a child that the schema allows no foreign attribute; ``without`` names fields that a nested record
    does not have at this place.
    """

    kind: Kind
    field: str
    tag: str = ""
    attribute: str = ""
    many: bool = False
    value_type: type = str
    record: type[Record] | None = None
    bare: bool = False
    without: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Layout:
    """One element: its record, its parts in the order of the schema, and what else the schema lets it carry.

    Foreign elements stand last, or before the field ``foreign_before`` where the schema wants them there.
    """

    record: type[Record]
    parts: tuple[Part, ...]
    foreign_attributes: bool = True
    foreign_elements: bool = True
    foreign_before: str = ""
    by_tag: dict[str, Part] = field(default_factory=dict, compare=False)
    by_attribute: dict[str, Part] = field(default_factory=dict, compare=False)

    @property
    def content(self) -> Part | None:
        return next((part for part in self.parts if part.kind is Kind.CONTENT), None)


def attribute(name: str, xml: str = "") -> Part:
    return Part(Kind.ATTRIBUTE, name, attribute=xml or dashed(name))


def content(name: str) -> Part:
    return Part(Kind.CONTENT, name)


def narratives() -> Part:
    return Part(Kind.NARRATIVES, "narratives", tag="narrative", many=True, record=Narrative)


def texts(name: str, tag: str = "") -> Part:
    return Part(Kind.TEXTS, name, tag=tag or dashed(name), record=Narrative)


def leaf(name: str, tag: str = "", attribute: str = "code") -> Part:
    return Part(Kind.LEAF, name, tag=tag or dashed(name), attribute=attribute)


def day(name: str) -> Part:
    return leaf(name, attribute="iso-date")


def plain(name: str, tag: str = "", bare: bool = False) -> Part:
    return Part(Kind.PLAIN, name, tag=tag or dashed(name), bare=bare)


def nested(name: str, tag: str = "", without: Iterable[str] = ()) -> Part:
    return Part(Kind.NESTED, name, tag=tag or dashed(name), without=frozenset(without))


def dashed(name: str) -> str:
    return name.replace("_", "-")


def build(
    record: type[Record], *parts: Part, attributes: bool = True, elements: bool = True, foreign_before: str = ""
) -> Layout:
    """A layout whose parts take their type and number from the record's own annotations."""
    hints = typing.get_type_hints(record)
    typed = tuple(_typed(part, hints[part.field]) for part in parts)
    left = set(hints) - {part.field for part in typed} - {"unknown"}
    if left:
        raise TypeError(f"{record.__name__} has fields without a place in XML: {sorted(left)}")
    return Layout(
        record, typed, attributes, elements, foreign_before,
        by_tag={part.tag: part for part in typed if part.tag},
        by_attribute={part.attribute: part for part in typed if part.kind is Kind.ATTRIBUTE},
    )  # fmt: skip


def without(layout: Layout, names: frozenset[str]) -> Layout:
    """The layout where the schema gives the same element fewer attributes."""
    return replace(layout, by_attribute={k: v for k, v in layout.by_attribute.items() if v.field not in names})


def _typed(part: Part, hint: object) -> Part:
    if isinstance(hint, types.UnionType):
        hint = next(option for option in typing.get_args(hint) if option is not type(None))
    many = typing.get_origin(hint) is tuple
    base = typing.get_args(hint)[0] if many else hint
    if part.kind is Kind.TEXTS:
        # mailing-address repeats: a tuple of tuples of narratives
        return replace(part, many=typing.get_origin(base) is tuple)
    if isinstance(base, type) and issubclass(base, Record):
        return replace(part, many=many, record=base)
    if base not in (str, int, bool, date, datetime, Decimal):
        raise TypeError(f"{part.field} has a type that IATI does not know: {base!r}")
    return replace(part, many=many, value_type=base)
