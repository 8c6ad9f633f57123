"""Whom to call, for who signed in: focal points of the organisations at work, as far as they agreed."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hamroh.kernel.people.decisions import may
from hamroh.web.permissions import page

from ...selectors.contacts import focal_points
from ...selectors.cube import Gathered
from ...selectors.scope import ROLES
from . import words
from .asking import ROLE_LABELS, Asked, asked
from .frame import shown


@require_safe
@page("coordination.view")
def contacts(request: HttpRequest) -> HttpResponse:
    """Organisations at a place, on a thematic area, with their focal points."""
    question = asked(request)
    if not question.form.is_valid():
        return shown(question, "faults", "picture-contacts")
    total = Gathered(question.picture.cube.chosen(theme=question.theme, spot=question.spot))
    roles = (question.scope.role,) if question.scope.role else ROLES
    bodies = set[int]().union(*(total.organisations[role] for role in roles))
    known = list(focal_points(question.viewer, bodies))
    reached = {point.organisation_id for point in known}
    return shown(
        question, "contacts", "picture-contacts",
        points=[(point, _roles(total.organisations, point.organisation_id)) for point in known],
        silent=_silent(question, bodies - reached),
        nobody={"title": _("Nobody to call yet"), "text": _("Here stand the focal points of organisations that are at "
                "work, as far as they agreed that partners see them.")},
    )  # fmt: skip


def _roles(organisations: dict[str, set[int]], body: int) -> str:
    return ", ".join(str(ROLE_LABELS[role]) for role in ROLES if body in organisations[role])


def _silent(question: Asked, bodies: set[int]) -> list[tuple[Any, bool]]:
    """Organisations without a focal point that this reader sees, and whether the reader may name one."""
    named = sorted(words.names_of(bodies).values(), key=lambda one: (str(one), one.pk))
    return [(one, bool(may(question.viewer, "organisations.change", organisation_id=one.pk))) for one in named]
