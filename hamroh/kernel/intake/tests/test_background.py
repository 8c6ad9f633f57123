"""A file that comes in through a page is kept, read and applied by the worker."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from hamroh.kernel.background import running
from hamroh.kernel.background.models import Job, JobState
from hamroh.kernel.background.services import cancel
from hamroh.kernel.documents.refusals import DocumentRefused
from hamroh.kernel.intake import leases, services
from hamroh.kernel.intake.models import Batch, BatchState
from hamroh.kernel.intake.tests.trial import TRIAL, file_of
from hamroh.kernel.ledger.actors import system
from hamroh.kernel.organisations.models import Organisation

pytestmark = pytest.mark.django_db(databases=["default", "care"], transaction=True)
ACTOR = system("test")
ROWS = [{"org_id": f"TJ-{number}", "name": f"Body {number}"} for number in range(230)]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, settings) -> None:
    settings.HAMROH_HOME = tmp_path


def receive() -> Batch:
    return services.receive(actor=ACTOR, importer=TRIAL.key, stream=file_of(ROWS), file_name="bodies.txt")


def test_received_read_and_applied() -> None:
    batch = receive()
    assert batch.state == BatchState.READING
    assert running.work_off() == ["done"]
    batch.refresh_from_db()
    assert (batch.state, batch.counts["create"]) == (BatchState.STAGED, 230)
    job = services.apply_later(actor=ACTOR, batch=batch)
    assert services.apply_later(actor=ACTOR, batch=batch) == job
    assert running.work_off() == ["done"]
    job.refresh_from_db()
    assert (job.state, job.result["created"], job.total) == (JobState.DONE, 230, 230)
    assert Organisation.objects.count() == 230
    with pytest.raises(services.BatchNotReady):
        services.apply_later(actor=ACTOR, batch=batch)


def test_stopped_by_somebody_and_asked_for_again() -> None:
    batch = receive()
    running.work_off()
    job = services.apply_later(actor=ACTOR, batch=batch)
    TRIAL.before = lambda stage: cancel(actor=ACTOR, job=job) and None if stage == "standing" else None
    try:
        running.work_off()
    finally:
        TRIAL.before = lambda stage: None
    assert Job.objects.get(pk=job.pk).state == JobState.CANCELLED
    written = Organisation.objects.count()
    batch.refresh_from_db()
    assert batch.state == BatchState.APPLYING and 0 < written < 230
    services.apply_later(actor=ACTOR, batch=batch)
    assert running.work_off() == ["done"]
    assert Organisation.objects.count() == 230


def test_waits_for_another_file_of_its_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    batch = receive()
    running.work_off()
    lease = leases.take(TRIAL.key, batch)
    waits = []

    def sleep(seconds: float) -> None:
        waits.append(seconds)
        lease.release()

    monkeypatch.setattr("hamroh.kernel.intake.tasks.time.sleep", sleep)
    services.apply_later(actor=ACTOR, batch=batch)
    assert running.work_off() == ["done"]
    assert waits
    assert Organisation.objects.count() == 230


def test_a_file_that_documents_refuse_is_not_taken_in() -> None:
    with pytest.raises(DocumentRefused):
        services.receive(actor=ACTOR, importer=TRIAL.key, stream=io.BytesIO(b"MZ"), file_name="x.txt")
    assert not Batch.objects.exists() and not Job.objects.exists()
