"""The portal app."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """Registers the app under its short label."""

    name = "hamroh.portal"
    label = "portal"

    def ready(self) -> None:
        """Search listens to the ledger from the first verb on."""
        from hamroh.portal.search import indexing, providers

        providers.declare_all()
        indexing.connect()
