"""Types are found by content; names only have to agree."""

from __future__ import annotations

import io
import zipfile

import pytest

from hamroh.formats.spreadsheet import ColumnSpec, SheetSpec, write_workbook
from hamroh.kernel.documents.content import kind_of
from hamroh.kernel.documents.refusals import REASONS, DocumentRefused

PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 40
PDF = b"%PDF-1.7\n1 0 obj\n"
JPEG = b"\xff\xd8\xff\xe0" + b"\x00" * 40
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def archive(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as written:
        for name, content in parts.items():
            written.writestr("[Content_Types].xml" if name == "types" else name.replace("__", "/"), content)
    return out.getvalue()


def office(main: str, **parts: bytes) -> bytes:
    return archive(types=f"<Types><Override ContentType='application/x.{main}'/></Types>".encode(), **parts)


def xlsx() -> bytes:
    out = io.BytesIO()
    write_workbook([SheetSpec("s", "S", (ColumnSpec("a", "A"),))], out, template=("t", "1"))
    return out.getvalue()


DOCX = office("wordprocessingml.document.main+xml")


@pytest.mark.parametrize(
    ("content", "name", "media_type"),
    [
        (PDF, "report.pdf", "application/pdf"),
        (PNG, "map.PNG", "image/png"),
        (JPEG, "photo.jpeg", "image/jpeg"),
        (xlsx(), "list.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (DOCX, "letter.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (archive(mimetype=b"application/vnd.oasis.opendocument.text"), "letter.odt",
         "application/vnd.oasis.opendocument.text"),
        ("ном;маблағ\nА;1\n".encode(), "list.csv", "text/csv"),
        ("ном;сумма\nАлишер;1\nФарида;2\n".encode("cp1251"), "list.csv", "text/csv"),
        ("ном\tмаблағ\n".encode("utf-16"), "list.tsv", "text/tab-separated-values"),
        (b"<?xml version='1.0'?><iati-activities/>", "iati.xml", "application/xml"),
        (b"BEGIN:VCALENDAR\r\n", "meetings.ics", "text/calendar"),
        (b'{"type": "FeatureCollection"}', "districts.geojson", "application/geo+json"),
        ("Салом".encode(), "note.txt", "text/plain"),
        (PDF, "scan", "application/pdf"),
    ],
)  # fmt: skip
def test_kept(content: bytes, name: str, media_type: str) -> None:
    assert kind_of(io.BytesIO(content), name).media_type == media_type


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (PNG, "report.pdf", "mismatch"),
        (PDF, "list.xlsx", "mismatch"),
        (DOCX, "list.xlsx", "mismatch"),
        (b"plain words", "list.xlsx", "mismatch"),
        (b"plain words", "iati.xml", "mismatch"),
        (b"<a/>", "list.csv", "mismatch"),
        (b"MZ\x90\x00", "report.pdf", "dangerous"),
        (b"#!/bin/sh\nrm\n", "note.txt", "dangerous"),
        (b"\x7fELF", "x", "dangerous"),
        (b"  <!DOCTYPE html><p>", "note.txt", "dangerous"),
        ("<html>".encode("utf-16"), "note.txt", "dangerous"),
        (b"<?xml version='1.0'?><svg onload='x'/>", "map.xml", "dangerous"),
        (office("spreadsheetml.sheet.macroEnabled.main+xml"), "list.xlsx", "macros"),
        (archive(types=b"spreadsheetml.sheet.main+xml", **{"xl__vbaProject.bin": b"x"}), "list.xlsx", "macros"),
        (archive(readme=b"x"), "all.zip", "unknown-type"),
        (b"PK\x03\x04 broken", "list.xlsx", "damaged"),
        (COMPOUND + b"\x00" * 900, "old.xls", "old-office"),
        (COMPOUND + b"\x00" * 90_000 + "EncryptedPackage".encode("utf-16-le"), "list.xlsx", "encrypted"),
        (bytes(range(256)) * 8, "data.bin", "unknown-type"),
        (b"GIF89a\x00\x01", "move.gif", "unknown-type"),
    ],
)
def test_refused(content: bytes, name: str, code: str) -> None:
    with pytest.raises(DocumentRefused) as caught:
        kind_of(io.BytesIO(content), name)
    assert caught.value.code == code
    assert name in str(caught.value)


def test_every_reason_has_its_parameters() -> None:
    everything = dict.fromkeys(("name", "limit", "kinds", "found", "extension", "expected", "detail"), "X")
    for code in REASONS:
        assert "{" not in str(DocumentRefused(code, **everything))
