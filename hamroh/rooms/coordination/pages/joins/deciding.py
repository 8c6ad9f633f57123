"""Looking for proposals, deciding on one, taking a decision back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hamroh.web.permissions import page

from ...models import JoinState
from ...selectors.joins import side_by_side
from ...services.joins import JoinProblem, decide_join, propose_joins_later, undo_join
from .forms import DecisionForm
from .lists import countries
from .records import find, shown


@require_POST
@page("coordination.join")
def propose(request: HttpRequest) -> HttpResponse:
    """Ask for a comparison; it is done in the background."""
    country = request.POST.get("country", "")
    if country not in countries():
        messages.error(request, _("Choose a country from the list."))
        return redirect("coordination:join-register")
    propose_joins_later(actor=request.acting.actor, country=country)  # type: ignore[attr-defined]
    messages.success(request, _("Reports and activities are being compared. Open this list again in a minute."))
    return redirect(f"{reverse('coordination:join-register')}?country={country}")


@require_POST
@page("coordination.join")
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Join or part."""
    actor = request.acting.actor  # type: ignore[attr-defined]
    join = find(request, pk)
    form = DecisionForm(request.POST, rows=side_by_side(join, actor))
    if not form.is_valid():
        return shown(request, join, form, status=422)
    try:
        decided = decide_join(
            actor=actor, join=join, decision=form.cleaned_data["decision"], origins=form.origins
        )  # fmt: skip
    except JoinProblem as fault:
        messages.error(request, str(fault))
    else:
        if decided.state == JoinState.JOINED:
            messages.success(request, _("Joined: the lines belong to the activity, in later reports too."))
        else:
            messages.success(request, _("Parted: the two are not proposed again."))
    return redirect("coordination:join-record", pk)


@require_POST
@page("coordination.join")
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the decision back."""
    try:
        undo_join(actor=request.acting.actor, join=find(request, pk))  # type: ignore[attr-defined]
    except JoinProblem as fault:
        messages.error(request, str(fault))
    else:
        messages.success(request, _("The decision was taken back: the two are a proposal again."))
    return redirect("coordination:join-record", pk)
