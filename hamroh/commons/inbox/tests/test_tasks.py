"""Tasks: who may do what, what the ledger says, what waits for whom."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_noop as N_
from django.utils.translation import override

from hamroh.commons.inbox import permissions, services
from hamroh.commons.inbox.models import ClosedReason, Task
from hamroh.commons.inbox.selectors import about, count_due, visible_to, waiting_for
from hamroh.commons.inbox.titles import Assignee, Page, Title, TitleMissing
from hamroh.kernel.ledger.actors import ANYONE, Actor, system
from hamroh.kernel.ledger.models import Entry
from hamroh.kernel.ledger.realms import CARE, MAIN, Realm, writing
from hamroh.kernel.people.decisions import Refused
from hamroh.kernel.people.roles import ROLES

pytestmark = pytest.mark.django_db(databases=["default", "care"])
GIVER = Actor("person:1", role="secretariat", organisation_id=1, person_id=1)
DOER = Actor("person:2", role="focal_point", organisation_id=3, person_id=2)
COLLEAGUE = Actor("person:4", role="focal_point", organisation_id=3, person_id=4)
STRANGER = Actor("person:5", role="focal_point", organisation_id=9, person_id=5)
FOR_DOER = Assignee(person="person:2")
FOR_POINTS = Assignee(role="focal_point", organisation_id=3)
TITLE = Title(text={"en": "Confirm the figures", "tg": "Рақамҳоро тасдиқ кунед"})


def opened(assignee: Assignee = FOR_DOER, realm: Realm = MAIN, actor: Actor = GIVER, **more: object) -> Task:
    return services.open_task(actor=actor, title=TITLE, assignee=assignee, realm=realm, **more)


def entries(realm: Realm = MAIN) -> list[Entry]:
    return list(Entry.objects.using(realm.alias).filter(chain="inbox").order_by("number"))


@pytest.mark.parametrize("role", [role.key for role in ROLES])
def test_only_these_roles_may_give_tasks(role: str) -> None:
    actor = Actor("person:7", role=role, organisation_id=3, person_id=7)
    if role in {"administrator", "secretariat", "programme_manager"}:
        task = services.assign(actor=actor, title=TITLE, assignee=FOR_DOER, due=timezone.localdate())
        assert [entry.event for entry in entries()] == ["inbox.opened"]
        assert (task.created_by, entries()[0].facts["person"]) == ("person:7", "person:2")
    else:
        with pytest.raises(Refused):
            services.assign(actor=actor, title=TITLE, assignee=FOR_DOER)
        assert entries() == [] and not Task.objects.exists()


def test_a_day_in_the_past_is_refused_with_its_reason() -> None:
    with pytest.raises(Refused) as refusal:
        services.assign(actor=GIVER, title=TITLE, assignee=FOR_DOER, due=timezone.localdate() - timedelta(days=1))
    assert refusal.value.decision is permissions.DUE_IN_THE_PAST


VERBS: dict[str, Callable[..., object]] = {
    "complete": services.complete,
    "remind": services.remind,
    "hand_over": lambda **given: services.hand_over(**given, assignee=FOR_POINTS),
}
EVENTS = {"complete": "inbox.completed", "hand_over": "inbox.handed-over"}


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize(
    "actor, allowed",
    [(DOER, True), (GIVER, True), (COLLEAGUE, False), (STRANGER, False), (ANYONE, False), (system("test"), True)],
    ids=lambda value: getattr(value, "key", value),
)
def test_who_may_do_what_to_a_task_of_one_person(verb: str, actor: Actor, allowed: bool) -> None:
    task = opened()
    before = len(entries())
    if allowed:
        VERBS[verb](actor=actor, task=task)
        new = [entry.event for entry in entries()[before:]]
        # Nobody of this name exists in the database, so a reminder goes to nobody and is no event.
        assert new == ([EVENTS[verb]] if verb in EVENTS else [])
    else:
        with pytest.raises(Refused) as refusal:
            VERBS[verb](actor=actor, task=task)
        assert refusal.value.decision.remedy and len(entries()) == before


def test_a_task_of_a_role_may_be_closed_by_whoever_holds_it_there() -> None:
    task = opened(FOR_POINTS)
    with pytest.raises(Refused):
        services.complete(actor=STRANGER, task=task)
    closed = services.complete(actor=COLLEAGUE, task=task, reason=ClosedReason.OVERTAKEN)
    assert (closed.closed_by, closed.closed_reason) == ("person:4", "overtaken")
    assert entries()[-1].facts["reason"] == "overtaken"


def test_closing_and_opening_again_each_go_once() -> None:
    task = opened()
    with pytest.raises(Refused) as refusal:
        services.reopen(actor=DOER, task=task)
    assert refusal.value.decision is permissions.STILL_OPEN
    services.complete(actor=DOER, task=task)
    with pytest.raises(Refused) as refusal:
        services.complete(actor=DOER, task=task)
    assert refusal.value.decision is permissions.ALREADY_CLOSED
    with pytest.raises(Refused):
        services.reopen(actor=STRANGER, task=task)
    assert services.reopen(actor=DOER, task=task).is_open
    assert [entry.event for entry in entries()] == ["inbox.opened", "inbox.completed", "inbox.reopened"]
    with pytest.raises(ValueError, match="bored"):
        services.complete(actor=DOER, task=task, reason="bored")


def test_a_verb_opens_its_task_once_and_settles_it() -> None:
    first = opened(dedup_key="review:7")
    assert opened(dedup_key="review:7") == first and len(entries()) == 1
    assert opened() != opened()
    assert services.settle(actor=STRANGER, dedup_key="review:7").closed_reason == "done"
    assert services.settle(actor=STRANGER, dedup_key="review:7") is None
    second = opened(dedup_key="review:7")
    assert second != first
    with pytest.raises(Refused) as refusal:
        services.reopen(actor=DOER, task=first)
    assert refusal.value.decision is permissions.OPEN_ELSEWHERE


def test_the_task_of_a_verb_that_fails_is_not_there() -> None:
    with pytest.raises(ZeroDivisionError), writing():
        opened()
        raise ZeroDivisionError
    assert not Task.objects.exists() and entries() == []


def test_the_care_realm_has_its_own_tasks_and_ledger() -> None:
    nurse = Actor("staff:ab12", role="health_officer", organisation_id=3)
    task = opened(Assignee(person="staff:ab12"), CARE, actor=nurse)
    assert list(waiting_for(nurse, realm=CARE)) == [task] and not Task.objects.exists()
    services.complete(actor=nurse, task=task)
    assert [entry.event for entry in entries(CARE)] == ["inbox.opened", "inbox.completed"] and entries() == []


def test_what_waits_for_whom() -> None:
    today = timezone.localdate()
    late = opened(due=today - timedelta(days=3), subject="trial.thing:1")
    undated = opened(FOR_POINTS)
    ahead = opened(Assignee(role="focal_point"), due=today + timedelta(days=9))
    closed = opened()
    services.complete(actor=DOER, task=closed)
    assert list(waiting_for(DOER)) == [late, ahead, undated]
    assert list(waiting_for(COLLEAGUE)) == [ahead, undated] and list(waiting_for(STRANGER)) == [ahead]
    assert not waiting_for(ANYONE).exists() and not waiting_for(Actor("person:8", person_id=8)).exists()
    assert (count_due(DOER), count_due(DOER, on=today + timedelta(days=9)), count_due(STRANGER)) == (1, 2, 0)
    assert set(visible_to(None, DOER)) == {late, undated, ahead, closed} == set(visible_to(None, GIVER))
    assert set(visible_to(None, STRANGER)) == {ahead} and not visible_to(None, ANYONE).exists()
    assert list(about("trial.thing:1", DOER)) == [late] and not about("trial.thing:1", STRANGER).exists()


def test_titles_are_said_in_the_language_of_the_reader() -> None:
    written = opened()
    facts = {"name": {"ru": "Мост", "en": "Bridge"}}
    composed = services.open_task(actor=GIVER, title=Title(key=N_("Review {name}"), facts=facts), assignee=FOR_DOER)
    with override("tg"):
        assert (written.title.text, written.title.lang) == ("Рақамҳоро тасдиқ кунед", "tg")
    with override("ru"):
        assert "Мост" in composed.title.text and written.title.fallback
    assert str(composed) == "Review Bridge"


def test_the_page_of_a_task_is_an_address_or_nothing() -> None:
    assert opened(page=Page("account_login")).href.endswith("/login/")
    assert opened(page=Page("no-such-page", (3,))).href == opened().href == ""


@pytest.mark.parametrize("wrong", [dict, lambda: {"person": "person:1", "role": "auditor"}])
def test_a_task_waits_for_one_or_the_other(wrong: Callable[[], dict]) -> None:
    with pytest.raises(ValueError, match="one of the two"):
        Assignee(**wrong())
    with pytest.raises(IntegrityError), transaction.atomic():
        Task.objects.create(title_text={"en": "x"}, created_by="x")


def test_a_task_has_words() -> None:
    for empty in ({}, {"text": {"en": "  "}}):
        with pytest.raises(TitleMissing):
            Title(**empty)


def test_days_left() -> None:
    task = Task(due=date(2026, 11, 24))
    assert [task.days_left(date(2026, 11, day)) for day in (22, 24, 27)] == [2, 0, -3]
    assert Task().days_left(date(2026, 11, 24)) is None
