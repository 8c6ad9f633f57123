"""The inbox app."""

from django.apps import AppConfig


class InboxConfig(AppConfig):
    """Registers the app under its short label and declares its ledger events."""

    name = "hamroh.commons.inbox"
    label = "inbox"

    def ready(self) -> None:
        """Event types must be known before the first verb runs."""
        from . import events  # noqa: F401
