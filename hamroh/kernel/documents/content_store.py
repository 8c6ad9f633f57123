"""The bytes: `files/<realm>/ab/cdef…` under HAMROH_HOME, written aside and moved into place when whole."""

from __future__ import annotations

import errno
import hashlib
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from hamroh.kernel.ledger.realms import Realm

from .refusals import DocumentRefused, StorageFull

_CHUNK = 1 << 18
_MEGABYTE = 1 << 20
_FULL = frozenset((errno.ENOSPC, errno.EDQUOT, errno.EFBIG))
_FORGOTTEN_AFTER_SECONDS = 24 * 3600


@dataclass(frozen=True)
class Draft:
    """A content that lies aside, whole but not yet in its place."""

    path: Path
    sha256: str
    size: int


def folder(realm: Realm) -> Path:
    """The realm's folder."""
    return Path(settings.HAMROH_HOME) / "files" / realm.name


def path_of(sha256: str, realm: Realm) -> Path:
    """Where a content lies."""
    return folder(realm) / sha256[:2] / sha256[2:]


@contextmanager
def draft_of(stream: BinaryIO, realm: Realm) -> Iterator[Draft]:
    """Copy a stream aside, hashing it. What is not kept with `keep` is gone at the end, whatever happens.

    Raises DocumentRefused (empty, too large), StorageFull.
    """
    aside = folder(realm) / ".incoming"
    path: Path | None = None
    try:
        aside.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, name = tempfile.mkstemp(dir=aside)
        path = Path(name)
        try:
            sha256, size = _copy(stream, handle)
            os.fsync(handle)
        finally:
            os.close(handle)
        if size == 0:
            raise DocumentRefused("empty")
        yield Draft(path, sha256, size)
    except OSError as error:
        if error.errno in _FULL:
            raise StorageFull from error
        raise
    finally:
        if path is not None:
            path.unlink(missing_ok=True)


def _copy(stream: BinaryIO, handle: int) -> tuple[str, int]:
    limit = settings.HAMROH_UPLOAD_BYTES
    digest = hashlib.sha256()
    size = 0
    while chunk := stream.read(_CHUNK):
        size += len(chunk)
        if size > limit:
            raise DocumentRefused("too-large", limit=str(limit // _MEGABYTE))
        digest.update(chunk)
        rest = memoryview(chunk)
        while rest:
            rest = rest[os.write(handle, rest) :]
    return digest.hexdigest(), size


def keep(draft: Draft, realm: Realm) -> Path:
    """Move a draft into its place. The same content there already is replaced by itself, which mends a damaged one."""
    path = path_of(draft.sha256, realm)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft.path.replace(path)
    # The move itself must survive a power cut, not only the bytes.
    directory = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(directory)
    finally:
        os.close(directory)
    return path


def open_content(sha256: str, realm: Realm) -> BinaryIO:
    """The content as a binary stream; DocumentRefused("missing") when the file is gone."""
    try:
        return path_of(sha256, realm).open("rb")
    except FileNotFoundError:
        raise DocumentRefused("missing", name=sha256[:12]) from None


def digest_of(sha256: str, realm: Realm) -> tuple[str, int] | None:
    """The digest and size of what really lies there; None when nothing does."""
    try:
        with path_of(sha256, realm).open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest(), stream.tell()
    except FileNotFoundError:
        return None


def clear_forgotten(realm: Realm) -> int:
    """Remove drafts that a killed process left aside more than a day ago; returns how many."""
    before = time.time() - _FORGOTTEN_AFTER_SECONDS
    removed = 0
    for path in (folder(realm) / ".incoming").glob("*"):
        if path.stat().st_mtime < before:
            path.unlink(missing_ok=True)
            removed += 1
    return removed
