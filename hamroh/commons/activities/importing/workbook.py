"""The register as a workbook that people edit and send back: .xlsx out, preview and apply on the way in.

A blank cell changes nothing. Rows are known by a hidden identifier; new activities are entered on their page, not here.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, BinaryIO, cast

import msgspec
from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from hamroh.formats.iati import records as r
from hamroh.formats.spreadsheet import Choice, ColumnSpec, RowSpec, SheetSpec, write_workbook
from hamroh.kernel.intake.protocol import (
    Change,
    Comparison,
    Context,
    FieldChange,
    Incoming,
    IncomingFault,
    Standing,
)
from hamroh.kernel.intake.sheets import SheetRecord, incoming_rows
from hamroh.kernel.languages.codes import CONTENT_CODES, INTERFACE
from hamroh.kernel.ledger.realms import MAIN
from hamroh.kernel.ledger.services import subjects_changed
from hamroh.kernel.people.decisions import may

from .. import themes
from ..deriving.dates import ACTUAL_END, ACTUAL_START, PLANNED_END, PLANNED_START
from ..mapping.reading import records_of
from ..mapping.tables import ACTIVITY
from ..models import Activity, Status, Visibility
from ..models.activity import texts_by_language
from ..services.editing import InvalidChange, check_keepable
from ..services.standing import dated
from ..services.storing import Store, replace
from ..services.texts import with_texts
from .faults import own_fault

TEMPLATE = ("activities", "1")
SHEET = "activities"
_DATES = {
    "planned_start": (PLANNED_START, _("Planned start")),
    "actual_start": (ACTUAL_START, _("Actual start")),
    "planned_end": (PLANNED_END, _("Planned end")),
    "actual_end": (ACTUAL_END, _("Actual end")),
}
_OURS = ("theme", "visibility")
_TITLE = "title_"


@dataclass(frozen=True)
class _Row:
    """An activity as its row shows it."""

    activity: Activity
    record: r.Activity
    values: Mapping[str, Any]

    @property
    def digest(self) -> str:
        """Of everything that a row may change."""
        whole = "\n".join((self.activity.content_digest, self.activity.theme, self.activity.visibility))
        return hashlib.sha256(whole.encode()).hexdigest()


@functools.cache
def columns() -> tuple[ColumnSpec, ...]:
    """The columns with their labels in every language: a workbook comes back in another one than it went out in."""
    title = _in_all(_("Title"))
    titles = (ColumnSpec(f"{_TITLE}{code}", title, width=50, language=code) for code in CONTENT_CODES)
    dates = (ColumnSpec(key, _in_all(label), "date", width=12) for key, (_type, label) in _DATES.items())
    return (
        ColumnSpec("iati_identifier", _in_all(_("IATI identifier")), width=28, locked=True),
        ColumnSpec("organisation", _in_all(_("Reporting organisation")), width=30, locked=True),
        *titles,
        ColumnSpec("activity_status", _in_all(_("Status")), "choice", width=18, choices=_choices(Status.choices)),
        *dates,
        ColumnSpec("theme", _in_all(_("Thematic area")), "choice", width=28, choices=_choices(themes.CHOICES)),
        ColumnSpec("visibility", _in_all(_("Visible to")), "choice", width=20, choices=_choices(Visibility.choices)),
        ColumnSpec("budget", _in_all(_("Budget in force")), width=22, locked=True),
    )


def _choices(pairs: Sequence[tuple[str, Any]]) -> tuple[Choice, ...]:
    return tuple(Choice(code, _in_all(label)) for code, label in pairs)


def _in_all(label: Any) -> dict[str, str]:
    found = {}
    for language in INTERFACE:
        with translation.override(language.code):
            found[language.code] = str(label)
    return found


def write_register(
    activities: QuerySet[Activity], out: BinaryIO, *, language: str, demonstration: str = ""
) -> tuple[str, ...]:
    """Write the activities (a queryset of `selectors.register`) as a workbook in the active language.

    Returns the addresses of cells left blank because their text is too long for Excel.
    """
    rows = (RowSpec(str(one.activity.pk), one.values) for one in _rows(activities))
    sheet = SheetSpec(SHEET, str(_("Activities")), columns(), rows)
    return write_workbook([sheet], out, template=TEMPLATE, language=language, demonstration=demonstration)


class ActivitiesWorkbookImporter:
    """Edited registers: titles, status, dates, thematic area and visibility of activities that are known."""

    key = "activities.xlsx"
    verb = "activities.change"
    record_type = SheetRecord
    largest_step = 20

    def read(self, stream: BinaryIO, context: Context) -> Iterator[Incoming]:
        """The rows of the sheet; raises SpreadsheetRefused."""
        mapping = context.options.get("mapping")
        return incoming_rows(stream, SheetSpec(SHEET, SHEET, columns()), template=TEMPLATE, mapping=mapping)

    def compare(self, chunk: Sequence[Incoming], context: Context) -> Sequence[Comparison]:
        """What each row would change."""
        known = _known([one.key for one in chunk])
        return [self._compare(one, known.get(one.key), context) for one in chunk]

    def _compare(self, incoming: Incoming, now: _Row | None, context: Context) -> Comparison:
        assert isinstance(incoming.record, SheetRecord)
        if now is None:
            return Comparison("refused", faults=(own_fault("activities.row-unknown", incoming.locator),))
        changes = _changes(incoming.record, now)
        if not changes:
            return Comparison("unchanged", seen=now.digest, target=now.digest)
        refusal = _refusal(incoming.record, now, changes, context)
        if refusal is not None:
            return Comparison("refused", seen=now.digest, changes=changes, faults=(refusal,))
        return Comparison("update", seen=now.digest, target=_target(incoming.record, now), changes=changes)

    def standing(self, keys: Sequence[str]) -> Mapping[str, Standing]:
        """What the rows show now."""
        return {
            key: Standing(one.digest, one.activity.changed_by, one.activity.changed_at)
            for key, one in _known(keys).items()
        }

    def apply(self, chunk: Sequence[Change], context: Context) -> None:
        """Write a step, inside the caller's transaction."""
        known = _known([change.key for change in chunk])
        store = Store(context.actor)
        for change in chunk:
            now = known[change.key]
            ours = {key: change.record.values[key] for key in _OURS if key in change.record.values}
            replace(store, now.activity, now.record, _edited(change.record, now.record), **ours)
        ids = [one.activity.pk for one in known.values()]
        subjects_changed.send(sender=Activity, model=Activity, ids=ids, realm=MAIN)


def _known(keys: Sequence[str]) -> dict[str, _Row]:
    ids = [int(key) for key in keys if key.isascii() and key.isdigit()]
    chosen = Activity.objects.filter(pk__in=ids).select_related("reporting_organisation")
    return {str(one.activity.pk): one for one in _rows(chosen.prefetch_related("sums"))}


def _rows(activities: QuerySet[Activity]) -> Iterator[_Row]:
    for part in _parts(activities):
        found = records_of(ACTIVITY, [activity.pk for activity in part])
        for activity in part:
            record = cast(r.Activity, found[activity.pk])
            yield _Row(activity, record, _values(activity, record))


def _parts(activities: QuerySet[Activity], size: int = 200) -> Iterator[list[Activity]]:
    part: list[Activity] = []
    for activity in activities.iterator(chunk_size=size):
        part.append(activity)
        if len(part) == size:
            yield part
            part = []
    if part:
        yield part


def _values(activity: Activity, record: r.Activity) -> dict[str, Any]:
    titles = activity.titles
    days: dict[str | None, date] = {}
    for one in record.activity_dates:
        if one.iso_date is not None:
            days.setdefault(one.type, one.iso_date)
    budgets = [f"{one.amount.normalize():f} {one.currency}" for one in activity.sums.all() if one.kind == "budget"]
    return {
        "iati_identifier": activity.iati_identifier,
        "organisation": str(activity.reporting_organisation),
        **{f"{_TITLE}{code}": titles.get(code) for code in CONTENT_CODES},
        "activity_status": record.activity_status,
        **{key: days.get(code) for key, (code, _label) in _DATES.items()},
        "theme": activity.theme or None,
        "visibility": activity.visibility,
        "budget": "; ".join(budgets) or None,
    }


def _changes(record: SheetRecord, now: _Row) -> tuple[FieldChange, ...]:
    return tuple(
        FieldChange(key, _text(now.values.get(key)), _text(value))
        for key, value in record.values.items()
        if not _stands(key, value, now)
    )


def _stands(key: str, value: Any, now: _Row) -> bool:
    if key == "organisation":  # shown in the language of who exported
        body = now.activity.reporting_organisation
        return value in (str(body), body.org_id, *body.names.values())
    return bool(value == now.values.get(key))


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def _refusal(record: SheetRecord, now: _Row, changes: Sequence[FieldChange], context: Context) -> IncomingFault | None:
    locked = {column.key for column in columns() if column.locked}
    for change in changes:
        if change.field in locked:
            at = record.locators.get(change.field, "")
            return own_fault("activities.cell-locked", at, old=change.old, value=change.new)
    owner = now.activity.reporting_organisation_id
    verbs = {"activities.publish" if change.field == "visibility" else "activities.change" for change in changes}
    at = next(iter(record.locators.values()), "")
    for verb in sorted(verbs):
        if not may(context.actor, verb, organisation_id=owner):
            publisher = str(now.activity.reporting_organisation)
            return own_fault("activities.row-of-others", at, key=now.activity.iati_identifier, publisher=publisher)
    try:
        check_keepable(_edited(record, now.record))
    except InvalidChange as wrong:
        return own_fault("activities.row-invalid", at, reason=str(wrong))
    return None


def _target(record: SheetRecord, now: _Row) -> str:
    content = r.digest(_edited(record, now.record))
    theme = record.values.get("theme", now.activity.theme)
    visibility = record.values.get("visibility", now.activity.visibility)
    return hashlib.sha256("\n".join((content, str(theme), str(visibility))).encode()).hexdigest()


def _edited(row: SheetRecord, record: r.Activity) -> r.Activity:
    """The record with what the row's cells say; titles that stand so already are not touched."""
    standing = texts_by_language(record.title, record.lang)
    titles = {key.removeprefix(_TITLE): str(value) for key, value in row.values.items() if key.startswith(_TITLE)}
    shown = {code: text for code, text in titles.items() if standing.get(code) != text}
    title = with_texts(record.title, record.lang, shown)
    dates = record.activity_dates
    for key, (code, _label) in _DATES.items():
        if key in row.values:
            dates = dated(dates, code, cast(date, row.values[key]))
    status = row.values.get("activity_status", record.activity_status)
    return msgspec.structs.replace(record, title=title, activity_dates=dates, activity_status=cast(str, status))


WORKBOOK = ActivitiesWorkbookImporter()
