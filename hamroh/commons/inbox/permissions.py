"""Who may close, open again, hand over or remind: whom a task waits for, who opened it, who may give tasks."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from hamroh.kernel.ledger.actors import Actor
from hamroh.kernel.people.decisions import SIGN_IN_FIRST, Decision, may

from .models import Task

WAITS_FOR_YOU = Decision(True, _("This task waits for you."))
YOU_OPENED_IT = Decision(True, _("You opened this task."))
NOT_YOURS = Decision(
    False, _("This task waits for somebody else."), _("Ask them, or whoever opened the task, to do this.")
)
ALREADY_CLOSED = Decision(False, _("This task is already closed."), _("Open it again first."))
STILL_OPEN = Decision(False, _("This task is still open."), _("There is nothing to open again."))
OPEN_ELSEWHERE = Decision(
    False, _("The same task was opened anew in the meantime."), _("Go on with the new one; this one stays closed.")
)
DUE_IN_THE_PAST = Decision(False, _("The day by which it is due has passed."), _("Choose today or a later day."))


def waits_for(task: Task, actor: Actor) -> bool:
    """Whether the task waits for the actor in the role he acts in."""
    if task.assignee_person:
        return task.assignee_person == actor.key
    here = task.organisation_id is None or task.organisation_id == actor.organisation_id
    return bool(actor.role) and task.assignee_role == actor.role and here


def may_handle(actor: Actor, task: Task) -> Decision:
    """Whether the actor may do anything to the task at all."""
    if actor.is_system:
        return may(actor, "inbox.assign")
    # In the care realm staff have a key and no person id: who has neither has not signed in.
    if actor.key == "anyone":
        return SIGN_IN_FIRST
    if waits_for(task, actor):
        return WAITS_FOR_YOU
    if task.created_by == actor.key:
        return YOU_OPENED_IT
    giver = may(actor, "inbox.assign")
    return giver if giver else NOT_YOURS


def due_is_ahead(due: date | None, today: date) -> bool:
    """A task cannot be due before it exists."""
    return due is None or due >= today
