"""The page of one activity: everything a reader may see, nothing he may not, and money that is not counted twice."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from lxml import etree

from hamroh.commons.activities import services
from hamroh.formats.iati import records as r
from hamroh.kernel.organisations.models import Organisation
from hamroh.web.desk.activities.achievements import share_of_way
from hamroh.web.desk.activities.links import web_address
from hamroh.web.desk.activities.standing import stages_of
from hamroh.web.desk.activities.tests import making
from hamroh.web.desk.tests.visiting import client_of

pytestmark = pytest.mark.django_db
YEAR = (date(2025, 1, 1), date(2025, 12, 31))


def page_of(client: Client, pk: int, query: str = "") -> str:
    answer = client.get(f"/en/activities/{pk}/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("language", ["tg", "ru", "en", "zh-hans"])
def test_a_visitor_reads_it_in_each_language(language: str, owner: Organisation) -> None:
    one = making.activity(owner)
    answer = Client().get(f"/{language}/activities/{one.pk}/")
    assert answer.status_code == 200 and "XX-TRIAL-1-A" in answer.content.decode()


def test_the_identifier_leads_to_the_page(owner: Organisation) -> None:
    one = making.activity(owner, "XX-TRIAL-1/part.7")
    answer = Client().get("/en/activities/XX-TRIAL-1/part.7/")
    assert answer.status_code == 302 and answer["Location"].endswith(f"/en/activities/{one.pk}/")
    assert Client().get("/en/activities/XX-NOTHING/").status_code == 404


def test_what_is_not_for_a_reader_is_not_there(owner: Organisation) -> None:
    draft = making.activity(owner, "XX-TRIAL-1-D", published=False)
    shared = making.activity(owner, "XX-TRIAL-1-S", visibility="partners")
    for address in ("", "activity.xml"):
        assert Client().get(f"/en/activities/{draft.pk}/{address}").status_code == 404
        assert Client().get(f"/en/activities/{shared.pk}/{address}").status_code == 404
        assert client_of("focal_point").get(f"/en/activities/{draft.pk}/{address}").status_code == 404
        assert client_of("translator").get(f"/en/activities/{shared.pk}/{address}").status_code == 200
    assert Client().get("/en/activities/999999/").status_code == 404


def test_a_hidden_relative_is_not_betrayed(owner: Organisation) -> None:
    making.activity(owner, "XX-TRIAL-1-HIDDEN", published=False)
    related = (r.RelatedActivity(ref="XX-TRIAL-1-HIDDEN", type="2"), r.RelatedActivity(ref="XX-ELSEWHERE-5", type="3"))
    one = making.activity(owner, "XX-TRIAL-1-SEEN", related_activities=related)
    assert "XX-TRIAL-1-HIDDEN" not in page_of(Client(), one.pk)
    assert "XX-ELSEWHERE-5" in page_of(Client(), one.pk)
    assert "Child" in page_of(client_of("focal_point", of=owner), one.pk)


def test_a_revised_budget_takes_the_place_of_the_original(owner: Organisation) -> None:
    one = making.activity(owner, budgets=(making.budget(1000, *YEAR), making.budget(700, *YEAR, revised=True)))
    page = page_of(Client(), one.pk)
    assert "Replaced by a revised budget" in page and "<s>1,000 USD</s>" in page and "700 USD" in page
    assert "1,700" not in page


def test_unknown_money_is_not_zero(owner: Organisation) -> None:
    page = page_of(Client(), making.activity(owner).pk)
    assert "No budget is given" in page and "0 USD" not in page and "<dd>unknown</dd>" in page


def _worth(day: int) -> r.Value:
    return r.Value(amount=Decimal(day), value_date=date(2025, 3, day))


def test_long_lists_of_transactions_open_on_demand(owner: Organisation) -> None:
    payments = tuple(
        r.Transaction(transaction_type="3", transaction_date=date(2025, 3, day), value=_worth(day))
        for day in range(1, 26)
    )
    one = making.activity(owner, transactions=payments)
    assert "Show 5 more transactions" in page_of(Client(), one.pk)
    assert "Show 5 more" not in page_of(Client(), one.pk, "?transactions=all")


def test_results_show_the_way_gone(owner: Organisation) -> None:
    period = r.Period(
        period_start=YEAR[0], period_end=YEAR[1], targets=(r.Target(value="120"),), actuals=(r.Actual(value="70"),)
    )
    indicator = r.Indicator(
        measure="1", title=(r.Narrative(text="People trained", lang="en"),),
        baselines=(r.Baseline(year=2024, value="20"),), periods=(period,),
    )  # fmt: skip
    result = r.Result(type="1", title=(r.Narrative(text="Training", lang="en"),), indicators=(indicator,))
    page = page_of(Client(), making.activity(owner, results=(result,)).pk)
    assert "50 %" in page and "People trained" in page and "20 (2024)" in page


@pytest.mark.parametrize(
    "start, target, actual, share",
    [
        ("0", "10", "5", 0.5),
        ("58", "30", "44", 0.5),
        (None, "10", "5", 0.5),
        ("5", "5", "5", None),
        ("0", "10", None, None),
    ],
)
def test_the_way_is_counted_from_the_baseline(
    start: str | None, target: str, actual: str | None, share: float | None
) -> None:
    values = (Decimal(one) if one is not None else None for one in (start, target, actual))
    assert share_of_way(*values) == share


def test_a_document_address_that_is_no_web_address_is_no_link(owner: Organisation) -> None:
    bad = r.DocumentLink(url="javascript:alert(1)", title=(r.Narrative(text="Trap", lang="en"),))
    one = making.activity(owner, published=False, document_links=(bad,))
    page = page_of(client_of("secretariat"), one.pk)
    assert "Trap" in page and "javascript:" not in page
    assert web_address("http://[") == "" and web_address("https://a.example/x") == "https://a.example/x"


def test_who_did_what_is_for_those_who_sign_in(owner: Organisation) -> None:
    one = making.activity(owner)
    assert "What happened" not in page_of(Client(), one.pk)
    page = page_of(client_of("auditor"), one.pk)
    assert "What happened" in page and "published Safe return" in page
    russian = client_of("auditor").get(f"/tg/activities/{one.pk}/").content.decode()
    assert "Бозгашти бехатар" in russian and "Safe return" not in russian


@pytest.mark.parametrize("status, done, ahead", [("1", 0, 3), ("2", 1, 2), ("4", 3, 0), ("5", 1, 0), ("6", 2, 2)])
def test_the_path_of_each_status(owner: Organisation, status: str, done: int, ahead: int) -> None:
    one = making.activity(owner, published=False, activity_status=status)
    states = [stage.state for stage in stages_of(one)]
    assert (states.count("done"), states.count("now"), states.count("ahead")) == (done, 1, ahead)


def test_the_iati_file_of_one(owner: Organisation) -> None:
    one = making.activity(owner)
    services.edit_texts(actor=making.SYSTEM, activity=one, titles={"ru": "Безопасное возвращение"})
    root = etree.fromstring(b"".join(Client().get(f"/en/activities/{one.pk}/activity.xml").streaming_content))
    assert "Безопасное возвращение" in root.xpath("//title/narrative/text()")


def test_a_record_asks_a_bounded_number_of_questions(owner: Organisation, django_assert_max_num_queries) -> None:
    one = making.activity(
        owner, budgets=tuple(making.budget(n, date(2000 + n, 1, 1), date(2000 + n, 12, 31)) for n in range(1, 20))
    )
    page_of(Client(), one.pk)
    with django_assert_max_num_queries(60):
        page_of(Client(), one.pk)
