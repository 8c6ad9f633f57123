"""The pages of a round: who sees what, what a click does, what a wrong click says."""

from __future__ import annotations

import datetime as dt
from io import BytesIO

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hamroh.kernel.background import running
from hamroh.kernel.ledger.actors import system
from hamroh.kernel.ledger.models import Entry
from hamroh.kernel.organisations.services import set_focal_point
from hamroh.kernel.places.models import Place
from hamroh.kernel.places.services import load_reference
from hamroh.rooms.coordination import services
from hamroh.rooms.coordination.models import Report, Reporter, Round
from hamroh.rooms.coordination.services.versions import alive
from hamroh.web.desk.tests.visiting import BAD_QUERIES, client_of

from . import factories

pytestmark = pytest.mark.django_db(databases=["default", "care"])


def at(name: str, *args) -> str:
    return reverse(f"coordination:{name}", args=args)


class Scene:
    """A called round with two partners who were there in October, a secretariat and a focal point."""

    def __init__(self) -> None:
        self.one, self.other = factories.organisation("Umed (invented)"), factories.organisation("Roh (invented)")
        before = factories.reporter(factories.round_(), self.one)
        factories.report(before, [
            {"key": "a", "title": "Advice", "theme": "labour_migration", "programming": self.one.pk, "targeted": 30,
             "people": (("targeted", "f", "adults", 20), ("targeted", "m", "adults", 10))},
            {"key": "b", "title": "Shelter", "theme": "counter_trafficking", "programming": self.one.pk},
        ])  # fmt: skip
        factories.report(factories.reporter(before.round, self.other), [{"key": "c", "title": "Clinic"}])
        self.officer = client_of("secretariat")
        self.partner = client_of("focal_point", of=self.one)
        self.round = services.prepare_round(
            actor=system("tests"), country="TJK", period_start=dt.date(2026, 11, 1), period_end=dt.date(2026, 11, 30),
            deadline=timezone.localdate() + dt.timedelta(days=5),
        )  # fmt: skip
        services.call_round(actor=system("tests"), round_=self.round)
        running.work_off()
        self.mine, self.others = (
            Reporter.objects.get(round=self.round, organisation=o) for o in (self.one, self.other)
        )


@pytest.fixture
def scene() -> Scene:
    return Scene()


def test_an_officer_prepares_and_calls_a_round(scene: Scene) -> None:
    Round.objects.filter(pk=scene.round.pk).delete()
    page = scene.officer.get(at("round-add"))
    form = page.context["form"]
    data = {
        "period_start": "2026-11-01", "period_end": "2026-11-30", "scheme": "migration", "asked": "same",
        "deadline": (timezone.localdate() + dt.timedelta(days=9)).isoformat(),
        **{f"message_{code}": text for code, text in form.initial["message"].items()},
    }  # fmt: skip
    made = scene.officer.post(at("round-add"), data)
    round_ = Round.objects.get(stage="draft")
    assert made.status_code == 302 and made.url == at("round-record", round_.pk)
    assert round_.reporters.count() == 2 and "2026" in round_.title["en"]
    wrong = scene.officer.post(at("round-add"), {**data, "period_end": "2026-10-01"})
    assert wrong.status_code == 200 and "period_end" in wrong.context["form"].errors
    scene.officer.post(at("round-call", round_.pk))
    round_.refresh_from_db()
    assert round_.stage == "called"


def test_who_is_asked_and_whom_to_call_stands_on_the_round(scene: Scene) -> None:
    set_focal_point(
        actor=system("tests"), organisation=scene.other, name="Example Person", phone="+992 000 00 00 01", consent=True
    )
    page = scene.officer.get(at("round-record", scene.round.pk)).content.decode()
    assert "Umed (invented)" in page and "Roh (invented)" in page and "+992 000 00 00 01" in page
    # Whom nobody can write to is named apart.
    assert page.count("Roh (invented)") >= 2
    own = scene.partner.get(at("round-record", scene.round.pk)).content.decode()
    assert "Umed (invented)" in own and "Roh (invented)" not in own
    assert "round-call" not in own and at("round-close", scene.round.pk) not in own


def test_a_partner_sees_and_changes_its_own_report_alone(scene: Scene) -> None:
    assert scene.partner.get(at("round-reporter", scene.others.pk)).status_code == 404
    for name in ("round-reporter-unchanged", "round-reporter-letter", "round-reporter-add-line"):
        assert scene.partner.post(at(name, scene.others.pk), {}).status_code == 404
    assert scene.partner.post(at("round-reporter-remind", scene.mine.pk)).status_code == 403
    assert scene.partner.post(at("round-close", scene.round.pk)).status_code == 403
    done = scene.partner.post(at("round-reporter-unchanged", scene.mine.pk))
    assert done.status_code == 302 and Report.objects.filter(reporter=scene.mine, way="unchanged").count() == 1
    report = Report.objects.get(reporter=scene.mine)
    assert scene.partner.post(at("report-validate", report.pk)).status_code == 403
    assert Client().get(at("round-reporter", scene.mine.pk)).status_code == 302


def test_a_line_is_changed_on_its_page_and_keeps_what_the_form_does_not_show(scene: Scene) -> None:
    load_reference(country="TJK", actor=system("tests"))
    address = at("round-reporter-line", scene.mine.pk, "a")
    form = scene.partner.get(address).context["form"]
    district = Place.objects.get(country="TJK", slug="khujand")
    data = {name: form[name].value() or "" for name in form.fields}
    assert data["targeted_f"] == 20 and data["programming"] == "Umed (invented)"
    data |= {"place": str(district.pk), "donor": "A donor nobody here knows", "service_words": "Legal aid"}
    told = scene.partner.post(address, data)
    assert told.status_code == 200 and set(told.context["form"].errors) == {"donor"}
    data["told"] = told.context["form"]["told"].value()
    assert scene.partner.post(address, data).status_code == 302
    line = alive(scene.mine, 1).get(key="a")
    assert (line.place_id, line.district_id, line.region_id) == (district.pk, district.pk, district.parent_id)
    assert line.raw == {"donor": "A donor nobody here knows"} and line.donor is None
    assert line.service == "legal_advice" and line.programming_id == scene.one.pk
    assert line.people == [["targeted", "f", "adults", 20], ["targeted", "m", "adults", 10]] and line.targeted == 30
    assert alive(scene.mine, 1).count() == 2
    stale = scene.partner.post(address, data)
    assert stale.status_code == 200 and "Somebody changed this line" in str(stale.context["form"].errors)


def test_mistakes_in_a_line_are_told_at_their_field(scene: Scene) -> None:
    address = at("round-reporter-add-line", scene.mine.pk)
    wrong = scene.partner.post(
        address,
        {"theme": "", "targeted_f": "7", "targeted": "3", "start": "2026-11-02", "end": "2026-11-01", "amount": "5",
         "visibility": "public"},
    )  # fmt: skip
    assert set(wrong.context["form"].errors) == {"programming", "theme", "targeted", "end", "currency"}
    assert not scene.mine.reports.exists()


def test_a_line_is_taken_out_after_one_question(scene: Scene) -> None:
    address = at("round-reporter-remove-line", scene.mine.pk, "b")
    assert scene.partner.get(address).status_code == 200 and not scene.mine.reports.exists()
    scene.partner.post(address)
    assert list(alive(scene.mine, 1).values_list("key", flat=True)) == ["a"]
    assert scene.partner.get(address).status_code == 404


def test_an_officer_enters_a_letter_with_its_scan_and_two_lines(scene: Scene, settings, tmp_path) -> None:
    settings.HAMROH_HOME = tmp_path
    address = at("round-reporter-letter", scene.others.pk)
    lines = {
        "line-0-programming": "Roh (invented)", "line-0-theme": "migration_health", "line-0-title": "First",
        "line-0-visibility": "public", "line-0-currency": "USD",
        "line-1-programming": "Roh (invented)", "line-1-theme": "migration_health", "line-1-title": "Second",
        "line-1-visibility": "public", "line-1-currency": "USD",
    }  # fmt: skip
    more = scene.officer.post(address, {"number": "№ 5", "says": "lines", "lines": "1", "more": "1", **lines})
    assert more.context["count"] == 2 and not scene.others.reports.exists()
    assert more.context["form"]["number"].value() == "№ 5"
    assert more.context["line_forms"][0]["title"].value() == "First"
    scan = BytesIO(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n")
    scan.name = "letter.pdf"
    sent = scene.officer.post(
        address, {"number": "№ 5, 2.11.2026", "says": "lines", "lines": "2", "gone": ["c"], "scan": scan, **lines}
    )
    assert sent.status_code == 302, sent.context["form"].errors
    report = scene.others.reports.get()
    assert (report.way, report.letter_number, report.on_behalf) == ("letter", "№ 5, 2.11.2026", True)
    assert sorted(alive(scene.others, 1).values_list("title", flat=True)) == ["First", "Second"]
    page = scene.officer.get(at("round-reporter", scene.others.pk))
    (kept,) = page.context["scans"]
    assert scene.officer.get(at("report-scan", report.pk, kept.pk)).status_code == 200
    assert scene.partner.get(at("report-scan", report.pk, kept.pk)).status_code == 404
    assert Entry.objects.filter(event="coordination.report-received", on_behalf_of=scene.other.pk).count() == 1


def test_validating_what_was_sent_again_meanwhile_says_so(scene: Scene) -> None:
    scene.partner.post(at("round-reporter-unchanged", scene.mine.pk))
    seen = Report.objects.get(reporter=scene.mine)
    scene.partner.post(at("round-reporter-remove-line", scene.mine.pk, "b"))
    told = scene.officer.post(at("report-validate", seen.pk), {"stage": "imported"}, follow=True)
    assert told.status_code == 200 and "came in meanwhile" in told.content.decode()
    assert not Report.objects.filter(stage="validated").exists()
    now = Report.objects.get(reporter=scene.mine, version=2)
    scene.officer.post(at("report-validate", now.pk), {"stage": "imported"})
    late = client_of("secretariat").post(
        at("report-return", now.pk), {"stage": "imported", "reason": "Places?"}, follow=True
    )
    assert "Meanwhile somebody moved this" in late.content.decode()
    now.refresh_from_db()
    assert now.stage == "validated"


def test_a_report_is_sent_back_and_its_page_says_why(scene: Scene) -> None:
    scene.partner.post(at("round-reporter-unchanged", scene.mine.pk))
    report = Report.objects.get(reporter=scene.mine)
    page = scene.officer.get(at("report-return", report.pk))
    assert page.status_code == 200
    scene.officer.post(at("report-return", report.pk), {"stage": "imported", "reason": "Which district?"})
    assert "Which district?" in scene.partner.get(at("round-reporter", scene.mine.pk)).content.decode()


def test_publishing_asks_about_reports_that_wait(scene: Scene) -> None:
    scene.partner.post(at("round-reporter-unchanged", scene.mine.pk))
    scene.officer.post(at("round-reporter-unchanged", scene.others.pk))
    scene.officer.post(at("report-validate", Report.objects.get(reporter=scene.mine).pk))
    scene.officer.post(at("round-close", scene.round.pk))
    refused = scene.officer.post(at("round-publish", scene.round.pk), {})
    assert refused.status_code == 200 and "Roh (invented)" in refused.content.decode()
    done = scene.officer.post(at("round-publish", scene.round.pk), {"without_waiting": "on"})
    assert done.status_code == 302 and Round.objects.get(pk=scene.round.pk).stage == "published"
    late = Report.objects.get(reporter=scene.others)
    scene.officer.post(at("report-validate", late.pk))
    scene.officer.post(at("report-publish", late.pk))
    scene.others.refresh_from_db()
    assert scene.others.published == 1
    assert Client().get(at("round-record", scene.round.pk)).status_code == 302


def test_late_reports_are_taken_until_the_round_closes_and_marked(scene: Scene) -> None:
    Round.objects.filter(pk=scene.round.pk).update(deadline=timezone.localdate() - dt.timedelta(days=1))
    scene.partner.post(at("round-reporter-unchanged", scene.mine.pk))
    page = scene.officer.get(at("round-reporter", scene.mine.pk))
    assert page.context["row"].late and "after the deadline" in page.content.decode()
    scene.officer.post(at("round-close", scene.round.pk))
    assert scene.partner.get(at("round-reporter-add-line", scene.mine.pk)).status_code == 403
    assert "This round is closed." in scene.partner.get(at("round-reporter", scene.mine.pk)).content.decode()


def test_reminding_says_whom_no_letter_reaches_and_not_twice_a_day(scene: Scene) -> None:
    first = scene.officer.post(at("round-remind", scene.round.pk), follow=True).content.decode()
    assert "1 organisation is reminded." in first and "1 has no e-mail" in first
    again = scene.officer.post(at("round-remind", scene.round.pk), follow=True).content.decode()
    assert "1 was reminded today already." in again
    one = scene.officer.post(at("round-reporter-remind", scene.mine.pk), follow=True).content.decode()
    assert "reminded today already" in one
    scene.mine.refresh_from_db()
    assert scene.mine.reminders == 1


def test_the_workbook_holds_the_last_lines_in_the_pages_language(scene: Scene) -> None:
    answer = scene.partner.get(at("round-reporter-workbook", scene.mine.pk))
    book = openpyxl.load_workbook(BytesIO(b"".join(answer.streaming_content)))
    sheet = next(one for one in book.worksheets if one.sheet_state == "visible")
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    keys = rows[0]
    lines = {row[0]: dict(zip(keys, row, strict=True)) for row in rows if row[0] in ("a", "b")}
    assert lines["a"]["title"] == "Advice" and lines["a"]["targeted_f"] == 20
    assert lines["a"]["programming"] == "Umed (invented)" and lines["a"]["theme"] == "Labour migration"
    assert set(lines) == {"a", "b"}


def test_regional_office_sees_its_districts_and_who_is_missing(scene: Scene) -> None:
    load_reference(country="TJK", actor=system("tests"))
    regional = factories.organisation("Regional office (invented)")
    places = list(Place.objects.filter(country="TJK", level=2, parent__slug="sughd").order_by("slug")[:2])
    offices = [factories.organisation(f"Office {place.slug} (invented)", parent=regional) for place in places]
    for office, place in zip(offices, places, strict=True):
        services.add_reporter(actor=system("tests"), round_=scene.round, organisation=office, place=place)
    running.work_off()
    head = client_of("focal_point", of=regional)
    page = head.get(at("round-missing", scene.round.pk))
    tree = page.context["tree"]
    assert (tree.asked, tree.missing) == (2, 2) and [branch.place.slug for branch in tree.below] == ["sughd"]
    assert "Umed (invented)" not in page.content.decode()
    client_of("focal_point", of=offices[0])
    reporter = Reporter.objects.get(organisation=offices[0])
    services.change_lines(
        actor=system("tests"),
        reporter=reporter,
        changes=[services.reporting.LineChange(factories.LineValues(title="T"))],
    )
    tree = head.get(at("round-missing", scene.round.pk)).context["tree"]
    assert (tree.asked, tree.missing, tree.below[0].reported) == (2, 1, 1)
    # The head sees where the districts stand, not what they wrote before it is published, and reports for none.
    assert head.get(at("round-reporter", reporter.pk)).context["register"] is None
    assert head.get(at("round-reporter-add-line", reporter.pk)).status_code == 403
    everything = scene.officer.get(at("round-missing", scene.round.pk)).context["tree"]
    assert everything.asked == 4 and len(everything.rows) == 2


def test_pages_stand_nonsense_in_the_address(scene: Scene) -> None:
    scene.partner.post(at("round-reporter-unchanged", scene.mine.pk))
    pages = [at("round-register"), at("round-record", scene.round.pk), at("round-reporter", scene.mine.pk)]
    for page in pages:
        for query in (*BAD_QUERIES, "standing=nonsense", "country=XXX"):
            assert scene.officer.get(f"{page}?{query}").status_code in (200, 404), (page, query)


def test_forty_organisations_cost_few_queries(scene: Scene, django_assert_max_num_queries) -> None:
    for number in range(40):
        services.add_reporter(
            actor=system("tests"), round_=scene.round, organisation=factories.organisation(f"Body {number} (invented)")
        )
    with django_assert_max_num_queries(110):
        assert scene.officer.get(at("round-record", scene.round.pk)).status_code == 200
