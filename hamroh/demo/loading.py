"""Loading the demonstration through the same services that people use; each step can run again without doubling."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from hamroh.commons.activities import services as activities
from hamroh.commons.activities.models import Activity
from hamroh.demo.content.iati_records import activity_record
from hamroh.demo.content.organisations import ORGANISATIONS
from hamroh.demo.content.people import STAFF
from hamroh.demo.content.places_of_work import DUTY_STATIONS
from hamroh.demo.content.projects import PROJECTS
from hamroh.demo.content.shapes import Organisation as Body
from hamroh.demo.coordination import load_contacts, load_rounds
from hamroh.demo.figures import load_indicators, load_needs, load_sources, load_tasks
from hamroh.demo.logins import logins
from hamroh.kernel.ledger.actors import Actor, system
from hamroh.kernel.organisations.models import AliasKind, Organisation
from hamroh.kernel.organisations.services import create_organisation, set_parent
from hamroh.kernel.people.models import Person
from hamroh.kernel.people.services import assign_role, enrol
from hamroh.kernel.places.models import Place
from hamroh.kernel.places.selectors import by_pcode
from hamroh.portal.search.indexing import rebuild

LOADER = system("demonstration")
# Roles begin before today, so that the demonstration's dates look lived in.
ROLES_SINCE = timedelta(days=400)


def ensure_programme() -> list[str]:
    """Load what is missing of the demonstration; the names of the steps that did something."""
    done = [step.__name__ for step in STEPS if step(LOADER)]
    if done:
        # Seeds write one entry for many records: the index is brought up to date once, at the end.
        rebuild()
    return done


def load_organisations(actor: Actor) -> int:
    """The forty organisations and how they belong together."""
    known = {org_id: pk for org_id, pk in Organisation.objects.values_list("org_id", "pk") if org_id}
    missing = [body for body in ORGANISATIONS if body.org_id not in known]
    made = {body.key: _organisation(actor, body) for body in missing}
    for body in missing:
        if body.parent:
            parent = made.get(body.parent) or organisations_by_key()[body.parent]
            set_parent(actor=actor, organisation=made[body.key], parent=parent)
    return len(made)


def _organisation(actor: Actor, body: Body) -> Organisation:
    return create_organisation(
        actor=actor,
        names=body.names,
        type=body.type_iati,
        org_id=body.org_id,
        country=settings.HAMROH_COUNTRY,
        enforcement=body.enforcement,
        fictional=body.fictional,
        aliases=tuple((alias.language, alias.text, AliasKind(alias.kind)) for alias in body.aliases),
    )


def organisations_by_key() -> dict[str, Organisation]:
    """The demonstration's organisations as the database holds them."""
    stored = {one.org_id: one for one in Organisation.objects.exclude(org_id=None)}
    return {body.key: stored[body.org_id] for body in ORGANISATIONS if body.org_id in stored}


def load_people(actor: Actor) -> int:
    """The thirty-three members of staff; those with a login get their password."""
    known = set(Person.objects.values_list("email", flat=True))
    missing = [person for person in STAFF if person.email not in known]
    if not missing:
        return 0
    passwords = {login.email: login.password for login in logins(Path(settings.HAMROH_HOME))}
    stations = {station.key: _place(station.place) for station in DUTY_STATIONS}
    bodies = organisations_by_key()
    begins = timezone.localdate() - ROLES_SINCE
    for person in missing:
        enrolled = enrol(
            actor=actor,
            email=person.email,
            name=person.name["en"],
            names=dict(person.name),
            password=passwords.get(person.email),
            language=person.language,
            title=dict(person.title),
            duty_station=stations[person.duty_station],
            fictional=person.fictional,
        )
        assign_role(
            actor=actor, person=enrolled, role=person.role, organisation=bodies[person.organisation], valid_from=begins
        )
    return len(missing)


def load_activities(actor: Actor) -> int:
    """The fifteen projects, entered, placed and published."""
    known = set(Activity.objects.values_list("iati_identifier", flat=True))
    bodies = organisations_by_key()
    missing = [project for project in PROJECTS if project.identifier not in known]
    for project in missing:
        activity = activities.create_activity(
            actor=actor,
            organisation=bodies[project.reporting_organisation],
            record=activity_record(project),
            theme=project.area,
            visibility=project.visibility,
            fictional=project.fictional,
        )
        shares = [activities.PlaceShare(_place(share.code), share.percentage) for share in project.places]
        activities.set_places(actor=actor, activity=activity, shares=shares)
        activities.publish(actor=actor, activity=activity)
    return len(missing)


def _place(pcode: str) -> Place:
    place = by_pcode(pcode)
    if place is None:
        raise LookupError(f"The demonstration names the place {pcode}, which the reference table lacks.")
    return place


STEPS: tuple[Callable[[Actor], int], ...] = (
    load_organisations,
    load_people,
    load_activities,
    load_sources,
    load_indicators,
    load_needs,
    load_tasks,
    load_contacts,
    load_rounds,
)
