"""Entering and changing: who may, that faults are told beside their field, and that a refused form saves nothing."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from django.test import Client

from hamroh.commons.activities.models import Activity, State
from hamroh.commons.activities.selectors import record_of
from hamroh.formats.iati import records as r
from hamroh.kernel.ledger.models import Entry
from hamroh.kernel.organisations.models import Organisation
from hamroh.web.desk.activities.tests import making
from hamroh.web.desk.tests.visiting import client_of

pytestmark = pytest.mark.django_db
ADD = "/en/activities/add"
PAGES = ("change", "partners", "places", "sectors", "budgets/add", "transactions/add", "results/add", "unpublish")


def form(owner: Organisation, **fields: str) -> dict[str, str]:
    whole = {
        "organisation": str(owner.pk), "titles_en": "Open doors", "titles_tg": "Дарҳои кушода", "theme": "labour_migration",
        "activity_status": "1", "planned_start": "2027-01-01", "planned_end": "2027-12-31", "visibility": "public",
        "default_currency": "usd", "descriptions_en": "Doors are opened.",
    }  # fmt: skip
    return {**whole, **fields}


def test_a_focal_point_adds_changes_and_publishes(owner: Organisation, places: None) -> None:
    client = client_of("focal_point", of=owner)
    assert client.get(ADD).status_code == 200
    answer = client.post(ADD, form(owner))
    one = Activity.objects.get()
    assert answer.status_code == 302 and one.iati_identifier == "XX-TRIAL-1-0001" and one.state == State.DRAFT
    assert one.default_currency == "USD" and one.titles["tg"] == "Дарҳои кушода"
    address = f"/en/activities/{one.pk}/"
    refused = client.post(f"{address}publish")
    assert refused.status_code == 409 and "This cannot be published yet" in refused.content.decode()
    rows = {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "0", "form-0-organisation": "Кӯмаки озмоишӣ 1", "form-0-role": "4",
            "form-1-organisation": "XX-TRIAL-1", "form-1-role": "1"}  # fmt: skip
    assert client.post(f"{address}partners", rows).status_code == 302
    rows = {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "0", "form-0-place": "khujand", "form-0-percentage": "60",
            "form-1-place": "sughd", "form-1-percentage": "40"}  # fmt: skip
    assert client.post(f"{address}places", rows).status_code == 302
    record = record_of(one)
    assert [part.role for part in record.participating_orgs] == ["4", "1"] and len(record.locations) == 2
    changed = form(owner, titles_en="Open gates", descriptions_en="", seen=_digest(one))
    assert client.post(f"{address}change", changed).status_code == 302
    one.refresh_from_db()
    assert one.titles == {"en": "Open gates", "tg": "Дарҳои кушода"} and one.description_texts == {}
    events = set(Entry.objects.values_list("event", flat=True))
    assert {"activities.created", "activities.places-set", "activities.texts-edited", "activities.changed"} <= events


def _digest(one: Activity) -> str:
    return Activity.objects.values_list("content_digest", flat=True).get(pk=one.pk)


@pytest.mark.parametrize(
    "wrong, words",
    [
        ({"titles_en": "", "titles_tg": ""}, "at least one language"),
        ({"organisation": "0"}, "not one of the available choices"),
        ({"activity_status": "9"}, "not one of the available choices"),
        ({"theme": "nothing"}, "not one of the available choices"),
        ({"planned_start": "tomorrow"}, "valid date"),
        ({"planned_start": "2028-01-01"}, "comes before the start"),
        ({"default_currency": "12"}, "three letters"),
        ({"sector": "abc"}, "no such sector"),
        ({"iati_identifier": "XX-TRIAL-1-TAKEN"}, "already an activity"),
        ({"titles_en": "x" * 600}, "at most 500"),
    ],
)
def test_a_wrong_form_says_where_and_writes_nothing(owner: Organisation, wrong: dict[str, str], words: str) -> None:
    making.activity(owner, "XX-TRIAL-1-TAKEN")
    page = client_of("focal_point", of=owner).post(ADD, form(owner, **wrong))
    assert page.status_code == 200 and words in page.content.decode() and "data-faults" in page.content.decode()
    assert Activity.objects.count() == 1


def test_who_may_not_change_is_refused(owner: Organisation) -> None:
    one = making.activity(owner)
    other = client_of("focal_point")
    for name in PAGES:
        address = f"/en/activities/{one.pk}/{name}"
        assert Client().get(address).status_code == 302
        assert other.get(address).status_code == 403 and other.post(address, {}).status_code == 403
        assert client_of("auditor").get(address).status_code == 403
    assert client_of("auditor").get(ADD).status_code == 403
    assert other.post(f"/en/activities/{one.pk}/publish").status_code == 403
    assert other.post(ADD, form(owner)).status_code == 200  # Not among the organisations he may report for.
    assert Activity.objects.count() == 1


def test_an_activity_changed_meanwhile_is_not_overwritten(owner: Organisation) -> None:
    one = making.activity(owner)
    client = client_of("focal_point", of=owner)
    fields = form(owner, activity_status="2", planned_start="2025-01-01", planned_end="", titles_en="Mine")
    page = client.post(f"/en/activities/{one.pk}/change", {**fields, "seen": "0" * 64})
    assert page.status_code == 200 and "was changed meanwhile" in page.content.decode()
    one.refresh_from_db()
    assert one.titles["en"] == "Safe return"


def test_a_fault_in_one_part_saves_no_other_part(owner: Organisation) -> None:
    one = making.activity(owner)
    fields = form(
        owner, titles_en="Half", actual_start="2999-01-01", planned_start="", planned_end="", seen=one.content_digest
    )
    page = client_of("secretariat").post(f"/en/activities/{one.pk}/change", fields)
    assert page.status_code == 200 and "lies in the future" in page.content.decode()
    one.refresh_from_db()
    assert one.titles["en"] == "Safe return"


def test_publication_and_its_end(owner: Organisation) -> None:
    one = making.activity(owner, published=False)
    client = client_of("focal_point", of=owner)
    assert client.post(f"/en/activities/{one.pk}/publish").status_code == 302
    assert Client().get(f"/en/activities/{one.pk}/").status_code == 200
    address = f"/en/activities/{one.pk}/unpublish"
    assert client.get(address).status_code == 200 and client.post(address, {"reason": " "}).status_code == 200
    assert client.post(address, {"reason": "Two budgets were mixed up"}).status_code == 302
    assert Client().get(f"/en/activities/{one.pk}/").status_code == 404
    assert "Two budgets were mixed up" in client.get(f"/en/activities/{one.pk}/").content.decode()


def test_places_must_add_up(owner: Organisation, places: None) -> None:
    one = making.activity(owner)
    rows = {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "0", "form-0-place": "khujand", "form-0-percentage": "60",
            "form-1-place": "sughd", "form-1-percentage": "30"}  # fmt: skip
    client = client_of("secretariat")
    page = client.post(f"/en/activities/{one.pk}/places", rows)
    assert page.status_code == 200 and "add up to 90, not 100" in page.content.decode()
    page = client.post(f"/en/activities/{one.pk}/places", {**rows, "form-1-place": "atlantis"})
    assert page.status_code == 200 and "not one of the available choices" in page.content.decode()
    assert client.post(f"/en/activities/{one.pk}/places", {"form-TOTAL_FORMS": "x"}).status_code == 200


def test_partners_of_a_file_that_are_not_known_stay(owner: Organisation) -> None:
    odd = r.ParticipatingOrg(role="7", narratives=(r.Narrative(text="Somebody of no role we know", lang="en"),))
    one = making.activity(owner, published=False, participating_orgs=(odd,))
    rows = {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0", "form-0-organisation": "XX-TRIAL-1", "form-0-role": "2"}
    client = client_of("secretariat")
    assert client.post(f"/en/activities/{one.pk}/partners", rows).status_code == 302
    assert [part.role for part in record_of(one).participating_orgs] == ["2", "7"]
    page = client.post(f"/en/activities/{one.pk}/partners", {**rows, "form-0-organisation": "Nobody at all"})
    assert page.status_code == 200 and "No organisation is called so" in page.content.decode()


def test_sectors_add_up_and_other_vocabularies_stay(owner: Organisation) -> None:
    own = r.Sector(vocabulary="99", vocabulary_uri="https://letters.example/", code="post")
    one = making.activity(owner, published=False, sectors=(own,))
    client = client_of("secretariat")
    address = f"/en/activities/{one.pk}/sectors"
    rows = {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "0", "form-0-code": "15190", "form-0-percentage": "60",
            "form-1-code": "24050", "form-1-percentage": "30"}  # fmt: skip
    assert client.get(address).status_code == 200
    assert "add up to 100" in client.post(address, rows).content.decode()
    assert "stands twice" in client.post(address, {**rows, "form-1-code": "15190"}).content.decode()
    assert "no such sector" in client.post(address, {**rows, "form-1-code": "00000"}).content.decode()
    assert client.post(address, {**rows, "form-1-percentage": "40"}).status_code == 302
    assert [(each.vocabulary, each.code) for each in record_of(one).sectors] == [
        ("1", "15190"),
        ("1", "24050"),
        ("99", "post"),
    ]


def test_budgets_and_their_revision(owner: Organisation) -> None:
    one = making.activity(owner)
    client = client_of("focal_point", of=owner)
    address = f"/en/activities/{one.pk}/budgets/add"
    wanted = {"kind": "1", "period_start": "2025-01-01", "period_end": "2025-12-31", "amount": "1000.50", "status": "2"}
    assert client.get(address).status_code == 200 and client.post(address, wanted).status_code == 302
    assert "revise it instead" in client.post(address, wanted).content.decode()
    assert client.post(address, {**wanted, "kind": "2", "amount": "900"}).status_code == 302
    assert "at most one year" in client.post(address, {**wanted, "period_end": "2027-01-01"}).content.decode()
    assert "greater than or equal to 0" in client.post(address, {**wanted, "amount": "-1"}).content.decode()
    assert client.post(address, {**wanted, "amount": "NaN"}).status_code == 200
    assert one.sums.get(kind="budget").amount == Decimal(900)


def test_transactions(owner: Organisation) -> None:
    one = making.activity(owner)
    client = client_of("focal_point", of=owner)
    address = f"/en/activities/{one.pk}/transactions/add"
    wanted = {"transaction_type": "3", "transaction_date": "2025-03-01", "amount": "40", "provider": "XX-TRIAL-1",
              "description_en": "First instalment"}  # fmt: skip
    assert client.get(address).status_code == 200 and client.post(address, wanted).status_code == 302
    (payment,) = record_of(one).transactions
    assert payment.provider_org is not None and payment.provider_org.ref == "XX-TRIAL-1"
    page = client.post(address, {**wanted, "transaction_date": "2999-01-01"})
    assert page.status_code == 200 and "a plan is a planned payment" in page.content.decode()
    assert "No organisation is called so" in client.post(address, {**wanted, "receiver": "Nobody"}).content.decode()


def test_results_and_reports(owner: Organisation) -> None:
    one = making.activity(owner)
    client = client_of("focal_point", of=owner)
    wanted = {
        "type": "1", "title_en": "Training", "indicator_en": "People trained", "measure": "1", "baseline": "0",
        "baseline_year": "2024", "period_start": "2025-01-01", "period_end": "2025-12-31", "target": "120",
    }  # fmt: skip
    address = f"/en/activities/{one.pk}/results/"
    assert client.post(f"{address}add", {**wanted, "target": "many"}).status_code == 200
    assert client.post(f"{address}add", {**wanted, "period_end": "2024-01-01"}).status_code == 200
    assert client.post(f"{address}add", wanted).status_code == 302
    assert "2025-01-01" in client.get(f"{address}0/0/report").content.decode()
    report = {"period_start": "2025-01-01", "period_end": "2025-12-31", "value": "70"}
    assert "is not a number" in client.post(f"{address}0/0/report", {**report, "value": "lots"}).content.decode()
    assert client.post(f"{address}0/0/report", report).status_code == 302
    assert record_of(one).results[0].indicators[0].periods[0].actuals[0].value == "70"
    assert (
        client.get(f"{address}0/5/report").status_code == 404 and client.get(f"{address}7/0/report").status_code == 404
    )
    assert date(2025, 1, 1) == record_of(one).results[0].indicators[0].periods[0].period_start


@pytest.mark.django_db(transaction=True, databases=["default", "care"])
def test_a_file_opens_its_preview(settings, tmp_path) -> None:
    settings.HAMROH_FILES = tmp_path / "files"
    client = client_of("secretariat")
    assert client.get("/en/activities/import").status_code == 200
    content = BytesIO(b'<?xml version="1.0"?><iati-activities version="2.03"></iati-activities>')
    content.name = "partner.xml"
    answer = client.post("/en/activities/import", {"file": content})
    assert answer.status_code == 302 and "/files/" in answer["Location"]
    assert client.get(answer["Location"]).status_code == 200
    assert "partner.xml" in client.get("/en/activities/import").content.decode()
    program = BytesIO(b"MZ" + b"\0" * 100)
    program.name = "partner.exe"
    page = client.post("/en/activities/import", {"file": program})
    assert page.status_code == 200 and "data-faults" in page.content.decode()
    assert "data-faults" in client.post("/en/activities/import", {}).content.decode()
    assert client_of("auditor").get("/en/activities/import").status_code == 403
    assert Client().get("/en/activities/import").status_code == 302
