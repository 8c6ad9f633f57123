"""Everything in the main realm that names an organisation: what a merge moves and an undo moves back.

Found from the models themselves, so that a new room needs to announce nothing. Besides foreign keys (the rows of a
many-to-many table hold such keys too) there are plain numbers: apps that live in both realms may hold no key into one
of them and keep the organisation's number in a field called `organisation` or `organisation_id`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models, router

from hamroh.kernel.ledger.realms import MAIN

from .models import NotDuplicate, Organisation, OrganisationMerge

NUMBERS = ("organisation", "organisation_id")
# The ledger is what happened: it goes on naming the body that it named then.
UNTOUCHED = frozenset({"ledger.entry"})
# These tell of merges themselves; following `merged_into` and the pairs is the readers' work.
OWN = (OrganisationMerge, NotDuplicate)


@dataclass(frozen=True)
class Reference:
    """A field of a model whose value is an organisation, or its number."""

    model: type[models.Model]
    field: str

    @property
    def label(self) -> str:
        """`app_label.model`, as a merge writes it down."""
        return self.model._meta.label_lower

    @property
    def rows(self) -> models.QuerySet[Any]:
        """All rows of the model, past any manager that hides some."""
        return everything(self.model)

    def naming(self, organisation_id: int) -> models.QuerySet[Any]:
        """The rows that name this organisation."""
        return self.rows.filter(**{self.field: organisation_id})


def everything(model: type[models.Model]) -> models.QuerySet[Any]:
    """All rows of a model in the main realm."""
    return model._base_manager.using(MAIN.alias).all()


def references() -> tuple[Reference, ...]:
    """All of them, in a fixed order."""
    found = (Reference(model, field) for model in _models() for field in _fields(model))
    return tuple(sorted(found, key=lambda one: (one.label, one.field)))


def _models() -> Iterator[type[models.Model]]:
    for model in apps.get_models(include_auto_created=True):
        meta = model._meta
        if meta.proxy or not meta.managed or model in OWN or meta.label_lower in UNTOUCHED:
            continue
        if router.allow_migrate_model(MAIN.alias, model):
            yield model


def _fields(model: type[models.Model]) -> Iterator[str]:
    for field in model._meta.local_fields:
        if field.remote_field is not None:
            if field.remote_field.model is Organisation and field.name != "merged_into":
                yield field.name
        elif isinstance(field, models.IntegerField) and field.name in NUMBERS:
            yield field.name


def clashing(reference: Reference, kept: int, gone: int) -> list[int]:
    """Primary keys of rows that name `gone` and cannot name `kept`, as another row already does so in its place."""
    found: set[int] = set()
    for others, condition in _uniques(reference):
        rows = reference.rows.filter(condition)
        # A row without a value in one of the other fields clashes with none: NULL equals nothing.
        known = set(rows.filter(**{reference.field: kept}).values_list(*others)) if others else {()}
        if not others and not rows.filter(**{reference.field: kept}).exists():
            continue
        for pk, *values in rows.filter(**{reference.field: gone}).values_list("pk", *others):
            if None not in values and tuple(values) in known:
                found.add(pk)
    return sorted(found)


def _uniques(reference: Reference) -> Iterator[tuple[list[str], models.Q]]:
    meta = reference.model._meta
    if meta.get_field(reference.field).unique:  # type: ignore[union-attr]
        yield [], models.Q()
    for together in meta.unique_together:
        if reference.field in together:
            yield [name for name in together if name != reference.field], models.Q()
    for constraint in meta.constraints:
        if isinstance(constraint, models.UniqueConstraint) and reference.field in constraint.fields:
            others = [name for name in constraint.fields if name != reference.field]
            yield others, constraint.condition or models.Q()


def rested_on(model: type[models.Model], pk: int) -> bool:
    """Whether other rows depend on this one: it must then not be dropped."""
    for relation in model._meta.related_objects:
        if everything(relation.field.model).filter(**{relation.field.name: pk}).exists():
            return True
    return any(
        everything(field.remote_field.through).filter(**{field.m2m_field_name(): pk}).exists()  # type: ignore[arg-type]
        for field in model._meta.local_many_to_many
    )
