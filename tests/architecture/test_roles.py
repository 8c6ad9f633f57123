"""The role × verb table, written by hand from the roles' duties. Never derive it from the permission code.

A = for every organisation, o = for one's own alone, blank = not. Columns are roles, in the order of ROLES below.
"""

from __future__ import annotations

import pytest

from hamroh.kernel.ledger.actors import ANYONE, Actor
from hamroh.kernel.people.decisions import may
from hamroh.kernel.people.roles import ROLES as DECLARED
from hamroh.kernel.people.verbs import VERBS

ROLES = """administrator secretariat focal_point programme_manager statistician data_steward translator
legal_officer health_officer training_officer auditor""".split()

PUBLIC = """portal.view ui.view search.use account.use activities.view_public activities.export organisations.view
places.view coordination.view_public indicators.view sources.view documents.view inbox.feed""".split()

TABLE = """
verb                    | adm sec foc pro sta dat tra leg hea trn aud
desk.view               |  A   A   A   A   A   A   A   A   A   A   A
inbox.view              |  A   A   A   A   A   A   A   A   A   A   A
activities.view         |  A   A   A   A   A   A   A   A   A   A   A
people.view             |  A   A   A   A   A   A   A   A   A   A   A
roles.view              |  A   A   A   A   A   A   A   A   A   A   A
tokens.manage           |  A   A   A   A   A   A   A   A   A   A   A
inbox.assign            |  A   A   .   A   .   .   .   .   .   .   .
activities.change       |  .   A   o   o   .   .   .   .   o   o   .
activities.publish      |  .   A   o   o   .   .   .   .   .   .   .
activities.import       |  .   A   o   o   .   .   .   .   .   .   .
organisations.change    |  A   A   o   .   .   .   .   .   .   .   .
organisations.create    |  A   A   .   .   .   .   .   .   .   .   .
organisations.merge     |  A   A   .   .   .   .   .   .   .   .   .
places.load             |  A   .   .   .   .   .   .   .   .   .   .
people.invite           |  A   A   o   .   .   .   .   .   .   .   .
people.assign_role      |  A   .   .   .   .   .   .   .   .   .   .
people.deactivate       |  A   .   .   .   .   .   .   .   .   .   .
indicators.change       |  .   .   .   .   A   .   .   .   .   .   .
indicators.import       |  .   .   .   .   A   .   .   .   .   .   .
sources.change          |  .   .   .   .   .   .   .   A   .   .   .
sources.review          |  .   A   .   .   .   .   .   A   .   .   .
documents.upload        |  .   A   o   o   A   o   .   .   o   o   .
intake.view             |  A   A   o   o   .   .   .   .   .   .   A
jobs.view               |  A   A   .   .   A   A   .   .   .   .   A
jobs.cancel             |  A   A   .   .   .   .   .   .   .   .   .
ledger.view             |  A   A   .   .   .   .   .   .   .   .   A
ledger.verify           |  A   .   .   .   .   .   .   .   .   .   A
languages.review        |  .   .   .   .   .   .   A   .   .   .   .
agenda.change           |  .   A   .   A   .   .   .   A   .   .   .
coordination.view       |  A   A   A   A   A   A   A   A   A   A   A
coordination.call       |  .   A   .   .   .   .   .   .   .   .   .
coordination.report     |  .   A   o   o   .   .   .   .   .   .   .
coordination.validate   |  .   A   .   .   .   .   .   .   .   .   .
coordination.join       |  .   A   .   .   .   .   .   .   .   .   .
coordination.decide     |  .   A   .   .   .   .   .   .   .   .   .
evidence.enter          |  .   .   .   .   .   .   .   .   .   A   .
releases.propose        |  .   .   .   .   A   A   .   .   .   .   .
"""
LINES = {
    verb.strip(): dict(zip(ROLES, cells.split(), strict=True))
    for verb, cells in (line.split("|") for line in TABLE.strip().splitlines()[1:])
}
OWN_ORGANISATION, OTHER_ORGANISATION = 7, 8


def actor(role: str) -> Actor:
    return Actor("person:1", role=role, organisation_id=OWN_ORGANISATION, person_id=1)


def test_the_table_names_every_verb_and_every_role() -> None:
    assert set(LINES) | set(PUBLIC) == {verb.key for verb in VERBS}
    assert [role.key for role in DECLARED] == ROLES


@pytest.mark.parametrize("verb", LINES)
def test_each_role_may_what_the_table_says(verb: str) -> None:
    for role, cell in LINES[verb].items():
        asks = actor(role)
        own = bool(may(asks, verb, organisation_id=OWN_ORGANISATION))
        other = bool(may(asks, verb, organisation_id=OTHER_ORGANISATION))
        assert (own, other) == {"A": (True, True), "o": (True, False), ".": (False, False)}[cell], (role, verb)


@pytest.mark.parametrize("verb", LINES)
def test_a_visitor_and_a_person_without_a_role_may_none_of_it(verb: str) -> None:
    assert not may(ANYONE, verb)
    assert not may(Actor("person:2", person_id=2), verb)


@pytest.mark.parametrize("verb", PUBLIC)
def test_public_verbs_are_open_to_everybody(verb: str) -> None:
    assert may(ANYONE, verb) and may(actor("auditor"), verb)
