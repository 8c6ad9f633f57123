"""ETags: 304 for readers, 412 and 428 for writers; two writers; answers in the reader's language."""

from __future__ import annotations

import gzip
from threading import Barrier, Thread

import pytest
from django.db import connections

from hamroh.commons.activities.models import Activity
from hamroh.commons.activities.services import edit_texts, set_theme
from hamroh.kernel.ledger.models import Entry

from .conftest import ACTOR, ApiClient, Pass

pytestmark = pytest.mark.django_db


@pytest.fixture
def address(each: dict[str, Activity]) -> str:
    return f"/api/activities/{each['published-public'].pk}"


def test_who_has_the_version_gets_304_without_a_body(address: str, visitor: ApiClient) -> None:
    for where in (address, f"{address}?format=iati-xml", "/api/activities", "/api/open-data", "/api/organisations"):
        first = visitor.get(where)
        again = visitor.get(where, headers={"If-None-Match": first["ETag"]})
        assert (first.status_code, again.status_code, again.content) == (200, 304, b""), where
        assert again["ETag"] == first["ETag"] and "Accept-Language" in again["Vary"]
        weak = visitor.get(where, headers={"If-None-Match": f'"other", W/{first["ETag"]}'})
        assert weak.status_code == 304
        assert visitor.get(where, headers={"If-None-Match": '"other"'}).status_code == 200


def test_a_change_of_any_kind_is_a_new_version(address: str, each, visitor: ApiClient) -> None:
    activity = each["published-public"]
    tags = [visitor.get(address)["ETag"]]
    edit_texts(actor=ACTOR, activity=activity, titles={"en": "Another title"})
    tags.append(visitor.get(address)["ETag"])
    set_theme(actor=ACTOR, activity=activity, theme="migration_health")
    tags.append(visitor.get(address)["ETag"])
    assert len(set(tags)) == 3


def test_labels_follow_the_readers_language_and_tags_tell_them_apart(
    address: str, visitor: ApiClient, focal: Pass
) -> None:
    english = visitor.get(address, headers={"Accept-Language": "en"})
    tajik = visitor.get(address, headers={"Accept-Language": "tg,en;q=0.5"})
    assert english.json()["title"] == "published-public" and tajik.json()["title"] == "Бехатар баргаштан"
    assert english.json()["activity"] == tajik.json()["activity"]
    assert english["ETag"] != tajik["ETag"] and tajik["Content-Language"] == "tg"
    # Whichever text was read names the version that is changed.
    done = focal.client.change(address, {"activity_status": "3"}, headers={"If-Match": tajik["ETag"]})
    assert done.status_code == 200


def test_a_change_needs_the_version_it_changes(address: str, focal: Pass, problem_of) -> None:
    client, change = focal.client, {"titles": {"en": "New", "ru": "Новое"}, "activity_status": "3"}
    before = client.get(address)
    assert problem_of(client.change(address, change)) == (428, "needs-etag")
    assert problem_of(client.change(address, change, headers={"If-Match": '"0123"'})) == (412, "changed")
    assert client.get(address)["ETag"] == before["ETag"]
    entries = Entry.objects.count()
    done = client.change(address, change, headers={"If-Match": before["ETag"]})
    assert done.status_code == 200 and Entry.objects.count() == entries + 2
    told = done.json()
    assert told["titles"] == {"en": "New", "ru": "Новое", "tg": "Бехатар баргаштан"}
    assert told["activity"]["activity_status"] == told["activity_status"] == "3"
    assert done["ETag"] == client.get(address)["ETag"] != before["ETag"]
    assert problem_of(client.change(address, change, headers={"If-Match": before["ETag"]})) == (412, "changed")


def test_both_changes_stand_together_or_not_at_all(address: str, focal: Pass, problem_of) -> None:
    client = focal.client
    etag = client.get(address)["ETag"]
    entries = Entry.objects.count()
    for body in (
        {"titles": {"en": "Half", "xx": "Nothing"}, "activity_status": "3"},
        {"titles": {"en": "Half"}, "activity_status": "9"},
        {"titles": {"en": "", "tg": ""}},
        {"titles": {"en": "a\x00b"}},
        {"titles": {"en": "\ud800"}},
        {"titles": {"en": 5}},
        {"titles": {}},
        {},
        {"nonsense": 1},
        [],
        None,
    ):
        refused = client.change(address, body, headers={"If-Match": etag})
        assert problem_of(refused) == (422, "invalid"), body
        assert refused.json()["errors"], body
    assert client.get(address)["ETag"] == etag and Entry.objects.count() == entries


def test_a_compressed_answers_weak_tag_names_the_version_too(address: str, focal: Pass) -> None:
    read = focal.client.get(address, headers={"Accept-Encoding": "gzip"})
    assert read["Content-Encoding"] == "gzip" and b"activity_status" in gzip.decompress(read.content)
    assert read["ETag"].startswith("W/")
    done = focal.client.change(address, {"activity_status": "4"}, headers={"If-Match": read["ETag"]})
    assert done.status_code == 200


@pytest.mark.django_db(transaction=True)
def test_of_two_who_write_at_once_one_is_told_to_read_again(each, focal: Pass) -> None:
    address = f"/api/activities/{each['draft-own'].pk}"
    etag = focal.client.get(address)["ETag"]
    together, answers = Barrier(2), []

    def write(title: str) -> None:
        client = focal.client
        together.wait(timeout=20)
        answers.append(
            (title, client.change(address, {"titles": {"en": title}}, headers={"If-Match": etag}).status_code)
        )
        connections.close_all()

    writers = [Thread(target=write, args=(title,)) for title in ("First", "Second")]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(timeout=60)
    assert sorted(status for _title, status in answers) == [200, 412]
    winner = next(title for title, status in answers if status == 200)
    assert focal.client.get(address).json()["titles"]["en"] == winner
