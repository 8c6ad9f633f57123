"""Any record, whatever is in it, comes back equal after writing and reading."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from lxml import etree

from hamroh.formats.iati.layout import Kind
from hamroh.formats.iati.layouts import LAYOUTS
from hamroh.formats.iati.reading import Context, reader_of
from hamroh.formats.iati.record_parts import Record
from hamroh.formats.iati.records import Activity, Organisation, decode_activity, digest, encode
from hamroh.formats.iati.tests.strategies import ALL_RECORDS, records
from hamroh.formats.iati.tests.xml_tools import read, written
from hamroh.formats.iati.writer import _fill

_SLOW = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def through_xml(record: Record) -> tuple[Record, list[str]]:
    """Writes one record of any kind, serialises, parses and reads it; also the codes of errors met."""
    layout = LAYOUTS[type(record)]
    element = etree.Element("it")
    _fill(element, record, layout)
    again = etree.fromstring(etree.tostring(element, encoding="utf-8"))
    context = Context(again, 10**6, 64, lambda _: 0)
    found = reader_of(type(record)).read(again, context)
    return found, [one.code for one in context.problems if one.severity == "error"]


@settings(max_examples=250, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_each_kind_of_record(data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(ALL_RECORDS))
    assume(kind not in (Activity, Organisation))
    record = data.draw(records(kind))
    assert through_xml(record) == (record, [])


@_SLOW
@given(records(Activity))
def test_activities(activity: Activity) -> None:
    _whole(activity, "activities")
    assert decode_activity(encode(activity)) == activity


@_SLOW
@given(records(Organisation))
def test_organisations(organisation: Organisation) -> None:
    _whole(organisation, "organisations")


def _whole(record: Any, kind: str) -> None:
    name = "iati_identifier" if kind == "activities" else "organisation_identifier"
    assume(getattr(record, name))
    (item,) = read(written([record], kind))
    assert [one.message for one in item.problems if one.severity == "error"] == []
    assert item.record == record
    assert digest(item.record) == digest(record)


@_SLOW
@given(records(Activity), st.data())
def test_digest_differs_when_any_field_differs(activity: Activity, data: st.DataObject) -> None:
    filled = [part for part in LAYOUTS[Activity].parts if part.kind is not Kind.PLAIN and getattr(activity, part.field)]
    assume(filled)
    part = data.draw(st.sampled_from(filled))
    empty: Any = () if part.many or part.kind is Kind.TEXTS else None
    values = {name: getattr(activity, name) for name in activity.__struct_fields__}
    other = Activity(**{**values, part.field: empty})
    assert digest(other) != digest(activity)
