"""What rests on a source that has changed: the list for reviewers, and confirming."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hamroh.commons.sources import selectors, services
from hamroh.commons.sources.models import Reliance
from hamroh.commons.sources.services import SourceProblem
from hamroh.web.components.records import Crumb
from hamroh.web.desk.sources.relying import RecordNames
from hamroh.web.permissions import page

MOST = 200


@require_safe
@page("sources.review")
def stale(request: HttpRequest) -> HttpResponse:
    """Records to look at again, longest waiting first."""
    actor = request.acting.actor  # type: ignore[attr-defined]
    rows = list(selectors.stale_reliances(actor)[: MOST + 1])
    names = RecordNames(actor)
    names.meet(row.subject for row in rows)
    context = {
        "rows": [(row, *names.of(row.subject)) for row in rows[:MOST]],
        "more": len(rows) > MOST,
        "crumbs": [
            Crumb(label=_("Legal sources"), href=reverse("sources:register")),
            Crumb(label=_("To be looked at again")),
        ],
    }
    return render(request, "desk/sources/stale.html", context)


@require_POST
@page("sources.review")
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm that a record holds under the version that was read."""
    reliance = get_object_or_404(Reliance.objects.select_related("article__instrument"), pk=pk)
    version = request.POST.get("version", "")
    try:
        services.confirm_reliance(
            actor=request.acting.actor,  # type: ignore[attr-defined]
            reliance=reliance,
            version=int(version) if version.isascii() and version.isdigit() and len(version) < 9 else 0,
            note=request.POST.get("note", "")[:500],
        )
    except SourceProblem as fault:
        messages.error(request, str(fault))
    else:
        messages.success(request, _("Confirmed: the record holds under the present wording."))
    if request.POST.get("back") == "stale":
        return redirect("sources:stale")
    return redirect("sources:record", reliance.article.instrument.key)
