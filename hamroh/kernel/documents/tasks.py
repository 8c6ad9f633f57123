"""Housekeeping of the content store."""

from __future__ import annotations

from datetime import time
from typing import Any

from django.utils.translation import gettext_lazy as _

from hamroh.kernel.background import schedules
from hamroh.kernel.background.registry import task
from hamroh.kernel.background.run import Run
from hamroh.kernel.background.schedules import Every, Schedule
from hamroh.kernel.ledger.realms import CARE, MAIN

from .content_store import clear_forgotten

TIDY = "documents.tidy"

schedules.declare(Schedule("documents.tidy daily", TIDY, Every.DAY, at=time(3, 30), realms=(MAIN, CARE)))


@task(TIDY, label=_("Remove unfinished uploads"), realms=(MAIN, CARE))
def tidy(run: Run) -> dict[str, Any]:
    """Remove drafts of files whose upload was killed more than a day ago."""
    with run.step(cursor="tidy"):
        removed = clear_forgotten(run.realm)
    return {"removed": removed}
