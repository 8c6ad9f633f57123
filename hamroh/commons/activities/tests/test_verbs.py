"""Every verb: what it changes, what the ledger says, and who may do it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import msgspec
import pytest
from django.utils import timezone

from hamroh.commons.activities import services as s
from hamroh.commons.activities.models import Activity, State
from hamroh.commons.activities.selectors import record_of
from hamroh.formats.iati import records as r
from hamroh.kernel.ledger.actors import ANYONE, Actor
from hamroh.kernel.ledger.events import event_type
from hamroh.kernel.ledger.models import Entry
from hamroh.kernel.organisations.models import Organisation
from hamroh.kernel.people.decisions import Refused
from hamroh.kernel.places.models import Place, PlaceKind

from .conftest import ACTOR, person_of, whole_record

pytestmark = pytest.mark.django_db
YEAR = {"period_start": date(2025, 1, 1), "period_end": date(2025, 12, 31)}
RESULT = r.Result(
    type="1", title=(r.Narrative(text="People return safely", lang="en"),),
    indicators=(r.Indicator(measure="1", title=(r.Narrative(text="Returned", lang="en"),)),),
)  # fmt: skip


def text(words: str) -> tuple[r.Narrative, ...]:
    return (r.Narrative(text=words, lang="en"),)


@dataclass(frozen=True)
class Case:
    """A verb with arguments that change something; `verb` is the permission it must ask for."""

    call: Callable[..., Activity]
    event: str
    verb: str
    arguments: Callable[[], dict[str, Any]]
    before: Callable[[Activity], object] = lambda activity: None

    @property
    def name(self) -> str:
        """The verb's name."""
        return self.call.__name__


def _place() -> Place:
    country, _ = Place.objects.get_or_create(country="TJK", slug="tajikistan", level=0, kind=PlaceKind.COUNTRY)
    place, _ = Place.objects.get_or_create(
        country="TJK", slug="trial", level=1, kind=PlaceKind.REGION, parent=country, pcode="TJ99", names={"en": "Trial"}
    )
    return place


def _transaction(**fields: Any) -> r.Transaction:
    given = {"ref": "T1", "transaction_type": "3", "transaction_date": date(2025, 5, 1),
             "value": r.Value(amount=Decimal("10.50"))} | fields  # fmt: skip
    return r.Transaction(**given)


def _with_result(activity: Activity) -> None:
    s.add_result(actor=ACTOR, activity=activity, result=RESULT)


CHANGE, PUBLISH = "activities.change", "activities.publish"
ACTUAL = s.Reported(date(2025, 1, 1), date(2025, 6, 30), "120", (("sex", "female"),))
CASES = (
    Case(s.edit_texts, "activities.texts-edited", CHANGE, lambda: {"titles": {"ru": "Безопасное возвращение"}}),
    Case(s.change_activity, "activities.changed", CHANGE,
         lambda: {"record": msgspec.structs.replace(whole_record(), humanitarian=True)}),
    Case(s.set_status, "activities.status-set", CHANGE, lambda: {"status": "3"}),
    Case(s.set_dates, "activities.dates-set", CHANGE, lambda: {"actual_start": date(2025, 2, 1)}),
    Case(s.set_theme, "activities.theme-set", CHANGE, lambda: {"theme": "migration_health"}),
    Case(s.set_visibility, "activities.visibility-set", PUBLISH, lambda: {"visibility": "partners"}),
    Case(s.set_places, "activities.places-set", CHANGE, lambda: {"shares": [s.PlaceShare(_place(), Decimal(100))]}),
    Case(s.publish, "activities.published", PUBLISH, dict),
    Case(s.unpublish, "activities.unpublished", PUBLISH, lambda: {"reason": "Two figures are wrong."},
         lambda activity: s.publish(actor=ACTOR, activity=activity)),
    Case(s.tag_activity, "activities.tagged", CHANGE, lambda: {"code": "10.7", "vocabulary": "3"}),
    Case(s.untag_activity, "activities.untagged", CHANGE, lambda: {"code": "3.8", "vocabulary": "3"},
         lambda activity: s.tag_activity(actor=ACTOR, activity=activity, code="3.8", vocabulary="3")),
    Case(s.relate, "activities.related", CHANGE, lambda: {"ref": "XX-TRIAL-1-P", "relation": "1"}),
    Case(s.unrelate, "activities.unrelated", CHANGE, lambda: {"ref": "XX-TRIAL-1-S", "relation": "3"},
         lambda activity: s.relate(actor=ACTOR, activity=activity, ref="XX-TRIAL-1-S", relation="3")),
    Case(s.add_budget, "activities.budget-added", CHANGE, lambda: {**YEAR, "amount": Decimal("100.00")}),
    Case(s.revise_budget, "activities.budget-revised", CHANGE, lambda: {**YEAR, "amount": Decimal("80.00")},
         lambda activity: s.add_budget(actor=ACTOR, activity=activity, amount=Decimal(100), **YEAR)),
    Case(s.plan_disbursement, "activities.disbursement-planned", CHANGE,
         lambda: {"planned": r.PlannedDisbursement(period_start=date(2025, 3, 1), value=r.Value(amount=Decimal(5)))}),
    Case(s.record_transaction, "activities.transaction-recorded", CHANGE, lambda: {"transaction": _transaction()}),
    Case(s.add_result, "activities.result-added", CHANGE, lambda: {"result": RESULT}),
    Case(s.add_indicator, "activities.indicator-added", CHANGE,
         lambda: {"result": 0, "indicator": r.Indicator(measure="1", title=text("Another"))}, _with_result),
    Case(s.set_target, "activities.target-set", CHANGE, lambda: {"result": 0, "indicator": 0, "target": ACTUAL},
         _with_result),
    Case(s.report_actual, "activities.actual-reported", CHANGE, lambda: {"result": 0, "indicator": 0, "actual": ACTUAL},
         _with_result),
)  # fmt: skip
BY_NAME = {case.name: case for case in CASES}
NOT_VERBS = {"ChangedMeanwhile", "InvalidChange", "NotReady", "PlaceShare", "Reported", "provider_of", "receiver_of",
             "create_activity"}  # fmt: skip


def test_every_verb_has_a_case() -> None:
    assert set(s.__all__) - NOT_VERBS == set(BY_NAME)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_verb_changes_the_activity_and_leaves_one_entry(case: Case, activity: Activity) -> None:
    case.before(activity)
    verb = case.call
    arguments = case.arguments()
    entries = Entry.objects.count()
    changed = verb(actor=ACTOR, activity=activity, **arguments)
    assert Entry.objects.count() == entries + 1
    entry = Entry.objects.order_by("-number").filter(chain="activities").first()
    assert (entry.event, entry.subject, entry.actor) == (case.event, f"activities.activity:{activity.pk}", ACTOR.key)
    assert "…" not in event_type(case.event).say({**entry.facts, "actor": "Somebody"})
    stored = Activity.objects.get(pk=activity.pk)
    assert stored.content_digest == changed.content_digest == r.digest(record_of(stored))
    if case.name not in ("tag_activity", "set_target", "report_actual"):
        return
    verb(actor=ACTOR, activity=activity, **arguments)
    assert Entry.objects.count() == entries + 1, "The same again is no change and no entry."


# Written by hand from the matrix's intent, not from its code. Own: for one's own organisation alone.
MAY = {
    CHANGE: {"secretariat": "all", "focal_point": "own", "programme_manager": "own", "health_officer": "own",
             "training_officer": "own"},
    PUBLISH: {"secretariat": "all", "focal_point": "own", "programme_manager": "own"},
}  # fmt: skip
ROLES = ("administrator", "secretariat", "focal_point", "programme_manager", "statistician", "data_steward", "translator",
         "legal_officer", "health_officer", "training_officer", "auditor")  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_who_may_do_a_verb(case: Case, activity: Activity, ministry: Organisation, charity: Organisation) -> None:
    case.before(activity)
    verb, arguments = case.call, case.arguments()
    refusing: list[Actor] = [ANYONE]
    for role in ROLES:
        scope = MAY[case.verb].get(role)
        if scope is None:
            refusing.append(person_of(ministry, role))
        if scope != "all":
            refusing.append(person_of(charity, role))
    entries = Entry.objects.count()
    for actor in refusing:
        with pytest.raises(Refused):
            verb(actor=actor, activity=activity, **arguments)
    assert Entry.objects.count() == entries
    allowed = person_of(ministry, "focal_point")
    assert verb(actor=allowed, activity=activity, **arguments).pk == activity.pk
    assert Entry.objects.count() == entries + 1


def test_creating(ministry: Organisation, charity: Organisation) -> None:
    entries = Entry.objects.filter(chain="activities").count()
    made = s.create_activity(actor=person_of(ministry), organisation=ministry, record=whole_record(),
                             theme="labour_migration", fictional=True)  # fmt: skip
    assert Entry.objects.filter(chain="activities").count() == entries + 1
    assert (made.state, made.theme, made.fictional, made.reporting_organisation) == (
        State.DRAFT, "labour_migration", True, ministry
    )  # fmt: skip
    assert record_of(made).reporting_org.ref == "XX-TRIAL-1"
    assert made.participating_orgs.get(role="4").organisation == charity
    with pytest.raises(s.InvalidChange) as taken:
        s.create_activity(actor=ACTOR, organisation=ministry, record=whole_record())
    assert taken.value.field == "iati_identifier"
    for actor in (ANYONE, person_of(charity), person_of(ministry, "translator")):
        with pytest.raises(Refused):
            s.create_activity(actor=actor, organisation=ministry, record=whole_record("XX-TRIAL-1-B"))
    assert Activity.objects.count() == 1


def test_a_text_is_replaced_where_it_stood_and_the_rest_stays(activity: Activity) -> None:
    s.edit_texts(
        actor=ACTOR, activity=activity, titles={"tg": "Нав", "zh": "安全返回"}, descriptions={"ru": "Что делается."}
    )
    record = record_of(activity)
    assert [(one.lang, one.text) for one in record.title] == [("en", "Safe return"), ("tg", "Нав"), ("zh", "安全返回")]
    assert [one.lang for one in record.descriptions[0].narratives] == ["en", "ru"]
    s.edit_texts(actor=ACTOR, activity=activity, titles={"tg": ""})
    assert [one.lang for one in record_of(activity).title] == ["en", "zh"]
    with pytest.raises(s.InvalidChange):
        s.edit_texts(actor=ACTOR, activity=activity, titles={"en": "", "zh": ""})
    with pytest.raises(s.InvalidChange):
        s.edit_texts(actor=ACTOR, activity=activity, titles={"xx": "?"})
    with pytest.raises(s.InvalidChange):
        s.edit_texts(actor=ACTOR, activity=activity, titles={"en": "A bell \x07 rings"})


def test_who_saw_an_older_state_does_not_overwrite(activity: Activity) -> None:
    seen = activity.content_digest
    s.set_status(actor=ACTOR, activity=activity, status="3")
    with pytest.raises(s.ChangedMeanwhile):
        s.edit_texts(actor=ACTOR, activity=activity, titles={"en": "Late"}, expected=seen)
    assert record_of(activity).title[0].text == "Safe return"


def test_what_is_not_ready_is_not_published(ministry: Organisation) -> None:
    bare = r.Activity(iati_identifier="XX-TRIAL-1-BARE", title=text("Bare"))
    made = s.create_activity(actor=ACTOR, organisation=ministry, record=bare)
    with pytest.raises(s.NotReady) as refused:
        s.publish(actor=ACTOR, activity=made)
    assert {one.path for one in refused.value.problems} >= {"description", "participating-org"}
    assert Activity.objects.get().state == State.DRAFT


@pytest.mark.parametrize(
    ("verb", "arguments", "field"),
    [
        ("set_status", {"status": "9"}, "activity_status"),
        ("set_theme", {"theme": "unknown"}, "theme"),
        ("set_visibility", {"visibility": "nobody"}, "visibility"),
        ("unpublish", {"reason": " "}, "reason"),
        ("set_dates", {"planned_end": date(2024, 1, 1)}, "dates"),
        ("add_budget", {"period_start": date(2025, 1, 1), "period_end": date(2026, 12, 31), "amount": Decimal(1)},
         "period_end"),
        ("add_budget", {**YEAR, "amount": Decimal(-1)}, "amount"),
        ("revise_budget", {**YEAR, "amount": Decimal(1)}, "period_start"),
        ("record_transaction", {"transaction": _transaction(transaction_type="99")}, "transaction_type"),
        ("record_transaction", {"transaction": _transaction(value=None)}, "amount"),
        ("relate", {"ref": "XX-TRIAL-1-A", "relation": "1"}, "ref"),
        ("tag_activity", {"code": "x", "vocabulary": "99"}, "vocabulary_uri"),
        ("report_actual", {"result": 0, "indicator": 0, "actual": ACTUAL}, "result"),
        ("change_activity", {"record": whole_record("XX-TRIAL-1-OTHER")}, "iati_identifier"),
    ],
)  # fmt: skip
def test_a_wrong_change_is_refused_with_its_field(
    verb: str, arguments: dict[str, Any], field: str, activity: Activity
) -> None:
    before, entries = record_of(activity), Entry.objects.count()
    with pytest.raises(s.InvalidChange) as wrong:
        getattr(s, verb)(actor=ACTOR, activity=activity, **arguments)
    assert (wrong.value.field, bool(str(wrong.value))) == (field, True)
    assert (record_of(activity), Entry.objects.count()) == (before, entries)


def test_what_lies_in_the_future_is_no_fact(activity: Activity) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    with pytest.raises(s.InvalidChange):
        s.set_dates(actor=ACTOR, activity=activity, actual_start=tomorrow)
    with pytest.raises(s.InvalidChange):
        s.record_transaction(actor=ACTOR, activity=activity, transaction=_transaction(transaction_date=tomorrow))


def test_actuals_by_breakdown_stand_side_by_side_and_replace_their_own_kind(activity: Activity) -> None:
    _with_result(activity)
    for value, sex in (("10", "female"), ("8", "male"), ("12", "female")):
        given = s.Reported(date(2025, 1, 1), date(2025, 6, 30), value, (("sex", sex),), comment={"en": "Counted."})
        s.report_actual(actor=ACTOR, activity=activity, result=0, indicator=0, actual=given)
    (period,) = record_of(activity).results[0].indicators[0].periods
    assert {(one.value, one.dimensions[0].value) for one in period.actuals} == {("8", "male"), ("12", "female")}
    with pytest.raises(s.InvalidChange):
        many = s.Reported(date(2025, 1, 1), date(2025, 6, 30), "many")
        s.report_actual(actor=ACTOR, activity=activity, result=0, indicator=0, actual=many)


def test_a_circle_of_parents_is_refused(activity: Activity, ministry: Organisation) -> None:
    other = s.create_activity(actor=ACTOR, organisation=ministry, record=whole_record("XX-TRIAL-1-B"))
    s.relate(actor=ACTOR, activity=activity, ref=other.iati_identifier, relation="1")
    with pytest.raises(s.InvalidChange):
        s.relate(actor=ACTOR, activity=other, ref=activity.iati_identifier, relation="1")
    with pytest.raises(s.InvalidChange):
        s.relate(actor=ACTOR, activity=activity, ref=other.iati_identifier, relation="2")
