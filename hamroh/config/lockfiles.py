"""Strip addresses from npm's lock file: versions and integrity hashes are enough for `npm ci`."""

from __future__ import annotations

import json
import sys
from pathlib import Path

ADDRESS_KEYS = ("resolved", "funding")


def strip_addresses(lock: dict) -> dict:
    """Return the lock with every address key removed from each package entry."""
    for package in lock.get("packages", {}).values():
        for key in ADDRESS_KEYS:
            package.pop(key, None)
    return lock


def main(path: str) -> None:
    """Rewrite the lock file at `path` in place."""
    file = Path(path)
    stripped = strip_addresses(json.loads(file.read_text(encoding="utf-8")))
    file.write_text(json.dumps(stripped, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
