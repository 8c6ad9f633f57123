"""Asking, doing, stopping, failing: what stands in the job and in the ledger afterwards."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connections
from django.utils import timezone
from django.utils.translation import override
from django_q.models import OrmQ

from hamroh.kernel.background import leases, recovery, running
from hamroh.kernel.background.errors import LeaseLost, UnknownTask, WrongRealm
from hamroh.kernel.background.models import Job, JobState
from hamroh.kernel.background.permissions import ALREADY_OVER
from hamroh.kernel.background.run import Run
from hamroh.kernel.background.selectors import ended_since, label_of, seconds_left, unfinished, visible_to
from hamroh.kernel.background.services import cancel, enqueue
from hamroh.kernel.ledger.actors import ANYONE, Actor, system
from hamroh.kernel.ledger.models import Entry
from hamroh.kernel.ledger.realms import CARE, MAIN, Realm, writing
from hamroh.kernel.people.decisions import Refused, may
from hamroh.kernel.people.roles import ROLES

from . import trial

pytestmark = pytest.mark.django_db(databases=["default", "care"], transaction=True)
ASKER = Actor("person:5", role="focal_point", organisation_id=3, person_id=5, name="Zarina")
OTHER = Actor("person:6", role="focal_point", organisation_id=3, person_id=6)


@pytest.fixture(autouse=True)
def _table() -> None:
    for alias in ("default", "care"):
        trial.make_table(alias)


def ask(task: str = "trial.count", realm: Realm = MAIN, key: str | None = None, **arguments: object) -> Job:
    return enqueue(actor=ASKER, task=task, arguments=arguments, key=key, realm=realm)


def fresh(job: Job) -> Job:
    return Job.objects.using(job._state.db).get(pk=job.pk)


@pytest.mark.parametrize("realm", [MAIN, CARE], ids=lambda realm: realm.name)
def test_work_is_done_in_its_realm_and_tells_its_result(realm: Realm) -> None:
    other = CARE if realm is MAIN else MAIN
    job = ask(steps=4, realm=realm)
    assert (OrmQ.objects.using(realm.alias).count(), OrmQ.objects.using(other.alias).count()) == (1, 0)
    assert running.work_off(realm=other) == []
    assert running.work_off(realm=realm) == ["done"]
    job = fresh(job)
    assert (job.state, job.done, job.total, job.result) == (JobState.DONE, 4, 4, {"counted": 4})
    assert trial.rows_of(job, realm.alias) == [0, 1, 2, 3]
    assert job.actor == ASKER and job.finished_at is not None
    assert running.run_job(str(job.pk), realm.name) == "not due"
    assert trial.rows_of(job, realm.alias) == [0, 1, 2, 3]


def test_a_verb_that_is_rolled_back_asks_for_nothing() -> None:
    with pytest.raises(ZeroDivisionError), writing():
        ask(steps=1)
        raise ZeroDivisionError
    assert (Job.objects.count(), OrmQ.objects.count()) == (0, 0)


def test_the_same_key_is_the_same_job_until_it_ends() -> None:
    first = ask(steps=1, key="import:abc")
    assert ask(steps=9, key="import:abc") == first
    running.work_off()
    assert enqueue(actor=ASKER, task="trial.count", key="import:abc", once=True) == first
    assert ask(steps=1, key="import:abc") != first
    assert ask(steps=1) != ask(steps=1)


def test_unknown_work_is_refused_when_asked_and_explained_when_it_went_away() -> None:
    with pytest.raises(UnknownTask):
        ask("trial.nowhere")
    job = ask(steps=1)
    Job.objects.update(task="trial.removed")
    assert running.work_off() == ["failed: unknown-task"]
    assert "trial.removed" in fresh(job).error_text and label_of(fresh(job)) == "trial.removed"


def test_work_of_one_realm_cannot_be_asked_for_in_the_other() -> None:
    with pytest.raises(WrongRealm, match="cross"):
        ask("trial.late", realm=CARE)
    assert not Job.objects.using("care").exists()


def test_many_who_ask_for_the_same_at_once_get_one_job() -> None:
    def ask_and_close(_number: int) -> object:
        try:
            return ask(steps=1, key="import:same").pk
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(ask_and_close, range(24)))) == 1
    assert (Job.objects.count(), OrmQ.objects.count()) == (1, 1)


def test_who_asked_hears_when_it_ended() -> None:
    moment = timezone.now()
    job = ask(steps=1)
    assert not ended_since(ASKER, moment).exists()
    running.work_off()
    assert list(ended_since(ASKER, moment)) == [job] and not ended_since(OTHER, moment).exists()
    assert not ended_since(ASKER, timezone.now()).exists()


def test_waiting_work_is_stopped_at_once_and_the_ledger_says_by_whom() -> None:
    job = ask(steps=3)
    before = Entry.objects.count()
    assert cancel(actor=ASKER, job=job).state == JobState.CANCELLED
    entry = Entry.objects.latest("pk")
    assert (Entry.objects.count(), entry.event, entry.actor) == (before + 1, "background.cancelled", "person:5")
    assert entry.subject == f"background.job:{job.pk}"
    assert running.run_job(str(job.pk), "main") == "not due"
    with pytest.raises(Refused) as refusal:
        cancel(actor=ASKER, job=job)
    assert refusal.value.decision is ALREADY_OVER


def test_running_work_stops_before_its_next_step_and_keeps_what_it_wrote() -> None:
    job = ask(steps=5)
    lease = leases.claim(job.pk, MAIN)
    run = Run(fresh(job), lease)
    with run.step(cursor=1, done=1, total=5):
        trial.write_row(run, 0)
    before = Entry.objects.count()
    cancel(actor=ASKER, job=job)
    cancel(actor=ASKER, job=job)
    assert Entry.objects.count() == before + 1
    assert run.cancelled and fresh(job).state == JobState.RUNNING
    assert running._carry_out(lease) == "cancelled"
    assert (fresh(job).state, trial.rows_of(job, "default")) == (JobState.CANCELLED, [0])


@pytest.mark.parametrize("role", [role.key for role in ROLES])
def test_who_may_stop_and_see_the_work_of_others(role: str) -> None:
    # By hand, from the needs: only these run the installation or its coordination.
    may_stop = role in {"administrator", "secretariat"}
    may_see = role in {"administrator", "secretariat", "statistician", "data_steward", "auditor"}
    job = ask(steps=1)
    actor = Actor("person:9", role=role, organisation_id=3, person_id=9)
    assert visible_to(None, actor).exists() is may_see
    before = Entry.objects.count()
    if may_stop:
        cancel(actor=actor, job=job)
    else:
        with pytest.raises(Refused):
            cancel(actor=actor, job=job)
    assert Entry.objects.count() - before == int(may_stop)


def test_everybody_sees_their_own_work_alone() -> None:
    job = ask(steps=1)
    assert list(visible_to(None, ASKER)) == list(unfinished(ASKER)) == [job]
    assert not visible_to(None, OTHER).exists() and not visible_to(None, ANYONE).exists()
    with pytest.raises(Refused):
        cancel(actor=OTHER, job=job)


def test_a_failure_keeps_finished_steps_and_says_what_where_and_how_to_mend_it() -> None:
    job = ask("trial.refuse")
    before = Entry.objects.count()
    assert running.work_off() == ["failed: bad-line"]
    job = fresh(job)
    assert (job.state, job.error_code, job.done) == (JobState.FAILED, "bad-line", 1)
    assert job.error_text == "Line 7 has no title. Add one, then import again."
    assert trial.rows_of(job, "default") == [0]
    entry = Entry.objects.latest("pk")
    assert Entry.objects.count() == before + 1
    assert (entry.event, entry.facts["code"], entry.facts["for"]) == ("background.failed", "bad-line", "person:5")


def test_an_unforeseen_fault_fails_the_work_without_its_text() -> None:
    job = ask("trial.break", how="zero", realm=CARE)
    assert running.work_off(realm=CARE) == ["failed: unforeseen"]
    assert "ZeroDivisionError" in fresh(job).error_text
    assert Entry.objects.using("care").latest("pk").event == "background.failed"


def test_what_a_verb_refuses_is_said_in_its_own_words_and_not_tried_again() -> None:
    refused, invalid = ask("trial.break", how="refused"), ask("trial.break", how="invalid")
    with override("ru"):
        assert running.work_off() == ["failed: refused", "failed: invalid"]
    assert fresh(refused).error_text == "The role you act in does not allow this."
    assert fresh(invalid).error_text == "Line 4 has a {brace}."


@pytest.mark.parametrize("how, code", [("busy", "database-busy"), ("full", "disk-full")])
def test_outside_faults_are_tried_again_and_given_up_in_the_end(how: str, code: str) -> None:
    job = ask("trial.break", how=how)
    outcomes = []
    for _attempt in range(9):
        Job.objects.update(not_before=timezone.now())
        outcomes += running.work_off()
    assert outcomes == [f"later: {code}"] * 4 + [f"failed: {code}"]
    assert fresh(job).error_code == code


def test_work_that_must_wait_is_put_back_with_a_row_that_is_due_later() -> None:
    job = ask("trial.late")
    assert running.work_off() == ["later: mail-down"]
    job = fresh(job)
    assert job.state == JobState.QUEUED and job.not_before > timezone.now()
    assert OrmQ.objects.get(pk=job.queue_row).lock == job.not_before
    Job.objects.update(not_before=timezone.now())
    assert running.work_off() == ["done"] and fresh(job).result == {"sent": 1}


def test_two_workers_one_lease() -> None:
    job = ask(steps=2)
    first = leases.claim(job.pk, MAIN)
    assert leases.claim(job.pk, MAIN) is None
    Job.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    second = leases.claim(job.pk, MAIN)
    assert second is not None and second.owner != first.owner
    late = Run(fresh(job), first)
    with pytest.raises(LeaseLost), late.step(cursor=1, done=1):
        trial.write_row(late, 0)
    for change in (leases.renew, leases.stop, leases.put_back, lambda lease: leases.finish(lease, {})):
        with pytest.raises(LeaseLost):
            change(first)
    assert trial.rows_of(job, "default") == []
    leases.put_back(second, counts=False)
    assert running.work_off() == ["done"] and trial.rows_of(job, "default") == [0, 1]


def test_a_step_that_raises_leaves_neither_rows_nor_cursor() -> None:
    job = ask(steps=2)
    run = Run(fresh(job), leases.claim(job.pk, MAIN))
    with pytest.raises(ZeroDivisionError), run.step(cursor=1, done=1):
        trial.write_row(run, 0)
        raise ZeroDivisionError
    assert (fresh(job).cursor, run.cursor, trial.rows_of(job, "default")) == (None, None, [])
    with run.step(cursor=None) as step:
        step.cursor, step.done, step.total = {"line": 3}, 3, 9
    assert (fresh(job).cursor, fresh(job).done, fresh(job).total) == ({"line": 3}, 3, 9)


def test_leases_that_ran_out_and_lost_rows_are_mended() -> None:
    lost_row, left, waiting = ask(steps=1), ask(steps=1), ask(steps=1)
    OrmQ.objects.filter(pk=lost_row.queue_row).delete()
    leases.claim(left.pk, MAIN)
    Job.objects.filter(pk=left.pk).update(lease_until=timezone.now() - timedelta(seconds=1))
    assert recovery.hand_out_again(MAIN) == 2
    assert recovery.hand_out_again(MAIN) == 0
    assert fresh(waiting).queue_row == waiting.queue_row
    rows = set(OrmQ.objects.values_list("pk", flat=True))
    assert {fresh(job).queue_row for job in (lost_row, left, waiting)} <= rows
    # Handed out, then the worker was killed before it took the job up.
    OrmQ.objects.filter(pk=waiting.queue_row).update(lock=timezone.now() + timedelta(seconds=3900))
    assert recovery.hand_out_again(MAIN) == 0
    assert recovery.hand_out_again(MAIN, patience=timedelta(0)) == 1
    assert running.work_off() == ["done"] * 3


def test_time_left_follows_the_pace_since_the_work_was_taken_up() -> None:
    now = timezone.now()
    job = Job(state=JobState.RUNNING, done=30, total=100, done_when_claimed=10, claimed_at=now - timedelta(seconds=40))
    assert seconds_left(job, now) == 140
    for unknown in ({"total": None}, {"done": 10}, {"state": JobState.QUEUED}):
        assert (
            seconds_left(
                Job(
                    **{
                        "state": JobState.RUNNING,
                        "done": 30,
                        "total": 100,
                        "done_when_claimed": 10,
                        "claimed_at": now,
                        **unknown,
                    }
                ),
                now,
            )
            is None
        )


def test_messages_come_in_the_language_of_the_reader() -> None:
    job = Job(message="Friday", error_sentence="{kind} is missing", error_facts={})
    with override("ru"):
        assert job.message_text == "Пятница"
    assert job.error_text == "… is missing"


def test_the_system_asks_too() -> None:
    job = enqueue(actor=system("schedule"), task="trial.count", arguments={"steps": 0})
    assert running.work_off() == ["done"] and fresh(job).actor.key == "system:schedule"


@pytest.mark.parametrize("realm", [MAIN, CARE], ids=lambda realm: realm.name)
def test_work_that_ended_long_ago_is_forgotten_and_nothing_else(realm: Realm) -> None:
    old, late, waiting = (ask(steps=1, realm=realm, key=key) for key in ("old", "late", "waiting"))
    long_ago = timezone.now() - timedelta(days=91)
    jobs = Job.objects.using(realm.alias)
    jobs.filter(pk=old.pk).update(state=JobState.DONE, finished_at=long_ago)
    jobs.filter(pk=late.pk).update(state=JobState.FAILED, finished_at=timezone.now())
    jobs.filter(pk=waiting.pk).update(not_before=timezone.now() + timedelta(days=1), created_at=long_ago)
    tidy = enqueue(actor=system("schedule"), task="background.tidy", realm=realm)
    assert running.work_off(realm=realm) == ["done"]
    assert fresh(tidy).result == {"removed": 1}
    assert set(jobs.values_list("pk", flat=True)) == {late.pk, waiting.pk, tidy.pk}


def test_work_keeps_the_limits_of_the_token_that_asked_for_it() -> None:
    limited = replace(ASKER, scopes=frozenset({"intake.view"}))
    job = enqueue(actor=limited, task="trial.count", arguments={"steps": 1})
    assert fresh(job).actor == limited
    assert not may(fresh(job).actor, "activities.change", organisation_id=3)
    assert may(ASKER, "activities.change", organisation_id=3)
