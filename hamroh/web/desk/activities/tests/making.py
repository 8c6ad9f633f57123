"""Activities for the tests of pages: invented, and looking it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import msgspec

from hamroh.commons.activities import services
from hamroh.commons.activities.models import Activity
from hamroh.commons.activities.services import PlaceShare
from hamroh.formats.iati import records as r
from hamroh.kernel.ledger.actors import system
from hamroh.kernel.organisations.models import Organisation
from hamroh.kernel.organisations.services import create_organisation
from hamroh.kernel.places.models import Place
from hamroh.kernel.places.selectors import by_slug

SYSTEM = system("test")


def organisation(number: int = 1, **names: str) -> Organisation:
    """An organisation with an identifier."""
    known = names or {"en": f"Trial Aid {number}", "tg": f"Кӯмаки озмоишӣ {number}"}
    return create_organisation(actor=SYSTEM, names=known, org_id=f"XX-TRIAL-{number}", type="22")


def record(identifier: str, **fields: Any) -> r.Activity:
    """A record that may be published."""
    whole = r.Activity(
        iati_identifier=identifier,
        title=(r.Narrative(text="Safe return", lang="en"), r.Narrative(text="Бозгашти бехатар", lang="tg")),
        descriptions=(r.Description(type="1", narratives=(r.Narrative(text="What is done.", lang="en"),)),),
        participating_orgs=(
            r.ParticipatingOrg(ref="XX-TRIAL-1", role="1", type="22", narratives=(r.Narrative(text="Trial Aid 1"),)),
            r.ParticipatingOrg(ref="XX-TRIAL-9", role="4", type="22", narratives=(r.Narrative(text="Hands"),)),
        ),
        activity_status="2",
        activity_dates=(
            r.ActivityDate(type="1", iso_date=date(2025, 1, 1)),
            r.ActivityDate(type="2", iso_date=date(2025, 2, 1)),
        ),
        recipient_countries=(r.RecipientCountry(code="TJ", percentage=Decimal(100)),),
        sectors=(r.Sector(vocabulary="1", code="15190", percentage=Decimal(100)),),
        lang="en",
        default_currency="USD",
    )
    return msgspec.structs.replace(whole, **fields)


def activity(
    owner: Organisation,
    identifier: str = "XX-TRIAL-1-A",
    *,
    theme: str = "labour_migration",
    visibility: str = "public",
    published: bool = True,
    at: str = "",
    **fields: Any,
) -> Activity:
    """An activity of `owner`, at the place with the key `at`."""
    made = services.create_activity(
        actor=SYSTEM, organisation=owner, record=record(identifier, **fields), theme=theme, visibility=visibility
    )
    if at:
        place = by_slug(at, country="TJK")
        assert isinstance(place, Place)
        services.set_places(actor=SYSTEM, activity=made, shares=[PlaceShare(place)])
    return services.publish(actor=SYSTEM, activity=made) if published else made


def budget(amount: int, start: date, end: date, *, revised: bool = False) -> r.Budget:
    """A budget of a period."""
    return r.Budget(
        type="2" if revised else "1", status="2", period_start=start, period_end=end,
        value=r.Value(amount=Decimal(amount), value_date=start),
    )  # fmt: skip
