from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils import translation

from hamroh.web.components.records import Progress
from hamroh.web.components.workbook import workbook_of, workbook_response
from hamroh.web.templatetags import hamroh as tags

SERVICE = {"tg": "Хадамоти муҳоҷират", "ru": "Миграционная служба"}


def test_text_in_another_language_is_marked() -> None:
    with translation.override("tg"):
        assert tags.say(SERVICE) == "Хадамоти муҳоҷират"
    with translation.override("en"):
        assert tags.say(SERVICE) == '<span lang="ru" dir="ltr">Миграционная служба</span>'
        assert tags.say({"fa": "سلامت"}, tag="p") == '<p lang="fa" dir="rtl">سلامت</p>'
        assert tags.say({}) == "–" and tags.say(None) == "–"
        assert tags.say({"en": "<b>"}) == "&lt;b&gt;"


@pytest.mark.parametrize(
    ("value", "language", "written"),
    [
        (1234567, "en", "1,234,567"),
        (1234567, "ru", "1\xa0234\xa0567"),
        (38.4, "ru", "38,4"),
        (38.0, "en", "38"),
        (Decimal("1234.50"), "en", "1,234.50"),
        (0, "en", "0"),
        (None, "en", "–"),
        ("2,5 or so", "en", "2,5 or so"),
    ],
)
def test_numbers_follow_the_language_and_unknown_is_not_zero(value: object, language: str, written: str) -> None:
    with translation.override(language):
        assert tags.number(value) == written


@pytest.mark.parametrize(
    ("count", "written"), [(1, "1 byte"), (999, "999 bytes"), (18_200, "18.2 KB"), (419_430, "419 KB")]
)
def test_sizes(count: int, written: str) -> None:
    with translation.override("en"):
        assert tags.size(count) == written


def test_days_are_written_in_the_readers_manner() -> None:
    with translation.override("en"):
        assert tags.day(date(2026, 11, 20)) == "20 November 2026"
        assert (
            tags.short_day(datetime(2026, 11, 19, 20, 0, tzinfo=UTC)) == "20 Nov 2026"
        )  # already the 20th in Dushanbe
    with translation.override("tg"):
        assert tags.day(date(2026, 5, 1)).startswith("1 май")  # not the verb that Django's catalogue has for May
    with translation.override("ru"):
        assert tags.day(date(2026, 11, 20)) == "20 ноября 2026 г."


def test_what_people_wrote_is_escaped_everywhere() -> None:
    for text in (
        tags.button("<b>", title='"'),
        tags.mark("good", "<b>"),
        tags.bar(0.5, "<b>"),
        tags.foreign("<b>", "ru"),
    ):
        assert "<b>" not in text
    assert tags.button("Go", href="/x", disabled=None) == '<a class="button" href="/x">Go</a>'
    assert 'data-opens="d"' in tags.button("Go", data_opens="d")


def test_an_unknown_tone_is_an_error() -> None:
    with pytest.raises(ValueError, match="urgent"):
        tags.mark("urgent", "x")


@pytest.mark.parametrize(("share", "width"), [(None, "0.0"), (-1, "0.0"), (0.256, "25.6"), (3, "100.0")])
def test_bars_stay_within_their_frame(share: float | None, width: str) -> None:
    assert f'<rect width="{width}" height="8"/>' in tags.bar(share, "x")


def test_a_job_asks_for_news_only_while_it_runs() -> None:
    running = Progress(title="Import", state="running", done=1, total=2, seconds_left=61, poll_url="/news")
    assert running.minutes_left == 2
    assert 'hx-get="/news"' in tags.job({}, running)
    assert "hx-get" not in tags.job({}, Progress(title="Import", state="finished", poll_url="/news"))


def test_a_workbook_runs_no_formula_and_says_where_it_comes_from() -> None:
    from io import BytesIO

    import openpyxl

    rows = [["Name", "Budget"], ['=HYPERLINK("http://x")', Decimal("10.5")], ["Ҷумъа", None]]
    response = workbook_response(rows, title="Activities: [2026]", origin="/en/activities?q=ҷ", fictional=True)
    assert "attachment" in response["Content-Disposition"]
    book = openpyxl.load_workbook(BytesIO(response.content))
    sheet = book.worksheets[0]
    assert sheet["A2"].data_type == "s" and sheet["A2"].value == '=HYPERLINK("http://x")'
    assert sheet["B2"].value == 10.5 and sheet["B3"].value is None
    about = {row[0].value: row[1].value for row in book.worksheets[1].iter_rows()}
    assert about["Demonstration"] == "Organisations, people and figures are invented."
    assert about["Address"].startswith("/en/activities?q=")


def test_a_workbook_without_rows_is_still_one() -> None:
    assert workbook_of([["Name"]], title="", about=[])[:2] == b"PK"
