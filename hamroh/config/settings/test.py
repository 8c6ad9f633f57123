"""The test profile: state in a folder of its own, quick password hashing, static files unhashed."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

if "HAMROH_TEST_HOME" not in os.environ:
    _home = tempfile.mkdtemp(prefix="hamroh-test-")
    os.environ["HAMROH_TEST_HOME"] = _home
    atexit.register(shutil.rmtree, _home, ignore_errors=True)
# Parallel test processes must not share ledger heads or files.
os.environ["HAMROH_HOME"] = str(Path(os.environ["HAMROH_TEST_HOME"]) / os.environ.get("PYTEST_XDIST_WORKER", "main"))

from .embedded import *  # noqa: F403
from .embedded import DATABASES, HAMROH_HOME, STORAGES

ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
HAMROH_DEMONSTRATION = True
for _alias, _database in DATABASES.items():
    if not _database["ENGINE"].endswith("postgresql"):
        # Files, not memory: the tests' servers and workers are processes of their own.
        _database["TEST"] = {"NAME": str(HAMROH_HOME / f"test-{_alias}.sqlite3")}
