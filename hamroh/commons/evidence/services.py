"""Entering, confirming and withdrawing evidence."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from hamroh.kernel.ledger.actors import Actor
from hamroh.kernel.ledger.realms import writing
from hamroh.kernel.ledger.services import record, subject_of
from hamroh.kernel.people.decisions import Refused, require

from . import events
from .kinds import evidence_kind
from .models import Evidence
from .permissions import may_confirm


def enter(
    *,
    actor: Actor,
    person: str,
    kind: str,
    issued: date,
    valid_until: date | None = None,
    scope: str = "",
    document: str = "",
) -> Evidence:
    """Enter what a person has proven; it does not count before somebody else confirms it.

    Raises Refused, UnknownKind, ValidationError (dates).
    """
    require(actor, "evidence.enter")
    _check_dates(kind, issued, valid_until)
    with writing():
        evidence = Evidence.objects.create(
            person=person,
            kind=kind,
            scope=scope,
            issued=issued,
            valid_until=valid_until,
            document=document,
            entered_by=actor.key,
        )
        _record(events.ENTERED, actor, evidence, issued=issued, valid_until=valid_until, document=document)
    return evidence


def confirm(*, actor: Actor, evidence: Evidence) -> Evidence:
    """Confirm, as a second person, what a colleague entered; confirmed before, it stays as it is. Raises Refused."""
    with writing():
        evidence = Evidence.objects.select_for_update().get(pk=evidence.pk)
        decision = may_confirm(actor, evidence)
        if not decision:
            raise Refused("evidence.enter", decision)
        if evidence.confirmed_at is None:
            evidence.confirmed_by, evidence.confirmed_at = actor.key, timezone.now()
            evidence.save(update_fields=["confirmed_by", "confirmed_at"])
            _record(events.CONFIRMED, actor, evidence)
    return evidence


def withdraw(*, actor: Actor, evidence: Evidence, reason: str) -> Evidence:
    """Let evidence count no longer, from now on. Raises Refused, ValidationError without a reason."""
    require(actor, "evidence.enter")
    if not reason.strip():
        raise ValidationError(_("Say in a sentence why this evidence is withdrawn."))
    with writing():
        evidence = Evidence.objects.select_for_update().get(pk=evidence.pk)
        if evidence.withdrawn_at is None:
            evidence.withdrawn_at = timezone.now()
            evidence.save(update_fields=["withdrawn_at"])
            _record(events.WITHDRAWN, actor, evidence, reason=reason.strip())
    return evidence


def _check_dates(kind: str, issued: date, valid_until: date | None) -> None:
    expires = evidence_kind(kind).expires
    if issued > timezone.localdate():
        raise ValidationError({"issued": _("The day of issue is in the future. Enter the day on the document.")})
    if valid_until is None and expires:
        raise ValidationError({"valid_until": _("Evidence of this kind expires. Enter its last day.")})
    if valid_until is not None and valid_until < issued:
        raise ValidationError({"valid_until": _("The last day lies before the day of issue. Check both dates.")})


def _record(event: str, actor: Actor, evidence: Evidence, **facts: Any) -> None:
    record(
        event=event,
        actor=actor,
        subject=subject_of(evidence),
        facts={"kind": evidence.kind, "scope": evidence.scope, **facts},
        personal={"person": evidence.person},
    )
