"""The layouts against the schemas themselves: nothing of the standard is left out, nothing is invented."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from hamroh.formats.iati import standard
from hamroh.formats.iati.check_tables import MANDATORY, MANDATORY_IN_ACTIVITY
from hamroh.formats.iati.layout import XML_LANG, Kind, Layout, Part
from hamroh.formats.iati.layouts import LAYOUTS, layout_of
from hamroh.formats.iati.records import Activity, Narrative, Organisation
from hamroh.formats.iati.tests.places import SCHEMAS, needs_samples

_XSD = "{http://www.w3.org/2001/XMLSchema}"


class Schema:
    """A plain reading of the XSD files: enough to list the paths, nothing of the product in it."""

    def __init__(self, folder: Path, file: str) -> None:
        self.named: dict[tuple[str, str], etree._Element] = {}
        for name in ("iati-common.xsd", file):
            for node in etree.parse(str(folder / name)).getroot():
                if isinstance(node.tag, str):
                    self.named[etree.QName(node).localname, node.get("name")] = node

    def children(self, element: etree._Element) -> list[tuple[str, bool, etree._Element]]:
        return [
            (node.get("name") or node.get("ref"), node.get("minOccurs", "1") != "0", self._resolved(node))
            for node in self._parts(element, "element")
        ]

    def attributes(self, element: etree._Element) -> dict[str, bool]:
        return {
            node.get("name") or node.get("ref"): node.get("use") == "required"
            for node in self._parts(element, "attribute")
        }

    def tolerates(self, element: etree._Element, what: str) -> bool:
        return bool(self._parts(element, what))

    def _resolved(self, node: etree._Element) -> etree._Element:
        return self.named.get(("element", node.get("ref")), node)

    def _parts(self, element: etree._Element, wanted: str) -> list[etree._Element]:
        found: list[etree._Element] = []
        named = self.named.get(("complexType", element.get("type")))
        for start in (element, named):
            if start is not None:
                found.extend(self._search(start, wanted))
        return found

    def _search(self, node: etree._Element, wanted: str) -> Iterator[etree._Element]:
        for child in node:
            if not isinstance(child.tag, str):
                continue
            if child.tag == _XSD + wanted:
                yield child
            elif child.tag == _XSD + "extension":
                base = self.named.get(("complexType", child.get("base")))
                if base is not None:
                    yield from self._search(base, wanted)
                yield from self._search(child, wanted)
            elif child.tag in {_XSD + tag for tag in ("complexType", "sequence", "choice", "complexContent",
                                                      "simpleContent")}:  # fmt: skip
                yield from self._search(child, wanted)


def schema_paths(schema: Schema, element: etree._Element, path: str = "") -> Iterator[str]:
    for name in schema.attributes(element):
        yield f"{path}@{name}"
    for name, _, child in schema.children(element):
        yield f"{path}/{name}"
        yield from schema_paths(schema, child, f"{path}/{name}")


def layout_paths(layout: Layout, path: str = "") -> Iterator[str]:
    for name in layout.by_attribute:
        yield f"{path}@{_short(name)}"
    for part in layout.parts:
        if not part.tag:
            continue
        here = f"{path}/{part.tag}"
        yield here
        if part.kind is Kind.LEAF:
            yield f"{here}@{part.attribute}"
        elif part.kind is Kind.TEXTS:
            yield f"{here}/narrative"
            yield from layout_paths(LAYOUTS[Narrative], f"{here}/narrative")
        elif part.record is not None:
            yield from layout_paths(layout_of(part.record, part.without), here)


def _short(name: str) -> str:
    return "xml:lang" if name == XML_LANG else name


def own(file: str) -> Schema:
    return Schema(standard.file(f"schemas/{file}").parent, file)


FILES = [
    ("iati-activities-schema.xsd", "iati-activity", Activity),
    ("iati-organisations-schema.xsd", "iati-organisation", Organisation),
]
# The schema types these document links alike; countries are known to the record everywhere and to the schema in
# organisation files alone.
_COUNTRY = "document-link/recipient-country"


@pytest.mark.parametrize("file, root, record", FILES)
def test_every_path_of_the_schema_has_a_field_and_the_other_way_round(file: str, root: str, record: type) -> None:
    schema = own(file)
    wanted = set(schema_paths(schema, schema.named["element", root]))
    known = set(layout_paths(LAYOUTS[record]))
    assert len(wanted) > 100
    assert wanted - known == set()
    extra = known - wanted
    assert {one for one in extra if record is Organisation or _COUNTRY not in one} == set()


@needs_samples
@pytest.mark.parametrize("file, root, record", FILES)
def test_current_schema_of_the_standard_agrees(file: str, root: str, record: type) -> None:
    schema = Schema(SCHEMAS, file)
    assert set(schema_paths(schema, schema.named["element", root])) - set(layout_paths(LAYOUTS[record])) == set()


@pytest.mark.parametrize("version", ["2-01", "2-02"])
@pytest.mark.parametrize("file, root, record", FILES)
def test_older_versions_2_need_no_upgrade(file: str, root: str, record: type, version: str) -> None:
    schema = Schema(standard.folder() / version / "schemas", file)
    assert set(schema_paths(schema, schema.named["element", root])) - set(layout_paths(LAYOUTS[record])) == set()


def walk(schema: Schema, element: etree._Element, layout: Layout) -> Iterator[tuple[etree._Element, Layout]]:
    yield element, layout
    for name, _, child in schema.children(element):
        part = layout.by_tag[name]
        if part.kind is Kind.NESTED and part.record is not None:
            yield from walk(schema, child, layout_of(part.record, part.without))


def all_places() -> Iterator[tuple[Schema, etree._Element, Layout]]:
    for file, root, record in FILES:
        schema = own(file)
        for element, layout in walk(schema, schema.named["element", root], LAYOUTS[record]):
            yield schema, element, layout


def test_children_stand_in_the_order_of_the_schema() -> None:
    for schema, element, layout in all_places():
        wanted = [name for name, _, _ in schema.children(element)]
        known = [part.tag for part in layout.parts if part.tag and part.tag in wanted]
        assert known == wanted, element.get("name")


def test_what_may_repeat_may_repeat() -> None:
    for schema, element, layout in all_places():
        for node in schema._parts(element, "element"):
            part = layout.by_tag[node.get("name") or node.get("ref")]
            repeats = node.get("maxOccurs", "1") != "1"
            assert part.many == repeats, (element.get("name"), part.tag)


def test_foreign_names_are_tolerated_exactly_where_the_schema_does() -> None:
    for schema, element, layout in all_places():
        name = element.get("name")
        assert layout.foreign_attributes == schema.tolerates(element, "anyAttribute"), name
        assert layout.foreign_elements == schema.tolerates(element, "any"), name
        for tag, _, child in schema.children(element):
            part = layout.by_tag[tag]
            if part.kind is Kind.PLAIN:
                assert part.bare != schema.tolerates(child, "anyAttribute"), tag
            elif part.kind in (Kind.TEXTS, Kind.LEAF):
                assert schema.tolerates(child, "anyAttribute") and schema.tolerates(child, "any"), tag


def test_mandatory_fields_are_those_of_the_schema() -> None:
    for schema, element, layout in all_places():
        demanded = _demanded(schema, element, layout)
        table = {*MANDATORY.get(layout.record, ()), *MANDATORY_IN_ACTIVITY.get(layout.record, ())}
        if layout.record not in MANDATORY_IN_ACTIVITY:
            assert demanded == table, layout.record.__name__
        assert demanded <= table, layout.record.__name__


def _demanded(schema: Schema, element: etree._Element, layout: Layout) -> set[str]:
    fields = {layout.by_attribute[_clark(name)].field for name, must in schema.attributes(element).items() if must}
    for name, must, _ in schema.children(element):
        if must:
            fields.add(_field(layout.by_tag[name]))
    content = layout.content
    if content is not None and content.value_type is not str:
        fields.add(content.field)
    return fields - {"iati_identifier", "organisation_identifier"}


def _field(part: Part) -> str:
    return part.field


def _clark(name: str) -> str:
    return XML_LANG if name == "xml:lang" else name
