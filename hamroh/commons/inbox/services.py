"""Opening, handing over, closing and reminding. `open_task` and `settle` are parts of other rooms' verbs."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from hamroh.kernel.background.services import enqueue
from hamroh.kernel.ledger.actors import Actor
from hamroh.kernel.ledger.realms import BY_NAME, MAIN, Realm, writing
from hamroh.kernel.ledger.services import record, subject_of
from hamroh.kernel.people.decisions import Decision, Refused, require

from . import events
from .models import ClosedReason, Reminder, ReminderKind, Task
from .permissions import (
    ALREADY_CLOSED,
    DUE_IN_THE_PAST,
    OPEN_ELSEWHERE,
    STILL_OPEN,
    due_is_ahead,
    may_handle,
)
from .recipients import recipients_of
from .titles import Assignee, Page, Title

SEND = "inbox.send"
NOWHERE = Page()


def open_task(
    *,
    actor: Actor,
    title: Title,
    assignee: Assignee,
    subject: str = "",
    due: date | None = None,
    page: Page = NOWHERE,
    dedup_key: str = "",
    realm: Realm = MAIN,
) -> Task:
    """Open a task as a part of another verb, which has checked its own permission; in that verb's transaction.

    While a task of the same `dedup_key` is open it is returned and nothing is written.
    """
    with writing(realm):
        known = (
            Task.objects.using(realm.alias).filter(dedup_key=dedup_key, closed_at=None).first() if dedup_key else None
        )
        if known is not None:
            return known
        task = Task(
            title_key=title.key,
            title_facts=dict(title.facts),
            title_text=dict(title.text),
            subject=subject,
            url_name=page.name,
            url_args=list(page.args),
            due=due,
            created_by=actor.key,
            dedup_key=dedup_key,
        )
        _wait_for(task, assignee)
        try:
            with transaction.atomic(using=realm.alias):
                task.save(using=realm.alias)
        except IntegrityError:
            # Opened by somebody else at the same moment (PostgreSQL; SQLite has one writer).
            return Task.objects.using(realm.alias).get(dedup_key=dedup_key, closed_at=None)
        facts = {"about": subject, "due": due, **asdict(assignee)}
        record(event=events.OPENED, actor=actor, subject=subject_of(task), facts=facts, realm=realm)
        return task


def assign(
    *,
    actor: Actor,
    title: Title,
    assignee: Assignee,
    subject: str = "",
    due: date | None = None,
    page: Page = NOWHERE,
    realm: Realm = MAIN,
) -> Task:
    """A person gives a task to somebody. Raises Refused."""
    require(actor, "inbox.assign")
    if not due_is_ahead(due, timezone.localdate()):
        raise Refused("inbox.assign", DUE_IN_THE_PAST)
    return open_task(actor=actor, title=title, assignee=assignee, subject=subject, due=due, page=page, realm=realm)


def hand_over(*, actor: Actor, task: Task, assignee: Assignee) -> Task:
    """Let the task wait for somebody else. Raises Refused."""
    realm = _realm(task)
    with writing(realm):
        task = _locked(task, realm)
        _require(actor, task, open_now=True)
        _wait_for(task, assignee)
        task.save(using=realm.alias)
        record(event=events.HANDED_OVER, actor=actor, subject=subject_of(task), facts=asdict(assignee), realm=realm)
        return task


def complete(*, actor: Actor, task: Task, reason: str = ClosedReason.DONE) -> Task:
    """Close a task. Raises Refused; ValueError for a reason that is none of ClosedReason."""
    realm = _realm(task)
    with writing(realm):
        task = _locked(task, realm)
        _require(actor, task, open_now=True)
        return _close(task, actor, ClosedReason(reason), realm)


def settle(*, actor: Actor, dedup_key: str, reason: str = ClosedReason.DONE, realm: Realm = MAIN) -> Task | None:
    """Close the open task of this key as a part of the verb that does what it waited for; None when there is none."""
    with writing(realm):
        open_now = Task.objects.using(realm.alias).filter(dedup_key=dedup_key, closed_at=None)
        task = open_now.select_for_update().first()
        return None if task is None else _close(task, actor, ClosedReason(reason), realm)


def reopen(*, actor: Actor, task: Task) -> Task:
    """Open a closed task again. Raises Refused, also where the same task was opened anew."""
    realm = _realm(task)
    with writing(realm):
        task = _locked(task, realm)
        _require(actor, task, open_now=False)
        task.closed_at, task.closed_by, task.closed_reason = None, "", ""
        try:
            with transaction.atomic(using=realm.alias):
                task.save(using=realm.alias)
        except IntegrityError:
            raise Refused("inbox.view", OPEN_ELSEWHERE) from None
        record(event=events.REOPENED, actor=actor, subject=subject_of(task), realm=realm)
        return task


def remind(*, actor: Actor, task: Task) -> int:
    """Send a letter about the task to each person it waits for, once a day at most. Returns how many are new."""
    realm, today = _realm(task), timezone.localdate()
    with writing(realm):
        task = _locked(task, realm)
        _require(actor, task, open_now=True)
        letters = Reminder.objects.using(realm.alias)
        new = 0
        for recipient in recipients_of(task, today, realm):
            _letter, made = letters.get_or_create(
                task=task, person=recipient.key, kind=ReminderKind.ASKED, for_day=today
            )
            new += made
        if new:
            record(event=events.REMINDED, actor=actor, subject=subject_of(task), facts={"letters": new}, realm=realm)
            enqueue(actor=actor, task=SEND, realm=realm)
        return new


def _wait_for(task: Task, assignee: Assignee) -> None:
    task.assignee_person = assignee.person
    task.assignee_role = assignee.role
    task.organisation_id = assignee.organisation_id


def _close(task: Task, actor: Actor, reason: ClosedReason, realm: Realm) -> Task:
    task.closed_at, task.closed_by, task.closed_reason = timezone.now(), actor.key, reason
    task.save(using=realm.alias)
    facts = {"reason": reason.value, "about": task.subject}
    record(event=events.COMPLETED, actor=actor, subject=subject_of(task), facts=facts, realm=realm)
    return task


def _require(actor: Actor, task: Task, *, open_now: bool) -> None:
    decision: Decision = may_handle(actor, task)
    if decision and task.is_open != open_now:
        decision = ALREADY_CLOSED if open_now else STILL_OPEN
    if not decision:
        raise Refused("inbox.view", decision)


def _locked(task: Task, realm: Realm) -> Task:
    return Task.objects.using(realm.alias).select_for_update().get(pk=task.pk)


def _realm(thing: Any) -> Realm:
    return next(realm for realm in BY_NAME.values() if realm.alias == (thing._state.db or MAIN.alias))
