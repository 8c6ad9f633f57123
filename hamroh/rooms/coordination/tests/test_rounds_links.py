"""The link in the letter: who gets it, in which language, what it opens and what it does not; each letter goes out once."""

from __future__ import annotations

import datetime as dt
import re
import smtplib

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hamroh.kernel.background import running
from hamroh.kernel.background.models import Job
from hamroh.kernel.ledger.actors import system
from hamroh.kernel.ledger.models import Entry
from hamroh.kernel.organisations.models import FocalPoint
from hamroh.kernel.people.decisions import Refused, may
from hamroh.kernel.people.tests import factories as people
from hamroh.kernel.people.verbs import VERBS
from hamroh.rooms.coordination import links, services
from hamroh.rooms.coordination.models import Reporter, Round
from hamroh.rooms.coordination.services.letters import LETTER
from hamroh.rooms.coordination.services.reporting import LineChange
from hamroh.rooms.coordination.services.versions import alive
from hamroh.rooms.coordination.values import LineValues

from . import factories

pytestmark = pytest.mark.django_db(databases=["default", "care"])
SYSTEM = system("tests")


class Called:
    """A round with one body that has a focal point with an account and one without, and one body without e-mail."""

    def __init__(self) -> None:
        cache.clear()
        self.body = factories.organisation("Umed (invented)", country="TJK")
        self.silent = factories.organisation("Letter writers (invented)")
        self.person = people.person(language="zh-hans")
        people.assignment("focal_point", of=self.body, who=self.person)
        FocalPoint.objects.create(organisation=self.body, name="Example", email="desk@umed.example", consent=False)
        FocalPoint.objects.create(organisation=self.body, name="The same", email=self.person.email.upper())
        before = factories.reporter(factories.round_(), self.body)
        factories.report(before, [{"key": "a", "title": "Advice"}, {"key": "b", "title": "Shelter"}])
        self.round = services.prepare_round(
            actor=SYSTEM, country="TJK", period_start=dt.date(2026, 11, 1), period_end=dt.date(2026, 11, 30),
            deadline=timezone.localdate() + dt.timedelta(days=5), organisations=[self.body, self.silent],
        )  # fmt: skip

    def call(self) -> None:
        services.call_round(actor=SYSTEM, round_=self.round)
        running.work_off()

    @property
    def reporter(self) -> Reporter:
        return Reporter.objects.select_related("round").get(round=self.round, organisation=self.body)

    def token(self) -> str:
        found = re.search(r"/link/([\w-]+)/", mail.outbox[-1].body)
        assert found is not None
        return found.group(1)


@pytest.fixture
def called() -> Called:
    return Called()


def at(name: str, *args) -> str:
    return reverse(f"coordination:{name}", args=args)


def test_each_address_gets_one_letter_in_its_language_with_a_link_that_no_row_holds(called: Called) -> None:
    called.call()
    letters = {letter.to[0]: letter for letter in mail.outbox}
    assert set(letters) == {called.person.email, "desk@umed.example"} and len(mail.outbox) == 2
    assert "尊敬的合作伙伴" in letters[called.person.email].body and "/zh-hans/" in letters[called.person.email].body
    both = letters["desk@umed.example"].body
    assert both.index("Ҳамкорони муҳтарам") < both.index("Уважаемые партнёры") and "/tg/" in both and "/ru/" in both
    token = called.token()
    secret = token.partition("-")[2]
    rows = str(list(Job.objects.values())) + str(list(Entry.objects.values())) + str(list(Reporter.objects.values()))
    assert secret not in rows and called.reporter.token_hash == links.hash_of(token)
    made = Entry.objects.filter(event="coordination.link-made")
    assert made.count() == 2 and made.filter(subject=f"coordination.reporter:{called.reporter.pk}").count() == 1


def test_letters_are_queued_once_however_often_the_round_is_asked_for(called: Called) -> None:
    called.call()
    from hamroh.kernel.background.services import enqueue
    from hamroh.rooms.coordination.services.rounds import ASK

    enqueue(actor=SYSTEM, task=ASK, arguments={"round": called.round.pk}, key=f"{ASK}:again")
    running.work_off()
    assert Job.objects.filter(task=LETTER).count() == 2 and len(mail.outbox) == 2


def test_a_mail_server_that_is_down_keeps_letters_waiting_and_gets_each_once(called: Called, monkeypatch) -> None:
    def down(self, *args, **kwargs) -> int:
        raise ConnectionRefusedError

    with monkeypatch.context() as patched:
        patched.setattr("django.core.mail.message.EmailMessage.send", down)
        services.call_round(actor=SYSTEM, round_=called.round)
        assert "later: mail-server" in running.work_off()
    assert not mail.outbox
    Job.objects.filter(task=LETTER).update(not_before=timezone.now())
    for job in Job.objects.filter(task=LETTER):
        running.run_job(str(job.pk), "main")
        running.run_job(str(job.pk), "main")
    assert len(mail.outbox) == 2


def test_a_letter_that_may_have_gone_out_is_not_sent_again(called: Called, monkeypatch) -> None:
    def broken(self, *args, **kwargs) -> int:
        raise smtplib.SMTPServerDisconnected

    with monkeypatch.context() as patched:
        patched.setattr("django.core.mail.message.EmailMessage.send", broken)
        called.call()
    job = Job.objects.filter(task=LETTER).first()
    assert job is not None and job.result == {"state": "uncertain"}
    # A worker that died while the server had the letter: the mark was written, the end was not.
    Job.objects.filter(pk=job.pk).update(state="queued", cursor="sending", finished_at=None, not_before=timezone.now())
    running.run_job(str(job.pk), "main")
    job.refresh_from_db()
    assert job.result == {"state": "uncertain"} and not mail.outbox


def test_the_link_opens_its_report_without_sign_in_and_leaves_no_trace(called: Called) -> None:
    called.call()
    visitor = Client()
    page = visitor.get(at("link", called.token()))
    text = page.content.decode()
    assert page.status_code == 200 and "Advice" in text and "Umed (invented)" in text
    assert page["Cache-Control"] == "no-store, private" and "noindex" in page["X-Robots-Tag"]
    assert page["Referrer-Policy"] == "same-origin" and 'name="robots" content="noindex' in text
    assert not re.findall(r'(?:src|href)="https?://', text)
    book = visitor.get(at("link-workbook", called.token()))
    assert book.status_code == 200 and b"".join(book.streaming_content)[:2] == b"PK"


def test_by_the_link_a_report_is_sent_in_the_links_name(called: Called) -> None:
    called.call()
    visitor, token = Client(), called.token()
    assert visitor.post(at("link-unchanged", token)).status_code == 302
    form = visitor.get(at("link-line", token, "a")).context["form"]
    data = {name: form[name].value() or "" for name in form.fields}
    sent = visitor.post(
        at("link-line", token, "a"), {**data, "title": "Advice, now daily", "programming": "Umed (invented)",
                                     "theme": "labour_migration"}
    )  # fmt: skip
    assert sent.status_code == 302
    assert dict(alive(called.reporter, 2).values_list("key", "title")) == {"a": "Advice, now daily", "b": "Shelter"}
    entries = Entry.objects.filter(event="coordination.report-received").order_by("-pk")[:2]
    assert {(entry.actor, entry.role) for entry in entries} == {(f"link:{called.reporter.pk}", "focal_point")}
    assert not called.reporter.reports.filter(on_behalf=True).exists()
    visitor.post(at("link-remove-line", token, "b"))
    assert alive(called.reporter, 3).count() == 1
    assert visitor.get(at("link-line", token, "b")).status_code == 404


def test_whoever_comes_by_the_link_may_do_nothing_else(called: Called) -> None:
    called.call()
    actor = links.actor_of(called.reporter)
    allowed = [verb.key for verb in VERBS if not verb.public and may(actor, verb.key, organisation_id=called.body.pk)]
    assert allowed == ["coordination.report"]
    others = services.add_reporter(actor=SYSTEM, round_=called.round, organisation=factories.organisation("Else"))
    with pytest.raises(Refused):
        services.change_lines(actor=actor, reporter=others, changes=[LineChange(LineValues(title="X"))])
    visitor = Client()
    for address in (
        at("round-reporter", called.reporter.pk),
        at("round-record", called.round.pk),
        at("round-reporter-workbook", called.reporter.pk),
    ):
        assert visitor.get(address).status_code == 302


def test_the_link_of_one_office_does_not_report_for_another_of_the_same_body(called: Called) -> None:
    from hamroh.kernel.places.models import Place
    from hamroh.kernel.places.services import load_reference

    load_reference(country="TJK", actor=SYSTEM)
    called.call()
    place = Place.objects.get(country="TJK", slug="khujand")
    actor = links.actor_of(called.reporter)
    office = services.add_reporter(actor=SYSTEM, round_=called.round, organisation=called.body, place=place)
    with pytest.raises(Refused):
        services.change_lines(actor=actor, reporter=office, changes=[LineChange(LineValues(title="X"))])
    assert not office.reports.exists()


def test_a_new_link_ends_the_old_one(called: Called) -> None:
    called.call()
    old = called.token()
    before = Entry.objects.filter(event="coordination.link-made").count()
    services.make_link(actor=people.actor("secretariat"), reporter=called.reporter)
    assert Entry.objects.filter(event="coordination.link-made").count() == before + 1
    running.work_off()
    assert called.token() != old
    assert Client().get(at("link", old)).status_code == 404
    assert Client().get(at("link", called.token())).status_code == 200
    silent = Reporter.objects.get(round=called.round, organisation=called.silent)
    with pytest.raises(Refused, match="No e-mail"):
        services.make_link(actor=SYSTEM, reporter=silent)


def test_the_link_of_a_published_round_says_that_it_is_over(called: Called, caplog) -> None:
    called.call()
    visitor, token = Client(), called.token()
    services.report_unchanged(actor=SYSTEM, reporter=called.reporter)
    services.validate_report(actor=SYSTEM, report=called.reporter.reports.get())
    closed = services.close_round(actor=SYSTEM, round_=called.round)
    page = visitor.get(at("link", token))
    assert page.status_code == 200 and "This round is closed." in page.content.decode()
    assert visitor.post(at("link-remove-line", token, "a")).status_code == 403
    services.publish_round(actor=SYSTEM, round_=closed)
    for name in ("link", "link-workbook", "link-add-line"):
        over = visitor.get(at(name, token))
        assert over.status_code == 410 and over["Cache-Control"] == "no-store, private"
    assert visitor.post(at("link-unchanged", token)).status_code == 410
    assert called.reporter.reports.count() == 1 and token not in caplog.text


@pytest.mark.parametrize(
    "token", ["1", "1-", "x-y", "9" * 30 + "-a", "1-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "-"]
)
def test_a_link_that_was_never_made_opens_nothing(called: Called, token: str) -> None:
    called.call()
    assert Client().get(at("link", token)).status_code == 404


def test_a_draft_rounds_link_and_an_unmade_one_open_nothing(called: Called) -> None:
    token = links.token_of(called.reporter)
    assert Client().get(at("link", token)).status_code == 404


def test_tries_are_counted(called: Called) -> None:
    called.call()
    visitor = Client()
    answers = [visitor.get(at("link", f"{called.reporter.pk}-{number:043}")).status_code for number in range(23)]
    assert answers[0] == 404 and answers[-1] == 429
    # The right one still opens: only wrong ones count against the address.
    opened = [visitor.get(at("link", called.token())).status_code for _number in range(62)]
    assert opened[0] == 200 and opened[-1] == 429


def test_a_reminder_is_a_letter_of_the_day_and_says_what_it_is(called: Called) -> None:
    called.call()
    services.remind_missing(actor=SYSTEM, round_=Round.objects.get(pk=called.round.pk))
    running.work_off()
    reminders = mail.outbox[2:]
    assert len(reminders) == 2 and called.token() == re.search(r"/link/([\w-]+)/", mail.outbox[0].body).group(1)
    with pytest.raises(Refused, match="today already"):
        services.remind(actor=SYSTEM, reporter=called.reporter)
    assert Entry.objects.filter(event="coordination.reporter-reminded").count() == 1
    # Whoever reported meanwhile gets no reminder that still lay in the queue.
    Reporter.objects.filter(pk=called.reporter.pk).update(reminded_at=timezone.now() - dt.timedelta(days=1))
    Job.objects.filter(task=LETTER).delete()
    services.remind(actor=SYSTEM, reporter=called.reporter)
    services.report_unchanged(actor=SYSTEM, reporter=called.reporter)
    running.work_off()
    assert len(mail.outbox) == 4


def test_the_reason_of_a_report_sent_back_stands_in_the_letter(called: Called) -> None:
    called.call()
    report = services.report_unchanged(actor=links.actor_of(called.reporter), reporter=called.reporter)
    services.return_report(actor=people.actor("secretariat"), report=report, reason="Which district is it?")
    running.work_off()
    assert len(mail.outbox) == 4 and all("Which district is it?" in letter.body for letter in mail.outbox[2:])
    assert "Which district is it?" in Client().get(at("link", called.token())).content.decode()
