"""One thing a person has proven: entered by one colleague, confirmed by another."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Evidence(models.Model):
    """`person` is the key in the main realm's ledger; `scope` narrows it (a course, a register), empty means all.

    `document` is the subject key of the scanned proof. It counts only once confirmed by a second person.
    """

    person = models.CharField(_("person"), max_length=80)
    kind = models.CharField(_("kind"), max_length=40)
    scope = models.CharField(_("scope"), max_length=120, blank=True)
    issued = models.DateField(_("issued"))
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    document = models.CharField(_("document"), max_length=120, blank=True)
    entered_by = models.CharField(_("entered by"), max_length=80)
    entered_at = models.DateTimeField(_("entered"), default=timezone.now)
    confirmed_by = models.CharField(_("confirmed by"), max_length=80, blank=True)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ["-issued", "-pk"]
        indexes = [models.Index(fields=["person", "kind"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("issued")), name="evidence_dates_in_order"
            ),
            models.CheckConstraint(
                condition=~Q(confirmed_by=F("entered_by")), name="evidence_confirmed_by_a_second_person"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.scope} {self.person}"
