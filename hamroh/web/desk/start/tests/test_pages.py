"""The start page: what waits first, the figures of the role, the latest events; nobody sees another's."""

from __future__ import annotations

import pytest
from django.test import Client

from hamroh.commons.inbox.services import open_task
from hamroh.commons.inbox.titles import Assignee, Title
from hamroh.kernel.ledger.actors import system
from hamroh.kernel.organisations import services
from hamroh.kernel.people.acting import acting_of
from hamroh.kernel.people.roles import ROLES
from hamroh.kernel.people.tests import factories
from hamroh.web.desk.start.figures import figures_of
from hamroh.web.desk.tests.visiting import client_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", [role.key for role in ROLES])
def test_each_role_has_three_to_five_figures_that_lead_somewhere(role: str, django_assert_max_num_queries) -> None:
    assert 3 <= len(figures_of(factories.actor(role))) <= 5
    client = client_of(role)
    with django_assert_max_num_queries(32):
        page = client.get("/en/desk/")
    assert page.status_code == 200 and "What waits for you" in page.content.decode()


def test_what_waits_stands_before_the_figures() -> None:
    held = factories.assignment("translator")
    for number in range(9):
        title = Title(text={"en": f"Review text {number}"})
        open_task(actor=system("test"), title=title, assignee=Assignee(person=held.person.key))
    page = client_of("translator", who=held.person).get("/en/desk/").content.decode()
    assert page.count("Review text") == 7 and "See everything that waits for you" in page
    assert page.index("Review text") < page.index('class="figures"')


def test_events_are_those_of_ones_own_organisation() -> None:
    own = factories.assignment("secretariat")
    other = factories.assignment("secretariat")
    for held, name in ((own, "Lantern"), (other, "Ladder")):
        services.create_organisation(actor=acting_of(held.person).actor, names={"en": name})
    page = client_of("translator", of=own.organisation).get("/en/desk/").content.decode()
    assert "Lantern" in page and "Ladder" not in page
    auditor = client_of("auditor").get("/en/desk/").content.decode()
    assert "Lantern" in auditor and "Ladder" in auditor


def test_a_visitor_signs_in_and_somebody_without_role_is_told_whom_to_ask() -> None:
    assert Client().get("/en/desk/").status_code == 302
    client = Client()
    client.force_login(factories.person(), backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get("/en/desk/").status_code == 403


@pytest.mark.parametrize("wrong", ["", "x", "0", "-1", "9" * 40, "²"])
def test_a_wrong_role_cannot_be_acted_in(wrong: str) -> None:
    assert client_of("auditor").post("/en/desk/act", {"assignment": wrong}).status_code == 404
