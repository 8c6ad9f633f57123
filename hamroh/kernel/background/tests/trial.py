"""Work to try the machinery with: each step writes one row that nothing keeps from being written twice."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import OperationalError, connections
from django.utils.translation import gettext_noop as N_

from hamroh.kernel.background.errors import JobFailed, TryLater
from hamroh.kernel.background.registry import task
from hamroh.kernel.background.run import Run
from hamroh.kernel.ledger.realms import REALMS
from hamroh.kernel.people.decisions import NOT_THIS_ROLE, Refused


def make_table(alias: str) -> None:
    with connections[alias].cursor() as cursor:
        cursor.execute("CREATE TABLE IF NOT EXISTS trial_row (job varchar(40), number integer)")
        cursor.execute("DELETE FROM trial_row")


def rows_of(job: Any, alias: str) -> list[int]:
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT number FROM trial_row WHERE job = %s ORDER BY number", [str(job.pk)])
        return [number for (number,) in cursor.fetchall()]


def write_row(run: Run, number: int) -> None:
    with connections[run.realm.alias].cursor() as cursor:
        cursor.execute("INSERT INTO trial_row VALUES (%s, %s)", [str(run.id), number])


def killed_once(run: Run, where: str, number: int) -> None:
    """Die at once, by SIGKILL, the first time the work comes by here (if it was told to)."""
    if [where, number] in run.arguments.get("kill", []):
        try:
            os.open(Path(run.arguments["marks"]) / f"{run.id}-{where}-{number}", os.O_CREAT | os.O_EXCL)
        except FileExistsError:
            return
        os.kill(os.getpid(), signal.SIGKILL)


@task("trial.count", label="Count", realms=REALMS)
def count(run: Run) -> dict:
    steps = run.arguments["steps"]
    for number in range(run.cursor or 0, steps):
        killed_once(run, "before", number)
        time.sleep(run.arguments.get("pause", 0))
        with run.step(cursor=number + 1, done=number + 1, total=steps, message=N_("At {n}"), facts={"n": number}):
            write_row(run, number)
            killed_once(run, "inside", number)
        killed_once(run, "after", number)
    return {"counted": steps}


@task("trial.refuse", label="Refuse", realms=REALMS)
def refuse(run: Run) -> dict:
    with run.step(cursor=1, done=1):
        write_row(run, 0)
    with run.step(cursor=2, done=2):
        write_row(run, 1)
        raise JobFailed("bad-line", N_("Line {line} has no title. Add one, then import again."), {"line": 7})


FAULTS = {
    "zero": ZeroDivisionError(),
    "busy": OperationalError("database is locked"),
    "full": OSError(28, "x"),
    "refused": Refused("jobs.cancel", NOT_THIS_ROLE),
    "invalid": ValidationError("Line %(line)s has a {brace}.", params={"line": 4}),
}


@task("trial.break", label="Break", realms=REALMS)
def break_(run: Run) -> dict:
    raise FAULTS[run.arguments["how"]]


@task("trial.late", label="Late")
def late(run: Run) -> dict:
    if not run.cursor:
        with run.step(cursor="asked"):
            pass
        raise TryLater("mail-down", N_("The mail server does not answer."))
    return {"sent": 1}


@task("trial.die", label="Die", realms=REALMS)
def die(run: Run) -> dict:
    os.kill(os.getpid(), signal.SIGKILL)
    return {}
