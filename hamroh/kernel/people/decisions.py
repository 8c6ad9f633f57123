"""May this actor do this verb? The answer carries its reason, so a page can explain a refusal."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hamroh.kernel.ledger.actors import Actor

from .roles import ALL, BY_KEY, OWN, ROLES
from .verbs import verb


@dataclass(frozen=True)
class Decision:
    """Truthy when allowed. `reason` says why; `remedy` what would make it possible."""

    allowed: bool
    reason: str | Promise
    remedy: str | Promise = ""

    def __bool__(self) -> bool:
        return self.allowed


class Refused(PermissionError):
    """A verb was refused; carries the verb and the decision."""

    def __init__(self, verb_key: str, decision: Decision) -> None:
        super().__init__(str(decision.reason))
        self.verb = verb_key
        self.decision = decision


ALLOWED_TO_ALL = Decision(True, _("Open to everybody."))
ALLOWED_BY_ROLE = Decision(True, _("Your role allows this."))
ALLOWED_FOR_OWN = Decision(True, _("Your role allows this for your organisation."))
SIGN_IN_FIRST = Decision(False, _("You are not signed in."), _("Sign in, then open this page again."))
NOT_IN_SCOPE = Decision(
    False, _("Your role allows this, but the token was made without it."), _("Make a token that holds this permission.")
)
NOT_THIS_ROLE = Decision(
    False, _("The role you act in does not allow this."), _("Switch to another role, or ask an administrator for one.")
)
NOT_THIS_ORGANISATION = Decision(
    False,
    _("Your role allows this for your own organisation alone."),
    _("Ask a colleague of that organisation, or the secretariat."),
)


def may(actor: Actor, verb_key: str, *, organisation_id: int | None = None) -> Decision:
    """Decide. `organisation_id` is the organisation that the thing acted on belongs to, where it has one.

    With OWN scope and no organisation given, the answer is whether the verb is possible at all (to show a button).
    Raises UnknownVerb for an undeclared verb.
    """
    declared = verb(verb_key)
    if declared.public:
        return ALLOWED_TO_ALL
    if actor.is_system:
        return ALLOWED_BY_ROLE
    role = BY_KEY.get(actor.role)
    if role is None:
        return SIGN_IN_FIRST if actor.person_id is None else NOT_THIS_ROLE
    scope = role.scope(verb_key)
    if scope and actor.scopes is not None and verb_key not in actor.scopes:
        return NOT_IN_SCOPE
    if scope == ALL:
        return ALLOWED_BY_ROLE
    if scope == OWN:
        own = organisation_id is None or organisation_id == actor.organisation_id
        return ALLOWED_FOR_OWN if own else NOT_THIS_ORGANISATION
    return NOT_THIS_ROLE


def require(actor: Actor, verb_key: str, *, organisation_id: int | None = None) -> None:
    """Raise Refused unless the actor may."""
    decision = may(actor, verb_key, organisation_id=organisation_id)
    if not decision:
        raise Refused(verb_key, decision)


def roles_that_may(verb_key: str) -> tuple[str, ...]:
    """Keys of the roles that hold the verb in any scope: whom a refusal page names."""
    return tuple(role.key for role in ROLES if role.scope(verb_key))
