"""Actors in the roles that matter here."""

from __future__ import annotations

import pytest

from hamroh.kernel.ledger.actors import Actor
from hamroh.kernel.organisations.models import Organisation
from hamroh.kernel.organisations.services import create_organisation

SECRETARIAT = Actor("person:1", role="secretariat", person_id=1)
AUDITOR = Actor("person:2", role="auditor", person_id=2)
STATISTICIAN = Actor("person:3", role="statistician", person_id=3)


def focal_point_of(organisation: Organisation) -> Actor:
    return Actor("person:4", role="focal_point", organisation_id=organisation.pk, person_id=4)


@pytest.fixture
def ministry(db) -> Organisation:
    return create_organisation(
        actor=SECRETARIAT,
        names={"en": "Ministry of Example", "tg": "Вазорати Намуна", "zh": "示范部"},
        type="10",
        org_id="TJ-EX-1",
    )
