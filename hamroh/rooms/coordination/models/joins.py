"""The same undertaking from two sources: an activity and lines of a 4W, proposed as one, decided by a person."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class JoinState(models.TextChoices):
    """What became of a proposal."""

    PROPOSED = "proposed", pgettext_lazy("two sources", "proposed")
    JOINED = "joined", pgettext_lazy("two sources", "joined")
    DIFFERENT = "different", _("different undertakings")


class Join(models.Model):
    """An activity and the lines that share `undertaking` (see `joining.undertakings`) in one country.

    `score` from 0 to 1; `reasons` is a list of [code, facts]; `origins` says for each field which source is shown:
    {field: "iati" or "4w"}.
    """

    country = models.CharField(_("country"), max_length=3)
    activity = models.ForeignKey("activities.Activity", models.CASCADE, related_name="+", verbose_name=_("activity"))
    undertaking = models.CharField(_("key of the lines"), max_length=64)
    sample = models.JSONField(_("what the lines say"), default=dict)
    state = models.CharField(_("state"), max_length=10, choices=JoinState.choices, default=JoinState.PROPOSED)
    score = models.FloatField(_("likeness"))
    reasons = models.JSONField(_("reasons"), default=list)
    origins = models.JSONField(_("shown from"), default=dict)
    proposed_at = models.DateTimeField(_("proposed"), auto_now_add=True)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.CharField(_("decided by"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("join of two sources")
        verbose_name_plural = _("joins of two sources")
        ordering = ["-score", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["country", "activity", "undertaking"], name="coordination_join_once")
        ]

    def __str__(self) -> str:
        return f"{self.activity_id} = {self.undertaking[:12]}"
