"""Background work of the inbox: each morning plan the letters, then send them."""

from __future__ import annotations

import smtplib
from datetime import time, timedelta
from typing import Any

from django.core.mail import EmailMessage
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop as N_

from hamroh.kernel.background import schedules
from hamroh.kernel.background.errors import TryLater
from hamroh.kernel.background.registry import task
from hamroh.kernel.background.run import Run
from hamroh.kernel.background.schedules import Every, Schedule
from hamroh.kernel.background.services import enqueue
from hamroh.kernel.ledger.realms import MAIN

from .letters import compose
from .models import Reminder, ReminderKind, ReminderState, Task
from .planning import plan_letters, still_wanted
from .recipients import recipient, waiting_for_person
from .services import SEND

PLAN = "inbox.remind"
TASKS_A_STEP = 20
MAIL_PAUSE = timedelta(minutes=10)

schedules.declare(Schedule("inbox.remind daily", PLAN, Every.DAY, at=time(7, 0)))


@task(PLAN, label=_("Plan reminders"))
def plan(run: Run) -> dict[str, Any]:
    """Put today's letters into the outbox, then ask for them to be sent."""
    today = timezone.localdate()
    cursor = run.cursor or {"after": 0, "letters": 0}
    while True:
        some = list(
            Task.objects.using(MAIN.alias).filter(closed_at=None, pk__gt=cursor["after"]).order_by("pk")[:TASKS_A_STEP]
        )
        if not some:
            break
        with run.step(cursor=cursor, done=run.done + len(some)) as step:
            new = sum(plan_letters(one, today) for one in some)
            cursor = step.cursor = {"after": some[-1].pk, "letters": cursor["letters"] + new}
    with run.step(cursor=cursor):
        enqueue(actor=run.actor, task=SEND)
    return {"letters": cursor["letters"]}


@task(SEND, label=_("Send reminders"))
def send(run: Run) -> dict[str, Any]:
    """Send the letters that wait, each once. A mail server that does not answer is tried again every ten minutes.

    A letter is marked before the mail server gets it and after. Whoever dies in between cannot know whether it went
    out; such a letter is not sent again: once too few is better than twice.
    """
    letters = Reminder.objects.using(MAIN.alias)
    mine = letters.filter(sender=str(run.id))
    with run.step(cursor="sending"):
        mine.filter(state=ReminderState.SENDING).update(state=ReminderState.UNCERTAIN)
    waiting = letters.filter(state=ReminderState.WAITING).select_related("task").order_by("pk")
    after = 0
    while (letter := waiting.filter(pk__gt=after).first()) is not None:
        after = letter.pk
        _send_once(run, letter)
    return {row["state"]: row["letters"] for row in mine.order_by().values("state").annotate(letters=Count("pk"))}


def _send_once(run: Run, letter: Reminder) -> None:
    mail = _mail(letter)
    row = Reminder.objects.using(MAIN.alias).filter(pk=letter.pk)
    with run.step(cursor="sending", done=run.done + 1):
        first = ReminderState.DROPPED if mail is None else ReminderState.SENDING
        if not row.filter(state=ReminderState.WAITING).update(state=first, sender=str(run.id)):
            return  # another worker has it
    if mail is None:
        return
    values = _hand_to_server(mail)
    # No step: the letter is out, so this is written even while the worker goes down.
    row.filter(state=ReminderState.SENDING, sender=str(run.id)).update(**values)
    if values["state"] == ReminderState.WAITING:
        raise TryLater(
            "mail-server", N_("The mail server does not answer. The letters wait and go out later."), after=MAIL_PAUSE
        )


def _mail(letter: Reminder) -> EmailMessage | None:
    today = timezone.localdate()
    to = recipient(letter.person)
    if to is None or not still_wanted(letter, today):
        return None
    if letter.kind != ReminderKind.DIGEST:
        return compose(letter, (), to, today)
    waits = waiting_for_person(letter.person, today)
    return compose(letter, waits, to, today) if waits else None


def _hand_to_server(mail: EmailMessage) -> dict[str, Any]:
    """How the letter stands after the mail server was asked to take it."""
    try:
        mail.send()
    except (smtplib.SMTPRecipientsRefused, smtplib.SMTPSenderRefused, smtplib.SMTPDataError):
        return {"state": ReminderState.REFUSED}
    except smtplib.SMTPServerDisconnected:
        # It may have taken the letter before the line broke.
        return {"state": ReminderState.UNCERTAIN}
    except (OSError, smtplib.SMTPException):
        return {"state": ReminderState.WAITING, "sender": ""}
    return {"state": ReminderState.SENT, "sent_at": timezone.now()}
