"""Each verb: its rows and its one ledger entry, or a refusal and nothing; history is kept."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from hamroh.commons.indicators import selectors
from hamroh.commons.indicators.facts import Fact
from hamroh.commons.indicators.models import Dataset, Indicator, Observation, Producer, Source
from hamroh.commons.indicators.periods import year
from hamroh.commons.indicators.services import (
    IndicatorProblem,
    ObservationProblem,
    compute_derived,
    define_dataset,
    define_indicator,
    define_producer,
    ensure_seed,
    enter_observations,
    observe,
    register_source,
    supersede,
)
from hamroh.kernel.ledger.actors import ANYONE, Actor
from hamroh.kernel.ledger.models import Entry
from hamroh.kernel.people.decisions import Refused

from .conftest import FOCAL_POINT, SECRETARIAT, STATISTICIAN, take

pytestmark = pytest.mark.django_db


def enter(
    actor: Actor, source: Source, value: int | None = 7, *, code: str = "gdp", when: int = 2025, **more
) -> Observation:
    return observe(
        actor=actor, source=source, indicator=Indicator.objects.get(code=code), country="TJK", period=year(when),
        value=None if value is None else Decimal(value), **more,
    )  # fmt: skip


def correct(actor: Actor, source: Source, value: int = 9) -> Observation:
    row = Observation.objects.filter(until=None).first() or enter(STATISTICIAN, source)
    return supersede(actor=actor, observation=row, source=source, value=Decimal(value), reason="A slip of the pen")


def derive(actor: Actor, source: Source) -> object:
    return compute_derived(actor=actor, indicator=Indicator.objects.get(code="remittances-share-of-gdp"))


VERBS: dict[str, Callable[[Actor, Source], object]] = {
    "indicators.producer-defined": lambda actor, source: define_producer(actor=actor, key="new", names={"en": "New"}),
    "indicators.dataset-defined": lambda actor, source: define_dataset(
        actor=actor, key="new", producer=Producer.objects.get(key="hamroh"), titles={"en": "New"}
    ),
    "indicators.defined": lambda actor, source: define_indicator(
        actor=actor, code="new", names={"en": "New"}, unit="persons", frequency="A",
        producer=Producer.objects.get(key="hamroh"), disaggregations=["sex"],
    ),
    "indicators.source-registered": lambda actor, source: register_source(
        actor=actor, dataset=source.dataset, edition="Report 2027"
    ),
    "indicators.observed": lambda actor, source: enter(actor, source),
    "indicators.entered": lambda actor, source: enter_observations(
        actor=actor, dataset=source.dataset, edition="List 1",
        facts=[Fact(indicator="gdp", country="TJK", period=year(n), value=Decimal(n)) for n in (2021, 2022)],
    ),
    "indicators.imported": lambda actor, source: take("geo,var,t,v\nTJK,gdp,2024,12\n", actor=actor),
}  # fmt: skip


@pytest.mark.parametrize("event", VERBS)
def test_each_verb_writes_one_entry_and_doing_it_again_none(event: str, report_of_2026: Source) -> None:
    before = Entry.objects.count()
    VERBS[event](STATISTICIAN, report_of_2026)
    assert [entry.event for entry in Entry.objects.order_by("pk")[before:]] == [event]
    VERBS[event](STATISTICIAN, report_of_2026)
    assert Entry.objects.count() == before + 1


@pytest.mark.parametrize("event", [*VERBS, "indicators.superseded", "indicators.derived", "indicators.seeded"])
@pytest.mark.parametrize("actor", [ANYONE, SECRETARIAT, FOCAL_POINT], ids=lambda actor: actor.role)
def test_each_verb_is_for_the_statistician_alone(event: str, actor: Actor, report_of_2026: Source) -> None:
    enter(STATISTICIAN, report_of_2026, when=1999)
    others = {
        "indicators.superseded": correct,
        "indicators.derived": derive,
        "indicators.seeded": lambda who, _source: ensure_seed(who),
    }
    before = (Entry.objects.count(), Observation.objects.count(), Source.objects.count(), Indicator.objects.count())
    with pytest.raises(Refused):
        (VERBS | others)[event](actor, report_of_2026)
    assert before == (
        Entry.objects.count(), Observation.objects.count(), Source.objects.count(), Indicator.objects.count()
    )  # fmt: skip


def test_a_correction_keeps_what_was_said_before(report_of_2026: Source) -> None:
    first = enter(STATISTICIAN, report_of_2026)
    second = correct(STATISTICIAN, report_of_2026)
    entry = Entry.objects.get(event="indicators.superseded")
    assert (entry.facts["before"], entry.facts["value"], entry.facts["reason"]) == ("7", "9", "A slip of the pen")
    assert [row.pk for row in selectors.history(second)] == [second.pk, first.pk]
    assert selectors.latest("gdp", "TJK", viewer=ANYONE).value == 9
    assert list(Observation.objects.at_revision(1)) == [first]
    with pytest.raises(ObservationProblem, match="meanwhile"):
        supersede(actor=STATISTICIAN, observation=first, source=report_of_2026, value=Decimal(1), reason="late")


def test_a_second_value_for_the_same_figure_is_refused(report_of_2026: Source) -> None:
    enter(STATISTICIAN, report_of_2026)
    with pytest.raises(ObservationProblem, match="has a value already: 7"):
        enter(STATISTICIAN, report_of_2026, 8)
    assert Observation.objects.count() == 1


def test_a_correction_needs_a_reason_and_a_source_of_the_same_data_set(report_of_2026: Source) -> None:
    row = enter(STATISTICIAN, report_of_2026)
    elsewhere = register_source(actor=STATISTICIAN, dataset=Dataset.objects.get(key="world-bank-wdi"), edition="2026")
    for changes, field in (({"reason": " "}, "reason"), ({"source": elsewhere}, "source")):
        with pytest.raises(ObservationProblem) as refused:
            supersede(
                **{"actor": STATISTICIAN, "observation": row, "source": report_of_2026, "value": Decimal(1),
                   "reason": "x"} | changes
            )  # fmt: skip
        assert refused.value.field == field


def test_unknown_needs_a_reason_and_is_shown_as_unknown(report_of_2026: Source) -> None:
    with pytest.raises(ObservationProblem, match="no reason why"):
        enter(STATISTICIAN, report_of_2026, None)
    enter(STATISTICIAN, report_of_2026, 5, when=2024)
    enter(STATISTICIAN, report_of_2026, None, missing_reason="not-collected")
    known = selectors.latest("gdp", "TJK", viewer=ANYONE)
    newest = selectors.latest("gdp", "TJK", viewer=ANYONE, known=False)
    assert known.period.label == "2024" and (newest.value, newest.missing) == (None, "nobody collected it")
    chart = selectors.chart_data("gdp", ["TJK"], viewer=ANYONE)
    assert [(row.label, row.figures[0].value) for row in chart.rows] == [("2024", 5), ("2025", None)]


def test_the_database_itself_keeps_unknown_from_zero_and_keys_unique(report_of_2026: Source) -> None:
    row = enter(STATISTICIAN, report_of_2026)
    for changes in ({"value": None}, {"missing_reason": "unknown"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Observation.objects.filter(pk=row.pk).update(**changes)
    row.pk, row.since = None, row.since + 1
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_a_derived_figure_follows_its_parts(report_of_2026: Source) -> None:
    enter(STATISTICIAN, report_of_2026, 50)
    assert selectors.latest("remittances-share-of-gdp", "TJK", viewer=ANYONE) is None
    received = enter(STATISTICIAN, report_of_2026, 20, code="remittances-received")
    first = selectors.latest("remittances-share-of-gdp", "TJK", viewer=ANYONE)
    assert (first.value, first.observation.status) == (40, "derived")
    assert selectors.parts_of(first.observation)["numerator"] == received
    assert list(selectors.sources_of([first])) == [report_of_2026]
    supersede(
        actor=STATISTICIAN, observation=received, source=report_of_2026, value=None, missing_reason="suppressed",
        reason="Withdrawn",
    )  # fmt: skip
    now = selectors.latest("remittances-share-of-gdp", "TJK", viewer=ANYONE, known=False)
    assert (now.value, now.observation.missing_reason) == (None, "part-missing")
    assert [row.value for row in selectors.history(now.observation)] == [None, 40]
    entries = Entry.objects.count()
    derive(STATISTICIAN, report_of_2026)
    assert Entry.objects.count() == entries, "nothing changed, nothing is written"
    with pytest.raises(ObservationProblem, match="computed from others"):
        enter(STATISTICIAN, report_of_2026, 1, code="remittances-share-of-gdp")


@pytest.mark.parametrize(
    "changes, field",
    [({"unit": "furlongs"}, "unit"), ({"disaggregations": ["mood"]}, "disaggregations"), ({"frequency": "X"}, "frequency"),
     ({"names": {"xx": "?"}}, "names"), ({"numerator": "gdp"}, "numerator")],
)  # fmt: skip
def test_a_definition_that_cannot_be_is_refused_with_its_field(changes: dict, field: str, seeded) -> None:
    if "numerator" in changes:
        changes = {"numerator": Indicator.objects.get(code="gdp")}
    base = {"code": "new", "names": {"en": "New"}, "unit": "persons", "frequency": "A"}
    producer = Producer.objects.get(key="hamroh")
    with pytest.raises(IndicatorProblem) as refused:
        define_indicator(**{"actor": STATISTICIAN, "producer": producer} | base | changes)
    assert refused.value.field == field and not Indicator.objects.filter(code="new").exists()


def test_a_dimension_in_use_cannot_be_taken_away(report_of_2026: Source) -> None:
    enter(STATISTICIAN, report_of_2026, code="health-workers-trained", breakdown={"sex": "female"})
    one = Indicator.objects.get(code="health-workers-trained")
    with pytest.raises(IndicatorProblem, match="sex"):
        define_indicator(
            actor=STATISTICIAN, code=one.code, names=one.names, unit=one.unit, frequency=one.frequency,
            producer=one.producer, disaggregations=["place"],
        )  # fmt: skip


def test_the_seed_leaves_what_people_changed(seeded) -> None:
    one = Indicator.objects.get(code="helpline-calls")
    define_indicator(
        actor=STATISTICIAN, code=one.code, names=one.names | {"en": "Calls answered"}, unit=one.unit, frequency="M",
        producer=one.producer, disaggregations=one.disaggregations,
    )  # fmt: skip
    assert ensure_seed(STATISTICIAN) == 0
    assert Indicator.objects.get(code="helpline-calls").names["en"] == "Calls answered"


def test_a_list_with_one_unsound_figure_is_refused_whole(report_of_2026: Source) -> None:
    facts = [Fact(indicator="gdp", country="TJK", period=year(2020), value=Decimal(1)),
             Fact(indicator="gdp", country="???", period=year(2020), value=Decimal(1))]  # fmt: skip
    with pytest.raises(ObservationProblem) as refused:
        enter_observations(actor=STATISTICIAN, dataset=report_of_2026.dataset, edition="List", facts=facts)
    assert refused.value.field == "country" and not Observation.objects.exists()


def test_a_figure_stands_although_what_is_derived_from_it_must_wait(
    report_of_2026: Source, monkeypatch, caplog
) -> None:
    monkeypatch.setattr("hamroh.commons.indicators.services.deriving.PAUSE_SECONDS", 0)
    enter(STATISTICIAN, report_of_2026, 50)
    derived = Dataset.objects.get(key="hamroh-derived")
    busy = Source.objects.create(dataset=derived, state="loading", sha256="x", beat_at=timezone.now())
    enter(STATISTICIAN, report_of_2026, 20, code="remittances-received")
    assert selectors.latest("remittances-received", "TJK", viewer=ANYONE).value == 20
    assert selectors.latest("remittances-share-of-gdp", "TJK", viewer=ANYONE) is None
    assert "left for the next change" in caplog.text
    busy.delete()
    derive(STATISTICIAN, report_of_2026)
    assert selectors.latest("remittances-share-of-gdp", "TJK", viewer=ANYONE).value == 40
