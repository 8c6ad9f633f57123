"""Any record survives the way into the tables and back."""

from __future__ import annotations

import itertools

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings

from hamroh.commons.activities.mapping.reading import records_of
from hamroh.commons.activities.mapping.tables import ACTIVITY
from hamroh.commons.activities.models import Activity, OrganisationFile
from hamroh.commons.activities.selectors import organisation_record_of, record_of
from hamroh.commons.activities.services.organisation_files import write_organisation_files
from hamroh.commons.activities.services.storing import NewActivity, Store, insert, replace
from hamroh.formats.iati import records as r
from hamroh.formats.iati.tests.strategies import records
from hamroh.kernel.ledger.actors import system
from hamroh.kernel.organisations.models import Organisation

ACTOR = system("test")
_numbers = itertools.count(1)
UNHURRIED = settings(
    max_examples=60, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)  # fmt: skip


@pytest.mark.django_db
@UNHURRIED
@given(first=records(r.Activity), second=records(r.Activity))
def test_a_record_is_stored_and_rebuilt_and_replaced(
    ministry: Organisation, first: r.Activity, second: r.Activity
) -> None:
    identifier = f"XX-RANDOM-{next(_numbers)}"
    first = msgspec.structs.replace(first, iati_identifier=identifier)
    second = msgspec.structs.replace(second, iati_identifier=identifier)
    store = Store(ACTOR)
    (pk,) = insert(store, [NewActivity(first, ministry.pk, r.digest(first))])
    activity = Activity.objects.get(pk=pk)
    assert record_of(activity) == first
    assert r.digest(record_of(activity)) == r.digest(first)
    replace(store, activity, first, second)
    assert records_of(ACTIVITY, [pk]) == {pk: second}
    assert Activity.objects.get(pk=pk).content_digest == r.digest(second)


@pytest.mark.django_db
@UNHURRIED
@given(record=records(r.Organisation))
def test_an_organisation_file_is_stored_and_rebuilt(record: r.Organisation) -> None:
    record = msgspec.structs.replace(record, organisation_identifier=f"XX-RANDOM-{next(_numbers)}")
    (pk,) = write_organisation_files(actor=ACTOR, records=[record], source="test")
    assert organisation_record_of(OrganisationFile.objects.get(pk=pk)) == record
