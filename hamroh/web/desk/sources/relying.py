"""The names and pages of the records that rest on an article."""

from __future__ import annotations

from collections.abc import Iterable

from hamroh.commons.activities import selectors as activities
from hamroh.kernel.ledger.actors import Actor
from hamroh.web.desk.ledger.entries import page_of

ACTIVITY = "activities.activity"


class RecordNames:
    """Titles by subject key; a record the viewer may not see stands under its key, without a link."""

    def __init__(self, viewer: Actor) -> None:
        self._viewer = viewer
        self._titles: dict[str, str] = {}

    def meet(self, subjects: Iterable[str]) -> None:
        """Read the titles of all these at once."""
        numbers = [
            int(pk) for model, _c, pk in (one.partition(":") for one in subjects) if model == ACTIVITY and pk.isdigit()
        ]
        if numbers:
            seen = activities.visible_to(None, self._viewer).filter(pk__in=numbers)
            self._titles |= {f"{ACTIVITY}:{one.pk}": str(one) for one in seen}

    def of(self, subject: str) -> tuple[str, str]:
        """(name, address); the address is empty where there is no page for the viewer."""
        if subject in self._titles:
            return self._titles[subject], page_of(subject)
        hidden = subject.startswith(f"{ACTIVITY}:")
        return subject, "" if hidden else page_of(subject)
