"""Tables that were proposed for release. Their numbers are not kept here: a refused table must not leave this way."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .origins import Origin


class Proposal(models.Model):
    """A table that somebody wanted to release: what it counts and by what, its digest, and why it did not leave."""

    title = models.CharField(_("title"), max_length=300)
    dimensions = models.JSONField(_("dimensions"), default=list)
    cells = models.PositiveIntegerField(_("cells"))
    digest = models.CharField(_("SHA-256 of the table"), max_length=64)
    origin = models.CharField(_("computed from"), max_length=30, choices=Origin.choices)
    organisation_id = models.BigIntegerField(_("owner"), null=True, blank=True)
    proposed_by = models.CharField(_("proposed by"), max_length=80)
    proposed_at = models.DateTimeField(_("proposed"), default=timezone.now)

    class Meta:
        verbose_name = _("proposal for a release")
        verbose_name_plural = _("proposals for releases")
        ordering = ["-proposed_at"]

    def __str__(self) -> str:
        return self.title
