"""Lists: pages without gaps, filters, formats, and what stands in each list."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import etree

from hamroh.commons.activities.models import Activity
from hamroh.commons.activities.services import create_activity, publish
from hamroh.commons.activities.tests.conftest import whole_record
from hamroh.commons.inbox.services import open_task
from hamroh.commons.inbox.titles import Assignee, Title
from hamroh.commons.indicators.models import Dataset, Indicator
from hamroh.commons.indicators.periods import year
from hamroh.commons.indicators.services import ensure_seed, observe, register_source
from hamroh.commons.sources.models import Instrument
from hamroh.commons.sources.services.seeding import ensure_seed as ensure_sources
from hamroh.formats.iati.reader import open_document
from hamroh.kernel.ledger.realms import writing
from hamroh.kernel.organisations.models import Organisation
from hamroh.kernel.places.services import build_schematic

from .conftest import ACTOR, ApiClient, pass_of

pytestmark = pytest.mark.django_db


def _all_pages(client: ApiClient, address: str) -> list[dict]:
    items, after = [], 0
    while after is not None:
        page = client.get(f"{address}{'&' if '?' in address else '?'}after={after}").json()
        items += page["items"]
        after = page["next"]
    return items


def _many(ministry: Organisation, count: int) -> list[Activity]:
    made = [
        create_activity(actor=ACTOR, organisation=ministry, record=whole_record(f"XX-TRIAL-1-{n}", f"Number {n}"))
        for n in range(count)
    ]
    return [publish(actor=ACTOR, activity=one) for one in made]


def test_pages_are_complete_without_gaps_while_rows_come_and_go(ministry: Organisation, visitor: ApiClient) -> None:
    made = _many(ministry, 11)
    ids = [one.pk for one in made]
    seen, after = [], 0
    while after is not None:
        page = visitor.get(f"/api/activities?limit=3&after={after}").json()
        seen += [one["id"] for one in page["items"]]
        if after == 0:
            made[0].delete()  # of a page that was read already: nothing moves up
            late = create_activity(actor=ACTOR, organisation=ministry, record=whole_record("XX-TRIAL-1-late"))
            publish(actor=ACTOR, activity=late)
        after = page["next"]
    assert seen == [*ids, late.pk]


@pytest.mark.parametrize("limit", [1, 2, 5, 6, 7, 200])
def test_each_size_of_page_gives_the_same_rows(each: dict[str, Activity], ministry, limit: int) -> None:
    client = pass_of("focal_point", of=ministry).client
    assert [one["id"] for one in _all_pages(client, f"/api/activities?limit={limit}")] == sorted(
        one.pk for one in each.values()
    )


def test_a_page_asks_the_same_number_of_queries_however_long(ministry: Organisation, visitor: ApiClient) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert visitor.get("/api/activities?limit=200").status_code == 200
        return len(queries)

    _many(ministry, 1)
    few = asked()
    for n in range(8):
        one = create_activity(actor=ACTOR, organisation=ministry, record=whole_record(f"XX-TRIAL-1-more-{n}"))
        publish(actor=ACTOR, activity=one)
    assert asked() == few


def test_the_filters_of_the_register_hold(ministry: Organisation, visitor: ApiClient, places: None, problem_of) -> None:
    _many(ministry, 2)
    expected = {
        "q=number+1": ["XX-TRIAL-1-1"],
        "q=баргаштан": ["XX-TRIAL-1-0", "XX-TRIAL-1-1"],
        "identifier=XX-TRIAL-1-0": ["XX-TRIAL-1-0"],
        "status=2&sector=15190": ["XX-TRIAL-1-0", "XX-TRIAL-1-1"],
        "status=4": [],
        "theme=none": ["XX-TRIAL-1-0", "XX-TRIAL-1-1"],
        "organisation=проб": ["XX-TRIAL-1-0", "XX-TRIAL-1-1"],
        "organisation=XX-TRIAL-1&role=4": [],
        "starts_before=2024-12-31": [],
        "starts_before=2025-01-01&ends_after=2025-01-01": ["XX-TRIAL-1-0", "XX-TRIAL-1-1"],
        "changed_since=2020-01-01T00:00:00Z": ["XX-TRIAL-1-0", "XX-TRIAL-1-1"],
        "changed_since=0001-01-01T00:00:00%2B14:00": ["XX-TRIAL-1-0", "XX-TRIAL-1-1"],
        "changed_since=9999-12-31T23:59:59-14:00": [],
        "place=sughd": [],
    }
    for query, identifiers in expected.items():
        found = visitor.get(f"/api/activities?{query}")
        assert found.status_code == 200, (query, found.content)
        assert [one["iati_identifier"] for one in found.json()["items"]] == identifiers, query
    for query in (
        "theme=nonsense", "place=nowhere", "status=7", "limit=0", "limit=201", "after=-1", "after=x", "q=%00",
        "after=99999999999999999999", "ends_after=yesterday", "changed_since=2020-01-01", "format=pdf",
        "q=" + "x" * 301,
    ):  # fmt: skip
        refused = visitor.get(f"/api/activities?{query}")
        assert problem_of(refused) == (422, "invalid"), query
        assert query.partition("=")[0] in refused.json()["errors"][0]["where"]


def test_iati_files_are_valid_and_whole_page_by_page(ministry: Organisation, visitor: ApiClient) -> None:
    made = _many(ministry, 3)
    first = visitor.get("/api/activities?format=iati-xml&limit=2")
    assert first["Content-Type"].startswith("application/xml")
    following = first["Link"].partition(">")[0].removeprefix("<")
    second = visitor.get(following)
    assert "Link" not in second and "format=iati-xml" in following
    read = [
        item.record.iati_identifier
        for page in (first, second)
        for item in open_document(io.BytesIO(page.content))
        if item.record is not None
    ]
    assert read == [one.iati_identifier for one in made]
    single = visitor.get(f"/api/activities/{made[1].pk}?format=iati-xml")
    assert etree.fromstring(single.content).findtext("iati-activity/iati-identifier") == made[1].iati_identifier
    assert visitor.get(following, headers={"If-None-Match": second["ETag"]}).status_code == 304


def test_a_record_stands_by_its_iati_names(each: dict[str, Activity], visitor: ApiClient) -> None:
    told = visitor.get(f"/api/activities/{each['published-public'].pk}").json()
    record = told["activity"]
    assert record["iati_identifier"] == told["iati_identifier"] == "XX-TRIAL-1-published-public"
    assert record["recipient_countries"] == [{"code": "TJ", "percentage": "100"}]
    assert record["reporting_org"]["ref"] == told["reporting_organisation"]["org_id"] == "XX-TRIAL-1"


def test_organisations_are_found_by_any_name(ministry: Organisation, visitor: ApiClient, problem_of) -> None:
    for query in ("q=МИНИСТЕРСТВО", "q=trials", "org_id=XX-TRIAL-1", "type=10"):
        (one,) = visitor.get(f"/api/organisations?{query}").json()["items"]
        assert one["id"] == ministry.pk
    for query in ("q=%21%21", "q=nothing", "country=KGZ", "type=22"):
        assert visitor.get(f"/api/organisations?{query}").json()["items"] == [], query
    told = visitor.get(f"/api/organisations/{ministry.pk}", headers={"Accept-Language": "ru"}).json()
    assert told["name"] == "Министерство проб" and told["type_label"] and len(told["aliases"]) == 2
    assert problem_of(visitor.get("/api/organisations/999999")) == (404, "not-found")
    assert problem_of(visitor.get("/api/organisations/99999999999999999999")) == (422, "invalid")


def test_places_as_list_tree_and_by_code(places: None, visitor: ApiClient, problem_of) -> None:
    rows = _all_pages(visitor, "/api/places?limit=20")
    tree = visitor.get("/api/places/tree").json()

    def walk(node: dict) -> list[str]:
        return [node["key"], *(key for child in node["children"] for key in walk(child))]

    assert sorted(walk(tree)) == sorted(row["key"] for row in rows) and tree["level"] == 0
    coded = next(row for row in rows if row["pcode"] and row["level"] == 2)
    assert (
        visitor.get(f"/api/places/{coded['pcode']}").json()
        == coded
        == visitor.get(f"/api/places/{coded['key']}").json()
    )
    regions = visitor.get("/api/places?level=1").json()["items"]
    assert len(regions) == len(tree["children"])
    below = visitor.get(f"/api/places?parent={coded['parent']}").json()["items"]
    assert coded in below and {one["parent"] for one in below} == {coded["parent"]}
    (found, *_) = visitor.get("/api/places?q=Ленинабад").json()["items"]
    assert found["country"] == "TJK"
    assert problem_of(visitor.get("/api/places/nowhere")) == (404, "not-found")
    assert problem_of(visitor.get("/api/places/tree?country=KGZ")) == (404, "not-found")


def test_the_district_at_a_position(places: None, visitor: ApiClient, settings, problem_of) -> None:
    outline = settings.HAMROH_NODE_MODULES / "world-atlas" / "countries-50m.json"
    if not outline.is_file():
        pytest.skip("node_modules is absent: make setup brings the outline.")
    assert problem_of(visitor.get("/api/places/at?lon=68.78&lat=38.56")) == (404, "not-found")
    build_schematic(country="TJK", outline=outline, actor=ACTOR)
    told = visitor.get("/api/places/at?lon=69.63&lat=40.28").json()
    assert told["schematic"] is True and told["place"]["parent"] is not None
    assert problem_of(visitor.get("/api/places/at?lon=0&lat=0")) == (404, "not-found")
    for query in ("", "lon=68", "lon=181&lat=0", "lon=NaN&lat=1", "lon=inf&lat=1", "lon=1e999&lat=1"):
        assert problem_of(visitor.get(f"/api/places/at?{query}")) == (422, "invalid"), query


@pytest.fixture
def figures(db: None) -> list[int]:
    ensure_seed(ACTOR)
    source = register_source(actor=ACTOR, dataset=Dataset.objects.get(key="hamroh-reports"), edition="Report 2026")
    indicator = Indicator.objects.filter(numerator=None).order_by("pk")[0]
    values: tuple[Decimal | None, ...] = (Decimal("1200000.5"), Decimal(0), None)
    return [
        observe(
            actor=ACTOR, source=source, indicator=indicator, country="TJK", period=year(2020 + n), value=value,
            missing_reason="" if value is not None else "not-collected",
        ).pk
        for n, value in enumerate(values)
    ]  # fmt: skip


def test_figures_with_source_as_json_and_as_table(figures: list[int], visitor: ApiClient, problem_of) -> None:
    rows = _all_pages(visitor, "/api/observations?limit=2")
    assert [row["id"] for row in rows] == figures
    # Nothing is rounded, zero is zero, and unknown is not zero.
    assert [row["value"] for row in rows] == ["1200000.5", "0", None]
    assert rows[2]["missing_reason"] and rows[2]["missing_label"] and rows[0]["source"]["producer"]["name"]
    assert visitor.get(f"/api/observations/{figures[0]}").json() == rows[0]
    assert [r["id"] for r in visitor.get("/api/observations?begins=2021-01-01&ends=2021-12-31").json()["items"]] == [
        figures[1]
    ]
    assert visitor.get("/api/observations?country=UZB").json()["items"] == []
    table = visitor.get("/api/observations?limit=2", headers={"Accept": "text/csv"})
    assert table["Content-Type"].startswith("text/csv") and 'rel="next"' in table["Link"] and "Accept" in table["Vary"]
    lines = list(csv.DictReader(io.StringIO(table.content.decode())))
    assert [line["value"] for line in lines] == ["1200000.5", "0"]
    rest = visitor.get(table["Link"].partition(">")[0][1:], headers={"Accept": "text/csv"})
    assert [line["value"] for line in csv.DictReader(io.StringIO(rest.content.decode()))] == [""]
    code = rows[0]["indicator"]
    assert visitor.get(f"/api/indicators/{code}").json()["code"] == code
    with_figures = visitor.get("/api/indicators?country=TJK").json()["items"]
    assert [one["code"] for one in with_figures] == [code]
    assert len(_all_pages(visitor, "/api/indicators?limit=5")) == Indicator.objects.count()
    assert problem_of(visitor.get("/api/indicators/nothing")) == (404, "not-found")


def test_instruments_and_frames(visitor: ApiClient, problem_of) -> None:
    ensure_sources(ACTOR)
    rows = _all_pages(visitor, "/api/sources?limit=2")
    assert len(rows) == Instrument.objects.count() > 0
    told = visitor.get(f"/api/sources/{rows[0]['key']}", headers={"Accept-Language": "zh-hans"}).json()
    assert told["articles"] and told["title"] == told["titles"]["zh"]
    frames = visitor.get("/api/sources/frames").json()["items"]
    assert {"3", "99"} == {one["vocabulary"] for one in frames}
    assert visitor.get("/api/sources?kind=law").json()["items"] == []
    assert problem_of(visitor.get("/api/sources/nothing")) == (404, "not-found")


def test_tasks_are_ones_own(ministry: Organisation) -> None:
    mine = pass_of("focal_point", of=ministry, scopes=("inbox.view", "people.view"))
    other = pass_of("focal_point", of=ministry, scopes=("inbox.view",))
    with writing():
        open_task(
            actor=ACTOR, title=Title(text={"en": "Check the budget"}), assignee=Assignee(person=mine.held.person.key)
        )
    (task,) = mine.client.get("/api/tasks").json()["items"]
    assert task["title"] == "Check the budget"
    assert mine.client.get("/api/tasks?due_by=2020-01-01").json()["items"] == []
    assert other.client.get("/api/tasks").json()["items"] == []
    names = {one["name"] for one in _all_pages(mine.client, "/api/people?limit=1")}
    assert names == {str(mine.held.person), str(other.held.person)}


def test_the_index_leads_to_lists_that_answer(each: dict[str, Activity], visitor: ApiClient) -> None:
    index = visitor.get("/api/open-data").json()
    assert visitor.get(index["contract"]).status_code == 200
    for one in index["lists"]:
        assert visitor.get(one["address"]).status_code == 200, one
    assert {one["key"]: one["records"] for one in index["lists"]}["activities"] == 1
