"""A line of a 4W: who does what, where, when, for whom, with what money."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class LineStatus(models.TextChoices):
    """How far the work of a line is."""

    PLANNED = "planned", _("planned")
    ONGOING = "ongoing", _("ongoing")
    COMPLETED = "completed", _("completed")
    SUSPENDED = "suspended", _("suspended")
    CANCELLED = "cancelled", _("cancelled")


class LineVisibility(models.TextChoices):
    """Who may see a published line; its organisation decides."""

    PUBLIC = "public", _("everybody")
    PARTNERS = "partners", _("partners who signed in")
    OWN = "own", _("the organisation and the secretariat")


class Origin(models.TextChoices):
    """Whether a value stands in the file so or was read as something we know."""

    WRITTEN = "written", _("as written")
    MATCHED = "matched", _("matched")


class Line(models.Model):
    """One line in the versions `from_version` to `to_version` (empty: still) of its reporter's reports.

    `key` names the same line in all versions and in later rounds. `digest` is that of everything the line says;
    `alike` is the same without the line's own identifier: lines of one report with the same are repetitions, of which
    the first is `counted`. `raw` holds what the file says, by field key, where that is not the value itself.
    `region`, `district` are the places of level 1 and 2 above `place` (or it), for counting. `people` is a list of
    [measure, sex, age, number]: measure targeted or reached, sex f, m, x or "", age a key of `codes.people.AGES` or "".
    `sheet` and `row` say where it stood in the file of its report.
    """

    reporter = models.ForeignKey(
        "coordination.Reporter", models.CASCADE, related_name="lines", verbose_name=_("reported by")
    )
    key = models.CharField(_("key of the line"), max_length=40)
    from_version = models.PositiveIntegerField()
    to_version = models.PositiveIntegerField(null=True, blank=True)
    sheet = models.CharField(_("sheet"), max_length=100, blank=True)
    row = models.PositiveIntegerField(_("row"), null=True, blank=True)
    raw = models.JSONField(_("as written"), default=dict)
    digest = models.CharField(max_length=64)
    alike = models.CharField(max_length=64)
    counted = models.BooleanField(_("counted"), default=True)

    donor = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("donor")
    )
    programming = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("programming partner"),
    )  # fmt: skip
    implementing = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("implementing partner"),
    )  # fmt: skip
    theme = models.CharField(_("thematic area"), max_length=40, blank=True)
    service = models.CharField(_("kind of work"), max_length=120, blank=True)
    title = models.CharField(_("project"), max_length=500, blank=True)
    code = models.CharField(_("identifier of the project"), max_length=120, blank=True)
    place = models.ForeignKey(
        "places.Place", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("place")
    )
    region = models.ForeignKey("places.Place", models.PROTECT, null=True, blank=True, related_name="+")
    district = models.ForeignKey("places.Place", models.PROTECT, null=True, blank=True, related_name="+")
    status = models.CharField(_("status"), max_length=10, choices=LineStatus.choices, blank=True)
    start = models.DateField(_("from"), null=True, blank=True)
    end = models.DateField(_("until"), null=True, blank=True)
    people = models.JSONField(_("people"), default=list)
    targeted = models.PositiveBigIntegerField(_("people targeted"), null=True, blank=True)
    reached = models.PositiveBigIntegerField(_("people reached"), null=True, blank=True)
    amount = models.DecimalField(_("budget"), max_digits=18, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    notes = models.TextField(_("notes"), blank=True)
    visibility = models.CharField(
        _("visible to"), max_length=10, choices=LineVisibility.choices, default=LineVisibility.PUBLIC
    )
    activity = models.ForeignKey(
        "activities.Activity", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("activity")
    )

    class Meta:
        verbose_name = _("line")
        verbose_name_plural = _("lines")
        ordering = ["reporter", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["reporter", "key", "from_version"], name="coordination_line_once")
        ]
        indexes = [
            models.Index(fields=["reporter", "from_version", "to_version"], name="coordination_lines_of_report"),
            models.Index(fields=["theme", "district"], name="coordination_lines_matrix"),
            models.Index(fields=["activity"], name="coordination_lines_joined"),
        ]

    def __str__(self) -> str:
        return f"{self.reporter_id}:{self.key}"
