"""Every setting that the environment may give, declared once: name, meaning, default, where it is required.

`docs/reference/settings.md` documents each; a test compares the two lists.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

ROOT = Path(__file__).resolve().parents[2]


class SettingMissing(RuntimeError):
    """A required setting has no value; the message names it and says how to give one."""


class SettingWrong(RuntimeError):
    """A setting has a value that cannot be used; the message names it and gives an example."""


@dataclass(frozen=True)
class Setting:
    """One environment setting."""

    name: str
    meaning: str
    default: str | None
    required_in: tuple[str, ...] = ()
    example: str = ""
    secret: bool = False


SETTINGS: tuple[Setting, ...] = (
    Setting("HAMROH_HOME", "folder of all state: databases, files, keys, heads", str(ROOT / "var")),
    Setting("HAMROH_HEADS", "folder of the ledger's heads, best on another disk", None, example="/srv/heads"),
    Setting("HAMROH_SECRET_KEY", "signs sessions and links", None, ("production",), "50 random characters", True),
    Setting("HAMROH_DATABASE_URL", "main realm's database", None, ("production",), "postgresql://…/hamroh", True),
    Setting("HAMROH_CARE_DATABASE_URL", "care realm's database", None, ("production",), "postgresql://…/care", True),
    Setting("HAMROH_CARE_KEY", "key of the embedded care database", None, example="64 hex digits", secret=True),
    Setting(
        "HAMROH_HOSTS",
        "host names under which the product is reached",
        "localhost,127.0.0.1,[::1]",
        ("production",),
        "migration.example.tj",
    ),
    Setting(
        "HAMROH_ORIGIN",
        "public address, used in mail and feeds",
        "http://localhost:8000",
        ("production",),
        "https://migration.example.tj",
    ),
    Setting(
        "HAMROH_MAIL_URL",
        "mail server; without it mail is written to HAMROH_HOME/mail",
        None,
        example="smtp://user:password@mail.example.tj:587",
        secret=True,
    ),
    Setting("HAMROH_MAIL_FROM", "sender of all mail", "Hamroh <no-reply@hamroh.example>"),
    Setting("HAMROH_COUNTRY", "ISO 3166-1 alpha-3 code of the country that runs this installation", "TJK"),
    Setting("HAMROH_DEMONSTRATION", "1: the installation shows invented data and says so on every page", "0"),
    Setting("HAMROH_UPLOAD_MB", "largest file that a person may upload, in megabytes", "256"),
    Setting("HAMROH_COMPUTE", "where linkage and cubes run: embedded, or spark://…", "embedded"),
    Setting("HAMROH_SAMPLES", "folder of sample files, for tests alone", str(ROOT.parent / "shared" / "data")),
    Setting("HAMROH_LOG_LEVEL", "lowest level that is logged", "INFO"),
    Setting("HAMROH_WORKERS", "background processes per realm", "2"),
)

BY_NAME = {setting.name: setting for setting in SETTINGS}
SCHEMES = {
    "sqlite": "django.db.backends.sqlite3",
    "postgresql": "django.db.backends.postgresql",
    "postgres": "django.db.backends.postgresql",
    "sqlcipher": "hamroh.config.sqlcipher",
}


def value(name: str, environ: Mapping[str, str] = os.environ) -> str | None:
    """The setting's value, or its default; an undeclared name is a programming error (KeyError)."""
    setting = BY_NAME[name]
    return environ.get(name) or setting.default


def text(name: str, environ: Mapping[str, str] = os.environ) -> str:
    """The setting's value; raises SettingMissing when there is none."""
    found = value(name, environ)
    if found is None:
        raise SettingMissing(missing_message([BY_NAME[name]]))
    return found


def whole_number(name: str, environ: Mapping[str, str] = os.environ) -> int:
    """The setting's value as a whole number of at least 1; raises SettingWrong otherwise."""
    raw = text(name, environ)
    if not raw.isdigit() or int(raw) < 1:
        raise SettingWrong(f"{name} is {raw!r}; it must be a whole number of at least 1.")
    return int(raw)


def missing(profile: str, environ: Mapping[str, str] = os.environ) -> list[Setting]:
    """Settings that the profile requires and the environment does not give (a default does not count)."""
    return [s for s in SETTINGS if profile in s.required_in and not environ.get(s.name)]


def missing_message(settings: list[Setting]) -> str:
    """One sentence a line: which setting is missing, what it is for, what it looks like."""
    lines = [f"{s.name} is missing: {s.meaning}. Example: {s.name}={s.example or s.default}" for s in settings]
    return "\n".join([*lines, "See docs/reference/settings.md."])


def require(profile: str, environ: Mapping[str, str] = os.environ) -> None:
    """Refuse to start when the profile lacks a setting, naming each one."""
    lacking = missing(profile, environ)
    if lacking:
        raise SettingMissing(missing_message(lacking))


def database(url: str, *, setting: str = "HAMROH_DATABASE_URL") -> dict:
    """Django's DATABASES entry for `sqlite:///file` or `postgresql://user:password@host:port/name`."""
    parts = urlsplit(url)
    engine = SCHEMES.get(parts.scheme)
    if engine is None:
        raise SettingWrong(f"{setting} begins with {parts.scheme!r}; use postgresql://… or sqlite:///….")
    if engine != SCHEMES["postgresql"]:
        return sqlite(Path(unquote(parts.path)), engine=engine)
    return {
        "ENGINE": engine,
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def sqlite(path: Path, *, engine: str = SCHEMES["sqlite"]) -> dict:
    """SQLite in WAL mode; IMMEDIATE so that a write transaction waits at its start and never dies in its middle."""
    return {
        "ENGINE": engine,
        "NAME": str(path),
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-16000;"
            " PRAGMA mmap_size=134217728; PRAGMA temp_store=MEMORY;",
        },
    }
