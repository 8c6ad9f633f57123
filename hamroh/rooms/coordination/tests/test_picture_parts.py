"""Network, money and people, calendar and contacts rest on the same rows."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from decimal import Decimal
from itertools import combinations

import pytest
from django.core.cache import caches

from hamroh.commons.activities.services import add_budget
from hamroh.kernel.ledger.actors import ANYONE, Actor
from hamroh.kernel.organisations.models import FocalPoint
from hamroh.kernel.organisations.selectors import focal_points_visible_to
from hamroh.kernel.people.tests import factories as people
from hamroh.rooms.coordination.models import Line, Reporter
from hamroh.rooms.coordination.selectors.calendar import happenings
from hamroh.rooms.coordination.selectors.contacts import focal_points
from hamroh.rooms.coordination.selectors.cube import picture_of
from hamroh.rooms.coordination.selectors.drill import behind
from hamroh.rooms.coordination.selectors.funding import funding_of
from hamroh.rooms.coordination.selectors.network import network_of
from hamroh.rooms.coordination.selectors.reach import Interval
from hamroh.rooms.coordination.selectors.scope import Scope, Spot

from . import factories
from .picture import activity, at, places, random_picture

pytestmark = pytest.mark.django_db
SECRETARIAT = Actor("person:900", role="secretariat", person_id=900)


def reported(*lines: dict, **fields: object) -> Reporter:
    """A published report of a collector."""
    reporter = factories.reporter(factories.round_(**fields))
    factories.report(reporter, lines)
    return reporter


@pytest.mark.parametrize("theme", ["", "labour_migration"])
def test_ties_are_pairs_in_the_same_undertaking(theme: str) -> None:
    given = random_picture(11)
    expected: Counter[tuple[int, int]] = Counter()
    joined: dict[int, set[int]] = {}
    standing = {one.pk: one.published for one in given.reporters}
    for line in Line.objects.filter(reporter__in=given.reporters, counted=True).exclude(status="cancelled"):
        published = standing[line.reporter_id]
        if line.from_version > published or (line.to_version and line.to_version < published):
            continue
        if theme and line.theme != theme:
            continue
        bodies = {line.donor_id, line.programming_id, line.implementing_id} - {None}
        if line.activity_id:
            joined.setdefault(line.activity_id, set()).update(bodies)
        else:
            expected.update(combinations(sorted(bodies), 2))
    for one in given.activities:
        if one.activity_status != "4" and (not theme or one.theme == theme):
            taking_part = one.participating_orgs.exclude(organisation=None).values_list("organisation_id", flat=True)
            joined.setdefault(one.pk, set()).update({one.reporting_organisation_id, *taking_part})
    for bodies in joined.values():
        expected.update(combinations(sorted(bodies), 2))
    found = network_of(picture_of(SECRETARIAT, Scope("TJK")), theme=theme)
    assert {(tie.one, tie.other): tie.undertakings for tie in found.ties} == dict(expected)
    assert found.all_ties == len(expected)
    bodies, ties = found.drawn()
    assert {body for tie in ties for body in (tie.one, tie.other)} == set(bodies)


def test_one_organisation_in_two_roles_is_no_tie() -> None:
    places()
    body = factories.organisation("Alone")
    reported({"title": "A", "donor": body.pk, "programming": body.pk, "implementing": body.pk})
    found = network_of(picture_of(ANYONE, Scope("TJK")))
    assert found.ties == () and found.bodies == {body.pk: 1}


def test_currencies_are_never_added_and_people_are_bounds() -> None:
    north, south = places()[:2]
    donor, other = factories.organisation("Donor"), factories.organisation("Other")
    reported(
        {"title": "A", "donor": donor.pk, "amount": Decimal("10.50"), "currency": "USD", "targeted": 100,
         "people": (("targeted", "f", "", 60), ("targeted", "m", "", 40)), **at(north)},
        {"title": "B", "donor": donor.pk, "amount": Decimal("5"), "currency": "USD", "targeted": 30,
         "people": (("targeted", "f", "", 30),), **at(north)},
        {"title": "C", "donor": other.pk, "amount": Decimal("7"), "currency": "TJS", "reached": 4, **at(south)},
        {"title": "D", "donor": other.pk, "targeted": 50, **at(south)},
        {"title": "D", "donor": other.pk, "targeted": 50, **at(south)},
    )  # fmt: skip
    found = funding_of(behind(picture_of(ANYONE, Scope("TJK"))))
    assert found.money == {"USD": Decimal("15.50"), "TJS": Decimal(7)}
    assert (found.distinct, found.without_amount) == (4, 1)
    assert found.targeted == Interval(150, 180) and found.reached == Interval(4, 4)
    by_donor = {one.donor: one for one in found.donors}
    assert by_donor[donor.pk].money == {"USD": Decimal("15.50")} and by_donor[donor.pk].targeted == Interval(100, 130)
    assert by_donor[other.pk].money == {"TJS": Decimal(7)} and by_donor[other.pk].undertakings == 2
    assert found.groups == {("targeted", "f", ""): Interval(60, 90), ("targeted", "m", ""): Interval(40, 40)}
    inside = funding_of(behind(picture_of(ANYONE, Scope("TJK")), spot=Spot(north.parent_id or 0, north.pk)))
    assert inside.money == {"USD": Decimal("15.50")}


def test_the_money_of_a_joined_activity_stands_in_its_lines_alone() -> None:
    spot = places()[0]
    one = factories.organisation("One", org_id="XX-TRIAL-1", type="22")
    made = activity(1, one, one, [spot], theme="return_reintegration")
    year = {"period_start": dt.date(2026, 1, 1), "period_end": dt.date(2026, 12, 31)}
    add_budget(actor=factories.ACTOR, activity=made, amount=Decimal(900), **year)
    reported({"title": "A", "programming": one.pk, "amount": Decimal(5), "currency": "USD", **at(spot)})
    before = funding_of(behind(picture_of(ANYONE, Scope("TJK"))))
    assert before.activities.by_currency == {"USD": Decimal(900)} and before.money == {"USD": Decimal(5)}
    Line.objects.update(activity=made)
    for name in ("local", "objects", "default"):
        caches[name].clear()  # The join's verb writes the entry that would do this.
    after = funding_of(behind(picture_of(ANYONE, Scope("TJK"))))
    assert after.activities.by_currency == {} and after.money == {"USD": Decimal(5)}


def test_the_calendar_holds_what_begins_ends_and_is_due() -> None:
    spots = places()
    body = factories.organisation("Body", org_id="XX-TRIAL-1", type="22")
    begins, ends = dt.date(2026, 11, 3), dt.date(2026, 12, 9)
    project = {"title": "Return", "code": "P-1", "programming": body.pk, "start": begins, "end": ends}
    reported(*({**project, **at(spot)} for spot in spots[:3]), {"title": "Long ago", "end": dt.date(2020, 1, 1)})
    factories.round_(stage="called", deadline=dt.date(2026, 11, 30))
    made = activity(1, body, body, spots[:1], theme="labour_migration")
    type(made).objects.filter(pk=made.pk).update(start=dt.date(2026, 11, 5), end=None)

    def found(viewer: Actor, first: dt.date = dt.date(2026, 11, 1), last: dt.date = dt.date(2026, 12, 31)) -> list:
        picture = picture_of(viewer, Scope("TJK"))
        return [(one.kind, one.day, one.source, one.lines)
                for one in happenings(viewer, "TJK", behind(picture), first, last)]  # fmt: skip

    lines = [("begins", begins, "line", 3), ("begins", dt.date(2026, 11, 5), "activity", 1)]
    assert found(ANYONE) == [*lines, ("ends", ends, "line", 3)]
    assert ("due", dt.date(2026, 11, 30), "round", 1) in found(SECRETARIAT)
    assert found(ANYONE, last=dt.date(2026, 11, 4)) == lines[:1]


def test_focal_points_are_shown_as_they_agreed() -> None:
    own, other = people.organisation(), people.organisation()
    for body in (own, other):
        for agrees in (True, False):
            FocalPoint.objects.create(organisation=body, name=f"Invented {body.pk} {agrees}", consent=agrees)
    viewers = [ANYONE, SECRETARIAT, *(people.actor(role, of=own) for role in ("focal_point", "statistician"))]
    for viewer in viewers:
        expected = {point.pk for body in (own, other) for point in focal_points_visible_to(body, viewer)}
        assert set(focal_points(viewer, [own.pk, other.pk]).values_list("pk", flat=True)) == expected
    assert not focal_points(SECRETARIAT, []).exists()
