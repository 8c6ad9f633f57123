"""Reading tasks: what waits for somebody, and what somebody may see."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from hamroh.kernel.ledger.actors import Actor
from hamroh.kernel.ledger.realms import MAIN, Realm
from hamroh.kernel.people.decisions import may

from .models import Task


def waiting_for(actor: Actor, *, realm: Realm = MAIN) -> QuerySet[Task]:
    """Open tasks that wait for the actor in the role he acts in, those due first on top."""
    return Task.objects.using(realm.alias).filter(_waits(actor), closed_at=None)


def count_due(actor: Actor, *, on: date | None = None, realm: Realm = MAIN) -> int:
    """How many of them are due on the day (today) or before: the number beside the bell."""
    return waiting_for(actor, realm=realm).filter(due__lte=on or timezone.localdate()).count()


def visible_to(tasks: QuerySet[Task] | None, viewer: Actor, *, realm: Realm = MAIN) -> QuerySet[Task]:
    """Tasks that wait or waited for the viewer, that he opened, or all where he may give tasks."""
    tasks = Task.objects.using(realm.alias) if tasks is None else tasks
    if may(viewer, "inbox.assign"):
        return tasks
    return tasks.none() if viewer.key == "anyone" else tasks.filter(_waits(viewer) | Q(created_by=viewer.key))


def about(subject: str, viewer: Actor, *, realm: Realm = MAIN) -> QuerySet[Task]:
    """Tasks about one record that the viewer may see: for that record's page."""
    return visible_to(None, viewer, realm=realm).filter(subject=subject)


def _waits(actor: Actor) -> Q:
    if actor.key == "anyone":
        return Q(pk__in=[])
    mine = Q(assignee_person=actor.key)
    if not actor.role:
        return mine
    here = Q(organisation_id=None) | Q(organisation_id=actor.organisation_id)
    return mine | (Q(assignee_person="", assignee_role=actor.role) & here)
