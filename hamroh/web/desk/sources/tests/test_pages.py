"""Legal sources: read by everybody in four languages; a changed article marks what rests on it until it is confirmed."""

from __future__ import annotations

import pytest
from django.test import Client

from hamroh.commons.sources import services
from hamroh.commons.sources.models import Article, Instrument, Reliance
from hamroh.kernel.ledger.actors import system
from hamroh.web.desk.tests.visiting import BAD_QUERIES, client_of

pytestmark = pytest.mark.django_db
SYSTEM = system("test")


@pytest.fixture(autouse=True)
def _seeded() -> None:
    services.ensure_seed(SYSTEM)


def article() -> Article:
    return Article.objects.select_related("instrument").order_by("pk")[0]


def resting(subject: str = "organisations.organisation:1") -> Reliance:
    return services.rely(actor=SYSTEM, subject=subject, article=article())


@pytest.mark.parametrize("language, code", [("tg", "tg"), ("ru", "ru"), ("en", "en"), ("zh-hans", "zh")])
def test_a_visitor_reads_every_instrument_in_each_language(language: str, code: str) -> None:
    register = Client().get(f"/{language}/sources/").content.decode()
    for instrument in Instrument.objects.all():
        assert f"/{language}/sources/{instrument.key}" in register
        page = Client().get(f"/{language}/sources/{instrument.key}")
        assert page.status_code == 200
    first = article()
    page = Client().get(f"/{language}/sources/{first.instrument.key}").content.decode()
    from django.utils.html import escape

    assert escape(first.headings[code]) in page
    for other in {"tg", "ru", "en", "zh"} - {code}:
        assert f'lang="{"zh-hans" if other == "zh" else other}"' in page


def test_a_visitor_does_not_see_what_rests_on_it() -> None:
    resting()
    address = f"/en/sources/{article().instrument.key}"
    assert "rests on it" not in Client().get(address).content.decode()
    assert "1 record rests on it" in client_of("translator").get(address).content.decode()


def test_a_changed_article_marks_what_rests_on_it_until_a_reviewer_confirms() -> None:
    reliance, one = resting(), article()
    officer = client_of("legal_officer")
    form = {f"headings_{code}": text for code, text in one.headings.items()} | {
        "number": one.number,
        "texts_en": "New.",
    }
    form["addressed_to"] = one.addressed_to
    assert "This field is required" in officer.post(f"/en/sources/articles/{one.pk}/change", form).content.decode()
    assert officer.post(f"/en/sources/articles/{one.pk}/change", {**form, "reason": "law of 2026"}).status_code == 302
    reliance.refresh_from_db()
    assert reliance.stale
    secretary = client_of("secretariat")
    assert "1 record to look at again" in secretary.get("/en/sources/").content.decode()
    assert "Look again" in secretary.get(f"/en/sources/{one.instrument.key}").content.decode()
    assert "It still holds" in secretary.get("/en/sources/stale").content.decode()
    confirm = f"/en/sources/stale/{reliance.pk}/confirm"
    for version in ("1", "", "x", "9" * 30):
        assert secretary.post(confirm, {"version": version}).status_code == 302
        reliance.refresh_from_db()
        assert reliance.stale
    assert client_of("translator").post(confirm, {"version": "2"}).status_code == 403
    assert secretary.post(confirm, {"version": "2", "back": "stale"}).url == "/en/sources/stale"
    reliance.refresh_from_db()
    assert (
        not reliance.stale
        and "Nothing has to be looked at again" in secretary.get("/en/sources/stale").content.decode()
    )


def test_a_legal_officer_enters_an_instrument_and_its_articles() -> None:
    officer = client_of("legal_officer")
    form = {
        "key": "law-x",
        "kind": "law",
        "number": "No 7",
        "titles_en": "Law on examples",
        "in_force_from": "2026-01-01",
    }
    assert officer.post("/en/sources/add", form).status_code == 302
    assert "is taken" in officer.post("/en/sources/add", form).content.decode()
    wrong = officer.post("/en/sources/add", {**form, "key": "law-y", "in_force_to": "2025-01-01"})
    assert "lies before the first" in wrong.content.decode()
    part = {"key": "law-x-1", "number": "1", "headings_en": "Scope"}
    assert officer.post("/en/sources/law-x/articles/add", part).status_code == 302
    assert officer.post("/en/sources/law-x/articles/add", {**part, "headings_en": ""}).status_code == 200
    assert officer.post("/en/sources/law-x/review", {"review": "read by the ministry"}).status_code == 302
    page = officer.get("/en/sources/law-x").content.decode()
    assert "Scope" in page and "read by the ministry" in page and "entered the instrument No 7" in page


@pytest.mark.parametrize("role", ["translator", "statistician", "auditor", "administrator"])
def test_others_read_alone(role: str) -> None:
    client = client_of(role)
    assert client.get("/en/sources/").status_code == 200
    for address in ("add", f"{article().instrument.key}/articles/add", f"articles/{article().pk}/change", "stale"):
        assert client.get(f"/en/sources/{address}").status_code == 403
        assert Client().get(f"/en/sources/{address}").status_code == 302


def test_no_parameter_breaks_a_page_and_what_is_not_there_is_not_found() -> None:
    for query in (*BAD_QUERIES, "kind=x", "kind=law", "stale=true", "stale=x"):
        assert Client().get(f"/en/sources/?{query}").status_code == 200, query
    for key in ("nothing", "999999", "9" * 40):
        assert Client().get(f"/en/sources/{key}").status_code == 404
    assert Client().get(f"/en/sources/{article().instrument_id}").status_code == 200
    assert Client().get("/en/sources/export.xlsx").status_code == 200


def test_pages_ask_few_questions(django_assert_max_num_queries) -> None:
    for number in range(30):
        services.rely(actor=SYSTEM, subject=f"organisations.organisation:{number}", article=article())
    with django_assert_max_num_queries(6):
        Client().get("/en/sources/")
    client = client_of("secretariat")
    with django_assert_max_num_queries(20):
        client.get(f"/en/sources/{article().instrument.key}")
