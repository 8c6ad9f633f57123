"""Filters in force, as chips that say in words what is filtered and can be taken off one by one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import django_filters
from django.forms import BoundField
from django.http import QueryDict
from django.utils import formats

from hamroh.web.components.records import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """One filter in force: what it is about, its value in words, and the address without it."""

    label: Text
    value: str
    remove: str


def chips_of(
    filterset: django_filters.FilterSet, query: QueryDict, without: Callable[[str, str | None], str]
) -> list[Chip]:
    """Chips of all filters that have a value. `without(parameter, value)` gives the address with it removed."""
    chips = []
    for bound in filterset.form:
        for parameter in _parameters(bound):
            for value in query.getlist(parameter):
                if value:
                    chips.append(
                        Chip(
                            label=_label(bound, parameter),
                            value=_words(bound, value),
                            remove=without(parameter, value),
                        )
                    )
    return chips


def _parameters(bound: BoundField) -> list[str]:
    """The names a field has in the address: ranges have two."""
    suffixes = getattr(bound.field.widget, "suffixes", None)
    return [f"{bound.name}_{suffix}" for suffix in suffixes if suffix] if suffixes else [bound.name]


# A range says which of its ends is meant with a sign, which needs no translation.
BOUND_SIGNS = {"_min": "≥", "_after": "≥", "_max": "≤", "_before": "≤"}


def _label(bound: BoundField, parameter: str) -> str:
    sign = BOUND_SIGNS.get(parameter.removeprefix(bound.name), "")
    return f"{bound.label} {sign}".strip()


def _words(bound: BoundField, value: str) -> str:
    """The value as the reader knows it: the label of a choice, a date in the reader's form, else as it stands."""
    for key, label in _flat(getattr(bound.field, "choices", ())):
        if str(key) == value:
            return str(label)
    try:
        return formats.date_format(date.fromisoformat(value), "SHORT_DATE_FORMAT")
    except ValueError:
        return value


def _flat(choices: Any) -> list[tuple[Any, Any]]:
    """Choices without their groups."""
    flat: list[tuple[Any, Any]] = []
    for key, label in choices:
        flat.extend(label if isinstance(label, list | tuple) else [(key, label)])
    return flat
