"""Files that came in: previewed, applied in the background, discarded; each by whom the importer's verb allows."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client

from hamroh.kernel.background.running import work_off
from hamroh.kernel.intake import importers
from hamroh.kernel.intake.models import Batch, BatchState
from hamroh.kernel.intake.services import stage
from hamroh.kernel.intake.tests.trial import TrialImporter, file_of
from hamroh.kernel.organisations.models import Organisation
from hamroh.kernel.people.acting import acting_of
from hamroh.kernel.people.models import RoleAssignment
from hamroh.kernel.people.tests import factories
from hamroh.web.desk.tests.visiting import BAD_QUERIES, client_of

pytestmark = pytest.mark.django_db(databases=["default", "care"], transaction=True)
ROWS = [{"org_id": "XI-A", "name": "Lantern"}, {"org_id": "XI-B", "name": "Ladder"}, {"org_id": "", "name": ""}]


@pytest.fixture(autouse=True)
def _importer() -> Iterator[None]:
    known = dict(importers._importers)
    importers._importers.clear()
    importers.declare(TrialImporter())
    yield
    importers._importers.clear()
    importers._importers.update(known)


@pytest.fixture
def held() -> RoleAssignment:
    return factories.assignment("secretariat")


def came_in(held: RoleAssignment, rows: list = ROWS) -> Batch:
    actor = acting_of(held.person).actor
    return stage(actor=actor, importer="trial.organisations", stream=file_of(rows), file_name="partners-2026.jsonl")


def test_a_file_is_read_before_anything_changes_and_applied_when_asked(held: RoleAssignment) -> None:
    batch = came_in(held)
    client = client_of("secretariat", who=held.person)
    page = client.get(f"/en/files/{batch.pk}").content.decode()
    assert "partners-2026.jsonl" in page and "XI-A" in page and "ready to apply" in page
    assert not Organisation.objects.filter(org_id="XI-A").exists()
    assert client.post(f"/en/files/{batch.pk}/apply").status_code == 302
    assert 'hx-get="' in client.get(f"/en/files/{batch.pk}").content.decode()
    assert work_off() == ["done"]
    assert Organisation.objects.filter(org_id__in=["XI-A", "XI-B"]).count() == 2
    page = client.get(f"/en/files/{batch.pk}").content.decode()
    assert "applied the file partners-2026.jsonl" in page and f"/en/files/{batch.pk}/apply" not in page
    assert client.post(f"/en/files/{batch.pk}/apply").status_code == 302
    assert work_off() == []


def test_lines_are_chosen_by_verdict(held: RoleAssignment) -> None:
    batch = came_in(held)
    client = client_of("auditor")
    assert "XI-A" in client.get(f"/en/files/{batch.pk}?verdict=create").content.decode()
    assert "XI-A" not in client.get(f"/en/files/{batch.pk}?verdict=unchanged").content.decode()
    assert client.get(f"/en/files/{batch.pk}?verdict=nonsense").status_code == 200


def test_a_file_is_discarded_after_one_question(held: RoleAssignment) -> None:
    batch = came_in(held)
    client = client_of("secretariat", who=held.person)
    assert client.get(f"/en/files/{batch.pk}/discard").status_code == 200
    batch.refresh_from_db()
    assert batch.state == BatchState.STAGED
    assert client.post(f"/en/files/{batch.pk}/discard").status_code == 302
    batch.refresh_from_db()
    assert batch.state == BatchState.DISCARDED
    client.post(f"/en/files/{batch.pk}/apply")
    assert "Read it again to apply it" in client.get(f"/en/files/{batch.pk}").content.decode()


def test_who_sees_and_who_decides(held: RoleAssignment) -> None:
    batch = came_in(held)
    for role, answer in (("auditor", 200), ("administrator", 200), ("translator", 403), ("statistician", 403)):
        assert client_of(role).get("/en/files/").status_code == answer
    assert client_of("focal_point").get(f"/en/files/{batch.pk}").status_code == 404
    assert Client().get("/en/files/").status_code == 302
    auditor = client_of("auditor")
    assert f"/en/files/{batch.pk}/apply" not in auditor.get(f"/en/files/{batch.pk}").content.decode()
    assert auditor.post(f"/en/files/{batch.pk}/apply").status_code == 403
    assert auditor.post(f"/en/files/{batch.pk}/discard").status_code == 403


def test_no_parameter_breaks_the_register(held: RoleAssignment) -> None:
    came_in(held)
    client = client_of("auditor")
    broken = [query for query in BAD_QUERIES if client.get(f"/en/files/?{query}").status_code != 200]
    assert broken == []


def test_pages_ask_as_much_for_many_as_for_few(held: RoleAssignment, django_assert_max_num_queries) -> None:
    rows = [{"org_id": f"XI-{number}", "name": f"Body {number}"} for number in range(150)]
    batch = came_in(held, rows)
    for _number in range(5):
        came_in(held)
    client = client_of("auditor")
    with django_assert_max_num_queries(16):
        client.get("/en/files/")
    with django_assert_max_num_queries(20):
        assert "Only the first 100 lines" in client.get(f"/en/files/{batch.pk}").content.decode()


def test_a_file_of_a_kind_that_is_gone_is_shown_and_cannot_be_applied(held: RoleAssignment) -> None:
    batch = came_in(held)
    importers._importers.clear()
    client = client_of("secretariat", who=held.person)
    assert client.get(f"/en/files/{batch.pk}").status_code == 200
    assert client.post(f"/en/files/{batch.pk}/apply").status_code == 302
