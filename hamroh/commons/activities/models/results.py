"""What an activity achieves: results → indicators → baselines and periods → targets and actuals."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..fields import CodeField, NarrativesField, RecordField, WrittenField
from .activity import ActivityPart, once, part_of_activity


class ResultType(models.TextChoices):
    """IATI code list ResultType."""

    OUTPUT = "1", _("Output")
    OUTCOME = "2", _("Outcome")
    IMPACT = "3", _("Impact")
    OTHER = "9", _("Other")


class Result(ActivityPart):
    """A result (`result`)."""

    activity = part_of_activity("results")
    type = CodeField(_("type"))
    aggregation_status = models.BooleanField(_("may be aggregated"), null=True, blank=True)
    title = NarrativesField(_("title"))
    description = NarrativesField(_("description"))
    document_links = RecordField(_("documents"), holds="DocumentLink", many=True)
    references = RecordField(_("codes in results frameworks"), holds="ResultReference", many=True)

    class Meta:
        verbose_name = _("result")
        verbose_name_plural = _("results")
        ordering = ["activity", "position"]
        constraints = [once("activity", "result")]

    def __str__(self) -> str:
        return self.title[0].text if self.title else ""


class ResultIndicator(ActivityPart):
    """What shows whether a result was reached (`indicator`). National indicators live in `commons.indicators`."""

    result = models.ForeignKey(
        Result, models.CASCADE, related_name="indicators", db_index=False, verbose_name=_("result")
    )
    measure = CodeField(_("measure"))
    ascending = models.BooleanField(_("more is better"), null=True, blank=True)
    aggregation_status = models.BooleanField(_("may be aggregated"), null=True, blank=True)
    title = NarrativesField(_("title"))
    description = NarrativesField(_("description"))
    document_links = RecordField(_("documents"), holds="DocumentLink", many=True)
    references = RecordField(_("codes in lists of indicators"), holds="IndicatorReference", many=True)

    class Meta:
        verbose_name = _("indicator of a result")
        verbose_name_plural = _("indicators of results")
        ordering = ["result", "position"]
        constraints = [once("result", "indicator")]

    def __str__(self) -> str:
        return self.title[0].text if self.title else ""


class Baseline(ActivityPart):
    """Where an indicator stood at the beginning (`baseline`). `value` is text: some indicators are qualitative."""

    indicator = models.ForeignKey(
        ResultIndicator, models.CASCADE, related_name="baselines", db_index=False, verbose_name=_("indicator")
    )
    iso_date = models.DateField(_("date"), null=True, blank=True)
    year = models.BigIntegerField(_("year"), null=True, blank=True)
    value = WrittenField(_("value"))
    locations = RecordField(_("locations"), holds="ResultLocation", many=True)
    dimensions = RecordField(_("breakdown"), holds="Dimension", many=True)
    document_links = RecordField(_("documents"), holds="DocumentLink", many=True)
    comment = NarrativesField(_("comment"))

    class Meta:
        verbose_name = _("baseline")
        verbose_name_plural = _("baselines")
        ordering = ["indicator", "position"]
        constraints = [once("indicator", "baseline")]

    def __str__(self) -> str:
        return self.value or ""


class Period(ActivityPart):
    """A time for which targets are set and actual values reported (`period`)."""

    indicator = models.ForeignKey(
        ResultIndicator, models.CASCADE, related_name="periods", db_index=False, verbose_name=_("indicator")
    )
    period_start = models.DateField(_("from"), null=True, blank=True)
    period_end = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("period of a result")
        verbose_name_plural = _("periods of results")
        ordering = ["indicator", "position"]
        constraints = [once("indicator", "period")]

    def __str__(self) -> str:
        return f"{self.period_start}–{self.period_end}"


class MeasureKind(models.TextChoices):
    """Whether a value was aimed at or reached."""

    TARGET = "target", _("target")
    ACTUAL = "actual", _("actual")


class Measure(ActivityPart):
    """A target or an actual value with its breakdown (`target`, `actual`)."""

    period = models.ForeignKey(
        Period, models.CASCADE, related_name="measures", db_index=False, verbose_name=_("period")
    )
    kind = models.CharField(_("kind"), max_length=6, choices=MeasureKind.choices)
    value = WrittenField(_("value"))
    locations = RecordField(_("locations"), holds="ResultLocation", many=True)
    dimensions = RecordField(_("breakdown"), holds="Dimension", many=True)
    comment = NarrativesField(_("comment"))
    document_links = RecordField(_("documents"), holds="DocumentLink", many=True)

    class Meta:
        verbose_name = _("target or actual")
        verbose_name_plural = _("targets and actuals")
        ordering = ["period", "kind", "position"]
        constraints = [once("period", "measure", "kind")]

    def __str__(self) -> str:
        return f"{self.kind} {self.value}"
