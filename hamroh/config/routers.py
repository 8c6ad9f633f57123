"""Which realm's database an app's tables live in.

The kernel's realm-neutral apps have their tables in both; a service names its realm and uses that alias.
`care` apps (personal health records) are named by string: nothing outside `rooms.health` imports them.
"""

from __future__ import annotations

from typing import Any

MAIN, CARE = "default", "care"
IN_BOTH = frozenset({"ledger", "documents", "background", "inbox", "django_q"})
IN_CARE = frozenset({"care"})


class RealmRouter:
    """Keeps the two realms' tables apart; never chooses a realm for a realm-neutral app."""

    def db_for_read(self, model: Any, **hints: Any) -> str | None:
        """Care tables are read in the care realm."""
        return CARE if model._meta.app_label in IN_CARE else None

    db_for_write = db_for_read

    def allow_relation(self, first: Any, second: Any, **hints: Any) -> bool | None:
        """No relation crosses the realms."""
        return None if first._state.db == second._state.db else False

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        """Care apps in the care realm alone, the others in the main realm, the kernel's neutral apps in both."""
        if app_label in IN_BOTH:
            return True
        return (app_label in IN_CARE) == (db == CARE)
