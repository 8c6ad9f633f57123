"""Activities at the size of a country: 10,000 of them in, twice, while somebody else writes; beside a peer.

The file is multiplied from the sample files (HAMROH_SAMPLES) by giving each copy identifiers of its own.
"""

from __future__ import annotations

import contextlib
import csv
import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = Path(os.environ.get("HAMROH_SAMPLES") or ROOT.parent / "shared" / "data") / "iati" / "samples"
SOURCES = (
    "usaid-activities-798.xml", "iom-activity-XM-DAC-47066-DP.2154.xml", "iati-2.03-activity-example-annotated.xml",
)  # fmt: skip
ACTIVITIES = 10_000
WRITES_APART_SECONDS = 0.1


@dataclass(frozen=True)
class Figure:
    """One measured figure. `bar` is the most it may be; None: told, not judged."""

    name: str
    value: float
    bar: float | None
    unit: str

    @property
    def ok(self) -> bool:
        """Whether the bar holds."""
        return self.bar is None or self.value <= self.bar


def run() -> list[Figure]:
    """Measure; each import runs in a process and a state folder of its own."""
    folder = Path(tempfile.mkdtemp(prefix="hamroh-bench-"))
    try:
        return _measure(folder)
    finally:
        shutil.rmtree(folder)


def _measure(folder: Path) -> list[Figure]:
    file = folder / "activities.xml"
    written = multiply(file, ACTIVITIES)
    environment = {**os.environ, "HAMROH_HOME": str(folder / "home"), "PYTHONPATH": str(ROOT),
                   "DJANGO_SETTINGS_MODULE": "hamroh.config.settings.embedded"}  # fmt: skip
    _child(["prepare"], environment)
    first, writes = _import_while_writing(file, environment, folder)
    again = _child(["import", str(file)], environment)
    _expect(first["created"] == written and again["unchanged"] == written, f"{first} {again}")
    read = _child(["read", str(file)], environment)
    figures = [
        Figure("activities: 10,000 imported", first["seconds"], 90, "s"),
        Figure("activities: memory of the import", first["megabytes"], 400, "MB"),
        Figure("activities: the same file again", again["seconds"], 45, "s"),
        Figure("activities: p95 of others' writes meanwhile", writes["p95"], 500, "ms"),
        Figure("activities: longest of others' writes meanwhile", writes["longest"], None, "ms"),
        Figure("activities: others' writes meanwhile", writes["count"], None, "writes"),
        Figure("activities: reading alone, with digests", read["seconds"], None, "s"),
    ]
    return figures + _beside_peers(file, environment, read["seconds"])


def _beside_peers(file: Path, environment: dict[str, str], ours: float) -> list[Figure]:
    """The peers read the same file; a peer that cannot be imported is reported as not run, never as won."""
    figures = []
    for peer in ("pyiati", "okfn-iati"):
        answer = _child(["peer", peer, str(file)], environment, may_fail=True)
        if answer is None:
            print(f"{peer}: not run, it cannot be imported here.", file=sys.stderr)
            continue
        figures.append(Figure(f"activities: {peer} reading the same file", answer["seconds"], None, "s"))
        figures.append(Figure(f"activities: our reading ÷ {peer}'s", ours / answer["seconds"], None, "×"))
    return figures


def multiply(out: Path, count: int) -> int:
    """Write a file of `count` activities made from the samples; returns how many."""
    originals = [text for name in SOURCES for text in _activities(SAMPLES / name)]
    with out.open("w", encoding="utf-8") as file:
        file.write('<?xml version="1.0" encoding="UTF-8"?>\n<iati-activities version="2.03">\n')
        for number in range(count):
            identifier, before, after = originals[number % len(originals)]
            file.write(f"{before}{identifier}-{number // len(originals)}{after}\n")
        file.write("</iati-activities>\n")
    return count


def _activities(path: Path) -> list[tuple[str, str, str]]:
    """(identifier, text before it, text after it) of each activity."""
    found = []
    for element in etree.parse(str(path)).getroot().iter("iati-activity"):
        text = etree.tostring(element, encoding="unicode", with_tail=False)
        identifier = (element.findtext("iati-identifier") or "").strip()
        before, after = text.split("<iati-identifier>", 1)
        content, rest = after.split("</iati-identifier>", 1)
        _expect(content.strip() == identifier, identifier)
        found.append((identifier, f"{before}<iati-identifier>", f"</iati-identifier>{rest}"))
    return found


def _import_while_writing(
    file: Path, environment: dict[str, str], folder: Path
) -> tuple[dict[str, float], dict[str, float]]:
    stop = folder / "stop"
    writer = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.activities", "write", str(stop)], env=environment, cwd=ROOT,
        stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert writer.stdout is not None
    writer.stdout.readline()  # it says when it is ready
    try:
        answer = _child(["import", str(file)], environment)
    finally:
        stop.touch()
    told, _ = writer.communicate(timeout=120)
    assert answer is not None
    return answer, json.loads(told)


def _child(arguments: list[str], environment: dict[str, str], *, may_fail: bool = False) -> dict[str, float] | None:
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "benchmarks.activities", *arguments], env=environment, cwd=ROOT,
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL if may_fail else None, text=True, check=not may_fail,
    )  # fmt: skip
    return json.loads(done.stdout) if done.returncode == 0 else None


def _expect(truth: bool, told: str) -> None:
    if not truth:
        raise RuntimeError(f"The benchmark did not do what it measures: {told}")


# -- what runs in processes of its own ---------------------------------------------------------


def _prepare() -> dict[str, float]:
    _django()
    from hamroh.cli.setup import migrate_all

    migrate_all()
    return {}


def _import(file: str) -> dict[str, float]:
    _django()
    from hamroh.kernel.intake.services import apply, stage
    from hamroh.kernel.ledger.actors import system

    begun = time.monotonic()
    actor = system("bench")
    with Path(file).open("rb") as stream:
        batch = stage(actor=actor, importer="iati", stream=stream, file_name="bench.xml")
    staged = time.monotonic() - begun
    batch = apply(actor=actor, batch=batch)
    seconds = time.monotonic() - begun
    return {"seconds": seconds, "staged": staged, "megabytes": _peak(), "created": batch.outcome["created"],
            "unchanged": batch.counts["unchanged"]}  # fmt: skip


def _write(stop: str) -> dict[str, float]:
    """Set a thematic area again and again, as somebody at a desk would, each with its ledger entry."""
    _django()
    from hamroh.commons.activities.services import create_activity, set_theme
    from hamroh.formats.iati.records import Activity, Narrative
    from hamroh.kernel.ledger.actors import system
    from hamroh.kernel.organisations.services import find_or_create

    actor = system("bench-writer")
    body = find_or_create(actor=actor, org_id="XX-BENCH-1", names={"en": "Bench"})
    record = Activity(iati_identifier="XX-BENCH-1-1", title=(Narrative(text="Bench", lang="en"),))
    activity = create_activity(actor=actor, organisation=body, record=record)
    print("ready", flush=True)
    took = []
    while not Path(stop).exists():
        begun = time.monotonic()
        theme = ("labour_migration", "migration_health")[len(took) % 2]
        set_theme(actor=actor, activity=activity, theme=theme)
        took.append((time.monotonic() - begun) * 1000)
        time.sleep(WRITES_APART_SECONDS)
    took.sort()
    return {"p95": took[int(len(took) * 0.95)], "longest": took[-1], "count": len(took)}


def _read(file: str) -> dict[str, float]:
    from hamroh.formats.iati.reader import open_document
    from hamroh.formats.iati.records import digest

    begun, count = time.monotonic(), 0
    with Path(file).open("rb") as stream:
        for item in open_document(stream):
            assert item.record is not None
            digest(item.record)
            count += 1
    return {"seconds": time.monotonic() - begun, "count": count, "megabytes": _peak()}


def _peer(name: str, file: str) -> dict[str, float]:
    """The peer reads the file: pyIATI into its data set, okfn-iati into its tables, which holds most of what we do."""
    if name == "pyiati":
        import iati

        begun = time.monotonic()
        dataset = iati.Dataset(etree.parse(file))
        found = len(dataset.xml_tree.xpath("//iati-activity/iati-identifier"))
    else:
        from okfn_iati import IatiMultiCsvConverter

        begun = time.monotonic()
        with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(io.StringIO()):
            IatiMultiCsvConverter().xml_to_csv_folder(file, folder)
            with (Path(folder) / "activities.csv").open(encoding="utf-8", newline="") as rows:
                found = sum(1 for _ in csv.reader(rows)) - 1
    seconds = time.monotonic() - begun
    _expect(found >= ACTIVITIES, f"{name} found {found}")
    return {"seconds": seconds}


def _peak() -> float:
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _django() -> None:
    import django

    django.setup()


_STEPS = {"prepare": _prepare, "import": _import, "write": _write, "read": _read, "peer": _peer}

if __name__ == "__main__":
    if len(sys.argv) == 1:
        for figure in run():
            state = "ok" if figure.ok else "MISSED"
            print(f"{state:7}{figure.name}: {figure.value:.1f} {figure.unit} (bar {figure.bar})")
    else:
        print(json.dumps(_STEPS[sys.argv[1]](*sys.argv[2:])))
