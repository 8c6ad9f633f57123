"""One's own tasks, and the register of all one may see."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from hamroh.commons.inbox import selectors
from hamroh.commons.inbox.models import Task
from hamroh.kernel.organisations.models import Organisation
from hamroh.kernel.people.models import role_choices
from hamroh.kernel.people.roles import BY_KEY
from hamroh.web.components.register import Column, Empty, Register, SavedView
from hamroh.web.desk.exports import export_register
from hamroh.web.desk.inbox.waiting import as_waits, state_of
from hamroh.web.desk.ledger.doers import Doers
from hamroh.web.permissions import page

MOST_WAITING = 200
STATES = (("open", gettext_lazy("Open")), ("late", gettext_lazy("Late")), ("closed", gettext_lazy("Closed")))


@require_safe
@page("inbox.view")
def tasks(request: HttpRequest) -> HttpResponse:
    """What waits for the reader in the role acted in."""
    acting = request.acting  # type: ignore[attr-defined]
    waiting = list(selectors.waiting_for(acting.actor)[: MOST_WAITING + 1])
    context = {
        "waiting": as_waits(waiting[:MOST_WAITING]),
        "more": len(waiting) > MOST_WAITING,
        "may_assign": acting.may("inbox.assign"),
    }
    return render(request, "desk/inbox/tasks.html", context)


class TaskFilter(django_filters.FilterSet):
    """By state and by the role it waits for."""

    state = django_filters.ChoiceFilter(label=gettext_lazy("State"), choices=STATES, method="in_state")
    role = django_filters.ChoiceFilter(
        label=gettext_lazy("Waits for the role"), field_name="assignee_role", choices=role_choices
    )

    class Meta:
        model = Task
        fields: list[str] = []

    def in_state(self, found: QuerySet[Task], name: str, state: str) -> QuerySet[Task]:
        """Open, late (open and past the day) or closed."""
        if state == "closed":
            return found.exclude(closed_at=None)
        found = found.filter(closed_at=None)
        return found.filter(due__lt=timezone.localdate()) if state == "late" else found


class Holders:
    """Whom tasks wait for, in words; people and organisations of a page are read at once."""

    def __init__(self) -> None:
        self.doers = Doers()
        self._organisations: dict[int, str] = {}

    def meet(self, found: list[Task]) -> None:
        """Read the names behind all these tasks."""
        self.doers.meet(key for task in found for key in (task.assignee_person, task.created_by))
        wanted = {task.organisation_id for task in found if task.organisation_id} - set(self._organisations)
        if wanted:
            bodies = Organisation.objects.filter(pk__in=wanted).only("pk", "names", "org_id")
            self._organisations |= {body.pk: str(body) for body in bodies}

    def name(self, task: Task) -> str:
        """A person, or a role with its organisation."""
        if task.assignee_person:
            return self.doers.name(task.assignee_person)
        if task.organisation_id and task.organisation_id not in self._organisations:
            self.meet([task])
        role = BY_KEY.get(task.assignee_role)
        parts = [
            str(role.label) if role else task.assignee_role,
            self._organisations.get(task.organisation_id or 0, ""),
        ]
        return ", ".join(part for part in parts if part)


def columns(holders: Holders) -> tuple[Column, ...]:
    """The columns; names come from `holders`."""
    today = timezone.localdate()
    return (
        Column(
            key="title",
            label=gettext_lazy("Task"),
            value=lambda task: task.title.text,
            language=lambda task: task.title.lang,
            href=lambda task: reverse("inbox:record", args=[task.pk]),
            fixed=True,
            wide=True,
        ),
        Column(
            key="state",
            label=gettext_lazy("State"),
            value=lambda task: state_of(task, today),
            template="desk/inbox/state.html",
            export=lambda task: state_of(task, today)[1],
        ),
        Column(key="waits_for", label=gettext_lazy("Waits for"), value=holders.name, wide=True),
        Column(key="due", label=gettext_lazy("Due"), sort=("due",)),
        Column(
            key="opened_by", label=gettext_lazy("Opened by"), value=lambda task: holders.doers.name(task.created_by)
        ),
        Column(key="opened_at", label=gettext_lazy("Opened"), sort=("opened_at",), default=False),
    )


def _register(request: HttpRequest) -> tuple[Register, Holders]:
    holders = Holders()
    listed = Register(
        request=request,
        queryset=selectors.visible_to(None, request.acting.actor),  # type: ignore[attr-defined]
        columns=columns(holders),
        caption=gettext_lazy("Tasks"),
        filters=TaskFilter,
        ordering=("closed_at", "due", "opened_at"),
        views=(
            SavedView(label=gettext_lazy("Open"), query="state=open"),
            SavedView(label=gettext_lazy("Late"), query="state=late"),
        ),
        empty=Empty(
            title=gettext_lazy("No task yet"),
            text=gettext_lazy("Work that waits for somebody stands here, with the day by which it is due."),
        ),
        export_href=reverse("inbox:export"),
    )
    return listed, holders


@require_safe
@page("inbox.view")
def register(request: HttpRequest) -> HttpResponse:
    """All tasks the reader may see, open and closed."""
    listed, holders = _register(request)
    holders.meet(listed.rows)
    context: dict[str, Any] = {"register": listed, "may_assign": request.acting.may("inbox.assign")}  # type: ignore[attr-defined]
    return render(request, "desk/inbox/register.html", context)


@require_safe
@page("inbox.view")
def export(request: HttpRequest) -> HttpResponse:
    """The same list as a workbook."""
    return export_register(request, _register(request)[0])
