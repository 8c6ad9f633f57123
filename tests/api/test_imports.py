"""Files by program: received once, read and applied in the background, refused with a reason."""

from __future__ import annotations

from threading import Barrier, Thread

import pytest
from django.db import connections

from hamroh.commons.activities.models import Activity
from hamroh.commons.activities.tests.conftest import whole_record
from hamroh.commons.activities.tests.files import file_of
from hamroh.formats.iati import records as r
from hamroh.kernel.background.models import Job
from hamroh.kernel.background.running import run_job
from hamroh.kernel.documents.models import Blob
from hamroh.kernel.intake.models import Batch
from hamroh.kernel.organisations.models import Organisation

from .conftest import SCOPES, Pass, pass_of

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "care"])
KEY = {"Idempotency-Key": "2026-11-24-first"}


def _file(*identifiers: str, title: str = "Safe return") -> bytes:
    reporting = r.ReportingOrg(ref="XX-TRIAL-1", type="10", narratives=(r.Narrative(text="Ministry of Trials"),))
    records = [r.msgspec.structs.replace(whole_record(one, title), reporting_org=reporting) for one in identifiers]
    return file_of(records).getvalue()


def _work() -> None:
    """What the worker does with what waits."""
    for job in Job.objects.filter(state="queued").order_by("created_at"):
        run_job(str(job.pk), "main")


def test_a_file_is_received_read_and_applied(focal: Pass) -> None:
    received = focal.client.bring(_file("XX-TRIAL-1-A", "XX-TRIAL-1-B"), query="?file_name=ours.xml")
    assert received.status_code == 202, received.content
    batch = received.json()
    address = received["Location"]
    assert (batch["state"], batch["file_name"], address) == ("reading", "ours.xml", f"/api/batches/{batch['id']}")
    _work()
    staged = focal.client.get(address).json()
    assert staged["state"] == "staged" and staged["counts"]["create"] == 2 and not Activity.objects.exists()
    applied = focal.client.post(f"{address}/apply")
    assert applied.status_code == 202
    assert focal.client.post(f"{address}/apply").status_code == 202
    assert Job.objects.filter(task="intake.apply").count() == 1
    _work()
    done = focal.client.get(address).json()
    assert done["state"] == "applied" and done["outcome"]["created"] == 2 and done["applied_at"]
    assert Activity.objects.count() == 2


def test_the_same_request_twice_makes_one_batch(focal: Pass, problem_of) -> None:
    content = _file("XX-TRIAL-1-A")
    first, again = (focal.client.bring(content, headers=KEY) for _ in range(2))
    assert (first.status_code, again.status_code) == (202, 202)
    assert first.json()["id"] == again.json()["id"] and Batch.objects.count() == 1
    assert problem_of(focal.client.bring(_file("XX-TRIAL-1-B"), headers=KEY)) == (422, "key-reused")
    other_key = focal.client.bring(content, headers={"Idempotency-Key": "second"})
    without = focal.client.bring(content)
    assert len({first.json()["id"], other_key.json()["id"], without.json()["id"]}) == 3


def test_the_same_request_twice_at_one_moment_leaves_one_batch_to_apply(focal: Pass) -> None:
    content, together, answers = _file("XX-TRIAL-1-A"), Barrier(2), []

    def send() -> None:
        client = focal.client
        together.wait(timeout=20)
        answers.append(client.bring(content, headers=KEY))
        connections.close_all()

    senders = [Thread(target=send) for _ in range(2)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join(timeout=60)
    assert [one.status_code for one in answers] == [202, 202]
    assert len({one.json()["id"] for one in answers}) == 1
    assert Batch.objects.exclude(state="discarded").count() == 1


def test_the_key_of_one_person_is_not_that_of_another(focal: Pass, ministry: Organisation) -> None:
    content = _file("XX-TRIAL-1-A")
    colleague = pass_of("focal_point", of=ministry)
    ids = {one.client.bring(content, headers=KEY).json()["id"] for one in (focal, colleague)}
    assert len(ids) == 2


def test_another_body_neither_sees_nor_applies_the_batch(focal: Pass, problem_of) -> None:
    address = focal.client.bring(_file("XX-TRIAL-1-A"))["Location"]
    _work()
    stranger = pass_of("focal_point").client
    assert problem_of(stranger.get(address)) == (404, "not-found")
    assert problem_of(stranger.post(f"{address}/apply")) == (404, "not-found")
    auditor = pass_of("auditor", scopes=("intake.view",)).client
    assert auditor.get(address).status_code == 200
    assert problem_of(auditor.post(f"{address}/apply")) == (403, "refused")


def test_applying_too_early_or_what_could_not_be_read_is_told(focal: Pass, problem_of) -> None:
    address = focal.client.bring(_file("XX-TRIAL-1-A"))["Location"]
    assert problem_of(focal.client.post(f"{address}/apply")) == (409, "not-ready")
    broken = focal.client.bring(b"<nothing/>")
    _work()
    told = focal.client.get(broken["Location"], headers={"Accept-Language": "en"}).json()
    assert told["state"] == "failed" and told["faults"][0]["text"]
    assert problem_of(focal.client.post(f"{broken['Location']}/apply")) == (409, "not-ready")


def test_what_is_no_iati_file_is_refused_and_nothing_kept(focal: Pass, settings, problem_of) -> None:
    client, content = focal.client, _file("XX-TRIAL-1-A")
    refused = {
        "empty": (client.bring(b"", headers={"Content-Type": "application/xml"}), (422, "invalid")),
        "json": (client.bring(b"{}", content_type="application/json"), (415, "media-type")),
        "no type": (client.bring(content, content_type=""), (415, "media-type")),
        "a page": (client.bring(b"<html><script>1</script></html>"), (415, "media-type")),
        "a program": (client.bring(b"MZ" + b"\x00" * 100), (415, "media-type")),
        "text called XML": (client.bring(b"just words"), (415, "media-type")),
        "no length": (
            client.bring(b"", headers={"Content-Type": "application/xml", "Content-Length": "x"}),
            (422, "invalid"),
        ),
        "long key": (client.bring(content, headers={"Idempotency-Key": "k" * 201}), (422, "invalid")),
        "strange name": (client.bring(content, query="?file_name=%00.xml"), (422, "invalid")),
    }
    settings.HAMROH_UPLOAD_BYTES = 100
    refused["too large"] = (client.bring(content), (413, "too-large"))
    for name, (response, expected) in refused.items():
        assert problem_of(response) == expected, name
    assert not Batch.objects.exists() and not Blob.objects.exists() and not Job.objects.exists()


def test_a_file_with_another_bodys_activities_is_read_but_those_are_refused(
    focal: Pass, ministry: Organisation
) -> None:
    other = pass_of("focal_point").client
    address = other.bring(_file("XX-TRIAL-1-A"))["Location"]
    _work()
    told = other.get(address).json()
    assert told["counts"]["refused"] == 1 and told["faults"][0]["severity"] == "error"
    assert set(SCOPES) >= set(focal.token.scopes)
