"""Looking for the same undertakings in two sources, in the background."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from hamroh.kernel.background.registry import task
from hamroh.kernel.background.run import Run

PROPOSE = "coordination.propose-joins"


@task(PROPOSE, label=_("Look for the same undertakings in two sources"))
def propose(run: Run) -> dict[str, Any]:
    """Compare the lines of `arguments["country"]` with the activities there. Repeatable as a whole."""
    from ..services.joins import propose_joins

    found = propose_joins(actor=run.actor, country=run.arguments["country"], which=run.arguments["which"])
    return {"proposed": found.proposed, "new": found.new, "gone": found.gone}
