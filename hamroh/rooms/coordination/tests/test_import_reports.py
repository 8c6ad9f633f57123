"""A file becomes the next report of its sender: what stays, what changes, what goes, and who may send it."""

from __future__ import annotations

import io
import random
from collections.abc import Sequence
from typing import Any

import openpyxl
import pytest

from hamroh.kernel.intake.models import Batch
from hamroh.kernel.intake.services import LinesRefused, apply, apply_later
from hamroh.kernel.ledger.actors import Actor, system
from hamroh.kernel.ledger.models import Entry
from hamroh.kernel.ledger.realms import writing
from hamroh.kernel.organisations.services import merge_organisations
from hamroh.kernel.places.services import load_reference
from hamroh.rooms.coordination.models import Line, Report, ReportState
from hamroh.rooms.coordination.selectors.lines import standing
from hamroh.rooms.coordination.services import versions
from hamroh.rooms.coordination.values import LineValues
from hamroh.rooms.coordination.workbook import write_report_workbook

from . import factories
from .importing import HEAD, bring_in, codes, csv_of, line, preview, verdicts, xlsx_of

pytestmark = pytest.mark.django_db
DISTRICTS = ("Kulob", "Bokhtar", "Levakant", "Norak")
SERVICES = ("Language courses", "Job placement and recruitment", "Workers' rights and labour inspection")
FUNDS = ("Invented Fund", "Second Fund (invented)", "Third Fund (invented)")


@pytest.fixture
def by():
    load_reference(country="TJK", actor=system("test"))
    return factories.reporter(factories.round_(stage="called"))


def many(number: int = 200, seed: int = 1) -> list[list[Any]]:
    """Lines of which many share who, what and where."""
    chance = random.Random(seed)
    return [
        line(Donor=chance.choice(FUNDS), Kind_of_work=chance.choice(SERVICES), District=chance.choice(DISTRICTS),
             Status=chance.choice(("planned", "ongoing")), Budget=chance.randrange(100, 9999), Notes=f"remark {index}")
        for index in range(number)
    ]  # fmt: skip


EDITS: dict[str, Sequence[Any]] = {
    "Status": ("completed",), "Budget": (77777,), "Donor": ("Fourth Fund (invented)",), "District": ("Vose",),
    "Kind of work": ("Financial literacy",), "End": ("2027-06-30",), "Notes": ("edited",), "Targeted": (101,),
}  # fmt: skip


def edited(rows: list[list[Any]], number: int, seed: int) -> list[list[Any]]:
    """A copy with `number` rows changed in one cell each."""
    chance = random.Random(seed)
    copy = [list(row) for row in rows]
    for index in chance.sample(range(len(rows)), number):
        heading = chance.choice(sorted(EDITS))
        copy[index][HEAD.index(heading)] = EDITS[heading][0]
    return copy


def test_the_same_file_again_changes_nothing_and_makes_no_report(by) -> None:
    bring_in(csv_of(many()), by)
    before = Entry.objects.count()
    batch = bring_in(csv_of(many()), by)
    assert verdicts(batch) == {"unchanged": 200} and batch.state == "applied"
    assert Report.objects.count() == 1 and Line.objects.count() == 200
    # It came, and the ledger says so: the file was read and applied, and the report that stands was received again.
    events = list(Entry.objects.order_by("pk").values_list("event", flat=True))[before:]
    assert events == ["intake.staged", "intake.applied", "coordination.report-received"]
    assert Entry.objects.order_by("pk").last().facts["unchanged"] == 200


@pytest.mark.parametrize("seed", range(3))
def test_fifty_edits_are_exactly_those(by, seed: int) -> None:
    rows = many()
    bring_in(csv_of(rows), by)
    batch = bring_in(csv_of(edited(rows, 50, seed)), by)
    assert verdicts(batch) == {"update": 50, "unchanged": 150}
    changed = batch.lines.filter(verdict="update")
    assert all(len(one.changes) == 1 for one in changed)
    # The edited report is what a fresh import of the edited file would be.
    other = factories.reporter(by.round, factories.organisation("Again (invented)"))
    bring_in(csv_of(edited(rows, 50, seed)), other)
    say = ("digest", "counted")
    assert sorted(versions.alive(by, 2).values_list(*say)) == sorted(versions.alive(other, 1).values_list(*say))
    assert len(versions.alive(by, 1)) == 200


def test_lines_sorted_anew_with_columns_in_another_order_on_a_renamed_sheet_are_the_same(by) -> None:
    rows = many()
    bring_in(xlsx_of(("October", [HEAD, *rows])), by)
    chance = random.Random(7)
    order = list(range(len(HEAD)))
    chance.shuffle(order)
    again = edited(rows, 10, 3)
    chance.shuffle(again)
    table = [["A letterhead", "of two cells"], [HEAD[column] for column in order],
             *([row[column] for column in order] for row in again)]  # fmt: skip
    batch = bring_in(xlsx_of(("Renamed", table)), by)
    assert verdicts(batch) == {"update": 10, "unchanged": 190}


def test_a_sender_who_changes_the_template_changes_no_line(by) -> None:
    rows = many(50)
    bring_in(csv_of(rows), by)
    renamed = {"Programming partner": "Lead organisation", "District": "Rayon", "Kind of work": "Activity",
               "Notes": "Comments", "Status": "Project status"}  # fmt: skip
    head = ["No", *(renamed.get(heading, heading) for heading in HEAD), "Shoe size"]
    batch = bring_in(csv_of([[index, *row, 43] for index, row in enumerate(rows)], head), by)
    assert verdicts(batch) == {"unchanged": 50} and codes(batch) == {"4w.column-not-read"}


def test_lines_that_the_file_does_not_hold_go_unless_it_is_a_part(by) -> None:
    rows = many(20)
    bring_in(csv_of(rows), by)
    assert verdicts(preview(csv_of(rows[:15]), by, keep_missing=True)) == {"unchanged": 15}
    batch = preview(csv_of(rows[:15]), by)
    assert verdicts(batch) == {"remove": 5, "unchanged": 15}
    assert all(one.changes for one in batch.lines.filter(verdict="remove"))
    batch = apply(actor=factories.ACTOR, batch=batch)
    assert batch.outcome["removed"] == 5 and standing("latest").count() == 15
    assert Report.objects.get(version=2).counts["removed"] == 5
    assert versions.alive(by, 1).count() == 20
    batch = bring_in(csv_of(rows), by)
    assert verdicts(batch) == {"create": 5, "unchanged": 15} and standing("latest").count() == 20


def test_a_row_and_its_twin_keep_their_keys_when_one_goes(by) -> None:
    twins = [line(Status="planned"), line(Status="ongoing"), line(Status="completed")]
    bring_in(csv_of(twins), by)
    keys = dict(standing("latest").values_list("status", "key"))
    batch = bring_in(csv_of([twins[2], line(Status="suspended")]), by)
    assert verdicts(batch) == {"update": 1, "remove": 1, "unchanged": 1}
    assert dict(standing("latest").values_list("status", "key"))["completed"] == keys["completed"]


def test_a_refused_line_can_be_left_out_and_then_stands_as_it_was(by) -> None:
    rows = many(10)
    bring_in(csv_of(rows), by)
    rows[3][HEAD.index("Budget")] = "a lot"
    rows[4][HEAD.index("Status")] = "completed"
    batch = preview(csv_of(rows), by)
    assert verdicts(batch) == {"update": 1, "unchanged": 8, "refused": 1}
    for way in (
        lambda: apply(actor=factories.ACTOR, batch=batch),
        lambda: apply_later(actor=factories.ACTOR, batch=batch),
    ):
        with pytest.raises(LinesRefused, match="one line"):
            way()
    assert Report.objects.count() == 1
    batch = bring_in(csv_of(rows), by, leave_out_refused=True)
    assert batch.outcome["updated"] == 1 and standing("latest").count() == 10
    (kept,) = standing("latest").filter(notes="remark 3")
    assert kept.from_version == 1


def test_choosing_on_the_page_to_leave_them_out_is_remembered_with_the_file(by) -> None:
    batch = preview(csv_of([line(), line(Budget="a lot", District="Bokhtar")]), by)
    apply_later(actor=factories.ACTOR, batch=batch, leave_out_refused=True)
    batch.refresh_from_db()
    assert batch.options["leave_out_refused"] is True
    assert apply(actor=factories.ACTOR, batch=batch).outcome["created"] == 1


# -- our own workbook --------------------------------------------------------------------------


def workbook(by, language: str = "en") -> openpyxl.Workbook:
    by.refresh_from_db()
    out = io.BytesIO()
    write_report_workbook(by, out, language=language)
    out.seek(0)
    return openpyxl.load_workbook(out)


def saved(book: openpyxl.Workbook) -> io.BytesIO:
    out = io.BytesIO()
    book.save(out)
    out.seek(0)
    return out


def columns(page) -> dict[str, int]:
    """Key of the field → column, from the hidden row of keys."""
    for row in page.iter_rows():
        if str(row[0].value).startswith("hamroh:keys:"):
            return {str(cell.value): cell.column for cell in row}
    raise AssertionError("no row of keys")


def data(page) -> list[int]:
    return [row[0].row for row in page.iter_rows() if row[0].value and not str(row[0].value).startswith("hamroh:")]


@pytest.mark.parametrize("language", ["en", "tg", "ru", "zh-hans"])
def test_our_workbook_comes_back_unchanged_in_every_language(by, language: str) -> None:
    rows = many(12)
    rows[0][HEAD.index("Start")] = "October 2026"
    rows[1][HEAD.index("Kind of work")] = "Something of our own"
    rows[2][HEAD.index("District")] = "Nowhere at all"
    bring_in(csv_of(rows), by)
    batch = preview(saved(workbook(by, language)), by)
    assert verdicts(batch) == {"unchanged": 12}, [one.changes for one in batch.lines.filter(verdict="update")]


def test_an_edited_workbook_brings_the_edits_by_the_hidden_identifier(by) -> None:
    bring_in(csv_of(many(12)), by)
    book = workbook(by, "ru")
    page = book.worksheets[0]
    column, lines = columns(page), data(page)
    page.cell(lines[0], column["programming"]).value = "Another Body (invented)"
    page.cell(lines[1], column["amount"]).value = 5
    page.delete_rows(lines[2])
    last = page.max_row + 1
    for key, value in {"programming": "Rohi Hamkori (invented)", "theme": "Migration health", "adm2": "Кӯлоб"}.items():
        page.cell(last, column[key]).value = value
    page.title = "Мой лист"
    batch = bring_in(saved(book), by)
    assert verdicts(batch) == {"create": 1, "update": 2, "remove": 1, "unchanged": 9}
    assert Report.objects.get(version=2).way == "workbook"
    assert standing("latest").get(theme="migration_health").place.names["en"] == "Kulob"


def test_a_copied_row_is_a_line_of_its_own(by) -> None:
    bring_in(csv_of(many(3)), by)
    book = workbook(by)
    page = book.worksheets[0]
    column, lines = columns(page), data(page)
    page.append([cell.value for cell in page[lines[0]]])
    page.cell(page.max_row, column["amount"]).value = 31
    batch = bring_in(saved(book), by)
    assert verdicts(batch) == {"create": 1, "unchanged": 3} and "4w.row-copied" in codes(batch)


def test_the_keys_of_the_last_round_go_on_in_a_workbook_of_the_next(by) -> None:
    bring_in(csv_of(many(5)), by)
    by.refresh_from_db()
    by.round.stage, by.published = "published", by.latest
    by.round.save()
    by.save()
    import datetime as dt

    following = factories.round_(stage="called", period_start=dt.date(2026, 11, 1), period_end=dt.date(2026, 11, 30))
    again = factories.reporter(following)
    book = workbook(again)
    page = book.worksheets[0]
    page.cell(data(page)[0], columns(page)["amount"]).value = 9
    assert verdicts(bring_in(saved(book), again)) == {"create": 5}
    assert set(versions.alive(again, 1).values_list("key", flat=True)) == set(
        versions.alive(by, 1).values_list("key", flat=True)
    )


# -- who, and at the same time -----------------------------------------------------------------


def test_who_reports_for_one_body_reports_for_no_other(by) -> None:
    own, other = factories.organisation("Own (invented)"), factories.organisation("Other (invented)")
    actor = Actor("person:5", role="focal_point", organisation_id=own.pk, person_id=5, name="Somebody")
    for reporter in (factories.reporter(by.round, other), by):
        assert codes(preview(csv_of([line()]), reporter, actor)) == {"4w.not-your-report"}
    mine = factories.reporter(by.round, own)
    assert bring_in(csv_of([line()]), mine, actor).state == "applied"
    report = Report.objects.get(reporter=mine)
    assert report.received_by == "person:5" and not report.on_behalf
    by.round.stage = "closed"
    by.round.save()
    assert codes(preview(csv_of([line()]), mine, actor)) == {"4w.round-not-open"}


def test_a_file_without_its_reporter_fails(by) -> None:
    from hamroh.kernel.intake.services import stage

    batch = stage(actor=factories.ACTOR, importer="4w", stream=csv_of([line()]))
    assert codes(batch) == {"4w.no-reporter"}


def test_a_report_that_came_meanwhile_is_not_overwritten(by) -> None:
    bring_in(csv_of(many(5)), by)
    waiting = preview(csv_of(many(5, seed=2)), by)
    by.refresh_from_db()
    with writing():
        version = versions.begin(by)
        versions.write(by, version, [versions.Placed("page", LineValues(title="From the page"))])
        versions.complete(actor=factories.ACTOR, reporter=by, version=version, way="page", counts={})
    after = apply(actor=factories.ACTOR, batch=waiting)
    assert after.state == "discarded" and "4w.report-moved" in codes(after)
    assert standing("latest").count() == 6 and Report.objects.count() == 2
    assert Entry.objects.filter(event="intake.stopped").count() == 1


def test_a_report_sent_again_while_the_first_is_validated_leaves_what_was_seen(by) -> None:
    bring_in(csv_of(many(5)), by)
    first = Report.objects.get()
    seen = list(versions.alive(by, 1).values_list("pk", "digest"))
    bring_in(csv_of(edited(many(5), 2, 1)), by)
    first.refresh_from_db()
    assert first.stage == ReportState.SUPERSEDED and list(versions.alive(by, 1).values_list("pk", "digest")) == seen


def stop_after(steps: int):
    passed = 0

    def keep_going(_done: int, _total: int) -> bool:
        nonlocal passed
        passed += 1
        return passed < steps

    return keep_going


def test_an_interrupted_file_shows_nothing_and_goes_on(by) -> None:
    batch = preview(csv_of(many(100)), by)
    batch = apply(actor=factories.ACTOR, batch=batch, keep_going=stop_after(1))
    assert batch.state == "applying" and 0 < Line.objects.count() < 100
    assert not standing("latest").exists() and not Report.objects.exists()
    assert apply(actor=factories.ACTOR, batch=batch).state == "applied"
    assert standing("latest").count() == 100


def test_a_later_file_overtakes_an_interrupted_one(by) -> None:
    first = preview(csv_of(many(100)), by)
    first = apply(actor=factories.ACTOR, batch=first, keep_going=stop_after(1))
    bring_in(csv_of(many(30, seed=9)), by)
    assert standing("latest").count() == 30
    first.refresh_from_db()
    assert first.state == "discarded" and "4w.overtaken" in codes(first)
    assert not first.lines.exclude(payload=None).exists()
    assert Entry.objects.filter(event="intake.stopped").count() == 1


def test_organisations_joined_between_preview_and_applying_are_named_by_the_one_that_stands(by) -> None:
    kept, gone = factories.organisation("Kept (invented)"), factories.organisation("Gone (invented)")
    batch = preview(csv_of([line(Programming_partner="Gone (invented)")]), by)
    merge_organisations(actor=factories.ACTOR, kept=kept, gone=gone)
    assert apply(actor=factories.ACTOR, batch=batch).state == "applied"
    assert standing("latest").get().programming_id == kept.pk
    assert verdicts(preview(csv_of([line(Programming_partner="Gone (invented)")]), by)) == {"unchanged": 1}


def test_every_batch_of_ours_has_no_packed_record_left(by) -> None:
    bring_in(csv_of(many(20)), by)
    assert not Batch.objects.filter(lines__payload__isnull=False).exists()
