"""Instruments and articles, what rests on them, and how a change reaches it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

import pytest

from hamroh.commons.sources import selectors
from hamroh.commons.sources.models import Article, ArticleVersion, Instrument, Reliance
from hamroh.commons.sources.seed import INSTRUMENTS
from hamroh.commons.sources.services import (
    SourceProblem,
    change_article,
    change_instrument,
    confirm_reliance,
    ensure_seed,
    enter_article,
    enter_instrument,
    rely,
    set_review,
    withdraw_reliance,
)
from hamroh.commons.sources.signals import article_changed
from hamroh.kernel.ledger.actors import ANYONE, Actor, system
from hamroh.kernel.ledger.models import Entry
from hamroh.kernel.people.decisions import Refused

pytestmark = pytest.mark.django_db

LEGAL = Actor("person:1", role="legal_officer", person_id=1)
SECRETARIAT = Actor("person:2", role="secretariat", person_id=2)
AUDITOR = Actor("person:3", role="auditor", person_id=3)
FOCAL_POINT = Actor("person:4", role="focal_point", organisation_id=7, person_id=4)
RECORD = "activities.activity:12"


@pytest.fixture
def law(db) -> Instrument:
    return enter_instrument(
        actor=LEGAL, key="law-1", kind="law", number="No. 1", titles={"en": "Example Act", "tg": "Қонуни намуна"},
        adopted_on=date(2020, 1, 1),
    )  # fmt: skip


@pytest.fixture
def article(law: Instrument) -> Article:
    return enter_article(
        actor=LEGAL,
        instrument=law,
        key="law-1-5",
        number="5",
        headings={"en": "Access"},
        texts={"en": "Everybody may."},
    )


@pytest.fixture
def reliance(article: Article) -> Reliance:
    return rely(actor=LEGAL, subject=RECORD, article=article, note="Legal ground")


@pytest.fixture
def heard() -> Iterator[list[dict]]:
    calls: list[dict] = []

    def listen(**told: object) -> None:
        calls.append(told)

    article_changed.connect(listen)
    yield calls
    article_changed.disconnect(listen)


def amend(actor: Actor, article: Article) -> Article:
    return change_article(actor=actor, article=article, reason="Amended", texts={"en": "Everybody may, by day."})


VERBS: dict[str, tuple[Callable[[Actor, Reliance], object], tuple[Actor, ...]]] = {
    "sources.instrument-entered": (
        lambda actor, one: enter_instrument(actor=actor, key="new", kind="text", number="", titles={"en": "New"}),
        (SECRETARIAT, FOCAL_POINT, AUDITOR, ANYONE),
    ),
    "sources.instrument-changed": (
        lambda actor, one: change_instrument(
            actor=actor, instrument=one.article.instrument, url="https://example.org/"
        ),
        (SECRETARIAT, FOCAL_POINT, AUDITOR, ANYONE),
    ),
    "sources.instrument-reviewed": (
        lambda actor, one: set_review(actor=actor, instrument=one.article.instrument, review="Reviewed"),
        (FOCAL_POINT, AUDITOR, ANYONE),
    ),
    "sources.article-entered": (
        lambda actor, one: enter_article(
            actor=actor, instrument=one.article.instrument, key="law-1-6", headings={"en": "More"}
        ),
        (SECRETARIAT, FOCAL_POINT, AUDITOR, ANYONE),
    ),
    "sources.article-changed": (
        lambda actor, one: amend(actor, one.article),
        (SECRETARIAT, FOCAL_POINT, AUDITOR, ANYONE),
    ),
    "sources.relied": (
        lambda actor, one: rely(actor=actor, subject="activities.activity:13", article=one.article),
        (SECRETARIAT, FOCAL_POINT, AUDITOR, ANYONE),
    ),
    "sources.reliance-withdrawn": (
        lambda actor, one: withdraw_reliance(actor=actor, reliance=one),
        (SECRETARIAT, FOCAL_POINT, AUDITOR, ANYONE),
    ),
    "sources.seeded": (lambda actor, one: ensure_seed(actor), (SECRETARIAT, FOCAL_POINT, AUDITOR, ANYONE)),
}


@pytest.mark.parametrize("event", VERBS)
def test_each_verb_writes_one_entry_for_who_may_and_nothing_for_others(event: str, reliance: Reliance) -> None:
    verb, refused = VERBS[event]
    before = Entry.objects.count()
    rows = (
        Instrument.objects.count(),
        Article.objects.count(),
        Reliance.objects.count(),
        ArticleVersion.objects.count(),
    )
    for actor in refused:
        with pytest.raises(Refused):
            verb(actor, reliance)
    assert Entry.objects.count() == before
    assert rows == (
        Instrument.objects.count(), Article.objects.count(), Reliance.objects.count(), ArticleVersion.objects.count()
    )  # fmt: skip
    verb(LEGAL, reliance)
    # Listeners may write entries of their own (a task for whoever confirms) in the same transaction.
    written = [entry.event for entry in Entry.objects.order_by("pk")[before:]]
    assert [one for one in written if one.startswith("sources.")] == [event]


def test_a_changed_article_keeps_its_past_and_makes_what_rests_on_it_stale(reliance: Reliance, heard: list) -> None:
    article = amend(LEGAL, reliance.article)
    assert (article.version, article.texts) == (2, {"en": "Everybody may, by day."})
    (earlier,) = article.earlier.all()
    assert (earlier.version, earlier.texts, earlier.reason) == (1, {"en": "Everybody may."}, "Amended")
    reliance.refresh_from_db()
    assert reliance.stale and reliance.version == 1
    (told,) = heard
    assert (told["article"], told["actor"], told["reason"], told["reliances"]) == (
        article,
        LEGAL,
        "Amended",
        [reliance.pk],
    )
    assert selectors.stale_counts([RECORD, "other:1"]) == {RECORD: 1}
    assert Entry.objects.get(event="sources.article-changed").facts["stale"] == 1


def test_an_unchanged_article_disturbs_nobody(reliance: Reliance, heard: list) -> None:
    before = Entry.objects.count()
    change_article(actor=LEGAL, article=reliance.article, reason="None", texts={"en": "Everybody may."})
    reliance.refresh_from_db()
    assert not reliance.stale and heard == [] and Entry.objects.count() == before


def test_what_listeners_refuse_does_not_happen(reliance: Reliance) -> None:
    def fail(**_told: object) -> None:
        raise RuntimeError

    article_changed.connect(fail)
    try:
        with pytest.raises(RuntimeError):
            amend(LEGAL, reliance.article)
    finally:
        article_changed.disconnect(fail)
    reliance.refresh_from_db()
    assert not reliance.stale and Article.objects.get(pk=reliance.article_id).version == 1


def test_only_a_person_who_read_the_new_version_ends_staleness(reliance: Reliance) -> None:
    article = amend(LEGAL, reliance.article)
    for actor in (ANYONE, AUDITOR, FOCAL_POINT):
        with pytest.raises(Refused):
            confirm_reliance(actor=actor, reliance=reliance, version=2)
        assert list(selectors.stale_reliances(actor)) == []
    assert list(selectors.stale_reliances(SECRETARIAT)) == [reliance]
    change_article(actor=LEGAL, article=article, reason="Again", number="5a")
    with pytest.raises(SourceProblem, match="version 3"):
        confirm_reliance(actor=SECRETARIAT, reliance=reliance, version=2)
    before = Entry.objects.count()
    confirmed = confirm_reliance(actor=SECRETARIAT, reliance=reliance, version=3, note="Still holds")
    assert (confirmed.stale, confirmed.version, confirmed.confirmed_by) == (False, 3, "person:2")
    confirm_reliance(actor=SECRETARIAT, reliance=reliance, version=3)
    assert [entry.event for entry in Entry.objects.order_by("pk")[before:]] == ["sources.reliance-confirmed"]
    assert not selectors.stale_reliances(SECRETARIAT).exists()


def test_who_may_change_a_record_may_say_what_it_rests_on(article: Article) -> None:
    def note(organisation: int) -> Reliance:
        return rely(
            actor=FOCAL_POINT, subject=RECORD, article=article, under="activities.change", organisation_id=organisation
        )

    with pytest.raises(Refused):
        note(8)
    reliance = note(7)
    assert note(7) == reliance and Reliance.objects.count() == 1
    assert list(selectors.reliances_of(RECORD)) == [reliance]
    withdraw_reliance(actor=FOCAL_POINT, reliance=reliance, under="activities.change", organisation_id=7)
    assert selectors.reliances_of(RECORD) == []


def test_a_law_that_ends_makes_all_that_rests_on_it_stale(reliance: Reliance, heard: list) -> None:
    law = reliance.article.instrument
    change_instrument(actor=LEGAL, instrument=law, titles={"en": "Example Act (corrected)"})
    assert heard == []
    change_instrument(actor=LEGAL, instrument=law, in_force_to=date(2026, 12, 31), reason="Repealed")
    reliance.refresh_from_db()
    assert reliance.stale and heard[0]["reason"] == "Repealed" and law.version == 3
    assert law in Instrument.objects.in_force(date(2026, 12, 31))
    assert law not in Instrument.objects.in_force(date(2027, 1, 1))


@pytest.mark.parametrize(
    "change, field",
    [
        (lambda law, art: enter_instrument(actor=LEGAL, key="law-1", kind="law", number="", titles={"en": "x"}), "key"),
        (lambda law, art: change_instrument(actor=LEGAL, instrument=law, titles={"en": " "}), "titles"),
        (lambda law, art: change_instrument(actor=LEGAL, instrument=law, kind="rumour"), "kind"),
        (lambda law, art: change_instrument(
            actor=LEGAL, instrument=law, in_force_from=date(2021, 1, 2), in_force_to=date(2021, 1, 1)), "in_force_to"),
        (lambda law, art: enter_article(actor=LEGAL, instrument=law, key="law-1-5", headings={"en": "x"}), "key"),
        (lambda law, art: change_article(actor=LEGAL, article=art, reason=" ", number="6"), "reason"),
        (lambda law, art: change_article(actor=LEGAL, article=art, reason="x", headings={}), "headings"),
        (lambda law, art: change_article(actor=LEGAL, article=art, reason="x", addressed_to="me"), "addressed_to"),
        (lambda law, art: rely(actor=LEGAL, subject="something", article=art), "subject"),
    ],
)  # fmt: skip
def test_what_cannot_be_kept_is_refused_with_its_field(change: Callable, field: str, law, article) -> None:
    before = Entry.objects.count()
    with pytest.raises(SourceProblem) as refused:
        change(law, article)
    assert refused.value.field == field and str(refused.value) and Entry.objects.count() == before
    assert not ArticleVersion.objects.exists()


def test_the_seed_loads_once_in_four_languages_and_waits_for_review(db) -> None:
    assert ensure_seed(system("test")) == len(INSTRUMENTS) + sum(len(one.articles) for one in INSTRUMENTS)
    assert ensure_seed(system("test")) == 0
    assert Entry.objects.filter(event="sources.seeded").count() == 1
    for one in selectors.visible_to(None, ANYONE):
        assert "review" in one.review and set(one.titles) == {"tg", "ru", "en", "zh"}
        assert [article.position for article in one.articles.all()] == list(range(1, one.articles.count() + 1))
    assert Article.objects.filter(instrument__key="wha-61-17").count() == 20


def test_frames_are_tags_of_activities(db, law: Instrument) -> None:
    ensure_seed(system("test"))
    by_tag = {(one.vocabulary, one.code): one for one in selectors.frames()}
    assert {("3", "10.7"), ("3", "3.8"), ("3", "10.c"), ("99", "wha-61-17"), ("99", "wha-61-17-1-2")} <= set(by_tag)
    assert all(set(one.labels) == {"tg", "ru", "en", "zh"} for one in by_tag.values())
    assert by_tag[("99", "wha-61-17")].vocabulary_uri and not by_tag[("3", "10.7")].vocabulary_uri
    assert selectors.frame("99", "sdg-10-7") == selectors.frame("3", "10.7") is not None
    assert selectors.frame("99", "law-1") is None, "a national law is no frame"


def test_a_new_seed_renews_what_nobody_changed_and_leaves_the_rest(db) -> None:
    ensure_seed(system("test"))
    ours, theirs = (Article.objects.get(key=f"wha-61-17-1-{number}") for number in (1, 2))
    reliance = rely(actor=LEGAL, subject=RECORD, article=ours)
    amend(LEGAL, theirs)
    resolution = INSTRUMENTS[0]
    parts = tuple(
        replace(part, text=dict(part.text) | {"en": "Another wording."}) if n < 2 else part
        for n, part in enumerate(resolution.articles)
    )
    newer = (replace(resolution, title=dict(resolution.title) | {"en": "Health of all migrants"}, articles=parts),)
    assert ensure_seed(system("test"), newer) == 2
    for row in (ours, theirs, reliance):
        row.refresh_from_db()
    assert (ours.texts["en"], ours.version, reliance.stale) == ("Another wording.", 2, True)
    assert theirs.texts == {"en": "Everybody may, by day."}
    assert Instrument.objects.get(key="wha-61-17").titles["en"] == "Health of all migrants"
    assert ensure_seed(system("test"), newer) == 0


def test_articles_say_how_much_rests_on_them(reliance: Reliance) -> None:
    rely(actor=LEGAL, subject="activities.activity:13", article=reliance.article)
    amend(LEGAL, reliance.article)
    confirm_reliance(actor=LEGAL, reliance=reliance, version=2)
    (row,) = selectors.articles_with_reliances(ANYONE)
    assert (row.resting, row.stale) == (2, 1)
