"""The way every edit takes: permission, the record as it stands, the changed record, one ledger entry."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from hamroh.formats.iati import records as r
from hamroh.formats.iati.writer import NotWritable, to_element
from hamroh.kernel.languages.codes import BY_CODE
from hamroh.kernel.ledger.actors import Actor
from hamroh.kernel.ledger.realms import writing
from hamroh.kernel.ledger.services import record as record_event
from hamroh.kernel.ledger.services import subject_of
from hamroh.kernel.people.decisions import require

from ..mapping.tables import ACTIVITY
from ..mapping.writing import NotStorable, check_storable
from ..models import Activity
from ..selectors.records import record_of
from .storing import Store, replace

Edit = Callable[[r.Activity], r.Activity]


class InvalidChange(ValueError):
    """The change cannot be kept; `field` says where, the message what to mend."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


class ChangedMeanwhile(RuntimeError):
    """Somebody else changed the activity since the editor opened it."""

    def __init__(self, activity: Activity) -> None:
        super().__init__(
            _("“{title}” was changed meanwhile. Open it again and make your change anew.").format(title=activity)
        )


def title_of(activity: Activity) -> dict[str, str] | str:
    """The title for the ledger's facts, in every language of ours that it has; else the identifier."""
    known = {code: text for code, text in activity.titles.items() if code in BY_CODE}
    return known or activity.iati_identifier


def edit(
    *,
    actor: Actor,
    activity: Activity,
    event: str,
    change: Edit,
    facts: Mapping[str, Any] | Callable[[frozenset[str]], Mapping[str, Any]],
    expected: str | None = None,
) -> Activity:
    """Apply `change` to the activity's record and record `event`. A change that changes nothing writes nothing.

    `expected` is the content digest the editor saw. Raises Refused, ChangedMeanwhile, InvalidChange.
    """
    require(actor, "activities.change", organisation_id=activity.reporting_organisation_id)
    with writing():
        current = Activity.objects.select_for_update().get(pk=activity.pk)
        if expected is not None and current.content_digest != expected:
            raise ChangedMeanwhile(current)
        before = record_of(current)
        after = change(before)
        if after == before:
            return current
        check_keepable(after)
        changed = replace(Store(actor), current, before, after)
        told = facts(changed) if callable(facts) else facts
        record_event(
            event=event, actor=actor, subject=subject_of(current),
            facts={"title": title_of(current), "content": current.content_digest, **told},
        )  # fmt: skip
    return current


def check_keepable(record: r.Activity) -> None:
    """Raise InvalidChange for what the database or an export could not hold."""
    try:
        check_storable(record, ACTIVITY)
        to_element(record)
    except (NotStorable, NotWritable) as fault:
        raise InvalidChange("", str(fault)) from fault
