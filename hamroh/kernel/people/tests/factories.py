"""People, organisations and actors for tests: invented, and looking it."""

from __future__ import annotations

from itertools import count

from django.utils import timezone

from hamroh.kernel.ledger.actors import Actor
from hamroh.kernel.organisations.models import Organisation
from hamroh.kernel.people.acting import Acting
from hamroh.kernel.people.models import Person, RoleAssignment

_numbers = count(1)
PASSWORD = "four invented words here"


def organisation(**fields: object) -> Organisation:
    number = next(_numbers)
    return Organisation.objects.create(
        names={"en": f"Example body {number}", "tg": f"Ташкилоти намунавӣ {number}"}, **fields
    )


def person(**fields: object) -> Person:
    number = next(_numbers)
    return Person.objects.create_user(
        f"person{number}@hamroh.example", PASSWORD, name=f"Example Person {number}", **fields
    )


def assignment(
    role: str, *, of: Organisation | None = None, who: Person | None = None, **fields: object
) -> RoleAssignment:
    return RoleAssignment.objects.create(
        person=who or person(), role=role, organisation=of or organisation(), valid_from=timezone.localdate(), **fields
    )


def actor(role: str, *, of: Organisation | None = None) -> Actor:
    held = assignment(role, of=of)
    return Acting(held.person, held).actor
