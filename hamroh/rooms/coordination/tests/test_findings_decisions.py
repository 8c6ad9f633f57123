"""Looking writes one entry and keeps decisions; deciding is for the secretariat, once, and can be taken back in time."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from hamroh.commons.agenda.models import Item, Link
from hamroh.commons.agenda.services import link, put_item
from hamroh.kernel.ledger.actors import ANYONE, Actor
from hamroh.kernel.ledger.models import Entry
from hamroh.kernel.ledger.services import subject_of
from hamroh.kernel.people.decisions import Refused
from hamroh.rooms.coordination.models import Finding, FindingState
from hamroh.rooms.coordination.selectors.findings import named, visible_to
from hamroh.rooms.coordination.services.findings import (
    FindingProblem,
    decide_finding,
    seek_findings,
    seek_findings_later,
    undo_finding,
)

from . import factories
from . import findings_ground as ground

pytestmark = pytest.mark.django_db
PARTNER = Actor("person:7", role="focal_point", organisation_id=999_998, person_id=7)
VERBS = {
    "seek": lambda actor, finding: seek_findings(actor=actor, country="TJK"),
    "later": lambda actor, finding: seek_findings_later(actor=actor, country="TJK"),
    "decide": lambda actor, finding: decide_finding(actor=actor, finding=finding, decision="confirmed"),
    "undo": lambda actor, finding: undo_finding(actor=actor, finding=finding),
}


@pytest.fixture
def districts():
    return ground.country()


@pytest.fixture
def gap(districts) -> Finding:
    ground.rising(districts[:12])
    factories.round_()
    look()
    return ground.found("need_nobody_district")[0]


def look(which="published"):
    return seek_findings(actor=ground.SECRETARIAT, country="TJK", which=which)


def entries(prefix: str = "coordination.") -> list[str]:
    return list(Entry.objects.filter(event__startswith=prefix).order_by("pk").values_list("event", flat=True))


def decide(finding: Finding, decision: str = "confirmed", **more) -> Finding:
    return decide_finding(actor=ground.SECRETARIAT, finding=finding, decision=decision, **more)


def test_looking_writes_one_entry_and_again_changes_nothing(gap) -> None:
    before = entries()
    rows = list(Finding.objects.order_by("pk").values("pk", "key", "state", "facts", "weight"))
    sought = look()
    assert entries() == [*before, "coordination.findings-sought"]
    assert (sought.new, sought.passed, sought.reopened) == (0, 0, 0) and sought.gaps == len(rows)
    assert list(Finding.objects.order_by("pk").values("pk", "key", "state", "facts", "weight")) == rows
    first, second = Entry.objects.filter(event="coordination.findings-sought").order_by("pk")
    assert first.facts["digest"] == second.facts["digest"] and first.facts["new"] == len(rows)


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("actor", [ANYONE, PARTNER])
def test_who_may_not_is_refused_and_nothing_is_written(gap, verb, actor) -> None:
    before, state = Entry.objects.count(), Finding.objects.get(pk=gap.pk).state
    with pytest.raises(Refused):
        VERBS[verb](actor, gap)
    assert Entry.objects.count() == before and Finding.objects.get(pk=gap.pk).state == state


def test_a_confirmed_gap_stands_on_the_agenda_with_its_reasons(gap) -> None:
    priority = put_item(actor=ground.SECRETARIAT, kind="priority", title={"en": "Reach returnees"})
    before = entries()
    done = decide(gap, reason="Seen on the spot", priority=priority)
    assert entries() == [*before, "coordination.finding-decided"]
    item = Item.objects.get(kind="gap")
    assert done.agenda == subject_of(item) == "agenda.item:" + str(item.pk)
    assert set(item.title) == {"tg", "ru", "en", "zh"} and item.public and gap.place.names["tg"] in item.title["tg"]
    links = {(one.from_subject, one.kind) for one in Link.objects.filter(to_subject=subject_of(item))}
    observation = f"indicators.observation:{gap.facts['figures'][0]['observation']}"
    assert links == {(subject_of(gap), "shows"), (observation, "shows"), (subject_of(priority), "answers")}
    told = Entry.objects.get(event="coordination.finding-decided").facts
    assert (told["decision"], told["kind"], told["agenda"]) == ("confirmed", "gap", done.agenda)


def test_an_overlap_is_confirmed_without_the_agenda(districts) -> None:
    bodies = [factories.organisation(f"Body {n} (invented)") for n in range(3)]
    ground.reported(factories.round_(), {body: [ground.line(body, districts[0])] for body in bodies})
    look()
    (row,) = ground.found("same_work")
    assert decide(row).agenda == "" and not Item.objects.exists()


@pytest.mark.parametrize(
    "wrong, field",
    [
        ({"decision": "dismissed"}, "reason"),
        ({"decision": "dismissed", "reason": "  "}, "reason"),
        ({"decision": "open"}, "decision"),
        ({"decision": "passed", "reason": "x"}, "decision"),
    ],
)
def test_a_wrong_decision_says_where(gap, wrong, field) -> None:
    with pytest.raises(FindingProblem) as fault:
        decide(gap, **wrong)
    assert fault.value.field == field and Finding.objects.get(pk=gap.pk).state == "open"


def test_only_a_standing_priority_answers(gap) -> None:
    other = put_item(actor=ground.SECRETARIAT, kind="decision", title={"en": "Decided"})
    with pytest.raises(FindingProblem) as fault:
        decide(gap, priority=other)
    assert fault.value.field == "priority" and Item.objects.filter(kind="gap").count() == 0


def test_two_officers_at_once_one_wins(gap) -> None:
    mine, hers = Finding.objects.get(pk=gap.pk), Finding.objects.get(pk=gap.pk)
    decide(mine)
    before = Entry.objects.count()
    with pytest.raises(FindingProblem) as fault:
        decide_finding(actor=ground.OTHER_OFFICER, finding=hers, decision="dismissed", reason="No need")
    assert "meanwhile" in str(fault.value) and Entry.objects.count() == before
    kept = Finding.objects.get(pk=gap.pk)
    assert (kept.state, kept.decided_by) == ("confirmed", ground.SECRETARIAT.key) and Item.objects.count() == 1


def test_a_failing_agenda_leaves_the_finding_open(gap, monkeypatch) -> None:
    def broken(**anything):
        raise ValidationError("no")

    monkeypatch.setattr("hamroh.rooms.coordination.services.findings.link", broken)
    before = Entry.objects.count()
    with pytest.raises(ValidationError):
        decide(gap)
    assert Finding.objects.get(pk=gap.pk).state == "open" and not Item.objects.exists()
    assert Entry.objects.count() == before


def test_taking_back_until_the_gap_is_used(gap) -> None:
    decided = decide(gap)
    before = entries()
    undone = undo_finding(actor=ground.OTHER_OFFICER, finding=decided)
    assert entries() == [*before, "coordination.finding-undone"]
    assert (undone.state, undone.agenda, undone.decided_by) == ("open", "", "")
    assert Item.objects.get().withdrawn_at is not None and not Link.objects.exists()
    with pytest.raises(FindingProblem):
        undo_finding(actor=ground.SECRETARIAT, finding=undone)

    again = decide(undone)
    item = Item.objects.get(withdrawn_at=None)
    priority = put_item(actor=ground.SECRETARIAT, kind="priority", title={"en": "Reach returnees"})
    answer = link(
        actor=ground.SECRETARIAT, from_subject=subject_of(priority), to_subject=subject_of(item), kind="answers"
    )
    with pytest.raises(FindingProblem) as fault:
        undo_finding(actor=ground.SECRETARIAT, finding=again)
    assert fault.value.field == "agenda" and Finding.objects.get(pk=gap.pk).state == "confirmed"
    answer.delete()
    assert undo_finding(actor=ground.SECRETARIAT, finding=again).state == "open"


def test_a_priority_given_with_the_decision_does_not_bar_the_way_back(gap) -> None:
    priority = put_item(actor=ground.SECRETARIAT, kind="priority", title={"en": "Reach returnees"})
    decided = decide(gap, priority=priority)
    assert undo_finding(actor=ground.SECRETARIAT, finding=decided).state == "open"
    assert Item.objects.get(pk=priority.pk).withdrawn_at is None


def test_a_dismissed_one_stays_so_until_its_figures_change_materially(gap, districts) -> None:
    decide(gap, "dismissed", reason="Served from the neighbouring district")
    look()
    assert Finding.objects.get(pk=gap.pk).state == "dismissed"
    place = gap.place
    value = gap.facts["figures"][0]["value"]
    ground.enter("returnees-assisted", value * 1.1, place, when=2027)
    assert look().reopened == 0
    ground.enter("returnees-assisted", value * 1.5, place, when=2028)
    assert look().reopened == 1
    again = Finding.objects.get(pk=gap.pk)
    assert again.state == "open" and again.reason == "Served from the neighbouring district"


def test_what_is_no_longer_found_passes_and_a_confirmed_one_comes_back_as_confirmed(gap) -> None:
    decide(gap)
    body = factories.organisation("Rohi Hamkori (invented)")
    round_ = gap.round
    reporter = factories.reporter(round_, body)
    factories.report(reporter, [ground.line(body, gap.place)])
    assert look().passed == 1
    gap.refresh_from_db()
    assert gap.state == FindingState.PASSED and gap.agenda
    factories.report(reporter, [ground.line(body, gap.place, status="completed")])
    look()
    gap.refresh_from_db()
    assert gap.state == FindingState.CONFIRMED


def test_a_look_at_reports_that_are_not_published_leaves_confirmed_ones(gap, districts) -> None:
    decide(gap)
    body = factories.organisation("Rohi Hamkori (invented)")
    called = factories.round_(stage="called", period_start=factories.PERIOD[0].replace(month=11, day=1),
                              period_end=factories.PERIOD[1].replace(month=11, day=30))  # fmt: skip
    factories.report(factories.reporter(called, body), [ground.line(body, gap.place)], publish=False)
    look("latest")
    gap.refresh_from_db()
    assert gap.state == "confirmed"
    look()
    gap.refresh_from_db()
    assert gap.state == "confirmed"


def test_the_public_sees_confirmed_ones_and_the_names_that_may_be_shown(districts) -> None:
    bodies = [factories.organisation(f"Body {n} (invented)") for n in range(3)]
    circles = ("public", "partners", "own")
    ground.reported(
        factories.round_(),
        {
            body: [ground.line(body, districts[0], visibility=circle)]
            for body, circle in zip(bodies, circles, strict=True)
        },
    )
    look()
    (row,) = ground.found("same_work")
    assert not visible_to(None, ANYONE).exists() and row in visible_to(None, ground.SECRETARIAT)
    assert not visible_to(None, PARTNER).exists()
    decide(row)
    assert list(visible_to(None, ANYONE)) == [row] == list(visible_to(None, PARTNER))
    own = Actor("person:9", role="focal_point", organisation_id=bodies[2].pk, person_id=9)
    for viewer, known in ((ANYONE, 1), (PARTNER, 2), (own, 3), (ground.SECRETARIAT, 3)):
        seen = named(row, viewer)
        assert (len(seen.shown), seen.hidden) == (known, 3 - known), viewer


def test_the_background_task_does_the_same(gap) -> None:
    from hamroh.kernel.background.models import Job
    from hamroh.kernel.background.registry import declared_task

    job = seek_findings_later(actor=ground.SECRETARIAT, country="TJK")
    assert seek_findings_later(actor=ground.SECRETARIAT, country="TJK").pk == job.pk and Job.objects.count() == 1

    class Run:
        actor, arguments = job.actor, job.arguments

    counts = declared_task(job.task).work(Run())  # type: ignore[arg-type]
    assert counts == {"gaps": len(ground.found(kind="gap")), "overlaps": 0, "new": 0, "passed": 0}
