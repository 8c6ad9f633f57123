"""Who may report for whom, and when: one's own body, or its behalf; while the round takes reports."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from hamroh.kernel.ledger.actors import Actor
from hamroh.kernel.people.decisions import NOT_THIS_ORGANISATION, Decision, Refused, may

from .models import Reporter, RoundStage

LINK = "link:"
# No body has it: who is bound to an organisation may not act for a file that a coordinator collected from many.
OF_NO_ORGANISATION = -1

NOT_CALLED = Decision(
    False, _("This round is still being prepared."), _("Wait for the letter that calls it; the secretariat sends it.")
)
CLOSED = Decision(
    False, _("This round is closed."), _("Ask the secretariat to open it again, or to enter your report.")
)
PUBLISHED = Decision(
    False, _("This round is published."), _("Ask the secretariat to take your report in late.")
)  # fmt: skip
SUPERSEDED = Decision(False, _("A later round is published."), _("Report in the round that is open now."))
_CLOSED_TO_PARTNERS = {RoundStage.CLOSED: CLOSED, RoundStage.PUBLISHED: PUBLISHED}


def organisation_of(reporter: Reporter) -> int:
    """The organisation that a role must be for, as `may` wants it."""
    return reporter.organisation_id if reporter.organisation_id is not None else OF_NO_ORGANISATION


def may_report(actor: Actor, reporter: Reporter) -> Decision:
    """Whether the actor may send a report of this reporter now.

    Partners while the round is called; the secretariat, which enters letters and late reports, until a later round is
    published. Whoever came by the link of one reporter may do so for that one alone.
    """
    if actor.key.startswith(LINK) and actor.key != f"{LINK}{reporter.pk}":
        return NOT_THIS_ORGANISATION
    allowed = may(actor, "coordination.report", organisation_id=organisation_of(reporter))
    if not allowed:
        return allowed
    stage = reporter.round.stage
    if stage == RoundStage.DRAFT:
        return allowed if may(actor, "coordination.call") else NOT_CALLED
    if stage == RoundStage.SUPERSEDED:
        return SUPERSEDED
    if stage in _CLOSED_TO_PARTNERS and not may(actor, "coordination.call"):
        return _CLOSED_TO_PARTNERS[RoundStage(stage)]
    return allowed


def require_report(actor: Actor, reporter: Reporter) -> None:
    """Raise Refused unless the actor may report."""
    decision = may_report(actor, reporter)
    if not decision:
        raise Refused("coordination.report", decision)


def may_see(actor: Actor, reporter: Reporter) -> bool:
    """Whether the actor may see what a reporter sent before it is published: who validates, and the body itself."""
    if may(actor, "coordination.call") or may(actor, "coordination.validate"):
        return True
    own = reporter.organisation_id
    return own is not None and own == actor.organisation_id and bool(may(actor, "coordination.view"))
