"""Where mail goes: a server given by address, or files in HAMROH_HOME/mail that a developer reads."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from hamroh.config.environment import SettingWrong


def mail_settings(url: str | None, folder: Path) -> dict[str, Any]:
    """Django's EMAIL_* settings for `smtp://user:password@host:port` (STARTTLS) or `smtps://…`."""
    if not url:
        return {"EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend", "EMAIL_FILE_PATH": str(folder)}
    parts = urlsplit(url)
    if parts.scheme not in ("smtp", "smtps"):
        raise SettingWrong(f"HAMROH_MAIL_URL begins with {parts.scheme!r}; use smtp://… or smtps://….")
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname or "localhost",
        "EMAIL_PORT": parts.port or (465 if parts.scheme == "smtps" else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp" and parts.username is not None,
    }
