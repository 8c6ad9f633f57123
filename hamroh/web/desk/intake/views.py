"""The register of files, and one file with its lines and faults."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from hamroh.kernel.background.models import UNFINISHED, Job
from hamroh.kernel.intake import importers, selectors
from hamroh.kernel.intake.models import Batch, BatchState, FaultSeverity, LineVerdict
from hamroh.kernel.intake.protocol import Importer
from hamroh.kernel.intake.services import LEAVE_OUT, may_leave_out
from hamroh.kernel.ledger.actors import Actor
from hamroh.kernel.ledger.services import subject_of
from hamroh.kernel.people.decisions import may
from hamroh.web.components.records import Crumb, Fact, Figure, Tab, Tone
from hamroh.web.components.register import Column, Empty, Register, SavedView
from hamroh.web.desk import timeline
from hamroh.web.desk.jobs.states import progress_of
from hamroh.web.desk.ledger.doers import Doers
from hamroh.web.permissions import page

MOST_LINES, MOST_FAULTS = 100, 200
TASKS = ("intake.read", "intake.apply")
TONES = MappingProxyType(
    {
        BatchState.READING: Tone.WARN,
        BatchState.STAGED: Tone.WARN,
        BatchState.APPLYING: Tone.WARN,
        BatchState.APPLIED: Tone.GOOD,
        BatchState.DISCARDED: Tone.PLAIN,
        BatchState.FAILED: Tone.BAD,
    }
)
# What the kinds of file are called; a kind that is not here stands under its key.
KINDS = MappingProxyType(
    {
        "iati": gettext_lazy("IATI file"),
        "4w": gettext_lazy("Who does what, where (4W)"),
    }
)


def kind_of(batch: Batch) -> Any:
    """What people call this kind of file."""
    return KINDS.get(batch.importer, batch.importer)


def kind_choices() -> list[tuple[str, Any]]:
    """The kinds that came in so far."""
    keys = Batch.objects.order_by().values_list("importer", flat=True).distinct()
    return sorted(((key, KINDS.get(key, key)) for key in keys), key=lambda pair: str(pair[1]))


class BatchFilter(django_filters.FilterSet):
    """By state, kind and file name."""

    q = django_filters.CharFilter(label=gettext_lazy("File name"), field_name="file_name", lookup_expr="icontains")
    state = django_filters.ChoiceFilter(label=gettext_lazy("State"), choices=BatchState.choices)
    importer = django_filters.ChoiceFilter(label=gettext_lazy("Kind"), choices=kind_choices)

    class Meta:
        model = Batch
        fields: list[str] = []


def _counted(key: str, label: Any) -> Column:
    return Column(key=key, label=label, value=lambda batch: batch.counts.get(key, 0), numeric=True)


def columns(doers: Doers) -> tuple[Column, ...]:
    """The columns; names come from `doers`."""
    return (
        Column(
            key="file",
            label=gettext_lazy("File"),
            value=lambda batch: batch.file_name or f"#{batch.pk}",
            sort=("file_name",),
            fixed=True,
            wide=True,
            href=lambda batch: reverse("intake:record", args=[batch.pk]),
            note=kind_of,
        ),
        Column(
            key="state",
            label=gettext_lazy("State"),
            value=lambda batch: (TONES[BatchState(batch.state)], batch.get_state_display()),
            sort=("state",),
            template="desk/intake/state.html",
        ),
        _counted("read", gettext_lazy("Lines")),
        _counted("create", gettext_lazy("New")),
        _counted("update", gettext_lazy("Changed")),
        _counted("unchanged", gettext_lazy("Unchanged")),
        _counted("refused", gettext_lazy("Refused")),
        Column(key="who", label=gettext_lazy("Who"), value=lambda batch: doers.name(batch.actor)),
        Column(key="created_at", label=gettext_lazy("Came in"), sort=("created_at",)),
    )


@require_safe
@page("intake.view")
def register(request: HttpRequest) -> HttpResponse:
    """All files the reader may see, the latest first."""
    doers = Doers()
    listed = Register(
        request=request,
        queryset=selectors.batches(request.acting.actor),  # type: ignore[attr-defined]
        columns=columns(doers),
        caption=gettext_lazy("Files that came in"),
        filters=BatchFilter,
        ordering=("-created_at", "-pk"),
        views=(SavedView(label=gettext_lazy("Ready to apply"), query="state=staged"),),
        empty=Empty(
            title=gettext_lazy("No file has come in yet"),
            text=gettext_lazy("A file is read into a preview first; nothing is changed before somebody applies it."),
        ),
    )
    doers.meet(batch.actor for batch in listed.rows)
    return render(request, "desk/intake/register.html", {"register": listed})


@never_cache
@require_safe
@page("intake.view")
def record(request: HttpRequest, pk: int) -> HttpResponse:
    """One file: counts, the lines by verdict, the faults with their place, the decision."""
    actor = request.acting.actor  # type: ignore[attr-defined]
    batch = get_object_or_404(selectors.batches(actor), pk=pk)
    verdict = request.GET.get("verdict", "")
    verdict = verdict if verdict in LineVerdict.values else ""
    lines = list(selectors.lines(batch, verdict=verdict or None)[: MOST_LINES + 1])
    faults = list(selectors.faults(batch)[: MOST_FAULTS + 1])
    running = Job.objects.filter(key__in=[f"{task}:{batch.pk}" for task in TASKS], state__in=UNFINISHED).first()
    decision = may_decide(actor, batch)
    undecided = batch.state in {BatchState.STAGED, BatchState.APPLYING} and not running
    whole = asks_about_refused(batch)
    context: dict[str, Any] = {
        "batch": batch,
        "crumbs": crumbs_of(batch),
        "state": (TONES[BatchState(batch.state)], batch.get_state_display()),
        "figures": _figures(batch),
        "facts": _facts(batch),
        "tabs": _tabs(batch, verdict),
        "lines": lines[:MOST_LINES],
        "more_lines": len(lines) > MOST_LINES,
        "faults": [(TONE_OF_FAULT[FaultSeverity(fault.severity)], fault) for fault in faults[:MOST_FAULTS]],
        "more_faults": len(faults) > MOST_FAULTS,
        "running": progress_of(running, actor) if running else None,
        "may_apply": decision and undecided and not whole,
        "may_leave_out": decision and undecided and whole,
        "links": links_of(batch, actor),
        "may_discard": decision and batch.state not in {BatchState.APPLIED, BatchState.DISCARDED} and not running,
        "to_apply": to_apply(batch),
        "events": timeline.of_subject(subject_of(batch)),
    }
    return render(request, "desk/intake/record.html", context)


TONE_OF_FAULT = MappingProxyType(
    {FaultSeverity.ERROR: Tone.BAD, FaultSeverity.WARNING: Tone.WARN, FaultSeverity.INFO: Tone.PLAIN}
)


def may_decide(actor: Actor, batch: Batch) -> bool:
    """Whether the actor may apply or discard this very file."""
    try:
        verb = importers.importer(batch.importer).verb
    except importers.UnknownImporter:
        return False
    if batch.actor == actor.key:
        return bool(may(actor, verb))
    return bool(may(actor, verb, organisation_id=batch.organisation if batch.organisation is not None else -1))


def importer_of(batch: Batch) -> Importer | None:
    """Who read the file; None when this installation has no such importer any more."""
    try:
        return importers.importer(batch.importer)
    except importers.UnknownImporter:
        return None


def asks_about_refused(batch: Batch) -> bool:
    """Whether the file is applied only when somebody chooses to leave its refused lines out."""
    importer = importer_of(batch)
    return importer is not None and may_leave_out(importer, batch) and not batch.options.get(LEAVE_OUT)


def links_of(batch: Batch, actor: Actor) -> list[tuple[Any, str]]:
    """Pages that the importer has for its files: (label, address)."""
    links = getattr(importer_of(batch), "links", None)
    return list(links(batch, actor)) if links is not None else []


def crumbs_of(batch: Batch, *more: str) -> list[Crumb]:
    """The way to a page of the file."""
    name = batch.file_name or f"#{batch.pk}"
    here = reverse("intake:record", args=[batch.pk]) if more else ""
    first = Crumb(label=_("Files that came in"), href=reverse("intake:register"))
    return [first, Crumb(label=name, href=here), *(Crumb(label=label) for label in more)]


def _figures(batch: Batch) -> list[Figure]:
    counts, outcome = batch.counts, batch.outcome
    figures = [
        Figure(label=_("Lines read"), value=counts.get("read", 0)),
        Figure(label=_("New"), value=counts.get("create", 0)),
        Figure(label=_("Changed"), value=counts.get("update", 0)),
        *([Figure(label=_("Removed"), value=counts["remove"])] if counts.get("remove") else []),
        Figure(label=_("Unchanged"), value=counts.get("unchanged", 0)),
        Figure(label=_("Refused"), value=counts.get("refused", 0)),
    ]
    told: Mapping[str, Any] = getattr(importer_of(batch), "told", {})
    figures += [Figure(label=label, value=counts[name]) for name, label in told.items() if counts.get(name)]
    if outcome:
        done = sum(outcome.get(name, 0) for name in ("created", "updated", "removed"))
        figures.append(Figure(label=_("Applied"), value=done, of=to_apply(batch)))
    return figures


def to_apply(batch: Batch) -> int:
    """How many lines applying would write."""
    return sum(batch.counts.get(verdict, 0) for verdict in (LineVerdict.CREATE, LineVerdict.UPDATE, LineVerdict.REMOVE))


def _facts(batch: Batch) -> list[Fact]:
    return [
        Fact(label=_("Kind"), value=kind_of(batch)),
        Fact(label=_("Who"), value=Doers().name(batch.actor)),
        Fact(label=_("Came in"), value=batch.created_at),
        Fact(label=_("Applied"), value=batch.applied_at),
        Fact(label=_("Hash of the content"), value=batch.sha256),
    ]


def _tabs(batch: Batch, verdict: str) -> list[Tab]:
    here = reverse("intake:record", args=[batch.pk])
    tabs = [Tab(label=_("All lines"), href=here, current=not verdict, count=batch.counts.get("read", 0))]
    for key, label in LineVerdict.choices:
        tabs.append(
            Tab(label=label, href=f"{here}?verdict={key}", current=verdict == key, count=batch.counts.get(key, 0))
        )
    return tabs


def visible(request: HttpRequest) -> QuerySet[Batch]:
    """The files the reader may see."""
    return selectors.batches(request.acting.actor)  # type: ignore[attr-defined]
