"""API tokens: made by a person for one of their roles, limited to chosen verbs, hashed, dated, revocable."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hamroh.kernel.ledger.actors import Actor
from hamroh.kernel.ledger.realms import writing
from hamroh.kernel.ledger.services import record, subject_of

from .acting import Acting
from .decisions import require
from .models import RoleAssignment, Token
from .roles import BY_KEY
from .verbs import BY_KEY as VERBS_BY_KEY

LONGEST = timedelta(days=366)
USED_RESOLUTION = timedelta(minutes=5)


def make_token(
    *,
    actor: Actor,
    assignment: RoleAssignment,
    label: str,
    scopes: list[str],
    valid_for: timedelta = timedelta(days=90),
) -> tuple[Token, str]:
    """A token and its secret, shown once. Raises ValidationError for scopes the role lacks or too long a life."""
    require(actor, "tokens.manage")
    role = BY_KEY[assignment.role]
    beyond = [scope for scope in scopes if scope not in VERBS_BY_KEY or not role.scope(scope)]
    if assignment.person_id != actor.person_id or beyond:
        raise ValidationError(_("Your role does not allow: %(scopes)s."), params={"scopes": ", ".join(beyond)})
    if not scopes or valid_for > LONGEST:
        raise ValidationError(_("Choose at least one permission and at most one year."))
    secret = f"hmr_{secrets.token_urlsafe(32)}"
    with writing():
        token = Token.objects.create(
            person_id=assignment.person_id,
            assignment=assignment,
            label=label,
            prefix=secret[:10],
            token_hash=_hash(secret),
            scopes=sorted(scopes),
            expires_at=timezone.now() + valid_for,
        )
        record(
            event="people.token_made",
            actor=actor,
            subject=subject_of(token),
            facts={"scopes": ", ".join(sorted(scopes))},
            personal={"name": token.person.name},
        )
    return token, secret


def revoke_token(*, actor: Actor, token: Token) -> Token:
    """Make a token useless at once."""
    require(actor, "tokens.manage")
    if token.person_id != actor.person_id:
        raise ValidationError(_("This is another person's token."))
    with writing():
        token.revoked_at = timezone.now()
        token.save(update_fields=["revoked_at"])
        record(
            event="people.token_revoked", actor=actor, subject=subject_of(token), personal={"name": token.person.name}
        )
    return token


def holder(secret: str) -> Acting | None:
    """Who a token's secret speaks for, within its scopes; None when unknown, expired, revoked or the role ended."""
    now = timezone.now()
    token = (
        Token.objects.select_related("assignment__organisation", "person")
        .filter(token_hash=_hash(secret), revoked_at=None, expires_at__gt=now)
        .first()
    )
    if token is None or not RoleAssignment.objects.on(timezone.localdate()).filter(pk=token.assignment_id).exists():
        return None
    if token.last_used_at is None or now - token.last_used_at > USED_RESOLUTION:
        Token.objects.filter(pk=token.pk).update(last_used_at=now)
    return Acting(token.person, token.assignment, scopes=frozenset(token.scopes))


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
