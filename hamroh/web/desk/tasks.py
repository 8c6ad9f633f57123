"""Background work of the desk, where the registry of tasks looks for it."""

from __future__ import annotations

from .indicators.taking import import_file
from .ledger.checking import verify_all

__all__ = ["import_file", "verify_all"]
