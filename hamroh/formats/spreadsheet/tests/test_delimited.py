"""Text files: encodings with a reason, delimiters, and what cannot be read."""

from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hamroh.formats.spreadsheet import (
    Limits,
    RowSpec,
    SheetSpec,
    SpreadsheetRefused,
    read_workbook,
    write_delimited,
)
from hamroh.formats.spreadsheet.delimited import detect_encoding, sniff_delimiter
from hamroh.formats.spreadsheet.template import ColumnSpec

TEXT = "Номи лоиҳа;Маблағ;Сана\nТаълими кормандон;1 234,56;31.03.2026\nКӯмаки тиббӣ;900;01.04.2026\n"
RUSSIAN = "Название проекта;Сумма;Дата\nОбучение сотрудников;1 234,56;31.03.2026\n"


def texts(content: bytes, **options: str) -> list[list[object]]:
    with read_workbook(io.BytesIO(content), **options) as book:  # type: ignore[arg-type]
        return [[cell.value for cell in row.cells] for row in book.rows("")]


@pytest.mark.parametrize(
    ("content", "name", "sure"),
    [
        (TEXT.encode(), "utf-8", True),
        (TEXT.encode("utf-8-sig"), "utf-8-sig", True),
        (TEXT.encode("utf-16"), "utf-16", True),
        (TEXT.encode("utf-16-le"), "utf-16-le", False),
        (TEXT.encode("utf-16-be"), "utf-16-be", False),
        (RUSSIAN.encode("cp1251"), "cp1251", False),
        (
            "Région;Département\nCôte d'Ivoire;Abidjan et les autres villes\n".encode("cp1252"),
            "cp1252",
            False,
        ),
        (b"name,place\nA,B\n", "utf-8", True),
    ],
)
def test_encodings(content: bytes, name: str, sure: bool) -> None:
    found = detect_encoding(io.BytesIO(content))
    assert (found.name, found.sure) == (name, sure)
    assert found.reason


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_same_cells_in_every_encoding(encoding: str) -> None:
    rows = texts(TEXT.encode(encoding))
    assert rows[1] == ["Таълими кормандон", "1 234,56", "31.03.2026"]


def test_windows_1251_is_read_and_said() -> None:
    with read_workbook(io.BytesIO(RUSSIAN.encode("cp1251"))) as book:
        assert [fault.code for fault in book.problems] == ["guessed-encoding"]
        assert next(book.rows("")).cells[0].value == "Название проекта"


def test_utf8_with_one_damaged_line_names_the_line() -> None:
    lines = TEXT.encode().split(b"\n")
    lines[2] = b"\xc3\x28" + lines[2]
    with pytest.raises(SpreadsheetRefused) as caught:
        texts(b"\n".join(lines))
    assert caught.value.problem.code == "broken-utf8"
    assert caught.value.problem.parameters["line"] == "3"


def test_damage_behind_the_first_chunk_has_the_right_line() -> None:
    content = ("Душанбе;1\n" * 100_000).encode() + b"\xff;2\n"
    with pytest.raises(SpreadsheetRefused) as caught:
        texts(content)
    assert caught.value.problem.parameters == {"line": "100001", "offset": str(len(content) - 4)}


@pytest.mark.parametrize(
    ("sample", "delimiter"),
    [
        ("a,b,c\n1,2,3\n", ","),
        ("a;b;c\n1,5;2,5;3,5\n", ";"),
        ("a\tb\n1,2\t3\n", "\t"),
        ('"a, b";c\n"d, e";f\n', ";"),
        ("sep=;\na,b;c\n", ";"),
        ("only one column\nvalue, with comma\nother\nmore\n", ","),
    ],
)
def test_delimiters(sample: str, delimiter: str) -> None:
    assert sniff_delimiter(sample) == delimiter


def test_quoted_cells_over_several_lines_keep_the_first_line_number() -> None:
    with read_workbook(io.BytesIO(b'a,b\r\n"two\r\nlines",x\r\nlast,y\r\n')) as book:
        rows = list(book.rows(""))
    assert [row.number for row in rows] == [1, 2, 4]
    assert rows[1].cells[0].value == "two\nlines"


def test_old_line_ends() -> None:
    assert texts(b"a,b\rc,d\re,f") == [["a", "b"], ["c", "d"], ["e", "f"]]


def test_line_without_end_is_refused() -> None:
    with pytest.raises(SpreadsheetRefused) as caught:
        list(read_workbook(io.BytesIO(b"x" * 3_000_000), limits=Limits(row=1_000_000)).rows(""))
    assert caught.value.problem.code == "row-too-long"
    with pytest.raises(SpreadsheetRefused) as caught:
        texts(b'a,b\n"never closed,\n' + b"x,y\n" * 50_000)
    assert caught.value.problem.code == "broken-csv"
    assert caught.value.problem.parameters["line"] == "2"


def test_binary_is_refused() -> None:
    for content in (bytes(range(256)) * 40, b"a,b\n" * 50_000 + b"\x00\n"):
        with pytest.raises(SpreadsheetRefused):
            texts(content)


DANGEROUS = st.sampled_from(["=1+1", "+1", "-1", "@SUM(A1)", "'=x", "''", "plain", "'", "\ttab", "=", "Ҷумъа"])


@given(st.lists(DANGEROUS, min_size=1, max_size=8))
@settings(deadline=None)
def test_dangerous_texts_come_back_equal_and_never_as_formulas(values: list[str]) -> None:
    columns = (ColumnSpec("name", "Name"), ColumnSpec("more", "More"))
    rows = [RowSpec(f"r{index}", {"name": value, "more": "x"}) for index, value in enumerate(values)]
    out = io.BytesIO()
    write_delimited(SheetSpec("s", "S", columns, rows), out)
    for line in out.getvalue().decode("utf-8-sig").splitlines()[1:]:
        assert line.split(",")[1].lstrip('"')[:1] not in set("=+-@\t")
    back = [row[1] for row in texts(out.getvalue())[1:]]
    assert back == [value.strip() for value in values]
