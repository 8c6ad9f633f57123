"""The projects of the demonstration: twelve active ones in seven areas, and three that are not active.

Not active are one closed and one planned child of the return programme, and a suspended study.
"""

from __future__ import annotations

from ..shapes import Project
from .borders import PROJECTS as BORDERS
from .counter_trafficking import PROJECTS as COUNTER_TRAFFICKING
from .diaspora import PROJECTS as DIASPORA
from .health_and_policy import PROJECTS as HEALTH_AND_POLICY
from .labour_migration import PROJECTS as LABOUR_MIGRATION
from .return_reintegration import PROJECTS as RETURN_REINTEGRATION
from .source_projects import SOURCE_PROJECTS

PROJECTS: tuple[Project, ...] = tuple(
    sorted(
        SOURCE_PROJECTS
        + LABOUR_MIGRATION
        + COUNTER_TRAFFICKING
        + BORDERS
        + RETURN_REINTEGRATION
        + DIASPORA
        + HEALTH_AND_POLICY,
        key=lambda project: project.identifier,
    )
)

__all__ = ["PROJECTS"]
