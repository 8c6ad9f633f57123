"""The rounds, one of them with its reporters, and who is missing by place."""

from __future__ import annotations

from typing import Any

import django_filters
from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from hamroh.kernel.background.models import UNFINISHED, Job
from hamroh.kernel.languages.text import pick
from hamroh.kernel.ledger.actors import Actor
from hamroh.kernel.ledger.services import subject_of
from hamroh.kernel.people.decisions import may
from hamroh.kernel.workflow.progress import decide
from hamroh.web.components.records import Crumb, Tab
from hamroh.web.components.register import Column, Empty, Register
from hamroh.web.desk import timeline
from hamroh.web.permissions import page

from ...models import Round, RoundStage
from ...selectors import reporters as reporting
from ...selectors import rounds
from ...services.letters import LETTER, unreachable
from ...workflow import ROUND
from ..reports.showing import round_crumbs, standing_mark, standing_word
from . import showing


def round_for(request: HttpRequest, pk: int) -> Round:
    """The round, when the reader may see it. Raises Http404."""
    return get_object_or_404(rounds.visible_to(request.acting.actor), pk=pk)  # type: ignore[attr-defined]


def country_of(request: HttpRequest) -> str:
    """The country that the address asks for. Raises Http404 for one without rounds that is not ours."""
    wanted = request.GET.get("country", "").upper() or settings.HAMROH_COUNTRY
    if wanted != settings.HAMROH_COUNTRY and wanted not in rounds.countries():
        raise Http404
    return wanted


class RoundFilter(django_filters.FilterSet):
    """By stage. The country stays in the address."""

    stage = django_filters.ChoiceFilter(label=gettext_lazy("Stage"), choices=RoundStage.choices)

    class Meta:
        model = Round
        fields: list[str] = []


def _title(round_: Round) -> str:
    return pick(round_.title).text or str(round_)


def _language(round_: Round) -> str:
    picked = pick(round_.title)
    return picked.lang if picked.fallback else ""


COLUMNS = (
    Column(key="title", label=gettext_lazy("Round"), value=_title, language=_language, fixed=True, wide=True,
           href=lambda one: reverse("coordination:round-record", args=[one.pk]), note=showing.period_of),
    Column(key="stage", label=gettext_lazy("Stage"), value=showing.round_mark, sort=("stage",),
           template="coordination/rounds/parts/mark.html"),
    Column(key="deadline", label=gettext_lazy("Reports are due"), sort=("deadline",)),
    Column(key="asked", label=gettext_lazy("Asked"), numeric=True),
    Column(key="reported", label=gettext_lazy("Have reported"), numeric=True),
    Column(key="published_at", label=gettext_lazy("Published on"), sort=("published_at",), default=False),
)  # fmt: skip


def listed(actor: Actor, country: str) -> QuerySet[Round]:
    """The rounds of a country with how many are asked and have reported."""
    return rounds.visible_to(actor).filter(country=country).annotate(
        asked=Count("reporters", filter=Q(reporters__excused="")),
        reported=Count("reporters", filter=Q(reporters__latest__gt=0)),
    )  # fmt: skip


@require_safe
@page("coordination.view")
def register(request: HttpRequest) -> HttpResponse:
    """All rounds of a country, the latest first."""
    actor: Actor = request.acting.actor  # type: ignore[attr-defined]
    country = country_of(request)
    may_call = may(actor, "coordination.call")
    add = f"{reverse('coordination:round-add')}?country={country}" if may_call else ""
    found = Register(
        request=request, queryset=listed(actor, country), columns=COLUMNS,
        caption=gettext_lazy("Reporting rounds"), filters=RoundFilter, ordering=("-period_end", "-pk"),
        empty=Empty(
            title=gettext_lazy("No round yet"),
            text=gettext_lazy("A round asks all partners at once: who does what, where, when, for whom."),
            action=gettext_lazy("Prepare a round") if may_call else "", href=add,
        ),
    )  # fmt: skip
    crumbs = [Crumb(label=_("Coordination"), href=reverse("coordination:overview")), Crumb(label=_("Reporting rounds"))]
    context = {
        "register": found, "crumbs": crumbs, "add_href": add, "country": country,
        "countries": [one for one in rounds.countries() if one != country],
    }  # fmt: skip
    return render(request, "coordination/rounds/register.html", context)


@require_safe
@page("coordination.view")
def record(request: HttpRequest, pk: int) -> HttpResponse:
    """One round: stages, figures, every reporter with where it stands and whom to call."""
    actor: Actor = request.acting.actor  # type: ignore[attr-defined]
    found = round_for(request, pk)
    rows = reporting.asked(reporting.visible_to(found, actor), actor, contacts=True)
    may_call = bool(may(actor, "coordination.call"))
    steps = {way.key: (way, decide(way, found, actor)) for way in ROUND.ways_from(found.stage)}
    context: dict[str, Any] = {
        "round": found, "crumbs": round_crumbs(found), "mark": showing.round_mark(found),
        "stages": showing.stages_of(found), "next_step": showing.next_step(found),
        "figures": showing.figures_of(rows) if rows else (), "facts": showing.facts_of(found),
        "rows": [(row, standing_mark(row)) for row in _wanted(request, rows)], "all_rows": rows,
        "standings": _tabs(request, rows), "may_call": may_call, "steps": steps if may_call else {},
        "by_place": any(row.reporter.place_id for row in rows),
        "letters": letters_of(found) if may_call else {},
        "unreachable": _unreachable(found, rows) if may_call else (),
        "events": timeline.of_subject(subject_of(found)),
        "waiting": _waiting(rows),
    }  # fmt: skip
    return render(request, "coordination/rounds/record.html", context)


def _wanted(request: HttpRequest, rows: list[reporting.Asked]) -> list[reporting.Asked]:
    wanted = request.GET.get("standing", "")
    if wanted not in set(reporting.Standing):
        return rows
    return [row for row in rows if row.standing == wanted]


def _tabs(request: HttpRequest, rows: list[reporting.Asked]) -> list[Tab]:
    now = request.GET.get("standing", "")
    tabs = [Tab(label=_("All"), href="?", current=not now, count=len(rows))]
    for one in reporting.Standing:
        count = sum(1 for row in rows if row.standing == one)
        if count or now == one:
            tabs.append(Tab(label=standing_word(one), href=f"?standing={one}", current=now == one, count=count))
    return tabs


def _waiting(rows: list[reporting.Asked]) -> int:
    return sum(1 for row in rows if row.standing == reporting.Standing.WAITING)


def _unreachable(round_: Round, rows: list[reporting.Asked]) -> list[reporting.Asked]:
    """Who cannot be written to: to be asked by letter or telephone. Only while reports are awaited."""
    if round_.stage not in (RoundStage.DRAFT, RoundStage.CALLED):
        return []
    nobody = unreachable([row.reporter for row in rows])
    return [row for row in rows if row.missing and row.reporter.pk in nobody]


def letters_of(round_: Round) -> dict[str, int]:
    """How many letters of the round went out, still wait, were refused by the mail server, or perhaps went out."""
    jobs = Job.objects.filter(key__startswith=f"{LETTER}:{round_.pk}:")
    counts: dict[str, int] = {}
    for state, result in jobs.values_list("state", "result"):
        said = "waiting" if state in UNFINISHED else (result or {}).get("state", "failed")
        counts[said] = counts.get(said, 0) + 1
    return counts


@require_safe
@page("coordination.view")
def missing(request: HttpRequest, pk: int) -> HttpResponse:
    """Who is missing, from the country down to the districts, with whom to call."""
    actor: Actor = request.acting.actor  # type: ignore[attr-defined]
    found = round_for(request, pk)
    rows = reporting.asked(reporting.visible_to(found, actor), actor, contacts=True)
    title = _("Who is missing")
    context = {
        "round": found, "title": title, "crumbs": round_crumbs(found, Crumb(label=title)),
        "tree": reporting.tree(rows), "figures": showing.figures_of(rows),
    }  # fmt: skip
    return render(request, "coordination/rounds/missing.html", context)
