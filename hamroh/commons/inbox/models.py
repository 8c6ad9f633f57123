"""Tasks, the letters that remind of them, and the secret addresses of calendar feeds.

In both realms: people are named by their key in the ledger of the realm, organisations by number, never by a
foreign key.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from hamroh.kernel.background.sentences import said
from hamroh.kernel.languages.codes import content_code
from hamroh.kernel.languages.text import MultilingualField, Picked, pick


class ClosedReason(models.TextChoices):
    """Why a task waits no longer."""

    DONE = "done", _("Done")
    WITHDRAWN = "withdrawn", _("No longer needed")
    OVERTAKEN = "overtaken", _("Overtaken by events")


class Task(models.Model):
    """Something that waits for a person, or for whoever holds a role (for an organisation, or for any).

    The title is either a msgid with facts, said in each reader's language, or text that somebody wrote. `dedup_key`
    is what a verb that opens tasks knows them by: while one is open there is no second.
    """

    title_key = models.CharField(max_length=200, blank=True)
    title_facts = models.JSONField(default=dict, blank=True)
    title_text = MultilingualField(_("title"))
    subject = models.CharField(_("about"), max_length=120, blank=True)
    url_name = models.CharField(max_length=100, blank=True)
    url_args = models.JSONField(default=list, blank=True)

    assignee_person = models.CharField(_("waits for"), max_length=80, blank=True)
    assignee_role = models.CharField(_("waits for the role"), max_length=40, blank=True)
    organisation_id = models.BigIntegerField(_("of the organisation"), null=True, blank=True)

    due = models.DateField(_("due"), null=True, blank=True)
    created_by = models.CharField(_("opened by"), max_length=80)
    opened_at = models.DateTimeField(_("opened"), default=timezone.now)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    closed_by = models.CharField(_("closed by"), max_length=80, blank=True)
    closed_reason = models.CharField(_("why closed"), max_length=10, choices=ClosedReason.choices, blank=True)
    changed_at = models.DateTimeField(auto_now=True)
    dedup_key = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("task")
        verbose_name_plural = _("tasks")
        ordering = [models.F("due").asc(nulls_last=True), "opened_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["dedup_key"], condition=Q(closed_at=None) & ~Q(dedup_key=""), name="inbox_task_open_once"
            ),
            models.CheckConstraint(
                condition=~Q(assignee_person="", assignee_role=""), name="inbox_task_waits_for_somebody"
            ),
        ]
        indexes = [
            models.Index(fields=["assignee_person", "closed_at"]),
            models.Index(fields=["assignee_role", "organisation_id", "closed_at"]),
            models.Index(fields=["closed_at", "due"]),
        ]

    def __str__(self) -> str:
        return self.title.text

    @property
    def title(self) -> Picked:
        """The title in the active language, or what stands in for it."""
        if not self.title_key:
            return pick(self.title_text)
        facts = {name: _in_language(value) for name, value in self.title_facts.items()}
        return Picked(said(self.title_key, facts), content_code(get_language()), False)

    @property
    def href(self) -> str:
        """The page on which the task is done; empty where this installation has no such page."""
        try:
            return reverse(self.url_name, args=self.url_args) if self.url_name else ""
        except NoReverseMatch:
            return ""

    @property
    def is_open(self) -> bool:
        """Whether it still waits."""
        return self.closed_at is None

    def days_left(self, today: date) -> int | None:
        """Days until it is due, negative when late; None without a due date."""
        return None if self.due is None else (self.due - today).days


class ReminderKind(models.TextChoices):
    """Which letter: before the day, on it, weekly after it, one that somebody asked for, or the weekly digest."""

    SOON = "soon", _("Due in two days")
    TODAY = "today", _("Due today")
    LATE = "late", _("Late")
    ASKED = "asked", _("Reminder asked for")
    DIGEST = "digest", _("Weekly digest")


class ReminderState(models.TextChoices):
    """Where a letter stands. UNCERTAIN: the worker died while the mail server had it; it is not sent again."""

    WAITING = "waiting", _("Waiting")
    SENDING = "sending", _("Being sent")
    SENT = "sent", _("Sent")
    DROPPED = "dropped", _("No longer needed")
    UNCERTAIN = "uncertain", _("Perhaps sent")
    REFUSED = "refused", _("Refused by the mail server")


class Reminder(models.Model):
    """One letter to one person: a row of the outbox. The constraints are what makes each letter one letter."""

    task = models.ForeignKey(Task, models.CASCADE, null=True, related_name="reminders", verbose_name=_("task"))
    person = models.CharField(_("to"), max_length=80)
    kind = models.CharField(_("kind"), max_length=10, choices=ReminderKind.choices)
    for_day = models.DateField(_("for the day"))
    state = models.CharField(_("state"), max_length=10, choices=ReminderState.choices, default=ReminderState.WAITING)
    # Which job has it in hand, so that a job that was killed knows its own letters again.
    sender = models.CharField(max_length=36, blank=True)
    planned_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(_("sent"), null=True)

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["task", "person", "kind", "for_day"], condition=~Q(task=None), name="inbox_reminder_once"
            ),
            models.UniqueConstraint(
                fields=["person", "kind", "for_day"], condition=Q(task=None), name="inbox_digest_once"
            ),
        ]
        indexes = [models.Index(fields=["state", "id"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.for_day} {self.person}"


class CalendarFeed(models.Model):
    """A person's secret feed address; only the hash of the secret is kept, and a new one ends the old one."""

    person = models.CharField(_("person"), max_length=80, unique=True)
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(_("made"), default=timezone.now)

    class Meta:
        verbose_name = _("calendar feed")
        verbose_name_plural = _("calendar feeds")

    def __str__(self) -> str:
        return self.person


def _in_language(value: Any) -> Any:
    return pick(value).text if isinstance(value, dict) else value
