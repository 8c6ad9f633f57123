"""What a merge writes to the rows, and how an undo takes it back. Called inside the verbs' transaction."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.core import serializers
from django.db import models

from hamroh.kernel.ledger.realms import MAIN

from .models import AliasKind, Organisation, OrganisationAlias
from .naming import LONGEST
from .references import clashing, everything, references, rested_on

# SQLite takes 32,766 parameters in a statement.
_STEP = 10_000
# What `kept` takes from `gone` where it has nothing itself.
_TAKEN = ("org_id", "type", "country", "website")


@dataclass
class Moves:
    """What a merge did, as it is kept (see OrganisationMerge)."""

    moved: list[list[Any]] = field(default_factory=list)
    dropped: list[dict[str, Any]] = field(default_factory=list)
    changed: list[list[Any]] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        """How many rows of each model moved."""
        found: Counter[str] = Counter()
        for label, _field, pks in self.moved:
            found[label] += len(pks)
        return dict(found)


def would_move(kept: Organisation, gone: Organisation) -> list[tuple[type[models.Model], int]]:
    """Each kind of record that names `gone`, with how many would name `kept`; what repeats or must stay not counted."""
    found: Counter[type[models.Model]] = Counter()
    for reference in references():
        count = reference.naming(gone.pk).count()
        if count:
            found[reference.model] += count - len(clashing(reference, kept.pk, gone.pk))
    return [(model, count) for model, count in found.items() if count]


def move_all(kept: Organisation, gone: Organisation) -> Moves:
    """Repoint everything and hand over what `kept` lacks. Raises IntegrityError for a constraint nobody foresaw."""
    moves = Moves()
    names = {code: text for code, text in gone.names.items() if text and not kept.names.get(code)}
    _repoint(kept, gone, moves)
    _hand_over(kept, gone, names, moves)
    _settle_names(kept, {**kept.names}, moves)
    _set(gone, "merged_into", kept.pk, moves)
    return moves


def _repoint(kept: Organisation, gone: Organisation, moves: Moves) -> None:
    for reference in references():
        pks = list(reference.naming(gone.pk).order_by("pk").values_list("pk", flat=True))
        if not pks:
            continue
        repeated = clashing(reference, kept.pk, gone.pk)
        idle = [pk for pk in repeated if not rested_on(reference.model, pk)]
        if idle:
            doomed = reference.rows.filter(pk__in=idle)
            moves.dropped += json.loads(serializers.serialize("json", doomed.order_by("pk")))
            doomed.delete()
        # A row on which others rest stays with the old entry: what is written there must not be lost.
        moving = [pk for pk in pks if pk not in set(repeated)]
        if moving:
            staying = [pk for pk in repeated if pk not in set(idle)]
            reference.naming(gone.pk).exclude(pk__in=staying).update(**{reference.field: kept.pk})
            moves.moved.append([reference.label, reference.field, moving])


def _hand_over(kept: Organisation, gone: Organisation, names: dict[str, str], moves: Moves) -> None:
    for name in _TAKEN:
        value = getattr(gone, name)
        if value and not getattr(kept, name):
            if name == "org_id":
                # Unique: it must leave the one before it comes to the other.
                _set(gone, name, None, moves)
            _set(kept, name, value, moves)
    if gone.parent_id and not kept.parent_id:
        _set(kept, "parent", gone.parent_id, moves)
    if names:
        _set(kept, "names", {**kept.names, **names}, moves)


def _settle_names(kept: Organisation, today: dict[str, str], moves: Moves) -> None:
    """A name that came along is another name, unless `kept` goes by it from now on."""
    current = {" ".join(text.split())[:LONGEST] for text in today.values()}
    for row in OrganisationAlias.objects.filter(organisation=kept):
        kind = AliasKind.NAME if row.text in current else AliasKind.ALIAS
        if row.kind != kind and AliasKind.NAME in (row.kind, kind):
            _set(row, "kind", str(kind), moves)


def _set(row: models.Model, name: str, value: Any, moves: Moves) -> None:
    attribute = row._meta.get_field(name).attname  # type: ignore[union-attr]
    before = getattr(row, attribute)
    everything(type(row)).filter(pk=row.pk).update(**{name: value})
    setattr(row, attribute, value)
    moves.changed.append([row._meta.label_lower, name, row.pk, before, value])


def move_back(kept: Organisation, gone: Organisation, moves: Moves) -> str:
    """Undo: rows name `gone` again, dropped rows return, changed values too unless somebody changed them since.

    Returns the kind of a dropped row that cannot return because what it belonged to is deleted, else "".
    Raises IntegrityError when a row made since stands in the way.
    """
    for label, name, pk, before, value in reversed(moves.changed):
        _reset(everything(_model(label)).filter(pk=pk), name, before, value)
    for label, name, pks in reversed(moves.moved):
        for some in _steps(pks):
            everything(_model(label)).filter(pk__in=some, **{name: kept.pk}).update(**{name: gone.pk})
    for row in moves.dropped:
        instance = next(iter(serializers.deserialize("python", [row], using=MAIN.alias)))
        if not _has_its_owners(instance.object):
            return str(instance.object._meta.verbose_name)
        # As it was: no field set anew by being saved.
        instance.save(using=MAIN.alias, force_insert=True)
    kept.refresh_from_db()
    gone.refresh_from_db()
    return ""


def _reset(row: models.QuerySet[Any], name: str, before: Any, value: Any) -> None:
    if not isinstance(value, dict):
        row.filter(**({f"{name}__isnull": True} if value is None else {name: value})).update(**{name: before})
        return
    # Texts by language: each is taken back unless somebody wrote another one since.
    for now in row.values_list(name, flat=True):
        kept = {code: text for code, text in now.items() if code in before or text != value.get(code)}
        row.update(**{name: kept})


def _has_its_owners(row: models.Model) -> bool:
    for column in row._meta.concrete_fields:
        owner, value = column.related_model, getattr(row, column.attname)
        if owner is not None and value is not None and not everything(owner).filter(pk=value).exists():  # type: ignore[arg-type]
            return False
    return True


def _model(label: str) -> type[models.Model]:
    return apps.get_model(label)


def _steps(pks: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(pks), _STEP):
        yield pks[start : start + _STEP]
