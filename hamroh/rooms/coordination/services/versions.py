"""Writing the next report of a reporter: beside the one that readers see, until one number is moved.

Every way in (file, page, letter, "nothing changed") goes through here: `begin`, `write` in as many steps as it takes,
`complete`. A report that is begun and never completed leaves nothing that anybody sees; the next `begin` clears it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from hamroh.kernel.ledger.actors import Actor
from hamroh.kernel.ledger.services import record, subject_of
from hamroh.kernel.organisations.naming import called

from .. import events
from ..joining.keeping import apply_joins
from ..models import Line, Report, Reporter, ReportState
from ..selectors.lines import alive
from ..values import LineValues, columns_of
from . import following


class ReportMoved(RuntimeError):
    """Another report of the same reporter was completed meanwhile: what was compared no longer stands."""

    def __init__(self, reporter: Reporter) -> None:
        super().__init__(
            _("Another report of {name} came in meanwhile. Look at it, then send yours again.").format(name=reporter)
        )


@dataclass(frozen=True)
class Placed:
    """A line to write: its key, what it says, where it stood in the file, and whether it is no repetition."""

    key: str
    values: LineValues
    sheet: str = ""
    row: int | None = None
    counted: bool = True


def begin(reporter: Reporter) -> int:
    """The number of the next report. Inside the caller's transaction; clears what an abandoned one left."""
    latest = reporter.latest
    lines = Line.objects.filter(reporter=reporter)
    lines.filter(from_version__gt=latest).delete()
    lines.filter(to_version=latest).update(to_version=None)
    return latest + 1


def write(reporter: Reporter, version: int, changes: Sequence[Placed], removed: Iterable[str] = ()) -> None:
    """Put lines into the report `version` or take them out of it, by key. In the caller's transaction; repeatable.

    Raises ReportMoved.
    """
    if Reporter.objects.filter(pk=reporter.pk, latest__gte=version).exists():
        # Somebody completed a report of this number while this one was being written in steps.
        raise ReportMoved(reporter)
    gone = [*removed, *(one.key for one in changes)]
    standing = Line.objects.filter(reporter=reporter, key__in=gone)
    # A line that this report wrote already is replaced; one of an earlier report ends there.
    activities = dict(standing.exclude(activity=None).values_list("key", "activity_id"))
    standing.filter(from_version=version).delete()
    standing.filter(from_version__lt=version, to_version=None).update(to_version=version - 1)
    Line.objects.bulk_create(
        Line(
            reporter=reporter, key=one.key, from_version=version, sheet=one.sheet[:100], row=one.row,
            counted=one.counted, activity_id=activities.get(one.key), **columns_of(one.values),
        )
        for one in changes
    )  # fmt: skip


def complete(
    *,
    actor: Actor,
    reporter: Reporter,
    version: int,
    way: str,
    counts: Mapping[str, int],
    batch: int | None = None,
    document: str = "",
    letter_number: str = "",
    note: str = "",
) -> Report:
    """Make `version` the reporter's last report; the one before, if nobody published it, is superseded.

    Part of a verb that has checked its own permission, in its transaction. Raises ReportMoved.
    """
    moved = Reporter.objects.filter(pk=reporter.pk, latest=version - 1).update(latest=version)
    if not moved:
        raise ReportMoved(reporter)
    reporter.latest = version
    recount(reporter, version)
    waiting = Report.objects.filter(reporter=reporter, version__lt=version)
    waiting.exclude(stage=ReportState.PUBLISHED).update(stage=ReportState.SUPERSEDED)
    lines = alive(reporter, version)
    apply_joins(reporter, lines)
    told = {**counts, "lines": lines.count(), "distinct": lines.filter(counted=True).count()}
    on_behalf = actor.organisation_id != reporter.organisation_id
    report = Report.objects.create(
        reporter=reporter, version=version, way=way, batch=batch, document=document, letter_number=letter_number,
        note=note, counts=told, received_by=actor.key, on_behalf=on_behalf,
    )  # fmt: skip
    facts: dict[str, Any] = {"name": name_of(reporter), "version": version, "way": way, "document": document,
             "created": 0, "updated": 0, "removed": 0, **told}  # fmt: skip
    record(event=events.REPORT_RECEIVED, actor=actor, subject=subject_of(report), facts=facts)
    following.received(report, actor=actor)
    return report


def recount(reporter: Reporter, version: int) -> None:
    """Of the lines of a report that say the same, the first is counted and the others are not.

    A line whose flag must change but belongs to earlier reports too gets a row of its own for this one.
    """
    groups: dict[str, list[tuple[int, bool]]] = defaultdict(list)
    rows = alive(reporter, version).order_by("sheet", "row", "pk").values_list("alike", "pk", "counted")
    for alike, pk, counted in rows:
        groups[alike].append((pk, counted))
    wrong = []
    for group in groups.values():
        # Whichever is counted already stays it, so that few rows change.
        first = next((pk for pk, counted in group if counted), group[0][0])
        wrong += [pk for pk, counted in group if counted != (pk == first)]
    for start in range(0, len(wrong), 500):
        _turn(Line.objects.filter(pk__in=wrong[start : start + 500]), version)


def _turn(lines: QuerySet[Line], version: int) -> None:
    fresh = [line for line in lines if line.from_version == version]
    for line in fresh:
        line.counted = not line.counted
    Line.objects.bulk_update(fresh, ["counted"])
    older = [line for line in lines if line.from_version < version]
    Line.objects.filter(pk__in=[line.pk for line in older]).update(to_version=version - 1)
    for line in older:
        line.pk, line.from_version, line.to_version, line.counted = None, version, None, not line.counted
    Line.objects.bulk_create(older)


def mark(report: Report, stage: str, *, actor: Actor, reason: str = "") -> None:
    """Note a decision on a report."""
    report.stage, report.decided_at, report.decided_by, report.reason = stage, timezone.now(), actor.key, reason
    report.save(update_fields=["stage", "decided_at", "decided_by", "reason"])


def name_of(reporter: Reporter) -> dict[str, str] | str:
    """How the ledger names a reporter."""
    return called(reporter.organisation) if reporter.organisation is not None else str(reporter)
