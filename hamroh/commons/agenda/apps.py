"""The agenda app."""

from django.apps import AppConfig


class AgendaConfig(AppConfig):
    """Registers the app under its short label and declares its ledger events."""

    name = "hamroh.commons.agenda"
    label = "agenda"

    def ready(self) -> None:
        """Event types must be known before the first verb runs."""
        from . import events  # noqa: F401
