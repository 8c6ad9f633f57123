"""The indicators app."""

from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    """Registers the app under its short label."""

    name = "hamroh.commons.indicators"
    label = "indicators"

    def ready(self) -> None:
        """Declare the event types."""
        from . import events  # noqa: F401
