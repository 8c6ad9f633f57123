"""In which role somebody acts now: one of the assignments in force, chosen in the session."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from hamroh.kernel.ledger.actors import ANYONE, Actor

from .decisions import Decision, may
from .models import Person, RoleAssignment

SESSION_KEY = "acting"


@dataclass(frozen=True)
class Acting:
    """The person, the assignment acted in (None: signed in without any role in force) and the others to choose."""

    person: Person | None
    assignment: RoleAssignment | None
    others: tuple[RoleAssignment, ...] = ()
    scopes: frozenset[str] | None = None

    @property
    def actor(self) -> Actor:
        """As services and the ledger need it."""
        if self.person is None:
            return ANYONE
        return Actor(
            key=self.person.key,
            role=self.assignment.role if self.assignment else "",
            organisation_id=self.assignment.organisation_id if self.assignment else None,
            person_id=self.person.pk,
            name=self.person.name,
            scopes=self.scopes,
        )

    def may(self, verb_key: str, *, organisation_id: int | None = None) -> Decision:
        """The decision for a verb."""
        return may(self.actor, verb_key, organisation_id=organisation_id)


NOBODY = Acting(None, None)


def acting_of(person: Any, chosen: int | None = None) -> Acting:
    """Who acts, from a signed-in person (or AnonymousUser) and the assignment id chosen in the session."""
    if not getattr(person, "is_authenticated", False):
        return NOBODY
    held = list(RoleAssignment.objects.on(timezone.localdate()).filter(person=person).select_related("organisation"))
    current = next((one for one in held if one.pk == chosen), held[0] if held else None)
    return Acting(person, current, tuple(one for one in held if one is not current))
