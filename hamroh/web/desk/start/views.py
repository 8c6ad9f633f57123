"""What waits for the person, and the switch of role."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hamroh.commons.inbox import selectors as inbox
from hamroh.kernel.ledger.models import Entry
from hamroh.kernel.people.acting import SESSION_KEY, Acting
from hamroh.kernel.people.models import RoleAssignment
from hamroh.web.components.records import Happening
from hamroh.web.desk import timeline
from hamroh.web.desk.inbox.waiting import as_waits
from hamroh.web.desk.start.figures import figures_of
from hamroh.web.permissions import page

MOST_WAITING, MOST_EVENTS, MOST_COLLEAGUES = 7, 8, 200


@require_safe
@page("account.use")
def today(request: HttpRequest) -> HttpResponse:
    """The start page; somebody without a role in force is told whom to ask."""
    acting = request.acting  # type: ignore[attr-defined]
    if acting.person is None:
        return redirect("account_login")
    if acting.assignment is None:
        return render(request, "desk/start/no_role.html", {}, status=403)
    waiting = list(inbox.waiting_for(acting.actor)[: MOST_WAITING + 1])
    context = {
        "waiting": as_waits(waiting[:MOST_WAITING]),
        "more": len(waiting) > MOST_WAITING,
        "figures": figures_of(acting.actor),
        "events": _latest(acting),
        "may_read_ledger": acting.may("ledger.view"),
    }
    return render(request, "desk/start/today.html", context)


def _latest(acting: Acting) -> list[Happening]:
    """The latest events: all for who reads the ledger, else those of the people of one's own organisation."""
    if acting.may("ledger.view"):
        return timeline.latest(limit=MOST_EVENTS)
    here = RoleAssignment.objects.on(timezone.localdate()).filter(organisation_id=acting.actor.organisation_id or 0)
    keys = [f"person:{pk}" for pk in here.values_list("person_id", flat=True).distinct()[:MOST_COLLEAGUES]]
    entries = Entry.objects.filter(actor__in=keys).order_by("-at", "-pk").prefetch_related("personal")
    return timeline.happenings(entries[:MOST_EVENTS])


@require_POST
@page("account.use")
def act(request: HttpRequest) -> HttpResponse:
    """Act in another of one's own roles from now on."""
    held = RoleAssignment.objects.on(timezone.localdate()).filter(person_id=request.user.pk or 0)
    assignment = get_object_or_404(held.select_related("organisation"), pk=_number(request.POST.get("assignment", "")))
    request.session[SESSION_KEY] = assignment.pk
    role = assignment.get_role_display()
    messages.success(request, _("You act as %(role)s now.") % {"role": role})
    return redirect("desk:today")


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0
