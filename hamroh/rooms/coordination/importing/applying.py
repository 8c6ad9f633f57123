"""What applying a step needs beside the lines: organisations that the file names, persons to call."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from hamroh.kernel.ledger.actors import Actor
from hamroh.kernel.organisations.models import Organisation
from hamroh.kernel.organisations.selectors import standing
from hamroh.kernel.organisations.services import OrganisationProblem, find_or_create_many, set_focal_point
from hamroh.kernel.people.decisions import may

from ..values import LineValues
from .bodies import Body
from .records import ROLES, FourWLine

Resolved = Mapping[Body | int, int]


# What the steps of one batch found so far: (batch, found). Only spares look-ups; each step checks that they stand.
_found_before: tuple[int | None, dict[Body | int, int]] = (None, {})


def bodies_of(lines: Sequence[FourWLine], actor: Actor, batch: int | None) -> Resolved:
    """The organisation of each body of these lines, new ones added: by body, and by the key that the preview found."""
    wanted = dict.fromkeys(body for line in lines if not line.gone for body in line.bodies.values())
    found: dict[Body | int, int] = {body: pk for body, pk in _remembered(batch).items() if body in wanted}
    given = {pk for line in lines for role in ROLES if (pk := getattr(line.values, role)) is not None}
    here = set(Organisation.objects.filter(pk__in=given | set(found.values())).values_list("pk", flat=True))
    # A step that was rolled back added nothing.
    found = {body: pk for body, pk in found.items() if pk in here}
    missing = [body for body in wanted if body not in found]
    made = find_or_create_many(actor=actor, entries=[body.entry for body in missing]) if missing else {}
    found |= {body: made[body.entry].pk for body in missing}
    _remembered(batch).update(found)
    for pk in given - here:
        # Joined into another one between preview and now.
        found[pk] = standing(Organisation.everything.get(pk=pk)).pk
    return found


def _remembered(batch: int | None) -> dict[Body | int, int]:
    global _found_before
    if _found_before[0] != batch:
        _found_before = (batch, {})
    return _found_before[1]


def with_bodies(line: FourWLine, bodies: Resolved) -> LineValues:
    """What the line says, with every organisation as it stands now."""
    named = {role: bodies[body] for role, body in line.bodies.items()}
    moved = {role: bodies[pk] for role in ROLES if (pk := getattr(line.values, role)) in bodies and pk is not None}
    return msgspec.structs.replace(line.values, **{**moved, **named})


def keep_contacts(lines: Sequence[FourWLine], bodies: Resolved, actor: Actor) -> None:
    """Enter whom to call at the programming partner, without consent: only who may change that body sees it."""
    kept = {
        (programming, line.contact)
        for line in lines
        if line.contact is not None and (programming := with_bodies(line, bodies).programming) is not None
    }
    for programming, contact in sorted(kept, key=lambda pair: (pair[0], pair[1].email, pair[1].name)):
        if not may(actor, "organisations.change", organisation_id=programming):
            continue
        organisation = Organisation.objects.get(pk=programming)
        same = organisation.focal_points.filter(email=contact.email.lower()) if contact.email else None
        if same is not None and same.exists():
            continue  # what the person or the organisation entered stands, consent included
        try:
            set_focal_point(
                actor=actor, organisation=organisation, name=contact.name[:200], email=contact.email,
                phone=contact.phone[:60], consent=False,
            )  # fmt: skip
        except OrganisationProblem:
            continue  # a contact that cannot be kept keeps no report back
