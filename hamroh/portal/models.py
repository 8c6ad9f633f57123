"""The search index: one row for each thing that can be found."""

from __future__ import annotations

from django.db import models

from hamroh.kernel.languages.text import MultilingualField

PUBLIC, SIGNED_IN = "public", "signed_in"


class SearchEntry(models.Model):
    """`audience` is public, signed_in or `organisation:<id>`; `text` the folded words, sounds and Chinese pairs."""

    subject = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=20)
    title = MultilingualField()
    note = MultilingualField()
    address = models.CharField(max_length=80)
    argument = models.CharField(max_length=200, blank=True)
    audience = models.CharField(max_length=40, db_index=True)
    text = models.TextField()

    class Meta:
        indexes = [models.Index(fields=["kind", "id"], name="portal_search_by_kind")]

    def __str__(self) -> str:
        return self.subject
