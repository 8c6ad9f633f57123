"""One reporter's report, open by its link: the workbook, lines on the page, "nothing changed", a file."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hamroh.kernel.background.models import UNFINISHED, Job
from hamroh.kernel.documents.refusals import DocumentRefused, StorageFull
from hamroh.kernel.intake import selectors as intake
from hamroh.kernel.intake import services as files
from hamroh.kernel.intake.importers import UnknownImporter
from hamroh.kernel.intake.importers import importer as importer_of
from hamroh.kernel.intake.models import Batch, BatchState, FaultSeverity
from hamroh.kernel.people.decisions import Refused
from hamroh.web.components.records import Crumb, Figure, Tone
from hamroh.web.desk.activities.editing import posted

from ... import services
from ...permissions import may_report, require_report
from ...selectors.carrying import base_of, previous_of
from ...selectors.reporters import asked
from ...services.reporting import ReportProblem
from ...services.versions import ReportMoved
from ..reports import lines, showing
from ..reports.views import last_report, workbook_file
from ..reports.ways import Way
from .opening import by_link

IMPORTER = "4w"
JOBS = ("intake.read", "intake.apply")
MOST_FAULTS = 100
FAULT_TONES = {FaultSeverity.ERROR: Tone.BAD, FaultSeverity.WARNING: Tone.WARN, FaultSeverity.INFO: Tone.PLAIN}


class FileForm(forms.Form):
    """The filled workbook, or any table."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.tsv"}),
        help_text=gettext_lazy(
            "The workbook from here with your changes, or your own table. You see first what would change."
        ),
        max_length=200,
    )


def _crumbs(way: Way, *more: Crumb) -> list[Crumb]:
    return [Crumb(label=_("Report"), href=way.home), *more]


@require_safe
@by_link
def home(request: HttpRequest, way: Way) -> HttpResponse:
    """What was reported last and the ways to report now."""
    reporter = way.reporter
    report = last_report(reporter)
    allowed = may_report(way.actor, reporter)
    row = asked([reporter], way.actor)[0]
    context = {
        "reporter": reporter, "round": reporter.round, "report": report, "way": way, "allowed": allowed,
        "mark": showing.standing_mark(row), "row": row,
        "stages": showing.stages_of(report.stage) if report else (),
        "next_step": showing.next_step(reporter, report),
        "may_repeat": allowed and not reporter.latest and previous_of(reporter) is not None,
        "register": lines.register_of(request, base_of(reporter), way if allowed else None),
        "file_form": FileForm() if allowed and _takes_files() else None,
        "send_to": reverse("coordination:link-send", args=[way.token]),
        "files": _files(way),
    }  # fmt: skip
    return render(request, "coordination/link/home.html", context)


def _takes_files() -> bool:
    try:
        importer_of(IMPORTER)
    except UnknownImporter:
        return False
    return True


@require_safe
@by_link
def workbook(request: HttpRequest, way: Way) -> HttpResponseBase:
    """The workbook with the last lines, in the language of the page."""
    return workbook_file(way.reporter)


@require_POST
@by_link
def unchanged(request: HttpRequest, way: Way) -> HttpResponse:
    """Nothing has changed since the last round."""
    try:
        report = services.report_unchanged(actor=way.actor, reporter=way.reporter)
    except (ReportProblem, ReportMoved, Refused) as fault:
        messages.error(request, _said(fault))
    else:
        lines.tell_saved(request, report)
    return redirect(way.home)


@require_http_methods(["GET", "HEAD", "POST"])
@by_link
def add_line(request: HttpRequest, way: Way) -> HttpResponse:
    """A new line."""
    require_report(way.actor, way.reporter)
    return lines.line_page(request, way, "", _crumbs(way), "coordination/link/line.html")


@require_http_methods(["GET", "HEAD", "POST"])
@by_link
def line(request: HttpRequest, way: Way, key: str) -> HttpResponse:
    """Change a line."""
    require_report(way.actor, way.reporter)
    return lines.line_page(request, way, key, _crumbs(way), "coordination/link/line.html")


@require_http_methods(["GET", "HEAD", "POST"])
@by_link
def remove_line(request: HttpRequest, way: Way, key: str) -> HttpResponse:
    """Take a line out."""
    require_report(way.actor, way.reporter)
    return lines.remove_page(request, way, key, _crumbs(way), "coordination/link/remove_line.html")


@require_http_methods(["GET", "HEAD", "POST"])
@by_link
def send(request: HttpRequest, way: Way) -> HttpResponse:
    """Send a file: it is read first, and nothing changes before the next page is confirmed."""
    require_report(way.actor, way.reporter)
    form = FileForm(posted(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        uploaded = form.cleaned_data["file"]
        try:
            batch = files.receive(
                actor=way.actor, importer=IMPORTER, stream=uploaded, file_name=uploaded.name,
                options={"reporter": way.reporter.pk},
            )  # fmt: skip
        except (DocumentRefused, StorageFull) as fault:
            form.add_error("file", str(fault))
        else:
            return redirect("coordination:link-file", way.token, batch.pk)
    title = _("Send a file")
    context = {"form": form, "way": way, "title": title, "crumbs": _crumbs(way, Crumb(label=title))}
    return render(request, "coordination/link/send.html", context)


def _files(way: Way) -> list[Batch]:
    """Files that came by this very link, the latest first."""
    sent = Batch.objects.filter(importer=IMPORTER, actor=way.actor.key, options__reporter=way.reporter.pk)
    return list(sent.order_by("-pk")[:5])


def _batch(way: Way, pk: int) -> Batch:
    found = Batch.objects.filter(
        pk=pk, importer=IMPORTER, actor=way.actor.key, options__reporter=way.reporter.pk
    ).first()
    if found is None:
        raise Http404
    return found


@require_safe
@by_link
def file(request: HttpRequest, way: Way, pk: int) -> HttpResponse:
    """What a file would change, and what is wrong in it, with the cell."""
    batch = _batch(way, pk)
    running = Job.objects.filter(key__in=[f"{task}:{batch.pk}" for task in JOBS], state__in=UNFINISHED).exists()
    counts = batch.counts
    faults = list(intake.faults(batch)[: MOST_FAULTS + 1])
    title = batch.file_name or _("File")
    context: dict[str, Any] = {
        "batch": batch, "way": way, "title": title, "crumbs": _crumbs(way, Crumb(label=title)),
        "running": running or batch.state == BatchState.READING,
        "faults": [(FAULT_TONES[FaultSeverity(one.severity)].value, one) for one in faults[:MOST_FAULTS]],
        "more_faults": len(faults) > MOST_FAULTS,
        "figures": [
            Figure(label=_("Lines read"), value=counts.get("read", 0)),
            Figure(label=_("New"), value=counts.get("create", 0)),
            Figure(label=_("Changed"), value=counts.get("update", 0)),
            Figure(label=_("Removed"), value=counts.get("remove", 0)),
            Figure(label=_("Refused"), value=counts.get("refused", 0)),
        ],
        "may_apply": batch.state in {BatchState.STAGED, BatchState.APPLYING} and not running,
        "apply_to": reverse("coordination:link-apply", args=[way.token, batch.pk]),
    }  # fmt: skip
    return render(request, "coordination/link/file.html", context)


@require_POST
@by_link
def apply(request: HttpRequest, way: Way, pk: int) -> HttpResponse:
    """Send what the file holds as the report."""
    batch = _batch(way, pk)
    require_report(way.actor, way.reporter)
    try:
        files.apply_later(actor=way.actor, batch=batch)
    except (files.BatchNotReady, Refused) as fault:
        messages.error(request, _said(fault))
    return redirect("coordination:link-file", way.token, batch.pk)


def _said(fault: Exception) -> str:
    if isinstance(fault, Refused):
        return f"{fault.decision.reason} {fault.decision.remedy}".strip()
    return str(fault)
