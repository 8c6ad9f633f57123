"""The standard's own examples, as pyIATI ships them for its tests: hundreds of small files for every corner of 2.0x."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from lxml import etree

from hamroh.formats.iati import schema, standard
from hamroh.formats.iati.problems import DocumentRefused
from hamroh.formats.iati.reader import open_document
from hamroh.formats.iati.tests.xml_tools import bag, written

FOLDER = standard.folder().parent / "test_data"
_IDENTIFIED = rb"<\1-identifier>XX-1</\1-identifier>"
VERSIONS = {"2-01": "2.01", "2-02": "2.02", "2-03": "2.03"}


def files(version: str, kind: str) -> list[Path]:
    return sorted(path for folder in FOLDER.glob(f"{version}/ssot-*-xml-{kind}") for path in folder.rglob("*.xml"))


@pytest.mark.skipif(not FOLDER.is_dir(), reason="this pyIATI came without its test data")
@pytest.mark.parametrize("version", VERSIONS)
def test_valid_examples_stay_valid_and_whole(version: str) -> None:
    tried = 0
    for path in files(version, "pass"):
        data = re.sub(rb'version="[^"]*"', f'version="{VERSIONS[version]}"'.encode(), path.read_bytes(), count=2)
        data = re.sub(rb'(<\?xml[^>]*version=)"[^"]*"', rb'\1"1.0"', data)
        # The schema allows an empty identifier, we do not.
        data = re.sub(rb"<(iati|organisation)-identifier\s*(/>|>\s*</\1-identifier>)", _IDENTIFIED, data)
        if schema.validate(io.BytesIO(data), version=VERSIONS[version]):
            continue
        tried += 1
        document = open_document(io.BytesIO(data))
        items = list(document)
        assert [one for item in items for one in item.problems if one.severity == "error"] == [], path
        records = [item.record for item in items]
        out = written(records, document.kind)  # type: ignore[arg-type]
        assert [one.message for one in schema.validate(io.BytesIO(out))] == [], path
        before = etree.fromstring(data, etree.XMLParser(remove_comments=True))
        tag = "iati-activity" if document.kind == "activities" else "iati-organisation"
        for original, copy in zip(before.iter(tag), etree.fromstring(out).iter(tag), strict=True):
            assert bag(copy) == bag(original), path
    assert tried >= 20


@pytest.mark.skipif(not FOLDER.is_dir(), reason="this pyIATI came without its test data")
def test_no_example_of_any_version_is_dropped_in_silence() -> None:
    tried = 0
    for path in FOLDER.rglob("ssot-*/**/*.xml"):
        data = path.read_bytes().replace(b'version="2.xx"', b'version="2.03"').replace(b'"xx"', b'"2.03"')
        try:
            items = list(open_document(io.BytesIO(data)))
        except DocumentRefused as refused:
            assert refused.problem.message
            continue
        tried += 1
        assert all(item.record is not None or item.problems for item in items)
    assert tried > 300
