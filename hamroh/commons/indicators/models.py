"""Definitions, producers, data sets with their editions, and observations with their history."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hamroh.kernel.languages.text import MultilingualField, pick

from .facts import PLACES
from .periods import Period
from .vocabulary import Direction, Frequency, MissingReason, Status


class Producer(models.Model):
    """Who publishes figures, and on which terms. `credit` is the line that stands beside each figure."""

    key = models.SlugField(_("key"), max_length=40, unique=True)
    names = MultilingualField(_("name"))
    licence = models.CharField(_("licence"), max_length=200, blank=True)
    credit = models.CharField(_("credit"), max_length=300, blank=True)
    url = models.URLField(_("address"), blank=True)

    class Meta:
        verbose_name = _("producer of statistics")
        verbose_name_plural = _("producers of statistics")
        ordering = ["key"]

    def __str__(self) -> str:
        return pick(self.names).text or self.key


class Indicator(models.Model):
    """What a figure means. A derived one is `factor` × `numerator` / `denominator`.

    `frequency` is a code of SDMX CL_FREQ; `measure` the producer's own code of the series.
    """

    code = models.SlugField(_("code"), max_length=60, unique=True)
    names = MultilingualField(_("name"))
    descriptions = MultilingualField(_("description"))
    methods = MultilingualField(_("method"))
    unit = models.CharField(_("unit"), max_length=30)
    decimals = models.PositiveSmallIntegerField(_("digits after the point"), default=0)
    frequency = models.CharField(_("frequency"), max_length=2, choices=Frequency.choices)
    direction = models.CharField(_("direction"), max_length=6, choices=Direction.choices, default=Direction.NONE)
    disaggregations = models.JSONField(_("broken down by"), default=list, blank=True)
    producer = models.ForeignKey(Producer, models.PROTECT, related_name="indicators", verbose_name=_("producer"))
    measure = models.CharField(_("producer's code"), max_length=60, blank=True)
    numerator = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("numerator")
    )
    denominator = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("denominator")
    )
    factor = models.DecimalField(_("factor"), max_digits=12, decimal_places=4, default=100)
    sdg_target = models.CharField(_("SDG target"), max_length=10, blank=True)
    sdg_indicator = models.CharField(_("SDG indicator"), max_length=12, blank=True)
    small_counts = models.BooleanField(_("may count a handful of people"), default=False)
    fictional = models.BooleanField(_("fictional"), default=False)

    class Meta:
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(numerator=None, denominator=None) | Q(numerator__isnull=False, denominator__isnull=False),
                name="indicator_formula_whole",
            )
        ]

    def __str__(self) -> str:
        return pick(self.names).text or self.code

    @property
    def is_derived(self) -> bool:
        """Whether its figures are computed from those of two others."""
        return self.numerator_id is not None


class Dataset(models.Model):
    """A series of publications by one producer. `revision` counts what was published of it here.

    An observation holds from its revision `since` up to, not with, `until`: an import writes its rows in many
    small steps under the next revision, and publishing them is this one number going up.
    """

    key = models.SlugField(_("key"), max_length=60, unique=True)
    producer = models.ForeignKey(Producer, models.PROTECT, related_name="datasets", verbose_name=_("producer"))
    titles = MultilingualField(_("title"))
    licence = models.CharField(_("licence"), max_length=200, blank=True)
    terms = MultilingualField(_("terms of use"))
    url = models.URLField(_("address"), blank=True)
    revision = models.PositiveIntegerField(_("revision"), default=0)
    fictional = models.BooleanField(_("fictional"), default=False)

    class Meta:
        verbose_name = _("data set")
        verbose_name_plural = _("data sets")
        ordering = ["key"]

    def __str__(self) -> str:
        return pick(self.titles).text or self.key


class SourceState(models.TextChoices):
    """Where a source stands on its way in."""

    LOADING = "loading", _("being loaded")
    PUBLISHED = "published", _("published")


class Source(models.Model):
    """One edition of a data set as it came in: a file with its hash, or a report entered by hand."""

    dataset = models.ForeignKey(Dataset, models.PROTECT, related_name="sources", verbose_name=_("data set"))
    edition = models.CharField(_("edition"), max_length=120, blank=True)
    retrieved = models.DateField(_("retrieved"), null=True, blank=True)
    file_name = models.CharField(_("file"), max_length=255, blank=True)
    sha256 = models.CharField(_("hash of the content"), max_length=64, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=SourceState.choices, default=SourceState.PUBLISHED)
    revision = models.PositiveIntegerField(_("revision"), default=0)
    data_to = models.DateField(_("data up to"), null=True, blank=True)
    superseded_by = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="supersedes", verbose_name=_("superseded by")
    )
    entered_by = models.CharField(_("entered by"), max_length=80, blank=True)
    entered_at = models.DateTimeField(_("entered"), auto_now_add=True)
    # Fencing: a loader that lost its lease to another can write nothing more.
    lease = models.CharField(max_length=32, blank=True)
    beat_at = models.DateTimeField(_("last sign of life"), null=True, blank=True)

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["dataset"], condition=Q(state="loading"), name="source_one_loading")
        ]

    def __str__(self) -> str:
        return f"{self.dataset}, {self.edition}" if self.edition else str(self.dataset)


class ObservationQuerySet(models.QuerySet["Observation"]):
    """Questions about observations."""

    def current(self) -> ObservationQuerySet:
        """What holds today: published and not superseded."""
        return self.at_revision(F("dataset__revision"))

    def at_revision(self, revision: Any) -> ObservationQuerySet:
        """What held when the data set was at `revision`."""
        return self.filter(Q(until=None) | Q(until__gt=revision), since__lte=revision)


class Observation(models.Model):
    """One figure. Never changed: a correction or a new edition adds a row and ends this one (`until`).

    `key` says which figure it is, `digest` what it says (see facts.Fact). `value` None: unknown, `missing_reason`
    says why. `country` is ISO 3166-1 alpha-3 or a code of areas.SPECIAL; without `place` the figure is national.
    """

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="observations", verbose_name=_("indicator"))
    dataset = models.ForeignKey(Dataset, models.PROTECT, related_name="observations", verbose_name=_("data set"))
    source = models.ForeignKey(Source, models.PROTECT, related_name="observations", verbose_name=_("source"))
    country = models.CharField(_("country"), max_length=4)
    place = models.ForeignKey(
        "places.Place", models.PROTECT, null=True, blank=True, related_name="observations", verbose_name=_("place")
    )
    counterpart = models.CharField(_("other country"), max_length=4, blank=True)
    period_start = models.DateField(_("from"))
    period_end = models.DateField(_("until"))
    breakdown = models.JSONField(_("breakdown"), default=dict, blank=True)
    breakdown_key = models.CharField(_("breakdown as text"), max_length=300, blank=True)
    value = models.DecimalField(_("value"), max_digits=30, decimal_places=PLACES, null=True, blank=True)
    missing_reason = models.CharField(
        _("why there is no value"), max_length=20, choices=MissingReason.choices, blank=True
    )
    lower = models.DecimalField(_("lower bound"), max_digits=30, decimal_places=PLACES, null=True, blank=True)
    upper = models.DecimalField(_("upper bound"), max_digits=30, decimal_places=PLACES, null=True, blank=True)
    status = models.CharField(_("status"), max_length=12, choices=Status.choices, default=Status.MEASURED)
    remarks = models.JSONField(_("remarks"), default=list, blank=True)
    note = MultilingualField(_("note"))
    small_count = models.BooleanField(_("small count"), default=False)
    key = models.CharField(max_length=32)
    digest = models.CharField(max_length=32)
    since = models.PositiveIntegerField(_("since revision"))
    until = models.PositiveIntegerField(_("until revision"), null=True, blank=True)

    objects = ObservationQuerySet.as_manager()

    class Meta:
        verbose_name = _("observation")
        verbose_name_plural = _("observations")
        ordering = ["indicator", "country", "counterpart", "period_start", "breakdown_key"]
        constraints = [
            models.UniqueConstraint(fields=["key", "since"], name="observation_once_per_revision"),
            models.UniqueConstraint(fields=["key"], condition=Q(until=None), name="observation_once_today"),
            models.CheckConstraint(
                condition=Q(value=None) & ~Q(missing_reason="") | Q(value__isnull=False, missing_reason=""),
                name="observation_value_or_reason",
            ),
            models.CheckConstraint(condition=Q(period_end__gte=F("period_start")), name="observation_period_in_order"),
        ]
        indexes = [
            models.Index(fields=["indicator", "country", "period_start"], name="observation_by_country"),
            models.Index(fields=["indicator", "counterpart", "period_start"], name="observation_by_counterpart"),
            models.Index(fields=["dataset", "since"], name="observation_by_revision"),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.country} {self.period.label}"

    @property
    def period(self) -> Period:
        """The time the figure is about."""
        return Period(self.period_start, self.period_end)


class Derivation(models.Model):
    """Which observation a computed one was computed from, so that each number can be followed back."""

    result = models.ForeignKey(Observation, models.CASCADE, related_name="computed_from", verbose_name=_("result"))
    part = models.ForeignKey(Observation, models.PROTECT, related_name="used_in", verbose_name=_("part"))
    role = models.CharField(_("role"), max_length=12)

    class Meta:
        verbose_name = _("derivation")
        verbose_name_plural = _("derivations")
        ordering = ["result", "role"]
        constraints = [models.UniqueConstraint(fields=["result", "role"], name="derivation_role_once")]

    def __str__(self) -> str:
        return f"{self.result_id} ← {self.part_id}"
