"""Files that came in, by program: receive one once, look at its preview, apply it."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from datetime import datetime
from typing import BinaryIO, cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.shortcuts import get_object_or_404
from django.urls import reverse
from ninja import Router, Schema, Status

from hamroh.kernel.documents.refusals import DocumentRefused, StorageFull
from hamroh.kernel.intake import importers, selectors, services
from hamroh.kernel.intake.leases import Busy
from hamroh.kernel.intake.models import Batch, BatchState
from hamroh.kernel.ledger.actors import Actor
from hamroh.web.api.access import operation, require_scope
from hamroh.web.api.etags import sent
from hamroh.web.api.interface import require_type
from hamroh.web.api.problems import CHANGE_RESPONSES, READ_RESPONSES, Problem, too_large
from hamroh.web.api.values import Key

router = Router(tags=["imports"])
XML_TYPES = frozenset({"application/xml", "text/xml"})
MOST_FAULTS = 200
_KEY_OPTION = "idempotency_key"
_CHUNK = 1 << 18
_STATUS_OF_REFUSAL = {"too-large": (413, "too-large"), "unknown-type": (415, "media-type"),
                      "mismatch": (415, "media-type"), "dangerous": (415, "media-type")}  # fmt: skip


class FaultSchema(Schema):
    """One thing that is wrong in a file, said in the reader's language, with its line or cell."""

    code: str
    severity: str
    where: str
    text: str


class BatchSchema(Schema):
    """A file that came in. `counts` is the preview by verdict, `outcome` what applying did, `faults` the first 200."""

    id: int
    importer: str
    file_name: str
    sha256: str
    state: str
    state_label: str
    counts: dict[str, int]
    outcome: dict[str, int]
    faults: list[FaultSchema]
    created_at: datetime
    applied_at: datetime | None


@router.get("/{int:batch_id}", response={200: BatchSchema, **READ_RESPONSES}, summary="A file that came in")
@operation("intake.view")
def read_batch(request: HttpRequest, batch_id: Key) -> HttpResponse:
    """How far it has come, what it would change, and what is wrong with it."""
    return sent(request, batch_schema(_visible(request, batch_id)))


@router.post("/{int:batch_id}/apply", response={202: BatchSchema, **CHANGE_RESPONSES}, summary="Apply a file")
@operation("intake.view")
def apply_batch(request: HttpRequest, response: HttpResponse, batch_id: Key) -> Status[BatchSchema]:
    """Ask for its changes to be made in the background; asked twice, it is done once."""
    batch = _visible(request, batch_id)
    _require_scopes(request, batch.importer)
    try:
        services.apply_later(actor=_actor(request), batch=batch)
    except services.BatchNotReady as fault:
        raise Problem(409, "not-ready", str(fault)) from fault
    batch.refresh_from_db()
    return batch_answer(batch, response)


def batch_schema(batch: Batch) -> BatchSchema:
    """The batch as the API shows it."""
    faults = selectors.faults(batch)[:MOST_FAULTS]
    return BatchSchema(
        id=batch.pk,
        importer=batch.importer,
        file_name=batch.file_name,
        sha256=batch.sha256,
        state=batch.state,
        state_label=str(BatchState(batch.state).label),
        counts=batch.counts,
        outcome={name: value for name, value in batch.outcome.items() if isinstance(value, int)},
        faults=[FaultSchema(code=one.code, severity=one.severity, where=one.locator, text=one.text) for one in faults],
        created_at=batch.created_at,
        applied_at=batch.applied_at,
    )


def batch_answer(batch: Batch, response: HttpResponse) -> Status[BatchSchema]:
    """202: the work goes on in the background; the batch's own address (Location) says how far."""
    response["Location"] = reverse("api:read_batch", args=[batch.pk])
    return Status(202, batch_schema(batch))


def receive(request: HttpRequest, *, importer: str, file_name: str, idempotency_key: str) -> Batch:
    """Keep the body as a file and ask for it to be read.

    With a key the same request twice makes one batch. Raises Problem 413, 415, 422 (empty, or the key with another
    content), 507 when the disk is full.
    """
    _require_scopes(request, importer)
    require_type(request, XML_TYPES)
    length = request.headers.get("Content-Length", "")
    if length.isascii() and length.isdigit() and int(length) > settings.HAMROH_UPLOAD_BYTES:
        raise too_large(settings.HAMROH_UPLOAD_BYTES)
    actor, key = _actor(request), _hashed(idempotency_key)
    known = _first_of(actor, importer, key)
    if known is not None:
        return _same_content(request, known)
    options = {_KEY_OPTION: key} if key else {}
    try:
        batch = services.receive(
            actor=actor, importer=importer, stream=cast(BinaryIO, request), file_name=file_name, options=options
        )
    except DocumentRefused as refused:
        status, kind = _STATUS_OF_REFUSAL.get(refused.code, (422, "invalid"))
        raise Problem(status, kind, str(refused)) from refused
    except StorageFull as full:
        raise Problem(507, "disk-full", str(full)) from full
    except UnreadablePostError as broken:
        raise Problem(400, "malformed", "The body ended too early. Send it again.") from broken
    return _one_of_two(actor, importer, key, batch)


def _one_of_two(actor: Actor, importer: str, key: str, batch: Batch) -> Batch:
    """When the same request came twice at one moment, the earlier batch stands; nothing of either was applied yet."""
    first = _first_of(actor, importer, key) or batch
    if first.pk == batch.pk:
        return batch
    if first.sha256 != batch.sha256:
        raise _key_reused()
    # One that cannot be discarded now only waits as a preview beside the first one.
    with suppress(Busy, services.BatchNotReady):
        services.discard(actor=actor, batch=batch)
    return first


def _first_of(actor: Actor, importer: str, key: str) -> Batch | None:
    if not key:
        return None
    mine = Batch.objects.filter(actor=actor.key, importer=importer, **{f"options__{_KEY_OPTION}": key})
    return mine.order_by("pk").first()


def _same_content(request: HttpRequest, batch: Batch) -> Batch:
    digest, size = hashlib.sha256(), 0
    while chunk := request.read(_CHUNK):
        digest.update(chunk)
        size += len(chunk)
        if size > settings.HAMROH_UPLOAD_BYTES:
            raise too_large(settings.HAMROH_UPLOAD_BYTES)
    if digest.hexdigest() != batch.sha256:
        raise _key_reused()
    return batch


def _key_reused() -> Problem:
    return Problem(422, "key-reused", "This Idempotency-Key came with another content before. Use a new key.")


def _hashed(key: str) -> str:
    return hashlib.sha256(key.encode("utf-8", "backslashreplace")).hexdigest() if key else ""


def _visible(request: HttpRequest, batch_id: int) -> Batch:
    return get_object_or_404(selectors.batches(_actor(request)), pk=batch_id)


def _actor(request: HttpRequest) -> Actor:
    return request.acting.actor  # type: ignore[attr-defined]


def _require_scopes(request: HttpRequest, importer: str) -> None:
    """Applying publishes what is new where the role may publish: then the token must hold that too."""
    require_scope(request, importers.importer(importer).verb)
    if importer == "iati":
        require_scope(request, "activities.publish")
