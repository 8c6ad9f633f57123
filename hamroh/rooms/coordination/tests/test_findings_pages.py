"""Pages of findings: who sees what, in every language; decisions by form; nothing breaks on odd addresses."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hamroh.commons.agenda.services import put_item
from hamroh.kernel.background.models import Job
from hamroh.kernel.places.services import build_schematic
from hamroh.rooms.coordination.findings.rules import RULES
from hamroh.rooms.coordination.models import Finding
from hamroh.rooms.coordination.services.findings import decide_finding, seek_findings
from hamroh.web.desk.tests.visiting import BAD_QUERIES, client_of

from . import factories
from . import findings_ground as ground

pytestmark = pytest.mark.django_db
LIST = "/en/coordination/findings/"


@pytest.fixture
def gap() -> Finding:
    districts = ground.country()
    ground.rising(districts[:12])
    silent = factories.organisation("Silent (invented)")
    bodies = [factories.organisation(f"Body {n} (invented)") for n in range(3)]
    round_ = factories.round_()
    factories.reporter(round_, silent)
    ground.reported(round_, {body: [ground.line(body, districts[0], visibility="own")] for body in bodies})
    seek_findings(actor=ground.SECRETARIAT, country="TJK")
    return ground.found("need_nobody_district")[0]


def text(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, address
    return answer.content.decode()


@pytest.mark.parametrize("language", ["tg", "ru", "en", "zh-hans"])
def test_a_proposal_is_for_who_decides_a_confirmed_one_for_everybody(gap, language) -> None:
    address = f"/{language}/coordination/findings/{gap.pk}"
    officer, visitor = client_of("secretariat"), Client()
    assert "decision" in text(officer, address) and f"findings/{gap.pk}" in text(
        officer, f"/{language}/coordination/findings/"
    )
    for outsider in (visitor, client_of("focal_point"), client_of("auditor")):
        text(outsider, address, 404)
        assert f"findings/{gap.pk}" not in text(outsider, f"/{language}/coordination/findings/")
    decide_finding(actor=ground.SECRETARIAT, finding=gap, decision="confirmed")
    shown = text(visitor, address)
    assert gap.place.name in shown or gap.place.names["tg"] in shown
    assert 'name="decision"' not in shown and f"findings/{gap.pk}" in text(
        visitor, f"/{language}/coordination/findings/"
    )


def test_the_record_shows_figure_source_doubt_and_map(gap) -> None:
    outline = settings.HAMROH_NODE_MODULES / "world-atlas" / "countries-10m.json"
    build_schematic(country="TJK", outline=outline, actor=factories.ACTOR)
    shown = text(client_of("secretariat"), f"{LIST}{gap.pk}")
    figure = gap.facts["figures"][0]
    assert (
        f"/en/indicators/observations/{figure['observation']}" in shown and "/en/indicators/returnees-assisted" in shown
    )
    assert f"{figure['at']} of {figure['of']}" in shown and "Report of an officer" in shown
    assert "has not reported" in shown and "<svg" in shown and "●" in shown


def test_hidden_work_is_counted_and_not_named(gap) -> None:
    (row,) = ground.found("same_work")
    decide_finding(actor=ground.SECRETARIAT, finding=row, decision="confirmed")
    public, officer = text(Client(), f"{LIST}{row.pk}"), text(client_of("secretariat"), f"{LIST}{row.pk}")
    assert "Body 0" not in public and "3 organisations show their work to a smaller circle" in public
    assert "Body 0" in officer and "smaller circle" not in officer


def test_the_decision_by_form(gap) -> None:
    officer, address = client_of("secretariat"), f"{LIST}{gap.pk}"
    priority = put_item(actor=ground.SECRETARIAT, kind="priority", title={"tg": "Баргаштагон"})
    assert 'lang="tg"' in text(officer, address)
    wrong = officer.post(f"{address}/decide", {"decision": "dismissed"})
    assert wrong.status_code == 422 and "Say in a sentence" in wrong.content.decode()
    assert officer.post(f"{address}/decide", {}).status_code == 422
    right = officer.post(
        f"{address}/decide", {"decision": "confirmed", "reason": "Seen on the spot", "priority": priority.pk}
    )
    gap.refresh_from_db()
    assert right.status_code == 302 and gap.state == "confirmed" and gap.agenda
    assert "Seen on the spot" in text(officer, address) and "Seen on the spot" not in text(Client(), address)
    late = officer.post(f"{address}/decide", {"decision": "dismissed", "reason": "No"}, follow=True)
    assert late.status_code == 200 and "meanwhile" in late.content.decode()
    assert officer.post(f"{address}/undo").status_code == 302
    gap.refresh_from_db()
    assert gap.state == "open"
    assert "Nobody has confirmed it yet" in text(officer, address)


@pytest.mark.parametrize("action", ["decide", "undo"])
def test_others_may_not_decide(gap, action) -> None:
    address = f"{LIST}{gap.pk}/{action}"
    assert client_of("focal_point").post(address, {"decision": "confirmed"}).status_code == 403
    assert Client().post(address, {"decision": "confirmed"}).status_code == 302
    assert client_of("secretariat").get(address).status_code == 405
    gap.refresh_from_db()
    assert gap.state == "open"


def test_asking_for_a_look(gap) -> None:
    officer = client_of("secretariat")
    assert officer.post(f"{LIST}seek", {"country": "TJK", "which": "latest"}).status_code == 302
    assert Job.objects.get(task="coordination.seek-findings").arguments == {"country": "TJK", "which": "latest"}
    officer.post(f"{LIST}seek", {"country": "XXX"})
    assert Job.objects.filter(task="coordination.seek-findings").count() == 1
    assert client_of("focal_point").post(f"{LIST}seek", {"country": "TJK"}).status_code == 403


@pytest.mark.parametrize("language", ["tg", "ru", "en", "zh-hans"])
def test_the_rules_are_explained_to_everybody(gap, language) -> None:
    shown = text(Client(), f"/{language}/coordination/findings/rules")
    for rule in RULES:
        assert f'id="{rule.key}"' in shown
    assert "returnees-assisted" in shown


def test_filters_and_the_workbook(gap) -> None:
    officer = client_of("secretariat")
    (overlap,) = ground.found("same_work")
    region = gap.place.parent
    for query, wanted, unwanted in (
        ("kind=gap", gap, overlap),
        ("kind=overlap", overlap, gap),
        (f"theme={ground.THEME}&kind=gap", gap, overlap),
        (f"place=TJK-{region.slug}&rule={gap.rule}", gap, overlap),
        ("rule=same_work&state=open", overlap, gap),
    ):
        shown = text(officer, f"{LIST}?{query}&size=200")
        assert f'findings/{wanted.pk}"' in shown and f'findings/{unwanted.pk}"' not in shown, query
    assert officer.get(f"{LIST}export.xlsx").status_code == 200
    assert "Ethiopia" not in text(officer, LIST)
    factories.round_("ETH")
    assert "Ethiopia" in text(officer, f"{LIST}?country=ETH") and f"findings/{gap.pk}" not in text(
        officer, f"{LIST}?country=ETH"
    )


@pytest.mark.parametrize("query", [*BAD_QUERIES, "kind=x", "theme=x", "place=x", "place=TJK-", "rule=x", "country=x"])
def test_no_parameter_breaks_the_list(gap, query) -> None:
    for client in (Client(), client_of("secretariat")):
        text(client, f"{LIST}?{query}")


def test_the_list_asks_as_much_for_many_as_for_few(gap) -> None:
    officer, queries = client_of("secretariat"), []
    for count in (0, 45):
        copies = [Finding(**{**VALUES, "key": f"k{n}", "place": gap.place, "facts": gap.facts}) for n in range(count)]
        Finding.objects.bulk_create(copies)
        with CaptureQueriesContext(connection) as captured:
            officer.get(LIST)
        queries.append(len(captured))
    assert queries[1] <= queries[0] < 30


VALUES = {"country": "TJK", "rule": "need_nobody_district", "kind": "gap", "theme": ground.THEME, "weight": 1.0}
