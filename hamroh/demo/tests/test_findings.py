"""The gap of the demonstration: nobody looks after health in the Rasht valley, where an invented survey shows need."""

from __future__ import annotations

import pytest
from django.test import Client

from hamroh.commons.indicators.models import Observation
from hamroh.demo.content.coordination import lines_by_reporter
from hamroh.demo.content.indicators import OBSERVATIONS
from hamroh.demo.content.needs import SHARES, UNMET_NEED
from hamroh.demo.loading import LOADER, ensure_programme
from hamroh.kernel.places.services import load_reference
from hamroh.rooms.coordination.findings.telling import indicators_of, sentence, uncertainties
from hamroh.rooms.coordination.models import Finding, FindingKind, FindingState, RoundStage
from hamroh.web.desk.tests.visiting import client_of

pytestmark = pytest.mark.django_db
VALLEY = {"rasht", "tojikobod", "lakhsh", "sangvor", "nurobod"}


@pytest.fixture
def programme() -> list[str]:
    """The whole demonstration, loaded as an installation loads it."""
    load_reference(country="TJK", actor=LOADER)
    return ensure_programme()


def test_the_rasht_valley_waits_for_a_decision(programme: list[str]) -> None:
    assert "load_needs" in programme
    found = Finding.objects.filter(rule="need_nobody_district").select_related("place", "round")
    assert {one.place.slug for one in found if one.place} == VALLEY
    for one in found:
        assert (one.kind, one.state, one.theme) == (FindingKind.GAP, FindingState.OPEN, "migration_health")
        assert one.round is not None and one.round.stage == RoundStage.PUBLISHED and one.round.fictional
        assert one.facts["bodies"] == 0
        figure = one.facts["figures"][0]
        assert figure["indicator"] == UNMET_NEED.code and figure["fictional"] and figure["of"] == len(SHARES) - 1
        assert figure["lower"] < figure["value"] < figure["upper"]
    _it_is_told_with_its_doubts(found.get(place__slug="rasht"))
    # Each demonstration shows a decision of either kind too.
    decided = Finding.objects.filter(state=FindingState.CONFIRMED)
    assert {one.kind for one in decided} == {FindingKind.GAP, FindingKind.OVERLAP}
    assert ensure_programme() == []


def _it_is_told_with_its_doubts(rasht: Finding) -> None:
    told = sentence(rasht, indicators_of([rasht]))
    assert "Rasht" in told and UNMET_NEED.name["en"] in told and "46.2 per cent, 2025" in told
    doubts = uncertainties(rasht)
    assert any("between 38.1 and 54.5" in one for one in doubts), doubts
    assert any("invented for demonstration" in one for one in doubts), doubts
    assert any("reported" in one for one in doubts), doubts
    address = f"/en/coordination/findings/{rasht.pk}"
    page = client_of("secretariat").get(address).content.decode()
    assert 'name="decision"' in page and "46.2" in page and UNMET_NEED.name["en"] in page
    assert Client().get(address).status_code == 404


def test_figures_of_places_stand_at_their_places(programme: list[str]) -> None:
    of_places = sum(1 for one in (*OBSERVATIONS, *SHARES) if one.place)
    assert Observation.objects.current().exclude(place=None).filter(dataset__fictional=True).count() == of_places


def test_nobody_in_the_lines_looks_after_health_in_the_valley() -> None:
    valley = {"3509036", "3509074", "3509042", "3509072", "3509047"}
    there = [row for rows in lines_by_reporter().values() for row in rows if row["place"] in valley]
    health = {"health_checks", "clinic_services", "tuberculosis_hiv", "health_promotion", "mental_health"}
    assert there and not [row for row in there if row["service"] in health]
