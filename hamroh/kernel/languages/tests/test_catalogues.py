"""The catalogues of the interface: whole, in the right script, and a checker that finds each kind of fault."""

from __future__ import annotations

from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from django.conf import settings

from hamroh.kernel.languages.catalogues import (
    TRANSLATED,
    Found,
    catalogue_path,
    compile_all,
    faults,
    find_strings,
    load,
    strings_of,
)
from hamroh.kernel.languages.foreign import FOREIGN, date_words, foreign_strings
from hamroh.kernel.languages.identical import SAME_ALLOWED

PLURAL_FORMS = {"tg": 2, "ru": 3, "zh_Hans": 1}


@pytest.fixture(scope="module")
def root() -> Path:
    return Path(settings.LOCALE_PATHS[0]).parent


@pytest.fixture(scope="module")
def ours(root: Path) -> list[Found]:
    return list(find_strings(root / "hamroh"))


@pytest.fixture(scope="module")
def catalogues(root: Path) -> dict[str, Catalog]:
    return {language: load(catalogue_path(root, language)) for language in TRANSLATED}


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_string_is_translated_without_fault(language: str, ours, catalogues) -> None:
    wanted = [*ours, *foreign_strings(language)]
    wrong = faults(wanted, catalogues[language], language, SAME_ALLOWED)
    shown = "\n".join(f"“{fault.singular}” {fault.problem} ({fault.place})" for fault in wrong[:30])
    assert not wrong, f"{len(wrong)} faults in {language}; run `hamroh languages check`:\n{shown}"


@pytest.mark.parametrize("language", TRANSLATED)
def test_catalogue_holds_nothing_that_vanished_from_the_source(language: str, ours, catalogues) -> None:
    known = {string.key for string in [*ours, *foreign_strings(language)]}
    left = [
        message.id
        for message in catalogues[language]
        if message.id and (message.context, message.id if isinstance(message.id, str) else message.id[0]) not in known
    ]
    assert left == [], "run `hamroh languages update`"


@pytest.mark.parametrize("language", TRANSLATED)
def test_plural_rule_stands_in_the_header(language: str, root: Path, catalogues) -> None:
    assert catalogues[language].num_plurals == PLURAL_FORMS[language]
    assert f"nplurals={PLURAL_FORMS[language]};" in catalogue_path(root, language).read_text(encoding="utf-8")


def test_letters_of_tajik_occur(catalogues) -> None:
    text = "".join(str(message.string) for message in catalogues["tg"])
    assert {letter for letter in "ғӣқӯҳҷ" if text.count(letter) < 20} == set()


def test_same_in_every_language_is_a_short_list_and_in_use(ours) -> None:
    used = {string.singular for string in [*ours, *foreign_strings("tg")]}
    assert len(SAME_ALLOWED) <= 60
    assert used >= SAME_ALLOWED


def test_no_label_of_ours_takes_the_place_of_a_date_word(ours) -> None:
    taken = [(one.singular, one.place) for one in ours if one.context is None and one.singular in date_words()]
    assert taken == [], "a label that is also a month or a day needs a context: {% translate … context … %}"


def _catalogue(language: str, *messages: tuple) -> Catalog:
    catalogue = Catalog(locale=language, fuzzy=False)
    for identity, text, *rest in messages:
        catalogue.add(identity, text, flags=rest)
    return catalogue


SEEN = Found("%(name)s was saved", None, None, "a.py:1")
BRACED = Found("{actor} saved {title}", None, None, "a.py:2")
COUNTED = Found("%(count)s day", "%(count)s days", None, "a.py:3")
GOOD = {
    "tg": (
        (SEEN.singular, "%(name)s захира шуд"),
        (BRACED.singular, "{actor} «{title}»-ро захира кард"),
        (("%(count)s day", "%(count)s days"), ("як рӯз", "%(count)s рӯз")),
    ),
    "ru": (
        (SEEN.singular, "%(name)s сохранено"),
        (BRACED.singular, "{actor}: сохранено «{title}»"),
        (("%(count)s day", "%(count)s days"), ("%(count)s день", "%(count)s дня", "%(count)s дней")),
    ),
    "zh_Hans": (
        (SEEN.singular, "%(name)s已保存"),
        (BRACED.singular, "{actor}保存了{title}"),
        (("%(count)s day", "%(count)s days"), ("%(count)s天",)),
    ),
}


@pytest.mark.parametrize("language", TRANSLATED)
def test_whole_catalogue_has_no_faults(language: str) -> None:
    assert faults([SEEN, BRACED, COUNTED], _catalogue(language, *GOOD[language]), language, frozenset()) == []


@pytest.mark.parametrize(
    ("language", "string", "message", "problem"),
    [
        ("tg", SEEN, None, "has no translation"),
        ("tg", SEEN, (SEEN.singular, ""), "has no translation"),
        ("ru", COUNTED, (("%(count)s day", "%(count)s days"), ("%(count)s день", "", "")), "has no translation"),
        ("tg", SEEN, (SEEN.singular, "%(name)s захира шуд", "fuzzy"), "is marked fuzzy"),
        ("ru", SEEN, (SEEN.singular, SEEN.singular), "is the same as its source"),
        ("ru", SEEN, (SEEN.singular, "%(name)s sohraneno"), "is in the wrong script"),
        ("zh_Hans", SEEN, (SEEN.singular, "%(name)s yi baocun"), "is in the wrong script"),
        ("tg", SEEN, (SEEN.singular, "%(name)s захира щуд"), "has letters that the language does not have: щ"),
        ("ru", SEEN, (SEEN.singular, "%(name)s ҳифз"), "has letters that the language does not have: ҳ"),
        ("zh_Hans", SEEN, (SEEN.singular, "%(name)s已сохранено"), "has letters that the language does not have"),
        ("tg", SEEN, (SEEN.singular, "Захира шуд"), "has other placeholders"),
        ("tg", SEEN, (SEEN.singular, "%(nom)s захира шуд"), "has other placeholders"),
        ("ru", BRACED, (BRACED.singular, "{actor}: сохранено"), "has other placeholders"),
        ("ru", BRACED, (BRACED.singular, "{actor}: сохранено {title"), "has other placeholders"),
        ("ru", BRACED, (BRACED.singular, "{actor}: сохранено {title}}"), "has a stray percent sign or brace"),
        ("tg", SEEN, (SEEN.singular, "%(name)s 100 % захира шуд"), "has a stray percent sign or brace"),
        # Russian counts 21 with the form of one: the number must stand in it.
        (
            "ru",
            COUNTED,
            (("%(count)s day", "%(count)s days"), ("один день", "%(count)s дня", "%(count)s дней")),
            "has other placeholders",
        ),
        ("ru", COUNTED, ("%(count)s day", "%(count)s день"), "has 1 plural forms where 3 belong"),
        ("tg", COUNTED, (("%(count)s day", "%(count)s days"), ("як рӯз",)), "has 1 plural forms where 2 belong"),
    ],
)
def test_each_kind_of_fault_is_found(language: str, string: Found, message: tuple | None, problem: str) -> None:
    catalogue = _catalogue(language, *([message] if message else []))
    found = faults([string], catalogue, language, frozenset())
    assert any(fault.problem.startswith(problem) and fault.singular == string.singular for fault in found), found


def test_names_may_stay_the_same_when_declared() -> None:
    name = Found("Hamroh", None, None, "a.py:1")
    same = _catalogue("ru", ("Hamroh", "Hamroh"))
    assert faults([name], same, "ru", frozenset({"Hamroh"})) == []
    assert [fault.problem for fault in faults([name], same, "ru", frozenset())] == ["is the same as its source"]


def test_strings_are_found_in_python_and_in_templates_of_any_indentation(tmp_path: Path) -> None:
    source = tmp_path / "labels.py"
    source.write_text(
        'a = _("One")\nb = ngettext("%(n)s day", "%(n)s days", n)\nc = pgettext("token", "May")\nd = _(name)\n',
        encoding="utf-8",
    )
    page = tmp_path / "page.html"
    page.write_text(
        '    {% translate "Two" %}\n  <p title="{% translate "Three" context "sum" %}">\n'
        "{% blocktranslate trimmed count n=x %}\n  {{ n }} file\n{% plural %}\n  {{ n }} files\n{% endblocktranslate %}\n"
        '{% button _("Four") %}',
        encoding="utf-8",
    )
    assert [(f.singular, f.plural, f.context) for f in strings_of(source, tmp_path)] == [
        ("One", None, None),
        ("%(n)s day", "%(n)s days", None),
        ("May", None, "token"),
    ]
    assert [(f.singular, f.plural, f.context) for f in strings_of(page, tmp_path)] == [
        ("Two", None, None),
        ("Three", None, "sum"),
        ("%(n)s file", "%(n)s files", None),
        ("Four", None, None),
    ]


def test_foreign_strings_are_ours_only_where_the_package_has_none() -> None:
    said = {language: {string.singular for string in foreign_strings(language)} for language in TRANSLATED}
    assert "This field is required." in said["tg"]
    assert "This field is required." not in said["ru"] | said["zh_Hans"]
    # django-filter keeps its Chinese under zh_CN, where Django does not look for zh-hans.
    assert "Range query expects two values." in said["zh_Hans"]
    assert {"Incorrect password.", "Tue", "%(num)d day", "This password is too common."} <= said["tg"]
    assert all(string.place.startswith(tuple(one.package for one in FOREIGN)) for string in foreign_strings("tg"))


def test_compiled_catalogue_counts_by_the_rule_of_the_language(catalogues) -> None:
    def spoken(language: str, number: int) -> str:
        compiled = BytesIO()
        write_mo(compiled, catalogues[language])
        compiled.seek(0)
        text = GNUTranslations(compiled).ngettext("%(count)s byte", "%(count)s bytes", number)
        return text % {"count": number}

    assert [spoken("ru", n) for n in (1, 2, 5, 21)] == ["1 байт", "2 байта", "5 байт", "21 байт"]
    assert [spoken("tg", n) for n in (1, 2)] == ["1 байт", "2 байт"]
    assert [spoken("zh_Hans", n) for n in (1, 2)] == ["1字节", "2字节"]


def test_compiling_writes_what_is_older_and_nothing_else(tmp_path: Path, root: Path) -> None:
    path = catalogue_path(tmp_path, "tg")
    path.parent.mkdir(parents=True)
    path.write_bytes(catalogue_path(root, "tg").read_bytes())
    assert compile_all(tmp_path) == ["tg"]
    assert compile_all(tmp_path) == []
    with path.with_suffix(".mo").open("rb") as file:
        compiled = GNUTranslations(file)
    # Django's own Tajik gives Tuesday the abbreviation of Sunday.
    assert (compiled.gettext("Tue"), compiled.gettext("Sun")) == ("Сш", "Яш")
