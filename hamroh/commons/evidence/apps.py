"""The evidence app."""

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    """Registers the app under its short label and declares its ledger events."""

    name = "hamroh.commons.evidence"
    label = "evidence"

    def ready(self) -> None:
        """Event types must be known before the first verb runs."""
        from . import events  # noqa: F401
