"""kill -9 at every point of every step: nothing doubles, all is done once."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connections

from hamroh.kernel.background import leases, running, worker
from hamroh.kernel.background.heartbeat import worker_alive
from hamroh.kernel.background.models import Job, JobState
from hamroh.kernel.background.services import cancel, enqueue
from hamroh.kernel.ledger.actors import system
from hamroh.kernel.ledger.realms import CARE, MAIN, Realm

from . import trial

pytestmark = pytest.mark.django_db(databases=["default", "care"], transaction=True)
POINTS = ("before", "inside", "after")
TESTER = system("test")


@pytest.fixture(autouse=True)
def _table() -> None:
    for alias in ("default", "care"):
        trial.make_table(alias)


def ask(steps: int, *, task: str = "trial.count", realm: Realm = MAIN, **arguments: object) -> Job:
    return enqueue(actor=TESTER, task=task, arguments={"steps": steps, **arguments}, realm=realm)


def states(realm: Realm = MAIN) -> set[str]:
    return set(Job.objects.using(realm.alias).values_list("state", flat=True))


def wait_for(what: Callable[[], bool], seconds: float = 40) -> None:
    until = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < until, f"still waiting: {list(Job.objects.values('state', 'done', 'attempts'))}"
        time.sleep(0.1)


def run_in_child(job: Job) -> int:
    """Do the job in a forked process; its exit status (a negative one is the signal that ended it)."""
    connections.close_all()
    child = os.fork()
    if child == 0:
        running.run_job(str(job.pk), "main")
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def test_killed_at_each_point_of_each_step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leases, "LEASE", timedelta(seconds=0))
    kill = [[where, number] for number in range(4) for where in POINTS]
    job = ask(4, kill=kill, marks=str(tmp_path))
    ends = []
    while not ends or ends[-1] != 0:
        ends.append(run_in_child(job))
        assert len(ends) < 30
    assert ends == [-signal.SIGKILL] * 12 + [0]
    job.refresh_from_db()
    assert (job.state, trial.rows_of(job, "default")) == (JobState.DONE, [0, 1, 2, 3])


def test_work_that_only_kills_its_worker_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leases, "LEASE", timedelta(seconds=0))
    job = ask(1, task="trial.die")
    ends = [run_in_child(job) for _turn in range(running.MOST_ATTEMPTS + 2)]
    assert ends == [-signal.SIGKILL] * running.MOST_ATTEMPTS + [0, 0]
    job.refresh_from_db()
    assert (job.state, job.error_code) == (JobState.FAILED, "broke-off")


class Workers:
    """Real worker processes on the test's databases."""

    def __init__(self, log: Path) -> None:
        self.log = log
        self.running: list[subprocess.Popen] = []

    def start(self, realm: Realm = MAIN) -> subprocess.Popen:
        names = {alias: str(connections[alias].settings_dict["NAME"]) for alias in ("default", "care")}
        environment = {**os.environ, "HAMROH_HEADS": str(settings.HAMROH_HEADS)}
        command = [sys.executable, "-m", "hamroh.kernel.background.tests.trial_worker", realm.name, json.dumps(names)]
        with self.log.open("a") as log:
            process = subprocess.Popen(command, env=environment, stdout=log, stderr=log, start_new_session=True)
        self.running.append(process)
        return process

    def stop(self) -> None:
        for process in self.running:
            if process.poll() is None:
                process.kill()
            process.wait()


def members(session: int) -> list[int]:
    """Processes of the worker's session that still live."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = entry.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[3]) == session and fields[0] != "Z":
            found.append(int(entry.parent.name))
    return found


@pytest.fixture
def workers(tmp_path: Path) -> Iterator[Workers]:
    started = Workers(tmp_path / "worker.log")
    yield started
    started.stop()


def test_a_killed_worker_process_is_replaced_and_its_work_continued(workers: Workers, tmp_path: Path) -> None:
    job = ask(3, kill=[["inside", 1]], marks=str(tmp_path))
    main = workers.start()
    wait_for(lambda: states() == {JobState.DONE})
    assert trial.rows_of(job, "default") == [0, 1, 2]
    assert worker_alive(MAIN)
    main.terminate()
    assert main.wait(timeout=10) == 0
    assert members(main.pid) == []


@pytest.mark.slow
@pytest.mark.parametrize("realm", [MAIN, CARE], ids=lambda realm: realm.name)
def test_two_workers_killed_at_each_point_do_everything_once(workers: Workers, tmp_path: Path, realm: Realm) -> None:
    kill = [[where, number] for number in range(4) for where in POINTS]
    jobs = [ask(4, realm=realm, kill=[kill[n], kill[n + 6]], marks=str(tmp_path)) for n in range(6)]
    jobs += [ask(4, realm=realm, pause=0.02) for _n in range(14)]
    workers.start(realm)
    workers.start(realm)
    wait_for(lambda: states(realm) == {JobState.DONE}, 90)
    assert [trial.rows_of(job, realm.alias) for job in jobs] == [[0, 1, 2, 3]] * 20
    assert len(list(tmp_path.glob("*-*-*-*-*-*-*"))) == 12


@pytest.mark.slow
def test_whole_workers_killed_leave_no_process_and_lose_nothing(workers: Workers) -> None:
    jobs = [ask(20, pause=0.03) for _n in range(20)]
    dice = random.Random(8)

    def written() -> int:
        return sum(len(trial.rows_of(job, "default")) for job in jobs)

    for _round in range(4):
        before = written()
        pair = [workers.start(), workers.start()]
        wait_for(lambda before=before: written() > before)
        time.sleep(dice.random())
        for main in pair:
            main.kill()
            main.wait()
        wait_for(lambda pair=pair: not any(members(main.pid) for main in pair), 3)
    assert 0 < written() < 400
    workers.start()
    workers.start()
    wait_for(lambda: states() == {JobState.DONE}, 90)
    assert [trial.rows_of(job, "default") for job in jobs] == [list(range(20))] * 20


@pytest.mark.slow
def test_sigterm_puts_running_work_back_and_the_next_worker_continues(workers: Workers) -> None:
    job = ask(200, pause=0.05)
    main = workers.start()
    wait_for(lambda: Job.objects.filter(done__gt=3).exists())
    started = time.monotonic()
    main.terminate()
    assert main.wait(timeout=10) == 0 and time.monotonic() - started < worker.GRACE_SECONDS
    job.refresh_from_db()
    assert job.state == JobState.QUEUED and 3 < job.done < 200
    workers.start()
    wait_for(lambda: Job.objects.get().done > job.done)
    cancel(actor=TESTER, job=job)
    wait_for(lambda: states() == {JobState.CANCELLED})
    job.refresh_from_db()
    assert trial.rows_of(job, "default") == list(range(job.done))


@pytest.mark.slow
@pytest.mark.skipif("connections['default'].vendor != 'sqlite'", reason="a lock of the whole file is SQLite's")
def test_a_long_write_lock_is_survived(workers: Workers) -> None:
    jobs = [ask(3, pause=0.3) for _n in range(4)]
    main = workers.start()
    wait_for(lambda: Job.objects.filter(done__gt=0).exists())
    with connections["default"].cursor() as cursor:
        cursor.execute("BEGIN IMMEDIATE")
        time.sleep(25)
        cursor.execute("COMMIT")
    wait_for(lambda: states() == {JobState.DONE}, 60)
    assert main.poll() is None
    assert [trial.rows_of(job, "default") for job in jobs] == [[0, 1, 2]] * 4
