"""Which letters a day wants: two days before a task is due, on the day, weekly after it; on Mondays a digest."""

from __future__ import annotations

from datetime import date, timedelta

from hamroh.kernel.ledger.realms import MAIN

from .models import Reminder, ReminderKind, ReminderState, Task
from .recipients import recipients_of

SOON_DAYS = 2
LATE_EVERY_DAYS = 7
MONDAY = 0


def wanted_letter(due: date, today: date) -> tuple[ReminderKind, date] | None:
    """The kind of letter that a task due on `due` wants today, and the day it counts for.

    That day stays the same however often and however late in its span the question is asked: a machine that was off
    on the right morning catches up, and nobody gets the same letter twice.
    """
    days_left = (due - today).days
    if days_left > SOON_DAYS:
        return None
    if days_left > 0:
        return ReminderKind.SOON, due - timedelta(days=SOON_DAYS)
    if days_left == 0:
        return ReminderKind.TODAY, due
    weeks = (-days_left - 1) // LATE_EVERY_DAYS
    return ReminderKind.LATE, due + timedelta(days=1 + weeks * LATE_EVERY_DAYS)


def plan_letters(task: Task, today: date) -> int:
    """Put the letters that an open task wants today into the outbox, in the caller's transaction. How many are new."""
    wanted: list[tuple[Task | None, ReminderKind, date]] = []
    letter = wanted_letter(task.due, today) if task.due else None
    if letter is not None:
        wanted.append((task, *letter))
    if today.weekday() == MONDAY:
        wanted.append((None, ReminderKind.DIGEST, today))
    if not wanted:
        return 0
    new = 0
    for recipient in recipients_of(task, today, MAIN):
        for about, kind, for_day in wanted:
            _letter, made = Reminder.objects.using(MAIN.alias).get_or_create(
                task=about, person=recipient.key, kind=kind, for_day=for_day
            )
            new += made
    return new


def still_wanted(letter: Reminder, today: date) -> bool:
    """Whether a letter that waited (for the mail server) still says something true and new."""
    if letter.state != ReminderState.WAITING:
        return False
    if letter.kind == ReminderKind.DIGEST:
        return (today - letter.for_day).days < LATE_EVERY_DAYS
    task = letter.task
    if task is None or not task.is_open:
        return False
    if letter.kind == ReminderKind.ASKED:
        return True
    return task.due is not None and wanted_letter(task.due, today) == (letter.kind, letter.for_day)
