"""A file of 200 MB is streamed: the memory of the reading process stays small."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from hamroh.formats.spreadsheet.tests.test_refusals import NAMESPACE, package

_READ = """
import re, sys
from pathlib import Path
from hamroh.formats.spreadsheet import Limits, read_workbook
with open(sys.argv[1], "rb") as stream, read_workbook(stream, limits=Limits(rows=10**8)) as book:
    rows = sum(1 for sheet in book.sheets for row in book.rows(sheet))
# Not getrusage: its figure is inherited from the process that started this one.
print(rows, int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) // 1024)
"""
_MEGABYTES_ALLOWED = 150


def read_in_own_process(path: Path) -> tuple[int, int]:
    """Rows and the most memory (MB) of a process that does nothing else."""
    done = subprocess.run([sys.executable, "-c", _READ, str(path)], capture_output=True, text=True, check=True)
    rows, megabytes = done.stdout.split()
    return int(rows), int(megabytes)


@pytest.mark.slow
def test_csv_of_200_megabytes(tmp_path: Path) -> None:
    line = ("Душанбе;номи лоиҳа;1 234,56;31.03.2026;" + "ш" * 60 + "\n").encode()
    block = line * 1000
    count = 200 * 2**20 // len(block) + 1
    with (tmp_path / "large.csv").open("wb") as out:
        for _ in range(count):
            out.write(block)
    rows, megabytes = read_in_own_process(tmp_path / "large.csv")
    assert rows == count * 1000
    assert megabytes < _MEGABYTES_ALLOWED


@pytest.mark.slow
def test_xlsx_that_unpacks_to_200_megabytes(tmp_path: Path) -> None:
    head, tail = b'<worksheet xmlns="%s"><sheetData>' % NAMESPACE.encode(), b"</sheetData></worksheet>"
    rows = b"".join(
        b'<row r="%d"><c r="A%d" t="inlineStr"><is><t>%s %d</t></is></c><c r="B%d"><v>%d.5</v></c></row>'
        % (n, n, b"project of some length " * 20, n, n, n)
        for n in range(1, 380_000)
    )
    path = tmp_path / "large.xlsx"
    path.write_bytes(package(head + rows + tail).getvalue())
    assert len(rows) > 200 * 2**20 > 10 * path.stat().st_size
    found, megabytes = read_in_own_process(path)
    assert found == 379_999
    assert megabytes < _MEGABYTES_ALLOWED
