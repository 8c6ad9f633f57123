"""The demonstration's logins: made from a key of this installation, so that no password stands in the code."""

from __future__ import annotations

import base64
import hashlib
import hmac
from dataclasses import dataclass
from pathlib import Path

from hamroh.config.keys import local_key
from hamroh.demo.content.people import LOGINS

GROUP, GROUPS = 4, 4


@dataclass(frozen=True)
class DemonstrationLogin:
    """One login as it is printed when the product starts."""

    role: str
    email: str
    password: str


def logins(home: Path) -> list[DemonstrationLogin]:
    """The logins of the installation whose state lies in `home`."""
    key = local_key(home / "keys", "demonstration")
    return [DemonstrationLogin(one.role, one.email, _password(key, one.email)) for one in LOGINS]


def _password(key: str, email: str) -> str:
    letters = base64.b32encode(hmac.digest(bytes.fromhex(key), email.encode(), hashlib.sha256)).decode().lower()
    return "-".join(letters[at * GROUP : (at + 1) * GROUP] for at in range(GROUPS))
