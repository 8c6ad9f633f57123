"""Which documents may be seen."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from hamroh.kernel.ledger.actors import Actor
from hamroh.kernel.ledger.realms import MAIN, Realm
from hamroh.kernel.people.decisions import may

from .models import Document, Visibility

_OF_NO_ORGANISATION = -1  # only a role that holds the verb for all organisations may


def documents(
    actor: Actor, *, subject: str | None = None, removed: bool = False, realm: Realm = MAIN
) -> QuerySet[Document]:
    """The documents that the actor may open, of one subject or of all.

    With `removed` instead the removed ones, which only their organisation and who added them still see.
    """
    visible = _own(actor) if removed else _own(actor) | _shared(actor)
    found = Document.objects.using(realm.alias).filter(visible, removed_at__isnull=not removed)
    if subject is not None:
        found = found.filter(subject=subject)
    return found.select_related("blob")


def _own(actor: Actor) -> Q:
    if may(actor, "documents.upload", organisation_id=_OF_NO_ORGANISATION):
        return ~Q(pk=None)
    seen = Q(uploaded_by=actor.key) if _is_somebody(actor) else Q(pk=None)
    if actor.organisation_id is not None:
        seen |= Q(organisation=actor.organisation_id)
    return seen


def _shared(actor: Actor) -> Q:
    shared = Q(visibility=Visibility.PUBLIC)
    return shared | Q(visibility=Visibility.PARTNERS) if _is_somebody(actor) else shared


def _is_somebody(actor: Actor) -> bool:
    return actor.person_id is not None or actor.key.startswith("staff:")
