"""The calendar follows RFC 5545, whatever people write into a title."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from hamroh.commons.inbox.ical import Entry, calendar, escaped, folded

CHANGED = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=300)


def unfolded(content: bytes) -> list[str]:
    """Lines as a calendar program sees them (3.1: CRLF and one white space are taken out)."""
    assert content.endswith(b"\r\n")
    return content.replace(b"\r\n ", b"").decode().split("\r\n")[:-1]


def unescaped(text: str) -> str:
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], text)


def one(summary: str, **more: str) -> Entry:
    return Entry("task-1@hamroh.example", date(2026, 12, 31), summary, CHANGED, **more)


def test_one_entry_is_written_like_this() -> None:
    content = calendar("Tasks; mine", [one("Бозбинӣ, 1", description="due\nsoon", href="https://x.example/a?b=1,2")])
    assert content.decode().split("\r\n") == [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Hamroh//Tasks//EN", "CALSCALE:GREGORIAN",
        "NAME:Tasks\\; mine", "X-WR-CALNAME:Tasks\\; mine", "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "BEGIN:VEVENT", "UID:task-1@hamroh.example", "DTSTAMP:20261124T080000Z", "LAST-MODIFIED:20261124T080000Z",
        "DTSTART;VALUE=DATE:20261231", "DTEND;VALUE=DATE:20270101", "SUMMARY:Бозбинӣ\\, 1",
        "TRANSP:TRANSPARENT", "DESCRIPTION:due\\nsoon", "URL:https://x.example/a?b=1,2", "END:VEVENT",
        "END:VCALENDAR", "",
    ]  # fmt: skip


@given(ANY_TEXT)
def test_any_title_comes_back_and_can_add_no_line_of_its_own(title: str) -> None:
    content = calendar("Tasks", [one(title)])
    for line in content.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()  # no character is cut in two
        assert not re.search(rb"[\x00-\x08\x0a-\x1f\x7f]", line)
    lines = unfolded(content)
    assert len(lines) == 17
    (summary,) = [line for line in lines if line.startswith("SUMMARY:")]
    kept = re.sub(r"[\x00-\x08\x0b-\x1f\x7f]", "", title.replace("\r\n", "\n").replace("\r", "\n"))
    assert unescaped(summary.removeprefix("SUMMARY:")) == kept


def test_a_line_of_exactly_75_octets_is_not_folded() -> None:
    assert list(folded("x" * 75)) == [b"x" * 75]
    assert list(folded("x" * 76)) == [b"x" * 75, b" x"]
    assert [len(piece) for piece in folded("ӣ" * 75)] == [74, 75, 3]
    assert escaped("a\\b;c,d\r\ne\tf\x00") == "a\\\\b\\;c\\,d\\ne\tf"
