"""Broken, hostile and mistaken files: what can be read is read, the rest is told in words that help."""

from __future__ import annotations

import io
import resource
from collections.abc import Iterator

import pytest

from hamroh.formats.iati.problems import DocumentRefused
from hamroh.formats.iati.reader import Limits, open_document
from hamroh.formats.iati.records import Narrative
from hamroh.formats.iati.tests.xml_tools import NO_SPECIAL_LIMITS, activities, activity, document, read

ONE = "<iati-activity><iati-identifier>XX-1-{}</iati-identifier></iati-activity>\n"


def refused(data: str | bytes, limits: Limits = NO_SPECIAL_LIMITS) -> str:
    with pytest.raises(DocumentRefused) as caught:
        list(document(data, limits))
    assert str(caught.value) == caught.value.problem.message
    return caught.value.problem.code


BOMB = """<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">]>
<iati-activities version="2.03"><iati-activity><iati-identifier>&d;</iati-identifier></iati-activity></iati-activities>"""
ATTRIBUTE_BOMB = BOMB.replace("<iati-activity>", '<iati-activity default-currency="&d;">')
OUTSIDE = """<!DOCTYPE iati-activities SYSTEM "http://example.invalid/x.dtd"><iati-activities version="2.03"/>"""
FILE = """<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><iati-activities version="2.03">
<iati-activity><iati-identifier>&e;</iati-identifier></iati-activity></iati-activities>"""


@pytest.mark.parametrize("data", [BOMB, ATTRIBUTE_BOMB, OUTSIDE, FILE, BOMB.encode("utf-16")])
def test_document_types_are_refused(data: str | bytes) -> None:
    assert refused(data) == "file_has_doctype"


@pytest.mark.parametrize(
    "data, code",
    [
        (b"", "file_empty"),
        (b"  \n ", "file_empty"),
        (b"PK\x03\x04rest of a zip", "file_not_xml"),
        (b"\x1f\x8b\x08\x00 gzip", "file_not_xml"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "file_not_xml"),
        (b"%PDF-1.7", "file_not_xml"),
        (b'{"activities": []}', "file_not_xml"),
        (b"name,code\nA,1\n", "file_not_xml"),
        (b"<html><body>Not found</body></html>", "file_not_iati"),
        (b"<rss version='2.0'/>", "file_not_iati"),
        (b"<feed><iati-activities version='2.03'/></feed>", "file_not_iati"),
        (b"<iati-activities xmlns='http://iati.org' version='2.03'/>", "file_namespace"),
        (b"<iati-activities version='7.1'/>", "file_version_unknown"),
        (b"<?xml version='1.0' encoding='klingon'?><iati-activities/>", "file_encoding_unknown"),
        (b"<?xml version='1.0' encoding='base64'?><iati-activities/>", "file_encoding_unknown"),
    ],
)
def test_what_is_no_iati_file(data: bytes, code: str) -> None:
    assert refused(data) == code


def test_no_version_is_assumed_with_a_warning() -> None:
    found = document("<iati-activities/>")
    assert found.version == "2.03" and [one.code for one in found.problems] == ["file_version_missing"]


@pytest.mark.parametrize("written, understood", [("2.03", "2.03"), ("2.3", "2.03"), ("1.4", "1.04"), ("2.04", "2.03")])
def test_versions(written: str, understood: str) -> None:
    assert document(f"<iati-activities version='{written}'/>").version == understood


def test_broken_xml_delivers_what_came_before() -> None:
    whole = "".join(ONE.format(number) for number in range(1, 4))
    data = f'<iati-activities version="2.03">\n{whole}<iati-activity><iati-identifier>4</wrong></iati-activity>'
    items = read(data)
    assert [item.identifier for item in items[:-1]] == ["XX-1-1", "XX-1-2", "XX-1-3"]
    last = items[-1]
    assert last.ends_document and last.record is None
    assert [one.code for one in last.problems] == ["file_broken"]
    assert last.line == 5 and "line 5, column" in last.problems[0].message


def test_truncated_file() -> None:
    whole = "".join(ONE.format(number) for number in range(1, 4))
    items = read(f'<iati-activities version="2.03">\n{whole}<iati-activity><iati-identif')
    assert [item.identifier for item in items] == ["XX-1-1", "XX-1-2", "XX-1-3", ""]
    assert items[-1].problems[0].code == "file_truncated" and items[-1].line == 5


def test_truncated_between_activities() -> None:
    items = read(f'<iati-activities version="2.03">\n{ONE.format(1)}')
    assert [item.identifier for item in items] == ["XX-1-1", ""]
    assert items[-1].problems[0].code == "file_truncated"


TITLE = "<title><narrative>{}</narrative></title>"
TAJIK = "Муҳоҷират ва саломатӣ"
RUSSIAN = "Миграция и здоровье"


def titled(text: str, encoding: str = "") -> str:
    head = f'<?xml version="1.0" encoding="{encoding}"?>' if encoding else ""
    inner = f"<iati-activity><iati-identifier>XX-1-2</iati-identifier>{TITLE.format(text)}</iati-activity>"
    return f"{head}<iati-activities version='2.03'>\n{ONE.format(1)}{inner}</iati-activities>"


@pytest.mark.parametrize(
    "text, declared, codec",
    [
        (TAJIK, "", "utf-8"),
        (TAJIK, "UTF-8", "utf-8-sig"),
        (TAJIK, "UTF-16", "utf-16"),
        (TAJIK, "UTF-16", "utf-16-le"),
        (TAJIK, "", "utf-16"),
        (RUSSIAN, "windows-1251", "cp1251"),
        (RUSSIAN, "koi8-r", "koi8-r"),
        (RUSSIAN, "iso-8859-5", "iso-8859-5"),
        ("移民与健康", "gb18030", "gb18030"),
    ],
)
def test_declared_encodings_are_read(text: str, declared: str, codec: str) -> None:
    items = read(titled(text, declared).encode(codec))
    assert items[1].activity is not None
    assert items[1].activity.title == (Narrative(text=text),)


def test_wrong_encoding_names_the_byte_and_the_remedy() -> None:
    data = titled(RUSSIAN, "UTF-8").encode("cp1251")
    items = read(data)
    assert [item.identifier for item in items] == ["XX-1-1", ""]
    (problem,) = items[-1].problems
    assert problem.code == "file_encoding"
    assert problem.parameters["offset"] == str(data.index("Миграция".encode("cp1251")))
    assert items[-1].line == 3
    assert "windows-1251" in problem.message and "UTF-8" in problem.message


def test_wrong_encoding_deep_in_the_file() -> None:
    many = "".join(ONE.format(number) for number in range(1, 3001)).encode()
    data = b'<iati-activities version="2.03">\n' + many + titled(RUSSIAN).encode("cp1251")
    items = read(data)
    assert len(items) == 3001
    offset = data.index("Миграция".encode("cp1251"))
    assert items[-1].problems[0].parameters["offset"] == str(offset)
    assert items[-1].line == data[:offset].count(b"\n") + 1


def test_the_bad_activity_is_refused_and_the_rest_is_read() -> None:
    bad = "<iati-activity><iati-identifier>XX-1-2</iati-identifier><capital-spend percentage='half'/></iati-activity>"
    items = read(activities(ONE.format(1) + bad + ONE.format(3)))
    assert [item.record is None for item in items] == [False, True, False]
    assert items[1].identifier == "XX-1-2" and items[1].position == 2
    (problem,) = items[1].problems
    assert (problem.code, problem.path, problem.value) == ("not_a_decimal", "capital-spend/@percentage", "half")


def test_an_activity_without_identifier_is_refused() -> None:
    for inner in ("", "<iati-identifier/>", "<iati-identifier>  </iati-identifier>"):
        (item,) = read(activities(f"<iati-activity>{inner}</iati-activity>"))
        assert item.record is None
        assert [one.code for one in item.problems if one.severity == "error"] == ["identifier_missing"]


def test_one_bad_value_never_hides_the_others() -> None:
    item = activity(
        "<transaction/><transaction/><transaction><transaction-date iso-date='2024-02-30'/>"
        "<value currency='USD' value-date='soon'>1,000</value></transaction><conditions attached='maybe'/>"
        "<location><administrative code='TJ' vocabulary='A4' level='low'/></location>",
        attributes="hierarchy='x' last-updated-datetime='yesterday'",
    )
    assert item.record is None
    assert {(one.code, one.path) for one in item.problems} == {
        ("not_an_integer", "@hierarchy"),
        ("not_a_datetime", "@last-updated-datetime"),
        ("not_a_date", "transaction[3]/transaction-date/@iso-date"),
        ("not_a_date", "transaction[3]/value/@value-date"),
        ("not_a_decimal", "transaction[3]/value"),
        ("not_a_boolean", "conditions/@attached"),
        ("not_an_integer", "location/administrative/@level"),
    }
    assert all(one.line == 1 and one.message for one in item.problems)


def test_a_date_with_time_gives_its_date_with_a_warning() -> None:
    item = activity("<activity-date type='1' iso-date='2024-03-31T00:00:00Z'/>")
    assert item.activity is not None and str(item.activity.activity_dates[0].iso_date) == "2024-03-31"
    assert [one.code for one in item.problems] == ["date_with_time"]


def test_unknown_things_are_kept_and_told() -> None:
    item = activity("<title lang='en'>Loose<narrative>Title</narrative></title><titel>x</titel><title/>")
    assert item.activity is not None
    assert {(one.kind, one.name, one.path) for one in item.activity.unknown} == {
        ("attribute", "lang", "title"), ("text", "", "title"), ("element", "titel", ""), ("element", "title", ""),
    }  # fmt: skip
    assert {one.code for one in item.problems} == {
        "unknown_attribute", "stray_text", "unknown_element", "repeated_element",
    }  # fmt: skip


def test_markup_in_a_text_keeps_its_words() -> None:
    item = activity("<title><narrative>One <b>two</b> three</narrative></title>")
    assert item.activity is not None and item.activity.title[0].text == "One two three"
    assert [one.code for one in item.problems] == ["markup_in_text"]


def test_comments_and_layout_play_no_part() -> None:
    plain = activity("<title><narrative>Title</narrative></title>")
    spread = activity("\n <title>\n<!-- x --> <narrative> Ti<!-- y -->tle\n</narrative> </title><?x y?>")
    assert plain.record == spread.record and spread.problems == ()


def test_limits() -> None:
    small = Limits(bytes=2000)
    assert read(activities(ONE.format(1)), small)[0].record is not None
    items = list(open_document(io.BytesIO(activities(ONE.format(1) * 3000).encode()), limits=Limits(bytes=100_000)))
    assert items[-1].problems[0].code == "file_too_large" and len(items) > 100
    items = read(activities(ONE.format(1) * 5), Limits(activities=3))
    assert len(items) == 4 and items[-1].problems[0].code == "file_too_many"
    assert read(activities(ONE.format(1) * 3), Limits(activities=3))[-1].record is not None
    long = read(activities(ONE.format("1</iati-identifier>" + TITLE.format("x" * 101) + "<iati-identifier>2")),
                Limits(text=100))  # fmt: skip
    assert "text_too_long" in [one.code for one in long[0].problems]
    deep = activities(ONE.format("1</iati-identifier>" + "<a>" * 40 + "</a>" * 40 + "<iati-identifier>2"))
    assert "too_deep" in [one.code for one in read(deep, Limits(depth=30))[0].problems]


def test_nesting_beyond_the_parser_is_a_clear_end() -> None:
    items = read(activities(ONE.format(1) + "<iati-activity>" + "<a>" * 5000))
    assert items[0].record is not None and items[-1].problems[0].code == "file_broken"


class Endless(io.RawIOBase):
    """A stream that makes its bytes as they are asked for: one head, then the same piece many times, then the tail."""

    def __init__(self, head: bytes, piece: bytes, times: int, tail: bytes) -> None:
        self._parts = self._make(head, piece, times, tail)

    @staticmethod
    def _make(head: bytes, piece: bytes, times: int, tail: bytes) -> Iterator[bytes]:
        yield head
        block = piece * max(1, 60_000 // len(piece))
        for _ in range(times // max(1, 60_000 // len(piece))):
            yield block
        yield tail

    def read(self, size: int = -1) -> bytes:
        return next(self._parts, b"")


def test_one_endless_activity_is_stopped() -> None:
    stream = Endless(b'<iati-activities version="2.03"><iati-activity>', b"<sector code='1'/>", 10**7, b"")
    items = list(open_document(stream, limits=Limits(activity_bytes=2_000_000)))  # type: ignore[arg-type]
    assert [item.problems[0].code for item in items] == ["activity_too_large"]


def test_two_hundred_megabytes_in_bounded_memory() -> None:
    piece = ONE.format("9").encode() + b" " * 2000
    times = 200 * 1024 * 1024 // len(piece)
    stream = Endless(b'<iati-activities version="2.03">', piece, times, b"</iati-activities>")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    count = sum(1 for item in open_document(stream) if item.record is not None)  # type: ignore[arg-type]
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    assert count > times * 0.9
    assert grown < 100


def test_a_record_full_of_faults_is_given_up_early() -> None:
    items = read(activities(ONE.format("1</iati-identifier>" + "<a/>" * 2000 + "<iati-identifier>2") + ONE.format(3)))
    assert items[0].record is None and items[0].problems[-1].code == "too_many_problems"
    assert len(items[0].problems) == 1001 and items[0].identifier == "XX-1-1"
    assert items[1].record is not None
    foreign = "<x:a xmlns:x='urn:x'/>" * 50
    items = read(activities(ONE.format("1</iati-identifier>" + foreign)), Limits(unknown=40))
    assert items[0].record is None


def test_millions_of_empty_elements_do_not_fill_the_memory() -> None:
    head = b'<iati-activities version="2.03"><iati-activity><iati-identifier>XX-1-1</iati-identifier>'
    tail = b"</iati-activity></iati-activities>"
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    items = list(open_document(Endless(head, b"<a/>", 1_900_000, tail)))  # type: ignore[arg-type]
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    assert [item.record for item in items] == [None] and grown < 330
