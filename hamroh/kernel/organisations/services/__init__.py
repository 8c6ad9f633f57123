"""Verbs of organisations: adding, changing, naming, placing under a parent, focal points, importing, joining two."""

from .bodies import (
    OrganisationProblem,
    add_alias,
    change_organisation,
    create_organisation,
    set_parent,
)
from .contacts import remove_focal_point, set_focal_point
from .importing import OrganisationEntry, find_or_create, find_or_create_many
from .merging import MergeRefused, mark_different, merge_organisations, undo_merge

__all__ = [
    "MergeRefused",
    "OrganisationEntry",
    "OrganisationProblem",
    "add_alias",
    "change_organisation",
    "create_organisation",
    "find_or_create",
    "find_or_create_many",
    "mark_different",
    "merge_organisations",
    "remove_focal_point",
    "set_focal_point",
    "set_parent",
    "undo_merge",
]
