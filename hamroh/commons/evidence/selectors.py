"""Asking what a person has proven. Doors ask at each request: one query, and an answer that says why."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from hamroh.kernel.ledger.actors import Actor
from hamroh.kernel.people.decisions import Decision, may

from .kinds import EvidenceKind, evidence_kind
from .models import Evidence


def holds(person_key: str, kind: str, *, on: date | None = None, scope: str = "") -> Decision:
    """Whether the person holds confirmed evidence of the kind on the day (today), with the reason and what helps.

    Evidence without scope counts for every scope. Evidence withdrawn counts on no day. Raises UnknownKind.
    """
    declared = evidence_kind(kind)
    day = on or timezone.localdate()
    fits = Q(scope="") | Q(scope=scope) if scope else Q(scope="")
    held = list(Evidence.objects.filter(fits, person=person_key, kind=kind, withdrawn_at=None))
    confirmed = [one for one in held if one.confirmed_at is not None]
    for one in confirmed:
        if one.issued <= day and (one.valid_until is None or day <= one.valid_until):
            return Decision(True, _holds(declared, one))
    return _lacks(declared, held, confirmed, day)


def visible_to(evidence: QuerySet[Evidence] | None, viewer: Actor) -> QuerySet[Evidence]:
    """All for who may enter evidence; one's own for everybody who signed in."""
    evidence = Evidence.objects.all() if evidence is None else evidence
    if may(viewer, "evidence.enter"):
        return evidence
    return evidence.none() if viewer.person_id is None else evidence.filter(person=viewer.key)


def _holds(declared: EvidenceKind, one: Evidence) -> str:
    if one.valid_until is None:
        return _("Held: %(kind)s.") % {"kind": declared.label}
    return _("Held: %(kind)s, until %(day)s.") % {
        "kind": declared.label,
        "day": date_format(one.valid_until, "DATE_FORMAT"),
    }


def _lacks(declared: EvidenceKind, held: list[Evidence], confirmed: list[Evidence], day: date) -> Decision:
    ended = [one.valid_until for one in confirmed if one.valid_until is not None and one.valid_until < day]
    if len(held) > len(confirmed):
        reason = _("%(kind)s: it was entered and waits for confirmation by a second person.")
        return Decision(False, reason % {"kind": declared.label}, _("Ask the training centre to confirm it."))
    if ended:
        reason = _("%(kind)s: it was valid until %(day)s.")
        facts = {"kind": declared.label, "day": date_format(max(ended), "DATE_FORMAT")}
        return Decision(False, reason % facts, declared.remedy)
    return Decision(False, _("%(kind)s: there is none.") % {"kind": declared.label}, declared.remedy)
