"""Keys of the embedded product: made once, kept in HAMROH_HOME/keys, readable by the owner alone."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


def local_key(folder: Path, name: str, *, size: int = 32) -> str:
    """The key `name` as hex digits; made on first use. Two processes that start together get the same one."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / name
    if not path.exists():
        draft = folder / f".{name}.{os.getpid()}"
        draft.write_text(secrets.token_hex(size), encoding="ascii")
        draft.chmod(0o600)
        try:
            # link() fails when the other process was first: its key is then the key.
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text(encoding="ascii").strip()
