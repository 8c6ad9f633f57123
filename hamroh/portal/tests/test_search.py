"""Search finds one script's name by another's, Chinese by its characters, and shows nobody what is not theirs."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hamroh.kernel.ledger.actors import ANYONE
from hamroh.kernel.people.tests import factories
from hamroh.portal.models import SearchEntry
from hamroh.portal.search import indexing
from hamroh.portal.search.finding import find
from hamroh.portal.search.words import indexed

pytestmark = pytest.mark.django_db


def entry(key: str, *texts: str, audience: str = "public", kind: str = "activity") -> SearchEntry:
    return SearchEntry.objects.create(
        subject=f"trial.thing:{key}",
        kind=kind,
        title={"en": texts[0]},
        address="x",
        audience=audience,
        text=indexed(texts),
    )


def keys(query: str, viewer=ANYONE) -> set[str]:
    return {found.subject.rsplit(":", 1)[1] for found in find(query, viewer)}


@pytest.mark.parametrize("query", ["Ғафуров", "гафуров", "Гафуров", "Ghafurov", "gafurov", "Ғафур", "ГАФУ"])
def test_a_name_is_found_in_any_spelling_and_by_its_beginning(query: str) -> None:
    entry("a", "Бобоҷон Ғафуров")
    entry("b", "Хуҷанд")
    assert keys(query) == {"a"}


@pytest.mark.parametrize(
    "query, expected",
    [
        ("移民", {"z"}),
        ("民健", {"z"}),
        ("健康", {"z"}),
        ("移健", set()),
        ("Хучанд", {"k"}),
        ("Khujand", {"k"}),
        ("Худжанд", {"k"}),
        ("移民 Khujand", set()),
    ],
)
def test_chinese_and_other_scripts(query: str, expected: set[str]) -> None:
    entry("z", "移民健康项目")
    entry("k", "Хуҷанд")
    assert keys(query) == expected


def test_all_words_must_be_there_and_an_empty_query_finds_nothing() -> None:
    entry("a", "Mobile clinic on the Rasht road")
    entry("b", "Mobile library")
    assert keys("mobile rasht") == {"a"} and keys("mobile") == {"a", "b"}
    assert keys("") == keys("  ") == keys('-*"') == set()


def test_nobody_finds_what_is_not_theirs() -> None:
    own, other = factories.organisation(), factories.organisation()
    entry("public", "clinic")
    entry("staff", "clinic", audience="signed_in")
    entry("own", "clinic", audience=f"organisation:{own.pk}")
    assert keys("clinic") == {"public"}
    assert keys("clinic", factories.actor("auditor", of=other)) == {"public", "staff"}
    assert keys("clinic", factories.actor("focal_point", of=own)) == {"public", "staff", "own"}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=40))
def test_no_query_breaks_the_index(query: str) -> None:
    find(query, ANYONE)


def test_the_index_follows_the_ledger_and_forgets_a_closed_account() -> None:
    from hamroh.kernel.people import services

    administrator = factories.actor("administrator")
    person = services.enrol(actor=administrator, email="zarina@example.org", name="Зарина Намунавӣ")
    assert {found.title["en"] for found in find("Zarina", administrator)} == {"Зарина Намунавӣ"}
    assert find("Zarina", ANYONE) == []
    services.deactivate(actor=administrator, person=person)
    assert find("Zarina", administrator) == []


def test_a_rebuild_gives_the_same_index() -> None:
    factories.organisation()
    factories.person()
    indexing.rebuild()
    before = set(SearchEntry.objects.values_list("subject", "text"))
    assert indexing.rebuild()["organisation"] == 1 and before == set(SearchEntry.objects.values_list("subject", "text"))
