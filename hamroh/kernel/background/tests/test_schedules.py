"""Work that comes round is asked for once each time, in its realm, however many workers look."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta

import pytest
from django import db
from django.utils import timezone
from django_q.models import OrmQ
from django_q.models import Schedule as Row
from django_q.scheduler import scheduler

from hamroh.kernel.background import running, schedules
from hamroh.kernel.background.models import Job, JobState
from hamroh.kernel.background.queue import RealmBroker
from hamroh.kernel.background.schedules import Every, Schedule, ensure_schedules, fire
from hamroh.kernel.background.worker import route_queue_to
from hamroh.kernel.ledger.realms import CARE, MAIN

from . import trial

pytestmark = pytest.mark.django_db(databases=["default", "care"], transaction=True)
NIGHTLY = Schedule(
    "trial nightly", "trial.count", Every.DAY, at=time(2, 30), realms=(MAIN, CARE), arguments={"steps": 1}
)
OFTEN = Schedule("trial often", "trial.count", Every.MINUTES, minutes=10, arguments={"steps": 1})


@pytest.fixture(autouse=True)
def _declared(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for alias in ("default", "care"):
        trial.make_table(alias)
    monkeypatch.setattr(schedules, "_declared", {})
    schedules.declare(NIGHTLY, OFTEN)
    routers = list(db.router.routers)
    yield
    db.router.routers[:] = routers


def test_declared_schedules_stand_in_the_table_once_and_follow_their_declaration() -> None:
    assert (ensure_schedules(MAIN), ensure_schedules(CARE)) == (2, 1)
    assert (ensure_schedules(MAIN), ensure_schedules(CARE)) == (0, 0)
    row = Row.objects.get(name="trial nightly")
    assert timezone.localtime(row.next_run).time() == time(2, 30) and row.next_run > timezone.now()
    schedules._declared.pop("trial often")
    assert ensure_schedules(MAIN) == 1
    assert list(Row.objects.values_list("name", flat=True)) == ["trial nightly"]
    schedules._declared["trial nightly"] = Schedule(
        "trial nightly", "trial.count", Every.DAY, at=time(4), realms=(MAIN,)
    )
    assert (ensure_schedules(MAIN), ensure_schedules(CARE)) == (1, 1)
    assert timezone.localtime(Row.objects.get().next_run).hour == 4 and not Row.objects.using("care").exists()


def test_a_due_schedule_asks_once_in_its_own_realm() -> None:
    ensure_schedules(CARE)
    due = timezone.now() - timedelta(minutes=1)
    Row.objects.using("care").update(next_run=due)
    route_queue_to(CARE)
    scheduler(RealmBroker(CARE))
    scheduler(RealmBroker(CARE))
    assert OrmQ.objects.using("care").count() == 1 and OrmQ.objects.using("default").count() == 0
    task = OrmQ.objects.using("care").get().task
    assert task["func"] == schedules.FIRE and task["args"] == ("trial nightly", "care")
    # Handed out twice, as after a worker's death.
    keywords = {name: value for name, value in task["kwargs"].items() if name != "q_options"}
    first = fire(*task["args"], **keywords)
    assert running.work_off(realm=CARE) == ["done"]
    assert fire(*task["args"], **keywords) == first
    job = Job.objects.using("care").get()
    assert (job.state, job.actor_key, Job.objects.using("default").count()) == (JobState.DONE, "system:schedule", 0)
    assert Row.objects.using("care").get().next_run > timezone.now()


def test_the_next_time_waits_for_the_last_one() -> None:
    fire("trial often", "main", "2026-11-24T10:00:00")
    assert fire("trial often", "main", "2026-11-24T10:10:00") == "the last one is still running"
    running.work_off()
    fire("trial often", "main", "2026-11-24T10:20:00")
    assert Job.objects.count() == 2
    assert fire("trial gone", "main", "2026-11-24T10:20:00") == "no longer declared"


def test_a_schedule_that_cannot_be_meant_is_refused() -> None:
    for every, minutes in ((Every.MINUTES, None), (Every.DAY, 5)):
        with pytest.raises(ValueError, match="minutes"):
            Schedule("x", "trial.count", every, minutes=minutes)
    with pytest.raises(ValueError, match="twice"):
        schedules.declare(Schedule("trial often", "trial.count", Every.HOUR))


def test_the_first_time_is_the_next_such_hour_on_the_local_clock() -> None:
    before, after = (datetime(2026, 11, 24, hour, tzinfo=UTC) for hour in (20, 22))
    local = timezone.get_default_timezone()
    assert NIGHTLY.first(before) == datetime(2026, 11, 25, 2, 30, tzinfo=local)
    assert NIGHTLY.first(after) == datetime(2026, 11, 26, 2, 30, tzinfo=local)
    assert OFTEN.first(before) == before
