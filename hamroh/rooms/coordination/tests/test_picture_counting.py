"""The matrix counts what stands in the rows: recounted here from the rows themselves, for every kind of reader."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import pytest
from django.core.cache import caches

from hamroh.commons.activities.models import Activity, ActivityPlace, Participation
from hamroh.kernel.ledger.actors import ANYONE, Actor
from hamroh.kernel.places.models import Place
from hamroh.rooms.coordination.models import Line
from hamroh.rooms.coordination.selectors.cube import picture_of, total_of
from hamroh.rooms.coordination.selectors.drill import behind, organisations_behind
from hamroh.rooms.coordination.selectors.mapping import spread_in
from hamroh.rooms.coordination.selectors.matrix import matrix_in
from hamroh.rooms.coordination.selectors.scope import NATIONAL, NO_THEME, UNRESOLVED, Scope, Spot

from . import factories
from .picture import Given, activity, at, places, random_picture

pytestmark = pytest.mark.django_db
Cells = dict[tuple[int, str], dict[str, Any]]


def secretariat() -> Actor:
    return Actor("person:900", role="secretariat", organisation_id=None, person_id=900)


def partner(organisation: int | None, role: str = "focal_point") -> Actor:
    return Actor("person:901", role=role, organisation_id=organisation, person_id=901)


def seen_lines(given: Given, viewer: str, own: int | None) -> list[Line]:
    """The lines of the published reports of the round, by the written rule of who sees what."""
    found = []
    for line in Line.objects.select_related("reporter").all():
        reporter = line.reporter
        alive = line.from_version <= reporter.published and (
            line.to_version is None or line.to_version >= reporter.published
        )
        if not alive or reporter.round_id != given.round.pk or line.status == "cancelled":
            continue
        mine = own is not None and own in (reporter.organisation_id, line.programming_id, line.implementing_id)
        allowed = {"public": {"public"}, "partner": {"public", "partners"}, "all": {"public", "partners", "own"}}
        if line.visibility in allowed[viewer] or mine:
            found.append(line)
    return found


def seen_activities(viewer: str, own: int | None) -> list[Activity]:
    shown = {"public": {"public"}, "partner": {"public", "partners"}, "all": {"public", "partners", "own"}}[viewer]
    return [
        one
        for one in Activity.objects.all()
        if one.state == "published"
        and one.activity_status in {"1", "2", "3", "6"}
        and one.theme
        and (one.visibility in shown or own == one.reporting_organisation_id)
    ]


def region_of(place: Place) -> int:
    while place.level > 1:
        assert place.parent is not None
        place = place.parent
    return place.pk if place.level == 1 else NATIONAL


def recount(given: Given, viewer: str, own: int | None = None) -> Cells:
    """Every (region, theme): who is at work, which undertakings, lines, distinct lines, money."""
    cells: Cells = defaultdict(lambda: {"bodies": set(), "work": set(), "lines": 0, "distinct": 0, "usd": 0})
    for line in seen_lines(given, viewer, own):
        where = line.region_id or (UNRESOLVED if line.raw.get("adm2") and line.place_id is None else NATIONAL)
        cell = cells[where, line.theme or NO_THEME]
        cell["bodies"] |= {line.programming_id, line.implementing_id} - {None}
        cell["lines"] += 1
        if line.activity_id:
            cell["work"].add(f"activity {line.activity_id}")
        if line.counted:
            cell["distinct"] += 1
            cell["usd"] += line.amount if line.amount is not None and line.currency == "USD" else 0
            if not line.activity_id:
                cell["work"].add(f"line {line.pk}")
    for one in seen_activities(viewer, own):
        parts = Participation.objects.filter(activity=one, role__in=["2", "3", "4"], organisation__isnull=False)
        bodies = {one.reporting_organisation_id, *parts.values_list("organisation_id", flat=True)}
        for spot in ActivityPlace.objects.filter(activity=one).select_related("place__parent"):
            cell = cells[region_of(spot.place), one.theme]
            cell["bodies"] |= bodies
            cell["work"].add(f"activity {one.pk}")
    return cells


READERS = [("public", False), ("partner", False), ("partner", True), ("all", False)]


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize(("viewer", "with_own"), READERS)
def test_the_matrix_counts_what_the_rows_say(seed: int, viewer: str, with_own: bool) -> None:
    given = random_picture(seed)
    own = given.bodies[1].pk if with_own else None
    actor = {"public": ANYONE, "partner": partner(own), "all": secretariat()}[viewer]
    expected = recount(given, viewer, own)
    counted = matrix_in(picture_of(actor, Scope("TJK")))
    assert {(place, theme) for place, row in counted.rows.items() for theme in row.cells} == set(expected)
    for (place, theme), wanted in expected.items():
        cell = counted.rows[place].cells[theme]
        assert cell.organisations[""] == len(wanted["bodies"]), (place, theme)
        assert cell.undertakings == len(wanted["work"]), (place, theme)
        assert (cell.lines, cell.distinct) == (wanted["lines"], wanted["distinct"])
        assert cell.money.get("USD", 0) == wanted["usd"]
    everything = set().union(*(one["work"] for one in expected.values()))
    assert counted.total.undertakings == len(everything)
    assert counted.total.organisations[""] == len(set().union(*(one["bodies"] for one in expected.values())))
    assert counted.total.lines == sum(one["lines"] for one in expected.values())


def test_readers_see_more_the_nearer_they_are() -> None:
    given = random_picture()
    readers = (ANYONE, partner(None, "statistician"), partner(given.bodies[1].pk), secretariat())
    lines = [total_of(picture_of(actor, Scope("TJK"))).lines for actor in readers]
    assert lines == sorted(lines) and len(set(lines)) == 4


def test_what_is_not_published_is_seen_by_who_calls_rounds() -> None:
    given = random_picture()
    of_caller = behind(picture_of(secretariat(), Scope("TJK", "latest"))).lines
    assert list(of_caller.filter(reporter=given.reporters[0]).values_list("title", flat=True)) == ["not published"]
    others = behind(picture_of(ANYONE, Scope("TJK", "latest"))).lines
    assert not others.exists()


def test_a_joined_activity_counts_once() -> None:
    districts = places()
    one, two = (factories.organisation(f"Body {number}", org_id=f"XX-TRIAL-{number}", type="22") for number in (1, 2))
    lines = [{"title": "Return", "theme": "return_reintegration", "programming": one.pk, **at(spot)}
             for spot in districts[:3]]  # fmt: skip
    factories.report(factories.reporter(factories.round_(), one), lines)
    joined = activity(1, one, two, [districts[0], districts[5]], theme="return_reintegration")
    before = total_of(picture_of(ANYONE, Scope("TJK")))
    assert (before.undertakings, before.activities, before.distinct) == (4, 1, 3)
    Line.objects.update(activity=joined)
    again = picture_of(ANYONE, Scope("TJK"))
    for name in ("local", "objects", "default"):
        caches[name].clear()  # The join's verb writes the entry that would do this.
    after = total_of(again)
    assert (after.undertakings, after.activities, after.distinct) == (1, 1, 3)
    here = matrix_in(again, spot=Spot(districts[0].parent_id or 0, districts[0].pk)).total
    assert here.undertakings == 1 and here.organisations[""] == 2


def test_no_place_is_the_country_and_an_unknown_place_is_neither() -> None:
    places()
    body = factories.organisation("Body")
    lines = [
        {"title": "national", "programming": body.pk},
        {"title": "lost", "programming": body.pk, "raw": {"adm1": "Atlantis"}},
        {"title": "other words", "programming": body.pk, "raw": {"service": "teaching"}},
    ]
    factories.report(factories.reporter(factories.round_(), body), lines)
    picture = picture_of(ANYONE, Scope("TJK"))
    counted = matrix_in(picture)
    assert {place: row.total.lines for place, row in counted.rows.items()} == {NATIONAL: 2, UNRESOLVED: 1}
    for spot, titles in ((Spot(NATIONAL), ["national", "other words"]), (Spot(UNRESOLVED), ["lost"])):
        assert sorted(behind(picture, spot=spot).lines.values_list("title", flat=True)) == titles


@pytest.mark.parametrize("seed", [4, 5])
def test_every_number_leads_to_its_rows(seed: int) -> None:
    random_picture(seed)
    picture = picture_of(ANYONE, Scope("TJK"))
    counted = matrix_in(picture)
    for place, row in counted.rows.items():
        for theme, cell in row.cells.items():
            rows = behind(picture, theme=theme, spot=Spot(place))
            told = organisations_behind(rows)
            assert rows.lines.count() == told.lines == cell.lines
            assert len(told.bodies) == cell.organisations[""]


def test_district_region_and_country_agree() -> None:
    random_picture(6)
    picture = picture_of(ANYONE, Scope("TJK"))
    spread, counted = spread_in(picture), matrix_in(picture)
    for region, row in counted.rows.items():
        if region <= NATIONAL:
            continue
        assert spread.by_place[region] == row.total
        inside = matrix_in(picture, spot=Spot(region))
        assert inside.total == row.total
        for district, below in inside.rows.items():
            if district:
                assert spread.by_place[district] == below.total
    assert spread.total == counted.total


def test_filters_narrow_and_agree_with_rows() -> None:
    given = random_picture(8)
    body = given.bodies[6].pk
    for role in ("donor", "programming", "implementing"):
        picture = picture_of(secretariat(), Scope("TJK", organisations=(body,), role=role))
        expected = [one for one in seen_lines(given, "all", None) if getattr(one, f"{role}_id") == body]
        assert total_of(picture).lines == len(expected)
    ongoing = picture_of(secretariat(), Scope("TJK"), "ongoing")
    assert total_of(ongoing).lines == sum(1 for one in seen_lines(given, "all", None) if one.status == "ongoing")
    cancelled = picture_of(secretariat(), Scope("TJK"), "cancelled")
    assert set(behind(cancelled).lines.values_list("status", flat=True)) == {"cancelled"}
    assert total_of(picture_of(ANYONE, Scope("TJK", organisations=()))).lines == 0


def test_the_picture_is_kept_until_a_ledger_moves(django_assert_max_num_queries: Any) -> None:
    given = random_picture()
    first = total_of(picture_of(ANYONE, Scope("TJK")))
    with django_assert_max_num_queries(3):
        assert total_of(picture_of(ANYONE, Scope("TJK"))) == first
    factories.report(given.reporters[1], [{"title": "only this", "programming": given.bodies[0].pk}])
    assert total_of(picture_of(ANYONE, Scope("TJK"))) != first
