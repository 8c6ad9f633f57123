"""The Ethiopian 3W into the room: preview and apply beside their bars, and reading beside libhxl.

A fresh installation for each: places learnt from the file first, as the command line does for a country without any.
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
from pathlib import Path

from benchmarks.activities import ROOT, SAMPLES, Figure

FILE = SAMPLES.parents[1] / "coordination-3w" / "eth_3w_august_2025.csv"
COUNTRY = "ETH"
TURNS = 3  # of reading alone; the quickest counts
SAME_FIELDS = {
    "Month": "#date+month", "Activity status": "#status", "Donor Acronym": "#org+funder+acronym",
    "Donor Name": "#org+funder+name", "Program partner Acronym": "#org+prog+acronym",
    "Program Partner Name": "#org+prog+name", "Implementing Partner Acronym": "#org+impl+acronym",
    "Implementing Partner Name": "#org+impl+name", "Implementing Partner Type": "#org+impl+type",
    "Region": "#adm1+name", "Zone": "#adm2+name", "Woreda": "#adm3+name", "WoredaPcod": "#adm3+code",
    "Cluster": "#sector+name", "Activity": "#subsector+name", "Lat": "#geo+lat", "Long": "#geo+lon",
}  # fmt: skip


def run() -> list[Figure]:
    """Measure in processes and a state folder of their own."""
    folder = Path(tempfile.mkdtemp(prefix="hamroh-bench-"))
    try:
        told = _child(["import"], folder)
        tagged = folder / "tagged.csv"
        _tag(tagged)
        read = _child(["read", str(tagged)], folder)
    finally:
        shutil.rmtree(folder)
    return [
        Figure("4w: preview of the Ethiopian 3W (7,324 rows, 3,122 lines)", told["preview"], 5, "s"),
        Figure("4w: applying it", told["apply"], 10, "s"),
        Figure("4w: preview of the same file again", told["again"], 5, "s"),
        Figure("4w: longest transaction while applying", told["longest"], None, "ms"),
        Figure("4w: places learnt from the file before", told["learn"], None, "s"),
        Figure("4w: memory of the whole", told["megabytes"], None, "MB"),
        Figure("4w: our reading of its rows alone", read["ours"], None, "s"),
        Figure("4w: libhxl reading the same rows, tagged", read["libhxl"], None, "s"),
        Figure("4w: our reading ÷ libhxl's", read["ours"] / read["libhxl"], None, "×"),
    ]


def _tag(out: Path) -> None:
    with FILE.open(encoding="utf-8-sig", newline="") as stream:
        head, *lines = (row for row in csv.reader(stream) if any(text.strip() for text in row))
    with out.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerows([head, [SAME_FIELDS[heading] for heading in head], *lines])


def _child(arguments: list[str], folder: Path) -> dict[str, float]:
    environment = {**os.environ, "HAMROH_HOME": str(folder / "home"), "PYTHONPATH": str(ROOT),
                   "DJANGO_SETTINGS_MODULE": "hamroh.config.settings.embedded"}  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "benchmarks.coordination_import", *arguments], env=environment, cwd=ROOT,
        stdout=subprocess.PIPE, text=True, check=True,
    )  # fmt: skip
    answer: dict[str, float] = json.loads(done.stdout)
    return answer


def _expect(truth: bool, told: str) -> None:
    if not truth:
        raise RuntimeError(f"The benchmark did not do what it measures: {told}")


# -- what runs in processes of its own ---------------------------------------------------------


def _import() -> dict[str, float]:
    _django()
    from hamroh.cli.setup import migrate_all

    migrate_all()
    from hamroh.kernel.intake.pace import Pace
    from hamroh.kernel.intake.services import apply, stage
    from hamroh.kernel.ledger.actors import system
    from hamroh.rooms.coordination.importing.collecting import reporter_for, round_for
    from hamroh.rooms.coordination.importing.learning import learn_from, period_of

    actor, held = system("bench"), []
    real = Pace.step

    def noted(self: Pace, count: int):  # type: ignore[no-untyped-def]
        held.append(self)
        return real(self, count)

    Pace.step = noted  # type: ignore[method-assign]
    with FILE.open("rb") as stream:
        learn, _ = _timed(lambda: learn_from(stream, country=COUNTRY, actor=actor))
        of = round_for(actor=actor, country=COUNTRY, period=period_of(stream, year=2025, country=COUNTRY))
        options = {"reporter": reporter_for(actor=actor, round_=of, label="bench").pk}

        def read():  # type: ignore[no-untyped-def]
            stream.seek(0)
            return stage(actor=actor, importer="4w", stream=stream, file_name=FILE.name, options=options)

        preview, batch = _timed(read)
        held.clear()
        applying, batch = _timed(lambda: apply(actor=actor, batch=batch))
        longest = max(pace.longest for pace in held)
        again, second = _timed(read)
    _expect(batch.outcome["created"] == 3122 and second.counts["unchanged"] == 3122, f"{batch.outcome} {second.counts}")
    return {"preview": preview, "apply": applying, "again": again, "learn": learn, "longest": longest * 1000,
            "megabytes": _peak()}  # fmt: skip


def _read(tagged: str) -> dict[str, float]:
    """Each value of each row, found by its meaning; both sides take turns."""
    _django()
    import hxl

    from hamroh.formats.spreadsheet import read_workbook
    from hamroh.rooms.coordination.importing.layout import Chosen, find_layouts
    from hamroh.rooms.coordination.importing.rows import read_rows

    def ours() -> int:
        with Path(tagged).open("rb") as stream, read_workbook(stream) as workbook:
            layouts, _told = find_layouts(workbook, Chosen())
            return sum(len(raw.values) for raw in read_rows(workbook, layouts).lines)

    def libhxl() -> int:
        source = hxl.data(tagged, hxl.InputOptions(allow_local=True))
        return sum(bool(row.get(tag)) for row in source for tag in SAME_FIELDS.values())

    best: dict[str, float] = {}
    for _turn in range(TURNS):
        for name, way in (("ours", ours), ("libhxl", libhxl)):
            seconds, found = _timed(way)
            best[name] = min(seconds, best.get(name, seconds))
            _expect(found > 40_000, f"{name} read {found} values")
    return best


def _timed(way):  # type: ignore[no-untyped-def]
    begun = time.monotonic()
    answer = way()
    return time.monotonic() - begun, answer


def _peak() -> float:
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _django() -> None:
    import django

    django.setup()


_STEPS = {"import": _import, "read": _read}

if __name__ == "__main__":
    if len(sys.argv) == 1:
        for figure in run():
            state = "ok" if figure.ok else "MISSED"
            print(f"{state:7}{figure.name}: {figure.value:.2f} {figure.unit} (bar {figure.bar})")
    else:
        print(json.dumps(_STEPS[sys.argv[1]](*sys.argv[2:])))
