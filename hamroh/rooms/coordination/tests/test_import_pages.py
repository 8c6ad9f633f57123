"""Sending a file through the pages: whose it is, what its columns mean, the preview, applying it."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from hamroh.kernel.background.running import work_off
from hamroh.kernel.intake.models import Batch, BatchState, Mapping
from hamroh.kernel.ledger.actors import system
from hamroh.kernel.organisations.models import Organisation
from hamroh.kernel.places.services import load_reference
from hamroh.rooms.coordination.models import Line, Report, Reporter
from hamroh.rooms.coordination.selectors.lines import standing
from hamroh.web.desk.tests.visiting import BAD_QUERIES, client_of

from . import factories
from .importing import csv_of, line

pytestmark = pytest.mark.django_db(databases=["default", "care"], transaction=True)
LANGUAGES = ("tg", "ru", "en", "zh-hans")


@pytest.fixture
def body() -> Organisation:
    load_reference(country="TJK", actor=system("test"))
    return factories.organisation("Rohi Hamkori (invented)")


@pytest.fixture
def reporter(body: Organisation) -> Reporter:
    return factories.reporter(factories.round_(stage="called"), body)


def upload(client: Client, reporter: Reporter, stream: io.BytesIO, name: str = "report.csv", **fields: str):
    file = SimpleUploadedFile(name, stream.getvalue(), content_type="text/csv")
    return client.post(f"/en/coordination/reporters/{reporter.pk}/send", {"file": file, **fields})


def test_a_known_table_goes_straight_to_its_preview_and_is_applied(body: Organisation, reporter: Reporter) -> None:
    client = client_of("focal_point", of=body)
    answer = upload(client, reporter, csv_of([line(), line()]))
    batch = Batch.objects.get()
    assert answer.status_code == 302 and answer["Location"] == f"/en/files/{batch.pk}"
    assert batch.options == {"reporter": reporter.pk, "keep_missing": False}
    work_off()
    preview = client.get(answer["Location"]).content.decode()
    assert "Who does what, where (4W)" in preview and "Repeated lines" in preview and "repeats A2" in preview
    assert f"/en/coordination/files/{batch.pk}/columns" in preview
    assert not Line.objects.exists()
    client.post(f"/en/files/{batch.pk}/apply")
    work_off()
    assert standing("latest").count() == 2 and Report.objects.get().received_by == batch.actor


def test_unknown_headings_are_asked_about_once(body: Organisation, reporter: Reporter) -> None:
    client = client_of("focal_point", of=body)
    rows, head = [("Rohi Hamkori (invented)", "Labour migration", "Kulob", "x")], ("Кто", "Что", "Где", "Ещё")
    answer = upload(client, reporter, csv_of(rows, head))
    first = Batch.objects.get()
    assert answer["Location"] == f"/en/coordination/files/{first.pk}/columns"
    work_off()
    page = client.get(answer["Location"]).content.decode()
    assert "Кто" in page and "Kulob" in page and 'name="column-A"' in page
    chosen = {"column-A": "programming", "column-B": "theme", "column-C": "adm2", "column-D": ""}
    twice = client.post(answer["Location"], {**chosen, "column-D": "theme"})
    assert twice.status_code == 200 and "means the same already" in twice.content.decode()
    read = client.post(answer["Location"], chosen)
    second = Batch.objects.get(pk=int(read["Location"].rsplit("/", 1)[1]))
    first.refresh_from_db()
    assert first.state == BatchState.DISCARDED or first.state == BatchState.FAILED
    work_off()
    second.refresh_from_db()
    assert second.state == BatchState.STAGED and second.counts["create"] == 1
    assert Mapping.objects.get().organisation == body.pk
    assert upload(client, reporter, csv_of(rows, head))["Location"].startswith("/en/files/")


def test_refused_lines_hold_the_file_until_somebody_leaves_them_out(body: Organisation, reporter: Reporter) -> None:
    client = client_of("focal_point", of=body)
    upload(client, reporter, csv_of([line(), line(Budget="a lot", District="Bokhtar")]))
    work_off()
    batch = Batch.objects.get()
    page = client.get(f"/en/files/{batch.pk}").content.decode()
    assert "nothing of it is applied" in page and 'name="leave_out_refused"' in page and "N3" in page
    client.post(f"/en/files/{batch.pk}/apply")
    work_off()
    assert not Line.objects.exists()
    client.post(f"/en/files/{batch.pk}/apply", {"leave_out_refused": "1"})
    work_off()
    assert standing("latest").count() == 1


def test_who_may_send_for_whom(body: Organisation, reporter: Reporter) -> None:
    other = factories.reporter(reporter.round, factories.organisation("Other (invented)"))
    mine, officer = client_of("focal_point", of=body), client_of("secretariat")
    listed = mine.get("/en/coordination/files/send").content.decode()
    assert f"/reporters/{reporter.pk}/send" in listed and f"/reporters/{other.pk}/send" not in listed
    listed = officer.get("/en/coordination/files/send").content.decode()
    assert f"/reporters/{reporter.pk}/send" in listed and f"/reporters/{other.pk}/send" in listed
    assert mine.get(f"/en/coordination/reporters/{other.pk}/send").status_code == 403
    assert upload(mine, other, csv_of([line()])).status_code == 403
    assert upload(officer, other, csv_of([line()])).status_code == 302
    assert Client().get("/en/coordination/files/send").status_code == 302
    assert client_of("researcher").get("/en/coordination/files/send").status_code == 403
    assert mine.get("/en/coordination/reporters/99999/send").status_code == 404


def test_a_closed_round_says_so(body: Organisation, reporter: Reporter) -> None:
    reporter.round.stage = "closed"
    reporter.round.save()
    client = client_of("focal_point", of=body)
    answer = client.get(f"/en/coordination/reporters/{reporter.pk}/send", follow=True)
    assert "This round is closed." in answer.content.decode()


def test_what_is_no_table_is_said_on_the_preview(body: Organisation, reporter: Reporter) -> None:
    client = client_of("focal_point", of=body)
    answer = upload(client, reporter, io.BytesIO(b"PK\x03\x04 not a workbook"), "report.xlsx")
    if answer.status_code == 302:
        work_off()
        assert Batch.objects.get().state == BatchState.FAILED
    else:
        assert answer.status_code == 200 and not Batch.objects.exists()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pages_stand_in_every_language(body: Organisation, reporter: Reporter, language: str) -> None:
    client = client_of("focal_point", of=body)
    upload(client, reporter, csv_of([("a", "b")], ("Кто", "Что")))
    batch = Batch.objects.get()
    for address in ("files/send", f"reporters/{reporter.pk}/send", f"files/{batch.pk}/columns"):
        assert client.get(f"/{language}/coordination/{address}").status_code == 200


def test_no_parameter_breaks_a_page(body: Organisation, reporter: Reporter) -> None:
    client = client_of("focal_point", of=body)
    for query in BAD_QUERIES:
        assert client.get(f"/en/coordination/files/send?{query}").status_code == 200
        assert client.get(f"/en/coordination/reporters/{reporter.pk}/send?{query}").status_code == 200
