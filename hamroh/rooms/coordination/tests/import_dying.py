"""A process that applies a 4W and is killed with -9 in its middle: run by test_import_killed."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import django
from django.conf import settings


def main(database: str, batch_id: str, stage: str, times: str) -> None:
    """Apply a batch on a database file; `stage` says where to die, after `times` calls of it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hamroh.config.settings.test")
    settings.DATABASES["default"]["NAME"] = database
    settings.HAMROH_HEADS = Path(os.environ["HAMROH_HEADS"])
    django.setup()
    from hamroh.kernel.intake.models import Batch
    from hamroh.kernel.intake.services import apply
    from hamroh.kernel.ledger.actors import system
    from hamroh.rooms.coordination.importing import applying
    from hamroh.rooms.coordination.services import versions

    places = {"bodies": (applying, "bodies_of"), "lines": (versions, "write"), "completing": (versions, "recount")}
    left = int(times)
    module, name = places[stage]
    real = getattr(module, name)

    def dying(*args: object, **kwargs: object) -> object:
        nonlocal left
        if left <= 0:
            os.kill(os.getpid(), signal.SIGKILL)
        left -= 1
        return real(*args, **kwargs)

    setattr(module, name, dying)
    apply(actor=system("test"), batch=Batch.objects.get(pk=int(batch_id)), wait=60)


if __name__ == "__main__":
    main(*sys.argv[1:])
