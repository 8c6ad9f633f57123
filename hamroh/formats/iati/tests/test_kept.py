"""Unknown things: kept at their place, exported so that the file stays valid, found again when it is read."""

from __future__ import annotations

import io
from pathlib import Path

import msgspec
import pytest
from lxml import etree

from hamroh.formats.iati import kept, schema
from hamroh.formats.iati.reader import open_document
from hamroh.formats.iati.record_parts import Narrative, Unknown
from hamroh.formats.iati.records import Activity
from hamroh.formats.iati.tests.places import EXAMPLE, ORGANISATION_EXAMPLE, USAID, needs_samples
from hamroh.formats.iati.tests.xml_tools import activity, bag, read, written
from hamroh.formats.iati.writer import NotWritable

_SIMPLE = {
    "narrative", "value", "telephone", "email", "website", "pos", "iati-identifier", "organisation-identifier",
    "forecast", "interest-received", "principal-outstanding", "principal-arrears", "interest-arrears", "channel-code",
}  # fmt: skip


def littered(path: Path, name: str) -> bytes:
    """A sample with an odd attribute on every element below the root, and an odd element in each that holds elements."""
    root = etree.parse(str(path), etree.XMLParser(remove_comments=True)).getroot()
    tag = {"activities": "iati-activity", "organisations": "iati-organisation"}[root.tag.removeprefix("iati-")]
    for record in root.findall(tag):
        for element in list(record.iter()):
            element.set(name, f"on {element.tag}")
            if element.tag not in _SIMPLE:
                etree.SubElement(element, name, code="1").text = "odd"
    return etree.tostring(root)


@needs_samples
@pytest.mark.parametrize("path", [EXAMPLE, ORGANISATION_EXAMPLE], ids=["activity", "organisation"])
@pytest.mark.parametrize("name", ["odd", "{urn:odd}odd"], ids=["without namespace", "foreign"])
def test_litter_everywhere_is_kept_and_the_export_is_valid(path: Path, name: str) -> None:
    data = littered(path, name)
    document = open_document(io.BytesIO(data))
    (item,) = document
    assert item.record is not None
    out = written([item.record], document.kind)
    assert [one.message for one in schema.validate(io.BytesIO(out))] == []
    # in carriers the attribute's value is the carrier's text
    assert out.count(b'="on ') + out.count(b">on ") == data.count(b'="on ') > 80
    assert out.count(b">odd<") + out.count(b"&gt;odd&lt;") == data.count(b">odd<") > 40
    (again,) = read(out)
    assert again.record == item.record
    assert [one for one in again.problems if one.severity == "error"] == []


@needs_samples
def test_foreign_prefixes_can_be_kept() -> None:
    with USAID.open("rb") as stream:
        document = open_document(stream)
        first = next(iter(document)).activity
    assert first is not None and document.namespaces == {"usg": "https://explorer.usaid.gov"}
    assert b"<usg:mechanism-signing-date" in written([first], "activities", namespaces=document.namespaces)
    assert b"<usg:" not in written([first], "activities")


@needs_samples
def test_one_edited_title_and_everything_else() -> None:
    with USAID.open("rb") as stream:
        first = next(iter(open_document(stream))).activity
    assert first is not None
    edited = msgspec.structs.replace(first, title=(Narrative(text="Маъмурият", lang="tg"),))
    before, after = (bag(etree.fromstring(written([one], "activities"))) for one in (first, edited))
    assert sorted(path for path, _ in before - after) == [
        "/iati-activities/iati-activity/title/narrative", "/iati-activities/iati-activity/title/narrative@"
        "{http://www.w3.org/XML/1998/namespace}lang",
    ]  # fmt: skip
    assert {text for _, text in after - before} == {"Маъмурият", "tg"}


def test_choice_of_prefix_and_layout_play_no_part() -> None:
    one = activity("<a:x xmlns:a='urn:q' b='1' a='2'><a:y/></a:x>")
    other = activity("<q:x xmlns:q='urn:q' a='2' b='1'>\n <q:y></q:y>\n<!-- note --></q:x>")
    assert one.record == other.record and one.record is not None


def test_canonical_form_is_xml_again() -> None:
    element = etree.fromstring("<a xmlns='urn:q' b='&quot;&lt;&#10;'>&amp;&lt;]]&gt;<c xml:lang='tg'/>tail</a>")
    text = kept.canonical(element)
    assert kept.canonical(kept.parse(text)) == text
    assert kept.parse(text).get("b") == '"<\n' and kept.parse(text).text == "&<]]>"


@pytest.mark.parametrize(
    "content", ["", "text", "<a", "<!DOCTYPE a><a/>", "<?xml version='1.0'?><!DOCTYPE a><a/>", "<a/><b/>"]
)
def test_only_elements_are_kept_as_elements(content: str) -> None:
    with pytest.raises(ValueError, match="kept element"):
        kept.parse(content)


def test_a_forged_carrier_is_only_a_foreign_element() -> None:
    forged = (
        '<k:unknown xmlns:k="urn:hamroh:iati:kept" kind="element" name="a">&lt;!DOCTYPE a&gt;&lt;a/&gt;</k:unknown>'
    )
    item = activity(forged)
    assert item.activity is not None
    (unknown,) = item.activity.unknown
    assert unknown.name == kept.CARRIER
    (again,) = read(written([item.activity], "activities"))
    assert again.record == item.record


def test_text_that_xml_cannot_carry_is_refused_by_name() -> None:
    record = Activity(iati_identifier="XX-1-A", title=(Narrative(text="bell \x07"),))
    with pytest.raises(NotWritable, match="XX-1-A"):
        written([record], "activities")
    broken = Activity(iati_identifier="XX-1-B", unknown=(Unknown(kind="element", name="{q}a", content="<a"),))
    with pytest.raises(NotWritable, match="XX-1-B"):
        written([broken], "activities")
