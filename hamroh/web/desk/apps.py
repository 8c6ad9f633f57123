"""The desk app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeskConfig(AppConfig):
    """Registers the app and its doors in the rail."""

    name = "hamroh.web.desk"
    label = "desk"

    def ready(self) -> None:
        """Doors: key, label, address, icon, verb."""
        from hamroh.web.context import TASK_COUNTERS
        from hamroh.web.desk.inbox.waiting import due_now
        from hamroh.web.desk.sources.reminding import connect
        from hamroh.web.navigation import NavigationEntry, register

        doors = (
            ("today", _("Today"), "desk:today", "today", "desk.view"),
            ("inbox", _("Tasks"), "inbox:tasks", "inbox", "inbox.view"),
            ("activities", _("Activities"), "activities:register", "activities", "activities.view"),
            ("places", _("Places"), "places:register", "places", "places.view"),
            ("organisations", _("Organisations"), "organisations:register", "organisations", "organisations.view"),
            ("indicators", _("Indicators"), "indicators:register", "indicators", "indicators.view"),
            ("sources", _("Legal sources"), "sources:register", "sources", "sources.view"),
            ("people", _("People"), "people:register", "people", "people.view"),
            ("intake", _("Files that came in"), "intake:register", "upload", "intake.view"),
            ("jobs", _("Background work"), "jobs:register", "settings", "jobs.view"),
            ("ledger", _("Ledger"), "ledger:register", "ledger", "ledger.view"),
        )
        for order, (key, label, url_name, icon, verb) in enumerate(doors):
            register(
                NavigationEntry(key=key, label=label, url_name=url_name, icon=icon, permission=verb, order=order * 10)
            )
        # What everybody may read stands in the public header.
        public = (
            ("activities", _("Activities"), "activities:register", "activities", "activities.view_public"),
            ("organisations", _("Organisations"), "organisations:register", "organisations", "organisations.view"),
            ("places", _("Places"), "places:register", "places", "places.view"),
            ("indicators", _("Data"), "indicators:register", "indicators", "indicators.view"),
            ("sources", _("Legal sources"), "sources:register", "sources", "sources.view"),
        )
        for order, (key, label, url_name, icon, verb) in enumerate(public):
            register(
                NavigationEntry(
                    key=f"public-{key}",
                    label=label,
                    url_name=url_name,
                    icon=icon,
                    permission=verb,
                    order=order * 10,
                    public=True,
                )
            )
        if due_now not in TASK_COUNTERS:
            TASK_COUNTERS.append(due_now)
        connect()
