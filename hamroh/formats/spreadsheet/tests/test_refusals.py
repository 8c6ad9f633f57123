"""What is refused, and that the refusal says how to mend it."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

import msgspec
import pytest
import xlsxwriter

from hamroh.formats.spreadsheet import Limits, SpreadsheetRefused, read_workbook
from hamroh.formats.spreadsheet.package import COMPOUND_MAGIC

NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
CONTENT = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


def package(sheet: bytes, *, content: str = CONTENT, extra: dict[str, bytes] | None = None) -> io.BytesIO:
    """The smallest .xlsx container around one sheet part."""
    out = io.BytesIO()
    package_relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", f'<Types><Override ContentType="{content}"/></Types>')
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{package_relations}">'
            f'<Relationship Id="a" Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        )
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{NAMESPACE}" xmlns:r="{RELATIONS}"><sheets>'
            '<sheet name="S" sheetId="1" r:id="b"/></sheets></workbook>',
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{package_relations}"><Relationship Id="b" Type="{RELATIONS}/worksheet" '
            'Target="worksheets/sheet1.xml"/></Relationships>',
        )
        archive.writestr("xl/worksheets/sheet1.xml", sheet)
        for name, data in (extra or {}).items():
            archive.writestr(name, data)
    out.seek(0)
    return out


def sheet_xml(rows: str) -> bytes:
    return f'<worksheet xmlns="{NAMESPACE}"><sheetData>{rows}</sheetData></worksheet>'.encode()


def code_of(stream: io.BytesIO, limits: Limits | None = None) -> str:
    """The code with which opening and reading everything is refused."""
    with (
        pytest.raises(SpreadsheetRefused) as caught,
        read_workbook(stream, limits=limits or Limits()) as book,
    ):
        for sheet in book.sheets:
            for _row in book.rows(sheet):
                pass
    assert str(caught.value)
    return caught.value.problem.code


def test_smallest_package_is_read() -> None:
    with read_workbook(package(sheet_xml('<row r="3"><c r="B3"><v>1.5</v></c></row>'))) as book:
        (row,) = book.rows("S")
    assert (row.number, row.cells[0].column, str(row.cells[0].value)) == (3, "B", "1.5")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty-file"),
        (b"%PDF-1.7 ...", "not-a-spreadsheet"),
        (b"\x89PNG\r\n", "not-a-spreadsheet"),
        (b'<?xml version="1.0"?><a/>', "not-a-spreadsheet"),
        (b"PK\x03\x04 and nothing", "broken-zip"),
        (COMPOUND_MAGIC + b"\x00" * 600 + "Workbook".encode("utf-16-le"), "old-excel"),
        (COMPOUND_MAGIC + b"\x00" * 70_000 + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
    ],
)
def test_other_content(content: bytes, code: str) -> None:
    assert code_of(io.BytesIO(content)) == code


def test_a_zip_of_anything_else() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("letter.txt", "hello")
    assert code_of(out) == "not-a-spreadsheet"


def test_macros_by_part_and_by_content_type() -> None:
    assert code_of(package(sheet_xml(""), extra={"xl/vbaProject.bin": b"x"})) == "macros"
    macro_type = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    assert code_of(package(sheet_xml(""), content=macro_type)) == "macros"
    binary_type = "application/vnd.ms-excel.sheet.binary.main"
    assert code_of(package(sheet_xml(""), content=binary_type)) == "binary-excel"


def test_bomb_by_ratio_of_the_directory() -> None:
    stream = package(sheet_xml(" " * 8_000_000))
    assert len(stream.getvalue()) < 20_000
    assert code_of(stream) == "zip-bomb"


def test_bomb_by_total_size() -> None:
    stream = package(sheet_xml(""), extra={f"xl/media/{n}.bin": b"\x00" * 1_000_000 for n in range(5)})
    assert code_of(stream, Limits(unpacked=4_000_000)) == "zip-bomb"


def test_bomb_that_lies_about_its_size() -> None:
    """The directory says 100 bytes; what comes out is stopped, whatever the directory says."""
    body = sheet_xml("<row><c><v>1</v></c></row>" * 200_000)
    raw = bytearray(package(body).getvalue())
    honest = struct.pack("<I", len(body))
    assert raw.count(honest) == 2
    stream = io.BytesIO(bytes(raw).replace(honest, struct.pack("<I", 100)))
    assert code_of(stream) in {"broken-zip", "broken-xml"}


def test_bomb_of_overlapping_parts() -> None:
    """Many directory entries over the same packed bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("[Content_Types].xml", "x" * 50_000)
        first = archive.infolist()[0]
        for number in range(20):
            twin = zipfile.ZipInfo(f"twin{number}.xml")
            for name in ("compress_size", "file_size", "CRC", "header_offset", "compress_type"):
                setattr(twin, name, getattr(first, name))
            archive.filelist.append(twin)
            archive.NameToInfo[twin.filename] = twin
    assert code_of(out) == "zip-bomb"


def test_row_of_a_million_cells_is_stopped_early() -> None:
    stream = package(sheet_xml("<row>" + "<c><v>1</v></c>" * 1_000_000 + "</row>"))
    assert code_of(stream, Limits(ratio=100_000)) == "row-too-long"


def test_entities_are_never_expanded() -> None:
    bomb = (
        b'<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
        b'<worksheet xmlns="' + NAMESPACE.encode() + b'"><sheetData><row r="1"><c r="A1" t="inlineStr">'
        b"<is><t>&b;</t></is></c></row></sheetData></worksheet>"
    )
    assert code_of(package(bomb)) == "document-type"


def test_broken_and_truncated_parts() -> None:
    assert code_of(package(sheet_xml("<row><c></row>"))) == "broken-xml"
    whole = package(sheet_xml('<row r="1"><c r="A1"><v>1</v></c></row>')).getvalue()
    assert code_of(io.BytesIO(whole[: len(whole) // 2])) == "broken-zip"
    damaged = bytearray(whole)
    damaged[whole.index(b"xl/worksheets/sheet1.xml") + 30] ^= 0xFF
    assert code_of(io.BytesIO(bytes(damaged))) in {"broken-zip", "broken-xml"}


def test_encrypted_zip_flag() -> None:
    raw = bytearray(package(sheet_xml("")).getvalue())
    position = raw.index(b"PK\x01\x02")
    raw[position + 8] |= 1
    assert code_of(io.BytesIO(bytes(raw))) == "encrypted"


def test_limits_of_size_rows_and_strings() -> None:
    assert code_of(io.BytesIO(b"a,b\n" * 100), Limits(file=100)) == "file-too-large"
    assert code_of(io.BytesIO(b"a,b\n" * 100), Limits(rows=50)) == "too-many-rows"
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    page = book.add_worksheet()
    for row in range(50):
        page.write_string(row, 0, f"a text of some length {row}")
    book.close()
    assert code_of(out, Limits(rows=10)) == "too-many-rows"
    assert code_of(out, Limits(string_characters=500)) == "too-many-strings"


def test_a_pipe_is_limited_too() -> None:
    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

    assert code_of(Pipe(b"x" * 500), Limits(file=100)) == "file-too-large"
    with read_workbook(Pipe(b"a;b\n1;2\n")) as book:
        assert [len(row.cells) for row in book.rows("")] == [2, 2]


def test_external_links_are_told_and_not_followed() -> None:
    stream = package(sheet_xml(""), extra={"xl/externalLinks/externalLink1.xml": b"<externalLink/>"})
    with read_workbook(stream) as book:
        assert [fault.code for fault in book.problems] == ["external-links"]


def test_deflate_stream_damage_is_a_refusal_not_a_crash() -> None:
    whole = package(sheet_xml('<row r="1"><c r="A1"><v>1</v></c></row>' * 500)).getvalue()
    for position in range(0, len(whole), 37):
        damaged = bytearray(whole)
        damaged[position] ^= 0x55
        try:
            with read_workbook(io.BytesIO(bytes(damaged))) as book:
                for sheet in book.sheets:
                    list(book.rows(sheet))
        except SpreadsheetRefused as refused:
            assert msgspec.json.encode(refused.problem)
    assert zlib.crc32(whole)
