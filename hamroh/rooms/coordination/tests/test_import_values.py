"""Words become values, or are told at their cell: nothing wrong is passed over, nothing odd stops a file."""

from __future__ import annotations

import datetime as dt
import random
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from hamroh.formats.spreadsheet import LocaleRule
from hamroh.kernel.intake.services import LinesRefused, apply
from hamroh.kernel.ledger.actors import system
from hamroh.kernel.organisations.models import AliasKind, FocalPoint, Organisation
from hamroh.kernel.organisations.services import create_organisation
from hamroh.kernel.places.models import CodeScheme, Place, PlaceCode
from hamroh.kernel.places.services import build_schematic, load_reference
from hamroh.rooms.coordination.importing import words
from hamroh.rooms.coordination.models import Line, Report
from hamroh.rooms.coordination.selectors.lines import standing

from . import factories
from .importing import HEAD, bring_in, codes, csv_of, line, preview, told, verdicts, xlsx_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def by():
    load_reference(country="TJK", actor=system("test"))
    return factories.reporter(factories.round_(stage="called"))


def only() -> Line:
    return standing("latest").get()


def cell(heading: str, row: int) -> str:
    return f"{chr(ord('A') + HEAD.index(heading))}{row}"


# -- faults ------------------------------------------------------------------------------------

FAULTS: tuple[tuple[str, Any, str], ...] = (
    ("Targeted F", "-5", "4w.negative"), ("Targeted F", "2.5", "4w.not-whole"), ("Targeted M", "many", "4w.bad-count"),
    ("Targeted M", "-1", "4w.negative"), ("Targeted", "about 100", "4w.bad-count"), ("Targeted", "1e30", "4w.too-large"),
    ("Targeted", "99,5", "4w.not-whole"), ("Start", "31.02.2026", "4w.bad-date"), ("Start", "soon", "4w.bad-date"),
    ("Start", "13/13/2026", "4w.bad-date"), ("End", "1.1.20", "4w.bad-date"), ("End", "2026-09-30", "4w.end-before-start"),
    ("End", "next year", "4w.bad-date"), ("Budget", "1,234", "ambiguous-number"), ("Budget", "-3", "4w.negative"),
    ("Budget", "a lot", "4w.bad-amount"), ("Budget", "12 apples", "4w.bad-amount"), ("Currency", "XQZ", "4w.unknown-currency"),
    ("Currency", "shells", "4w.unknown-currency"), ("Budget", "9" * 20, "4w.too-large"),
)  # fmt: skip


def test_twenty_seeded_faults_are_each_named_at_their_cell_and_nothing_is_written(by) -> None:
    chance = random.Random(4)
    rows = [line(Notes=f"line {number}") for number in range(60)]
    places = chance.sample(range(60), len(FAULTS))
    for number, (heading, value, _code) in zip(places, FAULTS, strict=True):
        rows[number][HEAD.index(heading)] = value
    batch = preview(csv_of(rows), by)
    wanted = {(code, cell(heading, number + 2)) for number, (heading, _value, code) in zip(places, FAULTS, strict=True)}
    assert {(one.code, one.locator) for one in batch.faults.filter(severity="error")} == wanted
    assert batch.counts["refused"] == len(FAULTS)
    with pytest.raises(LinesRefused):
        apply(actor=factories.ACTOR, batch=batch)
    assert not Line.objects.exists() and not Report.objects.exists()
    assert not Organisation.objects.filter(names__en="Invented Fund").exists()


def test_a_line_that_names_nobody_is_refused_at_the_organisation(by) -> None:
    batch = preview(csv_of([line(Donor="", Programming_partner="", Implementing_partner="")]), by)
    assert ("4w.no-organisation", "B2") in told(batch) and verdicts(batch) == {"refused": 1}


def test_without_a_column_of_its_own_the_reporter_is_the_programming_partner() -> None:
    body = factories.organisation("Reporter (invented)")
    own = factories.reporter(factories.round_(stage="called"), body)
    bring_in(csv_of([("Invented Fund", "Labour migration")], ("Donor", "Thematic area")), own)
    assert only().programming_id == body.pk


# -- organisations -----------------------------------------------------------------------------


def test_a_known_name_in_any_script_finds_the_body_and_a_new_one_is_added_with_its_type(by) -> None:
    known = create_organisation(actor=factories.ACTOR, names={"en": "Rohi Hamkori (invented)", "tg": "Роҳи Ҳамкорӣ"})
    head = (
        "Programming partner",
        "Implementing Partner Name",
        "Implementing Partner Acronym",
        "Organisation type",
        "Theme",
    )
    rows = [("роҳи ҳамкори", "New Aid Society", "NAS", "National NGO", "Labour migration"),
            ("Роҳи Ҳамкорӣ", "", "NAS", "", "Migration health")]  # fmt: skip
    batch = bring_in(csv_of(rows, head), by)
    lines = list(standing("latest"))
    assert {one.programming_id for one in lines} == {known.pk}
    (new,) = {one.implementing for one in lines}
    assert new.names == {"en": "New Aid Society"} and new.type == "22"
    assert set(new.aliases.values_list("text", flat=True)) == {"New Aid Society", "NAS"}
    assert ("4w.new-organisation", "B2") in told(batch) and batch.counts["new_organisations"] == 1
    assert {one.raw["programming"] for one in lines} == {"роҳи ҳамкори", "Роҳи Ҳамкорӣ"}


def test_a_name_that_is_only_like_another_asks_and_never_merges(by) -> None:
    known = factories.organisation("Catholic Relief Services")
    batch = bring_in(csv_of([line(Programming_partner="Catholic Relief Service")]), by)
    fault = batch.faults.get(code="4w.new-organisation-like")
    assert fault.locator == "B2" and "Catholic Relief Services" in fault.text
    assert only().programming_id != known.pk


def test_a_short_name_that_another_body_has_does_not_decide_against_the_full_name(by) -> None:
    create_organisation(actor=factories.ACTOR, names={"en": "Medical Teams"}, aliases=(("", "MT", AliasKind.ACRONYM),))
    head = ("Program Partner Name", "Program partner Acronym", "Theme")
    batch = bring_in(csv_of([("Mercy Tents", "MT", "Labour migration")], head), by)
    assert str(only().programming) == "Mercy Tents"
    assert "Medical Teams" in batch.faults.get(code="4w.new-organisation-like").text


@pytest.mark.parametrize("text", ["Alpha Aid, Beta Bureau", "Alpha Aid / Beta Bureau", "IOM/UNHCR"])
def test_a_cell_with_two_bodies_is_kept_as_written_and_told(by, text: str) -> None:
    for name in ("Alpha Aid", "Beta Bureau", "IOM"):
        factories.organisation(name)
    batch = bring_in(csv_of([line(Programming_partner=text)]), by)
    assert ("4w.two-organisations", "B2") in told(batch) and str(only().programming) == text


def test_persons_to_call_are_kept_with_their_body_and_nowhere_else(by) -> None:
    head = ("Programming partner", "Theme", "Contact person", "Contact email", "Phone")
    rows = [("Rohi Hamkori (invented)", "Labour migration", "Zarina Invented", "zarina@example.org", "+992 00 000 0000"),
            ("Rohi Hamkori (invented)", "Migration health", "No Address", "not an address", "")]  # fmt: skip
    batch = bring_in(csv_of(rows, head), by)
    point = FocalPoint.objects.get()
    assert (point.email, point.consent, str(point.organisation)) == (
        "zarina@example.org",
        False,
        "Rohi Hamkori (invented)",
    )
    assert ("4w.bad-contact", "D3") in told(batch)
    from hamroh.kernel.ledger.models import Entry

    written = str(list(standing("latest").values_list("raw", "notes"))) + str(list(Entry.objects.values_list("facts")))
    assert "arina" not in written and "example.org" not in written
    assert not batch.lines.exclude(payload=None).exists()


# -- themes, services, statuses ----------------------------------------------------------------


def test_words_that_no_list_has_are_kept_and_told_with_suggestions(by) -> None:
    batch = bring_in(
        csv_of([line(Thematic_area="Labour migrations", Kind_of_work="Language course", Status="sleeping")]), by
    )
    one = only()
    assert (one.theme, one.service, one.status) == ("", "language course", "")
    assert (one.raw["theme"], one.raw["service"], one.raw["status"]) == (
        "Labour migrations",
        "Language course",
        "sleeping",
    )
    assert {("4w.unknown-theme-near", "D2"), ("4w.unknown-service-near", "E2"), ("4w.unknown-status", "M2")} <= set(
        told(batch)
    )
    assert "Labour migration" in batch.faults.get(code="4w.unknown-theme-near").text


def test_where_a_country_counts_by_clusters_its_own_words_for_work_are_right() -> None:
    eth = factories.reporter(factories.round_(country="ETH", stage="called"))
    batch = bring_in(csv_of([line(Thematic_area="WASH", Kind_of_work="Durable  Water", Region="", District="")]), eth)
    one = only()
    assert (one.theme, one.service, one.raw["service"]) == ("WSH", "durable water", "Durable Water")
    assert not codes(batch) & {"4w.unknown-service", "4w.unknown-theme"}


# -- places ------------------------------------------------------------------------------------


def place(name: str) -> Place:
    return Place.objects.get(country="TJK", names__en=name, level=2)


def where(by, **cells: str) -> tuple[Line, Any]:
    head = ("Programming partner", "Theme", *(key.replace("_", " ") for key in cells))
    batch = bring_in(csv_of([("Rohi Hamkori (invented)", "Labour migration", *cells.values())], head), by)
    return only(), batch


def test_a_code_decides_and_a_name_against_it_is_told(by) -> None:
    found, batch = where(by, Region="Sughd", District="Khujand", Pcode=place("Kulob").pcode)
    assert found.place == place("Kulob") and found.raw["adm2"] == "Khujand"
    assert {("4w.place-conflict", "C2"), ("4w.place-conflict", "D2")} <= set(told(batch))


def test_another_spelling_beside_the_code_is_no_conflict(by) -> None:
    found, batch = where(by, Region="Хатлонская область", District="Куляб", Pcode=place("Kulob").pcode)
    assert found.place == place("Kulob") and codes(batch) == {"4w.new-organisation"}


def test_a_code_of_a_former_division_leads_to_the_place_of_today(by) -> None:
    PlaceCode.objects.create(place=place("Kulob"), scheme=CodeScheme.PCODE, code="TJ99901", is_main=False,
                             valid_to=dt.date(2016, 12, 31))  # fmt: skip
    found, batch = where(by, Pcode="TJ99901")
    assert found.place == place("Kulob") and ("4w.former-pcode", "C2") in told(batch)


def test_an_ended_place_leads_to_the_one_that_bears_its_name_today(by) -> None:
    kulob = place("Kulob")
    old = Place.objects.create(country="TJK", slug="kulob-old", level=2, parent=kulob.parent, kind="district",
                               pcode="TJ99902", names=kulob.names, valid_to=dt.date(2016, 12, 31))  # fmt: skip
    for name in kulob.all_names.all():
        old.all_names.create(text=name.text, language=name.language, kind=name.kind, folded=name.folded)
    old.codes.create(scheme=CodeScheme.PCODE, code="TJ99902")
    found, batch = where(by, Pcode="TJ99902")
    assert found.place == kulob and "4w.former-pcode" in codes(batch)


def test_an_unknown_code_leaves_it_to_the_names(by) -> None:
    found, batch = where(by, Region="Khatlon", District="Kulob", Pcode="XX1234")
    assert found.place == place("Kulob") and ("4w.unknown-pcode", "E2") in told(batch)


def test_an_unknown_district_keeps_the_line_under_its_region_with_a_suggestion(by) -> None:
    found, batch = where(by, Region="Khatlon", District="Kulobi")
    assert found.place.level == 1 and found.raw["adm2"] == "Kulobi" and batch.counts["places_unknown"] == 1
    fault = batch.faults.get(code="4w.unknown-place-near")
    assert fault.locator == "D2" and "Kulob" in fault.text


def test_a_position_is_the_last_resort_and_told(by) -> None:
    outline = Path(settings.HAMROH_NODE_MODULES) / "world-atlas" / "countries-10m.json"
    build_schematic(country="TJK", outline=outline, actor=system("test"))
    kulob = place("Kulob")
    found, batch = where(by, Region="Khatlon", District="somewhere", Lat=str(kulob.lat), Long=str(kulob.lon))
    assert found.place == kulob and ("4w.place-by-position", "E2") in told(batch)
    assert batch.counts["places_unknown"] == 0


def test_a_third_of_unknown_places_does_not_stop_a_file(by) -> None:
    rows = [line(District="Kulob" if number % 10 > 2 else f"Nowhere {number}", Notes=number) for number in range(100)]
    batch = bring_in(csv_of(rows), by)
    assert batch.state == "applied" and batch.counts["places_unknown"] == 30 and verdicts(batch) == {"create": 100}
    assert standing("latest").filter(place=place("Kulob")).count() == 70
    assert batch.faults.filter(code__startswith="4w.unknown-place").count() == 30


# -- days --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("31.03.2026", "2026-03-31", "2026-03-31"), ("2026-03-31", "2026-03-31", "2026-03-31"),
        ("1 March 2015", "2015-03-01", "2015-03-01"), ("март 2025", "2025-03-01", "2025-03-31"),
        ("August", "2026-08-01", "2026-08-31"), ("марта", "2026-03-01", "2026-03-31"), ("феврал", "2026-02-01", "2026-02-28"),
        ("2025-08", "2025-08-01", "2025-08-31"), ("08.2025", "2025-08-01", "2025-08-31"), ("2025年8月", "2025-08-01", "2025-08-31"),
        ("January - April 2025", "2025-01-01", "2025-04-30"), ("Mar-25", "2025-03-01", "2025-03-31"),
        ("Q1", None, None), ("31 April 2026", None, None), ("", None, None), ("month", None, None),
    ],
)  # fmt: skip
def test_days_and_months_in_words(text: str, first: str | None, last: str | None) -> None:
    if first is None:
        with pytest.raises(words.Unread):
            words.read_span(text, year=2026)
    else:
        span = words.read_span(text, year=2026)
        assert (span.first.isoformat(), span.last.isoformat()) == (first, last)


def test_dates_as_text_in_three_formats_and_as_excel_counts_them(by) -> None:
    starts = ("01.10.2026", "2026-10-01", "1 October 2026", 46296)
    rows = [HEAD, *(line(Start=start, Notes=str(number)) for number, start in enumerate(starts))]
    batch = bring_in(xlsx_of(("A", rows)), by)
    assert {one.start for one in standing("latest")} == {dt.date(2026, 10, 1)}
    assert [place for code, place in told(batch) if code == "4w.number-as-date"] == ["A!K5"]


# -- numbers -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "number"),
    [("1 234", 1234), ("1,234", 1234), ("1.234", 1234), ("1\u00a0234\u00a0567", 1234567), (12, 12), (Decimal("12"), 12), ("0", 0)],
)  # fmt: skip
def test_people_with_blanks_and_commas(value: Any, number: int) -> None:
    assert words.read_count(value) == number


@pytest.mark.parametrize(
    ("value", "amount", "currency"),
    [("USD 1,500.00", "1500.00", "USD"), ("1 234,50", "1234.50", ""), ("$1500", "1500.00", "USD"), (3, "3.00", ""),
     ("1500 сомонӣ", "1500.00", "TJS")],
)  # fmt: skip
def test_money_with_its_currency(value: Any, amount: str, currency: str) -> None:
    assert words.read_amount(value, LocaleRule()) == (Decimal(amount), currency)


def test_a_total_against_its_parts_is_told_and_kept(by) -> None:
    batch = bring_in(csv_of([line(Targeted=90)]), by)
    assert ("4w.total-differs", "J2") in told(batch) and only().targeted == 90


def test_parts_by_sex_and_age_add_up_without_counting_twice(by) -> None:
    head = ("Programming partner", "Theme", "Reached girls", "Reached boys", "Reached women", "Reached men")
    bring_in(csv_of([("Rohi Hamkori (invented)", "Labour migration", 1, 2, 3, 4)], head), by)
    assert only().reached == 10 and ["reached", "f", "children", 1] in only().people


def test_equal_lines_are_kept_and_only_the_first_is_counted(by) -> None:
    batch = bring_in(csv_of([line(), line(District="Bokhtar"), line()]), by)
    assert ("4w.repeats", "A4") in told(batch) and "A2" in batch.faults.get(code="4w.repeats").text
    assert [one.counted for one in standing("latest").order_by("row")] == [True, True, False]
    assert Report.objects.get().counts["distinct"] == 2 and batch.counts["repeated"] == 1
