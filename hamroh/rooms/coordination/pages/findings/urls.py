"""Addresses of findings."""

from django.urls import path

from . import deciding, lists, records, rules

urlpatterns = [
    path("findings/", lists.register, name="finding-register"),
    path("findings/export.xlsx", lists.export, name="finding-export"),
    path("findings/rules", rules.explained, name="finding-rules"),
    path("findings/seek", deciding.seek, name="finding-seek"),
    path("findings/<int:pk>", records.record, name="finding-record"),
    path("findings/<int:pk>/decide", deciding.decide, name="finding-decide"),
    path("findings/<int:pk>/undo", deciding.undo, name="finding-undo"),
]
