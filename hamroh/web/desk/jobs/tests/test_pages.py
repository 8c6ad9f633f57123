"""Background work: whoever asked sees and stops it; roles that may see all of it have the register."""

from __future__ import annotations

import uuid

import pytest
from django.test import Client

from hamroh.kernel.background.models import Job, JobState
from hamroh.kernel.background.services import enqueue
from hamroh.kernel.ledger.actors import Actor
from hamroh.kernel.people.acting import acting_of
from hamroh.kernel.people.tests import factories
from hamroh.web.desk.ledger.checking import VERIFY
from hamroh.web.desk.tests.visiting import BAD_QUERIES, client_of

pytestmark = pytest.mark.django_db(databases=["default", "care"])


def asked(actor: Actor, **fields: object) -> Job:
    job = enqueue(actor=actor, task=VERIFY)
    Job.objects.filter(pk=job.pk).update(**fields)
    job.refresh_from_db()
    return job


@pytest.mark.parametrize(
    "role, answer",
    [("auditor", 200), ("secretariat", 200), ("statistician", 200), ("focal_point", 403), ("translator", 403)],
)
def test_who_sees_the_register(role: str, answer: int) -> None:
    asked(factories.actor("auditor"))
    assert client_of(role).get("/en/jobs/").status_code == answer


def test_work_is_seen_by_who_asked_and_by_nobody_without_the_verb() -> None:
    held = factories.assignment("focal_point")
    job = asked(acting_of(held.person).actor)
    own, other = client_of("focal_point", who=held.person), client_of("focal_point")
    for page in ("", "/progress"):
        assert own.get(f"/en/jobs/{job.pk}{page}").status_code == 200
        assert other.get(f"/en/jobs/{job.pk}{page}").status_code == 404
    assert Client().get(f"/en/jobs/{job.pk}").status_code == 302
    assert own.get(f"/en/jobs/{uuid.uuid4()}").status_code == 404


@pytest.mark.parametrize(
    "state, words", [("running", "3 of 8 done"), ("queued", "Waiting"), ("done", "Finished"), ("cancelled", "Stopped")]
)
def test_progress_is_told_and_asked_for_again_while_it_runs(state: str, words: str) -> None:
    job = asked(factories.actor("auditor"), state=state, done=3, total=8)
    page = client_of("auditor").get(f"/en/jobs/{job.pk}/progress").content.decode()
    assert words in page and ("hx-get" in page) is (state in {"running", "queued"})
    assert "<html" not in page


def test_a_failure_says_what_to_do() -> None:
    job = asked(
        factories.actor("auditor"), state="failed", error_code="disk-full", error_sentence="Room for {need} is missing.",
        error_facts={"need": "3 MB"},
    )  # fmt: skip
    page = client_of("auditor").get(f"/en/jobs/{job.pk}").content.decode()
    assert "Room for 3 MB is missing." in page and "disk-full" in page


def test_who_may_stop_work() -> None:
    job = asked(factories.actor("auditor"))
    assert "Stop" not in client_of("statistician").get(f"/en/jobs/{job.pk}").content.decode()
    assert client_of("statistician").post(f"/en/jobs/{job.pk}/stop").status_code == 403
    secretary = client_of("secretariat")
    assert secretary.get(f"/en/jobs/{job.pk}/stop").status_code == 405
    assert secretary.post(f"/en/jobs/{job.pk}/stop").status_code == 302
    job.refresh_from_db()
    assert job.state == JobState.CANCELLED
    page = secretary.get(f"/en/jobs/{job.pk}").content.decode()
    assert "stopped background work" in page
    assert secretary.post(f"/en/jobs/{job.pk}/stop").status_code == 403


@pytest.mark.parametrize("query", [*BAD_QUERIES, "state=running", "task=ledger.verify"])
def test_no_parameter_breaks_the_register(query: str) -> None:
    asked(factories.actor("auditor"))
    assert client_of("auditor").get(f"/en/jobs/?{query}").status_code == 200


def test_work_of_a_task_that_is_gone_is_listed_by_its_name() -> None:
    job = asked(factories.actor("auditor"), task="vanished.work")
    client = client_of("auditor")
    assert "vanished.work" in client.get("/en/jobs/").content.decode()
    assert client.get(f"/en/jobs/{job.pk}").status_code == 200


def test_the_register_asks_as_much_for_thirty_as_for_one(django_assert_max_num_queries) -> None:
    client = client_of("auditor")
    for _number in range(30):
        asked(factories.actor("focal_point"))
    with django_assert_max_num_queries(16):
        client.get("/en/jobs/")
