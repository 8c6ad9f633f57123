"""Organisations and the many names they go by."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from hamroh.kernel.languages.text import MultilingualField, pick


class OrganisationType(models.TextChoices):
    """IATI code list OrganisationType."""

    GOVERNMENT = "10", _("Government")
    LOCAL_GOVERNMENT = "11", _("Local government")
    OTHER_PUBLIC = "15", _("Other public body")
    INTERNATIONAL_NGO = "21", _("International NGO")
    NATIONAL_NGO = "22", _("National NGO")
    REGIONAL_NGO = "23", _("Regional NGO")
    PARTNER_COUNTRY_NGO = "24", _("NGO of the partner country")
    PARTNERSHIP = "30", _("Public-private partnership")
    MULTILATERAL = "40", _("Multilateral organisation")
    FOUNDATION = "60", _("Foundation")
    PRIVATE = "70", _("Private sector")
    PRIVATE_PROVIDER = "71", _("Private sector of the provider country")
    PRIVATE_RECIPIENT = "72", _("Private sector of the recipient country")
    PRIVATE_THIRD = "73", _("Private sector of a third country")
    ACADEMIC = "80", _("Academic and research institution")
    OTHER = "90", _("Other")


class StandingManager(models.Manager["Organisation"]):
    """The organisations that stand: those joined into another one appear in no list, choice, search or match."""

    def get_queryset(self) -> models.QuerySet[Organisation]:
        """Without the merged ones."""
        return super().get_queryset().filter(merged_into=None)


class EverythingManager(models.Manager["Organisation"]):
    """All organisations, those too that were joined into another one."""


class Organisation(models.Model):
    """A body that works on migration. `org_id` is its IATI organisation identifier where it has one.

    A body that was joined into another keeps its row (`everything` finds it): the merge can then be undone.
    """

    names = MultilingualField(_("name"))
    org_id = models.CharField(_("organisation identifier"), max_length=100, unique=True, null=True, blank=True)
    type = models.CharField(_("type"), max_length=2, choices=OrganisationType.choices, blank=True)
    parent = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="parts", verbose_name=_("part of")
    )
    country = models.CharField(_("country"), max_length=3, blank=True)
    website = models.URLField(_("website"), blank=True)
    # The firewall: such a body can hold no role in research or health.
    enforcement = models.BooleanField(_("interior, border, security or migration authority"), default=False)
    fictional = models.BooleanField(_("fictional"), default=False)
    created_at = models.DateTimeField(_("added"), auto_now_add=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="+", verbose_name=_("joined into")
    )

    objects = StandingManager()
    everything = EverythingManager()

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["pk"]

    def __str__(self) -> str:
        return pick(self.names).text or self.org_id or f"#{self.pk}"


class AliasKind(models.TextChoices):
    """Why an organisation is known by a name. Its names of today stand here too, so that one look-up finds all."""

    NAME = "name", _("Name today")
    ACRONYM = "acronym", _("Acronym")
    ALIAS = "alias", _("Other name")
    FORMER = "former", _("Former name")
    SPELLING = "spelling", _("Spelling met in a file")


class OrganisationAlias(models.Model):
    """A name, today's or another. `folded` is the form for comparison (`kernel.languages.folding.fold_name`)."""

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="aliases", verbose_name=_("organisation")
    )
    text = models.CharField(_("name"), max_length=300)
    language = models.CharField(_("language"), max_length=10, blank=True)
    kind = models.CharField(_("kind"), max_length=10, choices=AliasKind.choices, default=AliasKind.ALIAS)
    folded = models.CharField(max_length=300, db_index=True)

    class Meta:
        verbose_name = _("name of an organisation")
        verbose_name_plural = _("names of organisations")
        constraints = [models.UniqueConstraint(fields=["organisation", "text"], name="organisation_alias_once")]

    def __str__(self) -> str:
        return self.text


class FocalPoint(models.Model):
    """Whom to call at an organisation; shown to others only with consent."""

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="focal_points", verbose_name=_("organisation")
    )
    name = models.CharField(_("name"), max_length=200)
    title = MultilingualField(_("position"))
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("telephone"), max_length=60, blank=True)
    consent = models.BooleanField(_("agrees that partners see this"), default=False)

    class Meta:
        verbose_name = _("focal point")
        verbose_name_plural = _("focal points")

    def __str__(self) -> str:
        return self.name


class OrganisationMerge(models.Model):
    """Two entries of one body, joined: everything needed to part them again.

    `moved` is a list of [model label, field, [primary keys]]: rows that named `gone` and now name `kept`.
    `dropped` is a list of serialised rows that a constraint kept from moving and on which nothing rested.
    `changed` is a list of [model label, field, primary key, value before, value after].
    """

    kept = models.ForeignKey(Organisation, models.PROTECT, related_name="merges", verbose_name=_("kept"))
    gone = models.ForeignKey(Organisation, models.PROTECT, related_name="merged_by", verbose_name=_("joined into it"))
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    by = models.CharField(_("joined by"), max_length=80)
    at = models.DateTimeField(_("joined"))
    undone_by = models.CharField(_("undone by"), max_length=80, blank=True)
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True)
    moved = models.JSONField(default=list)
    dropped = models.JSONField(default=list)
    changed = models.JSONField(default=list)

    class Meta:
        verbose_name = _("joined organisations")
        verbose_name_plural = _("joined organisations")
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["gone"], condition=models.Q(undone_at=None), name="organisation_merged_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.gone_id} → {self.kept_id}"


class NotDuplicate(models.Model):
    """Two bodies that somebody looked at and found to be different; `one` has the smaller number."""

    one = models.ForeignKey(Organisation, models.CASCADE, related_name="+", verbose_name=_("organisation"))
    other = models.ForeignKey(Organisation, models.CASCADE, related_name="+", verbose_name=_("other organisation"))
    by = models.CharField(_("marked by"), max_length=80)
    at = models.DateTimeField(_("marked"))

    class Meta:
        verbose_name = _("different organisations")
        verbose_name_plural = _("different organisations")
        constraints = [models.UniqueConstraint(fields=["one", "other"], name="organisation_pair_differs_once")]

    def __str__(self) -> str:
        return f"{self.one_id} ≠ {self.other_id}"
