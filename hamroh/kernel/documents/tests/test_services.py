"""Stored once, attached, removed and restored; nothing half-written when the disk is full or the process dies."""

from __future__ import annotations

import errno
import hashlib
import io
import os
import signal
import subprocess
import sys
import tracemalloc
from pathlib import Path

import pytest
from django.conf import settings as django_settings

from hamroh.kernel.documents import content_store, services
from hamroh.kernel.documents.models import Blob, Document, Visibility
from hamroh.kernel.documents.refusals import DocumentRefused, StorageFull
from hamroh.kernel.documents.selectors import documents
from hamroh.kernel.documents.serving import response_headers
from hamroh.kernel.documents.verification import Finding, verify
from hamroh.kernel.ledger.actors import ANYONE, Actor, system
from hamroh.kernel.ledger.models import Entry
from hamroh.kernel.ledger.realms import CARE, MAIN, Realm
from hamroh.kernel.people.decisions import Refused

pytestmark = pytest.mark.django_db(databases=["default", "care"], transaction=True)
ACTOR = system("test")
PDF = b"%PDF-1.7\n" + b"0123456789" * 100_000
SUBJECT = "activities.activity:12"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, settings) -> Path:
    settings.HAMROH_HOME = tmp_path
    return tmp_path


def files(home: Path) -> list[Path]:
    return [path for path in (home / "files").rglob("*") if path.is_file()]


def store(content: bytes = PDF, name: str = "report.pdf", realm: Realm = MAIN) -> Blob:
    return services.store(actor=ACTOR, stream=io.BytesIO(content), file_name=name, realm=realm)


def attach(**options) -> Document:
    return services.attach(actor=ACTOR, blob=store(), subject=SUBJECT, file_name="report.pdf", **options)


@pytest.mark.parametrize("realm", [MAIN, CARE], ids=lambda realm: realm.name)
def test_same_content_is_stored_once_in_its_own_realm(home: Path, realm: Realm) -> None:
    blob = store(realm=realm)
    assert blob == store(name="another name.pdf", realm=realm)
    digest = hashlib.sha256(PDF).hexdigest()
    assert files(home) == [home / "files" / realm.name / digest[:2] / digest[2:]]
    assert (blob.sha256, blob.size, blob.media_type) == (digest, len(PDF), "application/pdf")
    assert Entry.objects.using(realm.alias).filter(event="documents.stored").count() == 1
    other = CARE if realm is MAIN else MAIN
    assert not Blob.objects.using(other.alias).exists()
    assert not Entry.objects.using(other.alias).exists()
    with content_store.open_content(blob.sha256, realm) as stream:
        assert stream.read() == PDF


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"", "a.pdf", "empty"),
        (PDF, "a.xlsx", "mismatch"),
        (b"MZ", "a.pdf", "dangerous"),
        (PDF * 3, "a.pdf", "too-large"),
    ],
)
def test_refused_files_leave_nothing(home: Path, settings, content: bytes, name: str, code: str) -> None:
    settings.HAMROH_UPLOAD_BYTES = 2 * 2**20
    with pytest.raises(DocumentRefused) as caught:
        store(content, name)
    assert caught.value.code == code
    assert files(home) == []
    assert not Blob.objects.exists() and not Entry.objects.exists()


@pytest.mark.parametrize("call", ["write", "fsync"])
def test_full_disk_says_so_and_leaves_nothing(home: Path, monkeypatch: pytest.MonkeyPatch, call: str) -> None:
    real = getattr(os, call)
    calls = 0

    def full(*arguments):
        nonlocal calls
        calls += 1
        if call == "fsync" or calls > 2:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return real(*arguments)

    monkeypatch.setattr(content_store.os, call, full)
    with pytest.raises(StorageFull) as caught:
        store()
    monkeypatch.undo()
    django_settings.HAMROH_HOME = home
    assert "no room" in str(caught.value)
    assert files(home) == []
    assert not Blob.objects.exists() and not Entry.objects.exists()


DYING = """
import io, os, signal, sys
import django
from django.conf import settings
settings.DATABASES["default"]["NAME"] = sys.argv[1]
from pathlib import Path
settings.HAMROH_HOME = Path(sys.argv[2])
django.setup()
from hamroh.kernel.documents import content_store, services
from hamroh.kernel.ledger.actors import system
def die(*arguments, **options):
    os.kill(os.getpid(), signal.SIGKILL)
class Stream(io.BytesIO):
    def read(self, size=-1):
        chunk = super().read(size)
        return chunk if chunk or sys.argv[3] != "copying" else die()
if sys.argv[3] == "before the row":
    services.writing = die
services.store(actor=system("test"), stream=Stream(sys.stdin.buffer.read()), file_name="report.pdf")
"""


@pytest.mark.parametrize("stage", ["copying", "before the row"])
def test_killed_in_mid_work(home: Path, stage: str) -> None:
    from django.db import connections

    database = str(connections["default"].settings_dict["NAME"])
    done = subprocess.run(
        [sys.executable, "-c", DYING, database, str(home), stage],
        input=PDF,
        env={**os.environ, "HAMROH_HEADS": str(home / "heads")},
        timeout=120,
        check=False,
    )
    assert done.returncode == -signal.SIGKILL
    assert not Blob.objects.exists() and not Entry.objects.exists()
    blob = store()
    with content_store.open_content(blob.sha256, MAIN) as stream:
        assert stream.read() == PDF
    for path in (home / "files" / "main" / ".incoming").glob("*"):
        os.utime(path, (0, 0))
    assert content_store.clear_forgotten(MAIN) == (1 if stage == "copying" else 0)
    assert len(files(home)) == 1


def test_attach_remove_restore() -> None:
    document = attach(title={"en": "Report", "tg": "Ҳисобот"}, language="en", licence="CC-BY-4.0")
    assert documents(ACTOR, subject=SUBJECT).get() == document
    services.remove(actor=ACTOR, document=document, reason="wrong file")
    services.remove(actor=ACTOR, document=document)
    assert not documents(ACTOR, subject=SUBJECT).exists()
    assert documents(ACTOR, subject=SUBJECT, removed=True).get() == document
    services.restore(actor=ACTOR, document=document)
    services.restore(actor=ACTOR, document=document)
    assert documents(ACTOR, subject=SUBJECT).get() == document
    assert list(Entry.objects.order_by("pk").values_list("event", flat=True)) == [
        "documents.stored",
        "documents.attached",
        "documents.removed",
        "documents.restored",
    ]
    assert "report.pdf" not in str(Entry.objects.get(event="documents.attached").facts)


def test_who_sees_what() -> None:
    ours = attach(organisation_id=1)
    partners = attach(organisation_id=2, visibility=Visibility.PARTNERS)
    public = attach(organisation_id=2, visibility=Visibility.PUBLIC)
    attach(organisation_id=2)
    person = Actor("person:9", role="", organisation_id=1, person_id=9)
    assert set(documents(person)) == {ours, partners, public}
    assert set(documents(ANYONE)) == {public}
    assert documents(ACTOR).count() == 4
    services.remove(actor=ACTOR, document=public)
    assert not documents(ANYONE, removed=True).exists() and not documents(person, removed=True).exists()
    assert documents(ACTOR, removed=True).get() == public
    for verb in (services.remove, services.restore):
        with pytest.raises(Refused):
            verb(actor=person, document=public)
    with pytest.raises(Refused):
        services.store(actor=ANYONE, stream=io.BytesIO(PDF), file_name="a.pdf")
    with pytest.raises(Refused):
        services.attach(actor=person, blob=ours.blob, subject=SUBJECT, file_name="a.pdf")
    with pytest.raises(ValueError, match="everyone"):
        attach(visibility="everyone")


@pytest.mark.slow
def test_200_megabytes_pass_through_little_memory(settings) -> None:
    class Source(io.RawIOBase):
        left = 200 * 2**20

        def read(self, size: int = -1) -> bytes:
            piece = b"a;1;2026\n" * 1000
            self.left -= len(piece)
            return piece if self.left > 0 else b""

    settings.HAMROH_UPLOAD_BYTES = 256 * 2**20
    tracemalloc.start()
    blob = services.store(actor=ACTOR, stream=Source(), file_name="large.csv")  # type: ignore[arg-type]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert blob.size > 199 * 2**20
    assert peak < 20 * 2**20


def test_verify_names_what_is_missing_or_altered_and_storing_again_mends() -> None:
    first, second, third = store(), store(PDF + b"2"), store(PDF + b"3")
    assert list(verify()) == []
    content_store.path_of(first.sha256, MAIN).unlink()
    path = content_store.path_of(second.sha256, MAIN)
    path.write_bytes(path.read_bytes().replace(b"012", b"021", 1))
    found = {Finding(first.sha256, "missing"), Finding(second.sha256, "altered")}
    assert set(verify()) == found
    with pytest.raises(DocumentRefused):
        content_store.open_content(first.sha256, MAIN)
    store()
    store(PDF + b"2")
    assert list(verify()) == []
    assert third.size == len(PDF) + 1


def test_headers_never_let_a_browser_run_it() -> None:
    document = attach(visibility=Visibility.PUBLIC)
    document.file_name = "Ҳисобот “1”.pdf"
    headers = response_headers(document)
    assert headers["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in headers["Content-Security-Policy"]
    assert headers["ETag"] == f'"{document.blob_id}"'
    assert headers["Cache-Control"].startswith("public")
    assert response_headers(attach())["Cache-Control"] == "private, no-store"
    assert "\n" not in "".join(headers.values())


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\Zarina\\ҳисобот.pdf", "ҳисобот.pdf"),
        ("annex\u202efdp.exe", "annexfdp.exe"),
        ("a\r\nb.pdf", "ab.pdf"),
        ("  ..  ", "document"),
        ("", "document"),
        ("x" * 400 + ".pdf", "x" * 196 + ".pdf"),
    ],
)
def test_names_are_cleaned(name: str, clean: str) -> None:
    assert services.clean_name(name) == clean
