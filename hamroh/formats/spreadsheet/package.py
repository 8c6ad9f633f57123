"""The .xlsx container (ISO/IEC 29500-2) opened with suspicion: what it is and how large it becomes."""

from __future__ import annotations

import struct
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from io import SEEK_END
from typing import BinaryIO, cast

from lxml import etree

from hamroh.formats.spreadsheet.problems import refuse
from hamroh.formats.spreadsheet.records import Limits

ZIP_MAGIC = b"PK\x03\x04"
COMPOUND_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the container of .xls and of password-protected .xlsx
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")  # [MS-OFFCRYPTO] 2.3.4.4
_CHUNK = 64 * 1024
# What Python's zipfile raises over damaged bytes, depending on which byte it is.
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    KeyError,
    struct.error,
)
# Content that people send by mistake, by its first bytes.
_KNOWN_CONTENT = (
    (b"%PDF", "a PDF document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"<?xml", "XML"),
    (b"<html", "a web page"),
    (b"<!DOC", "a web page"),
    (b"{\\rtf", "a text document"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"\x1f\x8b", "a gzip archive"),
)


def seekable(stream: BinaryIO, limits: Limits) -> tuple[BinaryIO, int]:
    """`stream` as something that can be rewound, and its size; a pipe is first copied to a temporary file."""
    if stream.seekable():
        size = stream.seek(0, SEEK_END)
        stream.seek(0)
    else:
        copy = cast(BinaryIO, tempfile.TemporaryFile())  # noqa: SIM115 (lives as long as the workbook)
        size = 0
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            if size > limits.file:
                copy.close()
                raise refuse("file-too-large", limit=limits.file)
            copy.write(chunk)
        copy.seek(0)
        stream = copy
    if size > limits.file:
        raise refuse("file-too-large", limit=limits.file)
    if size == 0:
        raise refuse("empty-file")
    return stream, size


def refuse_known_content(stream: BinaryIO) -> None:
    """Raise for content that is recognisably something else than a table; leaves the stream at its start."""
    head = stream.read(512)
    stream.seek(0)
    if head.startswith(COMPOUND_MAGIC):
        raise refuse("encrypted" if _contains(stream, _ENCRYPTED_STREAM) else "old-excel")
    stripped = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    for magic, found in _KNOWN_CONTENT:
        if stripped.startswith(magic.lower()):
            raise refuse("not-a-spreadsheet", found=found)


def _contains(stream: BinaryIO, needle: bytes) -> bool:
    tail = b""
    while chunk := stream.read(_CHUNK):
        if needle in tail + chunk:
            return True
        tail = chunk[-len(needle) :]
    return False


class PartReader:
    """A part of the package as a stream that stops when more comes out than may: declared sizes can lie.

    `mark()` says that a whole row was taken; between two marks at most `Limits.row` bytes pass, so that
    one row of a million cells cannot fill the memory.
    """

    def __init__(self, package: Package, name: str, *, rows: bool = True) -> None:
        self._package = package
        self._name = name
        self._rows = rows
        self._since_mark = 0
        self._read = 0
        try:
            self._stream = package.archive.open(name)
        except _DAMAGE as error:
            raise refuse("broken-zip", detail=f"{name}: {error}") from error

    def mark(self) -> None:
        self._since_mark = 0

    def read(self, size: int = _CHUNK) -> bytes:
        if size is None or size < 0:
            size = _CHUNK
        try:
            chunk = self._stream.read(size)
        except _DAMAGE as error:
            raise refuse("broken-zip", detail=f"{self._name}: {error}") from error
        self._read += len(chunk)
        self._since_mark += len(chunk)
        limits = self._package.limits
        if self._read > limits.unpacked:
            raise refuse("zip-bomb", detail=f"{self._name} exceeds {limits.unpacked} bytes")
        if self._rows and self._since_mark > limits.row + 2 * _CHUNK:
            raise refuse("row-too-long", where=self._name)
        return chunk

    def close(self) -> None:
        self._stream.close()


class Package:
    """An opened .xlsx container. Raises `SpreadsheetRefused` for bombs, macros, encryption and damage."""

    def __init__(self, stream: BinaryIO, size: int, limits: Limits) -> None:
        self.limits = limits
        try:
            self.archive = zipfile.ZipFile(stream)
        except _DAMAGE as error:
            raise refuse("broken-zip", detail=error) from error
        self.names = frozenset(self.archive.namelist())
        self._check_directory(size)
        self._check_kind()

    def close(self) -> None:
        self.archive.close()

    def _check_directory(self, size: int) -> None:
        parts = self.archive.infolist()
        limits = self.limits
        if len(parts) > limits.parts:
            raise refuse("zip-bomb", detail=f"{len(parts)} parts")
        if len(self.names) != len(parts):
            raise refuse("broken-zip", detail="two parts have the same name")
        # Entries that share their packed bytes are the trick of the strongest bombs: together they cannot
        # hold more
        # packed bytes than the file has.
        if sum(part.compress_size for part in parts) > size:
            raise refuse("zip-bomb", detail="parts overlap")
        total = sum(part.file_size for part in parts)
        if total > limits.unpacked:
            raise refuse("zip-bomb", detail=f"{total} bytes from {size}")
        for part in parts:
            if part.flag_bits & 0x1:
                raise refuse("encrypted")
            if part.file_size > limits.ratio_from and part.file_size > limits.ratio * max(part.compress_size, 1):
                raise refuse("zip-bomb", detail=f"{part.filename}: {part.file_size} bytes from {part.compress_size}")

    def _check_kind(self) -> None:
        if "mimetype" in self.names and b"opendocument.spreadsheet" in self._small("mimetype"):
            raise refuse("open-document")
        if "[Content_Types].xml" not in self.names:
            raise refuse("not-a-spreadsheet", found="a zip archive")
        types = self._small("[Content_Types].xml")
        macros = next((name for name in self.names if name.lower().endswith(("vbaproject.bin", "vbadata.xml"))), None)
        if macros or b"macroEnabled" in types or b"vbaProject" in types:
            raise refuse("macros", part=macros or "macro-enabled workbook")
        if b"sheet.binary" in types:
            raise refuse("binary-excel")
        if b"wordprocessingml" in types or b"presentationml" in types:
            raise refuse("not-a-spreadsheet", found="a Word or PowerPoint document")

    def _small(self, name: str) -> bytes:
        reader = PartReader(self, name)
        content = b""
        while chunk := reader.read():
            content += chunk
        return content

    def tree(self, name: str) -> etree._Element:
        """The root of a small part (workbook, relations, styles)."""
        if name not in self.names:
            raise refuse("missing-part", part=name)
        root: etree._Element | None = None
        for element, _reader in self.elements(name, "*", clear=False):
            root = element
        if root is None:
            raise refuse("broken-xml", part=name, detail="no content")
        return root

    def elements(self, name: str, *tags: str, clear: bool = True) -> Iterator[tuple[etree._Element, PartReader]]:
        """Stream the elements with the local names `tags`; each is cleared when the next is asked for."""
        if name not in self.names:
            raise refuse("missing-part", part=name)
        reader = PartReader(self, name)
        first = True
        try:
            for _event, element in etree.iterparse(
                reader,
                events=("end",),
                tag=["{*}" + tag for tag in tags],
                resolve_entities=False,
                load_dtd=False,
                no_network=True,
                huge_tree=False,
                remove_comments=True,
                remove_pis=True,
            ):
                if first:
                    if element.getroottree().docinfo.doctype:
                        raise refuse("document-type", part=name)
                    first = False
                yield element, reader
                if clear:
                    reader.mark()
                    element.clear()
                    while element.getprevious() is not None:
                        del element.getparent()[0]
        except etree.XMLSyntaxError as error:
            raise refuse("broken-xml", part=name, detail=str(error)[:120]) from error
        finally:
            reader.close()
