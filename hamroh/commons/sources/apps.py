"""The sources app."""

from django.apps import AppConfig


class SourcesConfig(AppConfig):
    """Registers the app under its short label."""

    name = "hamroh.commons.sources"
    label = "sources"

    def ready(self) -> None:
        """Declare the event types."""
        from . import events  # noqa: F401
