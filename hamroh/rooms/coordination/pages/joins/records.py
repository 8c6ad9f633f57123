"""One proposal: what the activity says, what the reports say, why they may be one, and what was decided."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hamroh.kernel.ledger.services import subject_of
from hamroh.web.components.records import Crumb, Fact
from hamroh.web.desk import timeline
from hamroh.web.permissions import page

from ...joining.origins import IATI
from ...models import Join, JoinState
from ...selectors.joins import organisations_of, reasons_in_words, side_by_side, visible_to
from .forms import DecisionForm
from .lists import title_of_lines

TONES = {JoinState.PROPOSED: "plain", JoinState.JOINED: "good", JoinState.DIFFERENT: "plain"}


@require_safe
@page("coordination.join")
def record(request: HttpRequest, pk: int) -> HttpResponse:
    """One proposal or decision."""
    return shown(request, find(request, pk))


def find(request: HttpRequest, pk: int) -> Join:
    """The proposal, if the reader may see it; else 404."""
    return get_object_or_404(visible_to(None, request.acting.actor), pk=pk)  # type: ignore[attr-defined]


def shown(request: HttpRequest, join: Join, form: DecisionForm | None = None, status: int = 200) -> HttpResponse:
    """The page, with a form that had a mistake in it or a fresh one."""
    acting = request.acting  # type: ignore[attr-defined]
    rows = side_by_side(join, acting.actor)
    reasons = reasons_in_words(join, organisations_of([join]))
    proposed = join.state == JoinState.PROPOSED
    here = f"{reverse('coordination:join-register')}?country={join.country}"
    context: dict[str, Any] = {
        "join": join,
        "activity": join.activity,
        "lines_title": title_of_lines(join),
        "tone": TONES[JoinState(join.state)],
        "crumbs": [
            Crumb(label=_("Coordination"), href=reverse("coordination:overview")),
            Crumb(label=_("The same undertaking from two sources"), href=here),
            Crumb(label=join.get_state_display()),
        ],
        "rows": [(row, row.shown == IATI) for row in rows],
        "speaks_for": [words for in_favour, words in reasons if in_favour],
        "speaks_against": [words for in_favour, words in reasons if not in_favour],
        "facts": [
            Fact(label=_("Likeness, per cent"), value=round(100 * join.score)),
            Fact(label=_("Number of lines"), value=join.sample.get("lines", 0)),
            Fact(label=_("Proposed"), value=join.proposed_at),
            Fact(label=_("Decided"), value=join.decided_at),
        ],
        "form": (form or DecisionForm(rows=rows)) if proposed else None,
        "joined": join.state == JoinState.JOINED,
        "events": timeline.of_subject(subject_of(join)),
    }
    return render(request, "coordination/joins/record.html", context, status=status)
