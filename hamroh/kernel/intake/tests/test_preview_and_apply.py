"""A file is read into a preview, applied once, and says what is wrong with it."""

from __future__ import annotations

import pytest
from django.utils import translation

from hamroh.kernel.intake import importers, leases, selectors, services
from hamroh.kernel.intake.models import Batch, BatchState, Fault, Lease, Line, LineOutcome
from hamroh.kernel.intake.tests.trial import TRIAL, file_of
from hamroh.kernel.ledger.actors import Actor, system
from hamroh.kernel.ledger.models import Entry
from hamroh.kernel.ledger.verification import verify
from hamroh.kernel.organisations.models import Organisation
from hamroh.kernel.people.decisions import Refused

pytestmark = pytest.mark.django_db(databases=["default", "care"], transaction=True)
ACTOR = system("test")
ROWS = [{"org_id": f"TJ-{number}", "name": f"Body {number}", "country": "TJK"} for number in range(250)]


@pytest.fixture(autouse=True)
def quiet():
    yield
    TRIAL.before = lambda stage: None


def stage(rows=ROWS, **options) -> Batch:
    return services.stage(actor=ACTOR, importer=TRIAL.key, stream=file_of(rows), file_name="bodies.jsonl", **options)


def events() -> list[str]:
    return list(Entry.objects.order_by("pk").values_list("event", flat=True))


def test_preview_changes_nothing_and_apply_does_it_once() -> None:
    batch = stage()
    assert batch.state == BatchState.STAGED
    assert batch.counts == {"read": 250, "create": 250, "update": 0, "remove": 0, "unchanged": 0, "refused": 0}
    assert Organisation.objects.count() == 0
    batch = services.apply(actor=ACTOR, batch=batch)
    assert batch.state == BatchState.APPLIED
    assert batch.outcome == {"created": 250, "updated": 0, "removed": 0, "already": 0, "conflicts": 0}
    assert Organisation.objects.count() == 250
    assert not Line.objects.filter(payload__isnull=False).exists()
    assert services.apply(actor=ACTOR, batch=batch).applied_at == batch.applied_at
    assert Organisation.objects.count() == 250
    assert events() == ["intake.staged", "intake.applied"]
    facts = Entry.objects.get(event="intake.applied").facts
    assert facts["created"] == 250 and len(facts["items"]) == 64
    assert verify()[0].finding is None
    assert Lease.objects.get().holder == ""


def test_same_file_again_changes_nothing() -> None:
    services.apply(actor=ACTOR, batch=stage())
    again = stage()
    assert again.counts["unchanged"] == 250
    assert not Line.objects.filter(batch=again, payload__isnull=False).exists()
    assert services.apply(actor=ACTOR, batch=again).outcome["updated"] == 0


def test_changes_are_shown_and_only_they_are_applied() -> None:
    services.apply(actor=ACTOR, batch=stage())
    batch = stage([{**ROWS[0], "name": "Another name"}, ROWS[1], {"org_id": "NEW", "name": "New body"}])
    assert [(line.key, line.verdict) for line in selectors.lines(batch)] == [
        ("TJ-0", "update"),
        ("TJ-1", "unchanged"),
        ("NEW", "create"),
    ]
    assert selectors.lines(batch, verdict="update").get().changes == [["name", "Body 0", "Another name"]]
    services.apply(actor=ACTOR, batch=batch)
    assert Organisation.objects.get(org_id="TJ-0").names == {"en": "Another name"}


def test_each_bad_line_is_refused_with_its_place_and_the_rest_is_read() -> None:
    batch = stage([ROWS[0], "{broken", ROWS[1], ROWS[0], '{"org_id": "X"}'])
    assert batch.counts == {"read": 5, "create": 2, "update": 0, "remove": 0, "unchanged": 0, "refused": 3}
    assert [(fault.code, fault.locator) for fault in selectors.faults(batch)] == [
        ("trial-not-json", "line 2"),
        ("key-twice", "line 4"),
        ("trial-not-json", "line 5"),
    ]
    assert services.apply(actor=ACTOR, batch=batch).outcome["created"] == 2


def test_twice_the_same_key_far_apart() -> None:
    batch = stage([*ROWS, ROWS[3]])
    fault = Fault.objects.get(batch=batch)
    assert fault.parameters == {"key": "TJ-3", "first": "line 4"}
    assert "TJ-3" in fault.text and "line 4" in fault.text


def test_what_the_database_would_not_keep() -> None:
    batch = stage([{"org_id": "K" * 300, "name": "x"}, {"org_id": "TJ", "name": "x"}])
    assert (batch.counts["refused"], batch.counts["create"]) == (1, 1)
    assert Fault.objects.get(batch=batch).code == "key-too-long"


def test_unreadable_file_fails_and_nothing_of_it_can_be_applied() -> None:
    batch = stage([ROWS[0], "BREAK"])
    assert batch.state == BatchState.FAILED
    assert Fault.objects.get(batch=batch).line is None
    assert not Line.objects.filter(payload__isnull=False).exists()
    with pytest.raises(services.BatchNotReady):
        services.apply(actor=ACTOR, batch=batch)
    assert stage([]).state == BatchState.FAILED
    assert Organisation.objects.count() == 0


def test_world_changed_since_the_preview() -> None:
    services.apply(actor=ACTOR, batch=stage())
    batch = stage([{**row, "name": "Renamed"} for row in ROWS[:4]] + [{"org_id": "NEW", "name": "New"}])
    Organisation.objects.filter(org_id="TJ-0").update(names={"en": "Changed by hand"})
    Organisation.objects.filter(org_id="TJ-1").update(names={"en": "Renamed"})
    Organisation.objects.filter(org_id="TJ-2").delete()
    Organisation.objects.create(org_id="NEW", names={"en": "Entered by hand"})
    batch = services.apply(actor=ACTOR, batch=batch)
    assert batch.outcome == {"created": 0, "updated": 1, "removed": 0, "already": 1, "conflicts": 3}
    assert [(fault.code, fault.locator) for fault in selectors.faults(batch)] == [
        ("changed-meanwhile", "line 1"),
        ("gone-meanwhile", "line 3"),
        ("appeared-meanwhile", "line 5"),
    ]
    assert "Zarina" in selectors.faults(batch).first().text
    assert Organisation.objects.get(org_id="TJ-0").names == {"en": "Changed by hand"}
    outcomes = list(Line.objects.filter(batch=batch).order_by("position").values_list("outcome", flat=True))
    assert outcomes == ["conflict", "already", "conflict", "applied", "conflict"]


def test_two_people_at_once_the_second_is_told_or_waits() -> None:
    first, second = stage(), stage([{**row, "name": "Second"} for row in ROWS])
    lease = leases.take(TRIAL.key, first)
    with pytest.raises(leases.Busy) as busy:
        services.apply(actor=ACTOR, batch=second)
    assert "bodies.jsonl" in str(busy.value)
    assert Organisation.objects.count() == 0
    lease.release()
    services.apply(actor=ACTOR, batch=first)
    second = services.apply(actor=ACTOR, batch=second, wait=1)
    assert second.outcome["conflicts"] == 250
    assert Organisation.objects.filter(names={"en": "Body 7"}).exists()


def test_same_file_from_two_people_is_no_conflict() -> None:
    first, second = stage(), stage()
    services.apply(actor=ACTOR, batch=first)
    assert services.apply(actor=ACTOR, batch=second).outcome == {
        "created": 0,
        "updated": 0,
        "removed": 0,
        "already": 250,
        "conflicts": 0,
    }


def test_a_process_that_lost_its_lease_writes_nothing_more() -> None:
    batch = stage()
    calls = 0

    def taken_over(now: str) -> None:
        nonlocal calls
        if now == "step":
            calls += 1

    def steal(done: int, total: int) -> None:
        taken_over("step")
        Lease.objects.update(holder="elsewhere:1:x")

    with pytest.raises(leases.LeaseLost):
        services.apply(actor=ACTOR, batch=batch, keep_going=steal)
    assert calls == 1
    batch.refresh_from_db()
    assert Organisation.objects.count() == Line.objects.filter(outcome=LineOutcome.APPLIED).count() < 250
    Lease.objects.update(holder="")
    assert services.apply(actor=ACTOR, batch=batch).outcome["created"] == 250
    assert Organisation.objects.count() == 250


def test_stopping_and_going_on() -> None:
    batch = stage(keep_going=lambda done, total: done < 100)
    assert (batch.state, batch.staged) == (BatchState.READING, 100)
    with pytest.raises(services.BatchNotReady):
        services.apply(actor=ACTOR, batch=batch)
    with pytest.raises(services.NotThisFile):
        services.continue_reading(actor=ACTOR, batch=batch, stream=file_of(ROWS[:-1]))
    batch = services.continue_reading(actor=ACTOR, batch=batch, stream=file_of(ROWS))
    assert batch.counts["read"] == 250
    batch = services.apply(actor=ACTOR, batch=batch, keep_going=lambda done, total: done < 20)
    assert batch.state == BatchState.APPLYING
    assert 0 < Organisation.objects.count() < 250
    batch = services.apply(actor=ACTOR, batch=batch)
    assert (batch.state, batch.outcome["created"]) == (BatchState.APPLIED, 250)


def test_discard_before_and_in_the_middle() -> None:
    batch = services.discard(actor=ACTOR, batch=stage())
    assert batch.state == BatchState.DISCARDED
    assert not Line.objects.filter(payload__isnull=False).exists()
    assert services.discard(actor=ACTOR, batch=batch).state == BatchState.DISCARDED
    with pytest.raises(services.BatchNotReady):
        services.apply(actor=ACTOR, batch=batch)
    half = services.apply(actor=ACTOR, batch=stage(), keep_going=lambda done, total: False)
    kept = Organisation.objects.count()
    services.discard(actor=ACTOR, batch=half)
    assert Organisation.objects.count() == kept > 0
    assert events() == ["intake.staged", "intake.discarded", "intake.staged", "intake.stopped"]
    assert Entry.objects.get(event="intake.stopped").facts["created"] == kept
    with pytest.raises(services.BatchNotReady):
        services.discard(actor=ACTOR, batch=services.apply(actor=ACTOR, batch=stage()))


def test_who_may() -> None:
    nobody = Actor("person:1", role="", organisation_id=1, person_id=1)
    with pytest.raises(Refused):
        services.stage(actor=nobody, importer=TRIAL.key, stream=file_of(ROWS))
    batch = stage()
    with pytest.raises(Refused):
        services.apply(actor=nobody, batch=batch)
    with pytest.raises(Refused):
        services.discard(actor=nobody, batch=batch)
    assert not selectors.batches(nobody).exists()
    assert selectors.batches(ACTOR).get() == batch
    with pytest.raises(importers.UnknownImporter):
        services.stage(actor=ACTOR, importer="no.such", stream=file_of(ROWS))


def test_a_failing_step_leaves_nothing_half_written() -> None:
    batch = stage()
    steps = 0

    def fail(now: str) -> None:
        nonlocal steps
        steps += now == "applied"
        if steps == 3:
            raise RuntimeError("disk full")

    TRIAL.before = fail
    with pytest.raises(RuntimeError):
        services.apply(actor=ACTOR, batch=batch)
    batch.refresh_from_db()
    done = Line.objects.filter(outcome=LineOutcome.APPLIED).count()
    assert Organisation.objects.count() == done == batch.outcome["created"] > 0
    TRIAL.before = lambda now: None
    assert services.apply(actor=ACTOR, batch=batch).outcome["created"] == 250
    assert Organisation.objects.count() == 250


def test_faults_are_said_in_the_readers_language_or_as_stored() -> None:
    batch = stage(["{broken"])
    fault = Fault.objects.get(batch=batch)
    with translation.override("tg"):
        assert fault.text == fault.message
