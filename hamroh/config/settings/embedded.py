"""The embedded profile: two SQLite files, the care realm's encrypted; keys made on first start."""

from hamroh.config import environment
from hamroh.config.keys import local_key
from hamroh.config.mail import mail_settings

from .base import *  # noqa: F403
from .base import HAMROH_HOME

HAMROH_HOME.mkdir(parents=True, exist_ok=True)
SECRET_KEY = environment.value("HAMROH_SECRET_KEY") or local_key(HAMROH_HOME / "keys", "secret")

_main = environment.value("HAMROH_DATABASE_URL")
_care = environment.value("HAMROH_CARE_DATABASE_URL")
DATABASES = {
    "default": environment.database(_main) if _main else environment.sqlite(HAMROH_HOME / "hamroh.sqlite3"),
    "care": (
        environment.database(_care, setting="HAMROH_CARE_DATABASE_URL")
        if _care
        else environment.sqlite(HAMROH_HOME / "care.sqlite3", engine=environment.SCHEMES["sqlcipher"])
    ),
}
if not _care:
    _key = environment.value("HAMROH_CARE_KEY") or local_key(HAMROH_HOME / "keys", "care")
    DATABASES["care"]["OPTIONS"]["key"] = _key

globals().update(mail_settings(environment.value("HAMROH_MAIL_URL"), HAMROH_HOME / "mail"))
