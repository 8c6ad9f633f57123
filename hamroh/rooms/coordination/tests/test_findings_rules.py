"""Each rule finds what its sentence says and nothing else; how sure it is stands beside it."""

from __future__ import annotations

import datetime as dt

import pytest

from hamroh.kernel.places.models import Place, PlaceKind
from hamroh.rooms.coordination.findings.overlaps import together
from hamroh.rooms.coordination.findings.rules import BY_KEY, PARAMETERS, RULES
from hamroh.rooms.coordination.findings.seeking import FINDERS
from hamroh.rooms.coordination.findings.telling import (
    indicators_of,
    parameters_in_words,
    sentence,
    titles,
    uncertainties,
)
from hamroh.rooms.coordination.services.findings import seek_findings

from . import factories
from . import findings_ground as ground

pytestmark = pytest.mark.django_db


@pytest.fixture
def districts() -> list[Place]:
    return ground.country()


def look(**options) -> None:
    seek_findings(actor=ground.SECRETARIAT, country="TJK", **options)


def by_hand(places: list[Place], worked: set[int], share: float) -> list[str]:
    """Which of places with figures 10, 20, 30 … are in the worst share and in no worked place: counted anew."""
    worst = [place for number, place in enumerate(places, start=1) if len(places) - number + 1 <= len(places) * share]
    return sorted(place.slug for place in worst if place.pk not in worked and place.parent_id not in worked)


def test_a_district_with_need_where_nobody_works(districts) -> None:
    places, round_ = districts[:12], factories.round_()
    ground.rising(places)
    body = factories.organisation("Rohi Hamkori (invented)")
    other = factories.organisation("Somebody elsewhere (invented)")
    ground.reported(
        round_,
        {body: [ground.line(body, places[-1])], other: [ground.line(other, places[-2], theme="border_identity")]},
    )
    look()
    rule = BY_KEY["need_nobody_district"]
    rows = ground.found(rule.key)
    assert [row.place.slug for row in rows] == by_hand(places, {places[-1].pk}, 1 / 3) and len(rows) == 3
    one = next(row for row in rows if row.place_id == places[-2].pk)
    assert one.facts["bodies"] == 0 and one.theme == ground.THEME and one.kind == "gap" and one.state == "open"
    figure = one.facts["figures"][0]
    assert (figure["value"], figure["at"], figure["of"]) == (110.0, 2, 12)
    assert one.weight > next(row for row in rows if row.place_id == places[-4].pk).weight


@pytest.mark.parametrize(
    "changes, works",
    [
        ({}, True),
        ({"status": "planned"}, True),
        ({"status": ""}, True),
        ({"status": "completed"}, False),
        ({"status": "cancelled"}, False),
        ({"status": "suspended"}, False),
        ({"end": dt.date(2026, 9, 30)}, False),
        ({"start": None, "end": None}, True),
        ({"start": dt.date(2026, 11, 1)}, False),
        ({"theme": "border_identity"}, False),
    ],
)
def test_what_counts_as_work(districts, changes, works) -> None:
    places = districts[:12]
    ground.rising(places)
    body = factories.organisation("Rohi Hamkori (invented)")
    ground.reported(factories.round_(), {body: [ground.line(body, places[-1], **changes)]})
    look()
    gaps = {row.place_id for row in ground.found("need_nobody_district")}
    assert (places[-1].pk not in gaps) == works


def test_work_for_the_region_reaches_its_districts_and_work_for_the_country_is_named(districts) -> None:
    places = districts[:12]
    ground.rising(places)
    regional, national = factories.organisation("Regional (invented)"), factories.organisation("National (invented)")
    region = places[-1].parent
    ground.reported(
        factories.round_(),
        {regional: [ground.line(regional, region)], national: [ground.line(national)]},
    )
    look()
    rows = ground.found("need_nobody_district")
    assert all(row.place.parent_id != region.pk for row in rows)
    assert all(row.facts["national"] == [national.pk] and row.facts["bodies"] == 0 for row in rows)


def test_a_region_says_it_for_its_districts(districts) -> None:
    regions = list(Place.objects.filter(country="TJK", level=1).order_by("slug"))
    ground.rising(regions)
    ground.indicator("need-return_reintegration-x")
    for number, place in enumerate(districts[:20], start=1):
        ground.enter("need-return_reintegration-x", number, place)
    look()
    found = {row.place.slug for row in ground.found("need_nobody_region")}
    assert regions[-1].slug in found
    covered = {place.pk for place in Place.objects.filter(parent__slug__in=found)}
    assert not covered & {row.place_id for row in ground.found("need_nobody_district")}


def test_a_figure_worse_than_the_country_s_shows_need_in_a_region(districts) -> None:
    regions = list(Place.objects.filter(country="TJK", level=1).order_by("slug"))[:3]
    ground.indicator("need-return_reintegration-share", unit="percent")
    for place, value in zip(regions, (10, 50, 20), strict=True):
        ground.enter("need-return_reintegration-share", value, place)
    look()
    assert ground.found("need_nobody_region") == []
    ground.enter("need-return_reintegration-share", 30)
    look()
    assert [row.place_id for row in ground.found("need_nobody_region")] == [regions[1].pk]


def test_figures_are_compared_per_head_where_every_population_is_known(districts) -> None:
    places = districts[:9]
    ground.rising(places)
    for number, place in enumerate(places, start=1):
        ground.enter("population", 1000 if number == 1 else 100_000 * number, place)
    look()
    first = next(row for row in ground.found("need_nobody_district") if row.place_id == places[0].pk)
    assert first.facts["figures"][0]["per_head"] == pytest.approx(10.0) and first.facts["figures"][0]["at"] == 1
    assert not any("inhabitants" in told for told in uncertainties(first))


def test_less_is_worse_where_the_indicator_says_so(districts) -> None:
    places = districts[:9]
    ground.rising(places, "health-workers-trained")
    look()
    assert {row.place_id for row in ground.found("need_nobody_district")} == {place.pk for place in places[:3]}


def test_a_country_s_figure_that_became_worse(districts) -> None:
    ground.enter("helpline-calls", 100, when=2024)
    ground.enter("helpline-calls", 90, when=2025)
    look()
    assert ground.found("need_nobody_country") == []
    ground.enter("helpline-calls", 150, when=2026)
    look()
    (row,) = ground.found("need_nobody_country")
    assert row.theme == "labour_migration" and row.facts["figures"][0]["before"] == 90.0
    body = factories.organisation("Rohi Hamkori (invented)")
    ground.reported(factories.round_(), {body: [ground.line(body, theme="labour_migration")]})
    look()
    row.refresh_from_db()
    assert row.state == "passed"


def test_one_organisation_alone_counts_programmes_not_partners(districts) -> None:
    places = districts[:12]
    ground.rising(places)
    lead, hands, third = (factories.organisation(f"Body {n} (invented)") for n in range(3))
    both = ground.line(lead, places[-1], implementing=hands.pk)
    ground.reported(
        factories.round_(), {lead: [both, ground.line(lead, places[-2])], third: [ground.line(third, places[-2])]}
    )
    look()
    rows = ground.found("one_for_many")
    assert [row.place_id for row in rows] == [places[-1].pk] and rows[0].facts["bodies"] == 2


def test_all_work_ends_and_nothing_is_announced(districts) -> None:
    lead, other = factories.organisation("Ends (invented)"), factories.organisation("Follows (invented)")
    soon = {"end": dt.date(2026, 12, 31)}
    ground.reported(
        factories.round_(),
        {
            lead: [ground.line(lead, place, **soon) for place in districts[:3]],
            other: [
                ground.line(other, districts[1], start=dt.date(2027, 1, 1), status="planned"),
                ground.line(other, districts[2], end=None),
            ],
        },
    )
    look()
    (row,) = ground.found("work_ends")
    assert row.place_id == districts[0].pk and row.facts["until"] == "2026-12-31"


def test_a_region_left_out_while_others_are_served(districts) -> None:
    regions = list(Place.objects.filter(country="TJK", level=1).order_by("slug"))
    body = factories.organisation("Everywhere (invented)")
    served = {place.parent_id: place for place in districts if place.parent_id != regions[0].pk}
    lines = [ground.line(body, place) for place in served.values()]
    lines += [ground.line(body, region) for region in regions[1:] if region.pk not in served]
    ground.reported(factories.round_(), {body: lines})
    look()
    rows = [row for row in ground.found("elsewhere_only") if row.theme == ground.THEME]
    assert [row.place_id for row in rows] == [regions[0].pk]
    assert rows[0].facts["elsewhere"] == len(regions) - 1
    ground.enter("returnees-assisted", 5, regions[0])
    look()
    assert [row.state for row in ground.found("elsewhere_only", theme=ground.THEME)] == ["passed"]


def test_several_do_the_same_in_a_district_at_the_same_time(districts) -> None:
    bodies = [factories.organisation(f"Body {n} (invented)") for n in range(5)]
    place, near = districts[0], districts[1]
    spans = [(1, 6), (2, 12), (5, 9), (11, 12)]
    lines = {
        body: [ground.line(body, place, start=dt.date(2027, first, 1), end=dt.date(2027, last, 28))]
        for body, (first, last) in zip(bodies, spans, strict=False)
    }
    # Two of them only, and one programme with two partners: no overlap.
    for body in bodies[:2]:
        lines[body].append(ground.line(body, near, implementing=bodies[4].pk))
    lines[bodies[0]].append(ground.line(bodies[0], near, implementing=bodies[3].pk))
    ground.reported(factories.round_(), lines)
    look()
    (row,) = ground.found("same_work")
    assert row.place_id == place.pk and row.service == "reintegration_grants" and row.kind == "overlap"
    # 1 May to 28 June 2027: three at once; the fourth comes later.
    assert row.facts["organisations"] == sorted(body.pk for body in bodies[:3])
    assert (row.facts["days"], row.facts["first"], row.facts["until"]) == (59, "2027-05-01", "2027-06-28")


def test_kinds_of_work_in_own_words_are_compared_folded(districts) -> None:
    bodies = [factories.organisation(f"Body {n} (invented)") for n in range(3)]
    words = ("Hygiene kits", "hygiene  KITS", "Hygiene-kits")
    ground.reported(
        factories.round_(),
        {body: [ground.line(body, districts[0], service=word)] for body, word in zip(bodies, words, strict=True)},
    )
    look()
    (row,) = ground.found("same_work")
    assert row.service == "hygiene kits" and any(word in sentence(row, {}) for word in words)


def test_more_people_are_targeted_than_are_in_need(districts) -> None:
    bodies = [factories.organisation(f"Body {n} (invented)") for n in range(2)]
    ground.enter("returnees-assisted", 100, districts[0])
    ground.reported(
        factories.round_(),
        {body: [ground.line(body, districts[0], targeted=count)] for body, count in zip(bodies, (70, 40), strict=True)},
    )
    look()
    (row,) = ground.found("beyond_need")
    assert row.facts["targeted"] == 110 and "110" in sentence(row, indicators_of([row]))


def test_what_an_officer_enters_for_a_cluster_of_another_country() -> None:
    ground.ensure_seed(factories.ACTOR)
    whole = Place.objects.create(
        country="ETH", slug="ethiopia", level=0, kind=PlaceKind.COUNTRY, names={"en": "Ethiopia"}
    )
    region = Place.objects.create(
        country="ETH", slug="r", level=1, parent=whole, kind=PlaceKind.REGION, names={"en": "R"}
    )
    zones = [
        Place.objects.create(country="ETH", slug=f"z{n}", level=2, parent=region, kind=PlaceKind.DISTRICT, names={"en": f"Z{n}"})
        for n in range(6)
    ]  # fmt: skip
    ground.indicator("need-PRO-CPN")
    for number, place in enumerate(zones):
        ground.observe(
            actor=factories.ACTOR, source=ground.source(), indicator=ground.Indicator.objects.get(code="need-PRO-CPN"),
            country="ETH", period=ground.year(2026), value=ground.Decimal(number), place=place,
        )  # fmt: skip
    factories.round_("ETH")
    seek_findings(actor=ground.SECRETARIAT, country="ETH")
    rows = ground.found("need_nobody_district")
    assert {(row.theme, row.place.slug) for row in rows} == {("PRO-CPN", "z4"), ("PRO-CPN", "z5")}


def test_how_sure_it_is(districts) -> None:
    places = districts[:9]
    for number, place in enumerate(places[:-1], start=1):
        ground.enter("returnees-assisted", 10 * number, place)
    ground.enter(
        "returnees-assisted", 500, places[-1], when=2021, lower=ground.Decimal(400), upper=ground.Decimal(600),
        status="estimated",
    )  # fmt: skip
    asked, silent, unknown, excused = (factories.organisation(f"Asked {n} (invented)") for n in range(4))
    before = factories.round_(stage="superseded", period_start=dt.date(2026, 7, 1), period_end=dt.date(2026, 7, 31))
    ground.reported(before, {silent: [ground.line(silent, places[0])]})
    round_ = factories.round_()
    lost = ground.line(asked, None, raw={"adm2": "Nowhere"})
    ground.reported(round_, {asked: [lost, ground.line(asked, places[0], end=None)]})
    factories.reporter(round_, silent)
    factories.reporter(round_, unknown)
    factories.reporter(round_, excused, excused="Closed its office")
    look()
    row = next(row for row in ground.found("need_nobody_district") if row.place_id == places[-1].pk)
    assert row.facts["silence"] == {"asked": 2, "missing": 1, "unknown": 1} and row.facts["unplaced"] == 1
    told = " ".join(uncertainties(row))
    for words in ("1 of 2 organisations", "what it works on is not known", "nobody recognised", "2021, 5 years before",
                  "between 400 and 600", "estimated", "inhabitants"):  # fmt: skip
        assert words in told, words


def test_every_rule_can_be_told(districts) -> None:
    assert len(RULES) >= 6 and {rule.finder for rule in RULES} == set(FINDERS)
    for rule in RULES:
        assert set(rule.parameters) <= set(PARAMETERS)
        assert all(label and value for label, value in parameters_in_words(rule))
        assert not rule.covers or rule.covers in BY_KEY
    ground.rising(districts[:12])
    look()
    row = ground.found("need_nobody_district")[0]
    said = titles(row, indicators_of([row]))
    assert set(said) == {"tg", "ru", "en", "zh"}
    assert row.place.names["tg"] in said["tg"] and row.place.names["zh"] in said["zh"]


def test_work_reported_for_a_month_does_not_end_with_it(districts) -> None:
    body = factories.organisation("Monthly (invented)")
    month = {"start": dt.date(2026, 10, 1), "end": dt.date(2026, 10, 31)}
    ground.reported(factories.round_(), {body: [ground.line(body, districts[0], **month)]})
    look()
    assert ground.found("work_ends") == []


def test_days_together() -> None:
    assert together([("a", 1, 10), ("b", 5, 20)], 3) is None
    found = together([("a", 1, 10), ("a", 8, 30), ("b", 5, 20), ("c", 9, 12), ("c", 40, 50), ("d", 100, 200)], 3)
    assert found is not None
    assert (found.days, found.first, found.last, found.who, found.most) == (4, 9, 12, frozenset("abc"), 3)
    assert together([("a", 1, 5), ("a", 1, 5), ("b", 1, 5)], 3) is None
