"""Looking for findings, deciding on one, taking a decision back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hamroh.web.permissions import page

from ...models import FindingKind, FindingState
from ...services.findings import FindingProblem, decide_finding, seek_findings_later, undo_finding
from .forms import DecisionForm
from .lists import countries
from .records import find, shown


@require_POST
@page("coordination.decide")
def seek(request: HttpRequest) -> HttpResponse:
    """Ask for a look at the reports; it is done in the background."""
    actor = request.acting.actor  # type: ignore[attr-defined]
    country = request.POST.get("country", "")
    if country not in countries():
        messages.error(request, _("Choose a country from the list."))
        return redirect("coordination:finding-register")
    which = "latest" if request.POST.get("which") == "latest" else "published"
    seek_findings_later(actor=actor, country=country, which=which)  # type: ignore[arg-type]
    messages.success(request, _("The rules are being applied. Open this list again in a minute."))
    return redirect(f"{reverse('coordination:finding-register')}?country={country}")


@require_POST
@page("coordination.decide")
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm or dismiss."""
    finding = find(request, pk)
    form = DecisionForm(request.POST, kind=finding.kind)
    if not form.is_valid():
        return shown(request, finding, form, status=422)
    try:
        decided = decide_finding(actor=request.acting.actor, finding=finding, **form.cleaned_data)  # type: ignore[attr-defined]
    except FindingProblem as fault:
        finding.refresh_from_db()
        if finding.state != FindingState.OPEN:
            messages.error(request, str(fault))
            return redirect("coordination:finding-record", pk)
        form.add_error(fault.field if fault.field in form.fields else None, str(fault))
        return shown(request, finding, form, status=422)
    if decided.state == FindingState.DISMISSED:
        messages.success(request, _("Dismissed. It is asked again only when its figures change materially."))
    elif decided.kind == FindingKind.GAP:
        messages.success(request, _("Confirmed: the gap stands on the agenda, with its figures."))
    else:
        messages.success(request, _("Confirmed."))
    return redirect("coordination:finding-record", pk)


@require_POST
@page("coordination.decide")
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the decision back."""
    try:
        undo_finding(actor=request.acting.actor, finding=find(request, pk))  # type: ignore[attr-defined]
    except FindingProblem as fault:
        messages.error(request, str(fault))
    else:
        messages.success(request, _("The decision was taken back: the finding is open again."))
    return redirect("coordination:finding-record", pk)
