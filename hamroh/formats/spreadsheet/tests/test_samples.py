"""Real files of partners: every one is read, and .xlsx cell for cell as another library reads it."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from hamroh.formats.spreadsheet import SpreadsheetRefused, read_workbook

pytestmark = pytest.mark.samples


def cells(path: Path) -> dict[str, int]:
    with path.open("rb") as stream, read_workbook(stream) as book:
        return {sheet.name: sum(len(row.cells) for row in book.rows(sheet, fill_merged=False)) for sheet in book.sheets}


def test_every_text_file_is_read(samples: Path) -> None:
    found = {path.name: cells(path)[""] for path in sorted(samples.rglob("*.csv"))}
    assert len(found) > 30
    assert all(found.values())
    assert found["hxl_3w_small_valid.csv"] == 52


def test_3w_workbook_agrees_with_another_library(samples: Path) -> None:
    path = samples / "coordination-3w" / "som_3w_january_april_2025.xlsx"
    other = openpyxl.load_workbook(path, data_only=True, read_only=True)
    expected = {
        sheet.title: sum(
            1 for row in sheet.iter_rows(values_only=True) for value in row if value is not None and str(value).strip()
        )
        for sheet in other.worksheets
    }
    assert cells(path) == expected
    assert sum(expected.values()) > 30_000


def test_old_excel_files_are_refused_with_how_to_mend(samples: Path) -> None:
    old = sorted((samples / "forms").glob("*.xls"))
    assert old
    for path in old:
        with pytest.raises(SpreadsheetRefused) as caught:
            cells(path)
        assert caught.value.problem.code == "old-excel"
        assert ".xlsx" in str(caught.value)
