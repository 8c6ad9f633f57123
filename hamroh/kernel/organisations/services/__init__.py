"""Verbs of organisations: adding, changing, naming, placing under a parent, focal points, and the importers' way in."""

from .bodies import (
    OrganisationProblem,
    add_alias,
    change_organisation,
    create_organisation,
    set_parent,
)
from .contacts import remove_focal_point, set_focal_point
from .importing import OrganisationEntry, find_or_create, find_or_create_many

__all__ = [
    "OrganisationEntry",
    "OrganisationProblem",
    "add_alias",
    "change_organisation",
    "create_organisation",
    "find_or_create",
    "find_or_create_many",
    "remove_focal_point",
    "set_focal_point",
    "set_parent",
]
