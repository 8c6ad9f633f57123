"""Bringing a file of statistics: upload, preview, take in, report."""

from __future__ import annotations

import uuid
from typing import Any, BinaryIO

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hamroh.commons.indicators.adapters import NoAdapter
from hamroh.commons.indicators.areas import area_name
from hamroh.commons.indicators.models import Indicator
from hamroh.formats.spreadsheet import SpreadsheetRefused
from hamroh.kernel.background import selectors as jobs
from hamroh.kernel.documents import content_store
from hamroh.kernel.documents.refusals import DocumentRefused, StorageFull
from hamroh.kernel.ledger.realms import MAIN
from hamroh.web.components.records import Crumb, Figure
from hamroh.web.desk.indicators.forms import UploadForm
from hamroh.web.desk.indicators.previewing import Preview, preview_of
from hamroh.web.desk.indicators.taking import IMPORT, Brought, brought_by, keep, take_later
from hamroh.web.desk.jobs.states import progress_of
from hamroh.web.permissions import page


@require_http_methods(["GET", "HEAD", "POST"])
@page("indicators.import")
def upload(request: HttpRequest) -> HttpResponse:
    """Choose a file; POST keeps it and shows what it would change."""
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            brought, preview = _read(form)
        except (SpreadsheetRefused, NoAdapter, DocumentRefused, StorageFull) as fault:
            form.add_error("file", str(fault))
        else:
            return render(request, "desk/indicators/preview.html", _preview_context(brought, preview))
    context = {"form": form, "crumbs": _crumbs(_("Import figures"))}
    return render(request, "desk/indicators/import.html", context)


def _read(form: UploadForm) -> tuple[Brought, Preview]:
    wanted = form.cleaned_data
    file: UploadedFile = wanted["file"]
    stream: BinaryIO = file.file  # type: ignore[assignment]
    sha256, name = keep(stream, file.name or "")
    retrieved = wanted["retrieved"].isoformat() if wanted["retrieved"] else ""
    brought = Brought(sha256, name, wanted["kind"], wanted["edition"], retrieved)
    with content_store.open_content(sha256, MAIN) as content:
        return brought, preview_of(content, kind=brought.kind or None, edition=brought.edition)


def _preview_context(brought: Brought, preview: Preview) -> dict[str, Any]:
    names = {one.code: one for one in Indicator.objects.filter(code__in={fact.indicator for _d, fact in preview.shown})}
    return {
        "brought": brought,
        "token": brought.token(),
        "preview": preview,
        "crumbs": _crumbs(_("Import figures"), brought.name),
        "figures": _figures(preview.created, preview.updated, preview.unchanged, len(preview.refused)),
        "shown": [
            {
                "indicator": names.get(fact.indicator, fact.indicator),
                "where": " ← ".join(area_name(code) for code in (fact.country, fact.counterpart) if code),
                "fact": fact,
                "decimals": names[fact.indicator].decimals if fact.indicator in names else 0,
            }
            for _dataset, fact in preview.shown
        ],
    }


def _figures(created: int, updated: int, unchanged: int, refused: int) -> list[Figure]:
    return [
        Figure(label=_("New figures"), value=created),
        Figure(label=_("Changed figures"), value=updated),
        Figure(label=_("Unchanged figures"), value=unchanged),
        Figure(label=_("Refused lines"), value=refused),
    ]


def _crumbs(*labels: str) -> list[Crumb]:
    return [
        Crumb(label=_("Indicators"), href=reverse("indicators:register")),
        *(Crumb(label=label) for label in labels),
    ]


@require_POST
@page("indicators.import")
def take(request: HttpRequest) -> HttpResponse:
    """Take the previewed file in."""
    brought = brought_by(request.POST.get("token", ""))
    if brought is None:
        messages.error(request, _("This preview is too old or was changed. Bring the file again."))
        return redirect("indicators:import")
    job = take_later(actor=request.acting.actor, brought=brought)  # type: ignore[attr-defined]
    return redirect("indicators:imported", job.pk)


@never_cache
@require_safe
@page("indicators.import")
def imported(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Progress while it runs, then what became of the file."""
    actor = request.acting.actor  # type: ignore[attr-defined]
    job = get_object_or_404(jobs.visible_to(None, actor).filter(task=IMPORT), pk=pk)
    report = job.result
    context: dict[str, Any] = {
        "job": job,
        "name": job.arguments.get("name", ""),
        "crumbs": _crumbs(_("Import figures"), job.arguments.get("name", "")),
        "progress": progress_of(job, actor),
    }
    if report:
        counts = [int(report.get(key, 0)) for key in ("created", "updated", "unchanged", "refused")]
        context |= {"report": report, "figures": _figures(*counts), "problems": report.get("problems", [])}
    return render(request, "desk/indicators/imported.html", context)
