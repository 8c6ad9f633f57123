"""Column headings of files that others made: recognised again, or guessed from their likeness."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from hamroh.formats.spreadsheet.template import ColumnSpec, fold, headings

from . import models

_ALIKE = 0.82


@dataclass(frozen=True)
class Suggestion:
    """What the headings probably mean (heading → field key). `remembered`: people said so for these very
    headings.
    """

    columns: Mapping[str, str]
    remembered: bool


def signature(found: Sequence[str]) -> str:
    """A digest of the headings that does not depend on order, case and spaces."""
    return hashlib.sha256("\n".join(sorted(fold(heading) for heading in found)).encode()).hexdigest()


def suggest_mapping(
    *, importer: str, headings_found: Sequence[str], columns: Sequence[ColumnSpec], organisation_id: int | None
) -> Suggestion:
    """What was chosen for the same headings; else what was chosen for a single heading before; else the
    likest label.
    """
    remembered = models.Mapping.objects.filter(
        importer=importer, organisation=organisation_id or 0, signature=signature(headings_found)
    ).first()
    if remembered is not None:
        return Suggestion(remembered.columns, remembered=True)
    before = _single_choices(importer, organisation_id)
    names = {name: column.key for column in columns for name in headings(column)}
    suggested: dict[str, str] = {}
    for heading in found_once(headings_found):
        key = before.get(fold(heading)) or names.get(fold(heading)) or _likest(fold(heading), names)
        if key is not None and (not key or key not in suggested.values()):
            suggested[heading] = key
    return Suggestion(suggested, remembered=False)


def found_once(found: Sequence[str]) -> list[str]:
    """The headings without repetition, in order."""
    return list(dict.fromkeys(heading for heading in found if heading.strip()))


def _single_choices(importer: str, organisation_id: int | None) -> dict[str, str]:
    choices: dict[str, str] = {}
    rows = models.Mapping.objects.filter(importer=importer, organisation=organisation_id or 0)
    for columns in rows.order_by("changed_at").values_list("columns", flat=True):
        choices.update({fold(heading): key for heading, key in columns.items()})
    return choices


def _likest(heading: str, names: Mapping[str, str]) -> str | None:
    scored = ((SequenceMatcher(None, heading, name).ratio(), key) for name, key in names.items())
    score, key = max(scored, default=(0.0, ""))
    return key if score >= _ALIKE else None
