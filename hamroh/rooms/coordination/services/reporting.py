"""Ways in beside a file: "nothing changed", lines changed on the page, a letter that an officer enters.

Each makes the next report of the reporter, at once complete: what a validator looked at never changes under his eyes,
and two reports can always be compared.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import BinaryIO

from django.utils.translation import gettext as _

from hamroh.kernel.documents import services as documents
from hamroh.kernel.documents.models import Blob
from hamroh.kernel.ledger.actors import Actor
from hamroh.kernel.ledger.realms import writing
from hamroh.kernel.ledger.services import subject_of
from hamroh.kernel.people.decisions import require

from ..models import Line, Report, Reporter, ReportState, ReportWay
from ..permissions import organisation_of, require_report
from ..selectors.carrying import base_of, previous_of
from ..values import LineValues, values_of
from . import versions
from .versions import Placed, ReportMoved

# Lines of one transaction: more would keep others from writing for too long.
STEP = 60
REPORT = "coordination.report"


class ReportProblem(ValueError):
    """Why a report cannot be taken as it is, and in which field ("" for the whole)."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field


@dataclass(frozen=True)
class LineChange:
    """A line as it shall be. `key` "" for a new one; `seen` is the digest of what the person saw before changing it."""

    values: LineValues
    key: str = ""
    seen: str = ""


@dataclass
class _Plan:
    """What the next report writes over the one before it, and how many lines it will have."""

    placed: list[Placed]
    removed: list[str]
    counts: dict[str, int]
    latest: int
    lines: int


@dataclass(frozen=True)
class _About:
    """What stands beside the lines of a report."""

    way: str
    note: str = ""
    letter_number: str = ""
    document: str = ""
    scan: Blob | None = None
    file_name: str = ""


def report_unchanged(*, actor: Actor, reporter: Reporter) -> Report:
    """Take over the lines published in the round before as this round's report. Raises Refused, ReportProblem."""
    require(actor, REPORT, organisation_id=organisation_of(reporter))
    reporter = _fresh(reporter)
    require_report(actor, reporter)
    if reporter.latest:
        raise ReportProblem("", _("A report of this round is here already. Change its lines, or send a new file."))
    if previous_of(reporter) is None:
        raise ReportProblem("", _("Nothing is known from an earlier round. Enter the lines, or send a file."))
    return _send(actor, reporter, _plan(reporter, (), ()), _About(ReportWay.UNCHANGED))


def change_lines(
    *, actor: Actor, reporter: Reporter, changes: Sequence[LineChange] = (), removed: Iterable[str] = (), note: str = ""
) -> Report:
    """Add, change and remove lines on the page. The first such report takes over the other lines of the round before.

    Whoever goes on entering a letter that nobody has looked at yet stays with that letter. Raises Refused,
    ReportProblem (also when a line was changed by somebody else meanwhile), ReportMoved.
    """
    require(actor, REPORT, organisation_id=organisation_of(reporter))
    reporter = _fresh(reporter)
    require_report(actor, reporter)
    plan = _plan(reporter, changes, removed)
    if not plan.placed and not plan.removed:
        raise ReportProblem("", _("Nothing was changed: the report says this already."))
    return _send(actor, reporter, plan, replace(_going_on(actor, reporter), note=note))


def enter_letter(
    *,
    actor: Actor,
    reporter: Reporter,
    number: str,
    changes: Sequence[LineChange] = (),
    removed: Iterable[str] = (),
    unchanged: bool = False,
    scan: BinaryIO | None = None,
    file_name: str = "",
    note: str = "",
) -> Report:
    """Enter what a body wrote or told by telephone. `number` is the letter's number and date, or of the call.

    The ledger names the officer and the body. Raises Refused, ReportProblem, ReportMoved, documents' DocumentRefused
    and StorageFull.
    """
    require(actor, REPORT, organisation_id=organisation_of(reporter))
    reporter = _fresh(reporter)
    require_report(actor, reporter)
    number = " ".join(number.split())
    if not number:
        raise ReportProblem("number", _("Write number and date of the letter, or day and time of the call."))
    if unchanged:
        changes, removed = (), ()
    plan = _plan(reporter, changes, removed)
    if not plan.placed and not plan.removed and not (unchanged and reporter.latest):
        raise ReportProblem("", _("The letter brings no line: enter one, or say that nothing has changed."))
    blob = documents.store(actor=actor, stream=scan, file_name=file_name) if scan is not None else None
    about = _About(
        ReportWay.LETTER, note=note, letter_number=number, scan=blob, file_name=file_name,
        document=f"documents.blob:{blob.pk}" if blob else "",
    )  # fmt: skip
    return _send(replace(actor, on_behalf_of=reporter.organisation_id), reporter, plan, about)


def _fresh(reporter: Reporter) -> Reporter:
    return Reporter.objects.select_related("round", "organisation", "place").get(pk=reporter.pk)


def _locked(reporter: Reporter) -> Reporter:
    locked = Reporter.objects.select_for_update(of=("self",)).select_related("round", "organisation", "place")
    return locked.get(pk=reporter.pk)


def _plan(reporter: Reporter, changes: Sequence[LineChange], removed: Iterable[str]) -> _Plan:
    """Compare with the lines that the report starts from. Raises ReportProblem."""
    base = {line.key: line for line in base_of(reporter)}
    gone = [key for key in dict.fromkeys(removed) if key in base]
    wanted = [_checked(change, base) for change in changes]
    edits = [one for one in wanted if not one.key or one.values.digest != base[one.key].digest]
    placed = [_placed(one, base) for one in edits]
    counts = {
        "created": sum(1 for one in edits if not one.key),
        "updated": sum(1 for one in edits if one.key),
        "removed": len(gone),
        "unchanged": len(base) - sum(1 for one in edits if one.key) - len(gone),
    }
    if not reporter.latest:
        touched = {one.key for one in placed} | set(gone)
        placed += [_as_it_was(line) for line in base.values() if line.key not in touched]
        gone = []
    return _Plan(placed, gone, counts, reporter.latest, len(base) + counts["created"] - counts["removed"])


def _checked(change: LineChange, base: dict[str, Line]) -> LineChange:
    if change.key and change.key not in base:
        raise ReportProblem("", _("This line is not in the report any more. Look at the report, then add it anew."))
    if change.key and change.seen and base[change.key].digest != change.seen:
        raise ReportProblem(
            "", _("Somebody changed this line meanwhile. Look at it as it stands now, then make your change again.")
        )
    return change


def _placed(change: LineChange, base: dict[str, Line]) -> Placed:
    if not change.key:
        return Placed(uuid.uuid4().hex, change.values)
    line = base[change.key]
    return Placed(line.key, change.values, line.sheet, line.row, line.counted)


def _as_it_was(line: Line) -> Placed:
    return Placed(line.key, values_of(line), line.sheet, line.row, line.counted)


def _going_on(actor: Actor, reporter: Reporter) -> _About:
    last = Report.objects.filter(reporter=reporter, version=reporter.latest).first()
    same_letter = (
        last is not None
        and last.way == ReportWay.LETTER
        and last.stage == ReportState.IMPORTED
        and last.received_by == actor.key
    )
    if last is None or not same_letter:
        return _About(ReportWay.PAGE)
    return _About(ReportWay.LETTER, letter_number=last.letter_number, document=last.document)


def _send(actor: Actor, reporter: Reporter, plan: _Plan, about: _About) -> Report:
    """Write the next report in short transactions, the last of which makes it the one that stands."""
    if about.way == ReportWay.LETTER and actor.on_behalf_of is None:
        actor = replace(actor, on_behalf_of=reporter.organisation_id)
    steps = [plan.placed[at : at + STEP] for at in range(0, len(plan.placed), STEP)] or [[]]
    version = plan.latest + 1
    for number, placed in enumerate(steps):
        with writing():
            standing = _locked(reporter)
            if standing.latest != plan.latest:
                raise ReportMoved(standing)
            require_report(actor, standing)
            if number == 0:
                versions.begin(standing)
            last = number == len(steps) - 1
            versions.write(standing, version, placed, plan.removed if last else ())
            if last:
                return _complete(actor, standing, version, plan, about)
    raise AssertionError("a report has at least one step")


def _complete(actor: Actor, reporter: Reporter, version: int, plan: _Plan, about: _About) -> Report:
    if versions.alive(reporter, version).count() != plan.lines:
        # Another report of the same number was being written between our steps.
        raise ReportMoved(reporter)
    report = versions.complete(
        actor=actor, reporter=reporter, version=version, way=about.way, counts=plan.counts, note=about.note,
        document=about.document, letter_number=about.letter_number,
    )  # fmt: skip
    if about.scan is not None:
        documents.attach(
            actor=actor, blob=about.scan, subject=subject_of(report), file_name=about.file_name,
            organisation_id=reporter.organisation_id,
        )  # fmt: skip
    return report
