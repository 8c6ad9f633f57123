"""Activities, indicators and legal sources are found, follow every change, and stay hidden from whom they do not concern."""

from __future__ import annotations

import pytest
from django.test import Client

from hamroh.commons.activities import services as activities
from hamroh.commons.activities.models import Activity
from hamroh.commons.indicators.models import Producer
from hamroh.commons.indicators.services import define_indicator
from hamroh.commons.sources import services as sources
from hamroh.formats.iati import records as r
from hamroh.kernel.ledger.actors import ANYONE, Actor, system
from hamroh.kernel.organisations.models import Organisation
from hamroh.kernel.people.tests import factories
from hamroh.portal.search import indexing
from hamroh.portal.search.finding import find

pytestmark = pytest.mark.django_db
SYSTEM = system("test")


def found(query: str, viewer: Actor = ANYONE) -> list[tuple[str, str]]:
    return [(entry.kind, entry.argument) for entry in find(query, viewer)]


def entered(body: Organisation, visibility: str = "public") -> Activity:
    record = r.Activity(iati_identifier="XI-TEST-1", title=(r.Narrative(text="Mobile clinic in Rasht", lang="en"),))
    return activities.create_activity(actor=SYSTEM, organisation=body, record=record, visibility=visibility)


def test_a_changed_activity_is_found_by_its_new_title() -> None:
    body = factories.organisation()
    activity = entered(body)
    own = factories.actor("focal_point", of=body)
    assert found("Rasht clinic", own) == [("activity", str(activity.pk))] and found("XI-TEST-1", own)
    activities.edit_texts(actor=SYSTEM, activity=activity, titles={"en": "Lantern road school", "tg": "Мактаби роҳ"})
    assert found("Rasht clinic", own) == [] and found("lantern", own) == found("мактаб", own) != []


@pytest.mark.parametrize("visibility, public, partner", [("public", 1, 1), ("partners", 0, 1), ("own", 0, 0)])
def test_who_finds_an_activity(visibility: str, public: int, partner: int) -> None:
    body = factories.organisation()
    activity = entered(body, visibility)
    own, other = factories.actor("focal_point", of=body), factories.actor("focal_point")
    assert (len(found("clinic")), len(found("clinic", other)), len(found("clinic", own))) == (0, 0, 1)
    Activity.objects.filter(pk=activity.pk).update(state="published")
    indexing.index("activities.activity", [activity.pk])
    assert (len(found("clinic")), len(found("clinic", other)), len(found("clinic", own))) == (public, partner, 1)


def test_an_indicator_is_found_in_its_languages_and_by_code() -> None:
    producer = Producer.objects.create(key="trial", names={"en": "Trial office"})
    define_indicator(
        actor=SYSTEM, code="lamp-count", names={"en": "Lamps", "ru": "Фонари", "zh": "灯笼数量"}, unit="count",
        frequency="A", producer=producer,
    )  # fmt: skip
    for query in ("lamps", "фонари", "灯笼", "lamp-count"):
        assert found(query) == [("indicator", "lamp-count")], query
    assert "/en/indicators/lamp-count" in Client().get("/en/search?q=lamps").content.decode()


def test_a_legal_source_is_found_by_an_article_that_came_later() -> None:
    law = sources.enter_instrument(actor=SYSTEM, key="law-x", kind="law", number="No 7", titles={"en": "Law on lamps"})
    assert found("lamps") == [("source", "law-x")] and found("wicks") == []
    article = sources.enter_article(actor=SYSTEM, instrument=law, key="law-x-1", headings={"en": "Wicks"})
    assert found("wicks") == [("source", "law-x")]
    sources.change_article(actor=SYSTEM, article=article, reason="trial", headings={"en": "Oil"})
    assert found("wicks") == [] and found("oil") == [("source", "law-x")]
    assert "/en/sources/law-x" in Client().get("/en/search?q=lamps").content.decode()
