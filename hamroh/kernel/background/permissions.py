"""Who may stop work: whoever asked for it, and roles that may stop all."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from hamroh.kernel.ledger.actors import Actor
from hamroh.kernel.people.decisions import Decision, may

from .models import Job

OWN_WORK = Decision(True, _("You asked for this work."))
ALREADY_OVER = Decision(
    False, _("This work has already ended."), _("Its result stays; what it wrote can be undone there.")
)


def may_cancel(actor: Actor, job: Job) -> Decision:
    """Whether the actor may stop the job now."""
    decision = OWN_WORK if actor.person_id is not None and actor.key == job.actor_key else may(actor, "jobs.cancel")
    return ALREADY_OVER if decision and job.finished else decision
