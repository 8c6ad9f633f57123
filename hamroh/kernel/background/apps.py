"""The background app."""

from django.apps import AppConfig


class BackgroundConfig(AppConfig):
    """Registers the app under its short label and declares its ledger events."""

    name = "hamroh.kernel.background"
    label = "background"

    def ready(self) -> None:
        """Event types must be known before the first verb runs."""
        from . import events  # noqa: F401
