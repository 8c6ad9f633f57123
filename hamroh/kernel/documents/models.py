"""Blobs (content, once) and documents (what people call it and where it belongs)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from hamroh.kernel.languages.text import MultilingualField, pick


class Visibility(models.TextChoices):
    """Who may open a document."""

    PUBLIC = "public", _("everybody")
    PARTNERS = "partners", _("everybody who is signed in")
    ORGANISATION = "organisation", _("the own organisation")


class Blob(models.Model):
    """One content, known by its SHA-256 (64 hex digits). The bytes lie in the realm's folder, not in the database."""

    sha256 = models.CharField(_("SHA-256"), max_length=64, primary_key=True)
    size = models.BigIntegerField(_("size in bytes"))
    media_type = models.CharField(_("media type"), max_length=120)
    stored_at = models.DateTimeField(_("stored"), auto_now_add=True)

    def __str__(self) -> str:
        return self.sha256[:12]


class Document(models.Model):
    """A file attached to something. `subject` is the ledger's key of what it belongs to, `activities.activity:12`.

    `removed_at` marks a removed document; it can be restored.
    """

    blob = models.ForeignKey(Blob, models.PROTECT, related_name="documents", verbose_name=_("content"))
    subject = models.CharField(_("belongs to"), max_length=120, db_index=True)
    title = MultilingualField(_("title"))
    language = models.CharField(_("language"), max_length=16, blank=True)
    file_name = models.CharField(_("file name"), max_length=200)
    visibility = models.CharField(
        _("who may open it"), max_length=12, choices=Visibility, default=Visibility.ORGANISATION
    )
    licence = models.CharField(_("licence"), max_length=80, blank=True)
    organisation = models.BigIntegerField(_("organisation"), null=True)
    uploaded_by = models.CharField(_("added by"), max_length=80)
    uploaded_at = models.DateTimeField(_("added"), auto_now_add=True)
    removed_at = models.DateTimeField(_("removed"), null=True)
    removed_by = models.CharField(_("removed by"), max_length=80, blank=True)

    class Meta:
        ordering = ["subject", "pk"]

    def __str__(self) -> str:
        return pick(self.title).text or self.file_name
