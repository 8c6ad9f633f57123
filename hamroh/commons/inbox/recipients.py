"""Who gets a letter about a task, and in which language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from hamroh.kernel.ledger.realms import MAIN, Realm
from hamroh.kernel.people.models import Person, RoleAssignment

from .models import Task


@dataclass(frozen=True)
class Recipient:
    """A person who can be written to."""

    key: str
    email: str
    language: str


def recipients_of(task: Task, day: date, realm: Realm = MAIN) -> tuple[Recipient, ...]:
    """The people a task waits for on `day`, each once.

    Only in the main realm: a letter about care would carry the fact of care through the mail. Care staff see their
    tasks on their start page.
    """
    if realm is not MAIN:
        return ()
    people = Person.objects.filter(is_active=True).exclude(email="")
    if task.assignee_person:
        found = people.filter(pk=_number(task.assignee_person))
    else:
        held = RoleAssignment.objects.on(day).filter(role=task.assignee_role)
        if task.organisation_id is not None:
            held = held.filter(organisation_id=task.organisation_id)
        found = people.filter(pk__in=held.values("person_id"))
    return tuple(Recipient(person.key, person.email, person.language) for person in found.order_by("pk"))


def recipient(person_key: str) -> Recipient | None:
    """The person of this key, if he can still be written to."""
    person = Person.objects.filter(pk=_number(person_key), is_active=True).exclude(email="").first()
    return Recipient(person.key, person.email, person.language) if person else None


def waiting_for_person(person_key: str, day: date, tasks: QuerySet[Task] | None = None) -> QuerySet[Task]:
    """Open tasks that wait for a person of the main realm in any of the roles he holds on `day`."""
    tasks = Task.objects.using(MAIN.alias) if tasks is None else tasks
    waits = Q(assignee_person=person_key)
    for held in RoleAssignment.objects.on(day).filter(person_id=_number(person_key)):
        anywhere_or_here = Q(organisation_id=None) | Q(organisation_id=held.organisation_id)
        waits |= Q(assignee_person="", assignee_role=held.role) & anywhere_or_here
    return tasks.filter(waits, closed_at=None)


def _number(person_key: str) -> int:
    kind, _colon, number = person_key.partition(":")
    return int(number) if kind == "person" and number.isdigit() else 0
