"""Who may confirm: somebody who may enter evidence, but neither who entered this nor whose it is."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from hamroh.kernel.ledger.actors import Actor
from hamroh.kernel.people.decisions import Decision, may

from .models import Evidence

SECOND_PERSON = Decision(
    False, _("You entered this evidence yourself."), _("Ask a colleague to look at the document and confirm it.")
)
NOT_ONES_OWN = Decision(
    False, _("This evidence is about you."), _("Ask a colleague to look at the document and confirm it.")
)
WITHDRAWN = Decision(False, _("This evidence was withdrawn."), _("Enter it anew if it holds after all."))


def may_confirm(actor: Actor, evidence: Evidence) -> Decision:
    """Whether the actor may confirm."""
    decision = may(actor, "evidence.enter")
    if not decision:
        return decision
    if actor.key == evidence.entered_by:
        return SECOND_PERSON
    if actor.key == evidence.person:
        return NOT_ONES_OWN
    return WITHDRAWN if evidence.withdrawn_at else decision
