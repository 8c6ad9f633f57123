"""What happened last with public projects. Who did it is not said here: that is for those who sign in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hamroh.commons.activities import events, selectors
from hamroh.commons.activities.models import Activity, State
from hamroh.kernel.ledger.actors import ANYONE
from hamroh.kernel.ledger.models import Entry

HAPPENINGS: Mapping[str, str | Promise] = {
    events.PUBLISHED: _("Published"),
    events.STATUS_SET: _("New status"),
    events.ACTUAL_REPORTED: _("New results"),
    events.BUDGET_REVISED: _("Budget revised"),
    events.TRANSACTION_RECORDED: _("New payment"),
    events.RESULT_ADDED: _("New result planned"),
}
MOST_SHOWN, MOST_READ = 6, 60
_PREFIX = "activities.activity:"


@dataclass(frozen=True)
class News:
    """Something new about an activity."""

    when: datetime
    what: str | Promise
    activity: Activity


def latest() -> list[News]:
    """The latest, each activity once."""
    entries = Entry.objects.filter(event__in=list(HAPPENINGS), subject__startswith=_PREFIX).order_by("-at", "-pk")
    rows = list(entries.values_list("at", "event", "subject")[:MOST_READ])
    ids = [int(subject.removeprefix(_PREFIX)) for _at, _event, subject in rows]
    seen = selectors.visible_to(None, ANYONE).filter(state=State.PUBLISHED).in_bulk(ids)
    found: dict[int, News] = {}
    for (when, event, _subject), pk in zip(rows, ids, strict=True):
        if pk in seen and pk not in found:
            found[pk] = News(when, HAPPENINGS[event], seen[pk])
    return list(found.values())[:MOST_SHOWN]
