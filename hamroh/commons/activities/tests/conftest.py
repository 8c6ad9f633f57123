"""Organisations, actors and activities of these tests."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from hamroh.commons.activities.models import Activity
from hamroh.commons.activities.services import create_activity, publish
from hamroh.formats.iati import records as r
from hamroh.kernel.ledger.actors import Actor, system
from hamroh.kernel.organisations.models import Organisation
from hamroh.kernel.organisations.services import create_organisation

ACTOR = system("test")


@pytest.fixture
def ministry(db: None) -> Organisation:
    """An organisation that publishes."""
    return create_organisation(actor=ACTOR, names={"en": "Ministry of Trials", "ru": "Министерство проб"},
                               org_id="XX-TRIAL-1", type="10")  # fmt: skip


@pytest.fixture
def charity(db: None) -> Organisation:
    """Another one."""
    return create_organisation(actor=ACTOR, names={"en": "Trial Aid"}, org_id="XX-TRIAL-2", type="22")


def person_of(organisation: Organisation, role: str = "focal_point", number: int = 7) -> Actor:
    """Somebody who acts for an organisation in a role."""
    return Actor(f"person:{number}", role=role, organisation_id=organisation.pk, person_id=number, name="Somebody")


def whole_record(identifier: str = "XX-TRIAL-1-A", title: str = "Safe return") -> r.Activity:
    """A record that may be published."""
    return r.Activity(
        iati_identifier=identifier,
        title=(r.Narrative(text=title, lang="en"), r.Narrative(text="Бехатар баргаштан", lang="tg")),
        descriptions=(r.Description(type="1", narratives=(r.Narrative(text="What is done.", lang="en"),)),),
        participating_orgs=(
            r.ParticipatingOrg(ref="XX-TRIAL-1", role="1", type="10", narratives=(r.Narrative(text="Ministry"),)),
            r.ParticipatingOrg(ref="XX-TRIAL-2", role="4", type="22", narratives=(r.Narrative(text="Trial Aid"),)),
        ),
        activity_status="2",
        activity_dates=(r.ActivityDate(type="1", iso_date=date(2025, 1, 1)),),
        recipient_countries=(r.RecipientCountry(code="TJ", percentage=Decimal(100)),),
        sectors=(r.Sector(vocabulary="1", code="15190", percentage=Decimal(100)),),
        lang="en",
        default_currency="USD",
    )


@pytest.fixture
def activity(ministry: Organisation, charity: Organisation) -> Activity:
    """An activity of the ministry, entered here."""
    return create_activity(actor=ACTOR, organisation=ministry, record=whole_record())


@pytest.fixture
def published(ministry: Organisation) -> Callable[..., Activity]:
    """Makes published activities of the ministry."""

    def make(identifier: str, **fields: object) -> Activity:
        record = whole_record(identifier)
        for name, value in fields.items():
            record = r.msgspec.structs.replace(record, **{name: value})
        made = create_activity(actor=ACTOR, organisation=ministry, record=record)
        return publish(actor=ACTOR, activity=made)

    return make
