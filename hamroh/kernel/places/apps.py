"""The places app."""

from django.apps import AppConfig


class PlacesConfig(AppConfig):
    """Registers the app under its short label and declares its ledger events."""

    name = "hamroh.kernel.places"
    label = "places"

    def ready(self) -> None:
        """Event types must be known before the first verb runs."""
        from . import events  # noqa: F401
