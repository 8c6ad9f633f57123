"""Background work. Whoever asked for work sees it; a role that may see all of it has the register."""

from __future__ import annotations

import uuid
from typing import Any

import django_filters
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from hamroh.kernel.background import selectors, services
from hamroh.kernel.background.models import Job, JobState
from hamroh.kernel.background.selectors import label_of
from hamroh.kernel.ledger.services import subject_of
from hamroh.web.components.records import Crumb, Fact
from hamroh.web.components.register import Column, Empty, Register, SavedView
from hamroh.web.desk import timeline
from hamroh.web.desk.jobs.states import TONES, progress_of
from hamroh.web.desk.ledger.doers import Doers
from hamroh.web.permissions import page


def task_choices() -> list[tuple[str, str]]:
    """The kinds of work that were ever asked for."""
    tasks = Job.objects.order_by().values_list("task", flat=True).distinct()
    return sorted(((task, str(label_of(Job(task=task)))) for task in tasks), key=lambda pair: pair[1])


class JobFilter(django_filters.FilterSet):
    """By state and kind."""

    state = django_filters.ChoiceFilter(label=gettext_lazy("State"), choices=JobState.choices)
    task = django_filters.ChoiceFilter(label=gettext_lazy("Work"), choices=task_choices)

    class Meta:
        model = Job
        fields: list[str] = []


def columns(doers: Doers) -> tuple[Column, ...]:
    """The columns; the names of those who asked come from `doers`."""
    return (
        Column(
            key="work",
            label=gettext_lazy("Work"),
            value=label_of,
            sort=("task",),
            fixed=True,
            wide=True,
            href=lambda job: reverse("jobs:record", args=[job.pk]),
        ),
        Column(
            key="state",
            label=gettext_lazy("State"),
            value=lambda job: (TONES[JobState(job.state)], job.get_state_display()),
            sort=("state",),
            template="desk/jobs/state.html",
        ),
        Column(key="asked_by", label=gettext_lazy("Asked for by"), value=lambda job: doers.name(job.actor_key)),
        Column(key="created_at", label=gettext_lazy("Asked for"), sort=("created_at",)),
        Column(key="done", label=gettext_lazy("Done"), numeric=True),
        Column(key="total", label=gettext_lazy("Of"), numeric=True),
        Column(key="finished_at", label=gettext_lazy("Ended"), sort=("finished_at",)),
    )


@require_safe
@page("jobs.view")
def register(request: HttpRequest) -> HttpResponse:
    """All background work, the latest first."""
    doers = Doers()
    listed = Register(
        request=request,
        queryset=selectors.visible_to(None, request.acting.actor),  # type: ignore[attr-defined]
        columns=columns(doers),
        caption=gettext_lazy("Background work"),
        filters=JobFilter,
        ordering=("-created_at",),
        views=(
            SavedView(label=gettext_lazy("Running"), query="state=running"),
            SavedView(label=gettext_lazy("Failed"), query="state=failed"),
        ),
        empty=Empty(
            title=gettext_lazy("No background work yet"),
            text=gettext_lazy(
                "Imports, exports and checks that take longer than a page run here and tell when they are done."
            ),
        ),
    )
    doers.meet(job.actor_key for job in listed.rows)
    return render(request, "desk/jobs/register.html", {"register": listed})


@never_cache
@require_safe
@page("desk.view")
def record(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One job: its progress while it runs, then what came of it."""
    job, actor = _seen(request, pk), request.acting.actor  # type: ignore[attr-defined]
    doers = Doers()
    may_list = request.acting.may("jobs.view")  # type: ignore[attr-defined]
    context: dict[str, Any] = {
        "job": job,
        "label": label_of(job),
        "progress": progress_of(job, actor),
        "facts": _facts(job, doers),
        "events": timeline.of_subject(subject_of(job)),
        "crumbs": [
            Crumb(label=_("Background work"), href=reverse("jobs:register") if may_list else ""),
            Crumb(label=label_of(job)),
        ],
    }
    return render(request, "desk/jobs/record.html", context)


def _facts(job: Job, doers: Doers) -> list[Fact]:
    facts = [
        Fact(label=_("Asked for by"), value=doers.name(job.actor_key)),
        Fact(label=_("Asked for"), value=job.created_at),
        Fact(label=_("Started"), value=job.started_at),
        Fact(label=_("Ended"), value=job.finished_at),
        Fact(label=_("Attempts"), value=job.attempts),
    ]
    if job.error_code:
        facts.append(Fact(label=_("Error"), value=job.error_code))
    return facts


@never_cache
@require_safe
@page("desk.view")
def progress(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The progress alone, as the page asks for it every two seconds."""
    job = _seen(request, pk)
    item = progress_of(job, request.acting.actor)  # type: ignore[attr-defined]
    return render(request, "desk/jobs/progress.html", {"item": item})


@require_POST
@page("desk.view")
def stop(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Ask a job to stop; the service decides whether the reader may."""
    job = services.cancel(actor=request.acting.actor, job=_seen(request, pk))  # type: ignore[attr-defined]
    if job.state == JobState.CANCELLED:
        messages.success(request, _("Stopped: it had not begun yet."))
    else:
        messages.success(request, _("It stops before its next step. What it has done so far stays."))
    return redirect("jobs:record", job.pk)


def _seen(request: HttpRequest, pk: uuid.UUID) -> Job:
    return get_object_or_404(selectors.visible_to(None, request.acting.actor), pk=pk)  # type: ignore[attr-defined]
