"""`python -m …trial_worker REALM NAMES`: a real worker on the databases of the test, with short leases."""

from __future__ import annotations

import json
import os
import sys
from datetime import timedelta


def main(realm_name: str, names: dict[str, str]) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hamroh.config.settings.test")
    import django
    from django.conf import settings

    for alias, name in names.items():
        settings.DATABASES[alias]["NAME"] = name
    django.setup()
    from hamroh.kernel.background import leases, recovery, worker
    from hamroh.kernel.background.tests import trial  # noqa: F401
    from hamroh.kernel.ledger.realms import BY_NAME

    leases.LEASE = timedelta(seconds=1.5)
    leases.RENEW_EVERY_SECONDS = 0.4
    recovery.EVERY_SECONDS = 0.4
    worker.run_worker(BY_NAME[realm_name])


if __name__ == "__main__":
    main(sys.argv[1], json.loads(sys.argv[2]))
