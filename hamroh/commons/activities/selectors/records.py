"""Activities as IATI records, rebuilt from the stored fields."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import cast

from django.db.models import QuerySet

from hamroh.formats.iati import records as r

from ..mapping.reading import records_of
from ..mapping.tables import ACTIVITY, ORGANISATION
from ..models import Activity, OrganisationFile

_AT_ONCE = 200


def record_of(activity: Activity) -> r.Activity:
    """The record of one activity."""
    return cast(r.Activity, records_of(ACTIVITY, [activity.pk])[activity.pk])


def organisation_record_of(file: OrganisationFile) -> r.Organisation:
    """The record of one organisation file."""
    return cast(r.Organisation, records_of(ORGANISATION, [file.pk])[file.pk])


def records_in_order(activities: QuerySet[Activity]) -> Iterator[r.Activity]:
    """The records of many activities in the queryset's order, some hundred at a time, in flat memory."""
    ids = iter(activities.values_list("pk", flat=True).iterator(chunk_size=2000))
    while part := list(islice(ids, _AT_ONCE)):
        found = records_of(ACTIVITY, part)
        for pk in part:
            # One that was deleted between the two queries is left out.
            if pk in found:
                yield cast(r.Activity, found[pk])
