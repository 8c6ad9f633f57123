"""Invitations by mail: the only way in. The token stands in the letter alone; the database keeps its hash."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta
from functools import partial

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from hamroh.kernel.ledger.actors import Actor
from hamroh.kernel.ledger.realms import writing
from hamroh.kernel.ledger.services import record, subject_of
from hamroh.kernel.organisations.models import Organisation

from .decisions import require
from .errors import InvitationUnusable
from .models import Invitation, Person, RoleAssignment
from .roles import BY_KEY
from .services import check_role

VALID_FOR = timedelta(days=14)
PROBLEMS = {
    "unknown": _("This invitation is not known. Check that the whole address of the letter was copied."),
    "expired": _("This invitation has expired. Ask the person who invited you for a new one."),
    "accepted": _("This invitation was used already. Sign in with your e-mail and password."),
    "withdrawn": _("This invitation was withdrawn. Ask the organisation that invited you."),
    "taken": _("There is an account with this e-mail already. Sign in, then ask an administrator for the role."),
}


def invite(
    *, actor: Actor, email: str, name: str, role: str, organisation: Organisation, language: str = "tg"
) -> Invitation:
    """Send an invitation letter in the invited person's language. Raises Refused, RoleNotAllowed."""
    require(actor, "people.invite", organisation_id=organisation.pk)
    check_role(role, organisation)
    token = secrets.token_urlsafe(32)
    with writing():
        invitation = Invitation.objects.create(
            email=email.lower(),
            name=name,
            role=role,
            organisation=organisation,
            language=language,
            token_hash=_hash(token),
            invited_by=actor.key,
            expires_at=timezone.now() + VALID_FOR,
        )
        record(
            event="people.invited",
            actor=actor,
            subject=subject_of(invitation),
            facts={"role": role, "organisation": organisation.pk},
            personal={"name": name, "email": invitation.email},
        )
        # After the commit: a letter must never speak of an invitation that was rolled back.
        transaction.on_commit(partial(_send_letter, invitation, token))
    return invitation


def withdraw(*, actor: Actor, invitation: Invitation) -> Invitation:
    """Make an open invitation useless."""
    require(actor, "people.invite", organisation_id=invitation.organisation_id)
    with writing():
        invitation.withdrawn_at = timezone.now()
        invitation.save(update_fields=["withdrawn_at"])
        record(
            event="people.invitation_withdrawn",
            actor=actor,
            subject=subject_of(invitation),
            personal={"name": invitation.name, "email": invitation.email},
        )
    return invitation


def usable(token: str) -> Invitation:
    """The open invitation of a token. Raises InvitationUnusable with the reason."""
    invitation = Invitation.objects.select_related("organisation").filter(token_hash=_hash(token)).first()
    if invitation is None:
        raise _unusable("unknown")
    if invitation.accepted_at:
        raise _unusable("accepted")
    if invitation.withdrawn_at:
        raise _unusable("withdrawn")
    if invitation.expires_at <= timezone.now():
        raise _unusable("expired")
    return invitation


def accept(*, token: str, name: str, password: str) -> Person:
    """Make the account and its role. Raises InvitationUnusable, ValidationError for a weak password.

    Two acceptances at once: the second finds the invitation used, since it is marked by a conditional update.
    """
    invitation = usable(token)
    person = Person(email=invitation.email, name=name)
    validate_password(password, person)
    with writing():
        now = timezone.now()
        marked = Invitation.objects.filter(pk=invitation.pk, accepted_at=None).update(accepted_at=now)
        if not marked:
            raise _unusable("accepted")
        if Person.objects.filter(email=invitation.email).exists():
            raise _unusable("taken")
        person = Person.objects.create_user(invitation.email, password, name=name, language=invitation.language)
        RoleAssignment.objects.create(
            person=person,
            role=invitation.role,
            organisation=invitation.organisation,
            valid_from=timezone.localdate(),
            granted_by=invitation.invited_by,
        )
        record(
            event="people.joined",
            actor=Actor(person.key, role=invitation.role, organisation_id=invitation.organisation_id),
            subject=subject_of(person),
            facts={"role": invitation.role, "organisation": invitation.organisation_id},
            personal={"name": name, "email": person.email},
        )
    return person


def _unusable(code: str) -> InvitationUnusable:
    return InvitationUnusable(PROBLEMS[code], code=code)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _send_letter(invitation: Invitation, token: str) -> None:
    with override(invitation.language):
        context = {
            "invitation": invitation,
            "role": BY_KEY[invitation.role].label,
            "address": settings.HAMROH_ORIGIN + reverse("people:accept", args=[token]),
        }
        subject = render_to_string("people/invitation_subject.txt", context).strip()
        body = render_to_string("people/invitation.txt", context)
    send_mail(subject, body, None, [invitation.email])
