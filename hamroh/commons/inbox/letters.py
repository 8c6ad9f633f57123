"""The wording of letters, in the language of whoever gets them. Plain text: it arrives and reads everywhere."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext, override

from .models import Reminder, ReminderKind, Task
from .recipients import Recipient


def compose(letter: Reminder, tasks: Iterable[Task], recipient: Recipient, today: date) -> EmailMessage:
    """The mail for a letter: about its task, or (digest) about all `tasks` that wait."""
    with override(recipient.language):
        if letter.kind == ReminderKind.DIGEST:
            subject, lines = _digest(list(tasks), today)
        else:
            assert letter.task is not None
            subject, lines = _reminder(letter.task, today)
        body = "\n".join([*lines, "", gettext("All your tasks: {address}").format(address=_address("/")), ""])
    # The same letter has the same identifier, so that a mail server or reader can tell a repetition.
    identifier = f"<inbox-{letter.pk}-{letter.for_day.isoformat()}@{_host()}>"
    # A line break in a title would end the header.
    return EmailMessage(" ".join(subject.split()), body, to=[recipient.email], headers={"Message-ID": identifier})


def when(task: Task, today: date) -> str:
    """When a task is due, in words of the active language."""
    days = task.days_left(today)
    if task.due is None or days is None:
        return gettext("no fixed day")
    day = date_format(task.due, "DATE_FORMAT")
    if days == 0:
        return gettext("due today, {day}").format(day=day)
    if days > 0:
        return gettext("due on {day}").format(day=day)
    return ngettext("{days} day late: it was due on {day}", "{days} days late: it was due on {day}", -days).format(
        days=-days, day=day
    )


def _reminder(task: Task, today: date) -> tuple[str, list[str]]:
    title = task.title.text
    lines = [gettext("This task waits for you:"), "", *_entry(task, today)]
    return gettext("Reminder: {title}").format(title=title), lines


def _digest(tasks: list[Task], today: date) -> tuple[str, list[str]]:
    count = len(tasks)
    subject = ngettext("{count} task waits for you", "{count} tasks wait for you", count).format(count=count)
    lines = [gettext("What waits for you this week:")]
    for task in tasks:
        lines += ["", *_entry(task, today)]
    return subject, lines


def _entry(task: Task, today: date) -> list[str]:
    lines = [f"- {task.title.text}", f"  {when(task, today)}"]
    return [*lines, f"  {_address(task.href)}"] if task.href else lines


def _address(path: str) -> str:
    return f"{settings.HAMROH_ORIGIN}{path}"


def _host() -> str:
    return settings.HAMROH_ORIGIN.partition("//")[2].partition(":")[0].strip("/") or "localhost"
