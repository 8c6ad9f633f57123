"""What a file held, as it stands in the database now."""

from __future__ import annotations

from collections.abc import Iterator

from hamroh.kernel.intake.models import Batch, Line, LineVerdict

from ..importing.keys import is_organisation, organisation_identifier
from ..models import Activity, OrganisationBudget, OrganisationFile

_AT_ONCE = 2000


def contents_of(batch: Batch) -> dict[str, int]:
    """How many activities, organisations and budgets of organisations stand here of those that the file names."""
    found = {"activities": 0, "organisations": 0, "organisation_budgets": 0}
    for keys in _keys(batch):
        found["activities"] += Activity.objects.filter(iati_identifier__in=keys).count()
        named = [organisation_identifier(key) for key in keys if is_organisation(key)]
        if named:
            files = OrganisationFile.objects.filter(organisation_identifier__in=named)
            found["organisations"] += files.count()
            found["organisation_budgets"] += OrganisationBudget.objects.filter(file__in=files).count()
    return found


def _keys(batch: Batch) -> Iterator[list[str]]:
    lines = Line.objects.filter(batch=batch).exclude(verdict=LineVerdict.REFUSED).order_by("position")
    part: list[str] = []
    for key in lines.values_list("key", flat=True).iterator(_AT_ONCE):
        part.append(key)
        if len(part) == _AT_ONCE:
            yield part
            part = []
    if part:
        yield part
