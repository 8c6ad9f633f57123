"""Items of the agenda, and typed links between any two records of the main realm."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hamroh.kernel.languages.text import MultilingualField, pick

from .kinds import LINK_KINDS, ItemKind


class Item(models.Model):
    """A gap, a priority, a decision or a commitment. `public` items are shown to everybody."""

    kind = models.CharField(_("kind"), max_length=12, choices=ItemKind.choices)
    title = MultilingualField(_("title"))
    description = MultilingualField(_("description"))
    due = models.DateField(_("due"), null=True, blank=True)
    public = models.BooleanField(_("public"), default=False)
    fictional = models.BooleanField(_("fictional"), default=False)
    created_by = models.CharField(_("put on the agenda by"), max_length=80)
    created_at = models.DateTimeField(_("put on the agenda"), default=timezone.now)
    withdrawn_at = models.DateTimeField(_("taken off"), null=True, blank=True)

    class Meta:
        verbose_name = _("item of the agenda")
        verbose_name_plural = _("items of the agenda")
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["kind", "withdrawn_at"])]

    def __str__(self) -> str:
        return pick(self.title).text


class Link(models.Model):
    """One record is linked to another; both are named as the ledger names subjects (`app_label.model:id`)."""

    from_subject = models.CharField(_("from"), max_length=120)
    to_subject = models.CharField(_("to"), max_length=120)
    kind = models.CharField(_("kind"), max_length=20, choices=[(kind.key, kind.label) for kind in LINK_KINDS])
    created_by = models.CharField(_("linked by"), max_length=80)
    created_at = models.DateTimeField(_("linked"), default=timezone.now)

    class Meta:
        verbose_name = _("link")
        verbose_name_plural = _("links")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["from_subject", "to_subject", "kind"], name="agenda_link_once")]
        indexes = [models.Index(fields=["to_subject"])]

    def __str__(self) -> str:
        return f"{self.from_subject} {self.kind} {self.to_subject}"
