"""A round from its draft to its publication, verb by verb, with what the ledger says of each."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from django.utils import timezone

from hamroh.commons.inbox.models import Task
from hamroh.kernel.background import running
from hamroh.kernel.background.models import Job
from hamroh.kernel.ledger.models import Entry
from hamroh.kernel.ledger.services import subjects_changed
from hamroh.kernel.organisations.models import Organisation
from hamroh.kernel.people.decisions import Refused
from hamroh.kernel.people.tests import factories as people
from hamroh.kernel.workflow.progress import MovedMeanwhile
from hamroh.rooms.coordination import services
from hamroh.rooms.coordination.models import Report, Reporter, Round
from hamroh.rooms.coordination.selectors.lines import standing
from hamroh.rooms.coordination.services.reporting import LineChange, ReportProblem
from hamroh.rooms.coordination.services.rounds import RoundProblem
from hamroh.rooms.coordination.services.versions import ReportMoved, alive
from hamroh.rooms.coordination.values import LineValues, values_of

from . import factories

pytestmark = pytest.mark.django_db(databases=["default", "care"])
NOVEMBER = {"period_start": dt.date(2026, 11, 1), "period_end": dt.date(2026, 11, 30)}


def events_of(event: str) -> list[Entry]:
    return list(Entry.objects.filter(event=f"coordination.{event}").order_by("pk"))


class Country:
    """October is published: two partners reported, with two lines and one; a secretariat that calls November."""

    def __init__(self) -> None:
        self.officer = people.actor("secretariat")
        self.one, self.other = (factories.organisation(name) for name in ("Umed (invented)", "Roh (invented)"))
        self.partner = people.actor("focal_point", of=self.one)
        self.october = factories.round_()
        self.october_one = factories.reporter(self.october, self.one)
        factories.report(self.october_one, [{"key": "a", "title": "A"}, {"key": "b", "title": "B"}])
        factories.report(factories.reporter(self.october, self.other), [{"key": "c", "title": "C"}])

    def prepare(self, **fields) -> Round:
        given = {"deadline": timezone.localdate() + dt.timedelta(days=7), **NOVEMBER, **fields}
        return services.prepare_round(actor=self.officer, country="TJK", **given)

    def call(self) -> Round:
        called = services.call_round(actor=self.officer, round_=self.prepare())
        running.work_off()
        return called

    def reporter(self, round_: Round, body: Organisation | None = None) -> Reporter:
        return Reporter.objects.get(round=round_, organisation=body or self.one)

    def validate(self, round_: Round, body: Organisation | None = None) -> Report:
        last = self.reporter(round_, body).reports.order_by("-version").first()
        return services.validate_report(actor=self.officer, report=last)


@pytest.fixture
def country() -> Country:
    return Country()


def test_a_round_asks_all_of_the_last_one_and_takes_over_nobodys_lines(country: Country) -> None:
    prepared = country.prepare()
    assert prepared.stage == "draft" and prepared.before == country.october
    assert set(prepared.title) == set(prepared.message) == {"tg", "ru", "en", "zh"}
    assert set(prepared.reporters.values_list("organisation", "latest")) == {(country.one.pk, 0), (country.other.pk, 0)}
    assert standing("latest").filter(reporter__round=prepared).count() == 0
    (entry,) = events_of("round-prepared")
    assert entry.facts["reporters"] == 2 and entry.actor == country.officer.key
    with pytest.raises(RoundProblem) as twice:
        country.prepare()
    assert twice.value.field == "period_start"


def test_a_body_that_was_joined_into_another_is_asked_under_that_name(country: Country) -> None:
    Organisation.everything.filter(pk=country.other.pk).update(merged_into=country.one)
    assert list(country.prepare().reporters.values_list("organisation", flat=True)) == [country.one.pk]


def test_only_chosen_bodies_are_asked_and_others_can_be_added_once(country: Country) -> None:
    prepared = country.prepare(organisations=[country.one])
    added = services.add_reporter(actor=country.officer, round_=prepared, organisation=country.other)
    (entry,) = events_of("reporter-added")
    assert entry.facts["name"] == {"en": "Roh (invented)"} and entry.subject == f"coordination.reporter:{added.pk}"
    with pytest.raises(RoundProblem):
        services.add_reporter(actor=country.officer, round_=prepared, organisation=country.other)
    with pytest.raises(RoundProblem):
        services.add_reporter(actor=country.officer, round_=prepared)
    assert prepared.reporters.count() == 2 and len(events_of("reporter-added")) == 1


def test_a_round_is_called_only_with_letter_deadline_and_somebody_to_ask(country: Country) -> None:
    prepared = country.prepare(organisations=[], deadline=timezone.localdate() - dt.timedelta(days=1))
    reasons = []
    for mend in (
        lambda: services.add_reporter(actor=country.officer, round_=prepared, organisation=country.one),
        lambda: services.change_round(actor=country.officer, round_=prepared, deadline=timezone.localdate()),
    ):
        with pytest.raises(Refused) as refused:
            services.call_round(actor=country.officer, round_=prepared)
        reasons.append(str(refused.value))
        mend()
    assert "Nobody is asked" in reasons[0] and "has passed" in reasons[1]
    assert not events_of("round-called")
    services.call_round(actor=country.officer, round_=prepared)
    assert [entry.facts["reporters"] for entry in events_of("round-called")] == [1]


def test_what_partners_report_by_is_not_changed_under_them(country: Country) -> None:
    called = country.call()
    with pytest.raises(RoundProblem):
        services.change_round(actor=country.officer, round_=called, period_end=dt.date(2026, 12, 31))
    later = timezone.localdate() + dt.timedelta(days=20)
    services.change_round(actor=country.officer, round_=called, deadline=later)
    services.change_round(actor=country.officer, round_=called, deadline=later)
    running.work_off()
    assert [entry.facts["changed"] for entry in events_of("round-changed")] == [["deadline"]]
    waiting = Task.objects.filter(closed_at=None, assignee_role="focal_point")
    assert set(waiting.values_list("due", flat=True)) == {later} and waiting.count() == 2


def test_each_partner_has_a_task_that_its_report_closes_and_the_validator_gets_one(country: Country) -> None:
    called = country.call()
    reporter = country.reporter(called)
    task = Task.objects.get(dedup_key=f"coordination.report:{reporter.pk}")
    assert (task.assignee_role, task.organisation_id, task.due) == ("focal_point", country.one.pk, called.deadline)
    services.report_unchanged(actor=country.partner, reporter=reporter)
    task.refresh_from_db()
    assert task.closed_reason == "done"
    look = Task.objects.get(dedup_key=f"coordination.validate:{reporter.pk}", closed_at=None)
    assert look.assignee_role == "secretariat" and look.href.endswith(f"/{reporter.pk}/")
    country.validate(called)
    look.refresh_from_db()
    assert look.closed_at is not None


def test_nothing_changed_takes_the_published_lines_over_with_their_keys(country: Country) -> None:
    called = country.call()
    reporter = country.reporter(called)
    before = len(events_of("report-received"))
    report = services.report_unchanged(actor=country.partner, reporter=reporter)
    assert dict(alive(reporter, 1).values_list("key", "title")) == {"a": "A", "b": "B"}
    assert report.way == "unchanged" and report.counts["unchanged"] == 2 and not report.on_behalf
    received = events_of("report-received")
    assert len(received) == before + 1 and received[-1].facts["lines"] == 2
    with pytest.raises(ReportProblem):
        services.report_unchanged(actor=country.partner, reporter=reporter)
    assert standing("published").filter(reporter=reporter).count() == 0


def test_many_lines_are_taken_over_in_short_steps(country: Country, django_assert_max_num_queries) -> None:
    factories.report(country.october_one, [{"key": f"k{number}", "title": f"T{number}"} for number in range(450)])
    called = country.call()
    report = services.report_unchanged(actor=country.partner, reporter=country.reporter(called))
    assert report.counts["lines"] == 450 and alive(country.reporter(called), 1).count() == 450


def test_a_line_edited_on_the_page_makes_the_next_report_with_the_others_in_it(country: Country) -> None:
    called = country.call()
    reporter = country.reporter(called)
    line = alive(country.october_one, 1).get(key="a")
    changed = LineChange(LineValues(title="A, now in two districts"), "a", line.digest)
    services.change_lines(actor=country.partner, reporter=reporter, changes=[changed])
    assert dict(alive(reporter, 1).values_list("key", "title")) == {"a": "A, now in two districts", "b": "B"}
    services.change_lines(
        actor=country.partner, reporter=reporter, changes=[LineChange(LineValues(title="New"))], removed=["b"]
    )
    assert sorted(alive(reporter, 2).values_list("title", flat=True)) == ["A, now in two districts", "New"]
    assert [one.stage for one in reporter.reports.order_by("version")] == ["superseded", "imported"]
    told = [(e.facts["created"], e.facts["updated"], e.facts["removed"]) for e in events_of("report-received")[-2:]]
    assert told == [(0, 1, 0), (1, 0, 1)]
    with pytest.raises(ReportProblem, match="Somebody changed this line"):
        services.change_lines(actor=country.partner, reporter=reporter, changes=[changed])
    with pytest.raises(ReportProblem, match="Nothing was changed"):
        same = LineChange(values_of(alive(reporter, 2).get(key="a")), "a")
        services.change_lines(actor=country.partner, reporter=reporter, changes=[same])
    assert reporter.reports.count() == 2


def test_a_letter_is_entered_with_both_names_in_the_ledger(country: Country, settings, tmp_path) -> None:
    from io import BytesIO

    settings.HAMROH_HOME = tmp_path
    called = country.call()
    reporter = country.reporter(called, country.other)
    with pytest.raises(ReportProblem) as lacking:
        services.enter_letter(actor=country.officer, reporter=reporter, number=" ", unchanged=True)
    assert lacking.value.field == "number"
    scan = BytesIO(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n")
    report = services.enter_letter(
        actor=country.officer, reporter=reporter, number="№ 12/4, 3 November 2026", scan=scan, file_name="letter.pdf",
        changes=[LineChange(LineValues(title="By letter"))],
    )  # fmt: skip
    entry = events_of("report-received")[-1]
    assert (entry.actor, entry.on_behalf_of) == (country.officer.key, country.other.pk)
    assert report.on_behalf and report.document.startswith("documents.blob:") and report.counts["created"] == 1
    # The officer goes on with the same letter: its further lines stand under it.
    more = services.change_lines(
        actor=country.officer, reporter=reporter, changes=[LineChange(LineValues(title="Page two of the letter"))]
    )
    assert (more.way, more.letter_number, more.document) == ("letter", report.letter_number, report.document)
    assert events_of("report-received")[-1].on_behalf_of == country.other.pk
    assert alive(reporter, 2).count() == 3


def test_validation_refuses_a_report_that_was_sent_again_meanwhile(country: Country) -> None:
    called = country.call()
    reporter = country.reporter(called)
    seen = services.report_unchanged(actor=country.partner, reporter=reporter)
    services.change_lines(actor=country.partner, reporter=reporter, changes=[LineChange(LineValues(title="Late"))])
    before = Entry.objects.count()
    with pytest.raises(ReportMoved, match="Umed"):
        services.validate_report(actor=country.officer, report=seen)
    with pytest.raises(ReportMoved):
        services.return_report(actor=country.officer, report=seen, reason="Places are missing")
    assert Entry.objects.count() == before
    assert set(reporter.reports.values_list("stage", flat=True)) == {"superseded", "imported"}


def test_of_two_officers_at_once_the_second_is_told(country: Country) -> None:
    called = country.call()
    report = services.report_unchanged(actor=country.partner, reporter=country.reporter(called))
    opened_by_the_other = Report.objects.get(pk=report.pk)
    services.validate_report(actor=country.officer, report=report)
    other = people.actor("secretariat")
    with pytest.raises(MovedMeanwhile):
        services.return_report(
            actor=other, report=opened_by_the_other, reason="No", expected_stage=opened_by_the_other.stage
        )
    with pytest.raises(MovedMeanwhile):
        services.validate_report(actor=other, report=opened_by_the_other)
    assert len(events_of("report-validated")) == 1 and not events_of("report-returned")


def test_a_report_goes_back_with_a_reason_and_waits_for_the_partner_again(country: Country) -> None:
    called = country.call()
    reporter = country.reporter(called)
    report = services.report_unchanged(actor=country.partner, reporter=reporter)
    with pytest.raises(Refused):
        services.return_report(actor=country.officer, report=report, reason=" ")
    services.return_report(actor=country.officer, report=report, reason="Which district?")
    report.refresh_from_db()
    assert (report.stage, report.reason, report.decided_by) == ("returned", "Which district?", country.officer.key)
    assert events_of("report-returned")[-1].facts["reason"] == "Which district?"
    assert Task.objects.filter(dedup_key=f"coordination.report:{reporter.pk}", closed_at=None).count() == 1
    services.change_lines(actor=country.partner, reporter=reporter, changes=[LineChange(LineValues(title="Panj"))])
    assert Task.objects.filter(dedup_key=f"coordination.report:{reporter.pk}", closed_at=None).count() == 0
    assert country.validate(called).version == 2


def test_publishing_names_who_still_waits_and_moves_all_at_once(country: Country) -> None:
    called = country.call()
    for body in (country.one, country.other):
        services.report_unchanged(actor=replace(country.officer), reporter=country.reporter(called, body))
    country.validate(called)
    with pytest.raises(Refused):
        services.publish_round(actor=country.officer, round_=called)
    closed = services.close_round(actor=country.officer, round_=called)
    assert len(events_of("round-closed")) == 1
    with pytest.raises(Refused, match="1 report waits for validation: Roh"):
        services.publish_round(actor=country.officer, round_=closed)
    assert Round.objects.get(pk=called.pk).stage == "closed" and standing("published").count() == 3

    told = []
    subjects_changed.connect(receiver := lambda ids, model, **_: told.append((model, ids)), weak=False)
    try:
        services.publish_round(actor=country.officer, round_=closed, without_waiting=True)
    finally:
        subjects_changed.disconnect(receiver)
    running.work_off()
    mine, others = country.reporter(called), country.reporter(called, country.other)
    assert (mine.published, others.published) == (1, 0) and told == [(Reporter, [mine.pk])]
    country.october.refresh_from_db()
    assert (country.october.stage, Round.objects.get(pk=called.pk).stage) == ("superseded", "published")
    (entry,) = events_of("round-published")
    assert (entry.facts["reporters"], entry.facts["lines"]) == (1, 2) and len(entry.facts["items"]) == 64
    assert not Task.objects.filter(closed_at=None, dedup_key__startswith="coordination.").exists()

    # The one that was late follows by itself.
    late = country.validate(called, country.other)
    services.publish_report(actor=country.officer, report=late)
    assert country.reporter(called, country.other).published == 1
    assert events_of("report-published")[-1].facts["name"] == {"en": "Roh (invented)"}
    # And a correction replaces what was published.
    services.change_lines(
        actor=country.officer, reporter=others, changes=[LineChange(LineValues(title="Corrected"))]
    )  # fmt: skip
    services.publish_report(actor=country.officer, report=country.validate(called, country.other))
    assert list(others.reports.order_by("version").values_list("stage", flat=True)) == ["superseded", "published"]


def test_an_older_round_does_not_replace_a_later_picture(country: Country) -> None:
    september = {"period_start": dt.date(2026, 9, 1), "period_end": dt.date(2026, 9, 30)}
    called = services.call_round(actor=country.officer, round_=country.prepare(**september))
    with pytest.raises(ReportProblem, match="earlier round"):
        services.report_unchanged(actor=country.officer, reporter=country.reporter(called))
    services.change_lines(
        actor=country.officer, reporter=country.reporter(called), changes=[LineChange(LineValues(title="S"))]
    )
    country.validate(called)
    closed = services.close_round(actor=country.officer, round_=called)
    with pytest.raises(Refused, match="later period"):
        services.publish_round(actor=country.officer, round_=closed)


def test_a_closed_round_takes_no_report_until_it_is_opened_with_a_reason(country: Country) -> None:
    called = country.call()
    reporter = country.reporter(called)
    closed = services.close_round(actor=country.officer, round_=called)
    with pytest.raises(Refused, match="closed"):
        services.report_unchanged(actor=country.partner, reporter=reporter)
    with pytest.raises(Refused, match="reason"):
        services.reopen_round(actor=country.officer, round_=closed, reason="")
    services.reopen_round(actor=country.officer, round_=closed, reason="Power cut in Khatlon")
    assert events_of("round-reopened")[-1].facts["reason"] == "Power cut in Khatlon"
    assert services.report_unchanged(actor=country.partner, reporter=reporter).version == 1


def test_who_may_not_is_refused_and_nothing_is_written(country: Country) -> None:
    called = country.call()
    others = country.reporter(called, country.other)
    collector = services.add_reporter(actor=country.officer, round_=called, label="Cluster file")
    before = Entry.objects.count(), Job.objects.count()
    for verb in (
        lambda: services.report_unchanged(actor=country.partner, reporter=others),
        lambda: services.change_lines(actor=country.partner, reporter=collector, changes=[LineChange(LineValues())]),
        lambda: services.enter_letter(actor=country.partner, reporter=others, number="1", unchanged=True),
        lambda: services.close_round(actor=country.partner, round_=called),
        lambda: services.remind_missing(actor=country.partner, round_=called),
        lambda: services.prepare_round(actor=country.partner, country="TJK", **NOVEMBER),
    ):
        with pytest.raises(Refused):
            verb()
    assert (Entry.objects.count(), Job.objects.count()) == before


def test_an_excused_body_is_not_missing_and_not_reminded(country: Country) -> None:
    called = country.call()
    reporter = country.reporter(called)
    services.excuse_reporter(actor=country.officer, reporter=reporter, reason="No project this month")
    assert events_of("reporter-excused")[-1].facts["reason"] == "No project this month"
    assert not Task.objects.filter(dedup_key=f"coordination.report:{reporter.pk}", closed_at=None).exists()
    with pytest.raises(Refused):
        services.remind(actor=country.officer, reporter=reporter)
    services.excuse_reporter(actor=country.officer, reporter=reporter, reason="")
    assert Task.objects.filter(dedup_key=f"coordination.report:{reporter.pk}", closed_at=None).count() == 1
