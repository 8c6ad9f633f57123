"""`hamroh jobs`: list, show, cancel, for people and for programs."""

from __future__ import annotations

import json
import uuid

import pytest
from click.testing import CliRunner, Result

from hamroh.cli.jobs import jobs
from hamroh.kernel.background import running
from hamroh.kernel.background.models import Job
from hamroh.kernel.background.services import enqueue
from hamroh.kernel.background.tests import trial
from hamroh.kernel.ledger.actors import system
from hamroh.kernel.ledger.realms import CARE, MAIN, Realm

pytestmark = pytest.mark.django_db(databases=["default", "care"], transaction=True)


def ask(realm: Realm = MAIN, task: str = "trial.count") -> Job:
    return enqueue(actor=system("test"), task=task, arguments={"steps": 2}, realm=realm)


def run(*words: str) -> Result:
    return CliRunner().invoke(jobs, words)


def test_the_list_has_one_realm_and_may_be_narrowed() -> None:
    trial.make_table("default")
    done, waiting = ask(), ask()
    care = ask(CARE)
    running.run_job(str(done.pk), "main")
    assert {one["id"] for one in json.loads(run("list", "--json").stdout)} == {str(done.pk), str(waiting.pk)}
    (only,) = json.loads(run("list", "--state", "done", "--json").stdout)
    assert (only["id"], only["done"], only["total"], only["result"]) == (str(done.pk), 2, 2, {"counted": 2})
    assert str(care.pk) in run("list", "--realm", "care").stdout
    assert "no such work" in run("list", "--state", "failed").stdout


def test_a_failure_is_shown_with_its_sentence() -> None:
    trial.make_table("default")
    job = ask(task="trial.refuse")
    running.work_off()
    assert "Line 7 has no title" in run("show", str(job.pk)).stdout
    assert json.loads(run("show", str(job.pk), "--json").stdout)["error"]["code"] == "bad-line"


def test_stopping_answers_1_with_the_reason_when_there_is_nothing_to_stop() -> None:
    job = ask()
    assert json.loads(run("cancel", str(job.pk), "--json").stdout)["state"] == "cancelled"
    again = run("cancel", str(job.pk))
    assert again.exit_code == 1 and "already ended" in again.stderr
    unknown = run("show", str(uuid.uuid4()))
    assert unknown.exit_code == 1 and "hamroh jobs list" in unknown.stderr
    assert run("show", "x").exit_code == 2
