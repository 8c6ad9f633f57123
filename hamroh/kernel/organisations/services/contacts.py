"""Focal points: persons whose data the ledger holds as commitments alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from hamroh.kernel.ledger.actors import Actor
from hamroh.kernel.ledger.realms import writing
from hamroh.kernel.ledger.services import record, subject_of
from hamroh.kernel.people.decisions import require

from .. import events
from ..models import FocalPoint, Organisation
from ..naming import called
from .bodies import OrganisationProblem


def set_focal_point(
    *,
    actor: Actor,
    organisation: Organisation,
    name: str,
    title: Mapping[str, str] | None = None,
    email: str = "",
    phone: str = "",
    consent: bool = False,
) -> FocalPoint:
    """Enter whom to call, or bring it up to date: the same e-mail (without one: the same name) is the same person.

    `consent`: the person agrees that partners see this. Raises Refused, OrganisationProblem.
    """
    require(actor, "organisations.change", organisation_id=organisation.pk)
    name, email = " ".join(name.split()), email.strip().lower()
    if not name:
        raise OrganisationProblem("name", _("Write the name of the focal point."))
    same = {"email": email} if email else {"name": name}
    point = organisation.focal_points.filter(**same).first() or FocalPoint(organisation=organisation)
    wanted = {"name": name, "title": dict(title or {}), "email": email, "phone": phone.strip(), "consent": consent}
    if point.pk and all(getattr(point, field) == value for field, value in wanted.items()):
        return point
    for field, value in wanted.items():
        setattr(point, field, value)
    try:
        point.clean_fields(exclude=["organisation"])
    except ValidationError as fault:
        field, messages = next(iter(fault.message_dict.items()))
        raise OrganisationProblem(field, " ".join(messages)) from fault
    with writing():
        point.save()
        _record(events.FOCAL_POINT_SET, actor, point)
    return point


def remove_focal_point(*, actor: Actor, focal_point: FocalPoint) -> None:
    """Take a focal point off the organisation. Raises Refused."""
    require(actor, "organisations.change", organisation_id=focal_point.organisation_id)
    with writing():
        _record(events.FOCAL_POINT_REMOVED, actor, focal_point)
        focal_point.delete()


def _record(event: str, actor: Actor, point: FocalPoint) -> None:
    personal: dict[str, Any] = {field: getattr(point, field) for field in events.CONTACT_FIELDS}
    facts = {"organisation": called(point.organisation), "focal_point": point.pk, "consent": point.consent}
    record(event=event, actor=actor, subject=subject_of(point.organisation), facts=facts, personal=personal)
