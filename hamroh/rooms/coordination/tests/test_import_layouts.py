"""Files of any layout are read: headings anywhere, in one row or two, several sheets, totals, notes, HXL tags."""

from __future__ import annotations

import datetime as dt
import io
import zipfile

import pytest

from hamroh.kernel.intake.services import remember_mapping
from hamroh.kernel.ledger.actors import Actor, system
from hamroh.kernel.places.services import load_reference
from hamroh.rooms.coordination.importing.columns import people_meaning, sure_meaning
from hamroh.rooms.coordination.models import Line, Report
from hamroh.rooms.coordination.selectors.lines import standing

from . import factories
from .importing import HEAD, LINE, bring_in, codes, csv_of, line, preview, told, verdicts, xlsx_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def by():
    load_reference(country="TJK", actor=system("test"))
    return factories.reporter(factories.round_(stage="called"))


def stored() -> list[Line]:
    return list(standing("latest").order_by("row", "pk"))


def test_a_plain_file_is_read_whole(by) -> None:
    batch = bring_in(csv_of([line()]), by)
    assert verdicts(batch) == {"create": 1} and batch.state == "applied"
    (one,) = stored()
    assert str(one.programming) == "Rohi Hamkori (invented)" and str(one.donor) == "Invented Fund"
    assert (one.theme, one.service, one.status) == ("labour_migration", "language_courses", "ongoing")
    assert (one.place.names["en"], one.district_id, one.region.names["en"]) == ("Kulob", one.place_id, "Khatlon")
    assert one.people == [["targeted", "f", "", 60], ["targeted", "m", "", 40]] and one.targeted == 100
    assert (one.start, one.end) == (dt.date(2026, 10, 1), dt.date(2026, 12, 31))
    assert (one.amount, one.currency) == (1500, "USD") and (one.sheet, one.row) == ("", 2)
    report = Report.objects.get()
    assert report.counts == {"created": 1, "updated": 0, "removed": 0, "unchanged": 0, "lines": 1, "distinct": 1}
    assert report.batch == batch.pk and report.way == "file"


def test_headings_below_a_letterhead_and_in_two_rows_with_merged_cells(by) -> None:
    rows = [
        ["Ministry of Trials (invented), letter 14"],
        [],
        ["Organisation", "Thematic area", "Where", None, "Targeted", None, None, "Period", None],
        [None, None, "Region", "District", "F", "M", "Total", "From", "Until"],
        [
            "Rohi Hamkori (invented)",
            "Labour migration",
            "Khatlon",
            "Kulob",
            1,
            2,
            3,
            dt.date(2026, 10, 1),
            "31.10.2026",
        ],
    ]
    merged = {"Report": ["A3:A4", "B3:B4", "C3:D3", "E3:G3", "H3:I3"]}
    batch = bring_in(xlsx_of(("Report", rows), merged=merged), by)
    (one,) = stored()
    assert one.people == [["targeted", "f", "", 1], ["targeted", "m", "", 2]] and one.targeted == 3
    assert (one.place.names["en"], one.start, one.end) == ("Kulob", dt.date(2026, 10, 1), dt.date(2026, 10, 31))
    assert codes(batch) == {"4w.new-organisation"}


def test_two_rows_of_headings_in_a_text_file(by) -> None:
    text = (
        "Организация,Направление,Район,Охвачено,,\n,,,Ж,М,Всего\n"
        "Роҳи Ҳамкорӣ (ихтироъ),Трудовая миграция,Куляб,5,6,11\nИтого,,,5,6,11\n"
    )
    batch = bring_in(io.BytesIO(text.encode()), by)
    (one,) = stored()
    assert one.people == [["reached", "f", "", 5], ["reached", "m", "", 6]] and one.reached == 11
    assert one.place.names["en"] == "Kulob" and ("4w.total-left-out", "A4") in told(batch)


@pytest.mark.parametrize("word", ["Total", "Всего:", "Итого по области", "Ҷамъ", "合计"])
def test_a_row_of_totals_is_left_out_and_told(by, word: str) -> None:
    rows = [HEAD, line(), line(District="Bokhtar"), [word, *[None] * 6, 120, 80, 200]]
    batch = bring_in(xlsx_of(("A", rows)), by)
    assert verdicts(batch) == {"create": 2} and ("4w.total-left-out", "A!A4") in told(batch)


def test_a_last_row_of_sums_without_a_word_is_left_out(by) -> None:
    rows = [HEAD, line(), line(District="Bokhtar"), [*[None] * 7, 120, 80, 200]]
    assert ("4w.total-left-out", "A!H4") in told(bring_in(xlsx_of(("A", rows)), by))
    assert len(stored()) == 2


def test_notes_below_and_blank_rows_are_no_lines(by) -> None:
    rows = [HEAD, line(), [None], line(District="Bokhtar"), [None], ["Source: our own count (invented)"]]
    batch = bring_in(xlsx_of(("A", rows)), by)
    assert verdicts(batch) == {"create": 2} and ("4w.note-left-out", "A!A6") in told(batch)


def test_each_sheet_that_fits_is_read_and_the_others_are_named(by) -> None:
    batch = bring_in(
        xlsx_of(("North", [HEAD, line(Region="Sughd", District="Khujand")]), ("South", [HEAD, line()]),
                ("Explanations", [["How to fill this in"], ["Write one line for each district"]])), by,
    )  # fmt: skip
    assert {(one.sheet, one.place.names["en"]) for one in stored()} == {("North", "Khujand"), ("South", "Kulob")}
    assert ("4w.sheet-not-read", "Explanations") in told(batch)


def test_a_hidden_sheet_is_not_read_silently(by) -> None:
    import openpyxl

    stream = xlsx_of(("Report", [HEAD, line()]), ("Old", [HEAD, line(District="Bokhtar")]))
    book = openpyxl.load_workbook(stream)
    book["Old"].sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    out.seek(0)
    assert ("4w.hidden-sheet", "Old") in told(bring_in(out, by)) and len(stored()) == 1


def test_a_heading_that_stands_twice_is_read_once(by) -> None:
    rows = [(*HEAD, "District"), [*line(), "Bokhtar"]]
    batch = bring_in(xlsx_of(("A", rows)), by)
    assert ("4w.column-twice", "A!Q1") in told(batch) and stored()[0].place.names["en"] == "Kulob"


def test_likely_headings_are_told_and_unknown_ones_named(by) -> None:
    head = ("Programing partner", "Thematic areas", "Distrikt", "Shoe size")
    batch = bring_in(csv_of([("Rohi Hamkori (invented)", "Labour migration", "Kulob", 43)], head), by)
    assert {("4w.column-guessed", "A1"), ("4w.column-guessed", "C1"), ("4w.column-not-read", "D1")} <= set(told(batch))
    assert stored()[0].place.names["en"] == "Kulob"


def test_what_a_sender_said_of_headings_is_remembered_for_that_sender(by) -> None:
    body = factories.organisation("Sender (invented)")
    own = factories.reporter(by.round, body)
    actor = Actor("person:5", role="focal_point", organisation_id=body.pk, person_id=5, name="Somebody")
    head = ("Кто", "Что", "Где")
    rows = [("Sender (invented)", "Labour migration", "Kulob")]
    assert codes(preview(csv_of(rows, head), own, actor)) == {"4w.no-table"}
    columns = {"Кто": "programming", "Что": "theme", "Где": "adm2"}
    remember_mapping(actor=actor, importer="4w", headings=head, columns=columns)
    assert verdicts(preview(csv_of(rows, head), own, actor)) == {"create": 1}
    assert codes(preview(csv_of(rows, head), by)) == {"4w.no-table"}
    assert verdicts(preview(csv_of(rows, head), by, columns=columns)) == {"create": 1}


def test_a_file_without_a_table_fails_with_what_it_needs(by) -> None:
    batch = preview(csv_of([("a", "b")], ("Name", "Colour")), by)
    assert batch.state == "failed" and "Programming partner" in batch.faults.get().text


def test_hxl_tags_decide_whatever_the_headings_say(by) -> None:
    text = (
        "Qué,Quién,Dónde,Mujeres,Hombres,Cuándo,País\n"
        "#sector,#org,#adm2+name,#reached+f,#reached+m,#date+reported,#country\n"
        "Labour migration,Rohi Hamkori (invented),Kulob,7,8,1 March 2015,Tajikistan\n"
    )
    bring_in(io.BytesIO(text.encode()), by)
    (one,) = stored()
    assert one.reached == 15 and str(one.programming) == "Rohi Hamkori (invented)" and one.implementing is None
    assert (one.start, one.end) == (dt.date(2015, 3, 1), dt.date(2015, 3, 31)) and one.raw["month"] == "1 March 2015"


def test_the_hxl_samples_have_lines_of_other_countries_refused_at_their_cell(samples) -> None:
    panama = factories.reporter(factories.round_(country="PAN", stage="called"))
    small = samples / "coordination-3w" / "hxl_3w_small_valid.csv"
    batch = preview(io.BytesIO(small.read_bytes()), panama)
    assert verdicts(batch) == {"create": 1, "refused": 3}
    assert [place for code, place in told(batch) if code == "4w.other-country"] == ["G5", "G6", "G7"]
    colombia = factories.reporter(factories.round_(country="COL", stage="called"))
    spanish = samples / "coordination-3w" / "hxl_3w_small_spanish.csv"
    bring_in(io.BytesIO(spanish.read_bytes()), colombia, leave_out_refused=True)
    assert sorted(one.people for one in standing("latest").exclude(people=[])) == [
        [["targeted", "f", "", 300]], [["targeted", "m", "", 250]],
    ]  # fmt: skip


def test_a_file_of_many_countries_gives_each_its_own_lines(samples) -> None:
    import csv

    path = samples / "coordination-3w" / "hdx_hapi_operational_presence_4countries.csv"
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if row["location_code"] == "TCD"]
    chad = factories.reporter(factories.round_(country="TCD", stage="called"))
    batch = preview(io.BytesIO(path.read_bytes()), chad)
    assert batch.counts["create"] == len(rows) > 1000 and "4w.countries-passed-over" in codes(batch)


def macros(stream: io.BytesIO) -> io.BytesIO:
    out = io.BytesIO(stream.getvalue())
    with zipfile.ZipFile(out, "a") as package:
        package.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0")
    out.seek(0)
    return out


def bomb() -> io.BytesIO:
    out = io.BytesIO(xlsx_of(("A", [HEAD, line()])).getvalue())
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/worksheets/sheet9.xml", b" " * (64 * 2**20))
    out.seek(0)
    return out


@pytest.mark.parametrize(("make", "code"), [(lambda: macros(xlsx_of(("A", [HEAD, line()]))), "macros"),
                                            (bomb, "zip-bomb")])  # fmt: skip
def test_dangerous_workbooks_fail_and_change_nothing(by, make, code: str) -> None:
    batch = preview(make(), by)
    assert batch.state == "failed" and codes(batch) == {code} and not Line.objects.exists()


def test_a_formula_in_a_text_is_kept_as_text(by) -> None:
    formula = '=SUM(A1:A9)+cmd|"/C calc"!A0'
    bring_in(csv_of([line(Notes=formula)]), by)
    assert stored()[0].notes == formula


@pytest.mark.parametrize(
    ("texts", "key"),
    [
        (("Targeted", "F"), "targeted_f"), (("Targeted: women and girls",), "targeted_f"), (("Reached", "Всего"), "reached"),
        (("Reached - girls",), "reached_f_children"), (("Охвачено", "М"), "reached_m"), (("WoredaPcod",), "adm3_code"),
        (("Organization_Name",), "programming"), (("Location", "District"), "adm2"), (("Моҳ",), "month"),
        (("Thematic area",), "theme"), (("Направление",), "theme"), (("provider_admin1_name",), None),
        (("Households targeted",), None), (("Shoe size",), None),
    ],
)  # fmt: skip
def test_headings_mean(texts: tuple[str, ...], key: str | None) -> None:
    found = sure_meaning(*texts)
    assert (found.key if found else None) == key


def test_words_that_narrow_people_in_an_unknown_way_are_not_counted_as_all() -> None:
    assert people_meaning("Reached refugees") is None and people_meaning("Women") is None
    assert LINE["Targeted"] == LINE["Targeted F"] + LINE["Targeted M"]
