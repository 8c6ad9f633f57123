"""Real files of real publishers: everything is read, nothing is lost, and what is written is valid."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal
from pathlib import Path

import msgspec
import pytest
from lxml import etree

from hamroh.formats.iati import checks, schema
from hamroh.formats.iati.reader import open_document
from hamroh.formats.iati.record_parts import Narrative, Record, Unknown
from hamroh.formats.iati.records import (
    Activity,
    Organisation,
    decode_activity,
    decode_organisation,
    digest,
    encode,
)
from hamroh.formats.iati.tests.places import EXAMPLE, IDS, IOM, SAMPLES, USAID, WORLD_BANK, needs_samples
from hamroh.formats.iati.tests.xml_tools import bag, read, written

pytestmark = needs_samples
_BUDGETS = ("total_budgets", "recipient_org_budgets", "recipient_region_budgets", "recipient_country_budgets",
            "total_expenditures")  # fmt: skip


def records_of(path: Path) -> list[Activity] | list[Organisation]:
    with path.open("rb") as stream:
        items = list(open_document(stream))
    assert [item.problems for item in items if item.problems] == []
    return [item.record for item in items]  # type: ignore[misc]


def count(record: object, wanted: type) -> int:
    if isinstance(record, tuple):
        return sum(count(one, wanted) for one in record)
    if isinstance(record, Record):
        own = int(isinstance(record, wanted))
        return own + sum(count(getattr(record, name), wanted) for name in record.__struct_fields__)
    return 0


@pytest.mark.parametrize("sample", SAMPLES, ids=IDS)
def test_counts(sample: tuple) -> None:
    path, kind, number, narratives, transactions, budgets = sample
    records = records_of(path)
    assert len(records) == number
    assert count(tuple(records), Narrative) == narratives
    if kind == "activities":
        assert sum(len(one.transactions) for one in records) == transactions
        assert sum(len(one.budgets) for one in records) == budgets
    else:
        assert sum(len(getattr(one, name)) for one in records for name in _BUDGETS) == budgets


@pytest.mark.parametrize("sample", SAMPLES, ids=IDS)
def test_written_file_is_valid_and_reads_the_same(sample: tuple) -> None:
    path, kind, *_ = sample
    records = records_of(path)
    out = written(records, kind)
    assert schema.validate(io.BytesIO(out)) == []
    again = [item.record for item in read(out)]
    assert [digest(one) for one in again] == [digest(one) for one in records]
    assert again == records


@pytest.mark.parametrize("sample", SAMPLES, ids=IDS)
def test_nothing_is_lost_on_the_way_through_the_records(sample: tuple) -> None:
    path, kind, *_ = sample
    tag = "iati-activity" if kind == "activities" else "iati-organisation"
    before = etree.parse(str(path), etree.XMLParser(remove_comments=True)).getroot()
    after = etree.fromstring(written(records_of(path), kind))
    originals, copies = list(before.iter(tag)), list(after.iter(tag))
    assert len(originals) == len(copies)
    for original, copy in zip(originals, copies, strict=True):
        assert bag(copy) == bag(original)


@pytest.mark.parametrize("sample", SAMPLES, ids=IDS)
def test_only_foreign_names_are_unknown(sample: tuple) -> None:
    for record in records_of(sample[0]):
        unknown = collect_unknown(record)
        assert [one for one in unknown if not one.name.startswith("{")] == []
    if sample[0] not in (USAID, IOM) and "development-bank" not in sample[0].name:
        assert all(collect_unknown(record) == [] for record in records_of(sample[0]))


def collect_unknown(record: object) -> list[Unknown]:
    if isinstance(record, Unknown):
        return [record]
    if isinstance(record, tuple):
        return [one for part in record for one in collect_unknown(part)]
    if isinstance(record, Record):
        return [one for name in record.__struct_fields__ for one in collect_unknown(getattr(record, name))]
    return []


@pytest.mark.parametrize("sample", SAMPLES, ids=IDS)
def test_encoding_is_reversible(sample: tuple) -> None:
    decode = decode_activity if sample[1] == "activities" else decode_organisation
    for record in records_of(sample[0]):
        assert decode(encode(record)) == record
        assert msgspec.json.decode(msgspec.json.encode(record), type=type(record)) == record


def test_usaid_by_hand() -> None:
    first = records_of(USAID)[0]
    assert isinstance(first, Activity)
    assert first.iati_identifier == "US-GOV-1-000-15-ASIA"
    assert first.title == (Narrative(text="Administration and Oversight", lang="en"),)
    assert [one.role for one in first.participating_orgs] == ["1", "2", "3", "4"]
    assert first.activity_status == "3"
    assert first.activity_dates[3].iso_date == date(2015, 9, 30)
    assert first.contact_infos[0].person_name == (Narrative(text=""),)
    assert first.default_currency == "USD" and first.hierarchy == 1


def test_iom_by_hand() -> None:
    with IOM.open("rb") as stream:
        document = open_document(stream)
        (item,) = document
    found = item.activity
    assert found is not None and document.bare and document.version == "2.03"
    assert found.humanitarian is True and found.capital_spend == Decimal("0")
    value = found.budgets[0].value
    assert value is not None and value.amount == Decimal("1459753.72") and value.value_date == date(2020, 3, 1)
    assert found.locations[0].point is not None
    assert found.locations[0].point.coordinates == (2.013475, 45.306415)
    assert found.transactions[0].provider_org is not None
    assert found.transactions[0].provider_org.provider_activity_id == "XM-DAC-701-2-YK/IOM/71"
    assert {one.name for one in found.unknown} == {
        "{http://d-portal.org/xmlns/dstore}dataset", "{http://d-portal.org/xmlns/dstore}index",
        "{http://d-portal.org/xmlns/iati-activities}version",
        "{http://d-portal.org/xmlns/iati-activities}generated-datetime",
    }  # fmt: skip


def test_annotated_example_by_hand() -> None:
    (found,) = records_of(EXAMPLE)
    assert isinstance(found, Activity)
    assert found.crs_add is not None and found.crs_add.loan_terms is not None and found.fss is not None
    assert found.conditions is not None and found.conditions.attached is True
    indicator = found.results[0].indicators[0]
    assert indicator.baselines[0].dimensions and indicator.periods[0].actuals[0].comment
    assert len(found.legacy_data) == 2 and len(found.tags) == 2 and len(found.default_aid_types) == 2


def test_world_bank_names_tajikistan() -> None:
    (found,) = records_of(WORLD_BANK)
    assert isinstance(found, Organisation)
    tajik = [one for one in found.recipient_country_budgets if one.recipient_country.code == "TJ"]
    amounts = {one.period_start.year: one.value.amount for one in tajik}
    assert amounts == {
        2024: Decimal("269175186"), 2025: Decimal("274558689"),
        2026: Decimal("280049863"), 2027: Decimal("285650860"),
    }  # fmt: skip


def test_checks_find_the_faults_of_the_annotated_example_only() -> None:
    (found,) = records_of(EXAMPLE)
    told = {(one.code, one.path) for one in checks.check(found, today=date(2026, 11, 24))}
    assert ("percentages_not_100", "recipient-region") in told
    assert ("url_malformed", "document-link/@url") in told
    for path in (USAID, IOM):
        for record in records_of(path):
            assert [one for one in checks.check(record, today=date(2026, 11, 24)) if one.severity == "error"] == []
