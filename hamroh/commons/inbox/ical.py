"""A calendar that any calendar program can subscribe to: iCalendar (RFC 5545), with NAME and refresh of RFC 7986."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

LINE_OCTETS = 75  # RFC 5545 3.1: without the line break
PRODUCT = "-//Hamroh//Tasks//EN"
CONTENT_TYPE = "text/calendar; charset=utf-8"


@dataclass(frozen=True)
class Entry:
    """One day in the calendar. `uid` never changes for the same thing; `href` is a whole address or empty."""

    uid: str
    day: date
    summary: str
    changed_at: datetime
    description: str = ""
    href: str = ""


def calendar(name: str, entries: Iterable[Entry]) -> bytes:
    """The calendar as UTF-8 with CRLF line breaks. Each entry is an event of a whole day that blocks no time.

    Events and not to-dos (VTODO): several of the common calendar programs show no to-dos of a subscription.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{PRODUCT}",
        "CALSCALE:GREGORIAN",
        f"NAME:{escaped(name)}",
        f"X-WR-CALNAME:{escaped(name)}",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
    ]
    for entry in entries:
        lines += _event(entry)
    lines.append("END:VCALENDAR")
    return b"".join(part + b"\r\n" for line in lines for part in folded(line))


def escaped(text: str) -> str:
    """TEXT of RFC 5545 3.3.11: backslash, semicolon, comma and line breaks escaped, control characters left out."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    for plain, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        text = text.replace(plain, written)
    return "".join(letter for letter in text if letter == "\t" or (letter >= " " and letter != "\x7f"))


def folded(line: str) -> Iterator[bytes]:
    """A content line in pieces of at most 75 octets, none cut inside a character; later ones begin with a space."""
    piece = b""
    for letter in line:
        octets = letter.encode()
        if len(piece) + len(octets) > LINE_OCTETS:
            yield piece
            piece = b" "
        piece += octets
    yield piece


def _event(entry: Entry) -> list[str]:
    changed = entry.changed_at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    lines = [
        "BEGIN:VEVENT",
        f"UID:{escaped(entry.uid)}",
        f"DTSTAMP:{changed}",
        f"LAST-MODIFIED:{changed}",
        f"DTSTART;VALUE=DATE:{entry.day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{entry.day + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{escaped(entry.summary)}",
        "TRANSP:TRANSPARENT",
    ]
    if entry.description:
        lines.append(f"DESCRIPTION:{escaped(entry.description)}")
    if entry.href:
        lines.append(f"URL:{entry.href}")
    return [*lines, "END:VEVENT"]
