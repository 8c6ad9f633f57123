"""One finding: what it says, on which figures, how sure that is, who is there, and what was decided."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hamroh.commons.indicators.models import Observation
from hamroh.kernel.ledger.actors import Actor
from hamroh.kernel.ledger.services import subject_of
from hamroh.web.components.records import Crumb, Fact, Tone
from hamroh.web.desk import timeline
from hamroh.web.permissions import page

from ...findings.rules import BY_KEY
from ...findings.telling import (
    indicators_of,
    per_head_in_words,
    sentence,
    sentence_marked,
    service_label,
    standing_in_words,
    theme_label,
    uncertainties,
    value_in_words,
)
from ...models import Finding, FindingState
from ...selectors.findings import Named, named, observations_of, visible_to
from ...services.findings import agenda_item
from .forms import DecisionForm
from .maps import map_of

TONES = {
    FindingState.OPEN: Tone.PLAIN, FindingState.CONFIRMED: Tone.WARN, FindingState.DISMISSED: Tone.PLAIN,
    FindingState.PASSED: Tone.GOOD,
}  # fmt: skip


@require_safe
@page("coordination.view_public")
def record(request: HttpRequest, pk: int) -> HttpResponse:
    """One finding."""
    return shown(request, find(request, pk))


def find(request: HttpRequest, pk: int) -> Finding:
    """The finding, if the reader may see it; else 404."""
    return get_object_or_404(visible_to(None, request.acting.actor), pk=pk)  # type: ignore[attr-defined]


def shown(request: HttpRequest, finding: Finding, form: DecisionForm | None = None, status: int = 200) -> HttpResponse:
    """The page, with a form that had a mistake in it or a fresh one."""
    acting = request.acting  # type: ignore[attr-defined]
    may_decide = bool(acting.may("coordination.decide"))
    indicators = indicators_of([finding])
    item = agenda_item(finding)
    open_now = finding.state == FindingState.OPEN
    context: dict[str, Any] = {
        "finding": finding,
        "rule": BY_KEY.get(finding.rule),
        "title": sentence(finding, indicators),
        "sentence": sentence_marked(finding, indicators),
        "tone": TONES[FindingState(finding.state)].value,
        "fictional": is_fictional(finding),
        "crumbs": [
            Crumb(label=_("Coordination"), href=reverse("coordination:overview")),
            Crumb(label=_("Gaps and overlaps"), href=register_of(finding)),
            Crumb(label=finding.get_kind_display()),
        ],
        "figures": list(_figures(finding)),
        "unsure": uncertainties(finding),
        "facts": list(_facts(finding)),
        "present": list(_present(finding, acting.actor)),
        "map": map_of(finding, acting.actor),
        "item": item,
        "form": (form or DecisionForm(kind=finding.kind)) if may_decide and open_now else None,
        "may_undo": may_decide and finding.state in (FindingState.CONFIRMED, FindingState.DISMISSED),
        "events": timeline.of_subject(subject_of(finding)) if acting.may("coordination.view") else (),
        "signed_in": acting.may("coordination.view"),
    }
    return render(request, "coordination/findings/record.html", context, status=status)


def register_of(finding: Finding) -> str:
    """The list that the finding stands in."""
    return f"{reverse('coordination:finding-register')}?country={finding.country}"


def is_fictional(finding: Finding) -> bool:
    """Whether it rests on invented figures or reports."""
    invented = any(figure.get("fictional") for figure in finding.facts.get("figures", ()))
    return invented or bool(finding.round and finding.round.fictional)


def _figures(finding: Finding) -> Iterator[dict[str, Any]]:
    """Each figure with what it says, how it stands, and the observation it is, as it was when the rule looked."""
    known = observations_of(finding)
    for figure in finding.facts.get("figures", ()):
        observation: Observation | None = known.get(figure["observation"])
        if observation is None:
            continue
        yield {
            "indicator": observation.indicator,
            "href": reverse("indicators:record", args=[observation.indicator.code]),
            "value": value_in_words(figure),
            "observation_href": reverse("indicators:observation", args=[observation.pk]),
            "per_head": per_head_in_words(figure),
            "standing": standing_in_words(figure),
            "dataset": observation.dataset,
            "edition": observation.source.edition,
            "corrected": observation.until is not None,
        }


def _facts(finding: Finding) -> Iterator[Fact]:
    facts = finding.facts
    yield Fact(label=_("Thematic area"), value=theme_label(finding.theme))
    if finding.service:
        yield Fact(label=_("Kind of work"), value=service_label(finding))
    if finding.round:
        yield Fact(label=_("Reporting round"), value=str(finding.round))
    yield Fact(label=_("Organisations at work"), value=facts.get("bodies", 0))
    yield Fact(label=_("Lines of reports"), value=facts.get("lines", 0))
    if facts.get("activities"):
        yield Fact(label=_("Activities"), value=facts["activities"])
    yield Fact(label=_("First found"), value=finding.found_at)
    if finding.decided_at:
        yield Fact(label=_("Decided"), value=finding.decided_at)


def _present(finding: Finding, viewer: Actor) -> Iterator[tuple[str, Named]]:
    parts = (
        ("organisations", _("At work here")),
        ("national", _("Work nationwide")),
        ("later", _("Will begin after the period")),
    )
    for key, label in parts:
        if finding.facts.get(key) or key == "organisations":
            yield label, named(finding, viewer, key)
