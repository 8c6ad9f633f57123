"""What the rules found: where need shows and nobody works, where many do the same."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class FindingKind(models.TextChoices):
    """A gap or an overlap."""

    GAP = "gap", pgettext_lazy("finding", "gap")
    OVERLAP = "overlap", _("overlap")


class FindingState(models.TextChoices):
    """What a person made of it. `passed`: the rule does not find it any more."""

    OPEN = "open", _("to be decided")
    CONFIRMED = "confirmed", pgettext_lazy("finding", "confirmed")
    DISMISSED = "dismissed", _("dismissed")
    PASSED = "passed", _("no longer found")


class Finding(models.Model):
    """One place and theme (or kind of work) that a rule points at. `key` makes it the same when found again.

    `facts` holds the figures of the reason: values with their unit, year, source, interval; counts; and
    `organisations`, a list of ids. `agenda` is `agenda.item:<id>` once a confirmed gap stands there.
    """

    country = models.CharField(_("country"), max_length=3)
    round = models.ForeignKey(
        "coordination.Round", models.CASCADE, null=True, blank=True, related_name="findings", verbose_name=_("round")
    )
    rule = models.CharField(_("rule"), max_length=60)
    kind = models.CharField(_("kind"), max_length=8, choices=FindingKind.choices)
    key = models.CharField(max_length=64)
    theme = models.CharField(_("thematic area"), max_length=40, blank=True)
    service = models.CharField(_("kind of work"), max_length=120, blank=True)
    place = models.ForeignKey(
        "places.Place", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("place")
    )
    facts = models.JSONField(_("figures"), default=dict)
    weight = models.FloatField(_("weight"), default=0.0)
    state = models.CharField(_("state"), max_length=10, choices=FindingState.choices, default=FindingState.OPEN)
    found_at = models.DateTimeField(_("found"), auto_now_add=True)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.CharField(_("decided by"), max_length=80, blank=True)
    reason = models.TextField(_("reason of the decision"), blank=True)
    agenda = models.CharField(_("item of the agenda"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        ordering = ["-weight", "pk"]
        constraints = [models.UniqueConstraint(fields=["country", "key"], name="coordination_finding_once")]
        indexes = [models.Index(fields=["country", "state"], name="coordination_findings_open")]

    def __str__(self) -> str:
        return f"{self.rule} {self.key[:12]}"
