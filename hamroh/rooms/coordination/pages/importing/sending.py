"""Choosing whose report a file is, and sending it. It is read in the background; applying it is another step."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from hamroh.formats.spreadsheet import SpreadsheetRefused
from hamroh.kernel.documents.refusals import DocumentRefused, StorageFull
from hamroh.kernel.intake import selectors as intake
from hamroh.kernel.intake.models import Batch, BatchState
from hamroh.kernel.intake.services import receive
from hamroh.kernel.ledger.actors import Actor
from hamroh.kernel.people.decisions import may
from hamroh.web.components.records import Crumb, Wait
from hamroh.web.desk.intake.views import TONES
from hamroh.web.permissions import page

from ...importing.layout import IMPORTER
from ...importing.sureness import is_sure
from ...models import Reporter, Round
from ...permissions import may_report
from ...selectors.rounds import OPEN, reporters_of, visible_to

MOST_SHOWN = 5
# Late reports and corrections of what is published are the secretariat's to take in.
_SHOWN_TO_CALLERS = (*OPEN, "published")


class FileForm(forms.Form):
    """A report as a file."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.tsv,text/csv"}),
        help_text=gettext_lazy("The workbook that you got from here, or your own table: .xlsx, .csv or .tsv."),
        max_length=200,
    )
    keep_missing = forms.BooleanField(
        label=gettext_lazy("The file holds only a part of the report"),
        required=False,
        help_text=gettext_lazy(
            "Then lines that it does not hold stay. Without it they are removed; you see them first."
        ),
    )


@require_safe
@page("coordination.report")
def choose(request: HttpRequest) -> HttpResponse:
    """Whose report is it: all reporters of the rounds that take reports, or the own ones."""
    actor = _actor(request)
    offered = [(one, _reporters(one, actor)) for one in _rounds(actor)]
    context = {
        "rounds": [(round_, reporters) for round_, reporters in offered if reporters],
        "crumbs": _crumbs(Crumb(label=_("Send a file"))),
        "recent": recent(actor),
    }
    return render(request, "coordination/importing/choose.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@page("coordination.report")
def send(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a file as the next report of one reporter; then its preview opens, or first the question of its columns."""
    actor = _actor(request)
    reporter = get_object_or_404(Reporter.objects.select_related("round", "organisation", "place"), pk=pk)
    decision = may_report(actor, reporter)
    if not decision:
        if reporter not in reporters_of(reporter.round, actor):
            raise PermissionDenied(str(decision.reason))
        messages.error(request, f"{decision.reason} {decision.remedy}".strip())
        return redirect("coordination:import")
    form = FileForm(request.POST if request.method == "POST" else None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        batch = _received(form, actor, reporter)
        if batch is not None:
            messages.success(request, _("The file is being read. Nothing is changed before you apply it."))
            return redirect(_next_page(form.cleaned_data["file"], actor, batch))
    above = Crumb(label=_("Send a file"), href=reverse("coordination:import"))
    crumbs = _crumbs(above, Crumb(label=str(reporter)))
    context = {"form": form, "reporter": reporter, "recent": recent(actor), "crumbs": crumbs}
    return render(request, "coordination/importing/send.html", context)


def _received(form: FileForm, actor: Actor, reporter: Reporter) -> Batch | None:
    uploaded = form.cleaned_data["file"]
    options = {"reporter": reporter.pk, "keep_missing": form.cleaned_data["keep_missing"]}
    try:
        return receive(actor=actor, importer=IMPORTER, stream=uploaded, file_name=uploaded.name, options=options)
    except (DocumentRefused, StorageFull) as fault:
        form.add_error("file", str(fault))
        return None


def _next_page(stream: Any, actor: Actor, batch: Batch) -> str:
    """The preview, which says what is wrong with a file that cannot be read; else the question of the columns."""
    stream.seek(0)
    try:
        sure = is_sure(stream, organisation_id=actor.organisation_id)
    except SpreadsheetRefused:
        sure = True
    return reverse("intake:record" if sure else "coordination:import-columns", args=[batch.pk])


def recent(actor: Actor) -> list[Wait]:
    """The latest files of this kind, with what became of them."""
    return [
        Wait(
            title=batch.file_name or f"#{batch.pk}", href=reverse("intake:record", args=[batch.pk]),
            state=batch.get_state_display(), tone=TONES[BatchState(batch.state)], due=batch.created_at.date(),
        )
        for batch in intake.batches(actor).filter(importer=IMPORTER)[:MOST_SHOWN]
    ]  # fmt: skip


def _rounds(actor: Actor) -> list[Round]:
    stages = _SHOWN_TO_CALLERS if may(actor, "coordination.call") else OPEN
    return list(visible_to(actor).filter(stage__in=stages).order_by("-period_end", "-pk"))


def _reporters(round_: Round, actor: Actor) -> list[Reporter]:
    return [one for one in reporters_of(round_, actor) if may_report(actor, one)]


def _crumbs(*more: Crumb) -> list[Crumb]:
    return [Crumb(label=_("Coordination"), href=reverse("coordination:overview")), *more]


def _actor(request: HttpRequest) -> Actor:
    return request.acting.actor  # type: ignore[attr-defined,no-any-return]
