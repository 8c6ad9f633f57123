"""What people see of long work, and what makes each of its steps happen once.

The queue (django-q2) only says "look at this job"; whether, by whom and from where it is worked on stands here.
"""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hamroh.kernel.ledger.actors import Actor

from .sentences import said


class JobState(models.TextChoices):
    """Where a job stands. The last three are final."""

    QUEUED = "queued", _("Waiting")
    RUNNING = "running", _("Running")
    DONE = "done", _("Finished")
    FAILED = "failed", _("Failed")
    CANCELLED = "cancelled", _("Stopped")


UNFINISHED = (JobState.QUEUED, JobState.RUNNING)


class Job(models.Model):
    """One piece of long work in one realm. It names its doer as text: no foreign key leaves the queue's tables.

    `arguments`, `cursor` and `result` are JSON without personal data. `message` and `error_sentence` are msgids
    with their facts beside them, so that each reader has them in his own language.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.CharField(_("key"), max_length=200)
    task = models.CharField(_("work"), max_length=80)
    arguments = models.JSONField(_("arguments"), default=dict)
    state = models.CharField(_("state"), max_length=10, choices=JobState.choices, default=JobState.QUEUED)

    actor_key = models.CharField(_("started by"), max_length=80)
    actor_role = models.CharField(_("role"), max_length=40, blank=True)
    actor_organisation = models.BigIntegerField(_("organisation"), null=True)
    actor_on_behalf_of = models.BigIntegerField(_("on behalf of"), null=True)
    actor_scopes = models.JSONField(_("limited to"), null=True)

    done = models.PositiveBigIntegerField(_("done"), default=0)
    total = models.PositiveBigIntegerField(_("of"), null=True)
    message = models.CharField(_("message"), max_length=300, blank=True)
    message_facts = models.JSONField(default=dict)
    cursor = models.JSONField(_("continues at"), null=True)
    result = models.JSONField(_("result"), default=dict)
    error_code = models.CharField(_("error"), max_length=60, blank=True)
    error_sentence = models.CharField(_("what went wrong"), max_length=500, blank=True)
    error_facts = models.JSONField(default=dict)

    cancel_requested = models.BooleanField(_("asked to stop"), default=False)
    # Claims since the last finished step: work that only ever kills its worker is given up.
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    owner = models.CharField(_("lease held by"), max_length=32, blank=True)
    lease_until = models.DateTimeField(_("lease ends"), null=True)
    not_before = models.DateTimeField(_("not before"), default=timezone.now)
    queue_row = models.BigIntegerField(null=True)

    created_at = models.DateTimeField(_("asked for"), default=timezone.now)
    started_at = models.DateTimeField(_("started"), null=True)
    claimed_at = models.DateTimeField(_("taken up"), null=True)
    done_when_claimed = models.PositiveBigIntegerField(default=0)
    finished_at = models.DateTimeField(_("ended"), null=True)

    class Meta:
        verbose_name = _("background work")
        verbose_name_plural = _("background work")
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["key"], condition=Q(state__in=["queued", "running"]), name="background_key_once"
            )
        ]
        indexes = [
            models.Index(fields=["state", "not_before"]),
            models.Index(fields=["actor_key", "-created_at"]),
            models.Index(fields=["key"]),
        ]

    def __str__(self) -> str:
        return f"{self.task} {self.pk}"

    @property
    def actor(self) -> Actor:
        """Who asked for the work, as services need it; his name is not kept."""
        kind, _colon, number = self.actor_key.partition(":")
        return Actor(
            key=self.actor_key,
            role=self.actor_role,
            organisation_id=self.actor_organisation,
            on_behalf_of=self.actor_on_behalf_of,
            person_id=int(number) if kind == "person" and number.isdigit() else None,
            scopes=None if self.actor_scopes is None else frozenset(self.actor_scopes),
        )

    @property
    def finished(self) -> bool:
        """Whether nothing more will happen."""
        return self.state not in UNFINISHED

    @property
    def message_text(self) -> str:
        """The progress message in the active language."""
        return said(self.message, self.message_facts)

    @property
    def error_text(self) -> str:
        """What went wrong and how to mend it, in the active language."""
        return said(self.error_sentence, self.error_facts)
