"""The demonstration is whole: its counts, its references, its sums and its dates."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest

from hamroh.commons.indicators.seed import DEFINITIONS
from hamroh.commons.sources.seed import INSTRUMENTS
from hamroh.demo.content.indicators import OBSERVATIONS
from hamroh.demo.content.needs import SHARES, UNMET_NEED, YEAR
from hamroh.demo.content.organisations import ORGANISATIONS
from hamroh.demo.content.people import LOGINS, STAFF
from hamroh.demo.content.places_of_work import DUTY_STATIONS
from hamroh.demo.content.programme import AREAS
from hamroh.demo.content.projects import PROJECTS
from hamroh.demo.content.shapes import Period, Project, Value
from hamroh.demo.content.tasks import TASKS
from hamroh.kernel.people.roles import ROLES
from hamroh.kernel.places.reference import table

ACTIVE = [project for project in PROJECTS if project.status == "2"]
BY_ID = {project.identifier: project for project in PROJECTS}
ORGANISATION_KEYS = {organisation.key for organisation in ORGANISATIONS}
STAFF_KEYS = {person.key for person in STAFF}
# The day for which the demonstration was written: work reported after it would be prophecy.
WRITTEN_ON = date(2026, 11, 24)


def _values(project: Project) -> Iterator[tuple[Period, tuple[Value, ...]]]:
    for result in project.results:
        for indicator in result.indicators:
            for period in indicator.periods:
                yield period, period.targets
                yield period, period.actuals


def test_twelve_active_projects_in_seven_areas() -> None:
    """The programme in figures, counted from records; each project has one place in it."""
    assert len(ACTIVE) == 12
    assert {project.area for project in ACTIVE} == {area.key for area in AREAS}
    assert len(AREAS) == 7
    assert sorted(project.status for project in PROJECTS if project not in ACTIVE) == ["1", "4", "6"]


def test_thirty_three_staff_in_six_duty_stations() -> None:
    """Nobody works at a station that is not listed, and no station is empty."""
    assert len(STAFF) == len(STAFF_KEYS) == 33
    assert len(DUTY_STATIONS) == 6
    assert {person.duty_station for person in STAFF} == {station.key for station in DUTY_STATIONS}


def test_forty_organisations() -> None:
    """Keys and identifiers are unique, and none claims a real register."""
    assert len(ORGANISATIONS) == len(ORGANISATION_KEYS) == 40
    identifiers = [organisation.org_id for organisation in ORGANISATIONS]
    assert len(set(identifiers)) == 40
    assert all(re.fullmatch(r"(TJ|XM|XI|XX)-EX-[A-Z0-9-]+", identifier) for identifier in identifiers)


def test_everything_says_that_it_is_fictional() -> None:
    """No record slips out of the demonstration unmarked; invented bodies say it in their very name."""
    for record in (*ORGANISATIONS, *STAFF, *PROJECTS, *DUTY_STATIONS, *OBSERVATIONS, *SHARES, UNMET_NEED, *TASKS):
        assert record.fictional
    for organisation in ORGANISATIONS:
        assert organisation.body_exists or "(demonstration)" in organisation.names["en"], organisation.key


def test_addresses_cannot_reach_anybody() -> None:
    """Only domains reserved for examples (RFC 2606), each address once."""
    addresses = [record.email for record in (*ORGANISATIONS, *STAFF)]
    assert all(address.endswith(".example") for address in addresses)
    assert len(set(addresses)) == len(addresses)


def test_references_of_organisations_and_people_resolve() -> None:
    """Parents, employers and roles exist; nobody is his own parent; aliases are unique within an organisation."""
    for organisation in ORGANISATIONS:
        assert organisation.parent is None or organisation.parent in ORGANISATION_KEYS - {organisation.key}
        aliases = [alias.text for alias in organisation.aliases]
        assert len(set(aliases)) == len(aliases)
        assert {alias.kind for alias in organisation.aliases} <= {"acronym", "alias", "former", "spelling"}
    roles = {role.key for role in ROLES}
    for person in STAFF:
        assert person.organisation in ORGANISATION_KEYS, person.key
        assert person.role in roles, person.key
        assert person.language in {"tg", "ru", "en", "zh-hans"}


def test_enforcement_bodies_hold_no_health_role() -> None:
    """The firewall holds in the demonstration too."""
    enforcement = {organisation.key for organisation in ORGANISATIONS if organisation.enforcement}
    assert {"migration-service", "ministry-interior", "border-guard"} <= enforcement
    assert not [
        person.key for person in STAFF if person.role == "health_officer" and person.organisation in enforcement
    ]


def test_six_logins_one_for_each_role_in_use() -> None:
    """Each login is a member of staff with that role; the focal point has an activity of his own to work on."""
    assert sorted(login.role for login in LOGINS) == sorted(
        ["administrator", "secretariat", "focal_point", "statistician", "translator", "auditor"]
    )
    staff = {person.key: person for person in STAFF}
    for login in LOGINS:
        assert (staff[login.person].role, staff[login.person].email) == (login.role, login.email)
    focal_point = next(staff[login.person] for login in LOGINS if login.role == "focal_point")
    assert [project for project in ACTIVE if project.reporting_organisation == focal_point.organisation]


@pytest.mark.parametrize("project", PROJECTS, ids=lambda project: project.identifier)
def test_references_of_a_project_resolve(project: Project) -> None:
    """Organisations, contact, frames and related activities exist; the identifier begins with the reporter's."""
    named = {participant.organisation for participant in project.participants} | {project.reporting_organisation}
    for transaction in project.transactions:
        named |= {transaction.provider} | ({transaction.receiver} if transaction.receiver else set())
    for planned in project.planned_disbursements:
        named |= {planned.provider, planned.receiver}
    assert named <= ORGANISATION_KEYS
    assert project.contact in STAFF_KEYS
    assert set(project.frames) <= {instrument.key for instrument in INSTRUMENTS}
    assert project.area in {area.key for area in AREAS}
    reporter = next(o for o in ORGANISATIONS if o.key == project.reporting_organisation)
    assert project.identifier.startswith(f"{reporter.org_id}-")
    assert {participant.role for participant in project.participants} == {"1", "2", "3", "4"}
    assert project.visibility in {"public", "partners"}


def test_relations_are_told_from_both_sides() -> None:
    """A parent names its child and the child its parent; siblings name each other; there is one family."""
    opposite = {"1": "2", "2": "1", "3": "3"}
    pairs = {(p.identifier, related.kind, related.identifier) for p in PROJECTS for related in p.related}
    for identifier, kind, other in pairs:
        assert (other, opposite[kind], identifier) in pairs
    children = [other for _, kind, other in pairs if kind == "2"]
    assert len(children) == 2


def test_children_are_paid_out_of_the_parent() -> None:
    """The children's budgets fit into the parent's, and money passed on is received in the same amount."""
    parent = next(p for p in PROJECTS if any(related.kind == "2" for related in p.related))
    children = [BY_ID[related.identifier] for related in parent.related if related.kind == "2"]
    assert sum(b.amount for child in children for b in child.budgets) <= sum(b.amount for b in parent.budgets)
    for child in children:
        given = [t.amount for t in parent.transactions if t.kind == "3" and t.receiver_activity == child.identifier]
        taken = [t.amount for t in child.transactions if t.provider_activity == parent.identifier]
        assert sorted(given) == sorted(taken)


@pytest.mark.parametrize("project", PROJECTS, ids=lambda project: project.identifier)
def test_percentages_add_up(project: Project) -> None:
    """Sectors and places each make 100 per cent, none twice."""
    for shares in (project.sectors, project.places):
        assert sum(share.percentage for share in shares) == Decimal(100)
        assert all(share.percentage > 0 for share in shares)
        assert len({share.code for share in shares}) == len(shares)


@pytest.mark.parametrize("project", PROJECTS, ids=lambda project: project.identifier)
def test_money_is_sound(project: Project) -> None:
    """Budgets are positive, at most a year long, do not overlap; commitments cover receipts; nothing is overspent."""
    originals = [budget for budget in project.budgets if budget.kind == "1"]
    for budget in project.budgets:
        assert budget.amount > 0
        assert budget.start < budget.end <= budget.start + timedelta(days=366)
    for before, after in pairwise(originals):
        assert before.end < after.start
    for revised in (budget for budget in project.budgets if budget.kind == "2"):
        assert [(b.start, b.end) for b in originals].count((revised.start, revised.end)) == 1
    total = {kind: sum(t.amount for t in project.transactions if t.kind == kind) for kind in ("1", "3", "4", "11")}
    assert total["3"] + total["4"] <= total["1"]
    assert total["11"] in (0, sum(budget.amount for budget in originals))
    assert total["1"] + sum(
        p.amount for p in project.planned_disbursements if p.provider != "migration-organisation"
    ) <= (sum(budget.amount for budget in originals) + sum(b.amount for b in project.budgets if b.kind == "2"))
    references = [transaction.reference for transaction in project.transactions]
    assert len(set(references)) == len(references)
    assert all(transaction.amount > 0 for transaction in project.transactions)


def test_one_budget_is_revised() -> None:
    """So that a page can show that a revised budget replaces."""
    assert [project.identifier for project in PROJECTS if any(b.kind == "2" for b in project.budgets)] == [
        "XM-EX-HAMROH-001"
    ]


@pytest.mark.parametrize("project", PROJECTS, ids=lambda project: project.identifier)
def test_dates_are_in_order(project: Project) -> None:
    """Starts lie before ends, nothing done is dated after the day of writing, status and dates agree."""
    when = project.schedule
    assert when.planned_start < when.planned_end
    if when.actual_start and when.actual_end:
        assert when.actual_start < when.actual_end
    assert (when.actual_start is None) == (project.status == "1")
    assert (when.actual_end is not None) == (project.status == "4")
    if project.status == "2":
        assert when.actual_start is not None
        assert when.actual_start <= WRITTEN_ON <= when.planned_end
    for transaction in project.transactions:
        assert when.planned_start <= transaction.date <= WRITTEN_ON, transaction.reference
    for budget in project.budgets:
        assert when.planned_start <= budget.start
        assert budget.end <= when.planned_end
    for period, _ in _values(project):
        assert period.start < period.end
    for result in project.results:
        for indicator in result.indicators:
            assert indicator.baseline_date < indicator.periods[0].end
            starts = [period.start for period in indicator.periods]
            assert starts == sorted(set(starts))


@pytest.mark.parametrize("project", PROJECTS, ids=lambda project: project.identifier)
def test_counts_by_sex_add_up(project: Project) -> None:
    """Where women and men are both counted, they make the total; shares lie between 0 and 100."""
    assert project.results
    for result in project.results:
        for indicator in result.indicators:
            for period in indicator.periods:
                for values in (period.targets, period.actuals):
                    parts = [v.value for v in values if dict(v.dimensions).keys() == {"sex"}]
                    totals = [v.value for v in values if not v.dimensions]
                    if indicator.measure == "1" and len(parts) == 2:
                        assert sum(parts) == totals[0]
                    if indicator.measure == "2":
                        assert all(0 <= v.value <= 100 for v in values)


def test_places_are_known() -> None:
    """Each P-code used anywhere stands in the reference table of places, with the station's own name."""
    places = {place.pcode: place for place in table("TJK").places if place.pcode}
    used = {share.code for project in PROJECTS for share in project.places}
    used |= {organisation.place for organisation in ORGANISATIONS}
    used |= {observation.place for observation in (*OBSERVATIONS, *SHARES) if observation.place}
    assert used <= set(places)
    for station in DUTY_STATIONS:
        assert dict(station.name) == places[station.place].names


def test_observations_follow_their_definitions() -> None:
    """Only operational indicators, only dimensions they declare, once for each cell, parts equal to the total."""
    definitions = {definition.code: definition for definition in DEFINITIONS}
    cells = Counter((o.indicator, o.place, o.period_start, o.dimensions) for o in OBSERVATIONS)
    assert set(cells.values()) == {1}
    for observation in OBSERVATIONS:
        definition = definitions[observation.indicator]
        assert definition.fictional
        assert {name for name, _ in observation.dimensions} <= set(definition.disaggregations)
        assert observation.period_start < observation.period_end <= WRITTEN_ON
    for (indicator, start), count in Counter((o.indicator, o.period_start) for o in OBSERVATIONS).items():
        rows = [o for o in OBSERVATIONS if (o.indicator, o.period_start) == (indicator, start)]
        national = [o.value for o in rows if o.place is None and not o.dimensions]
        assert len(national) == 1
        if count > 1:
            assert sum(o.value for o in rows) == 2 * national[0]


def test_the_survey_of_need_is_sound() -> None:
    """Each place once, the country among them; per cent inside their bounds; the country between its places."""
    assert len({share.place for share in SHARES}) == len(SHARES)
    assert all(0 < share.lower < share.value < share.upper < 100 for share in SHARES)
    national = next(share.value for share in SHARES if share.place is None)
    of_places = [share.value for share in SHARES if share.place]
    assert min(of_places) < national < max(of_places)
    assert date(YEAR, 12, 31) <= WRITTEN_ON
    assert UNMET_NEED.code not in {definition.code for definition in DEFINITIONS}


def test_observations_agree_with_the_projects_that_report_them() -> None:
    """The last quarter of a year shows what the project reports for the year."""
    facilities = {
        o.period_end: o.value for o in OBSERVATIONS if o.indicator == "facilities-chinese-speaking" and not o.place
    }
    reported = BY_ID["XM-EX-HAMROH-MO-002"].results[0].indicators[0]
    assert facilities[date(2025, 12, 31)] == reported.periods[0].actuals[0].value
    assert facilities[date(2026, 9, 30)] == reported.periods[1].actuals[0].value


def test_tasks_have_an_owner() -> None:
    """A task waits for a person who holds its role; those on an activity name an existing one."""
    staff = {person.key: person for person in STAFF}
    assert len({task.key for task in TASKS}) == len(TASKS)
    for task in TASKS:
        assert task.person is None or staff[task.person].role == task.role
        assert task.activity is None or task.activity in BY_ID
    assert {login.person for login in LOGINS} <= {task.person for task in TASKS}


def _codes(samples: Path, codelist: str) -> set[str]:
    path = samples / "iati" / "codelists" / f"{codelist}.xml"
    return set(re.findall(r"<code>([^<]+)</code>", path.read_text(encoding="utf-8")))


@pytest.mark.samples
def test_codes_are_those_of_the_standard(samples: Path) -> None:
    """Sectors, SDG targets, markers and types exist in the code lists of the standard."""
    assert {share.code for project in PROJECTS for share in project.sectors} <= _codes(samples, "Sector")
    assert {target for project in PROJECTS for target in project.sdg_targets} <= _codes(samples, "UNSDG-Targets")
    assert {marker.code for project in PROJECTS for marker in project.policy_markers} <= _codes(samples, "PolicyMarker")
    assert {m.significance for project in PROJECTS for m in project.policy_markers} <= _codes(
        samples, "PolicySignificance"
    )
    assert {organisation.type_iati for organisation in ORGANISATIONS} <= _codes(samples, "OrganisationType")
    assert {t.kind for project in PROJECTS for t in project.transactions} <= _codes(samples, "TransactionType")
    assert {project.status for project in PROJECTS} <= _codes(samples, "ActivityStatus")
