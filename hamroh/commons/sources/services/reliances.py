"""What rests on what: noted by whoever changes the record, confirmed by a person after the article changed."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from hamroh.kernel.ledger.actors import Actor
from hamroh.kernel.ledger.realms import writing
from hamroh.kernel.ledger.services import record, subject_of
from hamroh.kernel.people.decisions import require

from .. import events
from ..models import Article, Reliance
from .instruments import SourceProblem


def rely(
    *,
    actor: Actor,
    subject: str,
    article: Article,
    note: str = "",
    under: str = "sources.change",
    organisation_id: int | None = None,
) -> Reliance:
    """Note that the record `subject` (`app_label.model:id`) rests on the article; again: the note is renewed.

    `under` is the verb by which the record itself is changed (activities.change, …), for the organisation it belongs
    to: who may change the record may say what it rests on. Raises Refused, SourceProblem.
    """
    require(actor, under, organisation_id=organisation_id)
    model, _colon, number = subject.partition(":")
    if "." not in model or not number:
        message = _("“%(subject)s” is not the key of a record, such as activities.activity:12.")
        raise SourceProblem("subject", message % {"subject": subject})
    known = Reliance.objects.filter(article=article, subject=subject).first()
    if known is not None and known.note == note:
        return known
    with writing():
        reliance = known or Reliance(article=article, subject=subject, version=article.version)
        reliance.note = note
        reliance.save()
        _record(events.RELIED, actor, reliance, note=note)
    return reliance


def withdraw_reliance(
    *, actor: Actor, reliance: Reliance, under: str = "sources.change", organisation_id: int | None = None
) -> None:
    """Note that the record no longer rests on the article. Raises Refused."""
    require(actor, under, organisation_id=organisation_id)
    with writing():
        _record(events.RELIANCE_WITHDRAWN, actor, reliance)
        reliance.delete()


def confirm_reliance(*, actor: Actor, reliance: Reliance, version: int, note: str = "") -> Reliance:
    """Confirm that the record holds under `version` of the article, which must be the one that stands now.

    Who confirms must have read that version: when the article changed again meanwhile, SourceProblem asks to look
    once more. Raises Refused.
    """
    require(actor, "sources.review")
    with writing():
        now = Reliance.objects.select_for_update().select_related("article").get(pk=reliance.pk)
        if now.article.version != version:
            message = _("The article has changed again: version %(version)s stands now. Read it, then confirm.")
            raise SourceProblem("version", message % {"version": now.article.version})
        if now.stale_since is not None or now.version != version:
            now.stale_since, now.version = None, version
            now.confirmed_by, now.confirmed_at = actor.key, timezone.now()
            now.note = note or now.note
            now.save()
            _record(events.RELIANCE_CONFIRMED, actor, now, version=version, note=note)
    reliance.refresh_from_db()
    return reliance


def _record(event: str, actor: Actor, reliance: Reliance, **facts: object) -> None:
    told = {"relying": reliance.subject, "article": reliance.article.key, **facts}
    record(event=event, actor=actor, subject=subject_of(reliance.article), facts=told)
