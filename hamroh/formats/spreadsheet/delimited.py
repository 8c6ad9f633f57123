"""Rows out of text files: CSV (RFC 4180) and its relatives, in the encodings that occur."""

from __future__ import annotations

import codecs
import csv
import io
import unicodedata
from collections import Counter
from collections.abc import Iterator
from typing import BinaryIO

import msgspec

from hamroh.formats.spreadsheet.problems import problem, refuse
from hamroh.formats.spreadsheet.records import Cell, Limits, Row, column_letters

_CHUNK = 256 * 1024
_SAMPLE = 64 * 1024
_STRANGE = frozenset(("Cc", "Cn", "Co", "Cs"))  # control characters and letters that do not exist
_DELIMITERS = ",;\t|"
_MARKS = (  # longest first: the mark of UTF-32 begins like that of UTF-16
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# A cell that begins so is taken for a formula by spreadsheet programs; `write_delimited` sets an
# apostrophe before it.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


class Encoding(msgspec.Struct, frozen=True):
    """How the letters of a text file are written, and why we think so. `sure` is false for a guess."""

    name: str
    reason: str
    sure: bool = True


def detect_encoding(stream: BinaryIO) -> Encoding:
    """Read the whole stream once (in chunks) and decide; rewinds it.

    Raises SpreadsheetRefused when it cannot.
    """
    stream.seek(0)
    head = stream.read(_SAMPLE)
    for mark, name in _MARKS:
        if head.startswith(mark):
            stream.seek(0)
            return Encoding(name, "the file begins with the mark of this encoding")
    if b"\x00" in head:
        stream.seek(0)
        return _without_mark_utf16(head)
    stream.seek(0)
    decoder = codecs.getincrementaldecoder("utf-8")()
    offset = lines = multibyte = 0
    ascii_only = True
    while True:
        chunk = stream.read(_CHUNK)
        pending = len(decoder.getstate()[0])
        try:
            decoder.decode(chunk, final=not chunk)
        except UnicodeDecodeError as error:
            line = lines + chunk[: max(error.start - pending, 0)].count(b"\n") + 1
            good = multibyte + _count_multibyte(error.object[: error.start])
            return _legacy(stream, offset - pending + error.start, line, good)
        if not chunk:
            stream.seek(0)
            reason = "it holds plain Latin letters only" if ascii_only else "every byte of it is valid UTF-8"
            return Encoding("utf-8", reason)
        if not chunk.isascii():
            ascii_only = False
            multibyte += _count_multibyte(chunk)
        offset += len(chunk)
        lines += chunk.count(b"\n")


def _count_multibyte(chunk: bytes) -> int:
    return sum(1 for byte in chunk[:_SAMPLE] if byte >= 0xC2)


def _without_mark_utf16(head: bytes) -> Encoding:
    """Zero bytes mean UTF-16 without its mark, when they stand on one side and what comes out is readable text."""
    zeros = Counter(position % 2 for position, byte in enumerate(head) if byte == 0)
    name = "utf-16-le" if zeros[1] > 4 * zeros[0] else "utf-16-be" if zeros[0] > 4 * zeros[1] else None
    if name is not None and _is_readable(head, name):
        return Encoding(name, "every second byte is zero", sure=False)
    raise refuse("not-a-spreadsheet", found="binary data")


def _is_readable(head: bytes, encoding: str) -> bool:
    try:
        text = codecs.getincrementaldecoder(encoding)().decode(head)
    except UnicodeDecodeError:
        return False
    strange = any(unicodedata.category(letter) in _STRANGE for letter in text if letter not in "\t\r\n")
    return not strange and any(letter in text for letter in "\n ,;\t")


def _legacy(stream: BinaryIO, offset: int, line: int, good: int) -> Encoding:
    """Not UTF-8 from `offset` on: a damaged UTF-8 file, or an older single-byte encoding?"""
    stream.seek(max(0, offset - 16))
    sample = stream.read(_SAMPLE)
    stream.seek(0)
    if good >= 20:  # twenty valid characters of several bytes do not happen by chance in another encoding
        raise refuse("broken-utf8", line=line, offset=offset)
    high = [index for index, byte in enumerate(sample) if byte >= 0x80]
    paired = sum(
        1
        for index in high
        if (index and sample[index - 1] >= 0x80) or (index + 1 < len(sample) and sample[index + 1] >= 0x80)
    )
    letters = sum(1 for index in high if sample[index] >= 0xC0 or sample[index] in (0xA8, 0xB8))
    if 0x98 not in sample and letters >= 0.7 * len(high):
        if paired >= 0.6 * len(high):
            return Encoding("cp1251", "its bytes form Cyrillic words in windows-1251", sure=False)
        if paired <= 0.2 * len(high):
            return Encoding("cp1252", "single accented letters stand between Latin ones", sure=False)
    raise refuse("unknown-encoding")


def sniff_delimiter(sample: str) -> str:
    """The separator under which most lines of the sample have the same number of cells, more than one."""
    first = sample.split("\n", 1)[0].strip().strip('"')
    if first.lower().startswith("sep=") and len(first) == 5:
        return first[4]
    best, best_score = ",", 0.0
    for delimiter in _DELIMITERS:
        try:
            widths = Counter(
                len(row) for row in csv.reader(sample.splitlines(keepends=True)[:50], delimiter=delimiter) if row
            )
        except csv.Error:
            continue
        total = sum(widths.values())
        if not total:
            continue
        width, lines = max(widths.items(), key=lambda item: (item[1], item[0]))
        score = (lines / total) * min(width - 1, 20)
        if score > best_score:
            best, best_score = delimiter, score
    return best


class DelimitedReader:
    """One text file as one nameless sheet. `encoding` and `delimiter` override what would be detected."""

    def __init__(
        self, stream: BinaryIO, limits: Limits, *, encoding: str | None = None, delimiter: str | None = None
    ) -> None:
        self._stream = stream
        self._limits = limits
        self.encoding = Encoding(encoding, "it was chosen") if encoding else detect_encoding(stream)
        stream.seek(0)
        sample = stream.read(_SAMPLE)
        decoder = codecs.getincrementaldecoder(self.encoding.name)(errors="replace")
        self.delimiter = delimiter or sniff_delimiter(decoder.decode(sample))
        self.problems = (
            ()
            if self.encoding.sure
            else (problem("guessed-encoding", encoding=self.encoding.name, reason=self.encoding.reason),)
        )

    def _lines(self, position: list[int]) -> Iterator[str]:
        """Text lines with their ends kept; `position[0]` counts them.

        A line without end is refused, not gathered.
        """
        # Universal newlines, so that a lone carriage return of old systems ends a line too.
        decoder = io.IncrementalNewlineDecoder(codecs.getincrementaldecoder(self.encoding.name)(), translate=True)
        self._stream.seek(0)
        rest = ""
        while True:
            chunk = self._stream.read(_CHUNK)
            try:
                text = rest + decoder.decode(chunk, final=not chunk)
            except UnicodeDecodeError as error:
                raise refuse("broken-csv", line=position[0] + 1, detail=f"not {self.encoding.name}") from error
            if "\x00" in text:
                raise refuse("broken-csv", line=position[0] + 1, detail="a zero byte")
            lines = text.split("\n")
            rest = lines.pop()
            if len(rest) > self._limits.row:
                raise refuse("row-too-long", where=f"line {position[0] + 1}")
            for line in lines:
                position[0] += 1
                yield line + "\n"
            if not chunk:
                if rest:
                    position[0] += 1
                    yield rest
                return

    def rows(self) -> Iterator[Row]:
        """The rows with at least one value; text is trimmed and never typed here: the columns' kinds do
        that.
        """
        position = [0]
        reader = csv.reader(self._lines(position), delimiter=self.delimiter)
        count = 0
        while True:
            start = position[0] + 1
            try:
                texts = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                raise refuse("broken-csv", line=start, detail=error) from error
            if len(texts) > self._limits.columns:
                raise refuse("row-too-long", where=f"line {start}")
            if start == 1 and len(texts) <= 2 and texts and texts[0].lower().startswith("sep="):
                continue
            cells = tuple(
                Cell(column_letters(index), unguard(text.strip()).strip(), text)
                for index, text in enumerate(texts, start=1)
                if text and not text.isspace()
            )
            if cells:
                count += 1
                if count > self._limits.rows:
                    raise refuse("too-many-rows", sheet="", limit=self._limits.rows)
                yield Row("", start, cells)

    def blank_rows(self, below: int = 0) -> int:
        """How many rows after line `below` are separators and white space alone; wholly empty lines are no rows."""
        position = [0]
        reader = csv.reader(self._lines(position), delimiter=self.delimiter)
        return sum(position[0] > below and bool(texts) and not "".join(texts).strip() for texts in reader)


def guard(text: str) -> str:
    """Set an apostrophe before a text that spreadsheet programs would take for a formula."""
    return f"'{text}" if text.lstrip("'").startswith(FORMULA_STARTS) else text


def unguard(text: str) -> str:
    """Take off the apostrophe of `guard`."""
    return text[1:] if text.startswith("'") and text.lstrip("'").startswith(FORMULA_STARTS) else text
