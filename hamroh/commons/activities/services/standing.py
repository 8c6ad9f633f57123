"""Where an activity stands: status, dates, thematic area, visibility, publication."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import msgspec
from django.utils import timezone
from django.utils.translation import gettext as _

from hamroh.formats.iati import records as r
from hamroh.formats.iati.checks import check
from hamroh.formats.iati.problems import Problem
from hamroh.kernel.ledger.actors import Actor
from hamroh.kernel.ledger.realms import writing
from hamroh.kernel.ledger.services import record as record_event
from hamroh.kernel.ledger.services import subject_of
from hamroh.kernel.people.decisions import require

from .. import events, themes
from ..deriving.dates import ACTUAL_END, ACTUAL_START, PLANNED_END, PLANNED_START
from ..models import Activity, State, Status, Visibility
from ..selectors.records import record_of
from .editing import InvalidChange, edit, title_of

_DATE_TYPES = {
    "planned_start": PLANNED_START, "actual_start": ACTUAL_START, "planned_end": PLANNED_END, "actual_end": ACTUAL_END,
}  # fmt: skip


class NotReady(ValueError):
    """The activity lacks what a published one needs; `problems` say what and where."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(
            _("This cannot be published yet: {problems}").format(problems=" ".join(one.message for one in problems))
        )
        self.problems = problems


def set_status(*, actor: Actor, activity: Activity, status: str, expected: str | None = None) -> Activity:
    """Set the IATI status (code list ActivityStatus). Raises Refused, InvalidChange, ChangedMeanwhile."""
    if status not in Status.values:
        raise InvalidChange("activity_status", _("“{value}” is not among the choices.").format(value=status))
    return edit(
        actor=actor, activity=activity, event=events.STATUS_SET, expected=expected,
        change=lambda record: msgspec.structs.replace(record, activity_status=status),
        facts={"before": activity.activity_status or "–", "after": status},
    )  # fmt: skip


def set_dates(*, actor: Actor, activity: Activity, expected: str | None = None, **dates: date | None) -> Activity:
    """Set planned_start, actual_start, planned_end, actual_end; None removes one, an absent one stays.

    Raises Refused, InvalidChange (an end before its start, an actual date in the future), ChangedMeanwhile.
    """
    if unknown := set(dates) - set(_DATE_TYPES):
        raise TypeError(f"Unknown dates: {sorted(unknown)}")
    for name in ("actual_start", "actual_end"):
        day = dates.get(name)
        if day is not None and day > timezone.localdate():
            raise InvalidChange(name, _("{day} lies in the future: give it as a planned date.").format(day=day))

    def change(record: r.Activity) -> r.Activity:
        found = record.activity_dates
        for name, day in dates.items():
            found = dated(found, _DATE_TYPES[name], day)
        _in_order(found)
        return msgspec.structs.replace(record, activity_dates=found)

    told = ", ".join(f"{name} {day or '–'}" for name, day in dates.items())
    return edit(
        actor=actor, activity=activity, event=events.DATES_SET, change=change, facts={"dates": told},
        expected=expected,
    )  # fmt: skip


def dated(dates: tuple[r.ActivityDate, ...], code: str, day: date | None) -> tuple[r.ActivityDate, ...]:
    """The dates with the first of a type set, or all of that type removed."""
    if day is None:
        return tuple(one for one in dates if one.type != code)
    index = next((i for i, one in enumerate(dates) if one.type == code), None)
    if index is None:
        return (*dates, r.ActivityDate(type=code, iso_date=day))
    return (*dates[:index], msgspec.structs.replace(dates[index], iso_date=day), *dates[index + 1 :])


def _in_order(dates: tuple[r.ActivityDate, ...]) -> None:
    days: dict[str | None, date] = {}
    for one in dates:
        if one.iso_date is not None:
            days.setdefault(one.type, one.iso_date)
    for first, last in ((PLANNED_START, PLANNED_END), (ACTUAL_START, ACTUAL_END)):
        begin, end = days.get(first), days.get(last)
        if begin and end and begin > end:
            raise InvalidChange("dates", _("{start} comes after {end}.").format(start=begin, end=end))


def set_theme(*, actor: Actor, activity: Activity, theme: str) -> Activity:
    """Put the activity into a thematic area (a key of `themes`), or into none (""). Raises Refused, InvalidChange."""
    if theme and theme not in themes.BY_KEY:
        raise InvalidChange("theme", _("“{value}” is not among the choices.").format(value=theme))
    return _set(actor, activity, "activities.change", events.THEME_SET, {"theme": theme}, {"theme": theme or "–"})


def set_visibility(*, actor: Actor, activity: Activity, visibility: str) -> Activity:
    """Decide who sees the activity once it is published. Raises Refused, InvalidChange."""
    if visibility not in Visibility.values:
        raise InvalidChange("visibility", _("“{value}” is not among the choices.").format(value=visibility))
    values = {"visibility": visibility}
    return _set(actor, activity, "activities.publish", events.VISIBILITY_SET, values, values)


def publish(*, actor: Actor, activity: Activity) -> Activity:
    """Let those see it whom its visibility names. Raises Refused, NotReady."""
    require(actor, "activities.publish", organisation_id=activity.reporting_organisation_id)
    problems = tuple(
        one for one in check(record_of(activity), today=timezone.localdate(), codes=False) if one.severity == "error"
    )
    if problems:
        raise NotReady(problems)
    facts = {"visibility": activity.visibility, "content": activity.content_digest}
    return _set(actor, activity, "activities.publish", events.PUBLISHED, {"state": State.PUBLISHED}, facts)


def unpublish(*, actor: Actor, activity: Activity, reason: str) -> Activity:
    """Take it back into a draft; the reason stands in the ledger. Raises Refused, InvalidChange without a reason."""
    if not reason.strip():
        raise InvalidChange("reason", _("Say why, so that partners understand."))
    return _set(
        actor, activity, "activities.publish", events.UNPUBLISHED, {"state": State.DRAFT}, {"reason": reason.strip()}
    )


def _set(
    actor: Actor, activity: Activity, verb: str, event: str, values: Mapping[str, str], facts: Mapping[str, Any]
) -> Activity:
    """Set columns of ours, which no file carries; nothing is written when they stand so already."""
    require(actor, verb, organisation_id=activity.reporting_organisation_id)
    with writing():
        current = Activity.objects.select_for_update().get(pk=activity.pk)
        if all(getattr(current, name) == value for name, value in values.items()):
            return current
        for name, value in values.items():
            setattr(current, name, value)
        current.changed_at, current.changed_by = timezone.now(), actor.key
        current.save(update_fields=[*values, "changed_at", "changed_by"])
        record_event(event=event, actor=actor, subject=subject_of(current), facts={"title": title_of(current), **facts})
    return current
