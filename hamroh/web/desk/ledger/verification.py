"""The page on which the ledger is verified, and what the last verification found."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from hamroh.kernel.background.models import UNFINISHED, Job, JobState
from hamroh.web.components.records import Crumb
from hamroh.web.desk.jobs.states import progress_of
from hamroh.web.desk.ledger.checking import VERIFY, ask_for_verification, fault_in_words
from hamroh.web.permissions import page


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@page("ledger.verify")
def verify(request: HttpRequest) -> HttpResponse:
    """GET shows the work under way and the last result; POST asks for a verification."""
    actor = request.acting.actor  # type: ignore[attr-defined]
    if request.method == "POST":
        ask_for_verification(actor=actor)
        return redirect("ledger:verify")
    asked = Job.objects.filter(task=VERIFY).order_by("-created_at")
    running = asked.filter(state__in=UNFINISHED).first()
    latest = asked.first()
    last = asked.filter(state=JobState.DONE).first()
    context: dict[str, Any] = {
        "crumbs": [Crumb(label=_("Ledger"), href=reverse("ledger:register")), Crumb(label=_("Verify the ledger"))],
        "running": progress_of(running, actor) if running else None,
        "failed": progress_of(latest, actor) if latest and latest.state == JobState.FAILED else None,
        "last": last,
        "chains": _chains(last) if last else (),
    }
    context["faulty"] = sum(1 for chain in context["chains"] if chain["fault"])
    return render(request, "desk/ledger/verify.html", context)


def _chains(job: Job) -> list[dict[str, Any]]:
    """The chains of a result, those with a fault first."""
    chains = [{**report, "fault": fault_in_words(report)} for report in job.result.get("chains", ())]
    return sorted(chains, key=lambda chain: (not chain["fault"], chain["realm"] != "main", chain["chain"]))
