"""Which names are probably one body: by rule, case by case, and with nothing read from a database."""

from __future__ import annotations

import pytest

from hamroh.kernel.languages.folding import fold_name
from hamroh.kernel.organisations.duplicates import THRESHOLD, Body, propose
from hamroh.kernel.organisations.duplicates.countries import take_countries
from hamroh.kernel.organisations.duplicates.forms import form_of, is_acronym, names_of
from hamroh.kernel.organisations.duplicates.vocabulary import concept
from hamroh.web.desk.organisations.pairs import REASONS, said


def likely(*names: str, **beside: dict[int, object]) -> float:
    """The score of two names among a few others; 0 when they are not proposed."""
    others = ("Ladder Society", "Хазинаи роҳ", "Notebook Institute", "Bridge Fund for Schools", "Медовый союз")
    bodies = [Body(number, (name,), **beside.get(str(number), {})) for number, name in enumerate((*names, *others))]
    return next((pair.score for pair in propose(bodies) if (pair.one, pair.other) == (0, 1)), 0.0)


SAME = [
    ("Lantern Valley Foundation", "Lantern Vally Fondation"),
    ("Lantern Valley Foundation", "LANTERN VALLEY FOUNDATION (LVF)"),
    ("Lantern Valley Foundation", "Foundation of the Lantern Valley"),
    ("LanternValley", "Lantern Valley"),
    ("Agency for Mountain Roads and Bridges (AMRAB)", "Agency For Mountain Roads & Bridges"),
    ("Agency for Mountain Roads and Bridges", "AMRB"),
    ("Фонд Нури Зиндагӣ", "Фонди Нури зиндаги"),
    ("Нури Хатлон", "Nuri Khatlon"),
    ("Хуҷанд Умед", "Khujand Umed"),
    ("Ҷамъияти Дилшоди Кӯҳистон", "Общество Дилшоди Кухистон"),
    ("Вазорати тандурустии Тоҷикистон", "Министерство здравоохранения Таджикистана"),
    ("Ministry of Health of the Republic of Tajikistan", "Министерство здравоохранения Республики Таджикистан"),
    ("Вазорати тандурустии Ҷумҳурии Тоҷикистон", "Ministry of Health of Tajikistan"),
    ("Croix-Rouge malienne", "Mali Red Cross"),
    ("МОМ", "International Organization for Migration"),
    ("Созмони байналмилалии муҳоҷират", "IOM"),
    ("国际移民组织", "МОМ"),
    ("УВКБ ООН", "United Nations High Commisioner for Refugees"),
    ("塔吉克斯坦红新月会", "塔吉克斯坦 红新月会"),
    ("Union for Equality of Ladder Makers and", "Union for Equality of Ladder Makers and Bell Founders"),
]
DIFFERENT = [
    ("Ministry of Health of Tajikistan", "Ministry of Health of Uzbekistan"),
    ("Министерство здравоохранения Таджикистана", "Министерство здравоохранения Узбекистана"),
    ("塔吉克斯坦卫生部", "乌兹别克斯坦卫生部"),
    ("Ministry of Women of Galmudug State", "Ministry of Women of Hirshabelle State"),
    ("Norwegian Refugee Council", "Danish Refugee Council"),
    ("Doctors Without Borders France", "Doctors Without Borders Holland"),
    ("School No 12", "School No 21"),
    ("Polyclinic 3", "Polyclinic 4"),
    ("Action for Community Development", "Association for Community Development"),
    ("Ministry of Health", "Ministry of Education"),
    ("Lantern Foundation", "Ladder Foundation"),
    ("Action for Relief and Development (ARD)", "Africa for Rural Development (ARD)"),
    ("CARE", "Child Care Association"),
]


@pytest.mark.parametrize("one, other", SAME)
def test_one_body_under_two_names_is_proposed(one: str, other: str) -> None:
    assert likely(one, other) >= THRESHOLD
    assert likely(other, one) == likely(one, other), "the order in which they are told matters not"


@pytest.mark.parametrize("one, other", DIFFERENT)
def test_two_bodies_are_not_proposed(one: str, other: str) -> None:
    assert likely(one, other) == 0.0


def test_what_stands_beside_the_names_counts() -> None:
    names = ("Lantern Valley Foundation", "Lantern Vally Foundation")
    plain = likely(*names)
    assert likely(*names, **{"0": {"type": "10"}, "1": {"type": "22"}}) < plain
    assert likely(*names, **{"0": {"type": "21"}, "1": {"type": "22"}}) == plain, "two kinds of NGO are no conflict"
    assert likely(*names, **{"0": {"country": "TJK"}, "1": {"country": "UZB"}}) < plain
    assert likely(*names, **{"0": {"org_id": "A-1"}}) == plain
    assert likely(*names, **{"0": {"org_id": "A-1"}, "1": {"org_id": "A-2"}}) == 0.0
    assert (
        likely(*names, **{"0": {"above": frozenset({1})}}) == 0.0 == likely(*names, **{"1": {"above": frozenset({0})}})
    )
    assert likely(*names, **{"0": {"side": "10"}, "1": {"side": "00"}}) == 0.0


def test_a_pair_known_to_differ_is_not_asked_again() -> None:
    bodies = [Body(4, ("Lantern Valley",)), Body(2, ("Lantern Vally",))]
    assert [(pair.one, pair.other) for pair in propose(bodies)] == [(2, 4)]
    assert propose(bodies, different=frozenset({(2, 4)})) == []


def test_a_short_acronym_of_many_bodies_proposes_none() -> None:
    names = ["AFD", *(f"{word} for {other}" for word in ("Action", "Alliance", "Aid", "Assembly", "Academy")
                      for other in ("Development", "Disability", "Dushanbe"))]  # fmt: skip
    bodies = [Body(number, (name,)) for number, name in enumerate(names)]
    assert not any(pair.one == 0 for pair in propose(bodies))


def test_reasons_are_codes_with_facts_that_every_page_can_say() -> None:
    bodies = [Body(number, (name,)) for number, name in enumerate(name for pair in SAME for name in pair)]
    found = propose(bodies)
    codes = {code for pair in found for code, _facts in pair.reasons}
    assert codes <= set(REASONS) and len(codes) >= 6
    for pair in found:
        assert pair.reasons and 0 < pair.score <= 1
        for reason in pair.reasons:
            assert "{" not in said(reason)
    quoted = said(("same-acronym", {"acronym": "<b>"}))
    assert "&lt;b&gt;" in quoted and "<b>" not in quoted


@pytest.mark.parametrize("names", [[""], ["—"], ["\u200b"], ["a"], ["(((", ")"], ["İ" * 400], ["🙂"], ["- | /"]])
def test_no_name_breaks_it(names: list[str]) -> None:
    assert propose([Body(1, tuple(names)), Body(2, ("Lantern",)), Body(3, ())]) == []


def test_words_of_several_languages_are_one_concept() -> None:
    for words in (("health", "sante", "здравоохранения", "тандурустии"), ("fund", "fonds", "фонди", "foundation"),
                  ("women", "femmes", "занон", "женщин"), ("organisation", "organization", "созмони")):  # fmt: skip
        assert len({concept(word) for word in words}) == 1
    assert concept("водитель") != concept("вода")


def test_countries_are_taken_out_in_any_script() -> None:
    for text in ("tajikistan", "таджикистана", "точикистон", "таджикская"):
        assert take_countries([fold_name(text)])[1] == {"TJ"}
    assert take_countries(["united", "states", "fund"]) == (["fund"], frozenset({"US"}))
    assert take_countries(["塔吉克斯坦卫生部"]) == (["卫生部"], frozenset({"TJ"}))
    assert take_countries(["switezerland"])[1] == {"CH"}
    assert take_countries(["niger"])[1] != take_countries(["nigeria"])[1]


def test_a_name_is_taken_apart() -> None:
    names = names_of(["Agency For Minority Rights And Development (AMARD)"])
    assert "amard" in names.acronyms and any(form.folded.endswith("development") for form in names.forms)
    assert form_of("Fonds d’Appui à l'Enfance").concepts == ("foundation", "support", "children")
    assert is_acronym("UN-Habitat") is False and is_acronym("WFP") and is_acronym("ВПП") and not is_acronym("Muso")
    assert form_of("Мактаби II").numbers == form_of("School 2").numbers == {"2"}
