"""The bytes of a file on their way to the parser: size, encoding and the prolog are watched here.

Valid UTF-8 is proven before the parser sees a byte, so that a wrong encoding is reported with its exact place
instead of the parser's guess.
"""

from __future__ import annotations

import codecs
import re
from typing import BinaryIO

from lxml import etree

from hamroh.formats.iati.problems import DocumentRefused, Problem, problem

_CHUNK = 64 * 1024
_MEGABYTE = 1024 * 1024
_PROLOG = 256 * 1024
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BARE_UTF16 = ((b"<\0?\0", "utf-16-le"), (b"\0<\0?", "utf-16-be"))
_DECLARED = re.compile(r"""<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._:-]+)["']""")
_PROLOG_PIECE = re.compile(r"\s+|<\?.*?\?>|<!--.*?-->", re.DOTALL)
_TAG = re.compile(r"<([^\s<>/!?]+)")
# What people send by mistake, by their first bytes.
_OTHER_FILES = (
    (b"PK\x03\x04", "a ZIP archive or an Excel or Word file"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\xd0\xcf\x11\xe0", "an old Excel or Word file"),
    (b"%PDF", "a PDF"),
    (b"{", "JSON"),
    (b"[", "JSON"),
    (b"SQLite format 3", "a database"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
)


class Refused(Exception):
    """Reading must stop; ``good`` are bytes before the place that may still be parsed."""

    def __init__(self, found: Problem, good: bytes = b"") -> None:
        super().__init__(found.code)
        self.problem = found
        self.good = good


class Feed:
    """Chunks of a stream, proven to be in the declared encoding; UTF-8 goes out, whatever came in.

    ``override`` is the encoding the parser must assume, because the declaration no longer holds after recoding.
    """

    override = "utf-8"

    def __init__(self, stream: BinaryIO, limit: int) -> None:
        self._stream = stream
        self._limit = limit
        self.bytes_fed = 0
        self._newlines = 0
        self.closed = False
        try:
            first = self._read()
        except Refused as refused:
            raise DocumentRefused(refused.problem) from None
        self._refuse_other_files(first)
        self.encoding, skip = _encoding(first)
        self._decoder = codecs.getincrementaldecoder(self.encoding)("strict")
        self._offset = skip
        self._ready: bytes | None = first[skip:]
        self._prolog = ""

    @property
    def line(self) -> int:
        """The line, counted from 1, up to which the file was fed."""
        return self._newlines + 1

    def read(self) -> bytes:
        """The next chunk in UTF-8; empty at the end. Raises Refused."""
        while True:
            raw = self._ready if self._ready is not None else self._read()
            self._ready = None
            text = self._decode(raw, final=not raw)
            if len(self._prolog) < _PROLOG:
                self._prolog += text[:_PROLOG]
            if text or not raw:
                self._newlines += text.count("\n")
                return text.encode("utf-8")

    def has_doctype(self) -> bool:
        """Whether a document type stands before the first element, as far as it was read."""
        return self._after_prolog().startswith("<!DOCTYPE")

    def first_tag(self) -> str:
        """The name of the outermost element, or empty when it has not come yet."""
        found = _TAG.match(self._after_prolog())
        return found[1] if found else ""

    def line_of(self, element: etree._Element) -> int:
        return element.sourceline or 0

    def explain(self, error: etree.XMLSyntaxError) -> Problem:
        """The parser's error as a problem people can act on."""
        at_line, column = error.position if error.position and error.position[0] else (self.line, 0)
        reason = (error.msg or "broken markup").split(", line ")[0]
        if self.has_doctype():
            return problem("file_has_doctype", line=at_line)
        if not self.first_tag() and not self._prolog.lstrip().startswith("<"):
            return problem("file_not_xml", found="plain text")
        if self.closed:
            return problem("file_truncated", line=self.line, at_line=self.line)
        return problem("file_broken", line=at_line, at_line=at_line, column=column, reason=reason)

    def _read(self) -> bytes:
        raw = self._stream.read(_CHUNK)
        self.bytes_fed += len(raw)
        if self.bytes_fed > self._limit:
            raise Refused(problem("file_too_large", limit=max(1, self._limit // _MEGABYTE)))
        return raw

    def _decode(self, raw: bytes, final: bool) -> str:
        before = self._decoder.getstate()[0]
        try:
            text = self._decoder.decode(raw, final)
        except UnicodeDecodeError as error:
            offset = self._offset - len(before) + error.start
            data = before + raw
            good = data[: error.start].decode(self.encoding, "ignore")
            at_line = self.line + good.count("\n")
            raise Refused(self._wrong_encoding(offset, at_line, data[error.start :]), good.encode("utf-8")) from None
        self._offset += len(raw)
        return text

    def _wrong_encoding(self, offset: int, at_line: int, rest: bytes) -> Problem:
        declared = self.encoding.upper()
        return problem(
            "file_encoding", line=at_line, offset=offset, at_line=at_line, declared=declared, hint=_hint(rest)
        )

    def _after_prolog(self) -> str:
        place = 0
        while found := _PROLOG_PIECE.match(self._prolog, place):
            place = found.end()
        return self._prolog[place:]

    @staticmethod
    def _refuse_other_files(first: bytes) -> None:
        if not first.strip():
            raise DocumentRefused(problem("file_empty"))
        for signature, name in _OTHER_FILES:
            if first.startswith(signature):
                raise DocumentRefused(problem("file_not_xml", found=name))


def _encoding(first: bytes) -> tuple[str, int]:
    """The encoding by byte order mark, else by declaration, else UTF-8; and how many bytes the mark takes."""
    for mark, name in _BOMS:
        if first.startswith(mark):
            return name, len(mark)
    for start, name in _BARE_UTF16:
        if first.startswith(start):
            return name, 0
    declared = _DECLARED.match(first[:1024].decode("latin-1").lstrip())
    if not declared:
        return "utf-8", 0
    try:
        found = codecs.lookup(declared[1])
    except LookupError:
        raise DocumentRefused(problem("file_encoding_unknown", value=declared[1])) from None
    if not getattr(found, "_is_text_encoding", True):
        raise DocumentRefused(problem("file_encoding_unknown", value=declared[1]))
    # A file that declares UTF-16 but was just read as single bytes cannot be UTF-16.
    return ("utf-8" if found.name.startswith(("utf-16", "utf-32")) else found.name), 0


def _hint(rest: bytes) -> str:
    """What the bytes look like: Cyrillic in a Windows encoding is by far the commonest case here."""
    sample = rest[:200]
    try:
        text = sample.decode("cp1251")
    except UnicodeDecodeError:
        text = ""
    letters = [char for char in text if char.isalpha() and ord(char) > 127]
    cyrillic = [char for char in letters if "\u0400" <= char <= "\u04ff"]
    if len(cyrillic) >= 3 and len(cyrillic) == len(letters):
        return 'It looks like windows-1251: save the file as UTF-8, or declare encoding="windows-1251".'
    return "Save the file as UTF-8."
