"""The room's app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoordinationConfig(AppConfig):
    """Registers the room under its short label, its ledger events, its importer and its doors."""

    name = "hamroh.rooms.coordination"
    label = "coordination"

    def ready(self) -> None:
        """Event types and the importer must be known before the first verb runs."""
        from hamroh.kernel.intake.faults import declare_sentences
        from hamroh.kernel.intake.importers import declare
        from hamroh.web.desk.ledger import doers
        from hamroh.web.navigation import NavigationEntry, register

        from . import events  # noqa: F401
        from .importing.faults import sentences
        from .importing.importer import FOUR_W
        from .links import holder
        from .permissions import LINK

        declare_sentences(sentences())
        declare(FOUR_W)
        doers.declare(LINK, holder)
        register(
            NavigationEntry(
                key="coordination", label=_("Coordination"), url_name="coordination:overview", icon="coordination",
                permission="coordination.view", order=15,
            )
        )  # fmt: skip
        register(
            NavigationEntry(
                key="public-coordination", label=_("Who does what, where"), url_name="coordination:picture-matrix",
                icon="coordination", permission="coordination.view_public", order=5, public=True,
            )
        )  # fmt: skip
