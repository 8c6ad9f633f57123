"""Tasks: who sees which, closing, handing over, giving, reminding, and the calendar's secret address."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from hamroh.commons.inbox.models import Reminder, Task
from hamroh.commons.inbox.services import open_task
from hamroh.commons.inbox.titles import Assignee, Page, Title
from hamroh.kernel.ledger.actors import system
from hamroh.kernel.people.models import RoleAssignment
from hamroh.kernel.people.tests import factories
from hamroh.web.desk.tests.visiting import BAD_QUERIES, client_of

pytestmark = pytest.mark.django_db
WORDS = {"en": "Confirm the gap in Rasht", "tg": "Камбудиро дар Рашт тасдиқ кунед"}


def in_days(number: int) -> date:
    return timezone.localdate() + timedelta(days=number)


def waiting(assignee: Assignee, **fields: object) -> Task:
    return open_task(actor=system("test"), title=Title(text=WORDS), assignee=assignee, **fields)  # type: ignore[arg-type]


@pytest.fixture
def held() -> RoleAssignment:
    return factories.assignment("focal_point")


@pytest.mark.parametrize(
    "due, mark, words",
    [
        (-3, "bad", "Late 3 days"),
        (-1, "bad", "Late 1 day"),
        (0, "warn", "Due today"),
        (2, "warn", "Due in 2 days"),
        (9, "plain", "Due in 9 days"),
    ],
)
def test_what_waits_says_until_when(held: RoleAssignment, due: int, mark: str, words: str) -> None:
    waiting(Assignee(person=held.person.key), due=in_days(due))
    page = client_of("focal_point", who=held.person).get("/en/tasks/").content.decode()
    assert f'mark {mark}">{words}<' in page and "Confirm the gap" in page


def test_each_sees_what_waits_for_the_role_acted_in(held: RoleAssignment) -> None:
    waiting(Assignee(role="focal_point", organisation_id=held.organisation_id))
    own, other = client_of("focal_point", of=held.organisation), client_of("focal_point")
    assert "Камбудиро" in own.get("/tg/tasks/").content.decode()
    assert "Камбудиро" not in other.get("/tg/tasks/").content.decode()
    task = Task.objects.get()
    assert own.get(f"/en/tasks/{task.pk}").status_code == 200
    assert (
        other.get(f"/en/tasks/{task.pk}").status_code == other.post(f"/en/tasks/{task.pk}/complete").status_code == 404
    )
    assert Client().get("/en/tasks/").status_code == 302


def test_the_bell_counts_what_is_due() -> None:
    held = factories.assignment("translator")
    for due in (in_days(-2), in_days(0), in_days(5), None):
        waiting(Assignee(person=held.person.key), due=due)
    page = client_of("translator", who=held.person).get("/en/people/").content.decode()
    assert '<b class="count">2</b>' in page


def test_closing_opening_again_and_handing_over(held: RoleAssignment) -> None:
    task = waiting(Assignee(person=held.person.key), page=Page("organisations:record", (held.organisation_id,)))
    client = client_of("focal_point", who=held.person)
    page = client.get(f"/en/tasks/{task.pk}").content.decode()
    assert f'href="/en/organisations/{held.organisation_id}"' in page
    assert client.post(f"/en/tasks/{task.pk}/complete", {"reason": "because"}).status_code == 302
    task.refresh_from_db()
    assert task.is_open
    assert client.post(f"/en/tasks/{task.pk}/complete", {"reason": "done"}).status_code == 302
    assert client.post(f"/en/tasks/{task.pk}/complete", {"reason": "done"}).status_code == 403
    assert client.post(f"/en/tasks/{task.pk}/reopen").status_code == 302
    wrong = client.post(f"/en/tasks/{task.pk}/hand-over", {"role": "auditor", "person": str(held.person.pk)})
    assert "one of the two" in wrong.content.decode()
    assert client.post(f"/en/tasks/{task.pk}/hand-over", {"role": "auditor"}).status_code == 302
    task.refresh_from_db()
    assert task.is_open and task.assignee_role == "auditor" and task.assignee_person == ""


def test_only_who_may_give_tasks_gives_them() -> None:
    form = {"title_en": "Call the ministry", "role": "auditor", "due": str(in_days(3))}
    assert client_of("focal_point").post("/en/tasks/assign", form).status_code == 403
    client = client_of("secretariat")
    assert client.get("/en/tasks/assign").status_code == 200
    assert client.post("/en/tasks/assign", form).status_code == 302
    task = Task.objects.get()
    assert (task.assignee_role, task.due, task.title_text) == ("auditor", in_days(3), {"en": "Call the ministry"})
    for wrong in ({"due": str(in_days(-1))}, {"title_en": ""}, {"role": ""}, {"role": "king"}, {"person": "x"}):
        assert client.post("/en/tasks/assign", {**form, **wrong}).status_code == 200
    assert Task.objects.count() == 1


def test_a_reminder_is_sent_once_a_day(held: RoleAssignment) -> None:
    task = waiting(Assignee(person=held.person.key))
    client = client_of("secretariat")
    for _again in range(2):
        assert client.post(f"/en/tasks/{task.pk}/remind").status_code == 302
    assert Reminder.objects.filter(task=task).count() == 1


def test_the_calendar_has_a_secret_address_and_a_new_one_ends_the_old(held: RoleAssignment) -> None:
    waiting(Assignee(person=held.person.key), due=in_days(1))
    client = client_of("focal_point", who=held.person)
    assert ".ics" not in client.get("/en/tasks/calendar").content.decode()
    addresses = []
    for _again in range(2):
        page = client.post("/en/tasks/calendar").content.decode()
        found = re.search(r"http://testserver(/en/tasks/calendar/[^<\s]+\.ics)", page)
        assert found
        addresses.append(found[1])
    old, new = (Client().get(address) for address in addresses)
    assert old.status_code == 404
    assert new.status_code == 200 and new["Content-Type"].startswith("text/calendar") and b"BEGIN:VEVENT" in new.content
    assert Client().get("/en/tasks/calendar/nonsense.ics").status_code == 404


@pytest.mark.parametrize("query", [*BAD_QUERIES, "state=late", "state=closed", "role=king"])
def test_no_parameter_breaks_the_register(query: str, held: RoleAssignment) -> None:
    waiting(Assignee(role="focal_point", organisation_id=held.organisation_id))
    assert client_of("secretariat").get(f"/en/tasks/all?{query}").status_code == 200


def test_the_register_asks_as_much_for_thirty_as_for_one(django_assert_max_num_queries) -> None:
    client = client_of("secretariat")
    for _number in range(30):
        held = factories.assignment("focal_point")
        waiting(Assignee(person=held.person.key))
        waiting(Assignee(role="focal_point", organisation_id=held.organisation_id))
    with django_assert_max_num_queries(16):
        client.get("/en/tasks/all")
    assert client.get("/en/tasks/all/export.xlsx").status_code == 200
