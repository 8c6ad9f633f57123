"""One tree of places: country (level 0), region (1), district or city of that rank (2), parts of it (3)."""

from __future__ import annotations

from functools import cached_property

import shapely
from django.db import models
from django.utils.translation import gettext_lazy as _
from shapely.geometry import MultiPolygon

from hamroh.kernel.languages.text import MultilingualField, pick

from .geometry import as_polygons


class Level(models.IntegerChoices):
    """Depth in the tree, as OCHA counts administrative levels."""

    COUNTRY = 0, _("country")
    REGION = 1, _("region")
    DISTRICT = 2, _("district")
    SUBDISTRICT = 3, _("sub-district")


class PlaceKind(models.TextChoices):
    """What a place is called in the country's own division."""

    COUNTRY = "country", _("country")
    REGION = "region", _("region")
    CAPITAL = "capital", _("capital city")
    DISTRICT = "district", _("district")
    SUBDISTRICT = "sub-district", _("sub-district")
    CITY = "city", _("city")
    CAPITAL_DISTRICT = "capital district", _("district of the capital")


class NameKind(models.TextChoices):
    """How a name stands to its place."""

    CURRENT = "current", _("current name")
    OFFICIAL = "official", _("official long name")
    ALIAS = "alias", _("other spelling")
    FORMER = "former", _("former name")


class CodeScheme(models.TextChoices):
    """Whose code it is."""

    PCODE = "pcode", _("P-code")
    ISO_3166_2 = "iso3166-2", _("ISO 3166-2")
    ISO_3166_1_ALPHA_2 = "iso3166-1-alpha-2", _("ISO 3166-1 alpha-2")
    ISO_3166_1_ALPHA_3 = "iso3166-1-alpha-3", _("ISO 3166-1 alpha-3")
    M49 = "m49", _("UN M49")


class BoundaryKind(models.TextChoices):
    """Whether an outline was surveyed or computed from centres."""

    OFFICIAL = "official", _("official")
    SCHEMATIC = "schematic", _("schematic")


class Place(models.Model):
    """A country, region or district. `country` is ISO 3166-1 alpha-3; `lon`, `lat` degrees of WGS84.

    `slug` is our own lasting key within the country: P-codes change, and some places have none.
    """

    country = models.CharField(_("country"), max_length=3)
    slug = models.SlugField(_("key"), max_length=80, db_index=False)
    level = models.PositiveSmallIntegerField(_("level"), choices=Level.choices)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("part of")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=PlaceKind.choices)
    pcode = models.CharField(_("P-code"), max_length=20, null=True, blank=True)  # noqa: DJ001 (unique, may be absent)
    iso3166_2 = models.CharField(_("ISO 3166-2"), max_length=6, blank=True)
    names = MultilingualField(verbose_name=_("names"))
    lon = models.FloatField(_("longitude"), null=True, blank=True)
    lat = models.FloatField(_("latitude"), null=True, blank=True)
    centre_is_estimate = models.BooleanField(_("the centre is an estimate"), default=False)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)

    class Meta:
        ordering = ["country", "level", "slug"]
        constraints = [
            models.UniqueConstraint(fields=["country", "slug"], name="places_slug_once"),
            models.UniqueConstraint(fields=["country", "pcode"], name="places_pcode_once"),
            models.CheckConstraint(
                condition=models.Q(level=0, parent=None) | models.Q(level__gt=0, parent__isnull=False),
                name="places_only_countries_stand_alone",
            ),
        ]
        indexes = [models.Index(fields=["country", "level"], name="places_by_level")]
        verbose_name = _("place")
        verbose_name_plural = _("places")

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the reader's language, else in the nearest one that has it."""
        return pick(self.names).text or self.pcode or self.slug


class PlaceName(models.Model):
    """A name under which a place is looked for; `folded` is its form for comparison."""

    place = models.ForeignKey(Place, models.CASCADE, related_name="all_names", verbose_name=_("place"))
    text = models.CharField(_("name"), max_length=120)
    language = models.CharField(_("language"), max_length=8)
    kind = models.CharField(_("kind"), max_length=10, choices=NameKind.choices)
    folded = models.CharField(_("form for comparison"), max_length=120, db_index=True)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)

    class Meta:
        ordering = ["place", "kind", "language", "text"]
        constraints = [models.UniqueConstraint(fields=["place", "text", "language", "kind"], name="places_name_once")]
        verbose_name = _("name of a place")
        verbose_name_plural = _("names of places")

    def __str__(self) -> str:
        return self.text


class PlaceCode(models.Model):
    """A code of a place in some scheme; a place can have several, and had others before."""

    place = models.ForeignKey(Place, models.CASCADE, related_name="codes", verbose_name=_("place"))
    scheme = models.CharField(_("scheme"), max_length=20, choices=CodeScheme.choices)
    code = models.CharField(_("code"), max_length=20, db_index=True)
    is_main = models.BooleanField(_("main code"), default=True)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)

    class Meta:
        ordering = ["place", "scheme", "code"]
        constraints = [models.UniqueConstraint(fields=["place", "scheme", "code"], name="places_code_once")]
        verbose_name = _("code of a place")
        verbose_name_plural = _("codes of places")

    def __str__(self) -> str:
        return f"{self.scheme} {self.code}"


class Boundary(models.Model):
    """The outline of a place: `wkb` is a MultiPolygon in degrees of WGS84 (ISO 19125 well-known binary).

    `path` is the same outline as SVG path data in the frame of its country: the box west, south, east, north of
    the country's own boundary of the same kind, 1000 units wide.
    """

    place = models.ForeignKey(Place, models.CASCADE, related_name="boundaries", verbose_name=_("place"))
    kind = models.CharField(_("kind"), max_length=10, choices=BoundaryKind.choices)
    source = models.CharField(_("source"), max_length=200)
    licence = models.CharField(_("licence"), max_length=120)
    date = models.DateField(_("date of the data"), null=True, blank=True)
    wkb = models.BinaryField(_("outline"))
    west = models.FloatField(_("western edge"))
    south = models.FloatField(_("southern edge"))
    east = models.FloatField(_("eastern edge"))
    north = models.FloatField(_("northern edge"))
    path = models.TextField(_("drawing"), blank=True)
    is_derived = models.BooleanField(_("joined from the outlines of its parts"), default=False)
    updated_at = models.DateTimeField(_("changed"), auto_now=True, db_index=True)

    class Meta:
        ordering = ["place", "kind"]
        constraints = [models.UniqueConstraint(fields=["place", "kind"], name="places_boundary_once")]
        verbose_name = _("boundary")
        verbose_name_plural = _("boundaries")

    def __str__(self) -> str:
        return f"{self.place_id} ({self.kind})"

    @cached_property
    def geometry(self) -> MultiPolygon:
        """The outline in degrees."""
        return as_polygons(shapely.from_wkb(bytes(self.wkb)))
