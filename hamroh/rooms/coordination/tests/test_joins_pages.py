"""Pages of joins: for who joins alone; both sides, reasons, the choice for each field, the way back."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hamroh.formats.iati import records as r
from hamroh.kernel.background.models import Job
from hamroh.kernel.ledger.actors import Actor
from hamroh.kernel.places.services import load_reference
from hamroh.rooms.coordination.models import Join, Line
from hamroh.rooms.coordination.services.joins import propose_joins
from hamroh.web.desk.activities.tests import making
from hamroh.web.desk.tests.visiting import BAD_QUERIES, client_of

from . import factories
from .test_joins_decisions import line

pytestmark = pytest.mark.django_db
LIST = "/en/coordination/joins/"
SECRETARIAT = Actor("person:1", role="secretariat", person_id=1, organisation_id=999_999)


@pytest.fixture
def join() -> Join:
    load_reference(country="TJK", actor=factories.ACTOR)
    owner = making.organisation()
    making.activity(owner, at="khujand", activity_dates=(r.ActivityDate(type="2", iso_date=dt.date(2025, 2, 1)),))
    factories.report(factories.reporter(factories.round_(), owner), [line(owner), line(owner, place="kulob")])
    propose_joins(actor=SECRETARIAT, country="TJK")
    return Join.objects.get()


def text(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, address
    return answer.content.decode()


def test_only_who_joins_sees_proposals(join) -> None:
    for address in (LIST, f"{LIST}{join.pk}", f"{LIST}export.xlsx"):
        assert Client().get(address).status_code == 302
        text(client_of("focal_point"), address, 403)
        assert client_of("secretariat").get(address).status_code == 200
    for action in ("decide", "undo"):
        assert client_of("focal_point").post(f"{LIST}{join.pk}/{action}", {"decision": "joined"}).status_code == 403
        assert client_of("secretariat").get(f"{LIST}{join.pk}/{action}").status_code == 405
    assert Join.objects.get().state == "proposed"


@pytest.mark.parametrize("language", ["tg", "ru", "en", "zh-hans"])
def test_both_sides_and_the_reasons(join, language) -> None:
    officer = client_of("secretariat")
    shown = text(officer, f"/{language}/coordination/joins/{join.pk}")
    assert "Safe retrun" in shown and ("Safe return" in shown or "Бозгашти бехатар" in shown)
    assert shown.count('name="origin_') == 6 and ("Trial Aid 1" in shown or "Кӯмаки озмоишӣ 1" in shown)
    listed = text(officer, f"/{language}/coordination/joins/")
    assert f'joins/{join.pk}"' in listed and "Safe retrun" in listed


def test_the_decision_by_form_and_the_way_back(join) -> None:
    officer, address = client_of("secretariat"), f"{LIST}{join.pk}"
    assert officer.post(f"{address}/decide", {}).status_code == 422
    assert officer.post(f"{address}/decide", {"decision": "joined", "origin_title": "x"}).status_code == 422
    answer = officer.post(f"{address}/decide", {"decision": "joined", "origin_title": "4w", "origin_places": "iati"})
    join.refresh_from_db()
    assert answer.status_code == 302 and join.state == "joined"
    assert (join.origins["title"], join.origins["places"], join.origins["budget"]) == ("4w", "iati", "iati")
    assert Line.objects.exclude(activity=None).count() == 2
    shown = text(officer, address)
    assert "Shown from" in shown and 'name="decision"' not in shown
    late = officer.post(f"{address}/decide", {"decision": "different"}, follow=True)
    assert "meanwhile" in late.content.decode()
    assert officer.post(f"{address}/undo").status_code == 302
    join.refresh_from_db()
    assert join.state == "proposed" and not Line.objects.exclude(activity=None).exists()
    assert "no decision" in officer.post(f"{address}/undo", follow=True).content.decode()


def test_asking_for_a_comparison(join) -> None:
    officer = client_of("secretariat")
    assert officer.post(f"{LIST}propose", {"country": "TJK"}).status_code == 302
    assert Job.objects.get(task="coordination.propose-joins").arguments == {"country": "TJK", "which": "latest"}
    officer.post(f"{LIST}propose", {"country": "XXX"})
    assert Job.objects.count() == 1
    assert client_of("focal_point").post(f"{LIST}propose", {"country": "TJK"}).status_code == 403


def test_filters(join) -> None:
    officer = client_of("secretariat")
    here = f'joins/{join.pk}"'
    for query in ("q=retrun", "q=Safe+return", "q=TRIAL-1-A", "state=proposed", "likeness=50"):
        assert here in text(officer, f"{LIST}?{query}"), query
    for query in ("q=bridges", "state=joined", "likeness=100", "country=ETH&state=joined"):
        assert here not in text(officer, f"{LIST}?{query}"), query


@pytest.mark.parametrize("query", [*BAD_QUERIES, "likeness=x", "likeness=1e400", "state=x"])
def test_no_parameter_breaks_the_list(join, query) -> None:
    text(client_of("secretariat"), f"{LIST}?{query}")


def test_the_list_asks_as_much_for_many_as_for_few(join) -> None:
    officer, queries = client_of("secretariat"), []
    officer.get(LIST)
    for count in (0, 40):
        copies = [
            Join(country="TJK", activity=join.activity, undertaking=f"{n}", sample=join.sample, score=0.9,
                 reasons=join.reasons)
            for n in range(count)
        ]  # fmt: skip
        Join.objects.bulk_create(copies)
        with CaptureQueriesContext(connection) as captured:
            officer.get(LIST)
        queries.append(len(captured))
    assert queries[1] <= queries[0] < 30
