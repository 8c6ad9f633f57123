"""The people app."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Registers the app under its short label and declares its events."""

    name = "hamroh.kernel.people"
    label = "people"

    def ready(self) -> None:
        """Event types must be known before the first verb runs."""
        from . import events, sessions  # noqa: F401
