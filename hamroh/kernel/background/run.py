"""What a task is given: its arguments, where it stopped last time, and steps that happen once."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from hamroh.kernel.ledger.actors import Actor
from hamroh.kernel.ledger.realms import Realm, writing

from . import stopping
from .errors import Cancelled, Interrupted
from .leases import Lease, renew
from .models import Job


class Run:
    """One worker's turn at a job.

    `cursor` is what the last finished step left (None at the very first start), so a task begins by continuing:

        for number, part in enumerate(parts[run.cursor or 0:], start=run.cursor or 0):
            with run.step(cursor=number + 1, done=number + 1, total=len(parts)):
                write(part)          # this and the cursor are one transaction

    Whatever the result needs (counts, refused lines) belongs in the cursor: memory is lost with the worker.
    """

    def __init__(self, job: Job, lease: Lease) -> None:
        self._lease = lease
        self.id: uuid.UUID = job.pk
        self.realm: Realm = lease.realm
        self.actor: Actor = job.actor
        self.arguments: dict[str, Any] = job.arguments
        self.cursor: Any = job.cursor
        self.done: int = job.done
        self.total: int | None = job.total

    @contextmanager
    def step(
        self,
        *,
        cursor: Any,
        done: int | None = None,
        total: int | None = None,
        message: str = "",
        facts: Mapping[str, Any] | None = None,
    ) -> Iterator[Step]:
        """One transaction: the block's writes, the cursor and the progress stand or fall together.

        Keep it short (50 ms: others wait to write). Raises Cancelled, Interrupted or LeaseLost before the block
        runs. Where the cursor depends on what the block does, set `cursor` on the step that is yielded. `message`
        is a msgid with `{names}` of `facts`.
        """
        if stopping.asked():
            raise Interrupted
        step = Step(cursor, self.done if done is None else done, self.total if total is None else total)
        with writing(self.realm):
            # First of all, so that whoever took the work over waits for this step, or this step finds out.
            renew(self._lease)
            if self.cancelled:
                raise Cancelled
            yield step
            said = {"message": message, "message_facts": dict(facts or {})} if message else {}
            self._lease.change(cursor=step.cursor, done=step.done, total=step.total, attempts=1, **said)
        self.cursor, self.done, self.total = step.cursor, step.done, step.total

    @property
    def cancelled(self) -> bool:
        """Whether somebody asked to stop (asks the database)."""
        return self._lease.held.filter(cancel_requested=True).exists()

    def check(self) -> None:
        """Raise Cancelled or Interrupted where it is time; for long stretches of reading between steps."""
        if stopping.asked():
            raise Interrupted
        if self.cancelled:
            raise Cancelled

    def say(self, message: str, facts: Mapping[str, Any] | None = None) -> None:
        """Show a message (a msgid with `{names}` of `facts`) without finishing a step."""
        self._lease.change(message=message, message_facts=dict(facts or {}))


class Step:
    """What a step will leave; may be changed inside the block."""

    def __init__(self, cursor: Any, done: int, total: int | None) -> None:
        self.cursor = cursor
        self.done = done
        self.total = total
