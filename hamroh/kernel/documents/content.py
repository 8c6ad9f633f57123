"""What a file is, by its content. The name only has to agree: it is never believed."""

from __future__ import annotations

import zipfile
import zlib
from dataclasses import dataclass
from pathlib import PurePath
from typing import BinaryIO

from hamroh.formats.spreadsheet import SpreadsheetRefused
from hamroh.formats.spreadsheet.delimited import detect_encoding

from .refusals import DocumentRefused


@dataclass(frozen=True)
class Kind:
    """One kind of file that is kept: its media type (RFC 6838), the endings it may have, the first the usual one."""

    key: str
    media_type: str
    extensions: tuple[str, ...]
    text: bool = False


KINDS: tuple[Kind, ...] = (
    Kind("PDF", "application/pdf", (".pdf",)),
    Kind("Word", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", (".docx",)),
    Kind("Excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", (".xlsx",)),
    Kind("PowerPoint", "application/vnd.openxmlformats-officedocument.presentationml.presentation", (".pptx",)),
    Kind("OpenDocument text", "application/vnd.oasis.opendocument.text", (".odt",)),
    Kind("OpenDocument spreadsheet", "application/vnd.oasis.opendocument.spreadsheet", (".ods",)),
    Kind("PNG", "image/png", (".png",)),
    Kind("JPEG", "image/jpeg", (".jpg", ".jpeg")),
    Kind("CSV", "text/csv", (".csv",), text=True),
    Kind("TSV", "text/tab-separated-values", (".tsv", ".tab"), text=True),
    Kind("XML", "application/xml", (".xml", ".xsd"), text=True),
    Kind("iCalendar", "text/calendar", (".ics",), text=True),
    Kind("GeoJSON", "application/geo+json", (".geojson",), text=True),
    Kind("JSON", "application/json", (".json",), text=True),
    Kind("text", "text/plain", (".txt", ".text", ".md"), text=True),
)
BY_KEY = {kind.key: kind for kind in KINDS}
_TEXT_BY_EXTENSION = {extension: kind for kind in KINDS if kind.text for extension in kind.extensions}
_HEAD = 4096
_SMALL_PART = 1 << 20
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_PROGRAMS = (
    (b"MZ", "a Windows program"),
    (b"\x7fELF", "a program"),
    (b"\xca\xfe\xba\xbe", "a program"),
    (b"\xcf\xfa\xed\xfe", "a program"),
    (b"#!", "a script"),
)
_WEB = (b"<!doctype html", b"<html", b"<script", b"<svg", b"<iframe", b"<body", b"<?php")
_OFFICE_PARTS = (
    (b"wordprocessingml.document.main+xml", "Word"),
    (b"spreadsheetml.sheet.main+xml", "Excel"),
    (b"presentationml.presentation.main+xml", "PowerPoint"),
)
_OPEN_DOCUMENTS = {
    b"application/vnd.oasis.opendocument.text": "OpenDocument text",
    b"application/vnd.oasis.opendocument.spreadsheet": "OpenDocument spreadsheet",
}


def kind_of(stream: BinaryIO, name: str) -> Kind:
    """The kind of a seekable stream's content; DocumentRefused when it is none that is kept, or `name` disagrees."""
    extension = PurePath(name).suffix.lower()
    stream.seek(0)
    head = stream.read(_HEAD)
    found = _binary(stream, head, name) or _textual(stream, head, name, extension)
    if extension and extension not in found.extensions:
        raise DocumentRefused("mismatch", name=name, extension=extension, found=found.key, expected=found.extensions[0])
    return found


def kept_kinds() -> str:
    """The kinds that are kept, for a sentence or a file input."""
    return ", ".join(extension for kind in KINDS for extension in kind.extensions[:1])


def _binary(stream: BinaryIO, head: bytes, name: str) -> Kind | None:
    for magic, found in _PROGRAMS:
        if head.startswith(magic):
            raise DocumentRefused("dangerous", name=name, found=found)
    if b"%PDF-" in head[:1024]:
        return BY_KEY["PDF"]
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return BY_KEY["PNG"]
    if head.startswith(b"\xff\xd8\xff"):
        return BY_KEY["JPEG"]
    if head.startswith(_COMPOUND):
        raise DocumentRefused("encrypted" if _holds(stream, _ENCRYPTED_PACKAGE) else "old-office", name=name)
    if head.startswith(b"PK\x03\x04"):
        return _archive(stream, name)
    return None


def _holds(stream: BinaryIO, needle: bytes) -> bool:
    stream.seek(0)
    tail = b""
    while chunk := stream.read(1 << 16):
        if needle in tail + chunk:
            return True
        tail = chunk[-len(needle) :]
    return False


def _archive(stream: BinaryIO, name: str) -> Kind:
    stream.seek(0)
    try:
        with zipfile.ZipFile(stream) as archive:
            parts = set(archive.namelist())
            if any(part.flag_bits & 0x1 for part in archive.infolist()):
                raise DocumentRefused("encrypted", name=name)
            if any(part.lower().endswith("vbaproject.bin") for part in parts):
                raise DocumentRefused("macros", name=name)
            if "mimetype" in parts:
                kind = _OPEN_DOCUMENTS.get(_small_part(archive, "mimetype").strip())
                if kind is not None:
                    return BY_KEY[kind]
            types = _small_part(archive, "[Content_Types].xml") if "[Content_Types].xml" in parts else b""
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, RuntimeError) as error:
        if isinstance(error, DocumentRefused):
            raise
        raise DocumentRefused("damaged", name=name, detail=str(error)[:100]) from error
    if b"macroEnabled" in types:
        raise DocumentRefused("macros", name=name)
    for mark, kind in _OFFICE_PARTS:
        if mark in types:
            return BY_KEY[kind]
    raise DocumentRefused("unknown-type", name=name, kinds=kept_kinds())


def _small_part(archive: zipfile.ZipFile, part: str) -> bytes:
    """At most a megabyte of a part, whatever its declared size: archives lie."""
    with archive.open(part) as stream:
        return stream.read(_SMALL_PART)


def _textual(stream: BinaryIO, head: bytes, name: str, extension: str) -> Kind:
    try:
        encoding = detect_encoding(stream).name
    except SpreadsheetRefused as refused:
        raise DocumentRefused("unknown-type", name=name, kinds=kept_kinds()) from refused
    start = head.decode(encoding, errors="ignore").lstrip("\ufeff \t\r\n").lower().encode()
    if any(mark in start[:1024] for mark in _WEB):
        raise DocumentRefused("dangerous", name=name, found="a web page")
    if start.startswith(b"begin:vcalendar"):
        return BY_KEY["iCalendar"]
    if start.startswith(b"<"):
        return BY_KEY["XML"]
    wanted = _TEXT_BY_EXTENSION.get(extension, BY_KEY["text"])
    if wanted.key == "GeoJSON":
        return BY_KEY["GeoJSON"] if start.startswith(b"{") else BY_KEY["text"]
    if wanted.key == "JSON":
        return BY_KEY["JSON"] if start.startswith((b"{", b"[")) else BY_KEY["text"]
    # XML and iCalendar were found above by how they begin; a file that only is called so is text.
    return BY_KEY["text"] if wanted.key in {"XML", "iCalendar"} else wanted
