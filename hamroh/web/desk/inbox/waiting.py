"""Tasks as pages list them, and the number beside the bell."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hamroh.commons.inbox import selectors
from hamroh.commons.inbox.models import ClosedReason, Task
from hamroh.web.components.records import Tone, Wait

SOON = 2


def state_of(task: Task, today: date) -> tuple[Tone, str]:
    """The mark of a task: how bad, and in words."""
    if not task.is_open:
        return Tone.GOOD if task.closed_reason == ClosedReason.DONE else Tone.PLAIN, str(
            task.get_closed_reason_display()
        )
    left = task.days_left(today)
    if left is None:
        return Tone.PLAIN, _("Open")
    if left < 0:
        return Tone.BAD, ngettext("Late %(days)s day", "Late %(days)s days", -left) % {"days": -left}
    if left == 0:
        return Tone.WARN, _("Due today")
    tone = Tone.WARN if left <= SOON else Tone.PLAIN
    return tone, ngettext("Due in %(days)s day", "Due in %(days)s days", left) % {"days": left}


def as_waits(tasks: Iterable[Task], today: date | None = None) -> list[Wait]:
    """Lines of a list of what waits; each leads to the task's own page."""
    today = today or timezone.localdate()
    lines = []
    for task in tasks:
        tone, state = state_of(task, today)
        title = task.title
        href = reverse("inbox:record", args=[task.pk])
        lines.append(Wait(title=title.text, href=href, state=state, tone=tone, due=task.due, language=title.lang))
    return lines


def due_now(request: HttpRequest) -> int:
    """How many tasks are due today or late for the reader in the role acted in; 0 for a visitor."""
    acting = getattr(request, "acting", None)
    if acting is None or acting.assignment is None:
        return 0
    return selectors.count_due(acting.actor)
