"""Proposing, joining and parting: what the ledger and the lines say before and after, and that one officer wins."""

from __future__ import annotations

import datetime as dt

import pytest

from hamroh.commons.activities.models import Activity
from hamroh.formats.iati import records as r
from hamroh.kernel.ledger.actors import ANYONE, Actor
from hamroh.kernel.ledger.models import Entry
from hamroh.kernel.organisations.models import Organisation
from hamroh.kernel.people.decisions import Refused
from hamroh.kernel.places.selectors import by_slug
from hamroh.kernel.places.services import load_reference
from hamroh.rooms.coordination.joining.origins import FIELDS
from hamroh.rooms.coordination.models import Join, Line
from hamroh.rooms.coordination.selectors.joins import (
    organisations_of,
    reasons_in_words,
    side_by_side,
    visible_to,
)
from hamroh.rooms.coordination.selectors.lines import standing
from hamroh.rooms.coordination.services.joins import (
    JoinProblem,
    decide_join,
    propose_joins,
    propose_joins_later,
    undo_join,
)
from hamroh.web.desk.activities.tests import making

from . import factories

pytestmark = pytest.mark.django_db
SECRETARIAT = Actor("person:1", role="secretariat", person_id=1, organisation_id=999_999)
OTHER = Actor("person:2", role="secretariat", person_id=2, organisation_id=999_999)
PARTNER = Actor("person:7", role="focal_point", organisation_id=999_998, person_id=7)
VERBS = {
    "propose": lambda join: propose_joins(actor=PARTNER, country="TJK"),
    "later": lambda join: propose_joins_later(actor=PARTNER, country="TJK"),
    "decide": lambda join: decide_join(actor=PARTNER, join=join, decision="joined"),
    "undo": lambda join: undo_join(actor=PARTNER, join=join),
}


@pytest.fixture
def owner() -> Organisation:
    load_reference(country="TJK", actor=factories.ACTOR)
    return making.organisation()


@pytest.fixture
def activity(owner) -> Activity:
    return making.activity(
        owner, at="khujand", activity_dates=(r.ActivityDate(type="2", iso_date=dt.date(2025, 2, 1)),),
    )  # fmt: skip


@pytest.fixture
def reporter(owner, activity):
    by = factories.reporter(factories.round_(), owner)
    factories.report(by, [line(owner), line(owner, place="kulob"), line(owner, title="Roads", theme="border_identity")])
    return by


@pytest.fixture
def join(reporter) -> Join:
    propose()
    return Join.objects.get()


def line(owner: Organisation, *, place: str = "khujand", **fields) -> dict:
    at = by_slug(place, country="TJK")
    assert at is not None
    given = {
        "programming": owner.pk, "title": "Safe retrun", "theme": "labour_migration", "service": "job_placement",
        "status": "ongoing", "start": dt.date(2025, 2, 1), "place": at.pk, "district": at.pk, "region": at.parent_id,
    }  # fmt: skip
    return {**given, **fields}


def propose(which: str = "latest"):
    return propose_joins(actor=SECRETARIAT, country="TJK", which=which)


def decide(join: Join, decision: str = "joined", **more) -> Join:
    return decide_join(actor=SECRETARIAT, join=join, decision=decision, **more)


def joined_titles() -> list[str]:
    return sorted(Line.objects.exclude(activity=None).values_list("title", flat=True))


def entries() -> list[str]:
    return list(
        Entry.objects.filter(event__startswith="coordination.join").order_by("pk").values_list("event", flat=True)
    )


def test_proposing_writes_one_entry_and_again_changes_nothing(reporter) -> None:
    first = propose()
    (row,) = Join.objects.all()
    assert (first.proposed, first.new, first.gone) == (1, 1, 0) and row.sample["titles"] == ["Safe retrun"]
    assert row.sample["lines"] == 2 and row.score >= 0.5 and joined_titles() == []
    second = propose()
    assert (second.proposed, second.new, second.gone) == (1, 0, 0) and Join.objects.get().pk == row.pk
    told = [entry.facts["digest"] for entry in Entry.objects.filter(event="coordination.joins-proposed")]
    assert len(told) == 2 and told[0] == told[1]


@pytest.mark.parametrize("verb", VERBS)
def test_who_may_not_is_refused_and_nothing_is_written(join, verb) -> None:
    before = Entry.objects.count()
    with pytest.raises(Refused):
        VERBS[verb](join)
    assert Entry.objects.count() == before and joined_titles() == [] and Join.objects.get().state == "proposed"
    assert not visible_to(None, PARTNER).exists() and not visible_to(None, ANYONE).exists()


def test_joining_gives_every_version_of_the_lines_the_activity(owner, activity, reporter, join) -> None:
    factories.report(reporter, [line(owner), line(owner, place="kulob", notes="more"), line(owner, title="Roads")])
    before = entries()
    done = decide(join, origins={"title": "4w"})
    assert entries() == [*before, "coordination.join-decided"]
    assert set(Line.objects.exclude(activity=None).values_list("activity", flat=True)) == {activity.pk}
    # Two lines in two reports, published and not.
    assert joined_titles() == ["Safe retrun"] * 4
    assert done.origins == {**{key: field.usual for key, field in FIELDS.items()}, "title": "4w"}
    told = Entry.objects.get(event="coordination.join-decided").facts
    assert (told["lines"], told["activity"], told["decision"], told["name"]) == (
        4,
        activity.pk,
        "joined",
        "Safe retrun",
    )


def test_undoing_takes_the_activity_from_the_lines_and_asks_again(activity, join) -> None:
    decided = decide(join)
    before = entries()
    undone = undo_join(actor=OTHER, join=decided)
    assert entries() == [*before, "coordination.join-undone"] and joined_titles() == []
    assert (undone.state, undone.origins, undone.decided_by) == ("proposed", {}, "")
    with pytest.raises(JoinProblem):
        undo_join(actor=OTHER, join=undone)
    assert propose().proposed == 1


def test_undoing_leaves_the_lines_of_another_undertaking_of_the_same_activity(owner, activity, reporter, join) -> None:
    factories.report(reporter, [line(owner), line(owner, title="Safe return!", key="second")])
    propose()
    first, second = Join.objects.order_by("pk")
    decide(first)
    decide(second)
    undo_join(actor=SECRETARIAT, join=first)
    assert set(joined_titles()) == {"Safe return!"}


def test_parted_for_good(join) -> None:
    decide(join, "different")
    assert joined_titles() == [] and propose().proposed == 0
    assert Join.objects.get().state == "different"
    undo_join(actor=SECRETARIAT, join=join)
    assert propose().proposed == 1


def test_two_officers_at_once_one_wins(join) -> None:
    mine, hers = Join.objects.get(), Join.objects.get()
    decide(mine)
    before = Entry.objects.count()
    with pytest.raises(JoinProblem) as fault:
        decide_join(actor=OTHER, join=hers, decision="different")
    assert "meanwhile" in str(fault.value) and Entry.objects.count() == before
    kept = Join.objects.get()
    assert (kept.state, kept.decided_by) == ("joined", SECRETARIAT.key) and joined_titles() == ["Safe retrun"] * 2


def test_lines_belong_to_one_activity(owner, join) -> None:
    twin = making.activity(owner, "XX-TRIAL-1-B")
    other = Join.objects.create(
        country="TJK", activity=twin, undertaking=join.undertaking, sample=join.sample, score=0.6, reasons=[]
    )
    decide(join)
    # A proposal of the same lines for another activity has gone with the decision; one that came back is refused.
    assert not Join.objects.filter(pk=other.pk).exists()
    other.pk = None
    other.save()
    with pytest.raises(JoinProblem) as fault:
        decide(other)
    assert "already" in str(fault.value)
    assert propose().proposed == 0


@pytest.mark.parametrize(
    "wrong, field",
    [
        ({"decision": "proposed"}, "decision"),
        ({"decision": "joined", "origins": {"title": "somewhere"}}, "title"),
        ({"decision": "joined", "origins": {"colour": "iati"}}, "origins"),
    ],
)
def test_a_wrong_decision_says_where(join, wrong, field) -> None:
    with pytest.raises(JoinProblem) as fault:
        decide(join, **wrong)
    assert fault.value.field == field and Join.objects.get().state == "proposed"


def test_the_next_report_keeps_the_join_and_new_lines_of_the_undertaking_join_it(
    owner, activity, reporter, join
) -> None:
    decide(join)
    factories.report(
        reporter,
        [
            line(owner, notes="changed"),
            line(owner, place="kulob"),
            line(owner, title="Roads"),
            line(owner, place="panjakent", key="new one"),
            line(owner, title="Bridges", key="other work"),
        ],
    )
    now = {one.key: one.activity_id for one in standing("latest")}
    assert now == {
        "line-2": activity.pk, "line-3": activity.pk, "line-4": None, "new one": activity.pk, "other work": None,
    }  # fmt: skip


def test_a_new_round_keeps_the_join(owner, activity, join) -> None:
    decide(join)
    following = factories.round_(stage="called", period_start=dt.date(2026, 11, 1), period_end=dt.date(2026, 11, 30))
    factories.report(factories.reporter(following, owner), [line(owner, key="anew")], publish=False)
    assert Line.objects.get(key="anew").activity_id == activity.pk


def test_a_proposal_that_is_no_longer_likely_goes(owner, reporter, join) -> None:
    factories.report(reporter, [line(owner, title="Bridges and tunnels", theme="border_identity", place="kulob")])
    told = propose()
    assert (told.proposed, told.gone) == (0, 1) and not Join.objects.exists()


def test_both_sources_side_by_side(activity, join) -> None:
    rows = {one.key: one for one in side_by_side(join, SECRETARIAT)}
    assert list(rows) == list(FIELDS)
    assert [one.text for one in rows["title"].iati] == ["Safe return"]
    assert [one.text for one in rows["title"].four_w] == ["Safe retrun"]
    assert len(rows["places"].four_w) == 2 and len(rows["places"].iati) == 1
    assert rows["organisations"].iati[0].note and rows["organisations"].four_w[0].text == "Trial Aid 1"
    assert rows["title"].values == rows["title"].iati
    chosen = {one.key: one for one in side_by_side(decide(join, origins={"title": "4w"}), SECRETARIAT)}
    assert chosen["title"].values == chosen["title"].four_w
    reasons = reasons_in_words(join, organisations_of([join]))
    assert reasons and any("Trial Aid 1" in words for _speaks_for, words in reasons)


def test_the_background_task_does_the_same(reporter) -> None:
    from hamroh.kernel.background.registry import declared_task

    job = propose_joins_later(actor=SECRETARIAT, country="TJK")
    assert propose_joins_later(actor=SECRETARIAT, country="TJK").pk == job.pk

    class Run:
        actor, arguments = job.actor, job.arguments

    assert declared_task(job.task).work(Run()) == {"proposed": 1, "new": 1, "gone": 0}  # type: ignore[arg-type]
