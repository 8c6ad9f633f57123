"""Everybody reads organisations; who may change which one, and what a visitor does not see."""

from __future__ import annotations

import pytest
from django.test import Client

from hamroh.kernel.ledger.actors import system
from hamroh.kernel.organisations import services
from hamroh.kernel.organisations.models import AliasKind, FocalPoint, Organisation
from hamroh.web.desk.tests.visiting import BAD_QUERIES, client_of

pytestmark = pytest.mark.django_db
SYSTEM = system("test")


def made(**fields: object) -> Organisation:
    values = {"names": {"en": "Lantern Foundation", "tg": "Фонди Чароғ"}, "type": "22", "country": "TJK", **fields}
    return services.create_organisation(actor=SYSTEM, **values)  # type: ignore[arg-type]


@pytest.mark.parametrize("language", ["tg", "ru", "en", "zh-hans"])
def test_a_visitor_reads_the_register_and_a_record(language: str) -> None:
    body = made(org_id="XI-TEST-1", website="https://lantern.example/")
    register = Client().get(f"/{language}/organisations/")
    assert register.status_code == 200 and f"/{language}/organisations/{body.pk}" in register.content.decode()
    record = Client().get(f"/{language}/organisations/{body.pk}")
    assert record.status_code == 200 and "XI-TEST-1" in record.content.decode()


def test_any_script_finds_an_organisation() -> None:
    made()
    other = made(names={"en": "Ladder Society"}, type="21")
    page = Client().get("/en/organisations/?q=чароғ").content.decode()
    assert "Lantern" in page and "Ladder" not in page
    assert "Ladder" in Client().get("/en/organisations/?type=21").content.decode()
    services.add_alias(actor=SYSTEM, organisation=other, text="LSOC", kind=AliasKind.ACRONYM)
    assert "Ladder" in Client().get("/en/organisations/?q=lsoc").content.decode()


def test_the_phone_of_a_focal_point_is_for_those_who_may_see_it() -> None:
    body = made()
    own = client_of("focal_point", of=body)
    for name, consent in (("Anora Daftarova", True), ("Qalam Qalamov", False)):
        services.set_focal_point(actor=SYSTEM, organisation=body, name=name, phone="+992 000", consent=consent)
    address = f"/en/organisations/{body.pk}"
    visitor, partner, colleague = (one.get(address).content.decode() for one in (Client(), client_of("auditor"), own))
    assert "Daftarova" not in visitor and "+992 000" not in visitor and "added the organisation" not in visitor
    assert "Daftarova" in partner and "Qalamov" not in partner and "added the organisation" in partner
    assert "Daftarova" in colleague and "Qalamov" in colleague


def test_the_secretariat_adds_and_the_ledger_says_so() -> None:
    client = client_of("secretariat")
    form = {"names_en": "Notebook Institute", "type": "80", "country": "tjk", "org_id": "XI-TEST-2"}
    answer = client.post("/en/organisations/add", form)
    body = Organisation.objects.get(org_id="XI-TEST-2")
    assert answer.status_code == 302 and answer.url.endswith(f"/en/organisations/{body.pk}")
    assert body.country == "TJK" and "added the organisation" in client.get(answer.url).content.decode()


@pytest.mark.parametrize(
    "wrong, words",
    [
        ({"names_en": ""}, "at least one language"),
        ({"names_en": "---"}, "at least one language"),
        ({"country": "XQ9"}, "no country code"),
        ({"type": "77"}, "not one of the available choices"),
        ({"org_id": "XI-TAKEN"}, "already that of"),
        ({"website": "no address"}, "valid URL"),
        ({"parent": "999999"}, "not one of the available choices"),
        ({"parent": "x"}, "not one of the available choices"),
    ],
)
def test_a_wrong_form_says_where_and_writes_nothing(wrong: dict[str, str], words: str) -> None:
    made(org_id="XI-TAKEN")
    form = {"names_en": "Notebook Institute", "type": "80", "country": "TJK", **wrong}
    page = client_of("secretariat").post("/en/organisations/add", form)
    assert page.status_code == 200 and words in page.content.decode() and "data-faults" in page.content.decode()
    assert Organisation.objects.filter(names__en="Notebook Institute").count() == 0


def test_a_focal_point_changes_the_own_organisation_alone() -> None:
    own, other = made(), made(names={"en": "Ladder Society"})
    client = client_of("focal_point", of=own)
    form = {"names_en": "Lantern Trust", "type": "22", "country": "TJK", "org_id": "XI-STOLEN", "enforcement": "on"}
    assert client.post(f"/en/organisations/{own.pk}/change", form).status_code == 302
    own.refresh_from_db()
    assert own.names == {"en": "Lantern Trust"} and own.org_id is None and not own.enforcement
    assert client.post(f"/en/organisations/{other.pk}/change", form).status_code == 403
    assert client.get(f"/en/organisations/{other.pk}/names/add").status_code == 403
    assert client.get("/en/organisations/add").status_code == 403
    assert client_of("auditor").get(f"/en/organisations/{own.pk}/change").status_code == 403
    assert Client().get(f"/en/organisations/{own.pk}/change").status_code == 302


def test_a_circle_of_parents_saves_nothing_of_the_form() -> None:
    above = made()
    below = made(names={"en": "Department of Wicks"}, parent=above)
    form = {"names_en": "Renamed", "type": "22", "country": "TJK", "parent": str(below.pk)}
    page = client_of("secretariat").post(f"/en/organisations/{above.pk}/change", form)
    above.refresh_from_db()
    assert page.status_code == 200 and "itself a part of" in page.content.decode()
    assert above.names["en"] == "Lantern Foundation" and above.parent_id is None


def test_names_and_focal_points_by_hand() -> None:
    body = made()
    client = client_of("focal_point", of=body)
    names = f"/en/organisations/{body.pk}/names/add"
    assert client.post(names, {"text": "LF", "kind": "acronym", "language": ""}).status_code == 302
    assert body.aliases.filter(text="LF", kind="acronym").exists()
    assert client.post(names, {"text": "?!", "kind": "alias"}).status_code == 200
    points = f"/en/organisations/{body.pk}/focal-points"
    assert client.post(f"{points}/add", {"name": "Anora", "email": "anora@lantern.example"}).status_code == 302
    point = FocalPoint.objects.get()
    form = {"name": "Anora Daftarova", "email": "other@lantern.example", "consent": "on"}
    assert client.post(f"{points}/{point.pk}", form).status_code == 302
    point.refresh_from_db()
    assert (point.name, point.email, point.consent) == ("Anora Daftarova", "anora@lantern.example", True)
    assert client_of("focal_point").post(f"{points}/{point.pk}/remove").status_code == 403
    assert client.get(f"{points}/{point.pk}/remove").status_code == 200 and FocalPoint.objects.exists()
    assert client.post(f"{points}/{point.pk}/remove").status_code == 302 and not FocalPoint.objects.exists()
    assert client.get(f"{points}/999").status_code == 404


@pytest.mark.parametrize("query", BAD_QUERIES)
def test_no_parameter_breaks_the_register(query: str) -> None:
    made()
    assert Client().get(f"/en/organisations/?{query}").status_code == 200


def test_the_register_asks_as_much_for_forty_as_for_four(django_assert_max_num_queries) -> None:
    for number in range(40):
        made(names={"en": f"Body {number}"})
    with django_assert_max_num_queries(8):
        assert Client().get("/en/organisations/").status_code == 200
    assert Client().get("/en/organisations/export.xlsx").status_code == 200
    assert Client().get("/en/organisations/999999").status_code == 404
