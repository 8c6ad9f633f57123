"""The register: who sees which rows, what filters find, what the totals add, and that no address breaks it."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from lxml import etree
from openpyxl import load_workbook

from hamroh.formats.iati import records as r
from hamroh.kernel.background.running import work_off
from hamroh.kernel.intake.models import Batch
from hamroh.kernel.organisations.models import Organisation
from hamroh.web.desk.activities import lists
from hamroh.web.desk.activities.tests import making
from hamroh.web.desk.tests.visiting import BAD_QUERIES, client_of

pytestmark = pytest.mark.django_db
LIST = "/en/activities/"


def identifiers(client: Client, query: str = "") -> set[str]:
    page = client.get(f"{LIST}?{query}&size=200").content.decode()
    return {name for name in ("A1", "B2", "C3", "D4") if f"XX-TRIAL-1-{name}" in page}


@pytest.fixture
def four(owner: Organisation, places: None) -> None:
    making.activity(owner, "XX-TRIAL-1-A1", at="khujand")
    making.activity(
        owner, "XX-TRIAL-1-B2", theme="migration_health", at="sughd", activity_status="4",
        title=(r.Narrative(text="Здоровье мигрантов", lang="ru"),), activity_dates=(
            r.ActivityDate(type="1", iso_date=date(2020, 1, 1)), r.ActivityDate(type="2", iso_date=date(2020, 1, 1)),
            r.ActivityDate(type="3", iso_date=date(2021, 1, 1)), r.ActivityDate(type="4", iso_date=date(2021, 1, 1))),
    )  # fmt: skip
    making.activity(owner, "XX-TRIAL-1-C3", theme="", visibility="partners", at="khorugh")
    making.activity(owner, "XX-TRIAL-1-D4", published=False)


def test_each_reader_sees_what_is_for_him(owner: Organisation, four: None) -> None:
    assert identifiers(Client()) == {"A1", "B2"}
    assert identifiers(client_of("translator")) == {"A1", "B2", "C3"}
    assert identifiers(client_of("focal_point", of=owner)) == {"A1", "B2", "C3", "D4"}
    assert identifiers(client_of("focal_point")) == {"A1", "B2", "C3"}
    assert identifiers(client_of("secretariat")) == {"A1", "B2", "C3", "D4"}


FOUND = (
    ("q=здоровье", {"B2"}),
    ("q=МИГРАНТОВ", {"B2"}),
    ("q=safe+RETURN", {"A1", "C3", "D4"}),
    ("q=бозгашти", {"A1", "C3", "D4"}),
    ("q=trial-1-c3", {"C3"}),
    ("q=safe+nothing", set()),
    ("status=4", {"B2"}),
    ("theme=none", {"C3"}),
    ("theme=migration_health", {"B2"}),
    ("place=sughd", {"A1", "B2"}),
    ("place=khujand", {"A1"}),
    ("place=tajikistan", {"A1", "B2", "C3", "D4"}),
    ("organisation=Hands", {"A1", "B2", "C3", "D4"}),
    ("organisation=xx-trial-1", {"A1", "B2", "C3", "D4"}),
    ("organisation=кӯмаки", {"A1", "B2", "C3", "D4"}),
    ("organisation=Hands&role=1", set()),
    ("organisation=Hands&role=4", {"A1", "B2", "C3", "D4"}),
    ("sector=15190", {"A1", "B2", "C3", "D4"}),
    ("sector=99999", set()),
    ("after=2024-01-01", {"A1", "C3", "D4"}),
    ("before=2022-01-01", {"B2"}),
    ("state=draft", {"D4"}),
    ("visibility=partners", {"C3"}),
    ("q=safe&theme=labour_migration&status=2&place=sughd", {"A1"}),
)


def test_filters_find(four: None) -> None:
    client = client_of("secretariat")
    assert {query: identifiers(client, query) for query, _found in FOUND} == dict(FOUND)


def test_no_parameter_breaks_a_page(four: None) -> None:
    for query in (*BAD_QUERIES, "place=atlantis", "organisation=%00", "role=1", "transactions=x"):
        for address in (LIST, f"{LIST}map"):
            assert Client().get(f"{address}?{query}").status_code == 200, query


def test_a_chip_names_the_organisation(owner: Organisation, four: None) -> None:
    page = Client().get(f"{LIST}?organisation={owner.pk}").content.decode()
    assert "Organisation: Trial Aid 1" in page


def test_totals_count_nothing_twice(owner: Organisation) -> None:
    year = (date(2025, 1, 1), date(2025, 12, 31))
    making.activity(
        owner, "XX-TRIAL-1-P", budgets=(making.budget(1000, *year), making.budget(700, *year, revised=True)),
        related_activities=(r.RelatedActivity(ref="XX-TRIAL-1-K", type="2"),),
    )  # fmt: skip
    making.activity(owner, "XX-TRIAL-1-K", budgets=(making.budget(300, *year),))
    page = Client().get(LIST).content.decode()
    assert "Budgets in force of 1 activity in this list: 700 USD" in page
    assert "1 activity is left out of the sum" in page


def test_the_map_counts_by_district(four: None) -> None:
    page = Client().get(f"{LIST}map").content.decode()
    assert "There is no map yet" in page  # The outlines come with set-up, which this test did not run.
    assert client_of("secretariat").get(f"{LIST}map?place=khujand").status_code == 200


def test_the_iati_file_holds_the_filtered_list(four: None) -> None:
    answer = Client().get(f"{LIST}export.xml?place=khujand")
    root = etree.fromstring(b"".join(answer.streaming_content))
    assert [one.text for one in root.iter("iati-identifier")] == ["XX-TRIAL-1-A1"]
    assert answer["Content-Type"].startswith("application/xml") and "attachment" in answer["Content-Disposition"]


def in_workbook(answer: Any) -> list[str]:
    book = load_workbook(BytesIO(b"".join(answer.streaming_content)))
    cells = [cell for row in book.worksheets[0].values for cell in row]
    return [cell for cell in cells if isinstance(cell, str) and cell.startswith("XX-TRIAL-1-")]


def test_the_workbook_holds_the_filtered_list(four: None) -> None:
    assert in_workbook(client_of("secretariat").get(f"{LIST}export.xlsx?status=4")) == ["XX-TRIAL-1-B2"]
    assert len(in_workbook(Client().get(f"{LIST}export.xlsx"))) == 2


def test_the_workbook_comes_back_and_changes_nothing(four: None) -> None:
    client = client_of("secretariat")
    content = b"".join(client.get(f"{LIST}export.xlsx").streaming_content)
    page = client.post(f"{LIST}import", {"file": SimpleUploadedFile("activities.xlsx", content)})
    assert page.status_code == 302
    work_off()
    batch = Batch.objects.get()
    assert (batch.importer, batch.state, batch.counts["unchanged"]) == (
        "activities.xlsx",
        "staged",
        batch.counts["read"],
    )
    assert batch.counts["read"] >= 3


def test_a_large_list_is_refused_as_one_file(four: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "MOST_IN_ONE_FILE", 1)
    answer = Client().get(f"{LIST}export.xml")
    assert answer.status_code == 409 and "export it in parts" in answer.content.decode()


def test_the_register_asks_as_much_for_thirty_as_for_three(
    owner: Organisation, places: None, django_assert_max_num_queries
) -> None:
    for number in range(30):
        making.activity(owner, f"XX-TRIAL-1-N{number}", at="khujand")
    Client().get(LIST)
    with django_assert_max_num_queries(16):
        assert Client().get(LIST).status_code == 200


def test_an_empty_register_says_what_belongs_here() -> None:
    assert "Here stands what partners do" in Client().get(LIST).content.decode()
    assert "Add an activity" in client_of("secretariat").get(LIST).content.decode()
