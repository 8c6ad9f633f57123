"""Work that comes round: declared as data beside the tasks, kept in django-q2's table, asked for once each time.

schedules.declare(Schedule("ledger.verify nightly", "ledger.verify", Every.DAY, at=time(2, 30)))
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from enum import Enum
from typing import Any

from django.db import connections
from django.utils import timezone
from django_q.models import Schedule as Row

from hamroh.kernel.ledger.actors import system
from hamroh.kernel.ledger.realms import BY_NAME, MAIN, Realm, writing

from .models import UNFINISHED, Job
from .registry import discover, task_for
from .services import enqueue

FIRE = "hamroh.kernel.background.schedules.fire"
# Any number will do, as long as nothing else of ours takes the same advisory lock.
ENSURING_LOCK = 7_341_001


class Every(Enum):
    """How often; the values are django-q2's."""

    MINUTES = Row.MINUTES
    HOUR = Row.HOURLY
    DAY = Row.DAILY
    WEEK = Row.WEEKLY
    MONTH = Row.MONTHLY


@dataclass(frozen=True)
class Schedule:
    """One kind of work that comes round. `at` is the local time of day; `minutes` counts for Every.MINUTES alone."""

    key: str
    task: str
    every: Every
    at: time | None = None
    minutes: int | None = None
    realms: tuple[Realm, ...] = (MAIN,)
    arguments: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if (self.every is Every.MINUTES) != (self.minutes is not None):
            raise ValueError(f"Schedule {self.key}: minutes are given for Every.MINUTES, and only then.")

    def first(self, now: datetime) -> datetime:
        """When it first comes round after `now`."""
        if self.at is None:
            return now
        today = timezone.localtime(now).replace(hour=self.at.hour, minute=self.at.minute, second=0, microsecond=0)
        return today if today > now else today + timedelta(days=1)


_declared: dict[str, Schedule] = {}


def declare(*schedules: Schedule) -> None:
    """Add schedules; the same key twice with other content is a programming error."""
    for schedule in schedules:
        if _declared.setdefault(schedule.key, schedule) != schedule:
            raise ValueError(f"Schedule {schedule.key} is declared twice.")


def ensure_schedules(realm: Realm) -> int:
    """Bring the realm's table in line with what is declared; several workers may do it at once. Returns changes."""
    discover()
    wanted = {one.key: one for one in _declared.values() if realm in one.realms}
    for one in wanted.values():
        task_for(one.task, realm)
    rows = Row.objects.using(realm.alias).filter(func=FIRE)
    changes = 0
    with writing(realm):
        _one_at_a_time(realm)
        present = {row.name: row for row in rows}
        changes += rows.exclude(pk__in=[row.pk for row in present.values() if row.name in wanted]).delete()[0]
        for key, one in wanted.items():
            changes += _bring_in_line(one, present.get(key), realm)
    return changes


def fire(key: str, realm_name: str, intended: str) -> str:
    """What the schedule's row calls at `intended`: ask for the work, unless that was done or the last is still on."""
    realm = BY_NAME[realm_name]
    schedule = _declared_schedule(key)
    if schedule is None:
        return "no longer declared"
    prefix = f"schedule:{key}:"
    this_time = prefix + intended
    with writing(realm):
        running = Job.objects.using(realm.alias).filter(key__startswith=prefix, state__in=UNFINISHED)
        if running.exclude(key=this_time).exists():
            return "the last one is still running"
        job = enqueue(
            actor=system("schedule"),
            task=schedule.task,
            arguments=schedule.arguments,
            key=this_time,
            realm=realm,
            once=True,
        )
    return str(job.pk)


def _declared_schedule(key: str) -> Schedule | None:
    if key not in _declared:
        discover()
    return _declared.get(key)


def _bring_in_line(one: Schedule, row: Row | None, realm: Realm) -> int:
    fields: dict[str, Any] = {"schedule_type": one.every.value, "minutes": one.minutes}
    if row is not None:
        same_time = one.at is None or timezone.localtime(row.next_run).time().replace(second=0, microsecond=0) == one.at
        if same_time and all(getattr(row, name) == value for name, value in fields.items()):
            return 0
    row = row or Row(name=one.key, func=FIRE)
    for name, value in fields.items():
        setattr(row, name, value)
    row.args = repr((one.key, realm.name))
    row.kwargs = repr({"q_options": {"save": False}})
    row.intended_date_kwarg = "intended"
    row.repeats = -1
    row.next_run = one.first(timezone.now())
    row.save(using=realm.alias)
    return 1


def _one_at_a_time(realm: Realm) -> None:
    # SQLite's transaction already holds the only write lock; the table has no unique name to rely on.
    connection = connections[realm.alias]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ENSURING_LOCK])
