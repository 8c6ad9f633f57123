"""The row of tags is found wherever it stands, and a wrong tag costs its own column only."""

from __future__ import annotations

import csv
import io
import string
from collections.abc import Iterable, Sequence
from pathlib import Path

import hxl
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hamroh.formats.hxl import KINDS, TagRow, data_rows, find_tagged_sheet, find_tags, read_tag
from hamroh.formats.spreadsheet import Cell, Row, column_letters, read_workbook


def rows(*lines: Sequence[str], sheet: str = "") -> list[Row]:
    """The rows of a sheet as our reader gives them: without blank cells and rows."""
    made = []
    for number, line in enumerate(lines, start=1):
        cells = tuple(Cell(column_letters(at), text, text) for at, text in enumerate(line, start=1) if text.strip())
        if cells:
            made.append(Row(sheet, number, cells))
    return made


def found(*lines: Sequence[str]) -> TagRow:
    tags = find_tags(rows(*lines))
    assert tags is not None
    return tags


def shown(tags: TagRow) -> dict[str, str]:
    return {letters: str(tag) for letters, tag in tags.columns.items()}


def book(sheets: dict[str, list[list[object]]], merged: Iterable[tuple[str, str]] = ()) -> io.BytesIO:
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, lines in sheets.items():
        page = made.create_sheet(name)
        for line in lines:
            page.append(line)
    for name, area in merged:
        made[name].merge_cells(area)
    out = io.BytesIO()
    made.save(out)
    out.seek(0)
    return out


def test_several_rows_of_headings_and_blank_cells() -> None:
    tags = found(
        ["Who does what", "", ""], ["", "", ""], ["Who", "", "Where"], ["Partner", "Number", "Region"],
        ["#org+impl", "", "#adm1+code"], ["UNICEF", "1", "TJ01"],
    )  # fmt: skip
    assert tags.number == 5
    assert shown(tags) == {"A": "#org+impl", "C": "#adm1+code"}
    assert tags.headers == {"A": ("Who does what", "Who", "Partner"), "B": ("Number",), "C": ("Where", "Region")}
    assert tags.problems == ()


def test_tags_in_a_later_sheet_below_merged_headings() -> None:
    stream = book(
        {"About": [["Read me"], ["#"], ["# of rows"]],
         "4W": [["Who", None, "Where"], ["Name", "Kind", None], ["#org", "#org+type", "#adm1"], ["IOM", "UN", "Sughd"]]},
        merged=[("4W", "A1:B1"), ("4W", "C1:C2")],
    )  # fmt: skip
    with read_workbook(stream) as workbook:
        tags = find_tagged_sheet(workbook)
        assert tags is not None
        assert (tags.sheet, tags.number) == ("4W", 3)
        assert tags.headers == {"A": ("Who", "Name"), "B": ("Who", "Kind"), "C": ("Where",)}
        assert [[cell.value for cell in row.cells] for row in data_rows(workbook, tags)] == [["IOM", "UN", "Sughd"]]


def test_a_heading_merged_down_into_the_tags_is_not_one_of_them() -> None:
    lines = [["No", "Note", "Who"], [None, None, "#org"], ["1", "-", "IOM"]]
    stream = book({"4W": lines}, merged=[("4W", "A1:A2"), ("4W", "B1:B2")])
    with read_workbook(stream) as workbook:
        tags = find_tagged_sheet(workbook)
    assert tags is not None
    assert shown(tags) == {"C": "#org"}
    assert tags.problems == ()


def test_visible_sheets_come_first() -> None:
    made = openpyxl.load_workbook(book({"Old": [["#org"], ["a"]], "Now": [["#org"], ["b"]]}))
    made["Old"].sheet_state = "hidden"
    out = io.BytesIO()
    made.save(out)
    out.seek(0)
    with read_workbook(out) as workbook:
        tags = find_tagged_sheet(workbook)
    assert tags is not None
    assert tags.sheet == "Now"


def test_bad_tags_are_told_with_their_cell_and_the_others_kept() -> None:
    tags = found(
        ["a", "b", "c", "d", "e"], ["#org impl", "region", "#adm1+code", "#sector", "＃status"], ["x", "y", "z", "", ""]
    )
    assert shown(tags) == {"C": "#adm1+code", "D": "#sector", "E": "#status"}
    assert [(fault.code, fault.severity, fault.locator) for fault in tags.problems] == [
        ("hxl-bad-tag", "warning", "A2"), ("hxl-not-a-tag", "warning", "B2"), ("hxl-read-as", "warning", "E2"),
    ]  # fmt: skip
    for fault in tags.problems:
        assert fault.message == KINDS[fault.code].template.format_map(fault.parameters)
        assert fault.parameters["value"] in fault.message


def test_headings_that_look_like_tags_do_not_win_over_tags() -> None:
    tags = found(["# of people", "#HH", "#", "Name"], ["#reached", "#reached+hh", "#meta+id", "#org"])
    assert tags.number == 2


def test_mostly_bad_tags_are_found_where_nothing_better_is() -> None:
    tags = found(["a", "b", "c"], ["#org impl", "#adm1-code", "#sector"], ["x", "y", "z"])
    assert shown(tags) == {"C": "#sector"}
    assert len(tags.problems) == 2


@pytest.mark.parametrize(
    "lines",
    [[], [["a", "b"]], [["# of people", "#"]], [["a", "b", "#org"]], [["note", "#1", "# 2"]],
     [["x"]] * 25 + [["#org"]]],
)  # fmt: skip
def test_without_tags(lines: list[list[str]]) -> None:
    assert find_tags(rows(*lines)) is None


def test_the_twenty_fifth_row_is_the_last() -> None:
    assert found(*[["x"]] * 24, ["#org"]).number == 25


# -- against any content, and beside libhxl ------------------------------------------------------

TOKEN = st.from_regex(r"[A-Za-z][A-Za-z0-9_]{0,7}", fullmatch=True)
GOOD = st.builds(lambda tag, attributes: "+".join(("#" + tag, *attributes)), TOKEN, st.lists(TOKEN, max_size=3))
BAD = st.text(min_size=1, max_size=20).map(lambda text: "#" + text).filter(lambda text: read_tag(text) is None)
WORD = st.text(string.ascii_letters + "äжӣ中 .-", min_size=1, max_size=12).filter(str.strip)


@given(st.lists(st.one_of(GOOD, BAD), min_size=1, max_size=30).filter(lambda line: any(map(read_tag, line))),
       st.lists(st.lists(WORD, max_size=5), max_size=24))  # fmt: skip
def test_bad_tags_never_hide_good_ones(line: list[str], above: list[list[str]]) -> None:
    tags = found(*above, line)
    assert tags.number == len(above) + 1
    told = {fault.locator for fault in tags.problems}
    for at, text in enumerate(line, start=1):
        tag = read_tag(" ".join(text.split()))
        if tag is not None:
            assert tags.columns[column_letters(at)] == tag
            assert f"{column_letters(at)}{tags.number}" not in told
        elif text.strip():
            assert f"{column_letters(at)}{tags.number}" in told


CELL = st.one_of(GOOD, WORD, st.just(""), st.sampled_from(["#", "# people", "#org impl", "№", "12"]))


@given(st.lists(st.lists(CELL, min_size=1, max_size=6), min_size=1, max_size=30))
def test_where_libhxl_finds_tags_we_find_the_same(lines: list[list[str]]) -> None:
    source = hxl.data(lines)
    try:
        expected = {
            column_letters(at): column.get_display_tag(sort_attributes=True)
            for at, column in enumerate(source.columns, start=1)
            if column.tag
        }
    except hxl.input.HXLTagsNotFoundException:
        return
    tags = found(*lines)
    assert {letters: str(tag) for letters, tag in tags.columns.items()} == {
        letters: "+".join(sorted_unique(tag)) for letters, tag in expected.items()
    }


def sorted_unique(tag: str) -> list[str]:
    first, *attributes = tag.split("+")
    return [first, *sorted(set(attributes))]


# -- files of partners -----------------------------------------------------------------------------


@pytest.mark.samples
@pytest.mark.parametrize("name", ["hxl_3w_small_spanish.csv", "hxl_3w_small_valid.csv"])
def test_samples_are_read_as_libhxl_reads_them(samples: Path, name: str) -> None:
    path = samples / "coordination-3w" / name
    with path.open("rb") as stream, read_workbook(stream) as workbook:
        tags = find_tagged_sheet(workbook)
        assert tags is not None
        ours = [{cell.column: str(cell.value) for cell in row.cells} for row in data_rows(workbook, tags)]
    with hxl.data(str(path), hxl.InputOptions(allow_local=True)) as source:
        columns = {column_letters(at): column for at, column in enumerate(source.columns, start=1)}
        theirs = [
            {column_letters(at): text for at, text in enumerate(row.values, start=1) if text.strip()} for row in source
        ]
    assert ours == theirs
    assert shown(tags) == {letters: column.display_tag for letters, column in columns.items() if column.tag}
    assert {letters: texts[-1] for letters, texts in tags.headers.items()} == _last_headings(path, tags)
    assert tags.problems == ()


def _last_headings(path: Path, tags: TagRow) -> dict[str, str]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        above = list(csv.reader(stream))[: tags.number - 1]
    return {
        column_letters(at): [text for text in texts if text][-1]
        for at, texts in enumerate(map(list, _columns(above)), start=1)
        if any(texts)
    }


def _columns(lines: list[list[str]]) -> Iterable[tuple[str, ...]]:
    width = max(map(len, lines))
    return zip(*(line + [""] * (width - len(line)) for line in lines), strict=True)
