"""One task: its page, and what can be done with it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hamroh.commons.inbox import selectors, services
from hamroh.commons.inbox.models import Task
from hamroh.commons.inbox.permissions import may_handle
from hamroh.commons.inbox.titles import Title
from hamroh.kernel.ledger.services import subject_of
from hamroh.kernel.people.decisions import Refused
from hamroh.web.components.records import Crumb, Fact
from hamroh.web.desk import timeline
from hamroh.web.desk.inbox.forms import AssigneeForm, ClosingForm, TaskForm
from hamroh.web.desk.inbox.lists import Holders
from hamroh.web.desk.inbox.waiting import state_of
from hamroh.web.desk.ledger.entries import page_of
from hamroh.web.permissions import page


def _seen(request: HttpRequest, pk: int) -> Task:
    return get_object_or_404(selectors.visible_to(None, request.acting.actor), pk=pk)  # type: ignore[attr-defined]


@require_safe
@page("inbox.view")
def record(request: HttpRequest, pk: int) -> HttpResponse:
    """What is to be done, by whom, until when, and where."""
    task = _seen(request, pk)
    decision = may_handle(request.acting.actor, task)  # type: ignore[attr-defined]
    holders = Holders()
    holders.meet([task])
    context: dict[str, Any] = {
        "task": task,
        "title": task.title,
        "state": state_of(task, timezone.localdate()),
        "crumbs": _crumbs(task.title.text),
        "facts": _facts(task, holders),
        "href": task.href or page_of(task.subject),
        "may_handle": bool(decision),
        "refusal": decision,
        "closing": ClosingForm(),
        "events": timeline.of_subject(subject_of(task)),
    }
    return render(request, "desk/inbox/record.html", context)


def _crumbs(*labels: str) -> list[Crumb]:
    return [Crumb(label=_("Tasks"), href=reverse("inbox:tasks")), *(Crumb(label=label) for label in labels)]


def _facts(task: Task, holders: Holders) -> list[Fact]:
    facts = [
        Fact(label=_("Waits for"), value=holders.name(task)),
        Fact(label=_("Due"), value=task.due),
        Fact(label=_("Opened by"), value=holders.doers.name(task.created_by)),
        Fact(label=_("Opened"), value=task.opened_at),
    ]
    if task.closed_at:
        facts += [
            Fact(label=_("Closed by"), value=holders.doers.name(task.closed_by)),
            Fact(label=_("Closed"), value=task.closed_at),
        ]
    return facts


@require_http_methods(["GET", "HEAD", "POST"])
@page("inbox.assign")
def assign(request: HttpRequest) -> HttpResponse:
    """Give a task to somebody."""
    form = TaskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        task = services.assign(
            actor=request.acting.actor,  # type: ignore[attr-defined]
            title=Title(text=form.cleaned_data["title"]),
            assignee=form.assignee(),
            due=form.cleaned_data["due"],
        )
        messages.success(request, _("The task was given."))
        return redirect("inbox:record", task.pk)
    title = _("Give a task")
    context = {"form": form, "crumbs": _crumbs(title), "title": title, "button": _("Give the task")}
    return render(request, "desk/inbox/form.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@page("inbox.view")
def hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the task wait for somebody else."""
    task, actor = _seen(request, pk), request.acting.actor  # type: ignore[attr-defined]
    decision = may_handle(actor, task)
    if not decision:
        raise Refused("inbox.view", decision)
    form = AssigneeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.hand_over(actor=actor, task=task, assignee=form.assignee())
        messages.success(request, _("The task waits for somebody else now."))
        return redirect("inbox:tasks")
    title = _("Hand the task over")
    context = {"form": form, "crumbs": _crumbs(task.title.text, title), "title": title, "button": _("Hand over")}
    return render(request, "desk/inbox/form.html", context)


@require_POST
@page("inbox.view")
def complete(request: HttpRequest, pk: int) -> HttpResponse:
    """Close the task."""
    task = _seen(request, pk)
    form = ClosingForm(request.POST)
    if form.is_valid():
        services.complete(actor=request.acting.actor, task=task, reason=form.cleaned_data["reason"])  # type: ignore[attr-defined]
        messages.success(request, _("The task is closed."))
        return redirect("inbox:tasks")
    messages.error(request, _("Choose why the task is closed."))
    return redirect("inbox:record", task.pk)


@require_POST
@page("inbox.view")
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a closed task again."""
    task = services.reopen(actor=request.acting.actor, task=_seen(request, pk))  # type: ignore[attr-defined]
    messages.success(request, _("The task is open again."))
    return redirect("inbox:record", task.pk)


@require_POST
@page("inbox.view")
def remind(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a letter to whom it waits for, once a day at most."""
    task = _seen(request, pk)
    letters = services.remind(actor=request.acting.actor, task=task)  # type: ignore[attr-defined]
    if letters:
        text = ngettext("%(number)s reminder is on its way.", "%(number)s reminders are on their way.", letters)
        messages.success(request, text % {"number": letters})
    else:
        messages.warning(
            request, _("Nobody was reminded: it was done today, or there is nobody with an e-mail address.")
        )
    return redirect("inbox:record", task.pk)
