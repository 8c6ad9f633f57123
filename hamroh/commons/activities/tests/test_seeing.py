"""Who sees which activities: a table written by hand."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hamroh.commons.activities.models import Activity, State, Visibility
from hamroh.commons.activities.selectors import register, visible_to
from hamroh.commons.activities.services import create_activity, publish, set_visibility
from hamroh.kernel.ledger.actors import ANYONE, Actor
from hamroh.kernel.organisations.models import Organisation

from .conftest import ACTOR, person_of, whole_record

pytestmark = pytest.mark.django_db
# (state, visibility) as the columns below see it.
PUBLIC, PARTNERS, OWN = "public", "partners", "own"
ALL = {"published-public", "published-partners", "published-own", "draft-public", "draft-partners", "draft-own"}
SEES = {
    "anyone": {"published-public"},
    "translator of another body": {"published-public", "published-partners"},
    "focal point of another body": {"published-public", "published-partners"},
    "translator of the body": {"published-public", "published-partners", "published-own"},
    "focal point of the body": ALL,
    "secretariat": ALL,
    "without a role": {"published-public"},
}


@pytest.fixture
def each(ministry: Organisation, charity: Organisation) -> None:
    for state in State.values:
        for visibility in Visibility.values:
            made = create_activity(actor=ACTOR, organisation=ministry, record=whole_record(f"{state}-{visibility}"),
                                   visibility=visibility)  # fmt: skip
            if state == State.PUBLISHED:
                publish(actor=ACTOR, activity=made)


def test_each_viewer_sees_what_the_table_says(each: None, ministry: Organisation, charity: Organisation) -> None:
    viewers = {
        "anyone": ANYONE,
        "translator of another body": person_of(charity, "translator"),
        "focal point of another body": person_of(charity, "focal_point"),
        "translator of the body": person_of(ministry, "translator"),
        "focal point of the body": person_of(ministry, "focal_point"),
        "secretariat": person_of(charity, "secretariat"),
        "without a role": Actor("person:9", person_id=9),
    }
    assert set(viewers) == set(SEES)
    for name, viewer in viewers.items():
        seen = set(visible_to(None, viewer).values_list("iati_identifier", flat=True))
        assert seen == SEES[name], name
        few = Activity.objects.filter(iati_identifier="draft-own")
        assert visible_to(few, viewer).count() == ("draft-own" in SEES[name])


def test_a_page_of_the_register_asks_the_same_number_of_queries_however_long(
    each: None, ministry: Organisation
) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            for row in register(ACTOR)[:50]:
                assert str(row.reporting_organisation) and row.title and row.theme_label == ""
                assert [part.organisation for part in row.partners] and row.budgets_by_currency == []
                assert isinstance(row.at_places, list) and row.status_label and row.titles["en"]
        return len(queries)

    few = asked()
    for number in range(20):
        create_activity(actor=ACTOR, organisation=ministry, record=whole_record(f"XX-{number}"))
    assert asked() == few == 4


def test_a_changed_visibility_is_seen_at_once(each: None) -> None:
    activity = Activity.objects.get(iati_identifier="published-public")
    set_visibility(actor=ACTOR, activity=activity, visibility="own")
    assert not visible_to(None, ANYONE).exists()
