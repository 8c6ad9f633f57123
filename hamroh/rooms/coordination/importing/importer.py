"""The importer of 4W files: read whole, compared with the reporter's last report, applied as the next one.

Nothing of it is seen before the last step: lines are written into a version that `finish` completes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator, Iterator, Mapping, Sequence
from typing import Any, BinaryIO

import msgspec
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hamroh.formats.spreadsheet import read_workbook
from hamroh.kernel.intake.events import STOPPED
from hamroh.kernel.intake.models import Batch, BatchState
from hamroh.kernel.intake.protocol import (
    Change,
    Comparison,
    Context,
    Incoming,
    IncomingFault,
    NotApplied,
    Standing,
    Unreadable,
)
from hamroh.kernel.ledger.actors import Actor
from hamroh.kernel.ledger.realms import MAIN
from hamroh.kernel.ledger.services import record, subject_of, subjects_changed
from hamroh.kernel.people.decisions import may

from .. import events
from ..codes.themes import MIGRATION
from ..models import Line, Reporter, ReportWay
from ..permissions import LINK, may_report, organisation_of
from ..selectors.carrying import base_of
from ..services import versions
from . import applying
from .bodies import Register
from .changes import changes_between, removed_line
from .columns import labels_of
from .faults import own_fault
from .layout import IMPORTER, Chosen, find_layouts
from .matching import Assigned, Matcher, StandingLine
from .placing import Gazetteer
from .quantities import Setting
from .records import FourWLine, batch_key, content_key
from .rows import Raw, Table, read_rows
from .understanding import Draft, Understanding, country_words, named_in

_NEEDED = ("programming", "theme", "service", "adm1", "adm2")


class FourWImporter:
    """3W, 4W and 5W of any layout.

    Options: `reporter` (id of the Reporter, needed); `columns` (heading → meaning, chosen by people); `keep_missing`
    (a partial file: lines that it does not hold stay); `only_country` (lines that a column of country codes gives to
    others are passed over); `leave_out_refused` is the intake's.
    """

    key = IMPORTER
    verb = "coordination.report"
    record_type = FourWLine
    largest_step = 120
    smallest_step = 25
    all_or_nothing = True
    # What `read` counts beside the verdicts; the page and the command line show them under these words.
    told: Mapping[str, str | Promise] = {
        "rows": _("Rows in the file"),
        "distinct": _("Different rows"),
        "blank": _("Blank rows"),
        "repeated": _("Repeated lines"),
        "places_unknown": _("Lines with an unknown place"),
        "new_organisations": _("New organisations"),
    }

    def links(self, batch: Batch, actor: Actor) -> Iterator[tuple[str, str]]:
        """The reporter's page, and the question of the columns while the file is not applied."""
        reporter = batch.options.get("reporter")
        if reporter is not None:
            yield gettext("The reports of this sender"), reverse("coordination:round-reporter", args=[reporter])
        mine = batch.actor == actor.key or may(actor, self.verb, organisation_id=batch.organisation or -1)
        if batch.document and batch.state in {BatchState.STAGED, BatchState.FAILED} and mine:
            yield gettext("What do the columns mean?"), reverse("coordination:import-columns", args=[batch.pk])

    def read(self, stream: BinaryIO, context: Context) -> Generator[Incoming, None, Mapping[str, int]]:
        """The file's lines, then the standing ones that it does not hold. Raises Unreadable, SpreadsheetRefused."""
        reporter = _reporter(context)
        table = _table(stream, context)
        raws, told = _of_this_country(table, reporter.round.country, context)
        if not raws:
            # An empty file would take every standing line away.
            raise Unreadable(own_fault("4w.no-lines"))
        setting = _setting(reporter)
        places = Gazetteer.load(setting.country)
        bodies = Register.load(named for raw in raws for named in named_in(raw).values())
        understanding = Understanding(setting, places, bodies)
        drafts = [understanding.understand(raw) for raw in raws]
        before = {line.key: StandingLine.of(line) for line in versions.alive(reporter, reporter.latest)}
        matcher = Matcher(before, places, _earlier(reporter, drafts))
        rows = matcher.assign(drafts)
        for draft, first in matcher.copied:
            draft.faults.append(own_fault("4w.row-copied", draft.raw.place, first=first.raw.place))
        repeated = _mark_repetitions(rows)
        yield from _incoming(rows, repeated, reporter, [*table.told, *told])
        if not context.options.get("keep_missing"):
            yield from _gone(matcher.standing.values(), reporter)
        new = {body.names for draft in drafts for body in draft.bodies.values() if body.id is None}
        return {
            "rows": table.rows,
            "distinct": table.distinct,
            "blank": table.blank,
            "repeated": len(repeated),
            "places_unknown": sum(not draft.placed.known for draft in drafts),
            "new_organisations": len({names[0][1] for names in new}),
            "own": int(any(raw.layout.own for raw in raws)),
        }

    def compare(self, chunk: Sequence[Incoming], context: Context) -> Sequence[Comparison]:
        """What each line would change."""
        lines: list[FourWLine] = [incoming.record for incoming in chunk if incoming.record is not None]
        if not lines:
            return []
        reporter = Reporter.objects.get(pk=lines[0].reporter)
        alive = versions.alive(reporter, lines[0].base).filter(key__in=[line.key for line in lines])
        now = {line.key: StandingLine.of(line) for line in alive}
        return [_comparison(line, now.get(line.key)) for line in lines]

    def standing(self, keys: Sequence[str]) -> Mapping[str, Standing]:
        """The lines of the reporters' last reports under these keys."""
        wanted: dict[int, list[str]] = {}
        for key in keys:
            number, _colon, line = key.partition(":")
            wanted.setdefault(int(number), []).append(line)
        found: dict[str, Standing] = {}
        for reporter in Reporter.objects.filter(pk__in=wanted):
            alive = versions.alive(reporter, reporter.latest).filter(key__in=wanted[reporter.pk])
            for key, digest in alive.values_list("key", "digest"):
                found[batch_key(reporter.pk, key)] = Standing(digest)
        return found

    def apply(self, chunk: Sequence[Change], context: Context) -> None:
        """Write a step into the report in the making; raises NotApplied when another report came in meanwhile."""
        lines: list[FourWLine] = [change.record for change in chunk]
        reporter = Reporter.objects.select_related("round", "organisation").get(pk=lines[0].reporter)
        if reporter.latest != lines[0].base:
            raise NotApplied(own_fault("4w.report-moved", name=reporter))
        if _batch(context).cursor == 0:
            _overtake(reporter, context)
            versions.begin(reporter)
        bodies = applying.bodies_of(lines, context.actor, context.batch_id)
        placed = [
            versions.Placed(line.key, applying.with_bodies(line, bodies), line.sheet, line.row, line.counted)
            for line in lines
            if not line.gone
        ]
        versions.write(reporter, reporter.latest + 1, placed, [line.key for line in lines if line.gone])
        applying.keep_contacts(lines, bodies, context.actor)

    def finish(self, context: Context, outcome: Mapping[str, int]) -> None:
        """Complete the report. A file that changed nothing makes no new one: the ledger notes that it came."""
        batch = _batch(context)
        reporter = _reporter(context)
        counts = {name: outcome.get(name, 0) for name in ("created", "updated", "removed")}
        counts["unchanged"] = batch.counts.get("unchanged", 0) + outcome.get("already", 0)
        if not any(counts[name] for name in ("created", "updated", "removed")):
            _note_unchanged(reporter, counts, batch, context)
            return
        way = ReportWay.WORKBOOK if batch.counts.get("own") else ReportWay.FILE
        version = reporter.latest + 1
        try:
            report = versions.complete(
                actor=context.actor, reporter=reporter, version=version, way=way, counts=counts, batch=batch.pk,
                document=batch.document,
            )  # fmt: skip
        except versions.ReportMoved as moved:
            raise NotApplied(own_fault("4w.report-moved", name=reporter)) from moved
        ids = list(versions.alive(reporter, report.version).values_list("pk", flat=True))
        subjects_changed.send(sender=Line, model=Line, ids=ids, realm=MAIN)


# -- reading -----------------------------------------------------------------------------------


def _reporter(context: Context) -> Reporter:
    """Whose report it is; only the own one for who reports for one organisation. Raises Unreadable."""
    found = Reporter.objects.select_related("round", "organisation", "place")
    chosen = context.options.get("reporter")
    reporter = found.filter(pk=chosen).first() if isinstance(chosen, int) else None
    if reporter is None:
        raise Unreadable(own_fault("4w.no-reporter"))
    if not may_report(context.actor, reporter):
        of_this_body = may(context.actor, FourWImporter.verb, organisation_id=organisation_of(reporter))
        if of_this_body and context.actor.key in (f"{LINK}{reporter.pk}", context.actor.key.removeprefix(LINK)):
            raise Unreadable(own_fault("4w.round-not-open", title=reporter.round))
        raise Unreadable(own_fault("4w.not-your-report", name=reporter))
    return reporter


def _setting(reporter: Reporter) -> Setting:
    of = reporter.round
    return Setting(
        of.country, of.scheme or MIGRATION.key, of.period_start, default_programming=reporter.organisation_id
    )


def _table(stream: BinaryIO, context: Context) -> Table:
    chosen = Chosen(context.options.get("columns") or {}, context.actor.organisation_id)
    with read_workbook(stream) as workbook:
        layouts, told = find_layouts(workbook, chosen)
        if not layouts:
            raise Unreadable(own_fault("4w.no-table", headings=labels_of(_NEEDED)))
        table = read_rows(workbook, layouts)
        problems = [IncomingFault(one.code, one.severity, one.message, one.locator, one.parameters)
                    for one in workbook.problems]  # fmt: skip
    headings = [fault for layout in layouts for fault in layout.told()]
    table.told = [*problems, *told, *headings, *table.told]
    return table


def _of_this_country(table: Table, country: str, context: Context) -> tuple[list[Raw], list[IncomingFault]]:
    """A file of many countries has their codes: others are passed over. Names of countries are judged line by line."""
    codes = {str(raw.values["country"]) for raw in table.lines if raw.values.get("country")}
    if len(codes) < 2 or not all(len(code) == 3 and code.isalpha() and code.isupper() for code in codes):
        return table.lines, []
    own = country_words(country)
    kept = [raw for raw in table.lines if str(raw.values.get("country") or country).casefold() in own]
    passed = len(table.lines) - len(kept)
    return kept, [own_fault("4w.countries-passed-over", number=passed, country=country)] if passed else []


def _earlier(reporter: Reporter, drafts: Sequence[Draft]) -> dict[str, StandingLine]:
    """The lines of the round before, with which a first workbook was filled: rows name them by their keys."""
    if reporter.latest or not any(draft.raw.row_id for draft in drafts):
        return {}
    return {line.key: StandingLine.of(line) for line in base_of(reporter)}


def _mark_repetitions(rows: Sequence[Assigned]) -> set[int]:
    """Which rows repeat an earlier one; each is told where it stands first."""
    first: dict[bytes, Draft] = {}
    repeated: set[int] = set()
    for index, one in enumerate(rows):
        if one.draft.refused:
            continue
        plain = msgspec.structs.replace(one.draft.values, visibility="public", notes="")
        earlier = first.setdefault(content_key(plain, one.draft.bodies), one.draft)
        if earlier is not one.draft:
            repeated.add(index)
            one.draft.faults.append(own_fault("4w.repeats", one.draft.raw.place, first=earlier.raw.place))
    return repeated


def _incoming(
    rows: Sequence[Assigned], repeated: set[int], reporter: Reporter, told: Sequence[IncomingFault]
) -> Iterator[Incoming]:
    notices = tuple(told)
    for index, one in enumerate(rows):
        draft, raw = one.draft, one.draft.raw
        line = FourWLine(
            reporter=reporter.pk, base=reporter.latest, key=one.key, values=draft.values, bodies=draft.bodies,
            sheet=raw.layout.sheet, row=raw.number, counted=index not in repeated, own=raw.layout.own,
            contact=draft.contact,
        )  # fmt: skip
        key = batch_key(reporter.pk, one.key)
        # What concerns a sheet or a row that is no line is told once, with the first line.
        yield Incoming(key, raw.place, None if draft.refused else line, (*notices, *draft.faults))
        notices = ()


def _gone(standing: Sequence[StandingLine] | Any, reporter: Reporter) -> Iterator[Incoming]:
    for line in standing:
        record_of = FourWLine(
            reporter=reporter.pk, base=reporter.latest, key=line.key, values=line.values, sheet=line.sheet,
            row=line.row, gone=True,
        )  # fmt: skip
        yield Incoming(batch_key(reporter.pk, line.key), "", record_of)


def _comparison(line: FourWLine, now: StandingLine | None) -> Comparison:
    if line.gone:
        return Comparison("remove", now.digest, "", removed_line(line.values)) if now else Comparison("unchanged")
    target = line.values.digest
    if now is None:
        return Comparison("create", "", target)
    changes = changes_between(now.values, line.values, line.bodies)
    if not changes:
        return Comparison("unchanged", now.digest, now.digest)
    return Comparison("update", now.digest, target, changes)


# -- applying ----------------------------------------------------------------------------------


def _batch(context: Context) -> Batch:
    assert context.batch_id is not None  # applying is always of a batch
    return Batch.objects.get(pk=context.batch_id)


def _overtake(reporter: Reporter, context: Context) -> None:
    """What an interrupted file wrote is about to be cleared: it must not go on afterwards."""
    same = Batch.objects.filter(importer=IMPORTER, state=BatchState.APPLYING, options__reporter=reporter.pk)
    for other in same.exclude(pk=_batch(context).pk):
        Batch.objects.filter(pk=other.pk).update(state=BatchState.DISCARDED)
        other.lines.exclude(payload=None).update(payload=None)
        facts = {"file_name": other.file_name, "sha256": other.sha256, "importer": IMPORTER, **other.counts,
                 "created": 0, "updated": 0, **other.outcome}  # fmt: skip
        record(event=STOPPED, actor=context.actor, subject=subject_of(other), facts=facts)
        fault = own_fault("4w.overtaken", name=reporter)
        other.faults.create(code=fault.code, severity=fault.severity, message=fault.message,
                            parameters=dict(fault.parameters))  # fmt: skip


def _note_unchanged(reporter: Reporter, counts: Mapping[str, int], batch: Batch, context: Context) -> None:
    report = reporter.reports.filter(version=reporter.latest).first()
    if report is None:
        return
    lines = Counter(versions.alive(reporter, reporter.latest).values_list("counted", flat=True))
    facts = {"name": versions.name_of(reporter), "version": report.version, "way": ReportWay.UNCHANGED,
             "document": batch.document, **counts, "lines": sum(lines.values()), "distinct": lines[True]}  # fmt: skip
    record(event=events.REPORT_RECEIVED, actor=context.actor, subject=subject_of(report), facts=facts)


FOUR_W = FourWImporter()
