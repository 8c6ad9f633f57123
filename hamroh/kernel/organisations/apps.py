"""The organisations app."""

from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    """Registers the app under its short label."""

    name = "hamroh.kernel.organisations"
    label = "organisations"

    def ready(self) -> None:
        """Declare the event types."""
        from . import events  # noqa: F401
