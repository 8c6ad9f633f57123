"""Each check on a record that breaks it and on the same record mended."""

from __future__ import annotations

from datetime import date

import pytest

from hamroh.formats.iati import checks
from hamroh.formats.iati.problems import KINDS
from hamroh.formats.iati.tests.xml_tools import activities, read

TODAY = date(2026, 11, 24)
HEAD = """<iati-identifier>XX-1-A</iati-identifier><reporting-org ref="XX-1" type="10"><narrative>A</narrative></reporting-org>
<title><narrative>T</narrative></title><description><narrative>D</narrative></description>
<participating-org role="1" ref="XX-2"/><activity-status code="2"/><activity-date type="1" iso-date="2024-01-01"/>"""
ATTRIBUTES = 'xml:lang="en" default-currency="USD"'
PERIOD = '<period-start iso-date="{}"/><period-end iso-date="{}"/>'
MONEY = '<value value-date="2024-01-01">{}</value>'


def told(inner: str, attributes: str = ATTRIBUTES, head: str = HEAD) -> list[tuple[str, str]]:
    (item,) = read(activities(f"<iati-activity {attributes}>{head}{inner}</iati-activity>"))
    assert item.record is not None, [one.message for one in item.problems]
    found = checks.check(item.record, today=TODAY)
    assert all(one.message and "{" not in one.message for one in found)
    return [(one.code, one.path) for one in found]


def budget(start: str, end: str, amount: str = "5") -> str:
    return f"<budget>{PERIOD.format(start, end)}{MONEY.format(amount)}</budget>"


def country(code: str, share: str | None) -> str:
    return f'<recipient-country code="{code}"' + (f' percentage="{share}"/>' if share else "/>")


def region(code: str, share: str | None, vocabulary: str = "1") -> str:
    given = f' percentage="{share}"' if share else ""
    return f'<recipient-region code="{code}" vocabulary="{vocabulary}"{given}/>'


def sector(code: str, share: str | None, vocabulary: str = "1") -> str:
    return f'<sector code="{code}" vocabulary="{vocabulary}"' + (f' percentage="{share}"/>' if share else "/>")


CASES = [
    ("the whole head", "", []),
    ("one country without share", country("TJ", None), []),
    ("countries to 100", country("TJ", "60") + country("UZ", "40"), []),
    ("thirds, within a tenth", country("TJ", "33.33") + country("UZ", "33.33") + country("KG", "33.33"), []),
    ("countries to 90", country("TJ", "60") + country("UZ", "30"), [("percentages_not_100", "recipient-country")]),
    ("one country of 50", country("TJ", "50"), [("percentages_not_100", "recipient-country")]),
    ("one of two without share", country("TJ", "60") + country("UZ", None), [("percentage_missing", "recipient-country[2]")]),
    ("country and region to 100", country("TJ", "60") + region("798", "40"), []),
    ("country and region to 110", country("TJ", "60") + region("798", "50"), [("percentages_not_100", "recipient-region")]),
    ("two vocabularies of regions, each to 100", region("798", "100") + region("x", "100", "99"), []),
    ("a share of 120", country("TJ", "120"),
     [("percentage_out_of_range", "recipient-country/@percentage"), ("percentages_not_100", "recipient-country")]),
    ("sectors of two vocabularies", sector("15190", "100") + sector("a", "50", "99") + sector("b", "50", "99"), []),
    ("sectors of one vocabulary to 99", sector("15190", "50") + sector("15136", "49"), [("percentages_not_100", "sector")]),
    ("sectors, second vocabulary wrong", sector("15190", None) + sector("a", "50", "99"), [("percentages_not_100", "sector")]),
    ("budget of a year", budget("2024-01-01", "2024-12-31"), []),
    ("budget of a year and its next day", budget("2024-01-01", "2025-01-01"), []),
    ("budget of two years", budget("2024-01-01", "2025-12-31"), [("budget_period_long", "budget")]),
    ("budget backwards", budget("2024-12-31", "2024-01-01"), [("dates_in_wrong_order", "budget")]),
    ("second budget negative", budget("2024-01-01", "2024-12-31") + budget("2025-01-01", "2025-12-31", "-5"),
     [("budget_negative", "budget[2]/value")]),
    ("transaction without date", f'<transaction><transaction-type code="3"/>{MONEY.format(1)}</transaction>',
     [("missing", "transaction/transaction-date/@iso-date")]),
    ("transaction in the future", '<transaction><transaction-type code="3"/><transaction-date iso-date="2027-01-01"/>'
     + MONEY.format(1) + "</transaction>", [("date_in_future", "transaction/transaction-date")]),
    ("transaction without anything", "<transaction/>", [
        ("missing", "transaction/transaction-type/@code"), ("missing", "transaction/transaction-date/@iso-date"),
        ("missing", "transaction/value")]),
    ("ends before it starts", '<activity-date type="3" iso-date="2023-01-01"/>', [("dates_in_wrong_order", "activity-date")]),
    ("actual start in the future", '<activity-date type="2" iso-date="2027-01-01"/>',
     [("date_in_future", "activity-date[@type=2]")]),
    ("planned end in the future", '<activity-date type="3" iso-date="2027-01-01"/>', []),
    ("unknown code of a closed list", '<activity-date type="7" iso-date="2024-01-01"/>', [("code_unknown", "activity-date[2]/@type")]),
    ("unknown sector", sector("99999", None), [("code_unknown", "sector/@code")]),
    ("own sector", sector("99999", None, "99"), []),
    ("unknown currency", '<budget>' + PERIOD.format("2024-01-01", "2024-12-31")
     + '<value currency="XXZ" value-date="2024-01-01">1</value></budget>', [("code_unknown", "budget/value/@currency")]),
    ("aid type of another vocabulary", '<default-aid-type code="1" vocabulary="2"/>', []),
    ("unknown aid type", '<default-aid-type code="Z99"/>', [("code_unknown", "default-aid-type/@code")]),
    ("bad address", '<document-link url="www.example.org" format="text/html"><title><narrative>x</narrative></title>'
     '<category code="A01"/></document-link>', [("url_malformed", "document-link/@url")]),
    ("bad position", '<location><point srsName="x"><pos>north 12</pos></point></location>',
     [("coordinates_malformed", "location/point/pos")]),
    ("capital spend of 101", '<capital-spend percentage="101"/>', [("percentage_out_of_range", "capital-spend")]),
    ("participant with a slash", '<participating-org role="4" ref="XX/3"/>', [("identifier_malformed", "participating-org[2]/@ref")]),
]  # fmt: skip


@pytest.mark.parametrize("inner, expected", [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_case(inner: str, expected: list[tuple[str, str]]) -> None:
    assert told(inner) == expected


@pytest.mark.parametrize(
    "identifier, code",
    [
        ("XX-1-A", None), ("XX-1", "identifier_is_publisher"), ("YY-9-A", "identifier_prefix"), ("XX-1-A/B", "identifier_malformed"),
        ("XX-1-A B", "identifier_malformed"),
    ],
)  # fmt: skip
def test_identifiers(identifier: str, code: str | None) -> None:
    found = told("", head=HEAD.replace("XX-1-A", identifier))
    assert [one[0] for one in found] == ([code] if code else [])


def test_a_former_identifier_of_the_publisher_may_begin_the_identifier() -> None:
    head = HEAD.replace("XX-1-A", "OLD-A")
    assert [one[0] for one in told("", head=head)] == ["identifier_prefix"]
    assert told('<other-identifier ref="OLD" type="B1"/>', head=head) == []


def test_default_language_and_currency() -> None:
    money = budget("2024-01-01", "2024-12-31")
    assert told(money, 'xml:lang="en"') == [("currency_missing", "budget/value")]
    assert told("", 'default-currency="USD"') == [("language_missing", "title")]


def test_everything_missing_is_told_at_once() -> None:
    found = told("", head="<iati-identifier>XX-1-A</iati-identifier>")
    assert {path for code, path in found if code == "missing"} == {
        "reporting-org", "title", "description", "participating-org", "activity-status/@code", "activity-date",
        "activity-date[@type=1 or @type=2]",
    }  # fmt: skip


def test_every_kind_of_problem_has_a_sentence() -> None:
    for code, kind in KINDS.items():
        assert code == kind.code and kind.template.endswith((".", "there.")) and len(kind.template) > 20
