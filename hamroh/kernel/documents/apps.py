"""The documents app."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DocumentsConfig(AppConfig):
    """Registers the app under its short label and declares its events."""

    name = "hamroh.kernel.documents"
    label = "documents"
    verbose_name = _("Documents")

    def ready(self) -> None:
        """An undeclared event cannot be recorded."""
        from . import events  # noqa: F401
