"""What we write is read by libhxl, somebody else's reader, with the same tags and values; and by ourselves."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from decimal import Decimal

import hxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hamroh.formats.hxl import TAGS, TaggedColumn, data_rows, find_tagged_sheet, write_hxl
from hamroh.formats.spreadsheet import SpreadsheetRefused, Value, column_letters, read_workbook
from hamroh.formats.spreadsheet.delimited import guard

COLUMNS = (
    TaggedColumn("Project", "#activity+title"),
    TaggedColumn("Note to ourselves"),
    TaggedColumn("# of people", "#Reached +F +Children"),
    TaggedColumn("Бюджет", "#value+budget"),
    TaggedColumn("From", "#date+start"),
    TaggedColumn("Public", "#x_public"),
)


def written(columns: Sequence[TaggedColumn], rows: Sequence[Sequence[Value]], demonstration: str = "") -> bytes:
    out = io.BytesIO()
    write_hxl(columns, rows, out, demonstration=demonstration)
    assert not out.closed
    return out.getvalue()


def by_libhxl(content: bytes) -> tuple[list[str], list[str], list[list[str]]]:
    """Headings, tags and rows; the mark at the start needs telling, since libhxl reads plain UTF-8."""
    source = hxl.data(io.BytesIO(content), hxl.InputOptions(encoding="utf-8-sig"))
    return source.headers, [column.display_tag for column in source.columns], [row.values for row in source]


def test_read_by_libhxl() -> None:
    content = written(
        COLUMNS,
        [["Обучение", None, 40, Decimal("-1234.50"), dt.date(2026, 3, 31), True], ["=1+1", "-", 0, None, None, False]],
    )
    assert content.startswith(b"\xef\xbb\xbf")
    headings, tags, rows = by_libhxl(content)
    assert headings == ["Project", "Note to ourselves", "№ of people", "Бюджет", "From", "Public"]
    assert tags == ["#activity+title", "", "#reached+f+children", "#value+budget", "#date+start", "#x_public"]
    assert rows == [["Обучение", "", "40", "-1234.50", "2026-03-31", "yes"], ["'=1+1", "'-", "0", "", "", "no"]]


def test_read_by_libhxl_without_being_told_the_encoding() -> None:
    headings = hxl.data(io.BytesIO(written(COLUMNS, []))).headers
    assert headings[1:] == ["Note to ourselves", "№ of people", "Бюджет", "From", "Public"]


def test_valid_by_the_schema_of_libhxl() -> None:
    columns = [TaggedColumn(key, tag) for key, tag in TAGS.items()]
    values = {"targeted": 12, "reached": 7, "budget": Decimal("10.5"), "start": dt.date(2026, 1, 2),
              "end": dt.date(2026, 3, 4), "reported": dt.date(2026, 5, 6), "month": dt.date(2026, 5, 1)}  # fmt: skip
    content = written(columns, [[values.get(key, "word") for key in TAGS]] * 3)
    told: list[object] = []
    source = hxl.data(io.BytesIO(content), hxl.InputOptions(encoding="utf-8-sig"))
    assert hxl.schema(None, callback=told.append).validate(source), told
    wrong = written(columns, [["word" for _ in TAGS]])
    assert not hxl.schema(None).validate(hxl.data(io.BytesIO(wrong), hxl.InputOptions(encoding="utf-8-sig")))


def test_the_note_on_demonstration_data_stands_first() -> None:
    content = written(COLUMNS, [["a", "b", 1, None, None, None]], demonstration="Fictional data, # 1")
    assert content.decode("utf-8-sig").splitlines()[0] == '"Fictional data, № 1"'
    assert by_libhxl(content)[2] == [["a", "b", "1", "", "", ""]]


@pytest.mark.parametrize(
    "columns", [[], [TaggedColumn("a")], [TaggedColumn("a", "#org"), TaggedColumn("b", "#org impl")]]
)
def test_refused_before_anything_is_written(columns: list[TaggedColumn]) -> None:
    out = io.BytesIO()
    with pytest.raises(ValueError, match="tag"):
        write_hxl(columns, [], out)
    assert out.getvalue() == b""


def test_a_row_of_another_width_is_refused() -> None:
    with pytest.raises(ValueError, match="Row 2 has 1 values for 2 columns"):
        written([TaggedColumn("a", "#org"), TaggedColumn("b")], [["x", "y"], ["z"]])


TOKEN = st.from_regex(r"[a-z][a-z0-9_]{0,7}", fullmatch=True)
TAG = st.builds(lambda tag, attributes: "+".join(("#" + tag, *sorted(attributes))), TOKEN, st.sets(TOKEN, max_size=3))
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=20)
HEADING = st.text(st.sampled_from("aЯӣ中#＃:;|, \t=+'\"\n"), max_size=12)


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[TaggedColumn], list[list[str]]]:
    tags = draw(st.lists(st.one_of(TAG, st.just("")), min_size=1, max_size=6).filter(any))
    columns = [TaggedColumn(draw(HEADING), tag) for tag in tags]
    return columns, draw(st.lists(st.lists(TEXT, min_size=len(tags), max_size=len(tags)), max_size=6))


def lines(text: str) -> str:
    """Readers of text files make one line end of all kinds."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


@given(tables())
def test_round_trip_through_libhxl(table: tuple[list[TaggedColumn], list[list[str]]]) -> None:
    columns, rows = table
    _headings, tags, read = by_libhxl(written(columns, rows))
    assert tags == [column.tag for column in columns]
    assert [[lines(text) for text in row] for row in read] == [
        [guard(lines(text)) if text.strip() else "" for text in row] for row in rows
    ]


@given(tables())
def test_round_trip_through_ourselves(table: tuple[list[TaggedColumn], list[list[str]]]) -> None:
    columns, rows = table
    with read_workbook(io.BytesIO(written(columns, rows)), encoding="utf-8-sig", delimiter=",") as book:
        tags = find_tagged_sheet(book)
        assert tags is not None
        assert {letters: str(tag) for letters, tag in tags.columns.items()} == {
            column_letters(at): column.tag for at, column in enumerate(columns, start=1) if column.tag
        }
        read = [{cell.column: cell.value for cell in row.cells} for row in data_rows(book, tags)]
    expected = [
        {column_letters(at): lines(text).strip() for at, text in enumerate(row, start=1) if text.strip()}
        for row in rows
    ]
    assert read == [row for row in expected if row]


def test_a_zero_byte_does_not_make_the_file_unreadable() -> None:
    content = written([TaggedColumn("a", "#org")], [["x\x00y"]])
    try:
        with read_workbook(io.BytesIO(content)) as book:
            tags = find_tagged_sheet(book)
            assert tags is not None
            assert [row.cells[0].value for row in data_rows(book, tags)] == ["xy"]
    except SpreadsheetRefused as error:
        pytest.fail(str(error))
