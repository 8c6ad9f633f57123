"""What would change in a line, as people read it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hamroh.kernel.intake.protocol import FieldChange
from hamroh.kernel.organisations.models import Organisation
from hamroh.kernel.places.models import Place

from ..codes.entries import CodeList
from ..codes.lists import STATUSES, VISIBILITIES
from ..codes.services import SERVICES
from ..codes.themes import CLUSTERS, MIGRATION
from ..values import LineValues
from .bodies import Body
from .records import ROLES

# The words of a value: told only when the value itself stays.
_WORDS_OF: Mapping[str, tuple[str, ...]] = {
    **{role: (role, f"{role}_acronym") for role in ROLES},
    "theme": ("theme", "theme_code"),
    "service": ("service",),
    "status": ("status",),
    "start": ("start", "month"),
    "end": ("end",),
    "place": ("adm1", "adm2", "adm3", "place", "pcode", "adm1_code", "adm2_code", "adm3_code", "lat", "lon"),
}
_PLAIN = ("title", "code", "start", "end", "targeted", "reached", "amount", "currency", "notes")
_SHOWN_AT_REMOVAL = ("programming", "implementing", "theme", "service", "title", "place", "targeted", "reached")


def changes_between(old: LineValues, new: LineValues, bodies: Mapping[str, Body]) -> tuple[FieldChange, ...]:
    """Field by field; an empty tuple when both say the same."""
    changes: list[FieldChange] = []
    changed: set[str] = set()
    for name in LineValues.__struct_fields__:
        if name in ("raw", "region", "district"):
            continue
        added = bodies[name] if name in bodies and bodies[name].id is None else None
        if added is None and getattr(old, name) == getattr(new, name):
            continue
        changed.add(name)
        after = added.names[0][1] if added is not None else shown(name, new)
        changes.append(FieldChange(name, shown(name, old), after))
    if changed == {"people"} | changed & {"targeted", "reached"} and len(changed) > 1:
        changes = [change for change in changes if change.field != "people"]
    told = {key for name in changed for key in _WORDS_OF.get(name, ())}
    for key in sorted({*old.raw, *new.raw} - told):
        if old.raw.get(key, "") != new.raw.get(key, ""):
            changes.append(FieldChange(key, old.raw.get(key, ""), new.raw.get(key, "")))
    return tuple(changes)


def removed_line(values: LineValues) -> tuple[FieldChange, ...]:
    """What goes with a line that the file does not hold any more."""
    told = ((name, shown(name, values)) for name in _SHOWN_AT_REMOVAL)
    return tuple(FieldChange(name, text, "") for name, text in told if text)


def shown(name: str, values: LineValues) -> str:
    """One value in words."""
    value: Any = getattr(values, name)
    if value is None or value in ("", ()):
        return values.raw.get(name, "") if name in _WORDS_OF else ""
    if name in ROLES:
        body = Organisation.everything.filter(pk=value).first()
        return str(body) if body is not None else str(value)
    if name == "place":
        place = Place.objects.filter(pk=value).first()
        return place.name if place is not None else str(value)
    if name == "people":
        return "; ".join(" ".join(str(part) for part in one if part != "") for one in value)
    for codes in _lists(name):
        if value in codes:
            return codes.label(value)
    return values.raw.get(name, "") or str(value) if name == "service" else str(value)


def _lists(name: str) -> tuple[CodeList, ...]:
    return {"theme": (MIGRATION, CLUSTERS), "service": (SERVICES,), "status": (STATUSES,),
            "visibility": (VISIBILITIES,)}.get(name, ())  # fmt: skip
