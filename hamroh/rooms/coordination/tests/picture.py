"""A picture for tests: organisations, places, a published round, lines and activities; the same each time."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from hamroh.commons.activities.models import Activity
from hamroh.commons.activities.services import PlaceShare, set_places
from hamroh.formats.iati import records as r
from hamroh.kernel.organisations.models import Organisation
from hamroh.kernel.places.models import Level, Place
from hamroh.kernel.places.services import load_reference
from hamroh.rooms.coordination.models import Line, Reporter, Round
from hamroh.web.desk.activities.tests import making

from . import factories

THEMES = ("return_reintegration", "labour_migration", "migration_health", "")


@dataclass
class Given:
    """What stands in the database."""

    round: Round
    bodies: list[Organisation]
    reporters: list[Reporter]
    districts: list[Place]
    activities: list[Activity] = field(default_factory=list)


def places() -> list[Place]:
    """Load the places of Tajikistan; some of its districts, of several regions."""
    load_reference(country="TJK", actor=factories.ACTOR)
    return list(Place.objects.filter(country="TJK", level=Level.DISTRICT, valid_to=None).order_by("slug")[:40:4])


def at(place: Place | None, region: Place | None = None) -> dict[str, Any]:
    """The fields of a line at a district, or at a region, or of the whole country."""
    if place is not None:
        return {"place": place.pk, "district": place.pk, "region": place.parent_id}
    return {"place": region.pk, "region": region.pk} if region is not None else {}


def activity(number: int, owner: Organisation, partner: Organisation, spots: list[Place], **fields: Any) -> Activity:
    """A published activity that `owner` reports and `partner` implements, at these places."""
    orgs = (
        r.ParticipatingOrg(ref=owner.org_id, role="1", type="22"),
        r.ParticipatingOrg(ref=partner.org_id, role="4", type="22"),
    )
    made = making.activity(owner, f"{owner.org_id}-{number}", participating_orgs=orgs, **fields)
    set_places(actor=factories.ACTOR, activity=made, shares=[PlaceShare(spot) for spot in spots])
    made.refresh_from_db()
    return made


def random_picture(seed: int = 7, lines: int = 120) -> Given:
    """Lines of five reporters with repetitions, all visibilities, statuses and kinds of place; activities, some joined
    to lines; an older round and a report that nobody published, which are no part of the picture."""
    dice = random.Random(seed)
    districts = places()
    bodies = [
        factories.organisation(f"Invented body {number}", org_id=f"XX-TRIAL-{number}", type="22") for number in range(8)
    ]
    regions = list(Place.objects.filter(country="TJK", level=Level.REGION).order_by("slug"))
    old = factories.round_(stage="superseded", period_start=dt.date(2026, 7, 1), period_end=dt.date(2026, 7, 31))
    factories.report(factories.reporter(old, bodies[0]), [{"title": "of old", "theme": THEMES[0], **at(districts[0])}])
    now = factories.round_()
    given = Given(now, bodies, [], districts)
    for number in range(5):
        reporter = factories.reporter(now, bodies[number])
        made = [_line(dice, bodies, districts, regions) for _ in range(lines // 5)]
        factories.report(reporter, [*made, *dice.sample(made, 4)])
        given.reporters.append(reporter)
    factories.report(given.reporters[0], [{"title": "not published", "theme": THEMES[0]}], publish=False)
    for number in range(9):
        spots = dice.sample([*districts, *regions[:2]], dice.randint(1, 3))
        made_now = activity(
            number, bodies[number % 8], bodies[(number + 3) % 8], spots, theme=THEMES[number % 3],
            visibility=dice.choice(["public", "partners"]), activity_status=dice.choice(["1", "2", "2", "4"]),
        )  # fmt: skip
        given.activities.append(made_now)
    for line in Line.objects.filter(reporter__round=now).order_by("pk")[::9]:
        Line.objects.filter(pk=line.pk).update(activity=dice.choice(given.activities))
    return given


def _line(
    dice: random.Random, bodies: list[Organisation], districts: list[Place], regions: list[Place]
) -> dict[str, Any]:
    kind = dice.random()
    where = at(dice.choice(districts)) if kind < 0.7 else at(None, dice.choice(regions)) if kind < 0.8 else {}
    targeted = dice.choice([None, dice.randint(1, 500)])
    return {
        "donor": dice.choice([None, *bodies[5:]]) and dice.choice(bodies[5:]).pk,
        "programming": dice.choice(bodies).pk,
        "implementing": dice.choice([None, dice.choice(bodies).pk]),
        "theme": dice.choice(THEMES),
        "title": f"Project {dice.randint(1, 20)}",
        "status": dice.choice(["ongoing", "planned", "cancelled", ""]),
        "visibility": dice.choice(["public", "public", "partners", "own"]),
        "targeted": targeted,
        "people": (("targeted", "f", "", targeted),) if targeted else (),
        "amount": dice.choice([None, Decimal(dice.randint(1, 900))]),
        "currency": dice.choice(["USD", "TJS"]),
        "raw": {"adm2": "Atlantis"} if not where and dice.random() < 0.5 else {},
        **where,
    }
