"""Real processes on a database of their own: one is killed in mid-work, two import at once, a third keeps writing."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings

pytestmark = pytest.mark.slow

ROWS = 12_000


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A product of its own, with its databases and definitions ready."""
    home = tmp_path_factory.mktemp("prepared") / "home"
    done = run(home, "indicators", "export", "--indicator", "gdp")
    assert done.returncode == 0, done.stderr
    return home


@pytest.fixture
def home(prepared: Path, tmp_path: Path) -> Path:
    return shutil.copytree(prepared, tmp_path / "home")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "wdi.csv"
    rows = (
        f"{country},gdp,{year:04},{year}.5\n" for country in ("TJK", "UZB", "KGZ", "KAZ") for year in range(1, 3001)
    )
    path.write_text("geo,var,t,v\n" + "".join(rows))
    return path


def environment(home: Path) -> dict[str, str]:
    return {
        **os.environ, "HAMROH_HOME": str(home), "HAMROH_HEADS": str(home / "heads"),
        "DJANGO_SETTINGS_MODULE": "hamroh.config.settings.embedded", "PYTHONPATH": str(settings.ROOT),
    }  # fmt: skip


def start(home: Path, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "hamroh.cli.main", *arguments], env=environment(home), text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


def run(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    process = start(home, *arguments)
    out, err = process.communicate(timeout=120)
    return subprocess.CompletedProcess(process.args, process.returncode, out, err)


def ask(home: Path, statement: str) -> int:
    with sqlite3.connect(home / "hamroh.sqlite3", timeout=10) as connection:
        return connection.execute(statement).fetchone()[0]


def wait_until(condition: Callable[[], bool], seconds: float = 60) -> None:
    ends = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < ends, "it did not happen in time"
        time.sleep(0.01)


@pytest.mark.parametrize("staged", [1, 6_000])
def test_a_killed_import_is_unseen_and_taken_up_again(staged: int, home: Path, file: Path) -> None:
    process = start(home, "indicators", "import", str(file))
    wait_until(lambda: ask(home, "SELECT count(*) FROM indicators_observation") >= staged)
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=30)
    assert ask(home, "SELECT count(*) FROM indicators_observation") < ROWS, "killed in mid-work"
    assert ask(home, "SELECT revision FROM indicators_dataset WHERE key = 'world-bank-wdi'") == 0
    with sqlite3.connect(home / "hamroh.sqlite3", timeout=10) as connection:
        # As if the minutes had passed in which a lease runs out.
        connection.execute("UPDATE indicators_source SET beat_at = '2020-01-01 00:00:00'")
    (report,) = json.loads(run(home, "indicators", "import", str(file), "--json").stdout)
    assert (report["created"], report["updated"], report["problems"]) == (ROWS, 0, [])
    assert ask(home, "SELECT count(*) FROM indicators_observation") == ROWS
    assert ask(home, "SELECT count(*) FROM ledger_entry WHERE event = 'indicators.imported'") == 1
    assert run(home, "ledger", "verify").returncode == 0


def test_two_at_once_make_one_of_it_and_others_can_write_meanwhile(home: Path, file: Path) -> None:
    both = [start(home, "indicators", "import", str(file), "--json") for _ in range(2)]
    waits: list[float] = []
    while any(process.poll() is None for process in both):
        began = time.perf_counter()
        with sqlite3.connect(home / "hamroh.sqlite3", timeout=10, isolation_level=None) as connection:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("UPDATE indicators_producer SET url = url WHERE key = 'unhcr'")
            connection.execute("COMMIT")
        waits.append(time.perf_counter() - began)
        time.sleep(0.03)
    reports = [json.loads(process.communicate(timeout=30)[0])[0] for process in both]
    assert sorted(report["created"] for report in reports) in ([0, ROWS], [0, 0, ROWS])
    loser = min(reports, key=lambda report: report["created"])
    assert loser["refused_whole"] or loser["unchanged"] == ROWS
    assert ask(home, "SELECT count(*) FROM indicators_observation") == ROWS
    assert sorted(waits)[int(len(waits) * 0.95)] < 0.5
