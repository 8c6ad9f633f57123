"""A stolen session, a closed account, an expired invitation, a page in a language we lack."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.utils import timezone

from hamroh.kernel.ledger.models import Entry
from hamroh.kernel.people import invitations, services
from hamroh.kernel.people.acting import acting_of
from hamroh.kernel.people.models import Invitation
from hamroh.kernel.people.tests import factories

pytestmark = pytest.mark.django_db(transaction=True)
OFFICE = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/156.0 Safari/537.36"
OFFICE_UPDATED = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/157.0 Safari/537.36"
THIEF = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture
def held():
    return factories.assignment("secretariat")


def sign_in(person, browser: str = OFFICE) -> Client:
    client = Client(headers={"user-agent": browser})
    answer = client.post("/en/account/login/", {"login": person.email, "password": factories.PASSWORD})
    assert answer.status_code == 302, answer.content[:300]
    return client


def test_a_stolen_cookie_ends_the_session_for_both(held) -> None:
    client = sign_in(held.person)
    assert client.get("/en/people/").status_code == 200
    thief = Client(headers={"user-agent": THIEF})
    thief.cookies = client.cookies
    answer = thief.get("/en/people/")
    assert answer.status_code == 302 and "/account/login/" in answer["Location"]
    assert client.get("/en/people/").status_code == 302, "the session itself has ended"
    assert Entry.objects.filter(event="people.session_refused").count() == 1


def test_a_browser_update_keeps_the_session(held) -> None:
    client = sign_in(held.person)
    updated = Client(headers={"user-agent": OFFICE_UPDATED})
    updated.cookies = client.cookies
    assert updated.get("/en/people/").status_code == 200


def test_a_closed_account_loses_its_session_at_the_next_request(held) -> None:
    client = sign_in(held.person)
    services.deactivate(actor=factories.actor("administrator"), person=held.person)
    assert client.get("/en/people/").status_code == 302


def test_an_ended_role_loses_its_pages_at_the_next_request(held) -> None:
    client = sign_in(held.person)
    services.end_role(actor=factories.actor("administrator"), assignment=held)
    assert client.get("/en/people/").status_code == 403
    assert acting_of(held.person).assignment is None


def test_guessing_passwords_is_slowed_whichever_process_answers(held) -> None:
    wrong = {"login": held.person.email, "password": "wrong words 1"}
    for _guess in range(3):
        assert Client(headers={"user-agent": OFFICE}).post("/en/account/login/", wrong).status_code == 200
        # What one process remembers by itself, another does not have.
        caches["local"].clear()
    for _guess in range(2):
        assert Client(headers={"user-agent": OFFICE}).post("/en/account/login/", wrong).status_code == 200
    right = {"login": held.person.email, "password": factories.PASSWORD}
    answer = Client(headers={"user-agent": OFFICE}).post("/en/account/login/", right)
    assert answer.status_code == 200, "after five guesses even the right words wait"
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM shared_cache")
        assert cursor.fetchone()[0] > 0


def test_an_expired_invitation_says_so_and_makes_no_account() -> None:
    invitations.invite(
        actor=factories.actor("administrator"),
        email="late@example.org",
        name="Late Example",
        role="auditor",
        organisation=factories.organisation(),
        language="en",
    )
    address = next(line for line in mail.outbox[-1].body.splitlines() if "/join/" in line)
    path = "/" + address.split("/", 3)[3]
    assert Client().get(path).status_code == 200
    Invitation.objects.update(expires_at=timezone.now() - timedelta(minutes=1))
    answer = Client().post(
        path, {"name": "Late", "password": "four more invented words", "again": "four more invented words"}
    )
    assert answer.status_code == 410
    assert "expired" in answer.content.decode()


def test_a_page_in_a_language_we_lack_is_not_found_and_the_bare_address_chooses_one() -> None:
    assert Client().get("/fr/").status_code == 404
    answer = Client(headers={"accept-language": "fr, ru;q=0.8"}).get("/")
    assert (answer.status_code, answer["Location"]) == (302, "/ru/")
    assert Client(headers={"accept-language": "sw"}).get("/")["Location"] in ("/en/", "/tg/")


def test_content_without_translation_is_shown_in_its_own_language_and_marked() -> None:
    from django.utils.translation import override

    from hamroh.kernel.organisations.models import Organisation
    from hamroh.web.templatetags.hamroh import say

    body = Organisation.objects.create(names={"zh": "示例机构"})
    with override("tg"):
        assert say(body.names) == '<span lang="zh-hans" dir="ltr">示例机构</span>'
