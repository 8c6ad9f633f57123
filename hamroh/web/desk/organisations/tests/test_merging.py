"""Probable duplicates on the screen: who sees them, joining, undoing, two officers at one list."""

from __future__ import annotations

import pytest
from django.test import Client

from hamroh.kernel.ledger.actors import system
from hamroh.kernel.ledger.models import Entry
from hamroh.kernel.organisations import services
from hamroh.kernel.organisations.models import NotDuplicate, Organisation, OrganisationMerge
from hamroh.kernel.people.tests import factories
from hamroh.web.desk.tests.visiting import BAD_QUERIES, client_of

pytestmark = pytest.mark.django_db
SYSTEM = system("test")
LIST = "/en/organisations/duplicates"


def made(*names: str, **fields: object) -> Organisation:
    values = {"names": dict(zip(("en", "ru"), names, strict=False)), "country": "TJK", **fields}
    return services.create_organisation(actor=SYSTEM, **values)  # type: ignore[arg-type]


@pytest.fixture
def two(db) -> tuple[Organisation, Organisation]:
    """One foundation as a person entered it, and as a file spelled it."""
    return made("Lantern Valley Foundation", type="22"), made("Lantern Vally Fondation", "Фонд Долины фонарей")


@pytest.mark.parametrize("language", ["tg", "ru", "en", "zh-hans"])
def test_the_list_shows_pair_reasons_and_both_sides(language: str, two) -> None:
    one, other = two
    factories.assignment("focal_point", of=other)
    page = client_of("secretariat").get(f"/{language}/organisations/duplicates").content.decode()
    assert "Lantern Valley Foundation" in page and "Lantern Vally Fondation" in page
    for kept, gone in ((one, other), (other, one)):
        assert f"/{language}/organisations/duplicates/{kept.pk}/{gone.pk}" in page
    assert f"/duplicates/{one.pk}/{other.pk}/different" in page


def test_the_reasons_are_whole_sentences(two) -> None:
    page = client_of("administrator").get(LIST).content.decode()
    assert "are nearly the same word" in page and "% sure" in page and "1 pair" in page


def test_unlike_bodies_and_one_in_another_country_are_not_proposed() -> None:
    for name in ("Ministry of Health of Tajikistan", "Ministry of Health of Uzbekistan", "Ladder Society"):
        made(name, country="")
    page = client_of("secretariat").get(LIST).content.decode()
    assert "No two entries look like one organisation" in page


@pytest.mark.parametrize("role", ["focal_point", "auditor", "statistician", "programme_manager"])
def test_others_are_refused(role: str, two) -> None:
    one, other = two
    client, entries = client_of(role, of=one), Entry.objects.count()
    for address in (LIST, f"{LIST}/{one.pk}/{other.pk}", f"/en/organisations/{one.pk}/join"):
        assert client.get(address).status_code == 403
    assert client.post(f"{LIST}/{one.pk}/{other.pk}").status_code == 403
    assert client.post(f"{LIST}/{one.pk}/{other.pk}/different").status_code == 403
    assert Client().get(LIST).status_code == 302
    assert "duplicates" not in client.get("/en/organisations/").content.decode()
    assert Entry.objects.count() == entries and Organisation.objects.filter(merged_into=None).count() >= 2


def test_what_moves_is_shown_then_it_moves_then_it_comes_back(two) -> None:
    kept, gone = two
    client = client_of("secretariat")
    address = f"{LIST}/{kept.pk}/{gone.pk}"
    page = client.get(address).content.decode()
    assert "What moves" in page and "names of organisations" in page and not OrganisationMerge.objects.exists()
    answer = client.post(address, {"reason": "The same letterhead"})
    assert answer.status_code == 302 and answer.url == f"/en/organisations/{kept.pk}"
    page = client.get(answer.url).content.decode()
    assert "Entries joined into this one" in page and "The same letterhead" in page and "Фонд Долины фонарей" in page
    assert "joined the organisation" in page
    old = client.get(f"/en/organisations/{gone.pk}")
    assert old.status_code == 302 and old.url == f"/en/organisations/{kept.pk}"
    assert "No two entries look like one" in client.get(LIST).content.decode()
    undo = f"/en/organisations/merges/{OrganisationMerge.objects.get().pk}/undo"
    assert client.get(undo).status_code == 405
    assert client.post(undo).url == f"/en/organisations/{kept.pk}"
    assert client.get(f"/en/organisations/{gone.pk}").status_code == 200
    assert "already undone" in client.post(undo, follow=True).content.decode()
    assert "Lantern Vally" in client.get(LIST).content.decode()


def test_a_second_officer_is_told(two) -> None:
    kept, gone = two
    third = made("Lantern Valley Fund")
    first, second = client_of("secretariat"), client_of("secretariat")
    assert second.get(f"{LIST}/{third.pk}/{gone.pk}").status_code == 200
    first.post(f"{LIST}/{kept.pk}/{gone.pk}")
    late = second.post(f"{LIST}/{third.pk}/{gone.pk}", follow=True)
    assert "was already joined into Lantern Valley Foundation" in late.content.decode()
    late = second.post(f"{LIST}/{third.pk}/{gone.pk}/different", follow=True)
    assert "was already joined into" in late.content.decode()
    assert OrganisationMerge.objects.count() == 1 and not NotDuplicate.objects.exists()
    assert second.get(f"{LIST}/{third.pk}/999999").status_code == 404
    assert second.post(f"{LIST}/{third.pk}/{third.pk}").status_code in (200, 409)
    assert OrganisationMerge.objects.count() == 1


def test_a_pair_marked_as_different_does_not_return(two) -> None:
    one, other = two
    client = client_of("secretariat")
    answer = client.post(f"{LIST}/{one.pk}/{other.pk}/different", follow=True)
    assert "not proposed again" in answer.content.decode() and NotDuplicate.objects.count() == 1
    services.add_alias(actor=SYSTEM, organisation=one, text="Lantern Vally Fondation")
    assert "No two entries look like one" in client.get(LIST).content.decode()


def test_what_cannot_be_joined_is_explained_and_has_no_button() -> None:
    one, other = made("Lantern Post", org_id="XI-1"), made("Lantern Posts", org_id="XI-2")
    client = client_of("secretariat")
    page = client.get(f"{LIST}/{one.pk}/{other.pk}").content.decode()
    assert "different identifiers, XI-1 and XI-2" in page and "Join them" not in page
    answer = client.post(f"{LIST}/{one.pk}/{other.pk}", {"reason": "x"})
    assert answer.status_code == 409 and Organisation.objects.filter(pk=other.pk).exists()


def test_another_entry_is_chosen_by_hand() -> None:
    one, other = made("Doctors of the Pass"), made("Врачи перевала")
    client = client_of("secretariat")
    address = f"/en/organisations/{one.pk}/join"
    assert client.get(address).status_code == 200
    assert client.post(address, {"other": one.pk}).status_code == 200
    assert client.post(address, {"other": other.pk}).url == f"{LIST}/{one.pk}/{other.pk}"


@pytest.mark.parametrize("query", BAD_QUERIES)
def test_no_parameter_breaks_the_list(query: str, two) -> None:
    assert client_of("secretariat").get(f"{LIST}?{query}").status_code == 200


def test_the_list_asks_as_much_for_many_pairs_as_for_one(django_assert_max_num_queries) -> None:
    for number in range(20):
        made(f"Lantern of the valley Q{number}x{number}zz trust")
        made(f"Lantern of the valley Q{number}x{number}zz trusts")
    client = client_of("secretariat")
    assert "Next" in client.get(LIST).content.decode()
    with django_assert_max_num_queries(20):
        assert client.get(f"{LIST}?page=2").status_code == 200
    assert client.get(f"{LIST}?q=q7x7zz").content.decode().count("Keep this entry") >= 2
