"""The activities app."""

from django.apps import AppConfig


class ActivitiesConfig(AppConfig):
    """Registers the app under its short label and declares its ledger events."""

    name = "hamroh.commons.activities"
    label = "activities"

    def ready(self) -> None:
        """Event types and importers must be known before the first verb runs."""
        from hamroh.kernel.intake.faults import declare_sentences
        from hamroh.kernel.intake.importers import declare

        from . import events  # noqa: F401
        from .importing import IATI, WORKBOOK
        from .importing.faults import sentences

        declare(IATI)
        declare(WORKBOOK)
        declare_sentences(sentences())
