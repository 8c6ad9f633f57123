"""Reads a PDF file back, as far as these tests need: its objects, its fonts, and the letters each font can show."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise

from fontTools.ttLib import TTFont

HEAD = re.compile(rb"(?<=\n)(\d+) 0 obj\s")
STREAM = re.compile(rb"/Length (\d+).*?>>\s*stream\r?\n", re.S)
REFERENCE = rb"/%s (\d+) 0 R"


@dataclass(frozen=True)
class Embedded:
    """A font in the file: its name, the glyph of each character, and the glyphs that have no drawing."""

    name: str
    glyphs: dict[str, int]
    font: TTFont

    def draws(self, char: str) -> bool:
        order = self.font.getGlyphOrder()
        if self.glyphs[char] == 0 or self.glyphs[char] >= len(order):
            return False
        if "glyf" in self.font:
            return self.font["glyf"][order[self.glyphs[char]]].numberOfContours != 0
        return True


def objects(content: bytes) -> dict[int, bytes]:
    """Every object by its number, those inside compressed streams too. A stream stands decompressed after its head."""
    found: dict[int, bytes] = {}
    at = 0
    while start := HEAD.search(content, at):
        end = content.index(b"endobj", start.end())
        stream = STREAM.search(content, start.end())
        if stream is None or stream.start() > end:
            found[int(start[1])] = content[start.end() : end]
            at = end
            continue
        head, at = content[start.end() : stream.end()], stream.end() + int(stream[1])
        inside = content[stream.end() : at]
        if b"/FlateDecode" in head:
            inside = zlib.decompress(inside)
        found |= _packed(head, inside) if b"/ObjStm" in head else {int(start[1]): head + inside}
    return found


def _packed(head: bytes, inside: bytes) -> dict[int, bytes]:
    first = int(re.search(rb"/First (\d+)", head)[1])
    numbers = [int(part) for part in inside[:first].split()]
    places = [*numbers[1::2], len(inside) - first]
    return {
        number: inside[first + start : first + end]
        for number, (start, end) in zip(numbers[::2], pairwise(places), strict=True)
    }


def pages(content: bytes) -> int:
    return sum(1 for body in objects(content).values() if re.search(rb"/Type /Page\b", body))


def fonts(content: bytes) -> list[Embedded]:
    known = objects(content)

    def follow(body: bytes, key: bytes) -> bytes:
        return known[int(re.search(REFERENCE % key, body)[1])]

    found = []
    for body in known.values():
        if b"/ToUnicode" not in body:
            continue
        descendant = known[int(re.search(rb"/DescendantFonts \[(\d+) 0 R", body)[1])]
        file = re.search(rb"/FontFile[23]? (\d+) 0 R", follow(descendant, b"FontDescriptor"))
        data = known[int(file[1])].split(b"stream\n", 1)[1]
        name = re.search(rb"/BaseFont /([^\s/]+)", body)[1].decode()
        found.append(Embedded(name, _characters(follow(body, b"ToUnicode")), TTFont(BytesIO(data))))
    return found


def _characters(table: bytes) -> dict[str, int]:
    listed = b"".join(re.findall(rb"beginbfchar(.*?)endbfchar", table, re.S))
    pairs = re.findall(rb"<([0-9a-fA-F]{4})> <([0-9a-fA-F]+)>", listed)
    return {bytes.fromhex(text.decode()).decode("utf-16-be"): int(glyph, 16) for glyph, text in pairs}


def characters(content: bytes) -> set[str]:
    """All characters that the file shows, by what its fonts say of their glyphs."""
    return {char for font in fonts(content) for text in font.glyphs for char in text}


def boxes(content: bytes) -> set[str]:
    """Characters shown by a glyph that the embedded font lacks or leaves empty: a reader would see a box or nothing."""
    return {
        text
        for font in fonts(content)
        for text in font.glyphs
        if not all(map(str.isspace, text)) and not font.draws(text)
    }
