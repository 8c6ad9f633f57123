"""`/healthz`: version, databases, migrations and worker, for whoever watches the machine."""

from __future__ import annotations

import time
from typing import Any

from django.conf import settings
from django.db import connections
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

import hamroh
from hamroh.kernel.background.heartbeat import worker_alive
from hamroh.web.permissions import page

MIGRATIONS_FRESH_FOR = 60.0
_migrations_seen: dict[str, tuple[float, int]] = {}


def database_state(alias: str) -> dict[str, Any]:
    """Whether the database answers, and how many migrations wait (asked at most once a minute)."""
    try:
        connections[alias].ensure_connection()
        with connections[alias].cursor() as cursor:
            cursor.execute("SELECT 1")
        return {"ok": True, "migrations_waiting": _migrations_waiting(alias)}
    except Exception as fault:  # the page reports any fault of any database driver; it must not fail itself
        return {"ok": False, "error": type(fault).__name__}


def _migrations_waiting(alias: str) -> int:
    at, count = _migrations_seen.get(alias, (0.0, 0))
    if time.monotonic() - at > MIGRATIONS_FRESH_FOR or at == 0.0:
        executor = MigrationExecutor(connections[alias])
        count = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
        _migrations_seen[alias] = (time.monotonic(), count)
    return count


def state() -> dict[str, Any]:
    """Everything the page says. `ok` needs databases and migrations; a dead worker is named but pages still serve."""
    databases = {alias: database_state(alias) for alias in settings.DATABASES}
    ok = all(one["ok"] and one["migrations_waiting"] == 0 for one in databases.values())
    return {
        "ok": ok,
        "version": hamroh.__version__,
        "databases": databases,
        "worker_alive": worker_alive() if ok else False,
    }


@never_cache
@require_safe
@page("portal.view")
def healthz(request: HttpRequest) -> JsonResponse:
    """200 when all is well, 503 otherwise."""
    found = state()
    return JsonResponse(found, status=200 if found["ok"] else 503)
