"""Files of version 1 become 2.03 records: each change of the standard by hand, and nothing lost on the way."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal

import pytest

from hamroh.formats.iati import records as r
from hamroh.formats.iati import schema
from hamroh.formats.iati.tests.xml_tools import activity, read, written

OLD = """<?xml version="1.0" encoding="UTF-8"?>
<iati-activities version="{version}" generated-datetime="2014-01-01T00:00:00Z">
<iati-activity version="{version}" xml:lang="en" default-currency="USD" hierarchy="1">
  <reporting-org ref="XX-1" type="10">Agency <!-- note --></reporting-org>
  <iati-identifier>XX-1-A</iati-identifier>
  <other-identifier owner-ref="TJ-GOV" owner-name="Ministry of Labour">ML-77</other-identifier>
  <activity-website>http://example.org/a</activity-website>
  <title>Returning migrants</title>
  <title xml:lang="ru">Возвращающиеся мигранты</title>
  <description type="1">Advice</description>
  <description type="1" xml:lang="ru">Консультации</description>
  <description type="2">Aims</description>
  <activity-status code="2">Implementation</activity-status>
  <activity-date type="start-planned" iso-date="2013-01-01">first of January</activity-date>
  <activity-date type="start-actual">2013-02-01</activity-date>
  <activity-date type="end-planned" iso-date="2014-12-31"/>
  <activity-date type="end-actual" iso-date="2015-01-31"/>
  <contact-info><organisation>Agency</organisation><person-name>Гулнора Ҷӯраева</person-name>
    <telephone>+992 372 000000</telephone><email>a@example.org</email>
    <mailing-address>Dushanbe</mailing-address></contact-info>
  <participating-org role="Funding" ref="XX-2" type="10">Donor</participating-org>
  <participating-org role="accountable" ref="XX-1">Agency</participating-org>
  <participating-org role="Extending">Partner</participating-org>
  <participating-org role="Implementing">NGO</participating-org>
  <recipient-country code="TJ" percentage="100">Tajikistan</recipient-country>
  <location percentage="100">
    <location-type code="PPLA">seat of a first-order administrative division</location-type>
    <name>Khujand</name>
    <administrative country="TJ">Sughd</administrative>
    <coordinates latitude="40.28" longitude="69.62" precision="2"/>
    <gazetteer-entry gazetteer-ref="GEO">1514879</gazetteer-entry>
  </location>
  <sector code="15130" vocabulary="DAC" percentage="60">Legal and judicial development</sector>
  <sector code="16020" percentage="40"/>
  <sector code="X1" vocabulary="RO">Own</sector>
  <policy-marker code="1" vocabulary="DAC" significance="2">Gender</policy-marker>
  <collaboration-type code="1">Bilateral</collaboration-type>
  <default-flow-type code="10">ODA</default-flow-type>
  <default-finance-type code="110">Standard grant</default-finance-type>
  <default-aid-type code="C01">Our own words</default-aid-type>
  <budget type="1"><period-start iso-date="2013-01-01">2013-01-01</period-start><period-end iso-date="2013-12-31"/>
    <value currency="USD" value-date="2013-01-01">1000.50</value></budget>
  <planned-disbursement updated="2013-01-05"><period-start iso-date="2013-01-01"/>
    <period-end iso-date="2013-06-30"/><value value-date="2013-01-01">500</value></planned-disbursement>
  <transaction ref="T1"><value value-date="2013-03-01">250</value><description>First</description>
    <transaction-type code="C">Commitment</transaction-type>
    <provider-org ref="XX-2" provider-activity-id="XX-2-9">Donor</provider-org>
    <receiver-org>NGO</receiver-org><transaction-date iso-date="2013-03-01"/></transaction>
  {transactions}
  <document-link url="http://example.org/d.pdf" format="application/pdf"><title>Plan</title>
    <category code="A02">Objectives</category><language code="en">English</language></document-link>
  <related-activity ref="XX-1" type="1">Programme</related-activity>
  <conditions attached="1"><condition type="1">Report yearly</condition></conditions>
  <result type="1" aggregation-status="true"><title>Advised</title><description type="1">People advised</description>
    <indicator measure="1" ascending="1"><title>Persons</title>
      <baseline year="2012" value="10"><comment>Estimate</comment></baseline>
      <period><period-start iso-date="2013-01-01"/><period-end iso-date="2013-12-31"/>
        <target value="100"><comment>Plan</comment></target><actual value="90"/></period></indicator></result>
  <crs-add><aidtype-flag code="1" significance="1">Free standing technical cooperation</aidtype-flag>
    <loan-terms rate-1="1.5"><repayment-type code="1"/><commitment-date iso-date="2013-01-01"/></loan-terms></crs-add>
</iati-activity></iati-activities>"""

CODES = {"D": "3", "E": "4", "IF": "1", "IR": "5", "LR": "6", "R": "7", "QP": "8", "QS": "9", "CG": "10"}
MORE = "".join(
    f'<transaction><transaction-type code="{code}"/><transaction-date iso-date="2013-04-01"/>'
    '<value value-date="2013-04-01">1</value></transaction>'
    for code in CODES
)


@pytest.fixture(params=["1.04", "1.05"])
def old(request: pytest.FixtureRequest) -> r.Activity:
    (item,) = read(OLD.format(version=request.param, transactions=MORE))
    assert item.activity is not None, [one.message for one in item.problems]
    return item.activity


def words(narratives: r.Narratives) -> list[tuple[str, str | None]]:
    return [(one.text, one.lang) for one in narratives]


def test_texts_become_narratives(old: r.Activity) -> None:
    assert words(old.title) == [("Returning migrants", None), ("Возвращающиеся мигранты", "ru")]
    assert [(one.type, words(one.narratives)) for one in old.descriptions] == [
        ("1", [("Advice", None), ("Консультации", "ru")]),
        ("2", [("Aims", None)]),
    ]
    assert old.reporting_org is not None and words(old.reporting_org.narratives) == [("Agency", None)]
    contact = old.contact_infos[0]
    assert words(contact.person_name) == [("Гулнора Ҷӯраева", None)]
    assert [words(one) for one in contact.mailing_addresses] == [[("Dushanbe", None)]]
    assert words(old.recipient_countries[0].narratives) == [("Tajikistan", None)]
    assert old.conditions is not None and words(old.conditions.conditions[0].narratives) == [("Report yearly", None)]
    indicator = old.results[0].indicators[0]
    assert words(indicator.title) == [("Persons", None)] and words(indicator.baselines[0].comment) == [
        ("Estimate", None)
    ]
    assert words(indicator.periods[0].targets[0].comment) == [("Plan", None)]
    assert words(old.transactions[0].description) == [("First", None)]
    assert words(old.document_links[1].title) == [("Plan", None)]


def test_codes_are_renumbered(old: r.Activity) -> None:
    assert [one.type for one in old.activity_dates] == ["1", "2", "3", "4"]
    assert [one.role for one in old.participating_orgs] == ["1", "2", "3", "4"]
    assert [one.transaction_type for one in old.transactions] == ["2", *CODES.values()]
    assert [(one.code, one.vocabulary) for one in old.sectors] == [("15130", "1"), ("16020", None), ("X1", "99")]
    assert [(one.code, one.vocabulary, one.significance) for one in old.policy_markers] == [("1", "1", "2")]


def test_dates_and_money(old: r.Activity) -> None:
    assert [one.iso_date for one in old.activity_dates] == [
        date(2013, 1, 1), date(2013, 2, 1), date(2014, 12, 31), date(2015, 1, 31),
    ]  # fmt: skip
    assert words(old.activity_dates[0].narratives) == [("first of January", None)]
    assert old.activity_dates[1].narratives == ()
    assert old.budgets[0].value is not None and old.budgets[0].value.amount == Decimal("1000.50")


def test_elements_that_changed_their_form(old: r.Activity) -> None:
    (other,) = old.other_identifiers
    assert other.ref == "ML-77" and other.owner_org is not None and other.owner_org.ref == "TJ-GOV"
    assert words(other.owner_org.narratives) == [("Ministry of Labour", None)]
    website = old.document_links[0]
    assert (website.url, website.format, website.categories) == ("http://example.org/a", "text/html", ("A12",))
    assert old.crs_add is not None and old.crs_add.loan_terms is not None
    assert [(one.code, one.significance) for one in old.crs_add.other_flags] == [("1", True)]
    assert old.crs_add.loan_terms.rate_1 == Decimal("1.5")


def test_locations(old: r.Activity) -> None:
    (place,) = old.locations
    assert words(place.name) == [("Khujand", None)]
    assert place.point is not None and place.point.coordinates == (40.28, 69.62)
    assert (place.exactness, place.feature_designation) == ("2", "PPLA")
    assert [(one.code, one.vocabulary) for one in place.location_ids] == [("1514879", "G1")]
    assert [(one.code, one.vocabulary, one.level) for one in place.administratives] == [("TJ", "A4", 0)]


def test_what_has_no_place_is_kept(old: r.Activity) -> None:
    assert old.unknown == ()
    assert [one.content for one in old.default_aid_types[0].unknown] == ["Our own words"]
    assert [(one.name, one.content) for one in old.planned_disbursements[0].unknown] == [("updated", "2013-01-05")]
    assert [(one.name, one.content) for one in old.locations[0].unknown] == [("percentage", "100")]
    assert [one.content for one in old.related_activities[0].unknown] == ["Programme"]
    assert [one.content for one in old.locations[0].administratives[0].unknown] == ["Sughd"]


def test_the_upgraded_record_is_written_as_valid_2_03_and_reads_the_same(old: r.Activity) -> None:
    out = written([old], "activities")
    # 1.0x has no type for other identifiers, 2.03 demands one: the only thing that cannot be made up
    assert [one.parameters["reason"] for one in schema.validate(io.BytesIO(out))] == [
        "Element 'other-identifier': The attribute 'type' is required but missing"
    ]
    (item,) = read(out)
    assert item.record == old


def test_an_unknown_code_is_kept_and_told() -> None:
    item = activity("<activity-date type='begun' iso-date='2013-01-01'/>", "1.05")
    assert item.activity is not None and item.activity.activity_dates[0].type == "begun"
    assert [(one.code, one.path, one.value) for one in item.problems] == [
        ("upgraded_code_unknown", "activity-date/@type", "begun")
    ]


def test_organisation_files_of_version_1() -> None:
    (item,) = read(
        "<iati-organisations version='1.05'><iati-organisation><iati-identifier>XX-1</iati-identifier>"
        "<name>Agency</name><name xml:lang='ru'>Агентство</name><reporting-org ref='XX-1' type='10'>Agency</reporting-org>"
        "<total-budget><period-start iso-date='2014-01-01'/><period-end iso-date='2014-12-31'/>"
        "<value currency='USD' value-date='2014-01-01'>5</value></total-budget>"
        "<recipient-country-budget><recipient-country code='TJ'>Tajikistan</recipient-country>"
        "<period-start iso-date='2014-01-01'/><period-end iso-date='2014-12-31'/>"
        "<value currency='USD' value-date='2014-01-01'>3</value></recipient-country-budget>"
        "</iati-organisation></iati-organisations>"
    )
    found = item.organisation
    assert found is not None and found.organisation_identifier == "XX-1" and item.problems == ()
    assert words(found.name) == [("Agency", None), ("Агентство", "ru")]
    assert schema.validate(io.BytesIO(written([found], "organisations"))) == []


def test_a_file_without_version_is_read_by_its_shape() -> None:
    text = OLD.format(version="1.05", transactions="").replace(' version="1.05"', "")
    (item,) = read(text)
    assert item.activity is not None and item.activity.activity_dates[0].type == "1"
