"""`make bench`: run every benchmark, print each figure with its bar, exit 1 when one misses it."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from benchmarks import activities, coordination_import, coordination_pages, hxl, organisations, pages
from benchmarks.activities import Figure

BENCHMARKS = {
    "activities": activities.run,
    "coordination_import": coordination_import.run,
    "coordination_pages": coordination_pages.run,
    "hxl": hxl.run,
    "organisations": organisations.run,
    "pages": pages.run,
}
REPORT = Path(__file__).resolve().parents[1] / "test-results" / "benchmarks.json"


def line(figure: Figure) -> str:
    """One line of the report."""
    state = "told " if figure.bar is None else "holds" if figure.ok else "MISS "
    bar = "" if figure.bar is None else f"  (bar {figure.bar:g} {figure.unit})"
    return f"{state}  {figure.name}: {figure.value:,.2f} {figure.unit}{bar}"


def main(names: list[str]) -> int:
    """Run the named benchmarks, or all."""
    figures = []
    for name in names or BENCHMARKS:
        for figure in BENCHMARKS[name]():
            figures.append(figure)
            print(line(figure), flush=True)
    REPORT.parent.mkdir(exist_ok=True)
    told = [{"name": f.name, "value": f.value, "unit": f.unit, "bar": f.bar, "ok": f.ok} for f in figures]
    REPORT.write_text(json.dumps(told, indent=1))
    missed = [figure.name for figure in figures if not figure.ok]
    print(f"{len(figures)} figures, {len(missed)} missed")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
