"""What columns of a 4W mean, and what they must not be taken for."""

from __future__ import annotations

from pathlib import Path

import pytest

from hamroh.formats.hxl import MEANINGS, TAGS, Meaning, Tag, find_tagged_sheet, meaning_of, read_tag
from hamroh.formats.hxl.grammar import wanted_attributes
from hamroh.formats.spreadsheet import read_workbook

FIELDS = frozenset(
    "donor donor_acronym programming programming_acronym implementing implementing_acronym implementing_type theme "
    "service country adm1 adm1_code adm2 adm2_code adm3 adm3_code place lat lon status start end reported month "
    "targeted reached budget currency title activity_id contact_name contact_email contact_phone sex notes".split()
)


def meaning(text: str) -> Meaning | None:
    tag = read_tag(text)
    assert tag is not None
    return meaning_of(tag)


def field(text: str) -> str | None:
    found = meaning(text)
    return found.field if found else None


def test_every_field_has_a_meaning_and_a_tag_that_comes_back() -> None:
    assert set(MEANINGS.values()) == set(TAGS) == FIELDS
    for key, text in TAGS.items():
        assert meaning(text) == Meaning(key), text


@pytest.mark.parametrize("pattern", MEANINGS)
def test_no_pattern_hides_behind_another(pattern: str) -> None:
    hashtag = pattern.split("+")[0].split("-")[0].replace("*", "population")
    assert meaning_of(Tag(hashtag, wanted_attributes(pattern))) is not None
    assert field("+".join((hashtag, *wanted_attributes(pattern)))) == MEANINGS[pattern]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("#org", "implementing"), ("#org+name+es", "implementing"), ("#org+impl+acronym", "implementing_acronym"),
        ("#org+type", "implementing_type"), ("#org+prog+name", "programming"), ("#org+funder", "donor"),
        ("#sector+cluster", "theme"), ("#sector+code", "theme"), ("#activity", "service"), ("#subsector", "service"),
        ("#activity+project+name", "title"), ("#activity+project+code", "activity_id"), ("#project", "title"),
        ("#adm1+code+pcode", "adm1_code"), ("#adm2+name+i_ru", "adm2"), ("#adm3+pcode", "adm3_code"),
        ("#country+code+v_iso3", "country"), ("#loc+name", "place"), ("#date", "reported"), ("#date+end", "end"),
        ("#population+sex", "sex"), ("#targeted+sex", "sex"), ("#value+budget", "budget"),
        ("#contact", "contact_name"), ("#description+i_ar", "notes"),
    ],
)  # fmt: skip
def test_fields(text: str, expected: str) -> None:
    assert field(text) == expected


@pytest.mark.parametrize(
    "text",
    ["#org+funder+code", "#org+impl+url", "#org+impl+code", "#org+prog+type", "#adm1+origin", "#adm2+code+origin",
     "#country+dest", "#loc+code", "#targeted+hh", "#reached+pct", "#targeted+age", "#value+spent", "#date+occurred",
     "#affected+f", "#population+f", "#x_own", "#indicator+num", "#activity+programme"],
)  # fmt: skip
def test_what_would_be_misread_has_no_meaning(text: str) -> None:
    assert meaning(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("#targeted", Meaning("targeted")),
        ("#targeted+f+children", Meaning("targeted", "f", "children")),
        ("#reached+m+adult", Meaning("reached", "m", "adults")),
        ("#reached+i", Meaning("reached", "x")),
        ("#reached+f+m", Meaning("reached")),
        ("#reached+ind+total", Meaning("reached")),
        ("#reached+age_0_17", Meaning("reached", years=(0, 17))),
        ("#reached+f+children+age5_11", Meaning("reached", "f", "children", years=(5, 11))),
        ("#targeted+elderly+age65plus", Meaning("targeted", "", "elderly", years=(65, None))),
        ("#targeted+m+age_60_plus", Meaning("targeted", "m", years=(60, None))),
        ("#targeted+age_17_0", Meaning("targeted", unread=frozenset({"age_17_0"}))),
        ("#targeted+children+adolescents", Meaning("targeted", unread=frozenset({"children", "adolescents"}))),
        ("#reached+refugees+f", Meaning("reached", "f", unread=frozenset({"refugees"}))),
        ("#org+f", Meaning("implementing", unread=frozenset({"f"}))),
        ("#org+partner", Meaning("implementing", unread=frozenset({"partner"}))),
        ("#value+usd", Meaning("budget", currency="USD")),
        ("#activity+title+i_tg", Meaning("title", language="tg")),
    ],
)  # fmt: skip
def test_of_whom_in_what(text: str, expected: Meaning) -> None:
    assert meaning(text) == expected


@pytest.mark.samples
def test_samples_of_partners_are_understood(samples: Path) -> None:
    with (samples / "coordination-3w" / "hxl_3w_small_valid.csv").open("rb") as stream, read_workbook(stream) as book:
        tags = find_tagged_sheet(book)
    assert tags is not None
    assert {letters: meaning_of(tag) for letters, tag in tags.columns.items()} == {
        "B": Meaning("theme", language="es"), "C": Meaning("service", language="es"),
        "D": Meaning("implementing", language="es"), "E": Meaning("targeted", "f"), "F": Meaning("targeted", "m"),
        "G": Meaning("country"), "H": Meaning("adm1"), "I": Meaning("reported"),
    }  # fmt: skip
