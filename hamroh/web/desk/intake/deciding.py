"""Applying or discarding a file; the service decides whether the reader may."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hamroh.kernel.intake import services
from hamroh.kernel.intake.importers import UnknownImporter
from hamroh.kernel.intake.leases import Busy
from hamroh.kernel.intake.services import BatchNotReady
from hamroh.web.desk.intake.views import crumbs_of, visible
from hamroh.web.permissions import page


@require_POST
@page("intake.view")
def apply(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for the file to be applied in the background, without its refused lines when that was chosen."""
    batch = get_object_or_404(visible(request), pk=pk)
    actor = request.acting.actor  # type: ignore[attr-defined]
    try:
        services.apply_later(actor=actor, batch=batch, leave_out_refused=services.LEAVE_OUT in request.POST)
    except (BatchNotReady, UnknownImporter) as fault:
        messages.error(request, str(fault))
    return redirect("intake:record", batch.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@page("intake.view")
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the file up, after one question."""
    batch = get_object_or_404(visible(request), pk=pk)
    if request.method != "POST":
        context = {"batch": batch, "crumbs": crumbs_of(batch, _("Discard the file"))}
        return render(request, "desk/intake/discard.html", context)
    try:
        services.discard(actor=request.acting.actor, batch=batch)  # type: ignore[attr-defined]
    except (BatchNotReady, Busy, UnknownImporter) as fault:
        messages.error(request, str(fault))
    else:
        messages.success(request, _("The file was discarded."))
    return redirect("intake:record", batch.pk)
