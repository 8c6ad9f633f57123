"""Verbs on documents. `realm` chooses the database and the folder; nothing crosses."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from pathlib import PureWindowsPath
from typing import BinaryIO

from django.utils import timezone

from hamroh.kernel.ledger.actors import Actor
from hamroh.kernel.ledger.realms import MAIN, Realm, writing
from hamroh.kernel.ledger.services import record, subject_of
from hamroh.kernel.people.decisions import require

from . import content_store, events
from .content import kind_of
from .models import Blob, Document, Visibility

_VERB = "documents.upload"
_NAME_LENGTH = 200
_SPACES = re.compile(r"\s+")


def store(*, actor: Actor, stream: BinaryIO, file_name: str, realm: Realm = MAIN) -> Blob:
    """Keep a content and return its blob; the same content again returns the same blob and stores nothing.

    Raises DocumentRefused (type, size, name against content), StorageFull, people.decisions.Refused.
    """
    require(actor, _VERB)
    name = clean_name(file_name)
    with content_store.draft_of(stream, realm) as draft:
        with draft.path.open("rb") as content:
            kind = kind_of(content, name)
        content_store.keep(draft, realm)
    with writing(realm):
        blob, created = Blob.objects.using(realm.alias).get_or_create(
            sha256=draft.sha256, defaults={"size": draft.size, "media_type": kind.media_type}
        )
        if created:
            facts = {"sha256": blob.sha256, "size": blob.size, "media_type": blob.media_type}
            record(event=events.STORED, actor=actor, subject=subject_of(blob), facts=facts, realm=realm)
    return blob


def attach(
    *,
    actor: Actor,
    blob: Blob,
    subject: str,
    file_name: str,
    title: Mapping[str, str] | None = None,
    language: str = "",
    visibility: str = Visibility.ORGANISATION,
    licence: str = "",
    organisation_id: int | None = None,
    realm: Realm = MAIN,
) -> Document:
    """Attach a stored content to `subject` (`app_label.model:id`) under a name.

    `organisation_id` is whose document it is (default: the actor's). Raises people.decisions.Refused, ValueError for
    an undeclared visibility.
    """
    organisation = organisation_id if organisation_id is not None else actor.organisation_id
    require(actor, _VERB, organisation_id=organisation)
    document = Document(
        blob=blob,
        subject=subject,
        title=dict(title or {}),
        language=language,
        file_name=clean_name(file_name),
        visibility=Visibility(visibility),
        licence=licence,
        organisation=organisation,
        uploaded_by=actor.key,
    )
    with writing(realm):
        document.save(using=realm.alias)
        record(
            event=events.ATTACHED,
            actor=actor,
            subject=subject,
            facts={"document": document.pk, "sha256": blob.pk, "visibility": document.visibility, "licence": licence},
            personal={"file_name": document.file_name, "title": document.title},
            realm=realm,
        )
    return document


def remove(*, actor: Actor, document: Document, reason: str = "", realm: Realm = MAIN) -> Document:
    """Remove a document from sight; `restore` brings it back. One that is removed already stays as it is."""
    require(actor, _VERB, organisation_id=document.organisation)
    with writing(realm):
        kept = Document.objects.using(realm.alias).select_for_update().get(pk=document.pk)
        if kept.removed_at is None:
            kept.removed_at, kept.removed_by = timezone.now(), actor.key
            kept.save(using=realm.alias, update_fields=["removed_at", "removed_by"])
            facts = {"document": kept.pk, "sha256": kept.blob_id, "reason": reason}
            record(event=events.REMOVED, actor=actor, subject=kept.subject, facts=facts, realm=realm)
    return kept


def restore(*, actor: Actor, document: Document, realm: Realm = MAIN) -> Document:
    """Bring a removed document back."""
    require(actor, _VERB, organisation_id=document.organisation)
    with writing(realm):
        kept = Document.objects.using(realm.alias).select_for_update().get(pk=document.pk)
        if kept.removed_at is not None:
            kept.removed_at, kept.removed_by = None, ""
            kept.save(using=realm.alias, update_fields=["removed_at", "removed_by"])
            facts = {"document": kept.pk, "sha256": kept.blob_id}
            record(event=events.RESTORED, actor=actor, subject=kept.subject, facts=facts, realm=realm)
    return kept


def clean_name(name: str) -> str:
    """A file name without folders, control and direction-changing characters, at most 200 characters."""
    base = PureWindowsPath(name).name  # understands both separators
    base = "".join(letter for letter in base if unicodedata.category(letter) not in {"Cc", "Cf", "Cs"})
    base = _SPACES.sub(" ", base).strip(" .")
    if len(base) > _NAME_LENGTH:
        stem, dot, extension = base.rpartition(".")
        keep_extension = dot and len(extension) < 12
        base = f"{stem[: _NAME_LENGTH - len(extension) - 1]}.{extension}" if keep_extension else base[:_NAME_LENGTH]
    return base or "document"
