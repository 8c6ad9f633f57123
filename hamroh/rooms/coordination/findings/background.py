"""Looking for gaps and overlaps in the background."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from hamroh.kernel.background.registry import task
from hamroh.kernel.background.run import Run

SEEK = "coordination.seek-findings"


@task(SEEK, label=_("Look for gaps and overlaps"))
def seek(run: Run) -> dict[str, Any]:
    """Apply the rules to `arguments["country"]`, on the reports that `arguments["which"]` names. Repeatable as a whole:
    a second time it finds the same and changes nothing."""
    from ..services.findings import seek_findings

    sought = seek_findings(actor=run.actor, country=run.arguments["country"], which=run.arguments["which"])
    return {"gaps": sought.gaps, "overlaps": sought.overlaps, "new": sought.new, "passed": sought.passed}
