"""A cache of one process that keeps objects themselves: what is large and never changed once made.

Django's cache in local memory packs each value and unpacks it at each reading, which for a picture of fifty thousand
lines takes longer than the page.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache


class ObjectCache(BaseCache):
    """Readers get the very object that was set and must not change it. The least lately read one goes first."""

    def __init__(self, _name: str, params: dict[str, Any]) -> None:
        super().__init__(params)
        self._kept: OrderedDict[str, tuple[float | None, Any]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        """The object, or `default`."""
        key = self.make_and_validate_key(key, version=version)
        with self._lock:
            found = self._kept.get(key)
            if found is None or (found[0] is not None and found[0] < time.time()):
                self._kept.pop(key, None)
                return default
            self._kept.move_to_end(key)
            return found[1]

    def set(self, key: str, value: Any, timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        """Keep an object."""
        key = self.make_and_validate_key(key, version=version)
        with self._lock:
            self._kept[key] = (self.get_backend_timeout(timeout), value)
            self._kept.move_to_end(key)
            while len(self._kept) > self._max_entries:
                self._kept.popitem(last=False)

    def add(self, key: str, value: Any, timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """Keep an object unless there is one."""
        missing = object()
        if self.get(key, missing, version) is not missing:
            return False
        self.set(key, value, timeout, version)
        return True

    def delete(self, key: str, version: int | None = None) -> bool:
        """Forget one."""
        with self._lock:
            return self._kept.pop(self.make_and_validate_key(key, version=version), None) is not None

    def clear(self) -> None:
        """Forget all."""
        with self._lock:
            self._kept.clear()
