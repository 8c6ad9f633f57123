"""The places of the country and an organisation that publishes."""

from __future__ import annotations

import pytest

from hamroh.kernel.organisations.models import Organisation
from hamroh.kernel.places.services import load_reference
from hamroh.web.desk.activities.tests import making


@pytest.fixture
def places(db: None) -> None:
    """The reference table of Tajikistan."""
    load_reference(country="TJK", actor=making.SYSTEM)


@pytest.fixture
def owner(db: None) -> Organisation:
    """An organisation that publishes."""
    return making.organisation(1)
