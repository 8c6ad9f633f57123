"""A process of its own that reads or applies a batch and kills itself with -9 at a named stage.

Arguments: database name, batch number, path of the file, stage, how many times the stage is passed first.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path


def main(database: str, batch_id: int, path: Path, stage: str, times: int) -> None:
    """Die in mid-work; exit 0 means that the work was done and the stage never reached."""
    import django
    from django.conf import settings

    settings.DATABASES["default"]["NAME"] = database
    django.setup()

    from hamroh.kernel.intake import services
    from hamroh.kernel.intake.models import Batch, BatchState
    from hamroh.kernel.intake.tests.trial import TRIAL
    from hamroh.kernel.ledger.actors import system

    passed = 0

    def die(now: str) -> None:
        nonlocal passed
        if now == stage:
            passed += 1
            if passed > times:
                os.kill(os.getpid(), signal.SIGKILL)

    TRIAL.before = die
    batch = Batch.objects.get(pk=batch_id)
    if batch.state == BatchState.READING:
        with path.open("rb") as stream:
            services.continue_reading(actor=system("test"), batch=batch, stream=stream)
    else:
        services.apply(actor=system("test"), batch=batch, wait=60, keep_going=lambda done, total: die("step"))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]), sys.argv[4], int(sys.argv[5]))
