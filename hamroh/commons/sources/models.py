"""Instruments, their articles with earlier versions, and what rests on what."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hamroh.kernel.languages.text import MultilingualField, pick


class Kind(models.TextChoices):
    """What an instrument is."""

    LAW = "law", _("law")
    RESOLUTION = "resolution", _("resolution")
    GOAL_FRAME = "goal-frame", _("goal frame")
    REGULATION = "regulation", _("regulation")
    FORM = "form", _("form")
    TEXT = "text", _("text")


class InstrumentQuerySet(models.QuerySet["Instrument"]):
    """Questions about instruments."""

    def in_force(self, day: Any) -> InstrumentQuerySet:
        """Those in force on `day`; without dates an instrument is taken to be."""
        begun = Q(in_force_from=None) | Q(in_force_from__lte=day)
        return self.filter(begun, Q(in_force_to=None) | Q(in_force_to__gte=day))


class Instrument(models.Model):
    """A law, resolution, goal frame, regulation, form version or text that records can rest on.

    `review` is the state of its review in words; `version` counts changes made here, `in_force_to` is the last day.
    """

    key = models.SlugField(_("key"), max_length=80, unique=True)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    number = models.CharField(_("number"), max_length=80, blank=True)
    titles = MultilingualField(_("title"))
    notes = MultilingualField(_("note"))
    adopted_on = models.DateField(_("adopted"), null=True, blank=True)
    adopted_by = MultilingualField(_("adopted by"))
    url = models.URLField(_("address"), max_length=400, blank=True)
    in_force_from = models.DateField(_("in force from"), null=True, blank=True)
    in_force_to = models.DateField(_("in force until"), null=True, blank=True)
    version = models.PositiveIntegerField(_("version"), default=1)
    review = models.CharField(_("review"), max_length=200, blank=True)
    seed_digest = models.CharField(max_length=64, blank=True)
    fictional = models.BooleanField(_("fictional"), default=False)

    objects = InstrumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("instrument")
        verbose_name_plural = _("instruments")
        ordering = ["kind", "adopted_on", "key"]
        constraints = [
            models.CheckConstraint(
                condition=Q(in_force_from=None) | Q(in_force_to=None) | Q(in_force_to__gte=models.F("in_force_from")),
                name="instrument_dates_in_order",
            )
        ]

    def __str__(self) -> str:
        return f"{self.number} {pick(self.titles)}".strip()


class Article(models.Model):
    """A provision, call, target or indicator of an instrument, as it reads now. `number` is the instrument's own.

    `addressed_to` is a code of addressees.ADDRESSEES, "" for everybody.
    """

    instrument = models.ForeignKey(Instrument, models.PROTECT, related_name="articles", verbose_name=_("instrument"))
    key = models.SlugField(_("key"), max_length=100, unique=True)
    number = models.CharField(_("number"), max_length=40, blank=True)
    position = models.PositiveIntegerField(_("position"))
    headings = MultilingualField(_("heading"))
    texts = MultilingualField(_("text"))
    addressed_to = models.CharField(_("addressed to"), max_length=40, blank=True)
    version = models.PositiveIntegerField(_("version"), default=1)
    # Of the seed's wording, while it stands unchanged: only then may a later seed change it.
    seed_digest = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        ordering = ["instrument", "position"]

    def __str__(self) -> str:
        return f"{self.number} {pick(self.headings)}".strip()


class ArticleVersion(models.Model):
    """How an article read before a change. Never changed, never deleted while the article stands."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="earlier", verbose_name=_("article"))
    version = models.PositiveIntegerField(_("version"))
    number = models.CharField(_("number"), max_length=40, blank=True)
    headings = MultilingualField(_("heading"))
    texts = MultilingualField(_("text"))
    addressed_to = models.CharField(_("addressed to"), max_length=40, blank=True)
    replaced_at = models.DateTimeField(_("replaced"), auto_now_add=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("earlier version")
        verbose_name_plural = _("earlier versions")
        ordering = ["article", "-version"]
        constraints = [models.UniqueConstraint(fields=["article", "version"], name="article_version_once")]

    def __str__(self) -> str:
        return f"{self.article_id} v{self.version}"


class Reliance(models.Model):
    """A record that rests on an article. `subject` is the record's key, `app_label.model:id`, as in the ledger.

    `version` is the article's version that somebody last held the record against. When the article changes
    the reliance is stale until a person confirms it.
    """

    article = models.ForeignKey(Article, models.PROTECT, related_name="reliances", verbose_name=_("article"))
    subject = models.CharField(_("record"), max_length=120, db_index=True)
    note = models.CharField(_("note"), max_length=500, blank=True)
    version = models.PositiveIntegerField(_("held against version"))
    stale_since = models.DateTimeField(_("stale since"), null=True, blank=True, db_index=True)
    confirmed_by = models.CharField(_("confirmed by"), max_length=80, blank=True)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    created_at = models.DateTimeField(_("noted"), auto_now_add=True)

    class Meta:
        verbose_name = _("what rests on an article")
        verbose_name_plural = _("what rests on articles")
        ordering = ["article", "pk"]
        constraints = [models.UniqueConstraint(fields=["article", "subject"], name="reliance_once")]

    def __str__(self) -> str:
        return f"{self.subject} → {self.article_id}"

    @property
    def stale(self) -> bool:
        """Whether the article changed since somebody last looked."""
        return self.stale_since is not None
