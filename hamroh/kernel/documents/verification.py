"""Whether the stored content is still what was stored."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from hamroh.kernel.ledger.realms import MAIN, Realm

from . import content_store
from .models import Blob


@dataclass(frozen=True)
class Finding:
    """A content that is not what it was: gone, or other bytes than its name says."""

    sha256: str
    kind: Literal["missing", "altered"]


def verify(*, realm: Realm = MAIN) -> Iterator[Finding]:
    """Read every stored content again and report each one that is missing or altered."""
    for blob in Blob.objects.using(realm.alias).order_by("pk").iterator(500):
        lies = content_store.digest_of(blob.sha256, realm)
        if lies is None:
            yield Finding(blob.sha256, "missing")
        elif lies != (blob.sha256, blob.size):
            yield Finding(blob.sha256, "altered")
