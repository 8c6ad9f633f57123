"""A reporting round, who is asked to report in it, and each report that came."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hamroh.kernel.languages.text import MultilingualField, pick


class RoundStage(models.TextChoices):
    """Where a round stands. A published round is superseded when a later one of its country is published."""

    DRAFT = "draft", _("in preparation")
    CALLED = "called", _("called")
    CLOSED = "closed", pgettext_lazy("round", "closed")
    PUBLISHED = "published", _("published")
    SUPERSEDED = "superseded", _("superseded")


class Round(models.Model):
    """One call to all partners: say by the deadline what you do in this period.

    `country` is ISO 3166-1 alpha-3; `period_end` is the last day of the period; `scheme` is a key of
    `codes.themes.SCHEMES`: the list of thematic areas by which this country counts.
    """

    country = models.CharField(_("country"), max_length=3)
    title = MultilingualField(_("title"))
    message = MultilingualField(_("letter to partners"))
    scheme = models.CharField(_("list of thematic areas"), max_length=20)
    period_start = models.DateField(_("first day of the period"))
    period_end = models.DateField(_("last day of the period"))
    deadline = models.DateField(_("reports are due"), null=True, blank=True)
    stage = models.CharField(_("stage"), max_length=12, choices=RoundStage.choices, default=RoundStage.DRAFT)
    before = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="after", verbose_name=_("round before")
    )
    created_by = models.CharField(_("prepared by"), max_length=80)
    created_at = models.DateTimeField(_("prepared"), auto_now_add=True)
    called_at = models.DateTimeField(_("called on"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed on"), null=True, blank=True)
    published_at = models.DateTimeField(_("published on"), null=True, blank=True)
    fictional = models.BooleanField(_("fictional"), default=False)

    class Meta:
        verbose_name = _("reporting round")
        verbose_name_plural = _("reporting rounds")
        ordering = ["-period_end", "-pk"]
        indexes = [models.Index(fields=["country", "stage", "period_end"], name="coordination_rounds_now")]
        constraints = [
            models.CheckConstraint(
                condition=Q(period_start__lte=models.F("period_end")), name="coordination_round_period_runs_forward"
            )
        ]

    def __str__(self) -> str:
        return pick(self.title).text or f"{self.country} {self.period_start:%Y-%m}"


class Reporter(models.Model):
    """One body that is asked to report in a round; for a district office also the place that it reports for.

    Without an organisation it is a file that a coordinator collected from many. `latest` is the number of the last
    complete report, `published` of the one that readers see; 0 when there is none. A line belongs to the report number
    n when `from_version <= n` and `to_version` is empty or `>= n`: publishing moves one number.
    """

    round = models.ForeignKey(Round, models.CASCADE, related_name="reporters", verbose_name=_("round"))
    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("organisation"),
    )  # fmt: skip
    place = models.ForeignKey(
        "places.Place", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("reports for")
    )
    label = models.CharField(_("name of the file's source"), max_length=200, blank=True)
    # Of the link in the letter: its hash and how often one was made. Who reads the database cannot report for others.
    token_hash = models.CharField(max_length=64, blank=True)
    link_number = models.PositiveSmallIntegerField(default=0)
    latest = models.PositiveIntegerField(_("last report"), default=0)
    published = models.PositiveIntegerField(_("published report"), default=0)
    reminded_at = models.DateTimeField(_("last reminded"), null=True, blank=True)
    reminders = models.PositiveSmallIntegerField(_("reminders"), default=0)
    excused = models.CharField(_("need not report, because"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("reporting organisation")
        verbose_name_plural = _("reporting organisations")
        ordering = ["round", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "organisation"], condition=Q(place=None, organisation__isnull=False),
                name="coordination_reporter_once",
            ),
            models.UniqueConstraint(
                fields=["round", "organisation", "place"], condition=Q(place__isnull=False),
                name="coordination_reporter_of_place_once",
            ),
            models.UniqueConstraint(
                fields=["round", "label"], condition=Q(organisation=None), name="coordination_collector_once"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return str(self.organisation) if self.organisation_id else self.label or "–"


class ReportState(models.TextChoices):
    """Where a report stands. `returned`: the validator sent it back with a reason."""

    IMPORTED = "imported", _("imported")
    RETURNED = "returned", _("sent back")
    VALIDATED = "validated", _("validated")
    PUBLISHED = "published", _("published")
    SUPERSEDED = "superseded", _("superseded")


class ReportWay(models.TextChoices):
    """How a report came."""

    WORKBOOK = "workbook", _("own workbook")
    FILE = "file", _("other file")
    PAGE = "page", _("page")
    UNCHANGED = "unchanged", _("nothing changed")
    LETTER = "letter", _("letter or telephone")


class Report(models.Model):
    """What one reporter sent at one time: the report number `version` of that reporter.

    `document` is `documents.blob:<sha256>` of the file or the scanned letter. `counts`: lines, distinct, created,
    updated, removed, unchanged.
    """

    reporter = models.ForeignKey(Reporter, models.CASCADE, related_name="reports", verbose_name=_("reporter"))
    version = models.PositiveIntegerField(_("number"))
    stage = models.CharField(_("stage"), max_length=12, choices=ReportState.choices, default=ReportState.IMPORTED)
    way = models.CharField(_("came by"), max_length=10, choices=ReportWay.choices)
    batch = models.PositiveBigIntegerField(_("file"), null=True, blank=True)
    document = models.CharField(_("document"), max_length=120, blank=True)
    letter_number = models.CharField(_("number and date of the letter"), max_length=120, blank=True)
    note = models.TextField(_("note"), blank=True)
    counts = models.JSONField(_("counts"), default=dict)
    received_at = models.DateTimeField(_("received"), auto_now_add=True)
    received_by = models.CharField(_("received from"), max_length=80)
    on_behalf = models.BooleanField(_("entered on behalf of the organisation"), default=False)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.CharField(_("decided by"), max_length=80, blank=True)
    reason = models.TextField(_("why it was sent back"), blank=True)

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ["reporter", "version"]
        constraints = [models.UniqueConstraint(fields=["reporter", "version"], name="coordination_report_once")]

    def __str__(self) -> str:
        return f"{self.reporter} · {self.version}"

    @property
    def organisation_id(self) -> int | None:
        """Whose report it is: roles that are bound to an organisation ask for it."""
        return self.reporter.organisation_id
