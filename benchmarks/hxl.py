"""A tagged table at the size of a country's 4W: 50,000 lines read by meaning, beside libhxl reading the same file.

The file is the Ethiopian 3W (HAMROH_SAMPLES) without its blank lines, repeated, with a row of tags put in. Compared is
what an import does: the value of each of the 17 columns of each line, found by its tag. libhxl offers two ways to
that, `Row.get` with patterns and `Row.dictionary`; the bar holds for the first, the others are told beside it.
"""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.activities import ROOT, SAMPLES, Figure

SOURCE = SAMPLES.parents[1] / "coordination-3w" / "eth_3w_august_2025.csv"
LINES = 50_000
TURNS = 5  # the quickest of them counts: whatever else runs on the machine only makes them slower
SAMPLE_EVERY = 97
FIELDS = (
    "month", "status", "donor_acronym", "donor", "programming_acronym", "programming", "implementing_acronym",
    "implementing", "implementing_type", "adm1", "adm2", "adm3", "adm3_code", "theme", "service", "lat", "lon",
)  # fmt: skip


def run() -> list[Figure]:
    """Measure in a process of its own; both sides take turns in it."""
    folder = Path(tempfile.mkdtemp(prefix="hamroh-bench-"))
    try:
        file = folder / "4w.csv"
        multiply(file, LINES)
        told = _child("measure", file)
        loading = _child("load", file)
    finally:
        shutil.rmtree(folder)
    ours, get, dictionary = told["ours"], told["get"], told["dictionary"]
    return [
        Figure("hxl: 50,000 lines read by their tags", ours, None, "s"),
        Figure("hxl: libhxl reading the same with Row.get", get, None, "s"),
        Figure("hxl: our reading ÷ libhxl's with Row.get", ours / get, 1.0, "×"),
        Figure("hxl: our reading ÷ libhxl's with Row.dictionary", ours / dictionary, None, "×"),
        Figure("hxl: bare rows, ours ÷ libhxl's (lists without addresses)", told["rows"] / told["lists"], None, "×"),
        Figure("hxl: loading libhxl for the first tag", loading["seconds"], None, "s"),
    ]


def multiply(out: Path, count: int) -> None:
    """Write headings, tags and `count` lines that are not blank."""
    from hamroh.formats.hxl import TAGS

    with SOURCE.open(encoding="utf-8-sig", newline="") as stream:
        headings, *lines = (row for row in csv.reader(stream) if any(text.strip() for text in row))
    _expect(len(headings) == len(FIELDS) and len(lines) > 3_000, f"{len(headings)} columns, {len(lines)} lines")
    with out.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(headings)
        writer.writerow([TAGS[field] for field in FIELDS])
        writer.writerows(lines[at % len(lines)] for at in range(count))


def _child(step: str, file: Path) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "benchmarks.hxl", step, str(file)], env={**os.environ}, cwd=ROOT,
        stdout=subprocess.PIPE, text=True, check=True,
    )  # fmt: skip
    return json.loads(done.stdout)


def _expect(truth: bool, told: str) -> None:
    if not truth:
        raise RuntimeError(f"The benchmark did not do what it measures: {told}")


# -- what runs in a process of its own ---------------------------------------------------------

Sample = list[dict[str, str]]


def _measure(file: str) -> dict[str, float]:
    from hamroh.formats.hxl import read_tag

    read_tag("#org")  # so that no side pays for loading libhxl
    ways: dict[str, Callable[[str], tuple[int, Sample]]] = {
        "ours": _ours, "get": _get, "dictionary": _dictionary, "rows": _rows, "lists": _lists,
    }  # fmt: skip
    best: dict[str, float] = {}
    samples: dict[str, Sample] = {}
    for _ in range(TURNS):
        for name, way in ways.items():
            begun = time.process_time()
            count, samples[name] = way(file)
            took = time.process_time() - begun
            _expect(count == LINES, f"{name} read {count} lines")
            best[name] = min(took, best.get(name, took))
    _expect(len(samples["ours"]) > 500 and len(samples["ours"][0]) == len(FIELDS), "a small sample")
    _expect(samples["ours"] == samples["dictionary"], "libhxl's dictionaries hold other values")
    _expect(samples["ours"] == samples["get"], "libhxl's patterns find other values")
    return best


def _load(_file: str) -> dict[str, float]:
    from hamroh.formats.hxl import read_tag

    begun = time.process_time()
    read_tag("#org")
    return {"seconds": time.process_time() - begun}


def _ours(file: str) -> tuple[int, Sample]:
    from hamroh.formats.hxl import data_rows, find_tagged_sheet
    from hamroh.formats.spreadsheet import read_workbook

    count, sample = 0, []
    with Path(file).open("rb") as stream, read_workbook(stream) as workbook:
        tags = find_tagged_sheet(workbook)
        assert tags is not None
        keys = {letters: str(tag) for letters, tag in tags.columns.items()}
        for row in data_rows(workbook, tags):
            values = {keys[cell.column]: cell.value for cell in row.cells if cell.column in keys}
            if count % SAMPLE_EVERY == 0:
                sample.append({key: str(value) for key, value in values.items()})
            count += 1
    return count, sample


def _rows(file: str) -> tuple[int, Sample]:
    from hamroh.formats.spreadsheet import read_workbook

    with Path(file).open("rb") as stream, read_workbook(stream) as workbook:
        return sum(1 for _ in workbook.rows("")) - 2, []  # without the headings and the tags


def _get(file: str) -> tuple[int, Sample]:
    import hxl

    count, sample = 0, []
    with _source(file) as source:
        patterns = {
            column.get_display_tag(sort_attributes=True): hxl.TagPattern.parse(column.display_tag)
            for column in source.columns
        }
        for row in source:
            values = {key: row.get(pattern) for key, pattern in patterns.items()}
            if count % SAMPLE_EVERY == 0:
                sample.append(_stripped(values))
            count += 1
    return count, sample


def _dictionary(file: str) -> tuple[int, Sample]:
    count, sample = 0, []
    with _source(file) as source:
        for row in source:
            values = row.dictionary
            if count % SAMPLE_EVERY == 0:
                sample.append(_stripped(values))
            count += 1
    return count, sample


def _lists(file: str) -> tuple[int, Sample]:
    with _source(file) as source:
        return sum(1 for _ in source), []


def _source(file: str) -> Any:
    import hxl

    return hxl.data(file, hxl.InputOptions(allow_local=True, encoding="utf-8-sig"))


def _stripped(values: dict[str, str | None]) -> dict[str, str]:
    """As we read: trimmed, without what is blank."""
    return {key: text.strip() for key, text in values.items() if text and text.strip()}


_STEPS = {"measure": _measure, "load": _load}

if __name__ == "__main__":
    if len(sys.argv) == 1:
        for figure in run():
            state = "ok" if figure.ok else "MISSED"
            print(f"{state:7}{figure.name}: {figure.value:.2f} {figure.unit} (bar {figure.bar})")
    else:
        print(json.dumps(_STEPS[sys.argv[1]](*sys.argv[2:])))
