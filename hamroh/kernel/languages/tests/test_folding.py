"""Folding: what must become equal, what must stay apart, and the properties every caller relies on."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from hamroh.kernel.languages.folding import chinese_bigrams, fold, fold_name


@pytest.mark.parametrize(
    "spellings",
    [
        ("Ғафуров", "Гафуров", "гафуров", "ҒАФУРОВ"),
        ("Хуҷанд", "Худжанд", "Хучанд"),
        ("Қӯрғонтеппа", "Кургонтеппа", "Қўрғонтеппа"),
        ("Айнӣ", "Айни", "Аини", "Айнӣ"),
        ("Роштқалъа", "Рошткала"),
        ("Roshtqalʼa", "Roshtqal'a", "Roshtqal’a", "roshtqala"),
        ("Kŭlob", "Kulob", "KULOB"),
        ("Горно-Бадахшан", "Горно–Бадахшан", "горно  бадахшан"),
        ("Фархор", "Фархор\u00ad"),
        ("Ҷиргатол", "Чиргатол", "Джиргатол"),
        ("Ёвон", "Евон"),
        ("ＩＯＭ", "iom"),
    ],
)
def test_spellings_of_one_word_fold_to_one_form(spellings: tuple[str, ...]) -> None:
    assert len({fold(spelling) for spelling in spellings}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("Вахш", "Восе"), ("Рашт", "Рушон"), ("Бохтар", "Бохтариён"), ("移民", "移民局"), ("12", "21")],
)
def test_different_words_stay_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(st.text())
@example("дъж")
@example("д\u0301ж")
@example("İ")
@example("ǰ̣")
@example("한국")
def test_fold_is_idempotent(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert fold_name(fold_name(text)) == fold_name(text)


@given(st.text(alphabet="абвгдежзиклмнопрстуфхчшғӣқӯҳҷё ", max_size=30))
def test_case_never_matters(text: str) -> None:
    assert fold(text.upper()) == fold(text.lower()) == fold(text)


def test_korean_and_chinese_survive_the_stripping_of_marks() -> None:
    assert fold("한국") == "한국"
    assert fold("杜尚别") == "杜尚别"


def test_fold_name_ignores_punctuation() -> None:
    assert fold_name("B. Gafurov") == fold_name("b_gafurov") == "b gafurov"
    assert fold_name("Jabar - Rasulov") == "jabar rasulov"


def test_bigrams_of_chinese_runs_only() -> None:
    assert chinese_bigrams("国际移民 organisation 杜") == ("国际", "际移", "移民", "杜")
    assert chinese_bigrams("Душанбе, Dushanbe") == ()
    assert chinese_bigrams("") == ()


@given(st.text(alphabet="移民国际组织 ab", max_size=20))
def test_every_bigram_stands_in_the_text(text: str) -> None:
    assert all(pair in text for pair in chinese_bigrams(text))
