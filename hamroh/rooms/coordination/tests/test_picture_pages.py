"""The pages of the picture: for everybody, in four languages, without a script."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from hamroh.kernel.organisations.models import FocalPoint
from hamroh.kernel.places.models import Place
from hamroh.rooms.coordination.models import Finding, Line
from hamroh.web.desk.tests.visiting import BAD_QUERIES, client_of

from . import factories
from .picture import Given, at, places, random_picture

pytestmark = pytest.mark.django_db
PUBLIC = ("matrix", "map", "network", "funding", "calendar", "who", "lines", "activities")
LANGUAGES = ("tg", "ru", "en", "zh-hans")


@pytest.fixture
def given() -> Given:
    return random_picture(3)


def address(name: str, query: str = "", language: str = "en") -> str:
    path = {"matrix": ""}.get(name, name)
    return f"/{language}/coordination/picture/{path}{query}"


def page(name: str, query: str = "", *, client: Client | None = None, status: int = 200) -> str:
    answer = (client or Client()).get(address(name, query))
    assert answer.status_code == status, (name, query)
    return " ".join(answer.content.decode().split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_opens_for_everybody(given: Given, language: str) -> None:
    for name in PUBLIC:
        for query in ("", "?theme=return_reintegration", "?place=whole-country", "?measure=money"):
            assert Client().get(address(name, query, language)).status_code == 200, (name, query)
    assert Client().get(f"/{language}/coordination/").status_code == 200


def test_every_page_opens_when_there_is_nothing() -> None:
    for name in PUBLIC:
        assert "Nothing is published yet" in page(name)
    overview = Client().get("/en/coordination/").content.decode()
    assert "as soon as a reporting round of this country is published" in overview


@pytest.mark.parametrize("query", BAD_QUERIES)
def test_nothing_in_an_address_is_a_fault_of_the_server(given: Given, query: str) -> None:
    for name in PUBLIC:
        assert Client().get(address(name, f"?{query}")).status_code in (200, 404)


def test_a_wrong_filter_is_said_and_shows_nothing(given: Given) -> None:
    for name in PUBLIC:
        wrong = page(name, "?theme=nonsense&since=yesterday")
        assert "Select a valid choice" in wrong and "<table" not in wrong
    assert page("matrix", "?country=XYZ", status=404)
    assert "An organisation is meant by its number here" in page("lines", "?partner=two")


def test_a_minister_asks_who_works_where_on_what() -> None:
    spot = places()[0]
    alpha, beta = factories.organisation("Alpha"), factories.organisation("Beta")
    by = factories.reporter(factories.round_(), alpha)
    lines = [
        {"title": "A", "theme": "return_reintegration", "programming": alpha.pk, "implementing": beta.pk, **at(spot)},
        {"title": "B", "theme": "migration_health", "programming": alpha.pk, **at(spot)},
    ]
    factories.report(by, lines)
    region = spot.parent
    assert region is not None
    matrix = page("matrix")
    link = re.search(rf'href="([^"]*who\?[^"]*place={region.slug}&amp;theme=return_reintegration)"', matrix)
    assert link, "the cell leads to who is counted in it"
    who = Client().get(link[1].replace("&amp;", "&")).content.decode()
    assert "Alpha" in who and "Beta" in who and "Return and reintegration" in who
    lines_link = re.search(rf'href="([^"]*lines\?[^"]*organisation={beta.pk}[^"]*)"', who)
    assert lines_link
    listed = Client().get(lines_link[1].replace("&amp;", "&")).content.decode()
    line = Line.objects.get(title="A")
    assert reverse("coordination:picture-line", args=[line.pk]).split("/", 2)[2] in listed and ">B<" not in listed
    assert "Beta" in page(f"lines/{line.pk}") and "Return and reintegration" in page(f"lines/{line.pk}")


def test_a_line_is_shown_to_whom_it_is_meant_for(given: Given) -> None:
    hidden = Line.objects.filter(visibility="own", reporter=given.reporters[2], to_version=None).first()
    assert hidden is not None
    assert Client().get(address(f"lines/{hidden.pk}")).status_code == 404
    assert client_of("secretariat").get(address(f"lines/{hidden.pk}")).status_code == 200
    waiting = Line.objects.get(title="not published")
    assert Client().get(address(f"lines/{waiting.pk}")).status_code == 404
    assert client_of("secretariat").get(address(f"lines/{waiting.pk}")).status_code == 200


def test_people_whom_a_file_names_are_not_shown() -> None:
    places()
    raw = {"contact_name": "Invented Person", "contact_phone": "+992 000", "adm1": "Хатлон"}
    factories.report(factories.reporter(factories.round_()), [{"title": "A", "raw": raw}])
    shown = page(f"lines/{Line.objects.get().pk}", client=client_of("secretariat"))
    assert "Хатлон" in shown and "Invented Person" not in shown and "+992 000" not in shown


def test_the_last_reports_are_shown_to_who_calls_rounds(given: Given) -> None:
    for client in (Client(), client_of("focal_point", of=given.bodies[1])):
        assert "not published" not in page("lines", "?which=latest&size=200", client=client)
        assert "Not yet published" not in page("matrix", "?which=latest", client=client)
    staff = client_of("secretariat")
    assert "Not yet published" in page("matrix", "?which=latest", client=staff)
    assert "not published" in page("lines", "?which=latest&size=200", client=staff)


def test_contacts_are_for_who_signed_in(given: Given) -> None:
    FocalPoint.objects.create(organisation=given.bodies[1], name="Invented Agrees", phone="+992 1", consent=True)
    FocalPoint.objects.create(organisation=given.bodies[1], name="Invented Silent", phone="+992 2", consent=False)
    assert Client().get(address("contacts")).status_code == 302
    shown = page("contacts", client=client_of("statistician"))
    assert "Invented Agrees" in shown and "Invented Silent" not in shown
    assert "Invented Silent" in page("contacts", client=client_of("secretariat"))


def test_the_workbook_holds_the_lines_of_the_list(given: Given) -> None:
    query = "?theme=labour_migration"
    answer = Client().get(address("lines/export.xlsx", query))
    rows = list(openpyxl.load_workbook(BytesIO(answer.content)).worksheets[0].iter_rows(values_only=True))
    assert len(rows) - 1 == Line.objects.filter(
        theme="labour_migration", visibility="public", reporter__in=given.reporters, from_version=1
    ).exclude(status="cancelled").count()  # fmt: skip


def test_the_calendar_can_be_taken_away(given: Given) -> None:
    answer = Client().get(address("calendar.ics"))
    assert answer["Content-Type"].startswith("text/calendar")
    assert answer.content.startswith(b"BEGIN:VCALENDAR") and answer.content.endswith(b"END:VCALENDAR\r\n")


def test_a_country_without_outlines_shows_its_table_and_says_why(given: Given) -> None:
    shown = page("map")
    assert "There is no map of this country" in shown and "The table says the same" in shown and "<table" in shown


def test_a_confirmed_gap_is_outlined_for_everybody(given: Given) -> None:
    empty = Place.objects.get(country="TJK", slug="gorno-badakhshan")
    Line.objects.filter(region=empty).delete()
    common = {"country": "TJK", "rule": "trial", "kind": "gap", "theme": "border_identity", "place": empty}
    finding = Finding.objects.create(**common, key="a", state="open")
    assert 'class="gap"' not in page("matrix")
    assert 'class="gap"' in page("matrix", client=client_of("secretariat"))
    finding.state = "confirmed"
    finding.save()
    assert 'class="gap"' in page("matrix")


def test_questions_to_the_database_do_not_grow_with_the_rows(django_assert_max_num_queries: Any) -> None:
    random_picture(5, lines=200)
    client = Client()
    for name, most in (("matrix", 16), ("map", 17), ("network", 16), ("funding", 17), ("who", 16), ("lines", 20)):
        client.get(address(name))
        with django_assert_max_num_queries(most):
            client.get(address(name))


def test_the_overview_says_where_coordination_stands(given: Given) -> None:
    factories.reporter(factories.round_(stage="called", title={"en": "November"}), given.bodies[0], latest=1)
    Line.objects.filter(title="of old").delete()
    public = " ".join(Client().get("/en/coordination/").content.decode().split())
    assert "November" not in public and 'class="heat"' in public and "Organisations" in public
    staff = " ".join(client_of("secretariat").get("/en/coordination/").content.decode().split())
    assert "November" in staff and "Reported" in staff and "Missing" in staff
