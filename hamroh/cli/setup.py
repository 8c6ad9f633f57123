"""Set-up: catalogues, static files, databases. Quick when nothing changed."""

from __future__ import annotations

import json
from pathlib import Path

import click
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor

from hamroh.config.environment import ROOT
from hamroh.kernel.languages.catalogues import compile_all


def migrations_waiting(alias: str) -> int:
    """How many migrations the database lacks."""
    executor = MigrationExecutor(connections[alias])
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def migrate_all() -> list[str]:
    """Bring every database up to date; the aliases that needed it."""
    changed = []
    for alias in settings.DATABASES:
        if migrations_waiting(alias):
            call_command("migrate", database=alias, interactive=False, verbosity=0)
            changed.append(alias)
    if settings.CACHES["default"]["LOCATION"] not in connection.introspection.table_names():
        call_command("createcachetable", verbosity=0)
    return changed


def collect_static() -> bool:
    """Copy the front-end packages' files and collect static files, when a source is newer than the last time."""
    from hamroh.web.assets import collect

    stamp = Path(settings.STATIC_ROOT) / ".collected"
    sources = [*(ROOT / "hamroh").rglob("static/web/**/*"), ROOT / "package-lock.json"]
    newest = max(path.stat().st_mtime for path in sources)
    if stamp.exists() and stamp.stat().st_mtime >= newest:
        return False
    collect(settings.HAMROH_NODE_MODULES, ROOT / "hamroh" / "web" / "static" / "vendor")
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    stamp.touch()
    return True


def load_places() -> bool:
    """The country's reference table and, until official boundaries are loaded, its schematic districts."""
    from hamroh.kernel.ledger.actors import system
    from hamroh.kernel.places.models import Boundary
    from hamroh.kernel.places.services import build_schematic, load_reference

    loaded = load_reference(country=settings.HAMROH_COUNTRY, actor=system("setup"))
    if Boundary.objects.filter(place__country=settings.HAMROH_COUNTRY).exists():
        return bool(loaded.created or loaded.updated)
    outline = settings.HAMROH_NODE_MODULES / "world-atlas" / "countries-10m.json"
    build_schematic(country=settings.HAMROH_COUNTRY, outline=outline, actor=system("setup"))
    return True


def prepare() -> dict[str, object]:
    """All of set-up; what was done, by part. Quick when nothing changed."""
    done: dict[str, object] = {"languages": compile_all(ROOT), "databases": migrate_all(), "static": collect_static()}
    done["places"] = load_places()
    return done


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print the answer as JSON.")
def setup(as_json: bool) -> None:
    """Prepare catalogues, static files and databases."""
    done = prepare()
    if as_json:
        click.echo(json.dumps(done))


@click.command()
def migrate() -> None:
    """Bring the databases up to date."""
    for alias in migrate_all():
        click.echo(f"{alias}: up to date now")
