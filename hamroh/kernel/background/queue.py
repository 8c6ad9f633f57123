"""The queue: django-q2's own table, in the database of the realm that the work belongs to.

django-q2 knows one database for its queue. Its broker is the one place that touches it, so a broker bound to a realm
gives each realm its own queue; a row in it only says "look at this job".
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from datetime import datetime
from typing import Any

import structlog
from django.db import OperationalError
from django.utils import timezone
from django_q.brokers.orm import ORM
from django_q.conf import Conf
from django_q.models import OrmQ
from django_q.tasks import async_task

from hamroh.kernel.ledger.realms import Realm

from . import recovery
from .heartbeat import EVERY_SECONDS, beat
from .models import Job

RUN = "hamroh.kernel.background.running.run_job"
log = structlog.get_logger(__name__)


class RealmBroker(ORM):
    """Reads and writes the queue of one realm. A locked database makes it wait, never die."""

    def __init__(self, realm: Realm, *, due: datetime | None = None) -> None:
        self.realm = realm
        self.due = due
        self.row: int | None = None
        self._recovered = 0.0
        self._beaten = 0.0
        super().__init__(Conf.CLUSTER_NAME)

    def get_connection(self, list_key: str | None = None) -> Any:
        """The realm's queue rows; inside a caller's transaction they stand or fall with it."""
        return OrmQ.objects.using(self.realm.alias)

    def enqueue(self, task: str) -> int:
        """Add a row that is handed out from `due` on; its number is kept in `row`."""
        row = self.get_connection().create(key=self.list_key, payload=task, lock=self.due or timezone.now())
        self.row = row.pk
        return row.pk

    def dequeue(self) -> Iterable[tuple[int, str]] | None:
        """The next row that is due; now and then also what a dead worker left behind is made due."""
        try:
            if time.monotonic() - self._recovered > recovery.EVERY_SECONDS:
                self._recovered = time.monotonic()
                recovery.hand_out_again(self.realm)
            return super().dequeue()
        except OperationalError as fault:
            log.warning("queue.busy", realm=self.realm.name, fault=type(fault).__name__)
            time.sleep(Conf.POLL)
            return None

    def delete(self, task_id: int) -> None:
        """Take a row out. If that fails it is handed out again, and the job's state makes that harmless."""
        try:
            super().delete(task_id)
        except OperationalError as fault:
            log.warning("queue.busy", realm=self.realm.name, fault=type(fault).__name__)

    def set_stat(self, key: str, value: str, timeout: int) -> None:
        """django-q2 reports here on each round of its guard: the sign that the worker itself still turns."""
        if time.monotonic() - self._beaten > EVERY_SECONDS:
            self._beaten = time.monotonic()
            beat(self.realm)


def wake(job_id: Any, realm: Realm, *, due: datetime | None = None) -> int:
    """Put a row for the job into its realm's queue, in the caller's transaction; returns the row's number."""
    broker = RealmBroker(realm, due=due)
    # Results and progress stand in the job, so django-q2 keeps no record of a success.
    async_task(RUN, str(job_id), realm.name, task_name=str(job_id), q_options={"broker": broker, "save": False})
    assert broker.row is not None
    Job.objects.using(realm.alias).filter(pk=job_id).update(queue_row=broker.row)
    return broker.row
