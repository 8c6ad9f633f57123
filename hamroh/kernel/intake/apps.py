"""The intake app."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IntakeConfig(AppConfig):
    """Registers the app under its short label and declares its events."""

    name = "hamroh.kernel.intake"
    label = "intake"
    verbose_name = _("Intake")

    def ready(self) -> None:
        """An undeclared event cannot be recorded."""
        from . import events  # noqa: F401
