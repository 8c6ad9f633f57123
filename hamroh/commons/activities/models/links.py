"""Derived links: where an activity works, and which activity is part of which."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from .activity import Activity


class Basis(models.TextChoices):
    """Why an activity counts as being at a place."""

    LOCATION = "location", _("its location")
    COUNTRY = "country", _("its recipient country")
    ENTERED = "entered", _("entered here")


class ActivityPlace(models.Model):
    """An activity works at a place. `percentage` is its share there, where somebody gave one."""

    activity = models.ForeignKey(
        Activity, models.CASCADE, related_name="places", db_index=False, verbose_name=_("activity")
    )
    place = models.ForeignKey("places.Place", models.CASCADE, related_name="activity_places", verbose_name=_("place"))
    percentage = models.DecimalField(_("per cent"), max_digits=7, decimal_places=4, null=True, blank=True)
    basis = models.CharField(_("known from"), max_length=10, choices=Basis.choices)

    class Meta:
        verbose_name = _("place of an activity")
        verbose_name_plural = _("places of activities")
        ordering = ["activity", "place"]
        constraints = [models.UniqueConstraint(fields=["activity", "place"], name="activities_place_once")]

    def __str__(self) -> str:
        return f"{self.activity_id} {self.place_id}"


class Parenthood(models.Model):
    """`child` is part of `parent`, as at least one of them says; both are known here."""

    parent = models.ForeignKey(Activity, models.CASCADE, related_name="+", db_index=False, verbose_name=_("parent"))
    child = models.ForeignKey(Activity, models.CASCADE, related_name="+", verbose_name=_("child"))

    class Meta:
        verbose_name = _("parent and child")
        verbose_name_plural = _("parents and children")
        ordering = ["parent", "child"]
        constraints = [models.UniqueConstraint(fields=["parent", "child"], name="activities_parenthood_once")]

    def __str__(self) -> str:
        return f"{self.child_id} < {self.parent_id}"
