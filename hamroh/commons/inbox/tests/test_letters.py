"""Letters: which ones a day wants, each sent once whatever happens to the mail server or the worker."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from email.message import Message

import pytest
from django.core import mail
from django.utils import timezone, translation
from hypothesis import given
from hypothesis import strategies as st

from hamroh.commons.inbox import feed, planning, services
from hamroh.commons.inbox.models import CalendarFeed, Reminder, ReminderKind, ReminderState, Task
from hamroh.commons.inbox.planning import wanted_letter
from hamroh.commons.inbox.tasks import PLAN
from hamroh.commons.inbox.titles import Assignee, Title
from hamroh.kernel.background import running
from hamroh.kernel.background.models import Job
from hamroh.kernel.background.services import enqueue
from hamroh.kernel.ledger.actors import ANYONE, Actor, system
from hamroh.kernel.ledger.models import Entry
from hamroh.kernel.ledger.realms import CARE
from hamroh.kernel.organisations.models import Organisation
from hamroh.kernel.people.decisions import Refused
from hamroh.kernel.people.models import Person, RoleAssignment

from .mail_server import MailServer, mail_server

pytestmark = pytest.mark.django_db(databases=["default", "care"])
TUESDAY = date(2026, 11, 24)
SENT, WAITING = ReminderState.SENT, ReminderState.WAITING


class Office:
    """Two focal points of one organisation, who read Tajik and Russian."""

    def __init__(self) -> None:
        self.body = Organisation.objects.create(names={"en": "Trial body"})
        self.zarina = self._person("zarina@hamroh.example", "tg")
        self.farid = self._person("farid@hamroh.example", "ru")

    def _person(self, email: str, language: str) -> Person:
        person = Person.objects.create_user(email, name=email, language=language)
        RoleAssignment.objects.create(
            person=person, role="focal_point", organisation=self.body, valid_from=date(2026, 1, 1)
        )
        return person

    @property
    def zarina_acts(self) -> Actor:
        return Actor(self.zarina.key, "focal_point", self.body.pk, person_id=self.zarina.pk)

    def task(self, due: date | None = TUESDAY, assignee: Assignee | None = None, title: str = "Боздид") -> Task:
        return services.open_task(
            actor=system("test"),
            title=Title(text={"tg": title, "ru": "Проверка"}),
            assignee=assignee or Assignee(person=self.zarina.key),
            due=due,
        )

    @property
    def everybody(self) -> Assignee:
        return Assignee(role="focal_point", organisation_id=self.body.pk)


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[date]]:
    """The day on the product's clock; a test moves it by changing the only item."""
    day = [TUESDAY]
    monkeypatch.setattr(timezone, "localdate", lambda *_: day[0])
    yield day


@pytest.fixture
def server(settings) -> Iterator[MailServer]:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_USE_TLS, settings.EMAIL_HOST_USER = "127.0.0.1", False, ""
    with mail_server() as running_server:
        settings.EMAIL_PORT = running_server.port
        yield running_server


def morning() -> list[str]:
    enqueue(actor=system("schedule"), task=PLAN)
    return running.work_off()


def addresses(letters: list[Message]) -> list[str]:
    return [letter["To"] for letter in letters]


def states() -> list[str]:
    return list(Reminder.objects.order_by("pk").values_list("state", flat=True))


def test_a_letter_comes_before_on_and_weekly_after_the_day(office: Office, today: list[date]) -> None:
    office.task(due=TUESDAY + timedelta(days=3))
    kinds = []
    for number in range(22):
        today[0] = TUESDAY + timedelta(days=number)
        for _twice in range(2):
            assert set(morning()) == {"done"}
        about_task = Reminder.objects.exclude(kind=ReminderKind.DIGEST)
        kinds.append(about_task.count())
    assert kinds == [0, 1, 1, 2, 3, 3, 3, 3, 3, 3, 3, 4, 4, 4, 4, 4, 4, 4, 5, 5, 5, 5]
    # Three Mondays lie in these days, each with its digest.
    assert Reminder.objects.filter(kind=ReminderKind.DIGEST).count() == 3
    assert set(states()) == {SENT} and len(mail.outbox) == 8


@given(st.dates(date(2026, 1, 1), date(2027, 12, 31)), st.lists(st.integers(-10, 60), min_size=1).map(sorted))
def test_however_often_and_late_one_asks_no_letter_is_wanted_twice(due: date, offsets: list[int]) -> None:
    wanted = [wanted_letter(due, due + timedelta(days=days)) for days in offsets]
    letters = [letter for letter in wanted if letter is not None]
    assert all(for_day <= due + timedelta(days=days) for days, letter in zip(offsets, wanted, strict=True)
               if letter is not None for for_day in [letter[1]])  # fmt: skip
    weeks = {(days - 1) // 7 for days in offsets if days > 0}
    before, on_it = any(-2 <= days < 0 for days in offsets), 0 in offsets
    assert len(set(letters)) == len(weeks) + before + on_it


def test_a_machine_that_was_off_catches_up(office: Office, today: list[date]) -> None:
    office.task(due=TUESDAY - timedelta(days=5))
    morning()
    assert [(letter.kind, letter.for_day) for letter in Reminder.objects.all()] == [("late", date(2026, 11, 20))]


def test_each_gets_the_letter_in_the_own_language(office: Office, today: list[date], server: MailServer) -> None:
    office.task(assignee=office.everybody, title="Боздид\r\nBcc: x@hamroh.example")
    morning()
    assert sorted(addresses(server.letters)) == ["farid@hamroh.example", "zarina@hamroh.example"]
    by_address = {letter["To"]: letter for letter in server.letters}
    assert "Проверка" in by_address["farid@hamroh.example"].get_content()
    tajik = by_address["zarina@hamroh.example"]
    assert "Боздид" in tajik.get_content() and tajik["Bcc"] is None
    assert tajik["Message-ID"] != by_address["farid@hamroh.example"]["Message-ID"]


def test_a_mail_server_that_is_down_gets_each_letter_once_when_it_is_back(
    office: Office, today: list[date], server: MailServer, settings
) -> None:
    office.task(assignee=office.everybody)
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 9  # nothing listens there
    assert morning() == ["done", "later: mail-server"]
    for _again in range(8):
        Job.objects.update(not_before=timezone.now())
        assert running.work_off() == ["later: mail-server"]
    assert states() == [WAITING, WAITING] and server.letters == []
    settings.EMAIL_PORT = port
    Job.objects.update(not_before=timezone.now())
    assert running.work_off() == ["done"]
    morning()
    assert sorted(addresses(server.letters)) == ["farid@hamroh.example", "zarina@hamroh.example"]
    assert states() == [SENT, SENT]


def test_what_was_overtaken_while_the_server_was_down_is_not_sent(
    office: Office, today: list[date], server: MailServer, settings
) -> None:
    closed, still = office.task(), office.task()
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 9
    morning()
    services.complete(actor=office.zarina_acts, task=closed)
    today[0] = TUESDAY + timedelta(days=1)
    settings.EMAIL_PORT = port
    Job.objects.update(not_before=timezone.now())
    running.work_off()
    assert states() == [ReminderState.DROPPED, ReminderState.DROPPED] and server.letters == []
    morning()
    assert [letter.task for letter in Reminder.objects.filter(state=SENT)] == [still]


def test_a_letter_that_is_refused_or_cut_off_is_not_tried_for_ever(
    office: Office, today: list[date], server: MailServer
) -> None:
    office.task()
    server.refuse = True
    assert morning() == ["done", "done"] and states() == [ReminderState.REFUSED]
    server.refuse, server.hang_up = False, True
    services.remind(actor=office.zarina_acts, task=Task.objects.get())
    running.work_off()
    server.hang_up = False
    morning()
    assert states() == [ReminderState.REFUSED, ReminderState.UNCERTAIN] and len(server.letters) == 1


def test_a_worker_killed_while_the_server_has_the_letter_sends_it_no_second_time(
    office: Office, today: list[date], server: MailServer
) -> None:
    office.task()
    office.task()
    enqueue(actor=system("schedule"), task=PLAN)
    assert running.work_off(most=1) == ["done"]
    job = Job.objects.get(task=services.SEND)
    # What a killed worker leaves: the letter marked for this job, the job to be taken up again.
    Reminder.objects.filter(pk=Reminder.objects.earliest("pk").pk).update(
        state=ReminderState.SENDING, sender=str(job.pk)
    )
    assert running.work_off() == ["done"]
    assert states() == [ReminderState.UNCERTAIN, SENT] and len(server.letters) == 1
    job.refresh_from_db()
    assert job.result == {"uncertain": 1, "sent": 1}


def test_a_reminder_on_demand_goes_out_once_a_day(office: Office, today: list[date], server: MailServer) -> None:
    task = office.task(due=None, assignee=office.everybody)
    before = Entry.objects.filter(event="inbox.reminded").count()
    assert services.remind(actor=office.zarina_acts, task=task) == 2
    assert services.remind(actor=office.zarina_acts, task=task) == 0
    assert Entry.objects.filter(event="inbox.reminded").count() == before + 1
    running.work_off()
    assert len(server.letters) == 2
    today[0] += timedelta(days=1)
    assert services.remind(actor=office.zarina_acts, task=task) == 2


def test_who_left_gets_no_letter_and_care_sends_none(office: Office, today: list[date]) -> None:
    office.task(assignee=office.everybody)
    Person.objects.filter(pk=office.farid.pk).update(is_active=False)
    RoleAssignment.objects.filter(person=office.zarina).update(valid_to=TUESDAY - timedelta(days=1))
    care = services.open_task(
        actor=system("test"), title=Title(text={"en": "x"}), assignee=Assignee(person=office.zarina.key), realm=CARE
    )
    assert services.remind(actor=system("test"), task=care) == 0
    morning()
    assert not Reminder.objects.exists() and not Reminder.objects.using("care").exists() and mail.outbox == []


def test_the_digest_lists_what_waits(office: Office, today: list[date], server: MailServer) -> None:
    today[0] = date(2026, 11, 23)
    office.task(due=None)
    office.task(due=date(2026, 12, 24), assignee=office.everybody, title="Ҳисобот")
    with translation.override("en"):
        morning()
    by_address = {letter["To"]: letter.get_content() for letter in server.letters}
    assert set(by_address) == {"farid@hamroh.example", "zarina@hamroh.example"}
    zarina = by_address["zarina@hamroh.example"]
    assert "Боздид" in zarina and "Ҳисобот" in zarina and by_address["farid@hamroh.example"].count("\n- ") == 1


def test_the_feed_opens_by_its_newest_secret_alone(office: Office, today: list[date]) -> None:
    office.task()
    office.task(due=None, title="Бе рӯз")
    office.task(assignee=office.everybody, title="Якҷоя")
    with pytest.raises(Refused):
        feed.make_feed(actor=ANYONE)
    before = Entry.objects.count()
    old = feed.make_feed(actor=office.zarina_acts)
    assert Entry.objects.count() == before + 1 and Entry.objects.latest("pk").event == "inbox.feed-made"
    content = feed.feed(old)
    assert content is not None and content.count(b"BEGIN:VEVENT") == 2
    text = content.decode()
    assert "Боздид" in text and "Якҷоя" in text and "Бе рӯз" not in text and "DTSTART;VALUE=DATE:20261124" in text
    new = feed.make_feed(actor=office.zarina_acts)
    assert feed.feed(old) is None and feed.feed(new) is not None and feed.feed("") is None
    assert new not in str(CalendarFeed.objects.values().get())
    Person.objects.filter(pk=office.zarina.pk).update(is_active=False)
    assert feed.feed(new) is None


def test_the_plan_continues_where_it_was_cut_off(office: Office, today: list[date], monkeypatch) -> None:
    for _number in range(45):
        office.task()
    calls = []

    def cut_off(task: Task, day: date) -> int:
        calls.append(task.pk)
        if len(calls) == 30:
            raise OSError("the disk went away")
        return planning.plan_letters(task, day)

    monkeypatch.setattr("hamroh.commons.inbox.tasks.plan_letters", cut_off)
    assert morning() == ["later: not-reachable"]
    assert Reminder.objects.count() == 20
    Job.objects.update(not_before=datetime(2026, 1, 1, tzinfo=timezone.get_default_timezone()))
    assert running.work_off() == ["done", "done"]
    assert Reminder.objects.count() == 45 and len(mail.outbox) == 45
