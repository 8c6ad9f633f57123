"""The ledger app."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """Registers the app under its short label."""

    name = "hamroh.kernel.ledger"
    label = "ledger"
