"""The demonstration's projects are sound IATI: valid by schema, ruleset and checks, and read back equal."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import pytest

from hamroh.demo.content.iati_records import ACTIVITY_RECORDS
from hamroh.demo.content.projects import PROJECTS
from hamroh.formats.iati import records as r
from hamroh.formats.iati.checks import check
from hamroh.formats.iati.reader import open_document
from hamroh.formats.iati.ruleset import standard_ruleset
from hamroh.formats.iati.schema import validate
from hamroh.formats.iati.writer import to_element, write_activities

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def written() -> bytes:
    """All projects as one IATI file."""
    out = io.BytesIO()
    assert write_activities(ACTIVITY_RECORDS, out, generated=NOW) == len(PROJECTS)
    return out.getvalue()


def test_the_file_is_valid(written: bytes) -> None:
    """By the XSD of the standard."""
    assert validate(io.BytesIO(written)) == []


def test_what_is_read_back_is_what_was_written(written: bytes) -> None:
    """Nothing is lost on the way out and in."""
    items = list(open_document(io.BytesIO(written)))
    assert [item.problems for item in items] == [()] * len(PROJECTS)
    read = [r.digest(item.activity) for item in items if item.activity is not None]
    assert read == [r.digest(record) for record in ACTIVITY_RECORDS]


@pytest.mark.parametrize("record", ACTIVITY_RECORDS, ids=lambda record: record.iati_identifier)
def test_each_activity_keeps_the_rules(record: r.Activity) -> None:
    """No failed rule of the standard's ruleset."""
    failures = standard_ruleset().failures(to_element(record), now=NOW)
    assert [(verdict.rule, verdict.path) for verdict in failures] == []


@pytest.mark.parametrize("record", ACTIVITY_RECORDS, ids=lambda record: record.iati_identifier)
def test_each_activity_passes_the_import_checks(record: r.Activity) -> None:
    """The importer finds nothing to complain about."""
    assert [(problem.code, problem.path) for problem in check(record, today=NOW.date())] == []
