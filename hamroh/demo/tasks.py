"""Real files of real partners, loaded in the background when the sample folder is there.

The product runs without that folder; with it, a newcomer finds published IATI files and statistics to look at.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from hamroh.commons.activities import services as activities
from hamroh.commons.activities.models import Activity, State
from hamroh.commons.indicators.services import import_observations
from hamroh.kernel.background.models import Job
from hamroh.kernel.background.registry import task
from hamroh.kernel.background.run import Run
from hamroh.kernel.background.services import enqueue
from hamroh.kernel.intake import services as intake
from hamroh.kernel.intake.models import BatchState
from hamroh.kernel.ledger.actors import Actor

LOAD_SAMPLES = "demo.samples"
IATI_FILES = "iati/samples/*.xml"
STATISTICS = "statistics/*.csv"
WAIT_SECONDS = 600.0
# The day of an edition, where the file does not carry it: figures after it are mid-year ones.
EDITIONS = {"unhcr_population_central_asia.csv": "2024-10-08"}


def sample_files(folder: Path) -> list[Path]:
    """The files to load, activities first."""
    return [*sorted(folder.glob(IATI_FILES)), *sorted(folder.glob(STATISTICS))]


def load_samples_later(actor: Actor) -> Job | None:
    """Ask for the samples once; None where there is no sample folder."""
    if not sample_files(Path(settings.HAMROH_SAMPLES)):
        return None
    return enqueue(actor=actor, task=LOAD_SAMPLES, key=LOAD_SAMPLES, once=True)


@task(LOAD_SAMPLES, label=_("Load published files of partners"))
def load_samples(run: Run) -> dict[str, Any]:
    """One file a turn: each import is itself resumable and the same file again changes nothing."""
    files = sample_files(Path(settings.HAMROH_SAMPLES))
    begin = run.cursor or 0
    for number in range(begin, len(files)):
        run.check()
        _load(run.actor, files[number])
        with run.step(cursor=number + 1, done=number + 1, total=len(files)):
            pass
    return {"files": len(files)}


def _load(actor: Actor, path: Path) -> None:
    with path.open("rb") as stream:
        if path.suffix == ".csv":
            edition = EDITIONS.get(path.name, "")
            import_observations(actor=actor, file=stream, name=path.name, edition=edition)
            return
        batch = intake.stage(actor=actor, importer="iati", stream=stream, file_name=path.name)
    if batch.state == BatchState.STAGED:
        intake.apply(actor=actor, batch=batch, wait=WAIT_SECONDS)
    for activity in Activity.objects.filter(source=f"batch:{batch.pk}", state=State.DRAFT):
        try:
            activities.publish(actor=actor, activity=activity)
        except activities.NotReady:
            # A partner's record with an error stays a draft: the register shows it to those who can mend it.
            continue
