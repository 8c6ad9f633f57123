"""Background work of the desk, where the registry of tasks looks for it."""

from __future__ import annotations

from .ledger.checking import verify_all

__all__ = ["verify_all"]
