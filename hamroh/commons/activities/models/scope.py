"""Where an activity works and what it works on."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..fields import CodeField, NarrativesField, RecordField, WrittenDecimalField, WrittenField
from .activity import ActivityPart, once, part_of_activity


class CountryShare(ActivityPart):
    """A country and its share of the activity in per cent (`recipient-country`, ISO 3166-1 alpha-2)."""

    activity = part_of_activity("recipient_countries")
    code = CodeField(_("country"), db_index=True)
    percentage = WrittenDecimalField(_("per cent"))
    narratives = NarrativesField(_("name"))

    class Meta:
        verbose_name = _("recipient country")
        verbose_name_plural = _("recipient countries")
        ordering = ["activity", "position"]
        constraints = [once("activity", "country")]

    def __str__(self) -> str:
        return self.code or ""


class RegionShare(ActivityPart):
    """A region of the world and its share in per cent (`recipient-region`)."""

    activity = part_of_activity("recipient_regions")
    code = CodeField(_("region"), db_index=True)
    vocabulary = CodeField(_("vocabulary"))
    vocabulary_uri = WrittenField(_("address of the vocabulary"))
    percentage = WrittenDecimalField(_("per cent"))
    narratives = NarrativesField(_("name"))

    class Meta:
        verbose_name = _("recipient region")
        verbose_name_plural = _("recipient regions")
        ordering = ["activity", "position"]
        constraints = [once("activity", "region")]

    def __str__(self) -> str:
        return self.code or ""


class Location(ActivityPart):
    """A location below the country. `place`, `lon`, `lat` are derived: matched by code, else by point in district."""

    activity = part_of_activity("locations")
    ref = CodeField(_("reference"))
    location_reach = CodeField(_("reach"))
    location_ids = RecordField(_("gazetteer codes"), holds="LocationId", many=True)
    name = NarrativesField(_("name"))
    description = NarrativesField(_("description"))
    activity_description = NarrativesField(_("what is done there"))
    administratives = RecordField(_("administrative codes"), holds="Administrative", many=True)
    point = RecordField(_("point"), holds="Point")
    exactness = CodeField(_("exactness"))
    location_class = CodeField(_("class"))
    feature_designation = CodeField(_("feature"))
    place = models.ForeignKey(
        "places.Place", models.SET_NULL, null=True, blank=True, related_name="locations", verbose_name=_("place")
    )
    lon = models.FloatField(_("longitude"), null=True, blank=True)
    lat = models.FloatField(_("latitude"), null=True, blank=True)

    class Meta:
        verbose_name = _("location")
        verbose_name_plural = _("locations")
        ordering = ["activity", "position"]
        constraints = [once("activity", "location")]

    def __str__(self) -> str:
        return self.name[0].text if self.name else self.ref or ""


class SectorShare(ActivityPart):
    """A sector and its share in per cent (`sector`). `vocabulary` NULL means OECD DAC, five digits."""

    activity = part_of_activity("sectors")
    vocabulary = CodeField(_("vocabulary"))
    vocabulary_uri = WrittenField(_("address of the vocabulary"))
    code = CodeField(_("sector"))
    percentage = WrittenDecimalField(_("per cent"))
    narratives = NarrativesField(_("name"))

    class Meta:
        verbose_name = _("sector")
        verbose_name_plural = _("sectors")
        ordering = ["activity", "position"]
        constraints = [once("activity", "sector")]
        indexes = [models.Index(fields=["code", "vocabulary"], name="activities_sector_code")]

    def __str__(self) -> str:
        return self.code or ""


class Tag(ActivityPart):
    """A tag (`tag`): SDG goals (vocabulary 2), SDG targets (3), frames of `commons.sources` (99 with our address)."""

    activity = part_of_activity("tags")
    code = CodeField(_("code"))
    vocabulary = CodeField(_("vocabulary"))
    vocabulary_uri = WrittenField(_("address of the vocabulary"))
    narratives = NarrativesField(_("name"))

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        ordering = ["activity", "position"]
        constraints = [once("activity", "tag")]
        indexes = [models.Index(fields=["code", "vocabulary"], name="activities_tag_code")]

    def __str__(self) -> str:
        return self.code or ""


class PolicyMarker(ActivityPart):
    """A policy marker with its significance (`policy-marker`)."""

    activity = part_of_activity("policy_markers")
    vocabulary = CodeField(_("vocabulary"))
    vocabulary_uri = WrittenField(_("address of the vocabulary"))
    code = CodeField(_("marker"))
    significance = CodeField(_("significance"))
    narratives = NarrativesField(_("name"))

    class Meta:
        verbose_name = _("policy marker")
        verbose_name_plural = _("policy markers")
        ordering = ["activity", "position"]
        constraints = [once("activity", "policy_marker")]

    def __str__(self) -> str:
        return self.code or ""
