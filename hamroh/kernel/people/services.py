"""Verbs on people: enrol, give and end roles, close an account."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hamroh.kernel.ledger.actors import Actor
from hamroh.kernel.ledger.realms import writing
from hamroh.kernel.ledger.services import record, subject_of
from hamroh.kernel.organisations.models import Organisation
from hamroh.kernel.places.models import Place

from .decisions import require
from .errors import RoleNotAllowed
from .models import Person, RoleAssignment
from .roles import BY_KEY, CLOSED_TO_ENFORCEMENT


def enrol(
    *,
    actor: Actor,
    email: str,
    name: str,
    password: str | None = None,
    language: str = "tg",
    names: dict[str, str] | None = None,
    title: dict[str, str] | None = None,
    duty_station: Place | None = None,
    fictional: bool = False,
) -> Person:
    """Make an account without an invitation: for the first administrator and for the demonstration."""
    require(actor, "people.assign_role")
    with writing():
        person = Person.objects.create_user(
            email,
            password,
            name=name,
            language=language,
            names=names or {},
            title=title or {},
            duty_station=duty_station,
            fictional=fictional,
        )
        personal = {"name": person.names or name, "email": person.email}
        record(event="people.enrolled", actor=actor, subject=subject_of(person), personal=personal)
    return person


def assign_role(
    *,
    actor: Actor,
    person: Person,
    role: str,
    organisation: Organisation,
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> RoleAssignment:
    """Give a person a role for an organisation. Raises Refused, RoleNotAllowed (firewall, dates in the wrong order)."""
    require(actor, "people.assign_role", organisation_id=organisation.pk)
    check_role(role, organisation)
    begins = valid_from or timezone.localdate()
    if valid_to is not None and valid_to < begins:
        raise RoleNotAllowed(_("The role would end before it begins."), code="dates")
    with writing():
        assignment = RoleAssignment.objects.create(
            person=person,
            role=role,
            organisation=organisation,
            valid_from=begins,
            valid_to=valid_to,
            granted_by=actor.key,
        )
        record(
            event="people.role_assigned",
            actor=actor,
            subject=subject_of(person),
            facts=_facts(assignment),
            personal={"name": person.names or person.name},
        )
    return assignment


def end_role(*, actor: Actor, assignment: RoleAssignment, on: date | None = None) -> RoleAssignment:
    """End a role; its last day is `on` (default: yesterday, so that it ends at once)."""
    require(actor, "people.assign_role", organisation_id=assignment.organisation_id)
    last = on or timezone.localdate() - timedelta(days=1)
    with writing():
        if last < assignment.valid_from:
            # A role that ends before its first day never was: a date range may not run backwards.
            assignment.valid_from = last
        assignment.valid_to = last
        assignment.save(update_fields=["valid_from", "valid_to"])
        record(
            event="people.role_ended",
            actor=actor,
            subject=subject_of(assignment.person),
            facts=_facts(assignment),
            personal={"name": assignment.person.names or assignment.person.name},
        )
    return assignment


def deactivate(*, actor: Actor, person: Person) -> Person:
    """Close an account: the person can no longer sign in and every session ends at its next request."""
    require(actor, "people.deactivate")
    with writing():
        person.is_active = False
        # A new unusable password changes the session hash, which ends every open session.
        person.set_unusable_password()
        person.save(update_fields=["is_active", "password"])
        person.tokens.filter(revoked_at=None).update(revoked_at=timezone.now())
        record(
            event="people.deactivated",
            actor=actor,
            subject=subject_of(person),
            personal={"name": person.names or person.name},
        )
    return person


def check_role(role: str, organisation: Organisation) -> None:
    """The firewall: raises RoleNotAllowed when the organisation's kind closes the role's rooms to it."""
    declared = BY_KEY.get(role)
    if declared is None:
        raise RoleNotAllowed(_("There is no role “%(role)s”."), code="unknown", params={"role": role})
    closed = CLOSED_TO_ENFORCEMENT.intersection(declared.rooms)
    if organisation.enforcement and closed:
        raise RoleNotAllowed(
            _("An interior, border, security or migration authority can hold no role in research or health."),
            code="firewall",
        )


def _facts(assignment: RoleAssignment) -> dict[str, Any]:
    return {
        "role": assignment.role,
        "organisation": assignment.organisation_id,
        "valid_from": assignment.valid_from,
        "valid_to": assignment.valid_to,
    }
