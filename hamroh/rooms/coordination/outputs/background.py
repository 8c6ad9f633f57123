"""Making a round's files in the background, one a step: killed in the middle, it goes on with the next."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from hamroh.kernel.background.registry import task
from hamroh.kernel.background.run import Run

from ..models import Round
from .later import MAKE
from .making import make_output, outputs_of


@task(MAKE, label=_("Make the files of a reporting round"))
def make_outputs(run: Run) -> dict[str, Any]:
    """Make every file of the round of `arguments["round"]`."""
    round_ = Round.objects.get(pk=run.arguments["round"])
    wanted = list(outputs_of(round_))
    done = int((run.cursor or {}).get("done", 0))
    missing = int((run.cursor or {}).get("missing", 0))
    for number, output in enumerate(wanted[done:], start=done + 1):
        run.check()
        missing += make_output(actor=run.actor, round_=round_, output=output) is None
        with run.step(cursor={"done": number, "missing": missing}, done=number, total=len(wanted)):
            pass
    return {"files": len(wanted) - missing, "missing": missing}
