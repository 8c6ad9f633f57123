"""Indicators: read by everybody, each number leads to its source; a file is previewed before it changes anything."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from hamroh.commons.indicators.models import Indicator, Observation
from hamroh.commons.indicators.services import ensure_seed, import_observations
from hamroh.kernel.background.running import work_off
from hamroh.kernel.ledger.actors import system
from hamroh.web.desk.indicators.previewing import preview_of
from hamroh.web.desk.tests.visiting import BAD_QUERIES, client_of

pytestmark = pytest.mark.django_db(databases=["default", "care"])
SYSTEM = system("test")
GDP = "geo,var,t,v\nTJK,gdp,2020,8100000000\nTJK,gdp,2021,8900000000\nUZB,gdp,2021,69000000000\nTJK,gdp,2022,\n"
REFUGEES = "geo,t,from,group,n\nTJK,2020,AFG,refugee,5573\nTJK,2021,AFG,refugee,6775\n"


@pytest.fixture(autouse=True)
def _seeded() -> None:
    ensure_seed(SYSTEM)


def bring(text: str, name: str = "figures.csv") -> None:
    report = import_observations(actor=SYSTEM, file=io.BytesIO(text.encode()), name=name, edition="2026-01-01")
    assert not report.refused_whole, report.problems


@pytest.mark.parametrize("language", ["tg", "ru", "en", "zh-hans"])
def test_a_visitor_reads_register_record_and_list(language: str) -> None:
    bring(GDP)
    assert f"/{language}/indicators/gdp" in Client().get(f"/{language}/indicators/").content.decode()
    for page in ("gdp", "gdp/observations", str(Indicator.objects.get(code="gdp").pk)):
        assert Client().get(f"/{language}/indicators/{page}").status_code == 200


def test_the_chart_has_its_table_and_each_number_leads_to_its_source() -> None:
    bring(GDP)
    page = Client().get("/en/indicators/gdp").content.decode()
    assert 'data-chart="line"' in page and "8,900,000,000" in page and "69,000,000,000" not in page
    assert 'data-value="8900000000"' in page and "unknown" in page
    row = Observation.objects.get(country="TJK", period_start__year=2021)
    assert f'href="/en/indicators/observations/{row.pk}"' in page
    source = Client().get(f"/en/indicators/observations/{row.pk}").content.decode()
    for told in (
        "8,900,000,000",
        "figures.csv",
        "2026-01-01",
        row.dataset.licence or row.dataset.producer.licence,
        row.source.sha256,
    ):
        assert told in source


def test_filters_choose_the_country_and_the_corridor() -> None:
    bring(GDP)
    page = Client().get("/en/indicators/gdp?country=UZB").content.decode()
    assert "69,000,000,000" in page and "8,900,000,000" not in page
    assert "8,900,000,000" in Client().get("/en/indicators/gdp?country=ATA").content.decode()
    bring(REFUGEES, "refugees.csv")
    code = Observation.objects.get(counterpart="AFG", period_start__year=2021).indicator.code
    page = Client().get(f"/en/indicators/{code}?country=TJK&counterpart=AFG").content.decode()
    assert "6,775" in page and "Afghanistan" in page


def test_a_correction_shows_what_was_said_before() -> None:
    bring(GDP)
    bring(GDP.replace("8900000000", "8937000000"))
    old, new = Observation.objects.filter(country="TJK", period_start__year=2021).order_by("since")
    page = Client().get(f"/en/indicators/observations/{new.pk}").content.decode()
    assert "8,937,000,000" in page and "8,900,000,000" in page
    assert "Replaced by a later figure" in Client().get(f"/en/indicators/observations/{old.pk}").content.decode()


def test_exports_carry_source_and_licence() -> None:
    bring(GDP)
    workbook = Client().get("/en/indicators/gdp/observations.xlsx?country=TJK")
    assert workbook.status_code == 200 and workbook.content[:2] == b"PK"
    text = Client().get("/en/indicators/gdp/observations.csv").content.decode()
    assert text.startswith("dataset,indicator,country") and "2021" in text
    again = import_observations(actor=SYSTEM, file=io.BytesIO(text.encode()), name="back.csv")
    assert (again.created, again.updated, again.refused) == (0, 0, 0) and again.unchanged == 4
    assert Client().get("/en/indicators/export.xlsx").status_code == 200


def uploaded(text: str, name: str = "figures.csv") -> dict[str, object]:
    return {"file": SimpleUploadedFile(name, text.encode(), "text/csv"), "kind": "", "edition": "2026-02-01"}


@pytest.mark.django_db(databases=["default", "care"], transaction=True)
def test_a_file_is_previewed_then_taken_in_once() -> None:
    bring(GDP)
    client = client_of("statistician")
    changed = GDP.replace("8900000000", "8937000000") + "TJK,gdp,2023,12100000000\nTJ,gdp,2024,1\nTJK,gdp,2023,5\n"
    page = client.post("/en/indicators/import", uploaded(changed)).content.decode()
    counts = [int(one) for one in re.findall(r'<dd class="value">(\d+)</dd>', page)]
    assert counts == [1, 1, 3, 2] and "8,937,000,000" in page and "The same figure stands in line 6" in page
    assert not Observation.objects.filter(period_start__year=2023).exists()
    token = re.search(r'name="token" value="([^"]+)"', page)
    assert token
    first = client.post("/en/indicators/import/take", {"token": token[1]})
    assert first.status_code == 302 and first.url == client.post("/en/indicators/import/take", {"token": token[1]}).url
    assert 'hx-get="' in client.get(first.url).content.decode()
    assert work_off() == ["done"]
    page = client.get(first.url).content.decode()
    assert [int(one) for one in re.findall(r'<dd class="value">(\d+)</dd>', page)] == [1, 1, 3, 2]
    assert "12,100,000,000" in Client().get("/en/indicators/gdp").content.decode()
    nothing = client.post("/en/indicators/import", uploaded("geo,var,t,v\nTJK,gdp,2023,12100000000\n")).content.decode()
    assert "stands here already" in nothing and 'name="token"' not in nothing


@pytest.mark.parametrize(
    "text, name, words",
    [
        ("a,b\n1,2\n", "x.csv", "no file that is known here"),
        ("", "x.csv", "empty"),
        ("<html><script>", "x.csv", "never kept"),
        ("\x00\x01\x02", "x.csv", "no kind that is kept"),
        ("PK\x03\x04 not a workbook", "x.xlsx", ""),
    ],
)
def test_a_file_that_cannot_be_read_says_why(text: str, name: str, words: str) -> None:
    page = client_of("statistician").post("/en/indicators/import", uploaded(text, name))
    assert page.status_code == 200
    content = page.content.decode()
    assert "data-faults" in content and words in content and not Observation.objects.exists()


def test_only_a_statistician_imports_and_only_what_was_previewed() -> None:
    assert Client().get("/en/indicators/import").status_code == 302
    for role in ("secretariat", "administrator", "focal_point", "auditor"):
        client = client_of(role)
        assert client.get("/en/indicators/import").status_code == 403
        assert client.post("/en/indicators/import/take", {"token": "x"}).status_code == 403
        assert "/indicators/import" not in client.get("/en/indicators/").content.decode()
    client = client_of("statistician")
    for token in ("", "x", "eyJzaGEyNTYiOiJhIn0:1:x"):
        answer = client.post("/en/indicators/import/take", {"token": token})
        assert answer.status_code == 302 and answer.url.endswith("/indicators/import")
    assert client.post("/en/indicators/import", {}).status_code == 200


@pytest.mark.parametrize("address", ["", "gdp/observations", "gdp", "migrant-stock"])
def test_no_parameter_breaks_a_page(address: str) -> None:
    bring(GDP)
    more = (
        "country=%00",
        "counterpart=x",
        "by=sex",
        "by=nothing",
        "since=x",
        "since=99999999999",
        "until=0",
        "filled=true",
        "sdg=10.7",
    )
    for query in (*BAD_QUERIES, *more):
        assert Client().get(f"/en/indicators/{address}?{query}").status_code == 200, query


@pytest.mark.parametrize(
    "address",
    ["nothing", "999999", "9" * 40, "nothing/observations", "observations/999999", "nothing/observations.csv"],
)
def test_what_is_not_there_is_not_found(address: str) -> None:
    assert Client().get(f"/en/indicators/{address}").status_code == 404


def test_pages_ask_few_questions(django_assert_max_num_queries) -> None:
    bring("geo,var,t,v\n" + "".join(f"TJK,gdp,{year},{year}\n" for year in range(1900, 2020)))
    with django_assert_max_num_queries(8):
        Client().get("/en/indicators/")
    with django_assert_max_num_queries(14):
        Client().get("/en/indicators/gdp")
    with django_assert_max_num_queries(8):
        Client().get("/en/indicators/gdp/observations")
    row = Observation.objects.first()
    assert row
    with django_assert_max_num_queries(6):
        Client().get(f"/en/indicators/observations/{row.pk}")


@pytest.mark.parametrize("producer", ["undesa", "world_bank", "unhcr", "eurostat", "frontex", "iom_missing"])
def test_the_preview_counts_what_the_import_does(producer: str, samples: Path) -> None:
    path = next(one for one in sorted((samples / "statistics").glob("*.csv")) if one.name.startswith(producer))
    with path.open("rb") as file:
        preview = preview_of(file, kind=None, edition="")
    with path.open("rb") as file:
        report = import_observations(actor=SYSTEM, file=file, name=path.name)
    foreseen = (preview.created, preview.updated, preview.unchanged, len(preview.refused))
    assert foreseen == (report.created, report.updated, report.unchanged, report.refused)
    shown = {one.indicator.code for one in Observation.objects.select_related("indicator").distinct()}
    for code in shown:
        assert Client().get(f"/tg/indicators/{code}").status_code == 200
