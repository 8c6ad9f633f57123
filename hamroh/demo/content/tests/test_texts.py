"""Each text stands in four languages, in the right script, and is not a copy of another language."""

from __future__ import annotations

import re

import pytest

from hamroh.commons.indicators.seed import DEFINITIONS, PRODUCERS
from hamroh.commons.indicators.seed.definition import UNITS
from hamroh.commons.sources.seed import INSTRUMENTS
from hamroh.commons.sources.seed.shapes import PARAPHRASE_NOTE, REVIEW_NOTE
from hamroh.demo.content import programme
from hamroh.demo.content.needs import UNMET_NEED
from hamroh.demo.content.organisations import ORGANISATIONS
from hamroh.demo.content.people import STAFF
from hamroh.demo.content.places_of_work import DUTY_STATIONS
from hamroh.demo.content.projects import PROJECTS
from hamroh.demo.content.projects.builders import ABOUT
from hamroh.demo.content.shapes import LANGUAGES
from hamroh.demo.content.tasks import TASKS
from hamroh.demo.content.titles import TITLES

from .walk import Found, texts

EVERYTHING = {
    "organisations": ORGANISATIONS,
    "people": STAFF,
    "titles": TITLES,
    "stations": DUTY_STATIONS,
    "projects": PROJECTS,
    "transactions": ABOUT,
    "tasks": TASKS,
    "programme": (
        programme.AREAS,
        programme.MEMBERSHIP,
        programme.FICTIONAL_NOTE,
        programme.SOURCE_TITLE_NOTE,
    ),
    "definitions": DEFINITIONS,
    "needs": (UNMET_NEED,),
    "producers": PRODUCERS,
    "units": UNITS,
    "instruments": (INSTRUMENTS, REVIEW_NOTE, PARAPHRASE_NOTE),
}

HAN = re.compile(r"[\u4e00-\u9fff]")
CYRILLIC = re.compile(r"[\u0400-\u04ff]")
LATIN = re.compile(r"[A-Za-z]")
TAJIK_ONLY = "ғӣқӯҳҷ"
RUSSIAN_ONLY = "щцыь"
# Above this length the same words in Tajik and Russian are no accident of a shared name.
LONG = 24


FOUND: list[Found] = list(texts(EVERYTHING))


def _is_simplified(letter: str) -> bool:
    try:
        return bool(letter.encode("gb2312"))
    except UnicodeEncodeError:
        return False


def test_there_are_texts_of_every_kind() -> None:
    """The walk reaches all parts; an empty walk would let every other test here pass."""
    assert {path.split("/")[1].split("[")[0] for path, _ in FOUND} == set(EVERYTHING)
    assert len(FOUND) > 400


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_missing(language: str) -> None:
    """Every text has words in the language, without stray spaces."""
    bad = [path for path, text in FOUND if not text.get(language, "").strip()]
    assert not bad
    spaced = [path for path, text in FOUND if text[language] != text[language].strip() or "  " in text[language]]
    assert not spaced


def test_tajik_is_written_in_tajik_cyrillic() -> None:
    """Cyrillic, no Chinese, and none of the letters that Tajik does not have."""
    for path, text in FOUND:
        tajik = text["tg"]
        assert CYRILLIC.search(tajik), path
        assert not HAN.search(tajik), path
        assert not set(tajik.lower()) & set(RUSSIAN_ONLY), (path, tajik)


def test_all_six_tajik_letters_are_used() -> None:
    """The letters that a careless keyboard replaces by Russian ones are there."""
    letters = set("".join(text["tg"].lower() for _, text in FOUND))
    assert set(TAJIK_ONLY) <= letters


def test_russian_has_no_tajik_letters() -> None:
    """Cyrillic without the six Tajik letters, and no Chinese."""
    for path, text in FOUND:
        russian = text["ru"]
        assert CYRILLIC.search(russian), path
        assert not set(russian.lower()) & set(TAJIK_ONLY), (path, russian)
        assert not HAN.search(russian), path


def test_english_is_latin() -> None:
    """Latin letters alone."""
    for path, text in FOUND:
        assert LATIN.search(text["en"]), path
        assert not CYRILLIC.search(text["en"]), path
        assert not HAN.search(text["en"]), path


def test_chinese_is_simplified() -> None:
    """Han characters of the simplified set (GB 2312), no Cyrillic."""
    for path, text in FOUND:
        chinese = text["zh"]
        assert HAN.search(chinese), path
        assert not CYRILLIC.search(chinese), path
        traditional = [letter for letter in HAN.findall(chinese) if not _is_simplified(letter)]
        assert not traditional, (path, traditional)


def test_no_long_text_is_a_copy_of_another_language() -> None:
    """A Tajik text equal to the Russian one was forgotten, not translated."""
    same = [path for path, text in FOUND if len(text["tg"]) > LONG and text["tg"] == text["ru"]]
    assert not same


def test_numbers_agree_between_languages() -> None:
    """What one language counts, the others count too: figures of two digits and more stand in all four."""

    def figures(text: str) -> set[str]:
        return {number for number in re.findall(r"\d+(?:\.\d+)?", text) if len(number) > 1}

    for path, text in FOUND:
        wanted = figures(text["en"])
        for language in ("tg", "ru"):
            assert figures(text[language]) == wanted, (path, language)
