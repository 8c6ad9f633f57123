"""Two entries of one body are joined, with everything needed to part them again; or found to be different."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError
from django.utils import timezone
from django.utils.translation import gettext as _

from hamroh.kernel.ledger.actors import Actor
from hamroh.kernel.ledger.canonical import digest_of_items
from hamroh.kernel.ledger.realms import MAIN, writing
from hamroh.kernel.ledger.services import record, subject_of, subjects_changed
from hamroh.kernel.people.decisions import require

from .. import events
from ..models import NotDuplicate, Organisation, OrganisationMerge
from ..moving import Moves, move_all, move_back
from ..naming import called
from ..selectors import ancestors_of
from .bodies import OrganisationProblem

VERB = "organisations.merge"
LONGEST_REASON = 500
# Read models hear of what moved in steps, each its own short transaction.
_TOLD_AT_ONCE = 100


class MergeRefused(OrganisationProblem):
    """These two cannot be joined, or this joining cannot be undone; the message says why and what to do."""

    def __init__(self, message: str) -> None:
        super().__init__("", message)


def merge_organisations(*, actor: Actor, kept: Organisation, gone: Organisation, reason: str = "") -> OrganisationMerge:
    """Join `gone` into `kept`: whatever named `gone` names `kept`, which takes over the facts it lacked.

    `gone` keeps its row and disappears from lists. Raises Refused; MergeRefused with the reason.
    """
    require(actor, VERB)
    with writing():
        kept, gone = _locked(kept, gone)
        if why := refusal(kept, gone):
            raise MergeRefused(why)
        try:
            moves = move_all(kept, gone)
        except IntegrityError as fault:
            raise MergeRefused(
                _("Records of %(gone)s cannot be given to %(kept)s: the database refuses two of a kind.")
                % {"gone": gone, "kept": kept}
            ) from fault
        merge = OrganisationMerge.objects.create(
            kept=kept, gone=gone, reason=" ".join(reason.split())[:LONGEST_REASON], by=actor.key, at=timezone.now(),
            moved=moves.moved, dropped=moves.dropped, changed=moves.changed,
        )  # fmt: skip
        _record(events.MERGED, actor, merge, moves)
    _tell(kept, gone, moves)
    return merge


def undo_merge(*, actor: Actor, merge: OrganisationMerge) -> OrganisationMerge:
    """Part two entries again: each row that moved names again what it named, and `gone` stands as before.

    What came to `kept` since stays there, and so does a row that somebody has since given to another body.
    Raises Refused; MergeRefused when something that happened since stands in the way, and what.
    """
    require(actor, VERB)
    with writing():
        kept, gone = _locked(merge.kept, merge.gone)
        merge = OrganisationMerge.objects.select_for_update().get(pk=merge.pk)
        if why := _undo_refusal(merge, kept, gone):
            raise MergeRefused(why)
        moves = Moves(merge.moved, merge.dropped, merge.changed)
        try:
            missing = move_back(kept, gone, moves)
        except IntegrityError as fault:
            raise MergeRefused(
                _("%(gone)s cannot be restored: a record made since the joining stands in the place of one of its own.")
                % {"gone": gone}
            ) from fault
        if missing:
            raise MergeRefused(
                _("%(gone)s cannot be restored: its record of the kind “%(kind)s” belonged to something deleted since.")
                % {"gone": gone, "kind": missing}
            )
        merge.undone_by, merge.undone_at = actor.key, timezone.now()
        merge.save(update_fields=["undone_by", "undone_at"])
        _record(events.MERGE_UNDONE, actor, merge, moves)
    _tell(kept, gone, moves)
    return merge


def mark_different(*, actor: Actor, one: Organisation, other: Organisation) -> NotDuplicate:
    """Write down that two bodies are different, so that nobody is asked again; twice is once.

    Raises Refused; MergeRefused for one and the same body.
    """
    require(actor, VERB)
    if one.pk == other.pk:
        raise MergeRefused(_("Choose two organisations: this is one and the same."))
    first, second = sorted((one, other), key=lambda body: body.pk)
    with writing():
        known = NotDuplicate.objects.filter(one=first, other=second).first()
        if known is not None:
            return known
        pair = NotDuplicate.objects.create(one=first, other=second, by=actor.key, at=timezone.now())
        facts = {"one": called(first), "other": called(second), "numbers": [first.pk, second.pk]}
        record(event=events.MARKED_DIFFERENT, actor=actor, subject=subject_of(first), facts=facts)
    return pair


def refusal(kept: Organisation, gone: Organisation) -> str:
    """Why `gone` cannot be joined into `kept`; empty when it can."""
    if kept.pk == gone.pk:
        return _("An organisation cannot be joined into itself. Choose another one.")
    for body in (gone, kept):
        if body.merged_into_id is not None:
            return _("%(name)s was already joined into %(into)s. Open that one.") % {
                "name": body, "into": body.merged_into,
            }  # fmt: skip
    if kept.enforcement != gone.enforcement:
        body, other = (kept, gone) if kept.enforcement else (gone, kept)
        return _(
            "%(name)s is an interior, border, security or migration authority and %(other)s is none. Who works at "
            "such an authority can hold no role in research or health, so these two stay apart."
        ) % {"name": body, "other": other}
    if kept.fictional != gone.fictional:
        return _("One of the two is invented for demonstration, the other is real.")
    if kept.org_id and gone.org_id:
        return _(
            "They have different identifiers, %(kept)s and %(gone)s. Correct or remove the wrong one, then join them."
        ) % {"kept": kept.org_id, "gone": gone.org_id}
    for part, above in ((kept, gone), (gone, kept)):
        if above in ancestors_of(part):
            return _("%(part)s is a part of %(above)s. Take it out from there first, if they are one.") % {
                "part": part, "above": above,
            }  # fmt: skip
    return ""


def _undo_refusal(merge: OrganisationMerge, kept: Organisation, gone: Organisation) -> str:
    if merge.undone_at is not None:
        return _("This joining was already undone.")
    if kept.merged_into_id is not None:
        return _("%(kept)s itself was since joined into %(into)s. Undo that first.") % {
            "kept": kept, "into": kept.merged_into,
        }  # fmt: skip
    had = {field: before for _label, field, pk, before, _now in merge.changed if pk == gone.pk}
    org_id = had.get("org_id")
    holder = Organisation.everything.filter(org_id=org_id).exclude(pk=kept.pk).first() if org_id else None
    if holder is not None:
        return _("Its identifier %(org_id)s is now that of %(name)s. Take it from there first.") % {
            "org_id": org_id, "name": holder,
        }  # fmt: skip
    return ""


def _locked(one: Organisation, other: Organisation) -> tuple[Organisation, Organisation]:
    """Both as they are now, locked in the order of their numbers, so that two officers cannot lock each other out."""
    wanted = sorted({one.pk, other.pk})
    rows = Organisation.everything.select_for_update().filter(pk__in=wanted).order_by("pk")
    found = {body.pk: body for body in rows}
    if len(found) < len(wanted):
        raise MergeRefused(_("One of the two organisations is no longer there."))
    return found[one.pk], found[other.pk]


def _record(event: str, actor: Actor, merge: OrganisationMerge, moves: Moves) -> None:
    facts: dict[str, Any] = {
        "kept": called(merge.kept),
        "gone": called(merge.gone),
        "numbers": [merge.kept_id, merge.gone_id],
        "merge": merge.pk,
        "moved": moves.counts,
        "digest": digest_of_items([moves.moved, moves.dropped, moves.changed]),
    }
    if event == events.MERGED and merge.reason:
        facts["reason"] = merge.reason
    record(event=event, actor=actor, subject=subject_of(merge.kept), facts=facts)


def _tell(kept: Organisation, gone: Organisation, moves: Moves) -> None:
    """Say what changed to whoever keeps something derived from it: the search index, sums, feeds."""
    touched = {Organisation._meta.label_lower: [kept.pk, gone.pk]}
    for label, _field, pks in moves.moved:
        touched[label] = sorted({*touched.get(label, ()), *pks})
    for label, ids in touched.items():
        for start in range(0, len(ids), _TOLD_AT_ONCE):
            some = ids[start : start + _TOLD_AT_ONCE]
            with writing():
                subjects_changed.send(sender=Organisation, model=label, ids=some, realm=MAIN)
