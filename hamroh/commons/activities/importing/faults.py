"""What is wrong with what came in, as the intake tells it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hamroh.formats.iati import records as r
from hamroh.formats.iati.checks import check
from hamroh.formats.iati.problems import KINDS, Problem
from hamroh.formats.iati.standard import StandardMissing
from hamroh.kernel.intake.protocol import IncomingFault, Severity

PREFIX = "iati."

OWN: Mapping[str, tuple[Severity, Promise]] = {
    "activities.publisher-changed": (
        "error",
        _("“{key}” is published by {known}; this file says {given}. An activity keeps its publisher: correct the "
          "reporting organisation in the file, or give the activity an identifier of its own."),
    ),
    "activities.no-publisher": (
        "error", _("“{key}” names no reporting organisation. Add reporting-org with its ref, or its name."),
    ),
    "activities.not-your-organisation": (
        "error",
        _("“{key}” belongs to {publisher}, and your role imports for your own organisation alone. Ask {publisher}, or "
          "the secretariat."),
    ),
    "activities.edited-here": (
        "error",
        _("“{key}” was edited here after its last import ({fields}). Keep the edits, or import the file again and "
          "choose to overwrite them."),
    ),
    "activities.row-unknown": (
        "error",
        _("This row belongs to no activity that stands here. Enter new activities on their page, or by an IATI file."),
    ),
    "activities.cell-locked": (
        "error",
        _("This cell is for reading only: it stands as “{old}”, the file has “{value}”. Put the old value back."),
    ),
    "activities.row-of-others": (
        "error",
        _("“{key}” belongs to {publisher}, and your role does not change it. Ask {publisher}, or the secretariat."),
    ),
    "activities.row-invalid": ("error", _("This row cannot be kept: {reason}")),
    "activities.too-large": (
        "error", _("{path} of “{key}” is longer or larger than {limit}. Ask the publisher to correct it."),
    ),
}  # fmt: skip


def sentences() -> dict[str, str | Promise]:
    """Every sentence of this importer by fault code, for the intake."""
    own: dict[str, str | Promise] = {code: sentence for code, (_severity, sentence) in OWN.items()}
    return own | {PREFIX + code: kind.template for code, kind in KINDS.items()}


def own_fault(code: str, locator: str, **parameters: str) -> IncomingFault:
    """One of this importer's own faults."""
    severity, sentence = OWN[code]
    return IncomingFault(code, severity, str(sentence).format(**parameters), locator, parameters)


def from_problem(problem: Problem, *, at: str, severity: Severity | None = None) -> IncomingFault:
    """A problem of the format, at a line of the file. `at` is where the record stands, when the problem has no line."""
    place = f"line {problem.line}" if problem.line else at
    locator = f"{place} {problem.path}".strip()
    parameters = {**problem.parameters, "path": problem.path, "value": problem.value}
    return IncomingFault(PREFIX + problem.code, severity or problem.severity, problem.message, locator, parameters)


def content_faults(record: r.Activity | r.Organisation, *, at: str, today: date) -> tuple[IncomingFault, ...]:
    """What the checks find. Partners' files are taken as they are: what is wrong is told, and refuses nothing."""
    try:
        problems = check(record, today=today)
    except StandardMissing:
        problems = check(record, today=today, codes=False)
    return tuple(
        from_problem(one, at=at, severity="warning" if one.severity == "error" else None)
        for one in problems
        if one.severity != "info"
    )


def shown(value: Any) -> str:
    """A field's value as people read it in a preview."""
    if value is None:
        return ""
    if isinstance(value, r.Narrative):
        return f"{value.lang}: {value.text}" if value.lang else value.text
    if isinstance(value, r.Record):
        parts = (shown(getattr(value, name)) for name in value.__struct_fields__ if name != "unknown")
        return ", ".join(part for part in parts if part)
    if isinstance(value, tuple):
        return "; ".join(shown(one) for one in value)
    return str(value)
