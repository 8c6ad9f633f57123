"""The installed standard: where it is, what it holds, and that nothing passes without it."""

from __future__ import annotations

import importlib.util
import io
import sys
from collections.abc import Iterator
from datetime import date

import pytest
from lxml import etree

from hamroh.formats.iati import checks, codelists, ruleset, schema, standard
from hamroh.formats.iati.code_plan import _mapping, plan
from hamroh.formats.iati.records import Activity
from hamroh.formats.iati.tests.places import CODELISTS, needs_samples
from hamroh.formats.iati.tests.xml_tools import activity, written


def test_description_for_the_doctor() -> None:
    found = standard.describe()
    assert (found.package_version, found.schemas, found.rulesets) == ("0.4.1", 5, 1)
    assert found.codelists == len(codelists.names()) == 66
    assert found.date == date(2018, 8, 16) and found.dated_by == "release"
    assert found.versions[-1] == "2.03" and "1.04" in found.versions
    assert len(found.fingerprint) == 8


def test_the_package_is_never_imported() -> None:
    standard.describe()
    assert "iati" not in sys.modules


@pytest.fixture
def missing(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    cached = (standard.folder, schema.schema, codelists.codelist, codelists.names, ruleset.standard_ruleset,
              plan, _mapping)  # fmt: skip
    for one in cached:
        one.cache_clear()
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    yield
    monkeypatch.undo()
    for one in cached:
        one.cache_clear()


def test_without_the_standard_everything_that_rests_on_it_refuses(missing: None) -> None:
    record = Activity(iati_identifier="XX-1-A")
    for attempt in (
        lambda: written([record], "activities"),
        lambda: schema.validate(io.BytesIO(b"<iati-activities version='2.03'/>")),
        lambda: codelists.codelist("Sector"),
        lambda: ruleset.standard_ruleset(),
        lambda: checks.check(record, today=date(2026, 1, 1)),
        lambda: standard.describe(),
    ):
        with pytest.raises(standard.StandardMissing, match="pyIATI"):
            attempt()


def test_reading_works_without_the_standard(missing: None) -> None:
    item = activity("<activity-status code='2'>Implementation</activity-status>", "1.05")
    assert item.activity is not None and item.activity.activity_status == "2"
    assert checks.check(item.activity, today=date(2026, 1, 1), codes=False)


def test_codelists() -> None:
    sector = codelists.codelist("Sector")
    assert sector.complete and not sector.embedded and sector.severity == "warning"
    assert codelists.codelist("ActivityStatus").severity == "error"
    assert codelists.codelist("Country").severity == "info"
    assert codelists.label("ActivityDateType", "1") == "Planned start"
    assert codelists.label("ActivityDateType", "1", "fr") == "Début prévu"
    assert codelists.label("ActivityDateType", "1", "tg") == "Planned start"
    assert codelists.label("Sector", "15190").startswith("Facilitation of orderly, safe")
    assert codelists.label("Sector", "00000") == "00000"
    assert codelists.codelist("Sector") is codelists.codelist("Sector")


@needs_samples
def test_additions_are_codes_of_the_current_lists() -> None:
    for name, codes in codelists.ADDITIONS.items():
        current = {item.findtext("code") for item in etree.parse(str(CODELISTS / f"{name}.xml")).iter("codelist-item")}
        assert set(codes) <= current, name


def test_embedded_lists_are_those_that_the_package_keeps_apart() -> None:
    replicated = {path.stem for path in (standard.folder() / "codelists_non_embedded").glob("*.xml")}
    assert set(codelists.names()) - replicated == codelists.EMBEDDED


def test_every_list_of_the_mapping_is_installed() -> None:
    for _, name, _ in _mapping():
        assert codelists.codelist(name).codes


def test_schema_faults_name_their_line() -> None:
    data = b"<iati-activities version='2.03'>\n<iati-activity/>\n</iati-activities>"
    (problem,) = schema.validate(io.BytesIO(data))
    assert problem.code == "schema_invalid" and problem.line == 2 and "iati-identifier" in problem.message
    assert [one.code for one in schema.validate(io.BytesIO(b"<a>"))] == ["file_broken"]
    assert [one.code for one in schema.validate(io.BytesIO(b"<a/>"))] == ["file_not_iati"]
