"""The ledger reads as sentences, is filtered, and its verification names the first fault."""

from __future__ import annotations

import pytest
from django.test import Client

from hamroh.kernel.background.models import Job
from hamroh.kernel.background.running import work_off
from hamroh.kernel.ledger.actors import system
from hamroh.kernel.ledger.models import Entry
from hamroh.kernel.ledger.realms import writing
from hamroh.kernel.ledger.services import record
from hamroh.kernel.organisations import services
from hamroh.kernel.people.acting import acting_of
from hamroh.kernel.people.tests import factories
from hamroh.web.desk.tests.visiting import BAD_QUERIES, client_of

BOTH = pytest.mark.django_db(databases=["default", "care"])


def tell(name: str = "Lantern", actor=None) -> None:
    services.create_organisation(actor=actor or system("test"), names={"en": name})


@BOTH
@pytest.mark.parametrize(
    "role, answer", [("auditor", 200), ("administrator", 200), ("secretariat", 200), ("translator", 403)]
)
def test_who_reads_the_ledger(role: str, answer: int) -> None:
    assert client_of(role).get("/en/ledger/").status_code == answer
    assert client_of(role).get("/en/ledger/export.xlsx").status_code == answer


@BOTH
def test_entries_are_sentences_with_the_names_of_those_who_acted() -> None:
    held = factories.assignment(
        "secretariat", who=factories.person(names={"tg": "Лола Дафтарова", "en": "Lola Daftarova"})
    )
    tell("Lantern", acting_of(held.person).actor)
    client = client_of("auditor")
    assert "Lola Daftarova added the organisation Lantern" in client.get("/en/ledger/").content.decode()
    assert "Лола Дафтарова" in client.get("/tg/ledger/").content.decode()


@BOTH
@pytest.mark.parametrize(
    "query, found",
    [
        ("chain=organisations", True),
        ("chain=people", False),
        ("actor=дафтар", True),
        ("actor=nobody", False),
        ("actor=person:%PK%", True),
        ("subject=organisations.organisation", True),
        ("subject=organisations.organisation:999", False),
        ("after=2020-01-01", True),
        ("before=2020-01-01", False),
    ],
)
def test_filters(query: str, found: bool) -> None:
    held = factories.assignment("secretariat", who=factories.person(names={"tg": "Лола Дафтарова"}))
    tell("Lantern", acting_of(held.person).actor)
    with writing():
        # A chain of this name must exist to be chosen.
        record(event="people.deactivated", actor=system("test"), subject="people.person:0", personal={"name": "Qalam"})
    page = client_of("auditor").get("/en/ledger/?" + query.replace("%PK%", str(held.person.pk))).content.decode()
    assert ("organisation Lantern" in page) is found


@BOTH
@pytest.mark.parametrize("query", BAD_QUERIES)
def test_no_parameter_breaks_the_register(query: str) -> None:
    tell()
    assert client_of("auditor").get(f"/en/ledger/?{query}").status_code == 200


@BOTH
def test_an_event_of_a_room_that_is_gone_is_still_shown() -> None:
    tell()
    Entry.objects.update(event="vanished.thing")
    assert "vanished.thing" in client_of("auditor").get("/en/ledger/").content.decode()


@BOTH
def test_the_page_asks_as_much_for_thirty_people_as_for_one(django_assert_max_num_queries) -> None:
    client = client_of("auditor")
    for number in range(30):
        tell(f"Body {number}", acting_of(factories.assignment("secretariat").person).actor)
    with django_assert_max_num_queries(16):
        client.get("/en/ledger/")


TRANSACTIONS = pytest.mark.django_db(databases=["default", "care"], transaction=True)


@TRANSACTIONS
def test_verification_runs_in_the_background_and_names_the_first_fault() -> None:
    for name in ("One", "Two", "Three"):
        tell(name)
    client = client_of("auditor")
    assert client.get("/en/ledger/verify").status_code == 200 and not Job.objects.exists()
    assert client.post("/en/ledger/verify").status_code == client.post("/en/ledger/verify").status_code == 302
    assert Job.objects.count() == 1
    assert 'hx-get="' in client.get("/en/ledger/verify").content.decode()
    assert work_off() == ["done"]
    page = client.get("/en/ledger/verify").content.decode()
    assert "The ledger holds." in page and "organisations" in page
    second = Entry.objects.get(chain="organisations", number=2)
    Entry.objects.filter(pk=second.pk).update(facts={**second.facts, "name": "Forged"})
    client.post("/en/ledger/verify")
    work_off()
    page = client.get("/en/ledger/verify").content.decode()
    assert "The ledger does not hold." in page
    assert "Entry 2 of the chain “organisations” was changed after it was written." in page


@BOTH
def test_only_auditor_and_administrator_verify() -> None:
    for role in ("secretariat", "statistician", "translator"):
        assert client_of(role).post("/en/ledger/verify").status_code == 403
    assert Client().post("/en/ledger/verify").status_code == 302 and not Job.objects.exists()
